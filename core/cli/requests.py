"""Verbs about the requests of persons: record, list and answer them; make a copy of somebody's data."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import click

from core.actions.common import people
from core.actions.register import recipients
from core.actions.rights import (
    access,
    answering,
    correcting_on_request,
    erasing_on_request,
    replies,
    requests,
    several_sheets,
)
from core.actions.rights.other_answers import ASKED, other_answer
from core.actions.rights.requests import Noted
from core.actions.rights.sheet_words import sheet_words
from core.base import moments
from core.base.i18n import _
from core.base.screen_shapes import day, day_short, labelled
from core.cli.desk import Shape, VerbDesk, day_if_typed, on_base, pairs_of
from core.model.request import NAMED_HELD, UNHELD, Outcome, PersonRequest, RequestKind, RequestWay
from core.words.errors import error
from core.words.keeping import UNFINISHED


@click.group("requests", invoke_without_command=True)
@on_base
def requests_(at: VerbDesk) -> None:
    """Liste les demandes des personnes, la plus pressée d’abord ; « new » en note une, « answer » sa réponse."""
    with at.store.read() as r:
        found = requests.every(r)
    lines = [_line(request, at.now) for request in found] or [_("Aucune demande en cours.")]
    at.answer({"requests": [request_shape(request, at.now) for request in found]}, lines, ok=bool(found))


@requests_.command("new")
@click.argument("who", metavar="QUI")
@click.option("--kind", required=True, type=click.Choice(RequestKind.texts()), help="Ce qui est demandé.")
@click.option("--received", default="", metavar="DATE", help="Jour de réception ; aujourd’hui si absent.")
@click.option("--how", default="letter", type=click.Choice(RequestWay.texts()), help="Par quel moyen.")
@click.option("--identity", default="", metavar="MOTS", help="À quoi la personne a été reconnue.")
@click.option("--note", default="", metavar="MOTS", help="Ce qu’elle a précisé.")
@click.option("--opposes", is_flag=True, help="Elle ne veut plus être contactée non plus.")
@on_base
def new(at: VerbDesk, who: str, kind: str, received: str, how: str, identity: str, note: str, opposes: bool) -> None:
    """Note une demande ; QUI peut être inconnu de la base."""
    noted = requests.note(
        at.store, who, RequestKind(kind), received=day_if_typed(received) or at.now.date(), how=how,
        by=at.by, at=at.now, words=note, identity=identity, opposes=opposes,
    )  # fmt: skip
    with at.store.read() as r:
        request = requests.request(r, noted.id)
        sheets = [f"F{lead_id}, {sheet_words(r, lead_id)}" for lead_id in noted.several]
    lines = [*_noted(request, sheets), *unheld_said(noted)]
    shape: Shape = {"several": list(noted.several), "beside": noted.beside, "unheld": noted.unheld}
    at.answer(request_shape(request, at.now) | shape, lines)


@requests_.command()
@click.argument("number", metavar="NUMÉRO")
@click.option("--outcome", default="done", type=click.Choice(Outcome.texts()), help="Suite donnée.")
@click.option(
    "--how", default="letter", type=click.Choice(RequestWay.texts()), help="Par quel moyen la réponse est partie."
)
@click.option("--identity", default="", metavar="MOTS", help="À quoi la personne a été reconnue.")
@click.option("--reason", default="", metavar="MOTS", help="Raison d’un refus.")
@on_base
def answer(at: VerbDesk, number: str, outcome: str, how: str, identity: str, reason: str) -> None:
    """Note que la réponse à une demande est partie."""
    asked_count = _number(number)
    if identity:
        requests.recognise(at.store, asked_count, identity, by=at.by, at=at.now)
    requests.answer(at.store, asked_count, Outcome(outcome), how=how, by=at.by, at=at.now, reason=reason)
    with at.store.read() as r:
        request = requests.request(r, asked_count)
    at.answer(request_shape(request, at.now), [_line(request, at.now)])


@requests_.command("choose")
@click.argument("number", metavar="NUMÉRO")
@click.argument("lead", metavar="FICHE")
@on_base
def choose(at: VerbDesk, number: str, lead: str) -> None:
    """Dit de laquelle des fiches qui y répondent est une demande."""
    wanted = _number(lead.upper().removeprefix("F"), "REQUEST_NOT_THERE")
    request = several_sheets.choose(at.store, _number(number), wanted, by=at.by, at=at.now)
    at.answer(request_shape(request, at.now), [_line(request, at.now)])


@requests_.command("none")
@click.argument("number", metavar="NUMÉRO")
@click.option("--why", required=True, metavar="MOTS", help="Comment vous le savez.")
@on_base
def none(at: VerbDesk, number: str, why: str) -> None:
    """Dit qu’une demande n’est d’aucune des fiches qui portent ce nom."""
    request = several_sheets.choose_none(at.store, _number(number), why, by=at.by, at=at.now)
    at.answer(request_shape(request, at.now), [_line(request, at.now)])


@requests_.command("correct")
@click.argument("number", metavar="NUMÉRO")
@click.option("--set", "values", multiple=True, metavar="CHAMP=VALEUR", help="La valeur juste.")
@click.option("--remove", "removed", multiple=True, metavar="COORDONNÉE", help="Numéro, e-mail ou adresse à ôter.")
@click.option("--out", type=click.Path(path_type=Path), help="Fichier PDF de la lettre, à l’en-tête de l’agence.")
@on_base
def correct(at: VerbDesk, number: str, values: tuple[str, ...], removed: tuple[str, ...], out: Path | None) -> None:
    """Corrige la fiche de qui le demande, prévient qui l’avait fournie, et écrit la lettre de réponse."""
    request_id = _number(number)
    changes = correcting_on_request.correct(
        at.store, request_id, pairs_of(values), removed, by=at.by, at=at.now
    )  # fmt: skip
    with at.store.read() as r:
        request = requests.request(r, request_id)
        words = replies.letter(r, request_id, at=at.now, by=at.by, corrections=[change.said for change in changes])
        told_names = [message.recipient for message in recipients.to_send(r) if message.lead_id == request.lead_id]
        if out is not None:
            where = answering.proposed_address(r, request.lead_id)
            answering.save_answer(r, words, where, out, at=at.now)
    lines = [labelled(change.label, f"{change.before or '–'} → {change.after or '–'}") for change in changes]
    lines += [_("Message à envoyer\u202f: {name}.").format(name=name) for name in dict.fromkeys(told_names)]
    at.answer({"letter": words.text, "version": words.version, "messages": told_names}, [*lines, words.text])


@requests_.command("letter")
@click.argument("number", metavar="NUMÉRO")
@click.option("--refuse", "reason", default="", metavar="RAISON", help="La lettre d’un refus motivé.")
@click.option("--doubt", is_flag=True, help="La lettre qui demande un moyen de reconnaître la personne.")
@click.option("--extended", is_flag=True, help="La lettre qui dit le délai prolongé.")
@click.option("--out", type=click.Path(path_type=Path), help="Fichier PDF de la lettre, à l’en-tête de l’agence.")
@click.option("--to", multiple=True, metavar="LIGNE", help="Nom et adresse où répondre, une ligne par option.")
@on_base
def letter(
    at: VerbDesk, number: str, reason: str, doubt: bool, extended: bool, out: Path | None, to: tuple[str, ...]
) -> None:
    """Écrit la lettre qui répond à une demande."""
    with at.store.read() as r:
        request = requests.request(r, _number(number))
        if reason:
            words = replies.refused(r, request.id, reason, by=at.by)
        elif doubt or extended:
            words = (replies.doubt if doubt else replies.extended)(r, request.id, by=at.by)
        else:
            words = replies.letter(r, request.id, at=at.now, by=at.by)
        if out is not None:
            where = "\n".join(to) or answering.proposed_address(r, request.lead_id)
            answering.save_answer(r, words, where, out, at=at.now)
    at.answer({"letter": words.text, "version": words.version}, [words.text])


@requests_.command("erase")
@click.argument("number", metavar="NUMÉRO")
@click.option("--whole", is_flag=True, help="Effacer aussi le bien.")
@click.option("--out", type=click.Path(path_type=Path), help="Fichier PDF de la lettre, à l’en-tête de l’agence.")
@click.option("--to", multiple=True, metavar="LIGNE", help="Nom et adresse où répondre, une ligne par option.")
@on_base
def erase(at: VerbDesk, number: str, whole: bool, out: Path | None, to: tuple[str, ...]) -> None:
    """Efface la personne qui le demande, et écrit la lettre de réponse ; ne se défait pas."""
    outcome, letter = erasing_on_request.erase(
        at.store, _number(number), by=at.by, at=at.now, keep_property=not whole, out=out, to="\n".join(to)
    )
    shape: Shape = {"letter": letter.text, "version": letter.version, "whole": outcome.whole}
    at.answer(shape, [letter.text, *([] if outcome.whole else [_(UNFINISHED)])])


@click.command("answer")
@click.argument("who", metavar="QUI")
@click.option("--text", "name", required=True, type=click.Choice([*ASKED]), help="Quelle réponse.")
@click.option("--set", "pairs", multiple=True, metavar="CHAMP=VALEUR")
@on_base
def answer_(at: VerbDesk, who: str, name: str, pairs: tuple[str, ...]) -> None:
    """Écrit une réponse : estimation, rappel impossible, formulaire d’accord, mauvais destinataire."""
    with at.store.read() as r:
        words = other_answer(r, people.known(r, who), name, pairs_of(pairs), at=at.now, by=at.by)
    at.answer({"letter": words.text, "version": words.version}, [words.text])


@click.group("messages", invoke_without_command=True)
@on_base
def messages(at: VerbDesk) -> None:
    """Liste les messages à envoyer à qui a fourni ou reçu des données ; « sent » note qu’un est parti."""
    with at.store.read() as r:
        found = [(message, recipients.words(r, message.id)) for message in recipients.to_send(r)]
    shown = [{"id": one.id, "lead": one.lead_id, "recipient": one.recipient, "kind": one.kind.value,
              "text": words.text} for one, words in found]  # fmt: skip
    lines = [f"{one.id}  {one.recipient}\n\n{words.text}" for one, words in found]
    at.answer({"messages": shown}, lines or [_("Aucun message à envoyer.")], ok=bool(found))


@messages.command("sent")
@click.argument("number", metavar="NUMÉRO")
@click.option("--proof", required=True, metavar="MOTS", help="Comment il est parti.")
@on_base
def sent(at: VerbDesk, number: str, proof: str) -> None:
    """Note qu’un message est parti, avec sa preuve."""
    task = _number(number, "TASK_UNKNOWN")
    recipients.mark_sent(at.store, task, proof=proof, by=at.by, at=at.now)
    at.answer({"id": task, "proof": proof}, [_("Message noté comme parti.")])


@click.command("access")
@click.argument("who", metavar="QUI")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Fichier .zip, ou dossier.")
@on_base
def access_(at: VerbDesk, who: str, out: Path) -> None:
    """Prépare la copie des données d’une personne, et note sa demande si elle ne l’est pas."""
    asked_count = access.request_for(at.store, who, by=at.by, at=at.now)
    made = access.copy_for(at.store, asked_count, out, by=at.by, at=at.now)
    told = {"request": asked_count, "file": str(made.file), "sha256": made.sha256, "items": made.items}
    at.answer(told, [_("Copie prête : {file}").format(file=made.file), f"  sha256 {made.sha256}"])


VERBS = (requests_, access_, messages, answer_)


def request_shape(found: PersonRequest, now: datetime) -> Shape:
    """Return a request as ``--json`` prints it; stable, later work only adds keys."""
    return {
        "id": found.id,
        "lead": found.lead_id,
        "who": found.name or found.person,
        "kind": found.kind.value,
        "received": found.received.isoformat(),
        "how": found.how,
        "identity": found.identity,
        "due": found.due.isoformat(),
        "late": found.late(now.astimezone(moments.AGENCY_ZONE).date()),
        "answered": found.answered.isoformat() if found.answered else None,
        "outcome": found.outcome.value if found.outcome else "",
        "answer": found.answer,
        "note": found.note,
        "by": found.by,
    }


def unheld_said(done: Noted) -> Iterable[str]:
    """Yield what is said of a refusal that nothing let the register hold."""
    if done.unheld:
        yield _(NAMED_HELD if done.several else UNHELD)
    if done.beside is not None:
        yield _("Son opposition est notée à part\u202f: demande {id}.").format(id=done.beside)


def _noted(found: PersonRequest, several: Sequence[str]) -> Iterable[str]:
    yield _("Demande {id} notée : {kind}.").format(id=found.id, kind=found.kind.shown.lower())
    if several:
        yield _("Fiches qui y répondent\u202f:")
        yield from (f"  {words}" for words in several)
        yield _("Dites laquelle\u202f: requests choose {id} FICHE, ou aucune\u202f: requests none {id}.").format(
            id=found.id
        )
    elif found.lead_id is None:
        yield _("Aucune fiche ne répond : « nous n’avons rien » est une réponse.")
    yield _("Réponse due le {day} au plus tard.").format(day=day(found.due))


def _line(found: PersonRequest, now: datetime) -> str:
    if found.answered is not None and found.outcome is not None:
        state = _("{outcome} le {day}").format(outcome=found.outcome.shown, day=day_short(found.answered))
    elif found.late(now.astimezone(moments.AGENCY_ZONE).date()):
        state = _("EN RETARD, avant le {day}").format(day=day_short(found.due))
    else:
        state = _("avant le {day}").format(day=day_short(found.due))
    return f"{found.id}  {state}  {found.kind.shown}  {found.name or found.person}"


def _number(typed: str, code: str = "REQUEST_UNKNOWN") -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 20 and int(typed) < 1 << 63):
        raise error(code)
    return int(typed)
