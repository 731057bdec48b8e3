"""The words to say, one line per point, ticked as it is said, and the note of the call."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from core.actions.calling.oral_notice import FIRST_LAYER
from core.base.i18n import _, n_
from core.base.records import replace
from core.notices.call_script import Part
from ui.look.theme import Theme
from ui.widgets.card import MarginRows
from ui.widgets.fields import CheckBox, fit_height
from ui.widgets.label import paragraph, set_ink
from ui.widgets.paint import key_cap, key_width

RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteField(QPlainTextEdit):
    """The field. ``kept`` is emitted on Ctrl+Entrée."""

    kept = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("note")
        self.setAccessibleName(_("Note de l’appel"))
        self.setAccessibleDescription(_("Ctrl+Entrée : noter et suivant"))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("Note : ce que la personne a dit, en quelques mots"))
        fit_height(theme, self, 58)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit ``kept`` on Ctrl+Entrée; every other key is text."""
        if event.key() in RETURNS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.kept.emit()
            return
        super().keyPressEvent(event)

    def begin(self, letter: str) -> None:
        """Go on with the note from a letter that was typed while the keyboard was elsewhere."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.insertPlainText(letter)

    def take_up(self, words: str) -> None:
        """Show a note begun before, to be gone on with: the caret is at its end."""
        self.setPlainText(words)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the key cap where there is room."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        theme = self._theme
        words = _("Ctrl+Entrée : noter et suivant")
        width, high = key_width(theme, words), theme.px(18)
        view = self.viewport()
        if width > view.width() // 2 or self.blockCount() > 1:
            return
        first = self.cursorRect(self.textCursor())
        if first.right() > view.width() - width - 12:
            return
        key_cap(QPainter(view), theme, QRect(view.width() - width - 4, 2, width, high), key=words)


MARGIN = 132


class WordsCard(MarginRows):
    """« À dire ». Ticks stay while the same words are shown. Signals: ``reached``, the sentence to say now;
    ``ticked``, the user ticked or unticked a point."""

    reached = Signal(QWidget)
    ticked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("À dire"), name="words", margin=MARGIN)
        self._parts: tuple[Part, ...] = ()
        self._sentences: list[QLabel] = []
        self._boxes: list[CheckBox] = []
        self._version = ""
        self._telling = True
        self.note.show()
        self._grid.setVerticalSpacing(2)
        self._grid.setContentsMargins(0, 8, 16, 8)
        theme.changed.connect(self._again)

    @property
    def said(self) -> tuple[str, ...]:
        """The keys of the points ticked."""
        ticked = zip(self._parts, self._boxes, strict=False)
        return tuple(part.key for part, mark in ticked if mark.isChecked())

    def show_points(self, points: Sequence[Part], version: str, *, asked: Part) -> None:
        """Show points to tick, then what to answer when the person asks for the source; or keep those already shown
        when they are the same."""
        parts = (*points, replace(asked, key="asked", name=_("Si on demande")))
        self.title.setText(_("À dire"))
        self._version = _("Version {n}").format(n=version.rpartition("-")[2])
        if parts != self._parts or not self._boxes:
            self._fill(parts, ticks=len(points))
        self._show_given()

    def show_cases(self, parts: Sequence[Part], version: str) -> None:
        """Show a greeting and the answers for each case; there is nothing to tick."""
        self.title.setText(_("À répondre"))
        self._version = _("Version {n}").format(n=version.rpartition("-")[2])
        if tuple(parts) != self._parts:
            self._fill(tuple(parts), ticks=0)
        self.note.setText(self._version)

    def untick(self) -> None:
        """Remove every tick, for another call."""
        self.show_said(())

    def show_said(self, points: Sequence[str]) -> None:
        """Tick the points said so far, without a signal."""
        self._telling = False
        for part, mark in zip(self._parts, self._boxes, strict=False):
            mark.setChecked(part.key in points)
        self._telling = True
        self._show_given()

    def _show_given(self) -> None:
        """Show beside the title whether the information is complete, which needs every point of its first layer."""
        left = len(set(FIRST_LAYER) - set(self.said))
        words = n_("{n} point à dire", "{n} points à dire", left).format(n=left) if left else _("information donnée")
        self.note.setText(f"{words}\u00a0· {self._version}")

    def _fill(self, parts: tuple[Part, ...], *, ticks: int) -> None:
        """Show the parts, the first ``ticks`` with a box."""
        self.clear()
        self._parts, self._sentences, self._boxes = parts, [], []
        for place, part in enumerate(parts):
            sentence = paragraph(part.sentence, "script", name=f"say-{part.key}")
            sentence.setMinimumHeight(max(24, self._theme.px(24)))
            sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._sentences.append(sentence)
            self.add(self._tick(part) if place < ticks else self._case(part), sentence)
            set_ink(sentence, "muted" if part.key == "asked" else "text")

    def _tick(self, part: Part) -> QWidget:
        mark = CheckBox(self._theme, part.name, name=f"said-{part.key}")
        mark.setAccessibleName(_("{name}, dit").format(name=part.name))
        mark.setAccessibleDescription(part.sentence)
        place = len(self._boxes)
        mark.toggled.connect(lambda on: self._ticked(place, on))
        self._boxes.append(mark)
        return self._holder(mark)

    def _ticked(self, place: int, on: bool) -> None:
        """Fade the sentence that was said and scroll to the next one."""
        set_ink(self._sentences[place], "muted" if on else "text")
        if not self._telling:
            return
        self._show_given()
        self.ticked.emit()
        if on and place + 1 < len(self._sentences):
            self.reached.emit(self._sentences[place + 1])

    def _case(self, part: Part) -> QWidget:
        return self._holder(paragraph(part.name, ink="muted"))

    def _holder(self, widget: QWidget) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(16, 0, 4, 0)
        row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        held.setFixedWidth(self._theme.px(MARGIN))
        return held

    def _again(self) -> None:
        """Compute the margin again, because the text size changed."""
        ticks, said = len(self._boxes), self.said
        self._fill(self._parts, ticks=ticks)
        if ticks:
            self.show_said(said)
