"""A country that a later file tells is written on an address known without it, and on no other; undone with it."""

from datetime import timedelta

from core.actions.intake import batch_undo
from core.actions.leads.batch_back import bring_back
from core.actions.letters.choosing import written_in_english
from core.base.records import replace
from core.model.batch import Report
from core.model.draft import Draft
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import leads
from core.store.engine import journal
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, take

LONDON = DRAFT._replace(address="12 Baker Street", postcode="", town="London NW1 6XE")
TOLD = ("12 Baker Street", "London NW1 6XE, Royaume-Uni")


def again(store: Store, draft: Draft) -> Report:
    """Take in a second file of the same row."""
    return take(store, draft._replace(seen="02/11/2026"), batch=replace(BATCH, name="suite.csv", sha256="1" * 64))


def told(store: Store) -> tuple[tuple[str, str], str, bool]:
    """Return (street and town) of the only lead, its own town, and whether it is written to in English."""
    with store.read() as r:
        [lead] = leads.search(r)
        [home] = [one for one in r.of(Contact, lead_id=lead) if one.kind == "address"]
        person = r.get(Lead, lead)
        assert person is not None
        return (home.value, home.town), person.town, written_in_english(r, lead)


def test_a_country_told_by_a_second_file(store: Store) -> None:
    take(store, LONDON)
    before = told(store)
    assert before == (("12 Baker Street", "London NW1 6XE"), "London NW1 6XE", False)
    report = again(store, LONDON._replace(country="Royaume-Uni"))
    assert report.merged == 1
    assert told(store) == (TOLD, TOLD[1], True)
    later = NOW + timedelta(minutes=5)
    batch_undo.undo(store, report.batch, by=BY, at=later)
    assert told(store) == before
    bring_back(store, report.batch, by=BY, at=later)
    assert told(store) == (TOLD, TOLD[1], True)
    assert again(store, LONDON._replace(country="UK")).merged == 1, "told twice, written once"
    assert told(store) == (TOLD, TOLD[1], True)
    with store.read() as r:
        assert not journal.check(r).problems


def test_no_other_address_gets_it(store: Store) -> None:
    take(store, LONDON)
    before = told(store)
    for second in (
        LONDON._replace(address="14 Baker Street", country="Royaume-Uni"),
        LONDON._replace(town="Manchester", country="Royaume-Uni"),
        LONDON._replace(country="Pays inconnu"),
        DRAFT._replace(country="Belgique"),
        LONDON,
    ):
        assert again(store, second).merged == 1
        assert told(store) == before


def test_the_town_chosen_for_a_sheet_stays(store: Store) -> None:
    """Only its address is completed."""
    take(store, LONDON)
    with store.write("edit", by=BY, at=NOW) as w:
        [lead] = leads.search(w)
        w.update("lead", lead, {"town": "Londres", "town_key": "londres"})
    again(store, LONDON._replace(country="Royaume-Uni"))
    assert told(store)[:2] == (TOLD, "Londres")
