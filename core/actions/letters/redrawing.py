"""Letters made, drawn again: where a file was lost, and to tell whether a letter still says what its sheet says."""

import hashlib
from datetime import date

from core.actions.common import agency
from core.actions.common.kept_files import keep_letter, letter_content
from core.actions.letters.noticing import letter_facts
from core.base.errors import UserError
from core.base.records import replace
from core.model.letter import TODAY, LetterFacts
from core.notices.binding import words
from core.notices.render import render
from core.notices.sheet import FACTS, facts_from
from core.notices.texts import texts_of
from core.records.notice import Notice
from core.store.port import Reader, Store
from core.store.settings import saved_setting


def registered_pdf(store: Store, letter: Notice) -> bytes | None:
    """Return the PDF of a letter as it was registered; a file that is gone is drawn again when it comes out the same to
    the byte, with the texts it was made with. None when it cannot be had: the letter is then to be prepared again."""
    pdf = letter_content(store, letter.file)
    if pdf is not None and hashlib.sha256(pdf).hexdigest() == letter.sha256:
        return pdf
    if texts_of(letter.versions) is None:
        return None
    try:
        drawn = render(as_made(store, letter))
    except UserError:
        return None
    if drawn.sha256 != letter.sha256:
        return None
    keep_letter(store, letter.file, drawn.pdf)
    return drawn.pdf


def as_made(store: Store, letter: Notice) -> LetterFacts:
    """Return what a letter said of the agency when it was made, where that was kept, and of the person what its sheet
    says, in its texts where they can be drawn."""
    facts = replace(facts_of(store, letter), texts=texts_of(letter.versions) or TODAY)
    with store.read() as r:
        return said_then(r, letter.versions, facts)


def said_then(r: Reader, versions: str, facts: LetterFacts) -> LetterFacts:
    """Return ``facts`` with what letters of these versions said of the agency and chose, unchanged where it was not
    kept."""
    version = next((word for word in versions.split() if word.startswith(FACTS)), "")
    text = saved_setting(r, version) if version else ""
    if not text:
        return facts
    agency_then, look = facts_from(text, facts.look)
    return replace(facts, agency=agency_then, look=look)


def drawn_again(store: Store, letter: Notice, pdf: bytes) -> tuple[LetterFacts | None, bool]:
    """Draw a letter made as it would be made now, and return (the facts that give the same bytes, None when none do;
    whether it would say something else). One that an older program drew otherwise, and that says the same, has no facts
    and is not changed."""
    try:
        facts = facts_of(store, letter)
        now = render(facts)
    except UserError:
        return None, True
    if now.sha256 == letter.sha256:
        return facts, False
    return None, words(now.pdf) != words(pdf)


def changed_since(store: Store, letter: Notice, pdf: bytes) -> bool:
    """Tell whether a letter made says something else than one made now would: the sheet, or what the agency says of
    itself, changed. A letter that could no longer be made at all is another matter: see ``why_not_printed``."""
    _facts, is_changed = drawn_again(store, letter, pdf)
    return is_changed


def facts_of(store: Store, letter: Notice) -> LetterFacts:
    """Return what a letter made would say if it were made now, of its own day and reference."""
    with store.read() as r:
        settings, day = agency.settings(r), date.fromisoformat(letter.day)
        return letter_facts(r, letter.lead_id, settings, day=day, reference=letter.reference)
