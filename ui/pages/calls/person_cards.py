"""The cards of the middle column: the words to say, one line per point, and the note of the call; where the data come
from, with the sentence to answer with; and the other channels, each with its own light, when calling is not allowed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from core.actions.calling.calldesk import Desk
from core.actions.calling.oral_notice import FIRST_LAYER
from core.base.i18n import _, n_
from core.base.records import replace
from core.base.screen_shapes import day
from core.model.verdict import Light, Verdict
from core.notices.call_script import ScriptPart
from core.words.verdicts import light_word, reference, sentence
from ui.look.theme import Theme
from ui.pages.calls.reading import notice_line, origin_line, origin_title, supplier_line
from ui.widgets.button import ENTER, Button
from ui.widgets.card import Card, Hairline, MarginRows
from ui.widgets.fields import CheckBox, fit_height
from ui.widgets.flow import Turning
from ui.widgets.label import label, paragraph, polish, set_ink, value
from ui.widgets.layouts import Themed, fill, hbox, vbox, widget_of
from ui.widgets.paint import Surfaced, hairline, key_cap, key_width, margin_line
from ui.widgets.verdict import LightMark


class NoteField(Themed, QPlainTextEdit):
    """The field. ``kept`` is emitted on Ctrl+Entrée."""

    kept = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="note", title=_("Note de l’appel"))
        self.setAccessibleDescription(_("Ctrl+Entrée : noter et suivant"))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("Note : ce que la personne a dit, en quelques mots"))
        fit_height(theme, self, 58)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit ``kept`` on Ctrl+Entrée; every other key is text."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
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


SCRIPT_MARGIN = 132


class WordsCard(MarginRows):
    """« À dire ». Ticks stay while the same words are shown. Signals: ``reached``, the sentence to say now;
    ``ticked``, the user ticked or unticked a point."""

    reached = Signal(QWidget)
    ticked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("À dire"), name="words", margin=SCRIPT_MARGIN)
        self._parts: tuple[ScriptPart, ...] = ()
        self._sentences: list[QLabel] = []
        self.boxes: list[CheckBox] = []
        self._version = ""
        self._telling = True
        self.note.show()
        self._grid.setVerticalSpacing(2)
        self._grid.setContentsMargins(0, 8, 16, 8)
        theme.changed.connect(self._again)

    @property
    def said(self) -> tuple[str, ...]:
        """The keys of the points ticked."""
        ticked = zip(self._parts, self.boxes, strict=False)
        return tuple(part.key for part, mark in ticked if mark.isChecked())

    def show_points(self, points: Sequence[ScriptPart], version: str, *, asked: ScriptPart) -> None:
        """Show points to tick, then what to answer when the person asks for the source; or keep those already shown
        when they are the same."""
        parts = (*points, replace(asked, key="asked", name=_("Si on demande")))
        self.title.setText(_("À dire"))
        self._version = _("Version {n}").format(n=version.rpartition("-")[2])
        if parts != self._parts or not self.boxes:
            self._fill(parts, ticks=len(points))
        self._show_given()

    def show_cases(self, parts: Sequence[ScriptPart], version: str) -> None:
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
        for part, mark in zip(self._parts, self.boxes, strict=False):
            mark.setChecked(part.key in points)
        self._telling = True
        self._show_given()

    def _show_given(self) -> None:
        """Show beside the title how many boxes are left, or that the information is complete, which needs every point
        of its first layer."""
        said = self.said
        left = len(self.boxes) - len(said) if set(FIRST_LAYER) - set(said) else 0
        words = n_("{n} point à dire", "{n} points à dire", left).format(n=left) if left else _("information donnée")
        self.note.setText(f"{words}\u00a0· {self._version}")

    def _fill(self, parts: tuple[ScriptPart, ...], *, ticks: int) -> None:
        """Show the parts, the first ``ticks`` with a box."""
        self.clear()
        self._parts, self._sentences, self.boxes = parts, [], []
        for place, part in enumerate(parts):
            sentence = paragraph(part.sentence, "script", name=f"say-{part.key}")
            sentence.setMinimumHeight(max(24, self._theme.px(24)))
            sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._sentences.append(sentence)
            self.add(self._tick(part) if place < ticks else self._case(part), sentence)
            set_ink(sentence, "muted" if part.key == "asked" else "text")

    def _tick(self, part: ScriptPart) -> QWidget:
        mark = CheckBox(self._theme, part.name, name=f"said-{part.key}")
        mark.setAccessibleName(_("{name}, dit").format(name=part.name))
        mark.setAccessibleDescription(part.sentence)
        place = len(self.boxes)
        mark.toggled.connect(lambda on: self._ticked(place, on))
        self.boxes.append(mark)
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

    def _case(self, part: ScriptPart) -> QWidget:
        return self._holder(paragraph(part.name, ink="muted"))

    def _holder(self, widget: QWidget) -> QWidget:
        held = widget_of(hbox((widget, 1, Qt.AlignmentFlag.AlignTop), margins=(16, 0, 4, 0)))
        held.setFixedWidth(self._theme.px(SCRIPT_MARGIN))
        return held

    def _again(self) -> None:
        """Compute the margin again, because the text size changed."""
        ticks, sentences = len(self.boxes), self.said
        self._fill(self._parts, ticks=ticks)
        if ticks:
            self.show_said(sentences)


LABELS = ("origin", "supplier", "obtained", "notice")


class OriginCard(Card):
    """Shows the first origin, which is also the one the letter names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("D’où vient cette donnée ?"), name="origin")
        self.body.setContentsMargins(16, 9, 16, 9)
        self.body.setSpacing(5)
        titles = {
            "origin": _("Vue sur"),
            "obtained": _("Obtenue le"),
            "supplier": _("Fournisseur"),
            "notice": _("Information"),
        }
        self._titles = {key: label(words, ink="muted") for key, words in titles.items()}
        self._values: dict[str, QLabel] = {key: value("", name=f"origin-{key}") for key in LABELS}
        self._line = Hairline(theme)
        self._answer = paragraph("", name="origin-answer")
        fill(
            self.body,
            Turning(theme, self._pairs("origin", "supplier"), self._pairs("obtained", "notice"), share=0.57),
            self._line,
            self._answer,
        )

    def show_desk(self, desk: Desk, answer: ScriptPart, today: date) -> None:
        """Show where the data of ``desk`` come from, and what to answer."""
        self._answer.setText(answer.sentence)
        self._answer.setAccessibleName(f"{answer.name} {answer.sentence}")
        sheet = desk.sheet
        origin = sheet.origins[0] if sheet is not None and sheet.origins else None
        if sheet is None or origin is None:
            self._show("origin", _("Inconnue"))
            for key in LABELS[1:]:
                self._show(key, "–")
            return
        self._titles["origin"].setText(origin_title(origin))
        self._show("origin", origin_line(origin))
        self._show("obtained", day(origin.obtained))
        self._show("supplier", supplier_line(origin))
        words, ink = notice_line(sheet.row, today)
        self._show("notice", words, ink=ink)

    def fold(self, *, folded: bool) -> None:
        """Leave out the sentence to answer with, where it stands among the words to say."""
        self._line.setHidden(folded)
        self._answer.setHidden(folded)

    def _pairs(self, *keys: str) -> QWidget:
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for line, key in enumerate(keys):
            grid.addWidget(self._titles[key], line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[key], line, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(keys), 1)
        return widget

    def _show(self, key: str, words: str, *, ink: str = "text") -> None:
        shown = self._values[key]
        shown.setText(words)
        shown.setAccessibleName(_("{title} : {value}").format(title=self._titles[key].text(), value=words))
        if shown.property("ink") != ink:
            shown.setProperty("ink", ink)
            shown.setProperty("semibold", ink != "text")
            polish(shown)


CHANNEL_MARGIN = 64


class PossibleRow(Themed, QWidget):
    """One channel: its light in the margin, what may be done, why, and a button when there is one."""

    def __init__(self, theme: Theme, title: str, *, name: str, button: QWidget | None = None) -> None:
        super().__init__(theme, name=name)
        self._words = title
        self._mark = LightMark(theme, Light.FORBIDDEN)
        self._title = label(title, semibold=True, name=f"{name}-title")
        self._why = paragraph("", ink="muted", name=f"{name}-why")
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        self._left = widget_of(hbox((self._mark, 0, top), margins=(0, 2, 0, 0)))
        widget = widget_of(vbox(self._title, self._why, spacing=0))
        hbox(
            (self._left, 0, Qt.AlignmentFlag.AlignTop),
            (Turning(theme, widget, button) if button is not None else widget, 1),
            on=self,
            margins=(0, 10, 16, 9),
            spacing=16,
        )
        theme.follow(self._fit)

    def show_light(self, light: Light, why: str, *, word: str) -> None:
        """Show the light of the channel; ``word`` names it for screen readers."""
        self._mark.show_light(light)
        self._why.setText(why)
        self.setAccessibleName(f"{self._words}, {word}. {why}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        hairline(painter, self._theme, left=0, right=self.width(), y=0)
        margin_line(painter, self._theme, x=self._theme.px(CHANNEL_MARGIN) - 1, top=1, bottom=self.height())

    def _fit(self) -> None:
        self._left.setFixedWidth(self._theme.px(CHANNEL_MARGIN))


class PossibleCard(Surfaced, QFrame):
    """The card. Signals: ``letter_asked``, to prepare the letter; ``receive_asked``, the person is calling."""

    letter_asked = Signal()
    receive_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="possible", title=_("Ce qui est possible"))
        self.letter_button = Button(theme, _("Préparer la lettre"), name="prepare-letter", kind="primary", icon="mail")
        self.receive_button = Button(theme, _("Noter un appel reçu"), name="possible-received")
        self.letter_button.clicked.connect(self.letter_asked)
        self.receive_button.clicked.connect(self.receive_asked)
        widget = QWidget()
        self.letter_place = hbox(self.letter_button, on=widget)
        self._letter = PossibleRow(theme, _("Écrire un courrier"), name="possible-letter", button=widget)
        self._answer = PossibleRow(
            theme, _("Répondre si la personne appelle"), name="possible-answer", button=self.receive_button
        )
        self._written = PossibleRow(theme, _("E-mail, SMS, messagerie de l’annonce"), name="possible-written")
        self._email = PossibleRow(theme, _("E-mail, messagerie de l’annonce"), name="possible-email")
        self._sms = PossibleRow(theme, _("SMS"), name="possible-sms")
        title = label(_("Ce qui est possible"), semibold=True, name="possible-title")
        title.setContentsMargins(15, 8, 15, 8)
        column = vbox(title, on=self, margins=(1, 0, 1, 1), spacing=0)
        fill(column, self._letter, self._answer, self._written, self._email, self._sms)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_desk(self, desk: Desk) -> None:
        """Show the channels of the person; a caller without a sheet may only be answered."""
        self._letter.setVisible(desk.sheet is not None)
        answer = _("L’appel reçu est noté, avec son objet. Il n’ouvre pas d’appel de votre part.")
        self._answer.show_light(Light.ALLOWED, answer, word=_("Permis"))
        verdicts = desk.sheet.verdicts if desk.sheet is not None else {}
        if "letter" in verdicts:
            self._show_letter(verdicts["letter"])
        self._show_written(verdicts.get("email"), verdicts.get("sms"))

    def _show_written(self, email: Verdict | None, sms: Verdict | None) -> None:
        """Show one row for e-mail and SMS when the same is true of both."""
        alike = email is not None and sms is not None and _why(email) == _why(sms)
        for row, verdict, is_shown in (
            (self._written, email, alike),
            (self._email, email, not alike),
            (self._sms, sms, not alike),
        ):
            row.setVisible(is_shown and verdict is not None)
            if verdict is not None:
                row.show_light(verdict.light, _why(verdict), word=light_word(verdict))

    def _show_letter(self, said: Verdict) -> None:
        self._letter.show_light(said.light, _why(said), word=light_word(said))
        self.letter_button.setVisible(said.light is not Light.OPPOSED)
        if said.allowed:
            self.letter_button.allow()
        else:
            self.letter_button.refuse(sentence(said.reasons[0]))


def _why(said: Verdict) -> str:
    first = said.reasons[0]
    return sentence(first) if said.allowed else f"{sentence(first)} {reference(first)}."
