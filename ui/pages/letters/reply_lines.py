"""One coupon of the pile being recorded: whose it is, what a person ticked on it, and where it stands."""

from collections.abc import Sequence
from datetime import date

from core.actions.letters import posting
from core.actions.replies.piles import Answered, PileRow, answered
from core.actions.replies.recording import Recorded
from core.actions.replies.several import Coupon
from core.base import text
from core.base.errors import UserError
from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct, field
from core.model.reply import LEFT, Box, ReplyRead
from core.store.port import Reader, Store
from core.words.errors import error
from core.words.replies import boxes_said, noted
from ui.widgets.lists.table_model import Cell, Column

REFUSED_ALL_THE_SAME = N_("Si c’est un refus, bloquez ce qui est écrit sur le coupon.")
"""What is left to do with a coupon whose letter nobody knows."""


class ReplyLine(Struct):
    """A line of the pile. ``picture``: the file of its page, empty for a reference typed; ``letter``: None while it is
    not known whose it is, ``problem`` then says why. ``boxes``, ``when``, ``number``, ``block``, ``received``: as
    ticked and typed."""

    id: int
    file: str = ""
    page: int = 0
    reference: str = ""
    picture: str = ""
    letter: Answered | None = None
    problem: str = ""
    boxes: set[Box] = field(default_factory=set)
    when: str = ""
    number: str = ""
    block: str = ""
    received: str = ""
    done: bool = False

    @property
    def ready(self) -> bool:
        """Tell whether it may be recorded."""
        return self.letter is not None and not self.done and bool(self.boxes or self.block.strip())

    def said(self, today: date) -> Coupon:
        """Return what the coupon says. Raises UserError BAD_MOMENT for a day or an hour that cannot be read."""
        received = text.parse_day(self.received) if self.received.strip() else today
        when = text.parse_moment(self.when) if self.when.strip() else None
        if received is None or (self.when.strip() and when is None):
            raise error("BAD_MOMENT", value=self.received if received is None else self.when)
        moment = when.replace(tzinfo=when.tzinfo or AGENCY_ZONE) if when is not None else None
        reference = self.letter.reference if self.letter else self.reference
        said = ReplyRead(reference, frozenset(self.boxes), received, when=moment, number=self.number, block=self.block)
        return Coupon(said, self.picture)


def whose(store: Store, reference: str) -> Answered | str:
    """Return whose letter a reference is, or the sentence that says it is nobody's."""
    with store.read() as r:
        return _whose(r, reference)


def _whose(r: Reader, reference: str) -> Answered | str:
    try:
        return answered(r, posting.letter_of(r, reference))
    except UserError as problem:
        return problem.text


def read_again(r: Reader, line: ReplyLine) -> bool:
    """Read again whose letter a line that waits answers, and return whether that changed: their sheet may have been
    erased or joined meanwhile, or the letter be of a base that another took the place of, which may be put back."""
    if not line.reference or line.done:
        return False
    known, before = _whose(r, line.reference), line.letter
    if not isinstance(known, str):
        line.letter, line.problem = known, ""
    elif before is not None:
        line.letter, line.problem = None, known
    return line.letter != before


def told_of(line: ReplyLine | None) -> list[str]:
    """Return what is said, in the place of what would follow, of a line that is not to be recorded."""
    if line is None:
        return []
    if line.done:
        return [_("C’est noté.")]
    return [_(REFUSED_ALL_THE_SAME)] if line.letter is None and line.boxes & LEFT else []


def line_of(line_id: int, row: PileRow) -> ReplyLine:
    """Return the line of one coupon of a pile."""
    line = ReplyLine(line_id, row.file, row.page, row.reference, row.picture, row.letter)
    if row.problem or not row.reference:
        line.problem = row.problem or noted("SCAN_UNREADABLE", n=row.page)
    elif row.letter is None:
        line.problem = noted("SCAN_UNKNOWN", n=row.page, reference=row.reference)
    return line


def reply_columns() -> tuple[Column[ReplyLine], ...]:
    """Return the columns of the pile."""
    return (
        Column("name", _("De"), 150, _name, sortable=False),
        Column("said", _("Ce qu’il dit"), 176, _said, sortable=False),
        Column("reference", _("Référence"), 96, _reference, sortable=False),
    )


def to_record(lines: Sequence[ReplyLine]) -> list[ReplyLine]:
    """Return the lines that are clear."""
    return [one for one in lines if one.ready]


def _name(line: ReplyLine) -> Cell:
    if line.letter is not None:
        name = _("Fiche effacée") if line.letter.erased else line.letter.name or _("Madame, Monsieur")
        return Cell(name, semibold=True)
    return Cell(_("Référence inconnue") if line.reference else _("Référence non lue"), "wait", semibold=True)


def _said(line: ReplyLine) -> Cell:
    if line.done:
        return Cell(_("Noté"), "allowed", icon="check")
    if line.problem:
        return Cell(line.problem, "wait", icon="warning")
    if not line.boxes:
        return Cell(_("Rien de dit encore"), "muted")
    return Cell(boxes_said(line.boxes), "opposed" if line.boxes & LEFT else "text", semibold=bool(line.boxes & LEFT))


def _reference(line: ReplyLine) -> Cell:
    where = _("page {n}").format(n=line.page) if line.page else ""
    return Cell(line.letter.reference if line.letter else line.reference or where, "muted")


def recorded_words(done: Sequence[tuple[ReplyLine, Recorded]], problem: str) -> tuple[str, str, str]:
    """Return the kind, the fact and the sentence of the message about coupons recorded; ``problem``: why another was
    not, empty for none."""
    bold = n_("{n} réponse enregistrée.", "{n} réponses enregistrées.", len(done)).format(n=len(done))
    more = problem
    if not problem and len(done) == 1:
        [(line, one)] = done
        name = f"{line.letter.name}. " if line.letter is not None and line.letter.name else ""
        more = name + " ".join(one.told)
    kind = "opposed" if any(one.gestures for _line, one in done) else "done"
    return "caution" if problem else kind, bold, more
