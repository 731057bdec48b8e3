"""The right column of the replies: the boxes as the coupon prints them, none ticked beforehand, what is written beside
them, and what will follow."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QScrollArea, QVBoxLayout

from core.base.french import day
from core.base.i18n import N_, _, n_
from core.model.reply import Box
from ui.look.theme import Theme
from ui.pages.letters.reply_lines import ReplyLine
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox, text_field
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import nest
from ui.widgets.pages import stand_beside

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


class ReplyPanel(QFrame):
    """The column. ``changed``: something was ticked or typed; ``record``, ``further``, ``agrees``: its buttons."""

    changed = Signal()
    record = Signal()
    further = Signal()
    agrees = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._line: ReplyLine | None = None
        self.setObjectName("reply-panel")
        self.setProperty("ground", "surface")
        self._inner = QFrame()
        self._inner.setProperty("ground", "surface")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(16, 12, 16, 4)
        column.setSpacing(2)
        self._name = paragraph("", semibold=True, name="reply-name")
        self._letter = paragraph("", "caption", ink="muted", name="reply-letter")
        column.addWidget(self._name)
        column.addWidget(self._letter)
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
        column.addSpacing(6)
        column.addWidget(self.fields["received"])
        column.addStretch(1)
        self._column = column
        self._foot()
        theme.changed.connect(self._fit)
        self._fit()

    def _foot(self) -> None:
        """Lay the boxes, which may be taller than the window, above what follows and the buttons, always in sight."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setObjectName("reply-boxes")
        self._area.setWidget(self._inner)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setProperty("ground", "surface")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        whole.addWidget(self._area, 1)
        self._under = QVBoxLayout()
        self._under.setContentsMargins(16, 0, 16, 12)
        self._under.setSpacing(6)
        self._told = QFrame()
        told = QVBoxLayout(self._told)
        told.setContentsMargins(0, 4, 0, 4)
        told.addWidget(label(_("Ce qui en suivra"), "caption", ink="muted"))
        self.follows = paragraph("", "caption", name="reply-follows")
        told.addWidget(self.follows)
        self.save = self._button(_("Enregistrer la réponse"), "reply-record", self.record, "primary", "Ctrl+Entrée")
        self.next = self._button(_("Page suivante"), "reply-next", self.further, "secondary", "")
        self.agree = self._button(_("Accord signé…"), "reply-agrees", self.agrees, "link", "")
        for one in (self.save, self.next, self.agree):
            self._under.addWidget(one)
        nest(whole, self._under)

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
        told = line.problem if line and line.problem else _("Tapez la référence du coupon.")
        if letter is not None:
            told = _("{reference}, lettre du {day}").format(
                reference=letter.reference, day=day(date.fromisoformat(letter.day))
            )
        self._letter.setText(told)
        for one in (*self.boxes.values(), *self.fields.values()):
            one.setEnabled(open_)
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
            column.addSpacing(6)
            column.addWidget(label(_(title), "caption", ink="muted"))
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
                    column.addWidget(self.fields["number"])
                    column.addWidget(self.fields["when"])
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

    def _button(self, text: str, name: str, signal: object, kind: str, key: str) -> Button:
        made = Button(self._theme, text, name=name, kind=kind, key=key)  # type: ignore[arg-type]
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda _checked=False: signal.emit())  # type: ignore[attr-defined]
        return made

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
