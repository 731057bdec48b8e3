"""The history of one lead, newest first: each line is one sentence, with its author and its moment."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from core.actions.leads import ads_withdrawn, milestones
from core.actions.leads.ad_path import ad_events
from core.base.french import day_short, hour
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE, happened, local, made
from core.model.batch import Source
from core.model.channel import TitleKind
from core.model.forgetting import ErasureReason
from core.model.lead import Event
from core.model.opposing import CallOutcome, RefusalHow
from core.model.request import Outcome, RequestKind, RequestWay
from core.records.call import Call, Callback
from core.records.notice import Notice
from core.records.reply import Reply
from core.records.request import Erased, RecipientTask
from core.records.title import Title
from core.store import calls, leads, registers, requests, undoing
from core.store.port import Reader
from core.store.registers import ways_closed
from core.words.milestones import milestone_words
from core.words.origins import how_words
from core.words.register import ONE_WAY
from core.words.replies import boxes_said


def events(r: Reader, lead_id: int) -> list[Event]:
    """Return what happened to a lead, newest first."""
    found = [
        *_origins(r, lead_id),
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


def _origins(r: Reader, lead_id: int) -> Iterator[Event]:
    merged = {(one.batch_id, one.line) for one in undoing.merges_of_lead(r, lead_id) if one.undone_at is None}
    joined = _("Réunie avec la ligne {line} de « {batch} »")
    for row in leads.origins(r, lead_id):
        # The id of a row holds its moment.
        moment = made(row.batch_id or row.id)
        said = (
            joined if row.source == Source.FILE and (row.batch_id, row.line) in merged else _(Source(row.source).event)
        )
        if row.how:
            said = _("Fiche complétée, {where}").format(where=how_words(row.how, row.way))
        elif row.source == Source.FILE and not row.line:
            # Deleted by an erasure: the line, or a file of one row, would identify the person.
            said = _("Importé d’un fichier")
        yield Event(moment, "import", said.format(batch=row.batch_name, line=row.line, site=row.site), row.by)


def _undone(r: Reader, lead_id: int) -> Iterator[Event]:
    """Yield what was undone: a row merged into this lead, or the batch it came with."""
    for one in undoing.merges_of_lead(r, lead_id):
        if one.undone_at:
            text = _("Réunion avec la ligne {line} de « {batch} » défaite").format(line=one.line, batch=one.batch_name)
            yield Event(happened(one.undone_at), "import", text, one.undone_by)
    found = undoing.undone_batch(r, lead_id)
    if found is not None:
        text = _("Lot « {batch} » annulé : cette fiche reste").format(batch=found.name)
        yield Event(happened(found.undone_at), "import", text, found.undone_by)


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(day + "T12:00:00").replace(tzinfo=AGENCY_ZONE)


def _calls(r: Reader, lead_id: int) -> Iterator[Event]:
    for call in r.of(Call, "started", lead_id=lead_id):
        what = _("Appel reçu") if call.direction == "in" else _("Appel")
        said = CallOutcome(call.outcome).shown.lower() if call.outcome else _("en cours") if call.ended is None else ""
        text = " : ".join(filter(None, (what, said)))
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
    own = registers.refusals_of_lead(r, lead_id)
    for one in own:
        text = _("Opposition au démarchage ({how})").format(how=RefusalHow(one.how).shown.lower())
        if one.lifted_at and one.lifted_why == "undo":
            text += ", " + _("annulée à {hour}").format(hour=hour(local(one.lifted_at)))
        yield Event(happened(one.at), "opposition", f"{text}. {one.note}" if one.note else text, one.by)
    since = leads.refusal(r, lead_id)
    if since is not None and RefusalHow.known(since.how) and not any(row.lifted_at is None for row in own):
        # Erased since, or said on another sheet that shares a contact point: only the refusal itself is known here.
        text = _("Opposition au démarchage ({how})").format(how=RefusalHow(since.how).shown.lower())
        yield Event(happened(since.at), "opposition", text, "")


def _ways_closed(r: Reader, lead_id: int) -> Iterator[Event]:
    said = {one.kind: one for one in reversed(ways_closed(r, [lead_id]))}
    for one in said.values():
        text = _("{refuses} ({how})").format(refuses=_(ONE_WAY[one.kind]), how=RefusalHow(one.how).shown.lower())
        yield Event(happened(one.at), "opposition", text, "")


def _consents(r: Reader, lead_id: int) -> Iterator[Event]:
    for one in calls.agreements_of_lead(r, lead_id):
        text = _("Accord donné, preuve « {file} »").format(file=one.proof_name)
        yield Event(happened(one.collected), "consent", text, one.by)
        for moment, text in (
            (one.withdrawn, _("Accord retiré")),
            (one.calls_withdrawn, _("Accord retiré pour le téléphone")),
            (one.copied_at, _("Copie de la preuve remise")),
        ):
            if moment:
                yield Event(happened(moment), "consent", text, one.by)


def _titles(r: Reader, lead_id: int) -> Iterator[Event]:
    for one in r.of(Title, "-id", lead_id=lead_id):
        text = _(TitleKind(one.kind).dated).format(n=one.number, object=one.object, how=one.how)
        yield Event(happened(one.at), "consent", text, one.by)
        for moment, ended in ((one.answered, _("Demande répondue")), (one.closed_at, _("Titre arrêté avant sa fin"))):
            if moment:
                yield Event(happened(moment), "consent", ended, one.by)


def _replies(r: Reader, lead_id: int) -> Iterator[Event]:
    for one in r.of(Reply, lead_id=lead_id):
        text = _("Coupon reçu le {day}\u202f: {boxes}").format(
            day=day_short(date.fromisoformat(one.received)), boxes=boxes_said(one.boxes)
        )
        yield Event(happened(one.at), "notice", text, one.by)
        if one.undone_at:
            yield Event(happened(one.undone_at), "notice", _("Réponse annulée"), one.by)


def _told(r: Reader, lead_id: int) -> Iterator[Event]:
    for told in calls.spoken_to(r, lead_id):
        count = len(told.said)
        said = n_("{n} point dit", "{n} points dits", count).format(n=count)
        words = _("Information commencée de vive voix")
        if told.complete:
            words = _("Information donnée de vive voix, entière")
        if count:
            yield Event(happened(told.at), "notice", f"{words} ({told.version}, {said})", told.by)


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
        said = f"{text}. {callback.note}" if callback.note else text
        yield Event(made(callback.id), "callback", said, callback.by)


def _milestones(r: Reader, lead_id: int) -> Iterator[Event]:
    for one in milestones.of_lead(r, lead_id):
        yield Event(made(one.id), "milestone", milestone_words(one), one.by)


def _requests(r: Reader, lead_id: int) -> Iterator[Event]:
    """Yield what the person asked, and the answer. Each is shown at noon of its day when it was noted on another
    day; the answer stands after its request."""
    for request in requests.requests_of_lead(r, lead_id):
        asked, said = RequestKind(request.kind).shown.lower(), RequestWay(request.how).shown.lower()
        received = _at(request.received, made(request.id))
        if request.answered:
            outcome = Outcome(request.outcome).shown.lower()
            text = _("Réponse à la demande ({what})\u202f: {outcome}").format(what=asked, outcome=outcome)
            yield Event(max(_noon(request.answered), received), "request", text, "")
        text = _("Demande reçue\u202f: {what} ({how})").format(what=asked, how=said)
        yield Event(received, "request", text, request.by)


def _withdrawn(r: Reader, lead_id: int) -> Iterator[Event]:
    for at, day, by in ads_withdrawn.said(r, lead_id):
        said = _("Annonce notée retirée ou vendue, le {day}").format(day=day_short(day))
        yield Event(at, "listing", said, by)


def _messages(r: Reader, lead_id: int) -> Iterator[Event]:
    """Yield the messages to the recipients of the data (RGPD art. 19)."""
    for message in r.of(RecipientTask, lead_id=lead_id):
        about, name = RequestKind(message.kind).shown.lower(), message.recipient
        text = _("Message à envoyer à {name}\u202f: {about}").format(name=name, about=about)
        yield Event(made(message.id), "message", text, message.by)
        if message.sent:
            left = _("Message parti à {name}\u202f: {about}, {proof}")
            text = left.format(name=name, about=about, proof=message.proof)
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
