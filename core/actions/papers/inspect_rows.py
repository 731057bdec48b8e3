"""The lists of an inspector's file: each row of the base told in French, its hours as they were in France, and the
numbers of the base as words (« F7531… »), so that no spreadsheet rounds them."""

import json
from collections.abc import Mapping

from core.actions.common.law import retention
from core.actions.papers.paper_lists import rule_sentence
from core.base.moments import local, read_day
from core.model.consent import WAYS as AGREED_BY
from core.model.forgetting import WHY
from core.model.opposing import OUTCOMES as ENDED_BY
from core.model.request import KINDS, OUTCOMES, WAYS, Outcome, RequestKind
from core.notices.call_script import point_names
from core.rules.deadlines import consent_last_day
from core.store.port import Row, Value
from core.words.verdicts import PRUDENCE

NOTICES = ("lettre", "fiche", "référence", "versions des textes", "jour", "postée le", "revenue le", "retirée le",
           "SHA-256 du PDF")  # fmt: skip
SPOKEN = ("information", "fiche", "appel", "texte", "points dits", "entière", "dite le", "par")
ORIGINS = ("provenance", "fiche", "nature", "fournisseur", "site", "lot", "annonce lue le", "obtenue le",
           "information due le", "informée par lettre le", "opposée le", "gelée le", "effacée le")  # fmt: skip
TITLES = ("titre", "fiche", "nature", "mandat", "début", "fin", "répondue le", "arrêté le", "noté le", "par",
          "SHA-256 de la preuve")  # fmt: skip
ERASED = ("effacement", "fiche", "effacée le", "pourquoi", "bien gardé", "achevé le", "par")
CONSENTS = ("accord", "fiche", "moyens", "recueilli le", "jusqu’au", "formulaire", "recueilli par", "cinq mentions",
            "retiré le", "appels retirés le", "SHA-256 du texte", "SHA-256 de la preuve")  # fmt: skip
CALLS = ("appel", "fiche", "empreinte du numéro", "sens", "début", "fin", "issue", "permis", "raisons", "par")
BATCHES = ("lot", "origine", "fournisseur", "site", "reçu le", "importé le", "lues", "ajoutées", "réunies", "opposées",
           "rejetées", "vides", "bien seul", "annulé le", "SHA-256 du fichier")  # fmt: skip
REQUESTS = ("demande", "fiche", "nature", "reçue le", "reçue par", "réponse due le", "prolongée", "répondue le",
            "suite", "partie par", "SHA-256 de la réponse")  # fmt: skip
TOLD = ("message", "fiche", "destinataire", "à propos de", "préparé le", "parti le", "SHA-256 du texte")
_CHANNELS = {"call": "téléphone", "email": "e-mail", "sms": "SMS"}
_TITLES = {"contract": "contrat en cours", "request": "demande de la personne", "professional": "professionnel"}
_SOURCES = {"file": "fichier acheté", "page": "annonce lue", "mail": "alerte e-mail", "typed": "saisie"}


def notice(row: Row) -> Row:
    """Return one letter of information."""
    number, lead, reference, versions, day, *moments, digest = row
    return _n("L", number), _n("F", lead), reference, versions, day, *map(_moment, moments), digest


def spoken(row: Row) -> Row:
    """Return one information told on the telephone, with the points of the script that were said."""
    number, lead, call, version, points, complete, at, by = row
    names = point_names()
    said = ", ".join(names[one] for one in str(points).split(",") if one in names)
    return _n("I", number), _n("F", lead), _n("C", call), version, said, _yes(complete), _moment(at), by


def origin(row: Row) -> Row:
    """Return one time somebody's data came, with where the sheet stands."""
    number, lead, source, supplier, site, batch, seen, obtained, due, informed, *moments = row
    return (
        _n("P", number), _n("F", lead), _SOURCES.get(str(source), source), supplier, site, _n("B", batch), seen,
        obtained, due, informed, *map(_moment, moments),
    )  # fmt: skip


def title(row: Row) -> Row:
    """Return one contract, request or professional; only a mandate has a number that names nobody."""
    number, lead, kind, mandate, starts, ends, answered, closed, at, by, proof = row
    return (
        _n("T", number), _n("F", lead), _TITLES[str(kind)], mandate if kind == "contract" else "", _when(starts),
        _when(ends), _when(answered), _moment(closed), _moment(at), by, proof,
    )  # fmt: skip


def erased(row: Row) -> Row:
    """Return one erasure: when, why, and when the last copy was clean."""
    number, lead, at, why, kept, swept, by = row
    return _n("E", number), _n("F", lead), _moment(at), WHY[str(why)], _yes(kept), _moment(swept), by


def consent(row: Row) -> Row:
    """Return one agreement."""
    number, lead, channels, collected, until, wording, way, five, *withdrawn, text, proof = row
    agreed = ", ".join(_CHANNELS[one] for one in str(channels).split(",") if one in _CHANNELS)
    return (
        _n("A", number), _n("F", lead), agreed, _moment(collected), _last(collected, until), wording,
        AGREED_BY.get(str(way), ""), _yes(five), *map(_moment, withdrawn), text, proof,
    )  # fmt: skip


def call(row: Row) -> Row:
    """Return one call, with its verdict in two cells: allowed or not, and the reasons it rested on."""
    number, lead, hashed, direction, started, ended, outcome, verdict, by = row
    said = json.loads(str(verdict))
    return (
        _n("C", number), _n("F", lead), hashed, "reçu" if direction == "in" else "passé", _moment(started),
        _moment(ended), ENDED_BY.get(str(outcome), ""), _yes(said["allowed"]),
        " | ".join(map(_reason, said["reasons"])), by,
    )  # fmt: skip


def batch(row: Row) -> Row:
    """Return one batch."""
    number, source, supplier, site, collected, at, *counts, alone, undone, digest = row
    return (
        _n("B", number), _SOURCES.get(str(source), source), supplier, site, collected, _moment(at), *counts,
        _yes(alone), _moment(undone), digest,
    )  # fmt: skip


def request(row: Row) -> Row:
    """Return one request of a person."""
    number, lead, kind, received, how, due, extended, answered, outcome, answered_how, digest = row
    return (
        _n("D", number), _n("F", lead), KINDS[RequestKind(str(kind))], received, WAYS.get(str(how), ""), due,
        _yes(extended), answered, OUTCOMES[Outcome(str(outcome))] if outcome else "", WAYS.get(str(answered_how), ""),
        digest,
    )  # fmt: skip


def told(row: Row) -> Row:
    """Return one message to whoever was given the data."""
    number, lead, recipient, kind, made, sent, digest = row
    about = KINDS[RequestKind(str(kind))]
    return _n("M", number), _n("F", lead), recipient, about, _moment(made), _moment(sent), digest


def _reason(one: Mapping[str, str]) -> str:
    """« Vous pouvez appeler… (TEL-26-01, C. consom., art. L223-1) »; a rule no text was found for is « Prudence »."""
    shown = PRUDENCE if one["grade"] == "D" else one["reference"]
    return f"{rule_sentence(one['code'])} ({one['rule']}, {shown})"


def _n(letter: str, number: Value) -> str:
    return f"{letter}{number!s}" if number is not None else ""


def _yes(value: object) -> str:
    return "oui" if value and value != "0" else "non"


def _last(collected: Value, until: Value) -> str:
    """Return the last day an agreement is good for: the one its form says, a year at most."""
    years = retention()["consent_validity"].months // 12
    return consent_last_day(local(collected).date(), read_day(until), years=years).isoformat()


def _when(value: object) -> str:
    """Return a day as it is kept, a moment by the clock of France."""
    return str(value) if value and len(str(value)) == len("2026-11-24") else _moment(value)


def _moment(value: object) -> str:
    return local(value).isoformat(" ", "seconds") if value else ""
