"""Widgets that show a verdict: a line for a contact point, a panel for the call desk. A table paints its own cells."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from core.base.i18n import _
from core.model.verdict import Light, Reason, Verdict
from core.words.verdicts import change, light_word, original, reference, sentence
from ui.look.icons import Shape, draw_light
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph, set_ink, set_tip, value
from ui.widgets.layouts import STRETCH, Themed, drop, hbox, vbox
from ui.widgets.paint import box
from ui.widgets.speech import announce


class LightMark(Themed, QWidget):
    """The shape of a light, or of what may be done now. A label beside it holds the word, which screen readers read."""

    def __init__(self, theme: Theme, light: Shape, *, side: int = 16) -> None:
        super().__init__(theme)
        self._side = side
        self.light = light
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_light(self, light: Shape) -> None:
        """Show another light."""
        self.light = light
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._side), self._theme.px(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        draw_light(QPainter(self), self._theme, self.light, rect=QRectF(0, 0, side, side))


class VerdictLine(Themed, QFrame):
    """The verdict on one contact point: shape in the margin, contact in semibold, word and reason below."""

    margin = 44

    def __init__(
        self, theme: Theme, contact: str, verdict: Verdict, *, name: str, edited: QWidget | None = None
    ) -> None:
        """``edited``: what shows the contact point in its place, to be edited there."""
        super().__init__(theme, name=name)
        self._mark = LightMark(theme, verdict.light)
        self._contact = value(contact, semibold=True)
        if edited is not None:
            self._contact.hide()
        self._reason = paragraph("", "caption", ink="muted")
        hbox(
            (self._mark, 0, Qt.AlignmentFlag.AlignTop),
            28,
            (vbox(edited or self._contact, self._reason, spacing=2), 1),
            on=self,
            margins=(12, 7, 12, 7),
            spacing=0,
        )
        self.show_verdict(contact, verdict)

    def show_verdict(self, contact: str, verdict: Verdict) -> None:
        """Show ``verdict`` for the contact point ``contact``."""
        self._mark.show_light(verdict.light)
        self._contact.setText(contact)
        words = sentence(verdict.reasons[0])
        self._reason.setText(words)
        self.setAccessibleName(f"{contact}, {light_word(verdict)}. {words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        x = 12 + self._mark.sizeHint().width() + 16
        QPainter(self).fillRect(x, 0, 1, self.height(), self._theme.color("margin"))


LARGE = 150
"""Text size, in percent, from which a reference stands under its sentence."""


class VerdictPanel(Themed, QFrame):
    """The verdict of the call desk: shape in a margin of 64, word, then every reason with its reference."""

    def __init__(self, theme: Theme, *, name: str = "verdict") -> None:
        super().__init__(theme, name=name)
        self._light = Light.FORBIDDEN
        self._mark = LightMark(theme, self._light, side=32)
        self._word = label("", "verdict", name=f"{name}-word")
        self._main = paragraph("", semibold=True, name=f"{name}-reason")
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(3)
        self._main_source = _source("")
        self._others: list[QLabel] = []
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._foot = paragraph("", ink="muted", name=f"{name}-change")
        self._short = self._brief = self._noted = False
        self.proof = Button(theme, "", name=f"{name}-proof", kind="link")
        self._add(0, self._main, self._main_source)
        self._lay_out()
        theme.changed.connect(self._again)

    def show_verdict(self, verdict: Verdict, *, note: str = "", proof: str = "") -> None:
        """Show ``verdict``. ``note`` replaces the last line (attempts left, hours allowed); ``proof`` is the word of
        the link to the proof, no link when empty. A change of light is announced to screen readers."""
        changed = verdict.light is not self._light
        self._light = verdict.light
        self._mark.show_light(verdict.light)
        word = light_word(verdict)
        self._word.setText(word)
        set_ink(self._word, verdict.light.value)
        first, *reasons = verdict.reasons
        self._main.setText(sentence(first))
        self._main_source.setText(reference(first))
        set_tip(self._main_source, _program_reference(first))
        self._fill(reasons)
        foot = note or _what_next(verdict)
        self._foot.setText(foot)
        self._noted = bool(note)
        self._hide()
        self.proof.reword(proof)
        self.proof.setVisible(bool(proof))
        words = " ".join([f"{word}.", *(sentence(reason) for reason in verdict.reasons)])
        self.setAccessibleName(words)
        if changed and self.isVisible():
            announce(self, word)
        self.update()

    def shorten(self, *, short: bool, brief: bool = False) -> None:
        """Show the word and one reason only (``short``), as during a call, whose light stays in sight; the word alone
        (``brief``) where there is no room for more. What is not shown is still told to screen readers."""
        self._short, self._brief = short, short and brief
        for spot, proof in ((self._top, short), (self._last, not short)):
            if proof:
                spot.addWidget(self.proof)
        self._left.setContentsMargins(16, 6 if short else 15, 17, 6 if short else 0)
        self._right.setContentsMargins(16, 5 if short else 9, 16, 6 if short else 10)
        self._hide()

    def _hide(self) -> None:
        short = self._short
        self._main.setVisible(not self._brief)
        self._main_source.setVisible(not short)
        for other in self._others:
            other.setVisible(not short)
        self._foot.setVisible(bool(self._foot.text()) and not self._brief and (self._noted or not short))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = self._light.value
        box(painter, self._theme, self.rect(), ground=f"{token}-tint", edge=token, radius=8)
        painter.fillRect(self._margin(), 1, 1, self.height() - 2, self._theme.color(token))

    def _margin(self) -> int:
        return 32 + self._theme.px(32)

    def _fill(self, others: list[Reason]) -> None:
        for old in self._others:
            drop(old)
        self._others, self._rows = [], self._rows[:1]
        for line, reason in enumerate(others, start=1):
            source = _source(reference(reason))
            set_tip(source, _program_reference(reason))
            self._add(line, paragraph(sentence(reason)), source)

    def _add(self, line: int, words: QLabel, source: QLabel) -> None:
        self._rows = [*self._rows[:line], (words, source)]
        self._place(line)
        if line:
            self._others += [words, source]

    def _place(self, line: int) -> None:
        """Put the reference beside its sentence, or under it when large text leaves no room for both."""
        words, source = self._rows[line]
        under = self._theme.px(100) >= LARGE
        self._grid.addWidget(words, 2 * line, 0)
        self._grid.addWidget(source, 2 * line + under, int(not under))
        side = Qt.AlignmentFlag.AlignLeft if under else Qt.AlignmentFlag.AlignRight
        source.setAlignment(side | Qt.AlignmentFlag.AlignTop)

    def _again(self) -> None:
        for line in range(len(self._rows)):
            self._place(line)

    def _lay_out(self) -> None:
        self._left = vbox(self._mark, STRETCH, margins=(16, 15, 17, 0))
        self._top, self._last = hbox((self._word, 1)), hbox((self._foot, 1), self.proof, spacing=12)
        self._right = vbox(self._top, self._grid, self._last, margins=(16, 9, 16, 10), spacing=2)
        hbox(self._left, (self._right, 1), on=self, spacing=0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)


def _what_next(verdict: Verdict) -> str:
    """Return until when an allowed verdict holds, or what would change another one."""
    words = change(verdict.reasons[0])
    if verdict.allowed or not words:
        return words
    return _("Ce qui changerait\u202f: {what}").format(what=words[0].lower() + words[1:])


def _program_reference(reason: Reason) -> str:
    """Return the program's own reference, when the agency's counsel replaced the one shown."""
    return _("Référence du programme : {original}").format(original=original(reason)) if original(reason) else ""


def _source(text: str) -> QLabel:
    return label(text, ink="muted")
