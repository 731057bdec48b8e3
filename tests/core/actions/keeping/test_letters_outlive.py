"""A copy of the base made before some letters is put back: their coupons are still known, whoever the copy holds, and
the refusal that one bears is heard."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.actions.common.agency import save_agency
from core.actions.keeping import backing_up, forgetting, restoring
from core.actions.keeping.verifying import verify
from core.actions.leads import timeline
from core.actions.letters import noticing, posting
from core.actions.replies import recording
from core.base.errors import UserError
from core.model.reply import Box, Reply
from core.store import leads, notices
from core.store.engine.opening import NAME, opened
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take
from tests.files.bases.make import AGENCY

LATER = NOW + timedelta(hours=3)
OTHER = {"last_name": "Alba", "phones": ("06 39 98 12 42",), "emails": (), "address": "3 rue Haute", "reference": "TD2"}
SOLD_AGAIN = DRAFT._replace(last_name="Autre", emails=(), address="9 rue Basse", reference="TD9")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "disque"


def back_up(store: Store, disk: Path) -> Path:
    return backing_up.back_up(store, disk, by=BY, at=NOW).path


def write_to(store: Store, lead: int) -> str:
    """Make a letter of a lead and post it; return its reference."""
    [made] = noticing.make(store, [lead], store.path.parent / "lettres", by=BY, at=NOW).made
    with store.read() as r:
        letter = posting.letter_of(r, made.reference)
    posting.posted(store, [letter], by=BY, at=NOW)
    return made.reference


def put_back(store: Store, copy: Path) -> None:
    restoring.restore(store.path.parent, copy, by=BY, at=LATER)
    store.news()
    assert verify(store).problems == ()


def refuse(store: Store, reference: str) -> recording.Recorded:
    return recording.record(store, Reply(reference, frozenset({Box.OPPOSE}), NOW.date()), by=BY, at=LATER)


def test_a_coupon_of_somebody_the_copy_does_not_know_is_heard(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    old, lead = back_up(store, disk), add(store)
    reference = write_to(store, lead)
    recent = back_up(store, disk.with_name("autre"))
    assert restoring.losing(store, old).letters == 1
    put_back(store, old)
    with store.read() as r:
        assert leads.is_erased(r, lead), "nothing is told of them"
        assert [one.file for one in notices.letters_of_lead(r, lead)] == [""]
    with pytest.raises(UserError) as refused:
        recording.record(store, Reply(reference, frozenset({Box.ESTIMATE}), NOW.date()), by=BY, at=LATER)
    assert refused.value.code == "REPLY_ERASED_AGREES"
    # Their sheet sold again meanwhile is closed by what was kept.
    assert take(store, SOLD_AGAIN).added == 1
    assert refuse(store, reference).gestures
    assert take(store, SOLD_AGAIN._replace(phones=("06 39 98 12 77", *DRAFT.phones), reference="TD8")).opposed == 1
    # No erasure: a copy that knows them gives them back, with the refusal.
    put_back(store, recent)
    with store.read() as r:
        person = leads.person(r, lead)
        assert person is not None and person.name == "Moreau Hélène"
        assert leads.opposed_at(r, lead)


def test_it_is_kept_from_one_copy_to_another_older_one(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    copies = [back_up(store, disk / one) for one in ("a", "b")]
    reference = write_to(store, add(store))
    for copy in copies:
        put_back(store, copy)
    assert refuse(store, reference).gestures
    assert take(store, DRAFT).opposed == 1


def test_a_letter_posted_since_stays_posted_and_another_is_taken_back(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    known, waits = add(store), add(store, **OTHER)
    old = back_up(store, disk)
    reference = write_to(store, known)
    [made] = noticing.make(store, [waits], store.path.parent / "lettres", by=BY, at=NOW).made
    assert restoring.losing(store, old).letters == 1
    put_back(store, old)
    with store.read() as r:
        assert notices.informed_on(r, known) == NOW.date().isoformat()
        [left], [taken] = notices.letters_of_lead(r, known), notices.letters_of_lead(r, waits)
        assert (left.posted_at is not None, left.withdrawn_at, taken.withdrawn_at is not None) == (True, None, True)
        assert any("une copie plus ancienne" in one.text for one in timeline.events(r, waits))
    for one in (reference, made.reference):
        assert refuse(store, one).gestures


def test_a_coupon_of_somebody_erased_since_is_heard(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    held = add(store, **OTHER)
    old, late = back_up(store, disk), add(store)
    sent = [write_to(store, one) for one in (held, late)]
    for one in (held, late):
        forgetting.forget(store, one, by=BY, at=NOW)
    put_back(store, old)
    for reference in sent:
        assert refuse(store, reference).gestures
    assert take(store, SOLD_AGAIN, SOLD_AGAIN._replace(phones=("06 39 98 12 42",), reference="TD7")).opposed == 2


def test_a_damaged_base_still_tells_the_letters_of_whom_the_copy_knows(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    known = add(store)
    old = back_up(store, disk)
    references = [write_to(store, one) for one in (known, add(store, **OTHER))]
    folder = store.path.parent
    store.close()
    (folder / NAME).write_bytes(bytes(100) + (folder / NAME).read_bytes()[100:])
    assert restoring.restore(folder, old, by=BY, at=LATER).aside is not None
    with opened(folder) as again:
        assert refuse(again, references[0]).gestures
        with pytest.raises(UserError) as lost:
            refuse(again, references[1])
        assert lost.value.code == "LETTER_UNKNOWN"


def test_a_letter_whose_days_mean_nothing_any_more_is_left(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    lead = add(store)
    old = back_up(store, disk)
    reference = write_to(store, lead)
    with store.write("test", by=BY, at=NOW) as w:
        [letter] = notices.letters_of_lead(w, lead)
        w.update("notice", letter.id, {"posted_at": "2026-11-2"})
    folder = store.path.parent
    store.close()
    (folder / NAME).write_bytes(bytes(100) + (folder / NAME).read_bytes()[100:])
    restoring.restore(folder, old, by=BY, at=LATER)
    with opened(folder) as again, pytest.raises(UserError) as lost:
        refuse(again, reference)
    assert lost.value.code == "LETTER_UNKNOWN"


def test_a_letter_that_the_copy_knows_and_that_was_posted_since_stays_posted(store: Store, disk: Path) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    posted, waits = add(store), add(store, **OTHER)
    made = noticing.make(store, [posted, waits], store.path.parent / "lettres", by=BY, at=NOW).made
    old = back_up(store, disk)
    with store.read() as r:
        [letter] = [one.id for one in notices.letters_of_lead(r, posted)]
    posting.posted(store, [letter], by=BY, at=NOW)
    posting.returned(store, letter, by=BY, at=NOW)
    put_back(store, old)
    with store.read() as r:
        [left], [other] = notices.letters_of_lead(r, posted), notices.letters_of_lead(r, waits)
        assert all((left.printed_at, left.posted_at, left.returned_at)) and len(made) == len({left.id, other.id})
        assert (notices.informed_on(r, posted), notices.informed_on(r, waits)) == (NOW.date().isoformat(), None)
    assert (other.posted_at, other.withdrawn_at) == (None, None), "it is still to be posted"
