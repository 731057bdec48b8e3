"""The history of one lead, newest first: each line is one sentence, with its author and its moment."""

import json
from collections.abc import Collection, Iterator
from datetime import date, datetime

from core.actions.leads import ads_withdrawn, milestones
from core.actions.leads.ad_path import ad_events
from core.actions.leads.value_changes import changes_told
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE, happened, local, made
from core.base.screen_shapes import day_short, hour, labelled
from core.model.batch import Source
from core.model.channel import TitleKind
from core.model.forgetting import ErasureReason
from core.model.lead import Event
from core.model.opposing import CallOutcome, RefusalHow
from core.model.request import Outcome, RequestKind, RequestWay
from core.records.batch import Batch
from core.records.call import Call, Callback
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.reply import Reply
from core.records.request import Erased, RecipientTask, Request
from core.records.title import Title
from core.store import calls, leads, registers, undoing
from core.store.forgetting import proof_names
from core.store.port import PRESENT, Reader
from core.store.registers import ways_closed
from core.words.milestones import milestone_words
from core.words.origins import how_words
from core.words.replies import boxes_said
from core.words.terms import term


def events(r: Reader, lead_id: int) -> list[Event]:
    """Return what happened to a lead, newest first."""
    changes = changes_told(r, lead_id)
    found = [
        *changes.events,
        *_origins(r, lead_id, changes.origins),
        *_undone(r, lead_id),
        *_calls(r, lead_id),
        *_oppositions(r, lead_id),
        *_ways_closed(r, lead_id),
        *_consents(r, lead_id),
        *_titles(r, lead_id),
        *_replies(r, lead_id),
        *_told(r, lead_id),
        *_letters(r, lead_id),
        *_callbacks(r, lead_id),
        *_milestones(r, lead_id),
        *_requests(r, lead_id),
        *_withdrawn(r, lead_id),
        *ad_events(r, lead_id),
        *_messages(r, lead_id),
        *_erased(r, lead_id),
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _origins(r: Reader, lead_id: int, told: Collection[int]) -> Iterator[Event]:
    """Yield where the lead comes from, but for the origins ``told`` with the values they gave."""
    merged = {(merge.batch_id, merge.line) for merge in undoing.merges_of_lead(r, lead_id) if merge.undone_at is None}
    joined = _("Réunie avec la ligne {line} de « {batch} »")
    for row in leads.origins(r, lead_id):
        if row.id in told:
            continue
        # The id of a row holds its moment.
        moment = made(row.batch_id or row.id)
        words = (
            joined if row.source == Source.FILE and (row.batch_id, row.line) in merged else _(Source(row.source).event)
        )
        if row.how:
            words = _("Fiche complétée, {where}").format(where=how_words(row.how, row.way))
        elif row.source == Source.FILE and not row.line:
            # Deleted by an erasure: the line, or a file of one row, would identify the person.
            words = _("Importé d’un fichier")
        yield Event(moment, "import", words.format(batch=row.batch_name, line=row.line, site=row.site), row.by)


def _undone(r: Reader, lead_id: int) -> Iterator[Event]:
    """Yield what was undone: a row merged into this lead, or the batch it came with."""
    for merge in undoing.merges_of_lead(r, lead_id):
        if merge.undone_at:
            text = _("Réunion avec la ligne {line} de « {batch} » défaite").format(
                line=merge.line, batch=merge.batch_name
            )
            yield Event(happened(merge.undone_at), "import", text, merge.undone_by)
    batch = r.one(Batch, id=r.row(Lead, lead_id).batch_id or 0, undone_at=PRESENT)
    if batch is not None and batch.undone_at:
        text = _("Lot « {batch} » annulé : cette fiche reste").format(batch=batch.name)
        yield Event(happened(batch.undone_at), "import", text, batch.undone_by)


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(day + "T12:00:00").replace(tzinfo=AGENCY_ZONE)


def _calls(r: Reader, lead_id: int) -> Iterator[Event]:
    for call in r.of(Call, "started", lead_id=lead_id):
        what = _("Appel reçu") if call.direction == "in" else _("Appel")
        words = CallOutcome(call.outcome).shown.lower() if call.outcome else _("en cours") if call.ended is None else ""
        text = labelled(what, words) if words else what
        parts = filter(None, (text, call.note.rstrip("."), _breach(call.verdict_kept)))
        yield Event(happened(call.started), "call", ". ".join(parts), call.by)


def _breach(verdict: str) -> str:
    """Return what is said of a call that was not allowed, and made all the same (rule TEL-26-15); empty for others."""
    proof = json.loads(verdict)
    if proof.get("allowed", True):
        return ""
    text = next((str(one["reference"]) for one in proof["reasons"]), "")
    return _("Cet appel n’était pas permis ({reference})").format(reference=text)


def _oppositions(r: Reader, lead_id: int) -> Iterator[Event]:
    gestures = registers.refusals_of_lead(r, lead_id)
    for gesture in gestures:
        text = _("Opposition au démarchage ({how})").format(how=RefusalHow(gesture.how).shown.lower())
        if gesture.lifted_at and gesture.lifted_why == "undo":
            text += ", " + _("annulée à {hour}").format(hour=hour(local(gesture.lifted_at)))
        elif gesture.lifted_at and gesture.lifted_why == "mistake":
            text += ", " + _("notée comme erreur par {user}").format(user=gesture.lifted_by)
        yield Event(happened(gesture.at), "opposition", f"{text}. {gesture.note}" if gesture.note else text, gesture.by)
    since = leads.refusal(r, lead_id)
    if since is not None and RefusalHow.known(since.how) and not any(row.lifted_at is None for row in gestures):
        # Erased since, or said on another sheet that shares a contact point: only the refusal itself is known here.
        text = _("Opposition au démarchage ({how})").format(how=RefusalHow(since.how).shown.lower())
        yield Event(happened(since.at), "opposition", text, "")


def _ways_closed(r: Reader, lead_id: int) -> Iterator[Event]:
    said = {way.kind: way for way in reversed(ways_closed(r, [lead_id]))}
    for one in said.values():
        text = _("{refuses} ({how})").format(refuses=term("one_way", one.kind), how=RefusalHow(one.how).shown.lower())
        yield Event(happened(one.at), "opposition", text, "")


def _consents(r: Reader, lead_id: int) -> Iterator[Event]:
    names = proof_names(r, lead_id)
    for agreement in r.of(Consent, "-collected, -id", lead_id=lead_id):
        text = _("Accord donné, preuve « {file} »").format(file=names.get(agreement.proof_id or 0, ""))
        yield Event(happened(agreement.collected), "consent", text, agreement.by)
        for moment, text in (
            (agreement.withdrawn, _("Accord retiré")),
            (agreement.calls_withdrawn, _("Accord retiré pour le téléphone")),
            (agreement.copied_at, _("Copie de la preuve remise")),
        ):
            if moment:
                yield Event(happened(moment), "consent", text, agreement.by)


def _titles(r: Reader, lead_id: int) -> Iterator[Event]:
    for title in r.of(Title, "-id", lead_id=lead_id):
        text = _(TitleKind(title.kind).dated).format(n=title.number, object=title.object, how=title.how)
        yield Event(happened(title.at), "consent", text, title.by)
        for moment, ended in (
            (title.answered, _("Demande répondue")),
            (title.closed_at, _("Titre arrêté avant sa fin")),
        ):
            if moment:
                yield Event(happened(moment), "consent", ended, title.by)


def _replies(r: Reader, lead_id: int) -> Iterator[Event]:
    for reply in r.of(Reply, lead_id=lead_id):
        text = _("Coupon reçu le {day}\u202f: {boxes}").format(
            day=day_short(date.fromisoformat(reply.received)), boxes=boxes_said(reply.boxes)
        )
        yield Event(happened(reply.at), "notice", text, reply.by)
        if reply.undone_at:
            yield Event(happened(reply.undone_at), "notice", _("Réponse annulée"), reply.by)


def _told(r: Reader, lead_id: int) -> Iterator[Event]:
    for notice in calls.spoken_to(r, lead_id):
        count = len(notice.said)
        said = n_("{n} point dit", "{n} points dits", count).format(n=count)
        words = _("Information commencée de vive voix")
        if notice.complete:
            words = _("Information donnée de vive voix, entière")
        if count:
            yield Event(happened(notice.at), "notice", f"{words} ({notice.version}, {said})", notice.by)


def _letters(r: Reader, lead_id: int) -> Iterator[Event]:
    for letter in r.of(Notice, lead_id=lead_id):
        text = _("Lettre d’information {reference} préparée").format(reference=letter.reference)
        yield Event(made(letter.id), "notice", text, letter.by)
        gone = _("Lettre {reference} retirée\u202f: la personne s’est opposée")
        if letter.withdrawn_why == ErasureReason.RESTORED:
            gone = _("Lettre {reference} retirée\u202f: une copie plus ancienne a été restaurée")
        elif letter.replaced:
            gone = _("Lettre {reference} remplacée par une autre")
        for moment, text in (
            (letter.printed_at if letter.printed_at != letter.posted_at else None, _("Lettre {reference} imprimée")),
            (letter.posted_at, _("Lettre {reference} postée")),
            (letter.returned_at, _("Lettre {reference} revenue")),
            (letter.withdrawn_at, gone),
        ):
            if moment:
                yield Event(happened(moment), "notice", text.format(reference=letter.reference), letter.by)


def _callbacks(r: Reader, lead_id: int) -> Iterator[Event]:
    for callback in r.of(Callback, "due", lead_id=lead_id, done_at=None, cancelled_at=None):
        when = local(callback.due)
        text = _("Rappel prévu le {day} à {hour}").format(day=day_short(when.date()), hour=hour(when))
        words = f"{text}. {callback.note}" if callback.note else text
        yield Event(made(callback.id), "callback", words, callback.by)


def _milestones(r: Reader, lead_id: int) -> Iterator[Event]:
    for one in milestones.of_lead(r, lead_id):
        yield Event(made(one.id), "milestone", milestone_words(one), one.by)


def _requests(r: Reader, lead_id: int) -> Iterator[Event]:
    """Yield what the person asked, and the answer. Each is shown at noon of its day when it was noted on another
    day; the answer stands after its request."""
    for request in r.of(Request, "received", lead_id=lead_id):
        wanted, words = RequestKind(request.kind).shown.lower(), RequestWay(request.how).shown.lower()
        received = _at(request.received, made(request.id))
        if request.answered:
            outcome = Outcome(request.outcome).shown.lower()
            text = _("Réponse à la demande ({what})\u202f: {outcome}").format(what=wanted, outcome=outcome)
            yield Event(max(_noon(request.answered), received), "request", text, "")
        text = _("Demande reçue\u202f: {what} ({how})").format(what=wanted, how=words)
        yield Event(received, "request", text, request.by)


def _withdrawn(r: Reader, lead_id: int) -> Iterator[Event]:
    for at, day, by in ads_withdrawn.said(r, lead_id):
        words = _("Annonce notée retirée ou vendue, le {day}").format(day=day_short(day))
        yield Event(at, "listing", words, by)


def _messages(r: Reader, lead_id: int) -> Iterator[Event]:
    """Yield the messages to the recipients of the data (RGPD art. 19)."""
    for message in r.of(RecipientTask, lead_id=lead_id):
        about, name = RequestKind(message.kind).shown.lower(), message.recipient
        text = _("Message à envoyer à {name}\u202f: {about}").format(name=name, about=about)
        yield Event(made(message.id), "message", text, message.by)
        if message.sent:
            rest = _("Message parti à {name}\u202f: {about}, {proof}")
            text = rest.format(name=name, about=about, proof=message.proof)
            yield Event(happened(message.sent), "message", text, message.by)


def _erased(r: Reader, lead_id: int) -> Iterator[Event]:
    row = r.one(Erased, "-id", lead_id=lead_id)
    if row is not None:
        text = _("Personne effacée\u202f: {why}").format(why=ErasureReason(row.why).shown)
        yield Event(happened(row.at), "erasure", text, row.by)


def _at(day: str, noted: datetime) -> datetime:
    """Return the moment of something known by its day: the moment it was noted when that was on the same day, else
    noon."""
    return noted if noted.date().isoformat() == day else _noon(day)
