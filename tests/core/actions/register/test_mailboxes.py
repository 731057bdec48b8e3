"""One mailbox has many spellings: a refusal at one closes them all, and nobody at another host."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite3

from core.actions.calling import consenting
from core.actions.common.people import find
from core.actions.intake.import_rows import take_in
from core.actions.register import entries, opposing
from core.actions.register.older_refusals import complete
from core.base.text import mailbox
from core.model.channel import Channel
from core.model.draft import Draft
from core.store.engine.opening import NAME, open_store
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, NOW
from tests.tables import table

SAME = (
    *("jean.dupont+immo@gmail.com", "jeandupont@gmail.com", "jean.dupont@gmail.com", "JeanDupont@Gmail.com"),
    *("j.e.a.n.dupont@gmail.com", "jeandupont+pap@googlemail.com", "jean.dupont@googlemail.com"),
    "Contact : jean.dupont+2@gmail.com",
)
OTHERS = (
    *("jean.dupont@exemple.fr", "jeandupont@exemple.fr", "jean.dupond@gmail.com", "dupont.jean@gmail.com"),
    *("jeandupont@gmail.com.exemple.fr", "jeandupont@notgmail.com", "immo@gmail.com"),
)


def row(line: int, email: str, **said: object) -> Draft:
    return Draft(line, f"Nom {'abcdefghijklmnop'[line]}", emails=(email,), cells=(email,), site="PAP", **said)  # type: ignore[arg-type]


@table("email", ["jean.dupont+immo@gmail.com", "jeandupont@gmail.com", "j.e.a.n.dupont+a+b@googlemail.com"])
def test_the_one_way(email: str) -> None:
    assert mailbox(email) == "jeandupont@gmail.com"


@table("email", ["a.b+c@exemple.fr", "a.b+@exemple.fr", "a.b+c+d@www.exemple.fr", "a.b@www.exemple.fr"])
def test_what_follows_a_plus_names_no_other_mailbox(email: str) -> None:
    assert mailbox(email) == "a.b@exemple.fr"


@table("email", ["a.b@exemple.fr", "+a@gmail.com", "+a@exemple.fr", "a.b@gmail.fr"])
def test_elsewhere_nothing_changes(email: str) -> None:
    assert mailbox(email) == email


@table("said", SAME)
def test_a_refusal_at_one_spelling_closes_them_all(store: Store, said: str) -> None:
    with store.read() as r:
        who = find(r, said)
    gesture = opposing.oppose(store, who, how="call", by=BY, at=NOW)
    with store.read() as r:
        heard = [one for one in SAME if (found := entries.registered(r, one)) and found.at]
        wrong = [one for one in OTHERS if (found := entries.registered(r, one)) and found.at]
    assert (heard, wrong) == (list(SAME), [])
    opposing.undo(store, gesture.gesture, by=BY, at=NOW + timedelta(minutes=1))
    with store.read() as r:
        left = [one for one in SAME if (found := entries.registered(r, one)) and found.at]
    assert left == []


def test_no_spelling_is_a_way_back_in(store: Store) -> None:
    with store.read() as r:
        who = find(r, SAME[0])
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    report = take_in(store, [row(n, one) for n, one in enumerate(SAME)], BATCH, by=BY, now=NOW)
    twins = take_in(store, [row(n, one) for n, one in enumerate(OTHERS)], BATCH, by=BY, now=NOW)
    assert (report.opposed, twins.opposed, twins.added) == (len(SAME), 0, len(OTHERS))


def test_two_spellings_of_one_person_are_one_sheet_and_found_by_a_third(store: Store) -> None:
    one = Draft(2, "Dupont Jean", emails=("jean.dupont@gmail.com",), cells=("a",), site="PAP")
    two = Draft(3, "Jean Dupont", emails=("jeandupont+immo@gmail.com",), cells=("b",), site="PAP")
    report = take_in(store, [one, two], BATCH, by=BY, now=NOW)
    assert (report.added, report.merged) == (1, 1)
    with store.read() as r:
        assert find(r, "j.eandupont@googlemail.com").lead_id == find(r, "jean.dupont@gmail.com").lead_id is not None


def test_a_sheet_refused_by_a_spelling_in_a_later_file(store: Store) -> None:
    take_in(store, [row(2, "jean.dupont@gmail.com"), row(3, "jean.dupont@exemple.fr")], BATCH, by=BY, now=NOW)
    with store.read() as r:
        who = find(r, "jeandupont@gmail.com")
    opposing.oppose(store, who, how="email", by=BY, at=NOW)
    with store.read() as r:
        assert r.column(str, "SELECT name FROM lead WHERE opposed_at IS NOT NULL") == ["Nom c"]


def test_what_many_share_tells_nobody_apart_in_any_spelling(store: Store) -> None:
    ways = ("agence.pige@gmail.com", "agencepige@gmail.com")
    rows = [
        row(n, ways[n % 2], phones=(f"06 39 98 00 {n:02}",), address=f"{n} rue Haute", postcode="30700")
        for n in range(2, 12)
    ]
    assert take_in(store, rows, BATCH, by=BY, now=NOW).added == 10


def _as_before(place: Path) -> None:
    """Make the base one of an older program, which knew each spelling alone."""
    with closing(open_store(place)) as opened, opened.read() as r:
        made = r.keyed_hash("email", "jeandupont@gmail.com")
    with closing(sqlite3.connect(place / NAME)) as base:
        for name in ("mark", "opposition"):
            assert base.execute(f"DELETE FROM {name} WHERE hash = ?", (made,)).rowcount, "nothing to forget"
        base.execute("DELETE FROM safe WHERE name LIKE 'mailboxes-made%'")
        base.commit()


def test_the_refusal_of_an_older_program_is_found_in_every_spelling(tmp_path: Path) -> None:
    place = tmp_path / "base"
    with closing(new_base(place)) as store:
        take_in(store, [row(2, "jean.dupont@gmail.com"), row(3, "anne.roux@gmail.com")], BATCH, by=BY, now=NOW)
        with store.read() as r:
            who = find(r, "jean.dupont@gmail.com")
        opposing.oppose(store, who, how="call", by=BY, at=NOW)
    _as_before(place)
    with closing(open_store(place)) as store:
        with store.read() as r:
            told = entries.registered(r, "jean.dupont@gmail.com")
            assert told is not None and told.at is not None, "as it was written, at once"
        assert complete(store, by=BY, at=NOW) == 2
        assert complete(store, by=BY, at=NOW) == 0
        report = take_in(store, [row(n, one) for n, one in enumerate(SAME)], BATCH, by=BY, now=NOW)
        assert report.opposed == len(SAME)
        with store.read() as r:
            assert find(r, "anneroux@gmail.com").lead_id is not None
            other = entries.registered(r, "anneroux@gmail.com")
            assert other is not None and other.at is None


def test_two_sheets_of_one_refused_mailbox_and_an_agreement_are_found_in_every_spelling(tmp_path: Path) -> None:
    """Each refusal is kept once under its one spelling; an e-mail by which nobody was known stays so."""
    place, proof = tmp_path / "base", tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF")
    with closing(new_base(place)) as store:
        same = "jean.dupont@gmail.com"
        rows = [
            row(2, same, phones=("06 39 98 00 40",)),
            row(3, same, phones=("06 39 98 00 41",))._replace(name="Besson Luc"),
            row(4, "anne.roux@gmail.com"),
            row(5, "paul.petit@gmail.com"),
        ]
        assert take_in(store, rows, BATCH, by=BY, now=NOW).added == 4
        with store.read() as r:
            who, agreed = find(r, "jean.dupont@gmail.com"), find(r, "anne.roux@gmail.com")
            written, unmarked = (r.keyed_hash("email", f"{one}@gmail.com") for one in ("anne.roux", "paul.petit"))
        opposing.oppose(store, who, how="call", by=BY, at=NOW)
        consent = consenting.record(
            store, agreed, channels=[Channel.EMAIL], collected=NOW, wording="v1", proof=proof, by=BY, at=NOW
        )
    _as_before(place)
    with closing(sqlite3.connect(place / NAME)) as base, base:
        base.execute("UPDATE consent SET hash = ?", (written,))
        base.execute("DELETE FROM mark WHERE hash = ?", (unmarked,))
    with closing(open_store(place)) as store:
        assert complete(store, by=BY, at=NOW) == 4
        with store.read() as r:
            made = {one: r.keyed_hash("email", f"{one}@gmail.com") for one in ("jeandupont", "anneroux", "paulpetit")}
            refused = r.column(int, "SELECT count(*) FROM opposition WHERE hash = ?", made["jeandupont"])
            assert refused == r.column(int, "SELECT count(DISTINCT gesture) FROM opposition")
            assert r.value(str, "SELECT hash FROM consent WHERE id = ?", consent) == made["anneroux"]
            assert r.value(int, "SELECT count(*) FROM mark WHERE hash = ?", made["paulpetit"]) == 1
