"""A copy of the base made before some letters is put back: their coupons are still known, whoever the copy holds, and
the refusal that one bears is heard."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.common.agency import save_agency
from core.actions.intake.import_rows import take_in
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.keeping.verifying import verify
from core.actions.leads import timeline
from core.actions.letters import noticing, posting
from core.actions.replies import recording
from core.actions.rights import requests
from core.base.moments import kept
from core.model.reply import Box, ReplyRead
from core.model.request import Outcome, RequestKind
from core.records.lead import Lead
from core.records.notice import Notice
from core.store import leads
from core.store.backups import gained_since
from core.store.engine.opening import NAME, opened
from core.store.port import PRESENT, Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, take
from tests.failing import fails_with
from tests.files.bases.make import AGENCY

LATER = NOW + timedelta(hours=3)
OTHER = {"last_name": "Alba", "phones": ("06 39 98 12 42",), "emails": (), "address": "3 rue Haute", "reference": "TD2"}
THIRD = OTHER | {"last_name": "Ribes", "phones": ("06 39 98 12 43",), "address": "5 rue Haute", "reference": "TD3"}
FOURTH = OTHER | {"last_name": "Sorel", "phones": ("06 39 98 12 44",), "address": "7 rue Haute", "reference": "TD4"}
SOLD_AGAIN = DRAFT._replace(last_name="Autre", emails=(), address="9 rue Basse", reference="TD9")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "disque"


def back_up(store: Store, disk: Path) -> Path:
    return backing_up.back_up(store, disk, by=BY, at=NOW).path


def write_to(store: Store, lead: int, at: datetime = NOW) -> str:
    """Make a letter of a lead and post it; return its reference."""
    [made] = noticing.make(store, [lead], store.path.parent / "lettres", by=BY, at=at).made
    with store.read() as r:
        letter = posting.letter_of(r, made.reference)
    posting.posted(store, [letter], by=BY, at=at)
    return made.reference


def put_back(store: Store, copy: Path) -> None:
    restoring.restore(store.path.parent, copy, by=BY, at=LATER)
    store.news()
    assert verify(store).problems == ()


def refuse(store: Store, reference: str) -> recording.Recorded:
    return recording.record(store, ReplyRead(reference, frozenset({Box.OPPOSE}), NOW.date()), by=BY, at=LATER)


def test_a_coupon_of_somebody_the_copy_does_not_know_is_heard(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    older, old = (back_up(store, disk / one) for one in ("a", "b"))
    lead = add(store)
    recent = back_up(store, disk.with_name("autre"))
    reference = write_to(store, lead)
    assert restoring.losing(store, old).letters == 1
    for copy in (old, older):
        put_back(store, copy)  # It is kept from one copy to another.
    with store.read() as r:
        assert bool(r.count(Lead, id=lead, erased_at=PRESENT)), "nothing is told of them"
        assert [one.file for one in r.of(Notice, lead_id=lead)] == [""]
    with fails_with("REPLY_ERASED_AGREES"):
        recording.record(store, ReplyRead(reference, frozenset({Box.ESTIMATE}), NOW.date()), by=BY, at=LATER)
    # Their sheet sold again meanwhile is closed by what was kept.
    assert take(store, SOLD_AGAIN).added == 1
    assert refuse(store, reference).gestures
    assert take(store, SOLD_AGAIN._replace(phones=("06 39 98 12 77", *DRAFT.phones), reference="TD8")).opposed == 1
    # No erasure: a copy that knows them gives them back, with the refusal.
    put_back(store, recent)
    with store.read() as r:
        person = r.get(Lead, lead)
        assert person is not None and person.name == "Moreau Hélène"
        assert r.row(Lead, lead).opposed_at
        [letter] = r.of(Notice, lead_id=lead)
    # Their paper is theirs again, and goes with them.
    paper = store.path.parent / "lettres" / letter.file
    assert paper.is_file()
    forgetting.forget(store, lead, by=BY, at=LATER)
    assert not paper.exists()


def test_a_coupon_of_somebody_erased_since_is_heard(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    held = add(store, **OTHER)
    old, late = back_up(store, disk), add(store)
    sent = [write_to(store, one) for one in (held, late)]
    for one in (held, late):
        forgetting.forget(store, one, by=BY, at=NOW)
    # Another's sheet goes with the restoration alone: asked to be erased, and told so, no copy gives it back either.
    gone = add(store, **THIRD)
    write_to(store, gone)
    recent = back_up(store, disk.with_name("autre"))
    put_back(store, old)
    for reference in sent:
        assert refuse(store, reference).gestures
    assert take(store, SOLD_AGAIN, SOLD_AGAIN._replace(phones=("06 39 98 12 42",), reference="TD7")).opposed == 2
    day, phone = LATER.date(), "06 39 98 12 43"
    asked = requests.note(store, phone, RequestKind.ERASURE, received=day, how="letter", by=BY, at=LATER)
    requests.answer(store, asked.id, Outcome.NOTHING, how="letter", by=BY, at=LATER)
    put_back(store, recent)
    with store.read() as r:
        assert bool(r.count(Lead, id=gone, erased_at=PRESENT))


def test_a_letter_posted_since_stays_posted_and_another_is_taken_back(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    known, waits, before, still = add(store), add(store, **OTHER), add(store, **THIRD), add(store, **FOURTH)
    noticing.make(store, [before, still], store.path.parent / "lettres", by=BY, at=NOW)
    old = back_up(store, disk)
    reference = write_to(store, known, at=LATER)
    [made] = noticing.make(store, [waits], store.path.parent / "lettres", by=BY, at=LATER).made
    take_in(store, [SOLD_AGAIN._replace(phones=("06 39 98 12 45",))], BATCH, by=BY, now=LATER)
    with store.read() as r:
        [late] = set(leads.search(r)) - {known, waits, before, still}
    write_to(store, late, at=LATER)
    with store.read() as r:
        [letter] = [one.id for one in r.of(Notice, lead_id=before)]
    posting.posted(store, [letter], by=BY, at=NOW)
    posting.returned(store, letter, by=BY, at=NOW)
    with store.read() as r:
        assert gained_since(r, kept(NOW)).letters == restoring.losing(store, old).letters == len([made, late])
    put_back(store, old)
    with store.read() as r:
        informed = [r.row(Lead, one).notice_sent for one in (known, waits, before, still)]
        assert informed == [NOW.date().isoformat(), None] * 2
        [left], [taken] = r.of(Notice, lead_id=known), r.of(Notice, lead_id=waits)
        assert (left.posted_at is not None, left.withdrawn_at, taken.withdrawn_at is not None) == (True, None, True)
        assert any("une copie plus ancienne" in one.text for one in timeline.events(r, waits))
        # Those that the copy knows, from before.
        [gone], [ready] = r.of(Notice, lead_id=before), r.of(Notice, lead_id=still)
        assert gone.printed_at and gone.posted_at and gone.returned_at
        assert (ready.posted_at, ready.withdrawn_at) == (None, None), "still to be posted"
    for one in (reference, made.reference):
        assert refuse(store, one).gestures


def test_a_damaged_base_still_tells_the_letters_of_whom_the_copy_knows(store: Store, disk: Path) -> None:
    """But for one whose days mean nothing any more, made before the copy or since."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    known, misread, before = add(store), add(store, **THIRD), add(store, **FOURTH)
    write_to(store, before)
    old = back_up(store, disk)
    references = [write_to(store, one) for one in (known, misread, add(store, **OTHER))]
    with store.write("test", by=BY, at=NOW) as w:
        for lead, damage in ((misread, {"posted_at": "2026-11-2"}), (before, {"returned_at": "2026-11-2"})):
            w.update("notice", w.of(Notice, lead_id=lead)[0].id, damage)
    folder = store.path.parent
    store.close()
    (folder / NAME).write_bytes(bytes(100) + (folder / NAME).read_bytes()[100:])
    assert restoring.restore(folder, old, by=BY, at=LATER).aside is not None
    with opened(folder) as again:
        assert refuse(again, references[0]).gestures
        for reference in references[1:]:
            with fails_with("LETTER_UNKNOWN"):
                refuse(again, reference)
        with again.read() as r:
            assert r.of(Notice, lead_id=before)[0].returned_at is None
