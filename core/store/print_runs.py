"""Queries about print runs."""

from collections.abc import Sequence
from typing import NamedTuple

from core.records.notice import PrintRun
from core.store.port import AMONG, Reader, several


class RunLetterRow(NamedTuple):
    """A letter of a run, with its person; ``withdrawn_why``: as of a letter."""

    id: int
    run_id: int
    notice_id: int
    lead_id: int
    reference: str
    name: str
    place: int
    sent_at: str | None
    out_at: str | None
    left_at: str | None
    why: str
    withdrawn_why: str


class RunPlace(NamedTuple):
    """The place of a letter in a run, by its row."""

    id: int
    run_id: int


class AskedAbout(NamedTuple):
    """The letters given to a printer of which nobody said yet whether they came out. ``at``: of the oldest run, None
    when there is none."""

    at: str | None
    letters: int


def asked_about(r: Reader) -> AskedAbout:
    """Return how many letters wait for somebody to say whether they came out."""
    return r.named(
        AskedAbout,
        """SELECT min(p.at) AS at, count(*) AS letters FROM run_letter s JOIN print_run p ON p.id = s.run_id
           WHERE p.closed_at IS NULL AND s.sent_at IS NOT NULL AND s.left_at IS NULL AND s.out_at IS NULL""",
    )[0]


def run_rows(r: Reader, *, only_open: bool = False, limit: int | None = None) -> list[PrintRun]:
    """Return the runs, newest first."""
    return r.of(PrintRun, "-id", limit, closed_at=None) if only_open else r.of(PrintRun, "-id", limit)


def run_letters(r: Reader, run_ids: Sequence[int]) -> list[RunLetterRow]:
    """Return the letters of these runs, in the order of printing."""
    return r.named(
        RunLetterRow,
        f"""SELECT s.id, s.run_id, s.notice_id, n.lead_id, n.reference, l.name, s.place, s.sent_at, s.out_at,
                s.left_at, s.why, n.withdrawn_why
            FROM run_letter s JOIN notice n ON n.id = s.notice_id JOIN lead l ON l.id = n.lead_id
            WHERE s.run_id {AMONG} ORDER BY s.run_id, s.place""",
        several(run_ids),
    )


def in_open_run(r: Reader, notice_ids: Sequence[int]) -> set[int]:
    """Return which of these letters are in a run that is not closed."""
    return set(
        r.column(
            int,
            f"""SELECT DISTINCT s.notice_id FROM run_letter s JOIN print_run p ON p.id = s.run_id
                WHERE p.closed_at IS NULL AND s.left_at IS NULL AND s.notice_id {AMONG}""",
            several(notice_ids),
        )
    )


def open_rows_of(r: Reader, notice_id: int) -> list[RunPlace]:
    """Return the places of a letter in runs that are not closed."""
    return r.named(
        RunPlace,
        """SELECT s.id, s.run_id FROM run_letter s JOIN print_run p ON p.id = s.run_id
           WHERE p.closed_at IS NULL AND s.left_at IS NULL AND s.out_at IS NULL AND s.notice_id = ?""",
        notice_id,
    )


def next_to_send(r: Reader, run_id: int) -> RunPlace | None:
    """Return the first letter of a run that was not given to the printer; None when all were, or the run is stopped or
    closed."""
    return r.first(
        RunPlace,
        """SELECT s.id, s.run_id FROM run_letter s JOIN print_run p ON p.id = s.run_id
           WHERE p.id = ? AND p.closed_at IS NULL AND p.stopped_at IS NULL
             AND s.sent_at IS NULL AND s.left_at IS NULL AND s.out_at IS NULL ORDER BY s.place LIMIT 1""",
        run_id,
    )
