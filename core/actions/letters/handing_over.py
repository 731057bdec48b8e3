"""Letters made handed over as files: all in one PDF to print elsewhere, or one PDF each with a list of addresses, for a
posting service. None counts as printed for that: they are once they are posted."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from core.actions.common import agency
from core.actions.common.files import made_folder, write_whole
from core.actions.common.judging import law_of
from core.actions.letters.noticing import letter_facts
from core.actions.letters.print_runs import changed_since, registered_pdf, why_not_printed
from core.base.countries import country_of
from core.base.progress import Progress, silent
from core.model.print_run import Held, WhyLeft
from core.notices.binding import bind
from core.notices.sheet import address_lines
from core.store import notices
from core.store.notices import MadeLetter
from core.store.port import Store

ADDRESSES = "adresses.csv"
_HEAD = ("référence", "fichier", *(f"ligne {line}" for line in range(1, 7)), "pays")
_LINES = 6
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def bind_letters(
    store: Store, notice_ids: Iterable[int], out: Path, *, by: str, at: datetime, progress: Progress = silent
) -> tuple[list[int], list[Held]]:
    """Write these letters in one PDF, as they were registered, each on sheets of its own; return those written and
    those held. Raises UserError PDF_OPEN, FOLDER_READ_ONLY, DISK_FULL."""
    found, held = _ready(store, notice_ids, by=by, at=at, progress=progress)
    if found:
        write_whole(out, bind([pdf for _letter, pdf in found]))
    return [letter.id for letter, _pdf in found], held


def hand_to_service(
    store: Store, notice_ids: Iterable[int], out: Path, *, by: str, at: datetime, progress: Progress = silent
) -> tuple[list[int], list[Held]]:
    """Write into a folder one PDF for each of these letters, and :data:`ADDRESSES`, the six lines of each address (NF Z
    10-011); return those written and those held. Raises UserError PDF_OPEN, FOLDER_READ_ONLY, DISK_FULL."""
    made_folder(out)
    found, held = _ready(store, notice_ids, by=by, at=at, progress=progress)
    text = StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(_HEAD)
    for letter, pdf in found:
        write_whole(out / letter.file, pdf)
        table.writerow([letter.reference, letter.file, *map(_plain, _address(store, letter))])
    if found:
        write_whole(out / ADDRESSES, text.getvalue().encode("utf-8-sig"))
    return [letter.id for letter, _pdf in found], held


def _ready(
    store: Store, notice_ids: Iterable[int], *, by: str, at: datetime, progress: Progress
) -> tuple[list[tuple[MadeLetter, bytes]], list[Held]]:
    found, held = list[tuple[MadeLetter, bytes]](), list[Held]()
    with store.read() as r:
        law = law_of(agency.settings(r))
        letters = notices.letters_by_ids(r, list(dict.fromkeys(notice_ids)))
    for done, letter in enumerate(letters):
        progress(done, len(letters))
        with store.read() as r:
            why = why_not_printed(r, letter, law, at)
        pdf = registered_pdf(store, letter) if why is None else None
        if pdf is not None and changed_since(store, letter, pdf):
            held.append(Held(letter.id, letter.reference, WhyLeft.CHANGED))
        elif pdf is None:
            held.append(Held(letter.id, letter.reference, why or WhyLeft.LOST))
        else:
            found.append((letter, pdf))
    return found, held


def _address(store: Store, letter: MadeLetter) -> list[str]:
    """Return the six lines of the address of a letter, the empty ones last, and its country."""
    with store.read() as r:
        settings = agency.settings(r)
        day = date.fromisoformat(letter.day)
        facts = letter_facts(r, letter.lead_id, settings, day=day, reference=letter.reference)
    country = country_of(facts.address, facts.town)
    lines = address_lines(facts)[: -1 if country is not None else None]
    return [*lines, *[""] * (_LINES - len(lines)), country.line if country is not None else "FRANCE"]


def _plain(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
