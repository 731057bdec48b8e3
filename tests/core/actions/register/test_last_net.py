"""What the register holds closes whoever bears it, whatever path put it there: a refusal is written here with SQL
alone, behind the program's back, on a sheet that says nothing of it, after its letter was made. Nothing leaves any
more, and a stranger's does."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from core.actions.calling import calling
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import judged_who, law_of, verdict
from core.actions.common.people import Who, of_lead
from core.actions.letters import noticing, posting, print_runs
from core.model.channel import Channel
from core.model.print_run import WhyLeft
from core.records.lead import Lead
from core.records.notice import Notice
from core.store.engine.opening import NAME
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, note_agreement
from tests.files.bases.make import AGENCY
from tests.tables import each

TELLING = ("phone", "email", "address")


@pytest.fixture
def two(store: Store, tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Somebody and a stranger, who both agreed to be called, and whose letters are made."""
    save_agency(store, AGENCY | {"phone": "01 99 00 10 20"}, by=BY, at=NOW)
    other = {"phones": ("06 39 98 12 49",), "emails": ("l@exemple.fr",), "reference": "TD2", "address": "3 rue du Four"}
    both = add(store), add(store, last_name="Besson", first_name="Luc", **other)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF coupon")
    for one in both:
        note_agreement(store, Who(one), proof, collected=NOW, wording="v1")
    assert noticing.make(store, both, tmp_path / "lettres", by=BY, at=NOW).refused == ()
    yield both


def refuse_behind(store: Store, lead_id: int, kind: str) -> None:
    """Put the hash of a mark of this kind in the register, with a moment after all that was recorded."""
    with closing(sqlite3.connect(store.path.parent / NAME)) as base, base:
        base.execute("DELETE FROM opposition")
        base.execute(
            """INSERT INTO opposition (gesture, hash, kind, how, at, by, note, rank)
               SELECT 1, hash, kind, 'call', '2027-01-01T00:00:00.000+00:00', '?', '', 1000000
               FROM mark WHERE lead_id = ? AND kind = ?""",
            (lead_id, kind),
        )
        assert base.execute("SELECT count(*) FROM opposition").fetchone() == (1,)


def letter_of(store: Store, lead_id: int) -> int:
    with store.read() as r:
        [letter] = r.of(Notice, lead_id=lead_id)
    return letter.id


def test_no_path_reaches_whom_the_register_holds(store: Store, two: tuple[int, int], tmp_path: Path) -> None:
    mine, stranger = two
    letters = [letter_of(store, one) for one in two]

    def nothing_leaves(kind: str) -> None:
        refuse_behind(store, mine, kind)
        with store.read() as r:
            assert r.row(Lead, mine).opposed_at is None
            law = law_of(settings(r))
            for channel in (Channel.LETTER, Channel.CALL, Channel.SMS, Channel.EMAIL, Channel.VISIT):
                assert not verdict(r, mine, law, channel=channel, at=NOW).allowed, channel
            assert not judged_who(r, of_lead(r, mine), law, channel=Channel.CALL, at=NOW).allowed
            assert verdict(r, stranger, law, channel=Channel.LETTER, at=NOW).allowed
            assert verdict(r, stranger, law, channel=Channel.CALL, at=NOW).allowed
        with pytest.raises(calling.CallForbidden):
            calling.start(store, Who(mine), by=BY, at=NOW)
        made = noticing.make(store, two, tmp_path / kind, by=BY, at=NOW)
        assert ([one.lead for one in made.made], [one.lead for one in made.refused]) == ([stranger], [mine])

    each(TELLING, nothing_leaves)
    run, held = print_runs.start_run(store, letters, printer="Accueil", both_sides=True, by=BY, at=NOW)
    assert run is not None
    assert [(one.letter, one.why) for one in held] == [(letters[0], WhyLeft.OPPOSED)]


def test_a_letter_sent_to_the_printer_or_posted_meanwhile_is_taken_back(store: Store, two: tuple[int, int]) -> None:
    mine, _stranger = two
    letters = [letter_of(store, one) for one in two]
    run, _held = print_runs.start_run(store, letters, printer="Accueil", both_sides=True, by=BY, at=NOW)
    assert run is not None
    refuse_behind(store, mine, "phone")
    printed = list[str]()
    told = print_runs.send_run(store, run, lambda _pdf, title: printed.append(title), by=BY, clock=lambda: NOW)
    assert (len(printed), [one.why for one in told.letters if one.why]) == (1, [WhyLeft.OPPOSED])
    done = posting.posted(store, letters, by=BY, at=NOW)
    assert done.letters == (letters[1],)
