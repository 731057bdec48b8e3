"""Named queries that a page or a rule leans on: what they give, in which order, and what they leave out."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.actions.calling import calling, consenting
from core.actions.common import people
from core.actions.intake.import_rows import take_in
from core.actions.register import opposing
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.records.call import Callback
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.supplier import Supplier
from core.store import batches, lead_lists, leads, registers, steps, undoing
from core.store.port import Store
from tests.bases import new_base
from tests.files.bases.make import ROWS, drafts
from tests.tables import table

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/Paris"))
BY = "Claire"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A base with five invented sellers."""
    with closing(new_base(tmp_path)) as opened:
        batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest", site="Toit Direct")
        take_in(opened, drafts(), batch, by=BY, now=NOW)
        yield opened


def who(store: Store, typed: str) -> people.Who:
    with store.read() as r:
        return people.find(r, typed)


def test_open_callbacks_of_today_and_of_later_days(store: Store) -> None:
    lead_id = who(store, "0639981241").lead_id or 0
    later = calling.plan_callback(store, lead_id, due=NOW.replace(hour=19, minute=30), by=BY, at=NOW)
    soon = calling.plan_callback(store, lead_id, due=NOW + timedelta(hours=1), by=BY, at=NOW)
    tomorrow = calling.plan_callback(store, lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW)
    with store.read() as r:
        assert {one.id for one in r.of(Callback, "due", lead_id=lead_id, done_at=None, cancelled_at=None)} == {
            soon,
            later,
            tomorrow,
        }
        assert steps.worth_a_call(r) == [lead_id]


def test_agreements_to_be_called_newest_first(store: Store, tmp_path: Path) -> None:
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF")
    person = who(store, "0639981241")
    ids = [
        consenting.record(
            store, person, channels=channels, collected=NOW - timedelta(days=3), wording="consent-1", proof=proof,
            by=BY, at=NOW, until=until,
        )
        for channels, until in (
            ([Channel.CALL], None), ([Channel.EMAIL], None), ([Channel.SMS, Channel.CALL], date(2027, 1, 1)),
        )
    ]  # fmt: skip
    assert person.lead_id is not None

    def to_call() -> list[tuple[int, str | None]]:
        with store.read() as r:
            standing = r.of(Consent, "-id", lead_id=person.lead_id, withdrawn=None, calls_withdrawn=None)
            return [(row.id, row.until) for row in standing if "call" in row.means]

    assert to_call() == [(ids[2], "2027-01-01"), (ids[0], None)]
    consenting.withdraw(store, ids[2], by=BY, at=NOW)
    assert to_call() == [(ids[0], None)]


def test_the_register_lists_gestures_newest_first(store: Store) -> None:
    first = opposing.oppose(store, who(store, "0639981241"), how="letter", by=BY, at=NOW)
    second = opposing.oppose_typed(store, "0639980000", how="counter", by=BY, at=NOW + timedelta(minutes=1))
    opposing.undo(store, second.gesture, by=BY, at=NOW + timedelta(minutes=2))
    with store.read() as r:
        stranger, moreau = registers.entries(r)
        assert registers.count_gestures(r) == 1
        assert len(registers.entries(r, limit=1)) == 1
    assert (stranger.gesture, stranger.entries, stranger.name, stranger.lead_id) == (second.gesture, 1, "", None)
    assert stranger.lifted_at is not None
    # The telephone, the listing; the address with the whole name, and without.
    assert (moreau.gesture, moreau.how, moreau.entries, moreau.name) == (first.gesture, "letter", 4, "Moreau Hélène")
    assert moreau.lifted_at is None


def test_what_the_filters_offer(store: Store) -> None:
    page = BatchFacts(Source.PAGE, "page.html", "2026-11-24", site="PAP")
    take_in(store, [], page, by=BY, now=NOW)
    with store.read() as r:
        assert leads.sources(r) == ["Pige Ouest"]
        assert batches.batch_sites(r) == ["PAP", "Toit Direct"]
        assert [row.name for row in r.of(Supplier, "name_key")] == ["Pige Ouest"]
        assert [batch.name for batch in batches.recent(r)] == ["page.html", "pige.csv"]
        assert batches.batch(r, 12) is None
        assert leads.count_leads(r) == len(ROWS)


def test_the_sources_are_listed_once_each_in_order(tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "vide")) as empty, empty.read() as r:
        assert leads.sources(r) == []
        assert not (r.one(Lead) is not None)
    with closing(new_base(tmp_path / "trois")) as three:
        for number, supplier in enumerate(("Pige Ouest", "Annonces du Midi", "Relais", "Pige Ouest")):
            batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier=supplier)
            row = Draft(2, last_name="Moreau", phones=(f"06 39 98 12 5{number}",), site="PAP", cells=("x",))
            take_in(three, [row], batch, by=BY, now=NOW)
        with three.read() as r:
            assert leads.sources(r) == ["Annonces du Midi", "Pige Ouest", "Relais"]
            assert r.one(Lead) is not None


def test_a_file_read_before_is_known_until_its_batch_is_undone(store: Store) -> None:
    batch = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest", sha256="0" * 64, headers=("Nom",))
    batch_id = take_in(store, [], batch, by=BY, now=NOW).batch
    with store.read() as r:
        known = batches.file_of(r, batch_id)
        assert known is not None
        assert (known.sha256, known.mapping, known.headers) == (batch.sha256, "", '["Nom"]')
        assert batches.same_file(r, batch.sha256) == known
        assert batches.same_file(r, "") is None
    with store.write("undo begin", by=BY, at=NOW) as w:
        w.update("batch", batch_id, {"undone_by": BY})
    with store.read() as r:
        assert batches.same_file(r, batch.sha256) is None


@table(
    "typed, words",
    [
        ("06 39 98", ["063998"]),
        ("06.39.98.12.41", ["0639981241"]),
        ("+33 6 39 98", ["063998"]),
        ("7", []),
        ("L’Abbé Œuvre", ["abbe", "oeuvre"]),
        ("moreau 30700", ["moreau", "30700"]),
        ("", []),
    ],
)
def test_words_of_a_search(typed: str, words: list[str]) -> None:
    assert leads.search_words(typed) == words


def test_leads_by_digits_words_and_address_of_the_list(store: Store) -> None:
    with store.read() as r:
        [moreau] = leads.search(r, text="+33 6 39 98 12 41")
        assert list(leads.search(r, text="helene")) == [moreau]
        assert list(leads.search(r, text="d’aubigné nîm", limit=5)) != [moreau]
        assert list(leads.search(r, filters={"town": "UZES"})) == [moreau]
        assert [row.id for row in lead_lists.rows(r, [12, moreau])] == [moreau]
        assert r.get(Lead, 12) is None


def test_what_is_held_of_a_batch_names_no_other_table(store: Store) -> None:
    """The name of the table comes out of what was held."""
    with store.read() as r:
        [lead] = r.column(int, "SELECT min(id) FROM lead")
        assert (undoing.row(r, "lead", lead) or {})["id"] == lead
        assert undoing.row(r, "contact", 1) is None
        with pytest.raises(ValueError, match="safe"):
            undoing.row(r, "safe", 1)
