"""The right column of the replies: whose coupon it is, its boxes as the coupon prints them, none ticked beforehand,
what is written beside them, and what will follow."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QVBoxLayout

from core.actions.letters import posting
from core.actions.replies.piles import AnsweredLetter, PileRow, answered
from core.actions.replies.recording import Recorded
from core.actions.replies.several import CouponReply
from core.base import text
from core.base.errors import UserError
from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct, field
from core.base.screen_shapes import day
from core.model.reply import LEFT, Box, ReplyRead
from core.store.port import Reader, Store
from core.words.errors import error, user_text
from core.words.replies import boxes_said
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox, text_field
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Themed, fill, nest, vbox
from ui.widgets.lists.table_model import Cell, Column
from ui.widgets.pages import scrolled, stand_beside

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
    letter: AnsweredLetter | None = None
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

    def said(self, today: date) -> CouponReply:
        """Return what the coupon says. Raises UserError BAD_MOMENT for a day or an hour that cannot be read."""
        received = text.parse_day(self.received) if self.received.strip() else today
        when = text.parse_moment(self.when) if self.when.strip() else None
        if received is None or (self.when.strip() and when is None):
            raise error("BAD_MOMENT", value=self.received if received is None else self.when)
        moment = when.replace(tzinfo=when.tzinfo or AGENCY_ZONE) if when is not None else None
        reference = self.letter.reference if self.letter else self.reference
        said = ReplyRead(reference, frozenset(self.boxes), received, when=moment, number=self.number, block=self.block)
        return CouponReply(said, self.picture)


def whose(store: Store, reference: str) -> AnsweredLetter | str:
    """Return whose letter a reference is, or the sentence that says it is nobody's."""
    with store.read() as r:
        return _whose(r, reference)


def _whose(r: Reader, reference: str) -> AnsweredLetter | str:
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
        line.problem = row.problem or user_text("SCAN_UNREADABLE", n=row.page)
    elif row.letter is None:
        line.problem = user_text("SCAN_UNKNOWN", n=row.page, reference=row.reference)
    return line


def reply_columns() -> tuple[Column[ReplyLine], ...]:
    """Return the columns of the pile."""
    return (
        Column("name", _("De"), 150, _name),
        Column("said", _("Ce qu’il dit"), 176, _said),
        Column("reference", _("Référence"), 96, _reference),
    )


def to_record(lines: Sequence[ReplyLine]) -> list[ReplyLine]:
    """Return the lines that are clear."""
    return [line for line in lines if line.ready]


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


WIDE = 300
TALL = 220
"""Height, at 100 %, where it stands under the pile."""
PRINTED: Sequence[tuple[str, tuple[tuple[Box, str], ...]]] = (
    (
        N_("Je m’oppose"),
        ((Box.OPPOSE, N_("Je m’oppose")), (Box.CONFIRM, N_("Je veux une confirmation"))),
    ),
    (
        N_("Ma réponse"),
        (
            (Box.ESTIMATE, N_("Je souhaite une estimation")),
            (Box.CALL_ME, N_("Rappelez-moi, pour l’estimation")),
            (Box.FORM, N_("Envoyez-moi le formulaire")),
            (Box.SOLD, N_("Le bien est vendu ou loué")),
            (Box.NOT_ME, N_("Je ne suis pas la personne")),
        ),
    ),
    (
        N_("Ou"),
        (
            (Box.BLANK, N_("Rien n’est coché")),
            (Box.RETURNED, N_("Revenue de la poste (NPAI)")),
            (Box.REFUSE_CALLS, N_("Formulaire\u202f: NON aux appels")),
            (Box.REFUSE_ELECTRONIC, N_("Formulaire\u202f: NON, ni e-mail ni SMS")),
        ),
    ),
)
"""The boxes in the order of the paper, under the words it prints."""
KEYS = "1234567890"
"""The keys that tick the first boxes."""


class ReplyPanel(Themed, QFrame):
    """The column. ``changed``: something was ticked or typed; ``record``, ``further``, ``agrees``: its buttons."""

    changed = Signal()
    record = Signal()
    further = Signal()
    agrees = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="reply-panel")
        self._line: ReplyLine | None = None
        self.setProperty("ground", "surface")
        self._inner = QFrame()
        self._inner.setProperty("ground", "surface")
        self._name = paragraph("", semibold=True, name="reply-name")
        self._letter = paragraph("", "caption", ink="muted", name="reply-letter")
        column = vbox(self._name, self._letter, on=self._inner, margins=(16, 12, 16, 4), spacing=2)
        self.boxes: dict[Box, CheckBox] = {}
        self.fields: dict[str, QLineEdit] = {
            "number": text_field(theme, name="reply-number", title=_("Numéro écrit pour le rappel"),
                                 hint=_("Numéro écrit")),
            "when": text_field(theme, name="reply-when", title=_("Jour et heure demandés"),
                               hint=_("Jour, heure\u202f: 25/11/2026 11:00")),
            "block": text_field(theme, name="reply-block", title=_("Au dos, à bloquer aussi"),
                                hint=_("Au dos\u202f: à bloquer aussi")),
            "received": text_field(theme, name="reply-received", title=_("Reçu le"),
                                   hint=_("Reçu aujourd’hui")),
        }  # fmt: skip
        self._lay_boxes(column)
        fill(column, 6, self.fields["received"], STRETCH)
        self._column = column
        self._foot()
        theme.follow(self._fit)

    def _foot(self) -> None:
        """Lay the boxes, which may be taller than the window, above what follows and the buttons, always in sight."""
        self._area = scrolled(self._inner, name="reply-boxes", across=False)
        self._area.setProperty("ground", "surface")
        layout = vbox((self._area, 1), on=self)
        self._under = vbox(margins=(16, 0, 16, 12), spacing=6)
        self._told = QFrame()
        told = vbox(label(_("Ensuite"), "caption", ink="muted"), on=self._told, margins=(0, 4, 0, 4))
        self.follows = paragraph("", "caption", name="reply-follows")
        told.addWidget(self.follows)
        theme, words = self._theme, _("Enregistrer la réponse")
        self.save = Button(theme, words, name="reply-record", kind="primary", key="Ctrl+Entrée", press=self.record)
        self.next = Button(theme, _("Page suivante"), name="reply-next", press=self.further)
        self.agree = Button(theme, _("Accord signé…"), name="reply-agrees", kind="link", press=self.agrees)
        fill(self._under, self.save, self.next, self.agree)
        nest(layout, self._under)

    def show_line(self, line: ReplyLine | None, today: date) -> None:
        """Show one coupon; nothing is ticked but what a person ticked."""
        self._line = None
        for box, mark in self.boxes.items():
            mark.setChecked(line is not None and box in line.boxes)
        values = (line.number, line.when, line.block, line.received) if line else ("",) * 4
        for (key, shown), value in zip(self.fields.items(), values, strict=True):
            shown.setText(value)
            if key in ("number", "when"):
                shown.setVisible(line is not None and Box.CALL_ME in line.boxes)
        self._line = line
        self.tell_line(line)

    def tell_line(self, line: ReplyLine | None) -> None:
        """Say whose letter a coupon answers, and open its boxes where that is known."""
        letter = line.letter if line else None
        open_ = line is not None and not line.done and letter is not None
        name = letter.name or _("Madame, Monsieur") if letter else _("Aucune lettre")
        self._name.setText(_("Fiche effacée") if letter and letter.erased else name)
        words = line.problem if line and line.problem else _("Tapez la référence du coupon.")
        if letter is not None:
            words = _("{reference}, lettre du {day}").format(
                reference=letter.reference, day=day(date.fromisoformat(letter.day))
            )
        self._letter.setText(words)
        for widget in (*self.boxes.values(), *self.fields.values()):
            widget.setEnabled(open_)
        self.agree.setEnabled(open_ and letter is not None and not letter.erased)

    def show_follows(self, sentences: Sequence[str]) -> None:
        """Say what recording it will do."""
        self.follows.setText("\n".join(sentences))

    def show_count(self, count: int) -> None:
        """Say how many coupons the button records."""
        words = n_("Enregistrer {n} réponse", "Enregistrer {n} réponses", count).format(n=count)
        self.save.reword(words if count else _("Enregistrer"))
        self.save.setEnabled(count > 0)

    def tick(self, key: str) -> bool:
        """Tick or untick a box by its figure; return whether there is one."""
        place = KEYS.find(key)
        marks = list(self.boxes.values())
        if not key or not 0 <= place < len(marks) or not marks[place].isEnabled():
            return False
        marks[place].toggle()
        return True

    def _lay_boxes(self, column: QVBoxLayout) -> None:
        place = 0
        for title, boxes in PRINTED:
            fill(column, 6, label(_(title), "caption", ink="muted"))
            for box, words in boxes:
                figure = KEYS[place] + "  " if place < len(KEYS) else ""
                mark = CheckBox(self._theme, figure + _(words), name=f"box-{box.value}")
                mark.setAccessibleName(_(words))
                mark.toggled.connect(self._gather)
                self.boxes[box] = mark
                column.addWidget(mark)
                place += 1
                if box is Box.CONFIRM:
                    column.addWidget(self.fields["block"])
                if box is Box.CALL_ME:
                    fill(column, self.fields["number"], self.fields["when"])
        for shown in self.fields.values():
            shown.textEdited.connect(self._gather)

    def _gather(self) -> None:
        """Put what is ticked and typed in the line."""
        line = self._line
        if line is None:
            return
        line.boxes = {box for box, mark in self.boxes.items() if mark.isChecked()}
        for key in ("number", "when"):
            self.fields[key].setVisible(Box.CALL_ME in line.boxes)
        line.number, line.when = self.fields["number"].text(), self.fields["when"].text()
        line.block, line.received = self.fields["block"].text(), self.fields["received"].text()
        self.changed.emit()

    def stand_in(self, row: QBoxLayout) -> None:
        """Stand beside the pile, the width in step with the text; or under it."""
        wide = self._inner.minimumWidth() + self._area.verticalScrollBar().sizeHint().width()
        stand_beside(self._theme, self, row, wide=wide, tall=self._theme.px(TALL))

    def _fit(self) -> None:
        """Keep the width of the boxes in step with the text; with large text, what follows goes down with them."""
        wide = self._theme.px(WIDE)
        self._inner.setMinimumWidth(wide)
        if wide > WIDE * 1.4:
            self._column.addWidget(self._told)
        else:
            self._under.insertWidget(0, self._told)
