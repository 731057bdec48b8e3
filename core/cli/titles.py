"""Verbs about the titles for a call: agreement, running contract, request, professional; withdrawing one, printing
the forms and the copy of a proof."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path

import click

from core.actions.calling import consent_forms, consenting, proof_copies, titles
from core.actions.common import people
from core.actions.common.people import Who
from core.base.i18n import _
from core.base.screen_shapes import day
from core.cli.desk import VerbDesk, day_if_typed, moment_typed, on_base
from core.model.channel import Channel
from core.model.consent import ConsentTerms, ConsentWay, Slot
from core.model.opposing import RefusalHow
from core.words.errors import error

_PROOF = click.option("--proof", type=click.Path(path_type=Path), help="Fichier qui prouve.")


def agreement_options(way: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a verb the options that say how an agreement was given, as one argument ``given``, and to what; ``way``: the
    usual one, empty when it may be left unsaid."""
    ways = [*(() if way else ("",)), *ConsentWay.texts()]
    options = (
        click.option("--channel", "channels", multiple=True, type=click.Choice(["call", "email", "sms"])),
        click.option("--way", default=way, type=click.Choice(ways), help="Comment il a été donné."),
        click.option("--place", default="", help="Lieu du recueil."),
        click.option("--collector", default="", help="Qui l’a recueilli."),
        click.option("--object", "object_", default="", help="Objet, si la personne l’a restreint."),
        click.option(
            "--slot", "slots", multiple=True, metavar="JOUR HH:MM-HH:MM", help="Créneau accepté ; 1 pour lundi."
        ),
        click.option(
            "--exact", multiple=True, metavar="ISO", help="Rendez-vous hors horaires, à l’heure de la personne."
        ),
    )

    def give(verb: Callable[..., None]) -> Callable[..., None]:
        @wraps(verb)
        def given(
            *, way: str, place: str, collector: str, slots: Sequence[str], exact: Sequence[str], **typed: object
        ) -> None:
            hours = tuple(map(slot_typed, slots))
            moments = tuple(moment_typed(one).replace(tzinfo=None) for one in exact)
            verb(given=ConsentTerms(way, place, collector, hours, moments), **typed)

        for option in reversed(options):
            given = option(given)
        return given

    return give


@click.command()
@click.argument("who")
@click.option("--collected", required=True, metavar="ISO", help="Date et heure écrites par la personne.")
@click.option("--wording", required=True, help="Texte ou version du texte.")
@click.option("--proof", required=True, type=click.Path(path_type=Path), help="Coupon numérisé.")
@click.option("--until", default="", metavar="AAAA-MM-JJ")
@agreement_options(way="")
@on_base
def consent(
    at: VerbDesk,
    who: str,
    collected: str,
    wording: str,
    proof: Path,
    until: str,
    channels: tuple[str, ...],
    object_: str,
    given: ConsentTerms,
) -> None:
    """Enregistre un accord prouvé."""
    found, moment = _who(at, who), _moment(at, who, collected)
    if "T" not in collected and " " not in collected.strip():
        raise error("CONSENT_HOUR", value=collected)
    consent_id = consenting.record(
        at.store,
        found,
        channels=[Channel(channel) for channel in channels] or [Channel.CALL],
        collected=moment,
        wording=wording,
        proof=proof,
        by=at.by,
        at=at.now,
        until=day_if_typed(until),
        object_=object_,
        given=given,
    )
    with at.store.read() as r:
        last = proof_copies.last_day_of(r, consent_id)
    words = _("Accord enregistré\u202f: {n}. Il prend fin le {day}, sans reconduction.")
    shape = {"consent": consent_id, "lead": found.lead_id, "until": last.isoformat()}
    at.answer(shape, [words.format(n=consent_id, day=day(last))])


@click.command()
@click.argument("who")
@click.option("--how", default="call", type=click.Choice(RefusalHow.texts()), help="Comment la personne l’a dit.")
@click.option("--calls-only", is_flag=True, help="Le téléphone seulement.")
@on_base
def withdraw(at: VerbDesk, who: str, how: str, calls_only: bool) -> None:
    """Retire les accords d’une personne, d’un mot."""
    with at.store.read() as r:
        lead_id = people.known(r, who)
    count = consenting.withdraw_all(at.store, lead_id, by=at.by, at=at.now, how=how, calls_only=calls_only)
    words = _("Accord retiré.") if count else _("Cette personne n’a aucun accord à retirer.")
    at.answer({"withdrawn": count, "lead": lead_id}, [words], ok=bool(count))


@click.command()
@click.argument("who")
@click.option("--number", default="", help="Numéro du mandat.")
@click.option("--object", "object_", default="", help="Objet du mandat.")
@click.option("--start", default="", metavar="AAAA-MM-JJ")
@click.option("--end", default="", metavar="AAAA-MM-JJ")
@_PROOF
@on_base
def contract(at: VerbDesk, who: str, number: str, object_: str, start: str, end: str, proof: Path | None) -> None:
    """Note un contrat en cours, avec sa preuve."""
    found = _who(at, who)
    made_count = titles.contract(
        at.store, found, number=number, object_=object_, start=day_if_typed(start), end=day_if_typed(end),
        proof=proof, by=at.by, at=at.now,
    )  # fmt: skip
    _answer(at, made_count, found)


@click.command()
@click.argument("who")
@click.option("--object", "object_", default="", help="Ce qui est demandé, et rien d’autre.")
@click.option("--received", default="", metavar="ISO", help="Date et heure de la demande.")
@click.option("--how", default="", help="Comment elle est arrivée.")
@click.option("--asker", default="", help="Qui demande, si ce n’est pas la personne de la fiche.")
@_PROOF
@on_base
def asked(at: VerbDesk, who: str, object_: str, received: str, how: str, asker: str, proof: Path | None) -> None:
    """Note une demande de la personne, avec sa copie."""
    found = _who(at, who)
    moment = _moment(at, who, received) if received else None
    made_count = titles.request(
        at.store, found, object_=object_, received=moment, how=how, asker=asker, proof=proof, by=at.by, at=at.now
    )
    _answer(at, made_count, found)


@click.command()
@click.argument("who")
@click.option("--siren", "number", default="", help="SIREN, neuf chiffres.")
@click.option("--company", default="", help="Société.")
@click.option("--object", "object_", default="", help="Activité pour laquelle on appelle.")
@click.option("--end", default="", metavar="AAAA-MM-JJ")
@_PROOF
@on_base
def professional(at: VerbDesk, who: str, number: str, company: str, object_: str, end: str, proof: Path | None) -> None:
    """Note que le numéro est celui d’un professionnel, avec sa preuve."""
    found = _who(at, who)
    made_count = titles.professional(
        at.store, found, number=number, company=company, object_=object_, end=day_if_typed(end),
        proof=proof, by=at.by, at=at.now,
    )  # fmt: skip
    _answer(at, made_count, found)


@click.command("consent-form")
@click.option("--kind", default="counter", type=click.Choice(list(consent_forms.NAMES)))
@click.option("--lead", default="", help="Prospect dont le bien est nommé.")
@click.option("--place", default="", help="Lieu du recueil.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@on_base
def consent_form(at: VerbDesk, kind: str, lead: str, place: str, out: Path) -> None:
    """Imprime un formulaire d’accord, en PDF."""
    with at.store.read() as r:
        lead_id = people.known(r, lead) if lead else None
    made = consent_forms.print_form(at.store, kind, out, by=at.by, at=at.now, lead_id=lead_id, place=place)
    at.answer(
        {"file": str(out), "version": made.version, "sha256": made.sha256, "pages": made.pages},
        [_("Formulaire : {file}").format(file=out)],
    )


@click.command("proof-copy")
@click.argument("consent_id", type=int, metavar="ACCORD")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@on_base
def proof_copy(at: VerbDesk, consent_id: int, out: Path) -> None:
    """Écrit la copie de la preuve d’un accord, à remettre à la personne."""
    files = proof_copies.copy_proof(at.store, consent_id, out, by=at.by, at=at.now)
    names = [str(file) for file in files]
    at.answer({"files": names}, [_("Copie de la preuve : {file}").format(file=name) for name in names])


VERBS = (consent, withdraw, contract, asked, professional, consent_form, proof_copy)


def _answer(at: VerbDesk, title_id: int, who: Who) -> None:
    at.answer({"title": title_id, "lead": who.lead_id}, [_("Titre enregistré : {n}.").format(n=title_id)])


def _who(at: VerbDesk, typed: str) -> Who:
    with at.store.read() as r:
        return people.find(r, typed)


def _moment(at: VerbDesk, who: str, typed: str) -> datetime:
    with at.store.read() as r:
        return moment_typed(typed, people.zone(r, people.find(r, who)))


def slot_typed(typed: str) -> Slot:
    """Return an agreed slot typed as « 1 10:00-12:00 ». Raises UserError FIELD_VALUE."""
    day, _space, hours = typed.strip().partition(" ")
    start, dash, end = hours.strip().partition("-")
    if not (day.isdecimal() and dash):
        raise error("FIELD_VALUE", field="slot", value=typed)
    return int(day), start.strip(), end.strip()
