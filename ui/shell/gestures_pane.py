"""« Gestes récents » (Ctrl+Maj+Z): a pane at the right of the work, with what was done in the last days and, while it
may be undone, the button that does it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from core.actions.common.jobs import OnBase, on_base
from core.actions.desk.gestures import RecentGesture, recent_gestures, redo_gesture, undo_gesture
from core.base.i18n import _, n_
from core.base.screen_shapes import hour, labelled, long_day, number
from ui.common.for_many import MANY
from ui.common.office import Office
from ui.shell.frame import Frame
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, drop_all, fill, hbox, nest, vbox
from ui.widgets.paint import hairline

WIDTH, MARGIN = 396, 66


def show_gestures(frame: Frame, office: Office) -> None:
    """Open the pane, or close it where it is open."""
    pane = frame.findChild(GesturesPane, "gestures")
    if pane is None:
        pane = GesturesPane(frame, office)
        frame.show_side(pane)
    pane.leave() if pane.isVisible() else pane.appear()


class GestureRow(QFrame):
    """One gesture: its hour, what was done, what it was before or why it stays, and its button."""

    def __init__(self, office: Office, gesture: RecentGesture, act: Callable[[], object] | None, words: str) -> None:
        super().__init__()
        self._office = office
        self.setObjectName("gesture")
        self.setAccessibleName(f"{hour(gesture.at)}, {gesture.text}. {gesture.detail}".strip())
        theme, off = office.theme, bool(gesture.redoes)
        when = label(hour(gesture.at), ink="muted", name="gesture-hour")
        when.setFixedWidth(theme.px(MARGIN) - 8)
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        text = paragraph(gesture.text, semibold=True, ink="muted" if off else "text", name="gesture-text")
        self.button: Button | None = None
        beneath = hbox((paragraph(gesture.detail, "caption", ink="muted", name="gesture-detail"), 1), spacing=8)
        if act is not None:
            icon = "undo" if gesture.undoes else ""
            self.button = Button(theme, words, name="gesture-act", kind="link", icon=icon)
            self.button.setAccessibleName(labelled(words, gesture.text))
            self.button.clicked.connect(lambda _checked=False: act())
            fill(beneath, self.button)
        row = hbox((when, 0, Qt.AlignmentFlag.AlignTop), on=self, margins=(0, 8, 12, 8), spacing=16)
        nest(row, vbox(text, beneath, spacing=2), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line under the row."""
        super().paintEvent(event)
        hairline(QPainter(self), self._office.theme, left=0, right=self.width(), y=self.height() - 1)


class GesturesPane(QFrame):
    """The pane. It is read again at each gesture said in the band."""

    def __init__(self, frame: Frame, office: Office) -> None:
        super().__init__(frame)
        self._frame, self._office = frame, office
        self._before: QWidget | None = None
        self.rows: list[GestureRow] = []
        theme = office.theme
        self.setObjectName("gestures")
        self.setAccessibleName(_("Gestes récents"))
        self.everybody = Button(theme, _("Toute l’équipe"), name="gestures-all")
        self.everybody.setCheckable(True)
        self.everybody.toggled.connect(lambda _on: self.refresh())
        self.close_button = Button(theme, _("Fermer"), name="gestures-close", kind="link", key="Échap")
        self.close_button.clicked.connect(self.leave)
        self._rows = QWidget()
        self._list = vbox(on=self._rows, spacing=0)
        area = QScrollArea()
        area.setObjectName("gestures-list")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._rows)
        column = vbox(on=self, margins=(16, 12, 16, 8), spacing=8)
        nest(column, hbox(label(_("Gestes récents"), "heading"), STRETCH, self.close_button, spacing=12))
        hint = _("Gardés 30 jours. Chacun s’annule seul, ou du dernier au premier.")
        fill(column, paragraph(hint, "caption", ink="muted"))
        nest(column, hbox(self.everybody, STRETCH))
        fill(column, (area, 1), paragraph(_("Le journal garde aussi ce qui est annulé."), "caption", ink="muted"))
        frame.band.changed.connect(self._again)
        theme.changed.connect(self._again)
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the width of the pane."""
        return QSize(self._office.theme.px(WIDTH), self._office.theme.px(640))

    def appear(self) -> None:
        """Show the pane, the keyboard on the first thing that may be undone."""
        self._before = QApplication.focusWidget()
        self.setFixedWidth(min(self._office.theme.px(WIDTH), self._frame.width() // 2))
        self.refresh()
        self._frame.clear_side(self)
        self.show()
        self._focus_first()

    def leave(self) -> None:
        """Close the pane; the keyboard goes back where it was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._frame.focus_page(self._frame.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Échap, go from one button to the next by ↑ ↓."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Read the gestures again."""
        office = self._office
        with office.store.read() as r:
            gestures = recent_gestures(r, by=office.by, at=office.now(), everybody=self.everybody.isChecked())
        drop_all(self._list)
        self.rows = []
        day: date | None = None
        for gesture in gestures:
            if gesture.at.date() != day:
                day = gesture.at.date()
                heading = _("Aujourd’hui") if day == office.now().date() else long_day(day)
                fill(self._list, label(heading[:1].upper() + heading[1:], "caption", semibold=True, ink="muted"))
            act, words = self._act_of(gesture)
            self.rows.append(GestureRow(office, gesture, act, words))
            fill(self._list, self.rows[-1])
        if not gestures:
            fill(self._list, paragraph(_("Rien depuis 30 jours."), ink="muted"))
        self._list.addStretch(1)

    def _act_of(self, gesture: RecentGesture) -> tuple[Callable[[], object] | None, str]:
        if gesture.undoes:
            return partial(self._undo, gesture), _("Annuler")
        if gesture.redoes:
            return partial(self._redo, gesture), _("Refaire")
        if gesture.place:
            words = _("Voir l’entrée") if gesture.place == "oppositions" else _("Voir le lot")
            return partial(self._office.go, gesture.place), words
        return None, ""

    def _undo(self, gesture: RecentGesture) -> None:
        office = self._office
        act = partial(undo_gesture, gesture=gesture, by=office.by, at=office.now())
        if gesture.undoes >= MANY:
            office.jobs.run(on_base, OnBase(office.folder, act), done=partial(self._undone, gesture),
                            failed=office.complain)  # fmt: skip
            return
        with office.trying():
            self._undone(gesture, act(office.store))

    def _undone(self, gesture: RecentGesture, count: int) -> None:
        changed = gesture.undoes - count
        stays = n_("{n} a changé entre-temps et n’a pas été touché.",
                   "{n} ont changé entre-temps et n’ont pas été touchés.", changed)  # fmt: skip
        words = _("Annulé\u202f: {what}.").format(what=gesture.text)
        self._office.say("done", words, stays.format(n=number(changed)) if changed > 0 else "")
        self._again()

    def _redo(self, gesture: RecentGesture) -> None:
        office = self._office
        with office.trying():
            redo_gesture(office.store, gesture, by=office.by, at=office.now())
            office.say("done", _("Refait\u202f: {what}.").format(what=gesture.text))
            self._again()

    def _again(self, *_what: object) -> None:
        if self.isVisible():
            focused = self.isAncestorOf(QApplication.focusWidget() or self._frame)
            self.refresh()
            if focused:
                self._focus_first()

    def _focus_first(self) -> None:
        """Give the keyboard to the first button of the list, else to « Fermer »."""
        buttons = (row.button for row in self.rows if row.button is not None)
        next(buttons, self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)
