"""How long an agreement holds is what the coupon printed, whatever the agency prints since."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.actions.calling import consenting
from core.actions.common import agency, people
from core.store.port import Store
from tests.bases import new_base
from tests.files.bases.make import BY, START, fill

COLLECTED = START + timedelta(days=3)
LATER = START + timedelta(days=5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A few days of an agency: letters left with a coupon of six months."""
    opened = new_base(tmp_path)
    fill(opened, tmp_path)
    yield opened
    opened.close()


def end(store: Store, phone: str, wording: str = "consent-1") -> date | None:
    with store.read() as r:
        who = people.find(r, phone)
        assert who.lead_id is not None
        return consenting.stated_end(r, who.lead_id, wording, COLLECTED)


def test_months_raised_since_do_not_lengthen_a_coupon_printed_before(store: Store) -> None:
    assert end(store, "0639981241") == date(2027, 5, 22)
    agency.save_agency(store, {"consent_months": "12"}, by=BY, at=LATER)
    assert end(store, "0639981241") == date(2027, 5, 22)


def test_a_letter_of_an_older_program_has_the_months_of_the_agency(store: Store) -> None:
    with store.write("older", by=BY, at=LATER) as w:
        for notice in w.column(int, "SELECT id FROM notice"):
            w.update("notice", notice, {"consent_months": 0})
    agency.save_agency(store, {"consent_months": "3"}, by=BY, at=LATER)
    assert end(store, "0639981241") == date(2027, 2, 22)


def test_words_of_others_and_persons_without_a_letter_have_no_stated_end(store: Store) -> None:
    assert end(store, "0639981241", "autre texte") is None
    assert end(store, "0639981243") is None
