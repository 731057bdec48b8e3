"""Queries about print runs."""

from collections.abc import Sequence
from typing import NamedTuple

from core.store.port import AMONG, Reader, several

_RUN = "SELECT id, printer, both_sides, at, by, stopped_at, closed_at FROM print_run"


class RunRow(NamedTuple):
    """A run."""

    id: int
    printer: str
    both_sides: bool
    at: str
    by: str
    stopped_at: str | None
    closed_at: str | None


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


def run_row(r: Reader, run_id: int) -> RunRow | None:
    """Return a run."""
    return r.first(RunRow, f"{_RUN} WHERE id = ?", run_id)


def run_rows(r: Reader, *, only_open: bool = False, limit: int = -1) -> list[RunRow]:
    """Return the runs, newest first."""
    where = "WHERE closed_at IS NULL" if only_open else ""
    return r.named(RunRow, f"{_RUN} {where} ORDER BY id DESC LIMIT ?", limit)


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


def letters_left(r: Reader, run_id: int) -> int:
    """Return how many letters of a run are neither out nor taken out of it."""
    sql = "SELECT count(*) FROM run_letter WHERE run_id = ? AND out_at IS NULL AND left_at IS NULL"
    return r.value(int, sql, run_id) or 0


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


def notice_of_place(r: Reader, row_id: int) -> int:
    """Return the letter of a place in a run."""
    return r.value(int, "SELECT notice_id FROM run_letter WHERE id = ?", row_id) or 0
