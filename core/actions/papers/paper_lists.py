"""The law in force and the list of suppliers, as documents an inspector can read."""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from core.actions.common import agency, suppliers
from core.actions.common.judging import law_of
from core.actions.common.suppliers import Judged
from core.actions.papers.references import law_watch
from core.base.french import day, hour, listed, weekday
from core.base.resources import resource
from core.model.channel import Channel
from core.model.paper import Grid, Paper, Section
from core.rules.rulebook_data import ChannelLaw, Rule, Rulebook
from core.store.port import Reader
from core.words.suppliers import gaps_said, risk_change, risk_reference, risk_sentence
from core.words.verdicts import PRUDENCE

_FIELD = re.compile(r"\{(\w+)\}")
_SHARES = (0.12, 0.5, 0.26, 0.12)
_HEADINGS = ("Règle", "Ce qui est dit", "Référence", "Preuve")
_FIELDS = (
    ("legal_name", "Raison sociale"),
    ("siren", "SIREN"),
    ("address", "Adresse"),
    ("contract", "Contrat"),
    ("method", "Mode de collecte"),
    ("objections", "Oppositions"),
)


def rules(r: Reader, *, at: datetime) -> Paper:
    """Return the rulebook in force on the day of ``at``, channel by channel, each rule with its sentence."""
    settings = agency.settings(r)
    book = law_of(settings).books.on(at.date())
    sections = [
        Section("Le droit appliqué", (
            f"{book.title}, depuis le {day(book.start)}. Règles relues le {day(law_watch().read)}.",
            "Preuve : A lu dans le texte officiel, B cité, C rapporté, « Prudence » sans texte.",
        )),
        Section("Sources", tuple(f"– {source}" for source in book.sources)),
        Section("Ce que le programme compte", tuple(_numbers(book))),
        *(_channel(channel, law) for channel, law in book.channels.items()),
        Section("À suivre, et qui n’est pas le droit", tuple(
            f"– {text.title}. {text.sentence} ({text.rule}, {text.source})" for text in law_watch().watch
        )),
    ]  # fmt: skip
    notice = (
        "Le programme applique ces règles à chaque personne et à chaque instant ; il ne donne pas de conseil juridique."
    )
    return Paper(
        "rules", "Règles en vigueur", settings.agency.legal_name or "Agence", at.date(), notice, tuple(sections)
    )


def sellers(r: Reader, *, at: datetime) -> Paper:
    """Return every supplier with its sheet and what it leaves open."""
    sections = tuple(_seller(one) for one in suppliers.judged(r)) or (Section("Aucun fournisseur"),)
    name = agency.settings(r).agency.legal_name or "Agence"
    notice = "Ce que l’agence leur a demandé, et leurs réponses."
    return Paper("suppliers", "Fournisseurs de fichiers", name, at.date(), notice, sections)


def rule_sentence(code: str) -> str:
    """Return the sentence of a rule with its fields left blank, since it is about no person."""
    return _FIELD.sub("…", _words().get(code, {}).get("sentence", code))


def _numbers(book: Rulebook) -> list[str]:
    numbers = book.numbers
    slots = listed([f"de {hour(start)} à {hour(end)}" for start, end in numbers.slots])
    refusal = f"{numbers.refusal_days} jours après un refus" if numbers.refusal_days else "un refus vaut pour toujours"
    return [
        f"– Appels : {listed([weekday(one) for one in numbers.days])}, {slots}, heure de la personne.",
        f"– Au plus {numbers.max_attempts} appels ou tentatives en {numbers.counted_days - 1} jours, comptés par "
        f"prudence sur {numbers.counted_days} dates\u202f; {refusal}.",
        f"– Accord\u202f: {numbers.consent_years} an au plus. Demande\u202f: {numbers.request_working_days} jours "
        "ouvrables, par prudence.",
        f"– Information : {numbers.notice_months} mois au plus. Lettres : {numbers.letters} au plus, à "
        f"{numbers.letter_gap_days} jours (engagement de l’agence).",
    ]


def _channel(channel: Channel, law: ChannelLaw) -> Section:
    opens = listed([kind.opening for kind in law.opens])
    lines = (f"Ouvert par : {opens}.",) if opens else ()
    rows = [
        *(_row(forbid, "Interdit") for forbid in law.forbids),
        *(_row(allow, "Permis") for allow in law.allows),
        *(_row(caution, "À savoir") for caution in law.cautions),
    ]
    return Section(f"Par {channel.word}", lines, Grid(_HEADINGS, _SHARES, tuple(rows)))


def _row(rule: Rule, effect: str) -> tuple[str, ...]:
    words = _words().get(rule.code, {}).get("sentence", rule.code)
    doubtful = rule.grade == "D"
    sentence = f"{effect} : {_FIELD.sub('…', words)}"
    return rule.rule, sentence, PRUDENCE if doubtful else rule.reference, "–" if doubtful else rule.grade


def _seller(found: Judged) -> Section:
    sheet = found.sheet
    informed = day(sheet.notice_day) if sheet.notice_day else ""
    told = [(title, str(getattr(sheet, name))) for name, title in _FIELDS]
    told += [("Information donnée le", informed), ("Texte de l’information", sheet.notice_text)]
    told += [(f"Licence sur {site.site}", site.licence) for site in sheet.sites]
    told.append(("Ce que l’agence garde", "le bien seul" if sheet.property_only else "le bien et la personne"))
    lines = [f"{title} : {said or 'sans réponse'}" for title, said in told]
    lines.append(f"{found.severity.shown} : {gaps_said(found.risks) or 'rien ne manque'}.")
    rows = tuple((risk_reference(risk), risk_sentence(risk), risk_change(risk)) for risk in found.risks)
    grid = Grid(("Règle", "Risque", "Ce qui le lèverait"), (0.3, 0.4, 0.3), rows) if rows else None
    return Section(sheet.name, tuple(lines), grid)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resource("law", "words", "reasons.toml").read_text(encoding="utf-8"))
