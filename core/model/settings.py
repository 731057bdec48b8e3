"""The agency's settings: typed, declared once here, stored in the base as texts."""

from core.base.records import Struct, field
from core.model.agency import Agency
from core.model.letter_look import USUAL, LetterLook
from core.model.mail_service import MailService


class Settings(Struct, frozen=True):
    """What the agency chose. ``local_holidays``: also no calls on the holidays of Alsace-Moselle and overseas, by
    prudence. ``retention_at_start``: each start erases what has been kept long enough. ``second_letter``: a second
    letter is offered to a person who did not answer. ``sheet_confirmed``: when the recovery sheet was; ``last_drill``:
    when a backup was last restored for trial. ``page_saved``: the day the page « vos données » was, ``page_sha``:
    SHA-256 of that file, ``page_said``: JSON, claim → what it says. ``update_page``: where newer versions are, opened
    by hand. ``answers_read``: the day somebody read again what the agency answered of its letters. ``references``:
    legal references its counsel corrected, as (rule, the rulebook's, the one to show), in a table of their own."""

    agency: Agency = field(default_factory=Agency)
    look: LetterLook = USUAL
    service: MailService = field(default_factory=MailService)
    user: str = ""
    caller_number: str = ""
    local_holidays: bool = True
    started: bool = False
    last_backup: str = ""
    backup_folder: str = ""
    backup_days: int = 30
    sheet_confirmed: str = ""
    last_drill: str = ""
    retention_at_start: bool = False
    second_letter: bool = True
    page_saved: str = ""
    page_sha: str = ""
    page_said: str = ""
    update_page: str = ""
    answers_read: str = ""
    references: tuple[tuple[str, str, str], ...] = ()

    @property
    def answers_year(self) -> str:
        """The year in which somebody last read what the agency answers; that of the first questions where no base noted
        it."""
        return self.answers_read[:4] or "2026"


class PageChanges(Struct, frozen=True):
    """What the page « vos données » saved last says otherwise than the agency: ``former``: its words that are true no
    more; ``missing``: words that it lacks; ``vital``: some tell rights, or who sees the data."""

    former: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    vital: bool = False

    @property
    def stale(self) -> bool:
        """Tell whether the page is to be saved again."""
        return bool(self.former or self.missing)
