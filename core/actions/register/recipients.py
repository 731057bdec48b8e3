"""Messages that tell the recipients of a person's data what became of it (RGPD art. 19; rule GDPR-07): one message
for each, made in the transaction of the fact itself, then the proof that it was sent."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from core.actions.common.agency import settings
from core.base import text
from core.base.french import day as day_words
from core.base.french import listed
from core.base.moments import AGENCY_ZONE, kept, local
from core.base.records import asdict
from core.model.request import RecipientMessage, RequestKind, Shown
from core.notices.fields import on_site
from core.notices.language import FRENCH
from core.notices.replies import ReplyMessage, message
from core.records.lead import Lead
from core.records.request import RecipientTask
from core.rules.deadlines import add_months
from core.sources.pages.sites import medium_of
from core.store import leads, registers
from core.store.port import PRESENT, Reader, Store, Writer
from core.store.registers import DeliveredRow
from core.words.errors import error

ANSWER_MONTHS = 1
"""The time a message leaves its recipient to confirm; a wish of the agency, no rule."""
_EACH_TIME = (RequestKind.RECTIFICATION, RequestKind.RESTRICTION)
"""What may happen again to the same person: told anew. The others are told once."""
_STOPS = (RequestKind.ERASURE, RequestKind.OBJECTION)
"""What a posting service is told of too."""


def tell(
    w: Writer,
    lead_ids: Iterable[int],
    kind: RequestKind,
    *,
    by: str,
    at: datetime,
    gesture: int | None = None,
    changed: Sequence[str] = (),
    day: date | None = None,
    others: str | None = None,
) -> int:
    """Make the messages required by a fact about leads, inside its transaction, and return how many: one for each
    row a supplier delivered, one for the other recipients the agency named. ``day``: the one the message gives, that
    of ``at`` by default; ``others``: the recipients the agency named, where they were already read. A message of the
    same kind for the same row is not made twice, except for a correction or a new freeze."""
    # The message gives the day the person spoke, in the agency's zone.
    spoke = day or at.astimezone(AGENCY_ZONE).date()
    facts = {"day": spoke.isoformat(), "changed": list(changed)}
    made_count = 0
    ids = list(lead_ids)
    for row, supplier_id, recipient in _asked(w, ids, others):
        made_count += _make(w, row, supplier_id, recipient, kind, by=by, at=at, gesture=gesture, facts=facts)
    for row in _posted_by_others(w, ids, kind, at):
        about = {**facts, "letter": True}
        made_count += _make(w, row, None, row.supplier, kind, by=by, at=at, gesture=gesture, facts=about)
    return made_count


def _posted_by_others(r: Reader, lead_ids: Sequence[int], kind: RequestKind, at: datetime) -> list[DeliveredRow]:
    """Return the letters of leads that a posting service may still hold, as the rows of a message to it: it erases them
    by itself after the delay of its contract."""
    if kind not in _STOPS:
        return []
    rows, service = list[DeliveredRow](), None
    for letter in registers.handed_letters(r, lead_ids):
        service = service or settings(r).service
        on = local(letter.at).date()
        days = int(service.erasure_days) if service.name == letter.service and service.erasure_days else None
        if days is None or on + timedelta(days=days) >= local(kept(at)).date():
            rows.append(
                DeliveredRow(letter.lead_id, 0, letter.service, "", letter.reference, "", 0, on.isoformat())
            )  # fmt: skip
    return rows


def waiting(r: Reader, lead_id: int, kind: RequestKind | None) -> int:
    """Return how many messages about a lead would remain to be sent after an erasure, including those that a fact of
    ``kind`` makes."""
    before = sum(one.sent is None and one.kind is not RequestKind.RECTIFICATION for one in of_lead(r, lead_id))
    if kind is None:
        return before
    asked = [(recipient, _shown(row)) for row, _, recipient in _asked(r, [lead_id])]
    return before + sum(not _told(r, lead_id, kind, recipient, shown) for recipient, shown in asked)


def take_back(w: Writer, gesture: int) -> None:
    """Delete the messages of an opposition that is undone; one already sent stays, since it is a fact."""
    for task_id in [row.id for row in w.of(RecipientTask, gesture=gesture, sent=None)]:
        w.delete("recipient_task", task_id)


def correct(w: Writer, gesture: int, *, by: str, at: datetime) -> None:
    """Correct what was columns of an opposition entered by mistake: a message still to send goes, and whoever received
    one is columns that nobody refused (RGPD art. 19)."""
    take_back(w, gesture)
    for task in w.of(RecipientTask, gesture=gesture, kind=RequestKind.OBJECTION.value, sent=PRESENT):
        facts = json.loads(task.facts)
        if facts.get("shown") and not facts.get("letter"):
            columns = {
                "kind": RequestKind.RECTIFICATION.value,
                "gesture": None,
                "sent": None,
                "proof": "",
                "sha256": "",
            }
            words_of = json.dumps({**facts, "mistake": True}, ensure_ascii=False)
            row = {name: value for name, value in task._asdict().items() if name != "id"}
            w.insert("recipient_task", {**row, **columns, "facts": words_of, "made": kept(at), "by": by})


def to_send(r: Reader) -> list[RecipientMessage]:
    """Return the messages to send, oldest first."""
    return [_task(row) for row in r.of(RecipientTask, "made", sent=None)]


def sent(r: Reader) -> list[RecipientMessage]:
    """Return the messages sent, the latest first."""
    return [_task(row) for row in r.of(RecipientTask, "-sent, -id", 500, sent=PRESENT)]


def of_lead(r: Reader, lead_id: int) -> list[RecipientMessage]:
    """Return the messages about a lead, oldest first."""
    return [_task(row) for row in r.of(RecipientTask, lead_id=lead_id)]


def task(r: Reader, task_id: int) -> RecipientMessage:
    """Return one message. Raises UserError TASK_UNKNOWN."""
    row = r.get(RecipientTask, task_id)
    if row is None:
        raise error("TASK_UNKNOWN")
    return _task(row)


def words(r: Reader, task_id: int) -> ReplyMessage:
    """Return the text of the message, ready to copy. Raises UserError TASK_UNKNOWN, TASK_EMPTIED when the person was
    erased after it was sent, AGENCY_INCOMPLETE."""
    asked = task(r, task_id)
    if asked.shown is None:
        raise error("TASK_EMPTIED")
    agency, shown = settings(r).agency, asked.shown
    values = {
        "day": day_words(asked.day),
        "site": shown.site,
        "published": _published(shown.site),
        "reference": shown.reference,
        "obtained_date": day_words(shown.obtained),
        "batch_name": shown.batch,
        "line": str(shown.line),
        "answer_by": day_words(add_months(asked.made, ANSWER_MONTHS)),
        "corrections": listed(list(asked.changed)),
    }
    if asked.letter:
        return message("recipient-letter-2", agency, values, {"erasure": asked.kind is RequestKind.ERASURE})
    facts = {
        "delivered": asked.supplier_id is not None, "erased": _erased(r, asked), "reference": bool(shown.reference),
        "site": bool(shown.site.strip()),
    }  # fmt: skip
    return message(f"recipient-{'mistake' if asked.mistake else asked.kind.value}-3", agency, values, facts)


def _published(site: str) -> str:
    """Return where an ad was published, as its recipient reads it: « publiée sur PAP », « publiée dans le journal Midi
    Libre », « publiée par Pige Ouest » where nobody knows whether that is a site; empty without a name."""
    place = on_site(site, medium_of(site, read=False))
    published = f"publiée {place}" if place else FRENCH.words["published"].format(site=site)
    return published if site.strip() else ""


def mark_sent(store: Store, task_id: int, *, proof: str, by: str, at: datetime) -> None:
    """Record that a message was sent; ``proof`` says how (« e-mail du 24 novembre », « lettre recommandée n° … »).
    Raises UserError TASK_UNKNOWN, TASK_PROOF when it is empty, TASK_SENT when it was already recorded."""
    if not proof.strip():
        raise error("TASK_PROOF")
    with store.write("recipient told", by=by, at=at) as w:
        asked = task(w, task_id)
        if asked.sent is not None:
            raise error("TASK_SENT", day=asked.sent)
        digest = hashlib.sha256(words(w, task_id).text.encode()).hexdigest()
        w.update("recipient_task", task_id, {"sent": kept(at), "proof": proof.strip(), "sha256": digest})
        if _erased(w, asked):
            w.blank("recipient_task", [task_id], {"facts": _emptied(asked)})


def mark_unsent(store: Store, task_id: int, *, by: str, at: datetime) -> None:
    """Undo :func:`mark_sent`, recorded by mistake."""
    with store.write("recipient told undo", by=by, at=at) as w:
        asked = task(w, task_id)
        if asked.shown is not None:
            w.update("recipient_task", task_id, {"sent": None, "proof": "", "sha256": ""})


def forget(w: Writer, lead_ids: Iterable[int]) -> None:
    """Delete what sent messages say about erased persons. A message still to send keeps it until it is sent, except
    a correction: its words are the person's data, and there is nothing to correct any more."""
    for lead_id in lead_ids:
        for one in of_lead(w, lead_id):
            if one.sent is not None:
                w.blank("recipient_task", [one.id], {"facts": _emptied(one)})
            elif one.kind is RequestKind.RECTIFICATION:
                w.wipe("recipient_task", [one.id])


def _erased(r: Reader, asked: RecipientMessage) -> bool:
    person = r.get(Lead, asked.lead_id) if asked.lead_id is not None else None
    return person is None or person.erased_at is not None


def _emptied(asked: RecipientMessage) -> str:
    return json.dumps({"day": asked.day.isoformat()})


def _asked(r: Reader, lead_ids: Sequence[int], others: str | None = None) -> list[tuple[DeliveredRow, int | None, str]]:
    """Return (row delivered, supplier, recipient) for each recipient to tell about a fact on leads."""
    found = registers.delivered_rows(r, lead_ids)
    once = {(row.lead_id, row.supplier_id, text.fold(row.site), row.reference): row for row in reversed(found)}
    rows = [*once.values()][::-1]
    if others is None:
        others = settings(r).agency.other_recipients.strip() if rows else ""
    first = {row.lead_id: row for row in reversed(rows)}.values() if others else ()
    return [(row, row.supplier_id, row.supplier) for row in rows] + [(row, None, others) for row in first]


def _shown(row: DeliveredRow) -> Shown:
    return Shown(row.site, row.reference, row.batch, row.line, date.fromisoformat(row.obtained))


def _make(
    w: Writer, row: DeliveredRow, supplier_id: int | None, recipient: str, kind: RequestKind, *, by: str, at: datetime,
    gesture: int | None, facts: Mapping[str, object],
) -> int:  # fmt: skip
    shown = _shown(row)
    if kind not in _EACH_TIME and _told(w, row.lead_id, kind, recipient, shown):
        return 0
    shown_facts = asdict(shown) | {"obtained": shown.obtained.isoformat()}
    marks = leads.marks(w, row.lead_id)
    w.insert(
        "recipient_task",
        {
            "supplier_id": supplier_id,
            "recipient": recipient,
            "lead_id": row.lead_id,
            "hash": marks[0].hash if marks else "",
            "kind": kind.value,
            "gesture": gesture,
            "facts": json.dumps({**facts, "shown": shown_facts}, ensure_ascii=False),
            "made": kept(at),
            "by": by,
        },
    )
    return 1


def _told(r: Reader, lead_id: int, kind: RequestKind, recipient: str, shown: Shown) -> bool:
    """Tell whether the recipient was already told, or is to be told, the same fact about the same row."""
    for told in r.of(RecipientTask, lead_id=lead_id, kind=kind.value):
        held = json.loads(told.facts).get("shown") or {}
        same = (text.fold(str(held.get("site", ""))), held.get("reference")) == (text.fold(shown.site), shown.reference)
        if told.recipient == recipient and same:
            return True
    return False


def _task(row: RecipientTask) -> RecipientMessage:
    held = json.loads(row.facts)
    shown = held.get("shown")
    return RecipientMessage(
        id=row.id,
        supplier_id=row.supplier_id,
        recipient=row.recipient,
        lead_id=row.lead_id,
        hash=row.hash,
        kind=RequestKind(row.kind),
        day=date.fromisoformat(held["day"]),
        shown=Shown(**shown | {"obtained": date.fromisoformat(shown["obtained"])}) if shown else None,
        changed=tuple(held.get("changed", ())),
        mistake=bool(held.get("mistake")),
        letter=bool(held.get("letter")),
        by=row.by,
        sent=local(row.sent).date() if row.sent else None,
        proof=row.proof,
        sha256=row.sha256,
        made=local(row.made).date(),
    )
