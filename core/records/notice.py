"""Letters: each row as its table has it."""

from typing import NamedTuple


class Notice(NamedTuple):
    """A letter. ``day``: the one it bears; ``versions``: of its texts; ``file``: its name among the letters;
    ``sha256``: of the PDF; ``printed_at``: when its sheet was said to be out; ``withdrawn_at``: when it was taken back
    before it left, since the person refused or, by ``withdrawn_why``, as another took its place (``replaced``), is
    enough for two sheets that were joined (``joined``), or a copy older than it was restored (``restored``);
    ``unfinished``: it is registered and its file is not written yet; ``consent_months``: how long an agreement lasts by
    its coupon, 0 where it was not noted."""

    id: int = 0
    lead_id: int = 0
    listing_id: int | None = None
    reference: str = ""
    versions: str = ""
    sha256: str = ""
    file: str = ""
    day: str = ""
    at: str = ""
    by: str = ""
    printed_at: str | None = None
    posted_at: str | None = None
    returned_at: str | None = None
    withdrawn_at: str | None = None
    consent_months: int = 0
    unfinished: bool = False
    withdrawn_why: str = ""

    @property
    def replaced(self) -> bool:
        """Tell whether another letter took its place, or is enough for two sheets that were joined."""
        return self.withdrawn_why in ("replaced", "joined")


TEXTS = ("c", "a", "")
"""Decisions on the text: the neutral letter, the ordinary one, the one foreseen."""
LANGUAGES = ("en", "fr", "by country")
AGAIN = ("once", "twice")
"""Whether a second letter may leave."""


class LetterChoice(NamedTuple):
    """What the agency decided on the letter of a lead."""

    id: int = 0
    lead_id: int = 0
    letter: str = ""
    at: str = ""
    by: str = ""


class PrintRun(NamedTuple):
    """Letters sent to a printer together."""

    id: int = 0
    printer: str = ""
    both_sides: bool = False
    at: str = ""
    by: str = ""
    stopped_at: str | None = None
    closed_at: str | None = None


class RunLetter(NamedTuple):
    """One letter of a print run, at its ``place``."""

    id: int = 0
    run_id: int = 0
    notice_id: int = 0
    place: int = 0
    sent_at: str | None = None
    out_at: str | None = None
    left_at: str | None = None
    why: str = ""


class HandOver(NamedTuple):
    """A letter handed as files to a posting service; ``sha256``: of the PDF it was given."""

    id: int = 0
    notice_id: int = 0
    service: str = ""
    sha256: str = ""
    at: str = ""
    by: str = ""
