"""A real base in a temporary folder, an invented agency, and leads put in through the only door."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import consenting
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import Law, law_of
from core.actions.common.people import Who, of_lead
from core.actions.common.step_cache import standing
from core.actions.desk import today
from core.actions.desk.steps_due import Due
from core.actions.intake.import_rows import take_in
from core.actions.keeping import kept_too_long
from core.model.batch import BatchFacts, Report, Source
from core.model.channel import Channel
from core.model.draft import Draft
from core.store import leads
from core.store.port import Reader, Store, Value
from tests import day, team_bases
from tests.bases import new_base
from tests.files.bases.make import AGENCY

PARIS, NOW, BY = day.PARIS, day.NOW, day.BY
BATCH = BatchFacts(Source.FILE, "pige.csv", "2026-11-20", supplier="Pige Ouest", site="Toit Direct", sha256="0" * 64)
DRAFT = Draft(
    line=2, last_name="Moreau", first_name="Hélène", civility="Madame", phones=("06 39 98 12 41",),
    emails=("h.moreau@exemple.fr",), address="14 rue des Mûriers", postcode="30700", town="Uzès", kind="Maison",
    price="342 000 €", area="128", rooms="5", reference="TD1", seen="26/10/2026", cells=("x",),
)  # fmt: skip


ON_A_SERVER = frozenset(
    (
        *("test_the_fifth_attempt_is_refused_and_journaled", "test_a_wrong_number_is_no_longer_called"),
        *(
            "test_a_call_logged_as_a_refusal_records_the_opposition",
            "test_a_call_found_open_is_closed_without_inventing",
        ),
        *("test_who_refuses_once_joined_stays_closed_when_the_join_is_undone", "test_the_report_balances"),
        *("test_a_letter_is_on_disk_and_in_the_register", "test_a_posted_letter_informs"),
        *("test_a_letter_to_a_person_who_refused_meanwhile_is_withdrawn", "test_a_known_person_is_recognised"),
        *("test_a_merge_adds_and_never_overwrites", "test_the_same_person_twice_in_one_file"),
        *("test_what_a_row_changed_on_a_known_lead_is_taken_back", "test_a_lead_to_which_something_happened_stays"),
        *("test_undoing_in_either_order_empties_the_base", "test_what_stays_and_why"),
        *("test_a_rejected_row_goes_with_whom_it_speaks_of", "test_another_person_keeps_everything"),
        *("test_clocks_that_agree_are_not_told", "test_what_cannot_be_kept_is_refused_whole"),
        *("test_a_refusal_of_one_closes_both", "test_a_join_is_taken_back_whole"),
    )
)
"""Tests of each trade that are done on both engines: calls, refusals, letters, files, what is undone or erased."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Do some of the tests on a server too."""
    if metafunc.function.__name__ in ON_A_SERVER:
        metafunc.parametrize("_engine", ["sqlite", "postgres"], indirect=True)


@pytest.fixture(autouse=True)
def _engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine of the bases of a test."""
    if getattr(request, "param", "") == "postgres":
        monkeypatch.setattr(team_bases, "CHOSEN", True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty base."""
    opened = new_base(tmp_path / "base")
    yield opened
    opened.close()


@pytest.fixture
def ready(store: Store) -> Store:
    """A base whose agency may write letters."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    return store


def take(store: Store, *drafts: Draft, batch: BatchFacts = BATCH) -> Report:
    """Take drafts in."""
    return take_in(store, drafts, batch, by=BY, now=NOW)


def add(store: Store, **changes: object) -> int:
    """Add one lead like Hélène Moreau, with changes, and return its id."""
    before = _ids(store)
    report = take(store, DRAFT._replace(**changes))  # type: ignore[arg-type]
    assert report.added == 1
    [lead_id] = _ids(store) - before
    return lead_id


def _ids(store: Store) -> set[int]:
    with store.read() as r:
        return set(leads.search(r))


def who_is(store: Store, lead_id: int) -> Who:
    """Return who a lead is, for what is done to a person."""
    with store.read() as r:
        return of_lead(r, lead_id)


def law_today(store: Store) -> Law:
    """Return the law by the settings of a base."""
    with store.read() as r:
        return law_of(settings(r))


def counts(report: Report) -> tuple[int, int, int, int, int, int]:
    """Return (read, added, merged, opposed, rejected, blank)."""
    return report.read, report.added, report.merged, report.opposed, report.rejected, report.blank


def things_due(r: Reader, law: Law, *, at: datetime) -> list[Due]:
    """Return all that the first page says is to be done, as it puts it together."""
    told = standing(r, law, at=at)
    over = kept_too_long.closed(r, today.closed(r, told), at)
    pressing = today.pressing(r, law, told, by=BY, at=at)
    return today.ranked([*pressing, *today.to_erase(over, at=at)])


def informed(store: Store, lead_id: int) -> None:
    """Say that the letter of information to a lead was posted fifteen days ago."""
    day = NOW.date() - timedelta(days=15)
    with store.write("post", by=BY, at=NOW) as w:
        row: dict[str, Value] = {
            "lead_id": lead_id,
            "reference": f"T{lead_id}",
            "versions": "letter-1",
            "sha256": "",
            "file": "l.pdf",
        }
        at = f"{day.isoformat()}T09:00:00.000+00:00"
        w.insert("notice", row | {"day": day.isoformat(), "at": at, "by": BY, "posted_at": at})
        w.update("lead", lead_id, {"notice_sent": day.isoformat()})


def note_agreement(store: Store, who: Who, proof: Path, *, collected: datetime, **more: object) -> int:
    """Record that somebody agreed to be called; the coupon is made where there is none."""
    if not proof.exists():
        proof.write_text("signé", encoding="utf-8")
    values: dict[str, object] = {"wording": "consent-1", "proof": proof, "collected": collected, "by": BY, "at": NOW}
    return consenting.record(store, who, channels=[Channel.CALL], **(values | more))  # type: ignore[arg-type]
