"""Letters made handed over as files: all in one PDF to print elsewhere, or one PDF each with a list of addresses, for a
posting service. None counts as printed for that: they are once they are posted."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from core.actions.common import agency
from core.actions.common.files import made_folder, made_whole, write_whole
from core.actions.common.judging import law_of
from core.actions.letters.households import in_envelopes
from core.actions.letters.print_runs import why_not_printed
from core.actions.letters.redrawing import drawn_again, facts_of, registered_pdf
from core.base.countries import country_of
from core.base.progress import Progress, silent
from core.model.letter import LetterFacts
from core.model.print_run import SkippedLetter, WhyLeft
from core.notices.binding import bind
from core.notices.render import write_batch
from core.notices.sheet import address_lines
from core.records.notice import Notice
from core.store import notices
from core.store.port import Store

ADDRESSES = "adresses.csv"
_HEAD = ("référence", "fichier", *(f"ligne {line}" for line in range(1, 7)), "pays", "pli")
_LINES = 6
Ready = tuple[Notice, LetterFacts | None]
"""A letter to hand over, and the facts that draw it again to the byte, if any do."""
Take = Callable[[Notice, bytes], None]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _left(_letter: Notice, _pdf: bytes) -> None:
    """Leave a file where it is."""


def bind_letters(
    store: Store, notice_ids: Iterable[int], out: Path, *, by: str, at: datetime, progress: Progress = silent
) -> tuple[list[int], list[SkippedLetter]]:
    """Write these letters in one PDF, as they were registered, each on sheets of its own; return those written and
    those held. Raises UserError PDF_OPEN, FOLDER_READ_ONLY, DISK_FULL."""
    found, letters = _ready(store, notice_ids, by=by, at=at, progress=progress)
    if found:
        with made_whole(out) as file:
            _bind(store, found, file)
    return [letter.id for letter, _facts in found], letters


def hand_to_service(
    store: Store, notice_ids: Iterable[int], out: Path, *, by: str, at: datetime, progress: Progress = silent
) -> tuple[list[int], list[SkippedLetter]]:
    """Write into a folder one PDF for each of these letters, and :data:`ADDRESSES`, the six lines of each address (NF Z
    10-011) and the number of its envelope, which the letters of one household share; return those written and those
    held. Raises UserError PDF_OPEN, FOLDER_READ_ONLY, DISK_FULL."""
    made_folder(out)

    def keep(letter: Notice, pdf: bytes) -> None:
        write_whole(out / letter.file, pdf)

    found, letters = _ready(store, notice_ids, by=by, at=at, progress=progress, take=keep)
    text = StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(_HEAD)
    with store.read() as r:
        groups = enumerate(in_envelopes(r, [letter for letter, _facts in found]), 1)
    for number, letter in ((number, letter) for number, group in groups for letter in group):
        table.writerow([letter.reference, letter.file, *map(_plain, _address(store, letter)), number])
    if found:
        write_whole(out / ADDRESSES, text.getvalue().encode("utf-8-sig"))
    return [letter.id for letter, _facts in found], letters


def _ready(
    store: Store, notice_ids: Iterable[int], *, by: str, at: datetime, progress: Progress, take: Take = _left
) -> tuple[list[Ready], list[SkippedLetter]]:
    """Return the letters that may be handed over, whose files are there and say what is true, and those held; ``take``
    is given the file of each of the first."""
    found, held = list[Ready](), list[SkippedLetter]()
    with store.read() as r:
        law = law_of(agency.settings(r))
        asked = notices.letters_by_ids(r, list(dict.fromkeys(notice_ids)))
        letters = list(chain.from_iterable(in_envelopes(r, asked)))
    for done_count, letter in enumerate(letters):
        progress(done_count, len(letters))
        with store.read() as r:
            why = why_not_printed(r, letter, law, at)
        pdf = registered_pdf(store, letter) if why is None else None
        if pdf is None:
            held.append(SkippedLetter(letter.id, letter.reference, why or WhyLeft.LOST))
            continue
        facts, is_changed = drawn_again(store, letter, pdf)
        if is_changed:
            held.append(SkippedLetter(letter.id, letter.reference, WhyLeft.CHANGED))
        else:
            take(letter, pdf)
            found.append((letter, facts))
    return found, held


def _bind(store: Store, letters: Sequence[Ready], file: BinaryIO) -> None:
    """Write letters in one PDF: drawn again in a file that holds the fonts once, or bound page by page where one was
    drawn otherwise by an older program."""
    facts = [one for _letter, one in letters if one is not None]
    if len(facts) == len(letters):
        write_batch(facts, file)
    else:
        file.write(bind([pdf for letter, _facts in letters if (pdf := registered_pdf(store, letter)) is not None]))


def _address(store: Store, letter: Notice) -> list[str]:
    """Return the six lines of the address of a letter, the empty ones last, and its country."""
    facts = facts_of(store, letter)
    country = country_of(facts.address, facts.town)
    lines = address_lines(facts)[: -1 if country is not None else None]
    return [*lines, *[""] * (_LINES - len(lines)), country.line if country is not None else "FRANCE"]


def _plain(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
