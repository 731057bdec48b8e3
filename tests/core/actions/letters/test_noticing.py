"""Letters on a real base: made, bound, registered, posted, returned; refused where the law or the register says so."""

import hashlib
import secrets
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from core.actions.common.agency import settings
from core.actions.common.judging import law_of
from core.actions.leads.lead_views import lead_sheet
from core.actions.letters import noticing, posting
from core.actions.register import opposing
from core.base.errors import Cancelled, UserError
from core.model.batch import BatchFacts, Source
from core.model.draft import Draft
from core.records.notice import Notice
from core.store import leads, notices
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, take, who_is
from tests.failing import fails_with
from tests.tables import table


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where letters are written."""
    return tmp_path / "lettres"


def other(store: Store, **changes: object) -> int:
    values: dict[str, object] = {
        "last_name": "Bœuf", "first_name": "Cédric", "phones": ("0639981243",), "emails": (), "reference": "TD2",
        "address": "8 impasse des Lilas",
    }  # fmt: skip
    return add(store, **(values | changes))


def oppose(store: Store, lead_id: int) -> opposing.Opposed:
    who = who_is(store, lead_id)
    return opposing.oppose(store, who, how="call", by=BY, at=NOW)


def letter(store: Store, reference: str) -> Notice:
    with store.read() as r:
        row = r.get(Notice, posting.letter_of(r, reference))
    assert row is not None
    return row


def test_a_letter_is_on_disk_and_in_the_register(ready: Store, out: Path) -> None:
    lead_id = add(ready)
    made = noticing.make(ready, [lead_id], out, by=BY, at=NOW)
    [one] = made.made
    assert made.whole == one.file
    assert hashlib.sha256(Path(one.file).read_bytes()).hexdigest() == one.sha256
    kept = letter(ready, one.reference)
    assert (kept.lead_id, kept.file, kept.sha256) == (lead_id, Path(one.file).name, one.sha256)
    assert (kept.posted_at, kept.withdrawn_at) == (None, None)
    with ready.read() as r:
        assert noticing.due(r, at=NOW) == []
        assert posting.letter_of(r, f" {one.reference.lower()} ") == kept.id


def test_several_letters_are_bound_in_one_file(ready: Store, out: Path) -> None:
    seen: list[tuple[int, int]] = []
    made = noticing.make(
        ready, [add(ready), other(ready)], out, by=BY, at=NOW, progress=lambda done, total: seen.append((done, total))
    )
    assert len(made.made) == 2
    assert seen == [(0, 2), (1, 2)]
    assert Path(made.whole).name == "lettres-2026-11-24-104200.pdf"
    assert Path(made.whole).read_bytes().startswith(b"%PDF")


def test_a_stop_keeps_the_letters_made(ready: Store, out: Path) -> None:
    def give_up(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    ids = [add(ready), other(ready)]
    with pytest.raises(Cancelled):
        noticing.make(ready, ids, out, by=BY, at=NOW, progress=give_up)
    with ready.read() as r:
        assert noticing.due(r, at=NOW) == [ids[1]]
    assert len(list(out.iterdir())) == 1


def test_no_letter_without_the_agency_s_identity(store: Store, out: Path) -> None:
    lead_id = add(store)
    made = noticing.make(store, [lead_id], out, by=BY, at=NOW)
    assert (made.made, made.whole) == ((), "")
    assert made.refused[0].codes == ("AGENCY_INCOMPLETE", "CLAIM_UNANSWERED")
    with pytest.raises(UserError) as refused:
        noticing.preview(store, lead_id, at=NOW)
    assert refused.value.code == "LETTER_REFUSED"
    assert made.refused[0].reasons[0] in refused.value.text


def test_a_preview_registers_nothing(ready: Store) -> None:
    lead_id = add(ready)
    assert noticing.preview(ready, lead_id, at=NOW).pdf.startswith(b"%PDF")
    with ready.read() as r:
        assert r.of(Notice, lead_id=lead_id) == []


def test_a_name_the_font_cannot_write_holds_its_letter_back(ready: Store, out: Path) -> None:
    lead_id = add(ready, last_name="Мороз\U00012345")
    made = noticing.make(ready, [lead_id, other(ready)], out, by=BY, at=NOW)
    assert [one.codes for one in made.refused] == [("FONT_MISSING",)]
    assert len(made.made) == 1


def test_nobody_unknown_is_written_to(ready: Store, out: Path) -> None:
    with fails_with("LEAD_UNKNOWN"):
        noticing.make(ready, [12], out, by=BY, at=NOW)
    with ready.read() as r, pytest.raises(UserError):
        noticing.letter_facts(r, 12, settings(r), day=NOW.date(), reference="K7P-4MD")


def test_a_folder_that_cannot_be_made_is_told(ready: Store, out: Path) -> None:
    out.write_text("a file")
    with fails_with("FOLDER_READ_ONLY"):
        noticing.make(ready, [add(ready)], out, by=BY, at=NOW)


def test_an_opposition_made_while_the_letter_is_drawn_stops_it(ready: Store, out: Path) -> None:
    """Judged again inside the transaction that registers: another seat may have heard the person meanwhile."""
    ids = [add(ready), other(ready)]
    turn, drawn, errors = threading.Event(), threading.Event(), list[Exception]()

    def other_seat() -> None:
        seat = open_store(ready.path.parent)
        try:
            with seat.write("oppose", by="Hugo", at=NOW) as w:
                turn.set()
                assert drawn.wait(20)
                w.update("lead", ids[0], {"opposed_at": NOW.isoformat(), "opposed_how": "call"})
        except Exception as problem:  # told to the main thread
            errors.append(problem)
        finally:
            seat.close()

    def progress(done: int, _total: int) -> None:
        if done:
            drawn.set()

    hugo = threading.Thread(target=other_seat)
    hugo.start()
    assert turn.wait(20)
    made = noticing.make(ready, ids, out, by=BY, at=NOW, progress=progress)
    hugo.join()
    assert errors == []
    assert [one.lead for one in made.made] == ids[1:]
    assert [one.lead for one in made.refused] == ids[:1]
    assert [path.name for path in out.iterdir()] == [Path(made.made[0].file).name]
    with ready.read() as r:
        assert r.of(Notice, lead_id=ids[0]) == []


def test_a_letter_that_another_seat_made_meanwhile_is_the_only_one(ready: Store, out: Path) -> None:
    lead_id, nowhere = add(ready), other(ready, address="", postcode="", town="")
    theirs: list[str] = []

    def progress(done: int, _total: int) -> None:
        if done and not theirs:
            made = noticing.make(ready, [lead_id], out, by="Hugo", at=NOW)
            theirs.append(made.made[0].reference)

    mine = noticing.make(ready, [lead_id, nowhere], out, by=BY, at=NOW, progress=progress)
    assert (mine.made, mine.whole) == ((), "")
    [said] = [one for one in mine.refused if one.lead == lead_id]
    assert said.codes == ("LETTER_READY",)
    assert theirs[0] in said.reasons[0]
    assert [path.name for path in out.iterdir()] == [f"lettre-{theirs[0]}.pdf"]


def test_a_posted_letter_informs(ready: Store, out: Path) -> None:
    lead_id = add(ready)
    [one] = noticing.make(ready, [lead_id], out, by=BY, at=NOW).made
    with ready.read() as r:
        notice = posting.letter_of(r, one.reference)
    assert len(posting.posted(ready, [notice, 12], by=BY, at=NOW).letters) == 1
    assert posting.posted(ready, [notice], by=BY, at=NOW).letters == ()
    with ready.read() as r:
        sheet = lead_sheet(r, lead_id, law_of(settings(r)), at=NOW)
        queue = notices.by_state(r)
        [queued] = notices.letter_lines(r, queue["posted"])
    assert sheet.row.notice_sent == NOW.date()
    assert (queued.lead_id, queued.name) == (lead_id, "Moreau Hélène")


def test_the_queue_holds_each_person_once_by_where_their_last_letter_stands(ready: Store, out: Path) -> None:
    ids = [
        add(ready, phones=(f"06 39 98 13 {n:02d}",), emails=(), reference=f"Q{n}", address=f"{n} rue Haute")
        for n in range(6)
    ]
    noticing.make(ready, ids[:5], out, by=BY, at=NOW)
    with ready.read() as r:
        made = [r.of(Notice, lead_id=lead_id)[-1] for lead_id in ids[:5]]
    for days, place in ((0, 1), (1, 2), (2, 3), (3, 4)):
        posting.posted(ready, [made[place].id], by=BY, at=NOW + timedelta(days=days))
    posting.returned(ready, made[4].id, by=BY, at=NOW + timedelta(days=5))
    with ready.read() as r:
        queue = notices.by_state(r)
        states = {line.lead_id: line.state for line in notices.letter_lines(r, ids)}
    assert queue == {
        "ready": [ids[0]],
        "sent": [],
        "printed": [],
        "due": [],
        "returned": [ids[4]],
        "posted": [ids[3], ids[2], ids[1]],
    }
    assert states.pop(ids[5]) == "due"
    assert states == {lead_id: state for state, found in queue.items() for lead_id in found}


def test_a_letter_to_a_person_who_refused_meanwhile_is_withdrawn(ready: Store, out: Path) -> None:
    lead_id = add(ready)
    [one] = noticing.make(ready, [lead_id], out, by=BY, at=NOW).made
    oppose(ready, lead_id)
    with ready.read() as r:
        notice = posting.letter_of(r, one.reference)
        assert not any(notices.by_state(r).values())
        assert notices.letter_lines(r, [lead_id]) == []
    assert posting.posted(ready, [notice], by=BY, at=NOW).letters == ()
    assert letter(ready, one.reference).withdrawn_at is not None
    assert posting.posted(ready, [notice], by=BY, at=NOW).letters == ()
    with ready.read() as r:
        sheet = lead_sheet(r, lead_id, law_of(settings(r)), at=NOW)
    assert sheet.row.notice_sent is None
    assert any("retirée" in event.text for event in sheet.events)


def test_a_letter_that_comes_back_stops_the_next_ones(ready: Store, out: Path) -> None:
    lead_id = add(ready)
    [one] = noticing.make(ready, [lead_id], out, by=BY, at=NOW).made
    with ready.read() as r:
        notice = posting.letter_of(r, one.reference)
    posting.posted(ready, [notice], by=BY, at=NOW)
    posting.returned(ready, notice, by=BY, at=NOW + timedelta(days=5))
    made = noticing.make(ready, [lead_id], out, by=BY, at=NOW + timedelta(days=6))
    assert made.refused[0].codes[0] == "LETTER_RETURNED"


def test_a_second_letter_recalls_the_first(ready: Store, out: Path) -> None:
    lead_id = add(ready)
    [one] = noticing.make(ready, [lead_id], out, by=BY, at=NOW).made
    with ready.read() as r:
        notice = posting.letter_of(r, one.reference)
    posting.posted(ready, [notice], by=BY, at=NOW)
    with ready.read() as r:
        facts = noticing.letter_facts(r, lead_id, settings(r), day=NOW.date(), reference="K7P-4MD")
    assert facts.first_letter == NOW.date()


@pytest.mark.parametrize("asked", ["", "K7P-4MD", "rien"])
def test_an_unknown_reference_is_told(store: Store, asked: str) -> None:
    with store.read() as r, fails_with("LETTER_UNKNOWN"):
        posting.letter_of(r, asked)


@table(
    "kind, words",
    [
        ("Maison", "une maison"),
        ("belle Longère", "une maison"),
        ("T2 / Studio", "un appartement"),
        ("TERRAIN", "un terrain"),
        ("Immeuble", "un immeuble"),
        ("Château", "un bien"),
        ("", "un bien"),
    ],
)
def test_a_property_in_neutral_words(kind: str, words: str) -> None:
    assert noticing.property_words(kind) == words


def test_what_is_held_is_told_and_nothing_else(ready: Store) -> None:
    lead_id = add(ready)
    page = BatchFacts(Source.PAGE, "page.html", "2026-11-24", site="PAP")
    take(ready, Draft(line=1, url="https://exemple.fr/1", title="T2", cells=("T2",)), batch=page)
    with ready.read() as r:
        bare = next(one for one in leads.search(r) if one != lead_id)
        assert noticing.held_fields(r, lead_id) == {"name", "phone", "email", "address", "listing", "letters"}
        assert noticing.held_fields(r, bare) == {"listing", "letters"}


def test_a_lead_without_an_address_gets_no_letter(ready: Store, out: Path) -> None:
    lead_id = add(ready, address="")
    made = noticing.make(ready, [lead_id], out, by=BY, at=NOW)
    assert made.made == ()
    with ready.read() as r:
        facts = noticing.letter_facts(r, lead_id, settings(r), day=NOW.date(), reference="K7P-4MD")
        assert noticing.due(r, at=NOW) == []
    assert (facts.address, facts.town, facts.last_name) == ("", DRAFT.town, "Moreau")


def test_a_name_in_one_word_is_the_last_name(ready: Store) -> None:
    lead_id = add(ready, last_name="", first_name="", name="Famille Moreau")
    with ready.read() as r:
        facts = noticing.letter_facts(r, lead_id, settings(r), day=NOW.date(), reference="K7P-4MD")
    assert (facts.last_name, facts.first_name) == ("Famille Moreau", "")


def test_a_letter_that_cannot_be_registered_leaves_no_paper(ready: Store, out: Path) -> None:
    lead_id = add(ready)
    with (
        closing(open_store(ready.path.parent, wait=0.05)) as hurried,
        FileLock(f"{ready.path}.desk"),
        fails_with("BASE_BUSY"),
    ):
        noticing.make(hurried, [lead_id], out, by=BY, at=NOW)
    assert list(out.iterdir()) == []


def test_a_reference_already_used_is_drawn_again(ready: Store, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("K7P4MDK7P4MDK7P4ME")
    monkeypatch.setattr(secrets, "choice", lambda _letters: next(drawn))
    made = noticing.make(ready, [add(ready), other(ready)], out, by=BY, at=NOW)
    assert [one.reference for one in made.made] == ["K7P-4MD", "K7P-4ME"]


@table(
    "name, civility, expected",
    [
        ("M. Martin et Mme Durand", "Madame, Monsieur", ("", "M. Martin et Mme Durand")),
        ("M. Jean Dupont", "Monsieur", ("Monsieur", "Jean Dupont")),
        ("Jean Dupont", "", ("", "Jean Dupont")),
        ("SCI du Port", "", ("", "SCI du Port")),
        ("Mme", "Madame", ("Madame", "Mme")),
    ],
)
def test_a_civility_is_written_once(name: str, civility: str, expected: tuple[str, str]) -> None:
    assert noticing.title_and_name(name, civility) == expected
