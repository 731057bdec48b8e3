"""Letters made handed over as files: all in one PDF to print elsewhere, or as a posting service takes them. None counts
as printed for that: they are once they are posted."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from core.actions.common import agency
from core.actions.common.files import made_folder, made_whole
from core.actions.common.judging import law_of
from core.actions.common.settings_texts import service_texts
from core.actions.letters.households import in_envelopes
from core.actions.letters.letterhead import sample
from core.actions.letters.mail_service import check_said, check_service
from core.actions.letters.print_runs import why_not_printed
from core.actions.letters.redrawing import drawn_again, registered_pdf
from core.actions.letters.service_files import Addressed, addressed, why_held, write_service_files
from core.base.moments import AGENCY_ZONE, kept
from core.base.progress import Progress, silent
from core.base.records import replace
from core.model.letter import LetterFacts
from core.model.mail_service import MailProfile
from core.model.print_run import SkippedLetter, WhyLeft
from core.model.settings import Settings
from core.notices.agency_gaps import agency_missing
from core.notices.binding import bind
from core.notices.render import write_batch
from core.records.notice import Notice
from core.store import notices
from core.store.port import Store, Value
from core.words.errors import error

TRIAL = ("ESS-A22", "ESS-A33")
"""The references of the two letters that try a service."""
Ready = tuple[Notice, LetterFacts | None]
"""A letter to hand over, and the facts that draw it again to the byte, if any do."""


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
    """Write into a folder the files that the agency's posting service takes, of these letters, and note that they are
    handed to it: nothing is sent. Return those written and those held. Raises UserError as
    :func:`core.actions.letters.mail_service.check_service` does, PDF_OPEN, FOLDER_READ_ONLY, DISK_FULL."""
    with store.read() as r:
        settings = agency.settings(r)
    profile = check_service(settings)
    made_folder(out)
    drawable, skipped = _ready(store, notice_ids, by=by, at=at, progress=progress)
    with store.read() as r:
        groups = enumerate(in_envelopes(r, [letter for letter, _facts in drawable]), 1)
    numbers = {letter.id: number for number, group in groups for letter in group}
    letters = list[tuple[Notice, Addressed]]()
    for letter, facts in drawable:
        sheet = addressed(facts, numbers[letter.id]) if facts is not None else None
        why = WhyLeft.CHANGED if sheet is None else _why_held(sheet, settings, profile)
        if sheet is None or why is not None:
            skipped.append(SkippedLetter(letter.id, letter.reference, why or WhyLeft.CHANGED))
        else:
            letters.append((letter, sheet))
    if letters:
        write_service_files([sheet for _letter, sheet in letters], profile, out)
        with store.write("handed to service", by=by, at=at) as w:
            for letter, sheet in letters:
                digest = hashlib.sha256(sheet.pdf).hexdigest()
                row: dict[str, Value] = {"notice_id": letter.id, "service": settings.service.name, "sha256": digest}
                w.insert("hand_over", {**row, "at": kept(at), "by": by})
    return [letter.id for letter, _sheet in letters], skipped


def make_trial(store: Store, out: Path, *, by: str, at: datetime) -> list[Path]:
    """Write into a folder the files of two letters to the agency itself, as its service takes them, and return them:
    they are sent to be seen on paper before anybody's. Raises UserError SERVICE_INCOMPLETE, AGENCY_INCOMPLETE, and as
    :func:`hand_to_service` does for the disk."""
    with store.read() as r:
        settings = agency.settings(r)
    profile = check_said(settings.service)
    if lacking := agency_missing(settings.agency):
        raise error("AGENCY_INCOMPLETE", missing=tuple(lacking))
    today, home = at.astimezone(AGENCY_ZONE).date(), settings.agency
    letters = [
        replace(
            sample(home, today), reference=reference, civility="", first_name="", last_name=home.name,
            address=home.address, postcode=home.postcode, town=home.town, look=settings.look,
        )
        for reference in TRIAL
    ]  # fmt: skip
    made_folder(out)
    files = write_service_files([addressed(facts) for facts in letters], profile, out)
    with store.write("mail service trial", by=by, at=at) as w:
        for key, text in service_texts({"trial_on": today.isoformat()}).items():
            w.set_value("setting", key, text)
    return files


def _why_held(one: Addressed, settings: Settings, profile: MailProfile) -> WhyLeft | None:
    """Return why the service cannot take a letter, None when it can: one that promises an envelope goes with it."""
    if one.facts.agency.reply_prepaid and not settings.service.return_reference:
        return WhyLeft.RETURN
    return why_held(one, profile)


def _ready(
    store: Store, notice_ids: Iterable[int], *, by: str, at: datetime, progress: Progress
) -> tuple[list[Ready], list[SkippedLetter]]:
    """Return the letters that may be handed over, whose files are there and say what is true, and those held."""
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
