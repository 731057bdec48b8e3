"""« Gestes récents » (Ctrl+Maj+Z): a pane at the right of the work, with what was done in the last days and, while it
may be undone, the button that does it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from core.actions.common.in_slices import BulkResult
from core.actions.desk.gestures import RecentGesture, recent_gestures, redo_gesture, undo_gesture
from core.base.i18n import _, n_
from core.base.screen_shapes import hour, labelled, long_day, number
from ui.common.for_many import ForMany
from ui.common.office import Office
from ui.shell.frame import Frame
from ui.shell.side_pane import SidePane
from ui.widgets.button import Button
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Named, drop_all, fill, hbox, nest, vbox
from ui.widgets.pages import scrolled
from ui.widgets.paint import hairline

WIDTH, MARGIN = 396, 66


def show_gestures(frame: Frame, office: Office) -> None:
    """Open the pane, or close it where it is open."""
    pane = frame.findChild(GesturesPane, "gestures")
    if pane is None:
        pane = GesturesPane(frame, office)
        frame.show_side(pane)
    pane.leave() if pane.isVisible() else pane.appear()


class GestureRow(Named, QFrame):
    """One gesture: its hour, what was done, what it was before or why it stays, and its button."""

    def __init__(
        self, office: Office, gesture: RecentGesture, act: Callable[[], object] | None, words: str, *, place: int
    ) -> None:
        super().__init__(name="gesture", title=f"{hour(gesture.at)}, {gesture.text}. {gesture.detail}".strip())
        self._office = office
        theme, off = office.theme, bool(gesture.redoes)
        when = label(hour(gesture.at), ink="muted", name="gesture-hour")
        when.setFixedWidth(theme.px(MARGIN) - 8)
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        text = paragraph(gesture.text, semibold=True, ink="muted" if off else "text", name="gesture-text")
        self.button: Button | None = None
        beneath = hbox((paragraph(gesture.detail, "caption", ink="muted", name="gesture-detail"), 1), spacing=8)
        if act is not None:
            icon = "undo" if gesture.undoes else ""
            self.button = Button(theme, words, name=f"gesture-act-{place}", kind="link", icon=icon)
            self.button.setAccessibleName(labelled(words, gesture.text))
            self.button.clicked.connect(lambda _checked=False: act())
            fill(beneath, self.button)
        row = hbox((when, 0, Qt.AlignmentFlag.AlignTop), on=self, margins=(0, 8, 12, 8), spacing=16)
        nest(row, vbox(text, beneath, spacing=2), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        hairline(QPainter(self), self._office.theme, left=0, right=self.width(), y=self.height() - 1)


class GesturesPane(SidePane):
    """The pane. It is read again at each gesture said in the band."""

    def __init__(self, frame: Frame, office: Office) -> None:
        title, theme = _("Gestes récents"), office.theme
        super().__init__(frame, theme, name="gestures", title=title, width=WIDTH, window_title=title)
        self._office = office
        self.rows: list[GestureRow] = []
        self.everybody = Button(theme, _("Toute l’équipe"), name="gestures-all")
        self.everybody.setCheckable(True)
        self.everybody.toggled.connect(lambda _on: self.refresh())
        journal = Button(theme, _("Ouvrir le journal"), name="gestures-journal", kind="link")
        journal.clicked.connect(lambda: office.go("today/journal=whole"))
        self._job = ForMany(office)
        self._rows = QWidget()
        self._list = vbox(on=self._rows, spacing=0)
        area = scrolled(self._rows, name="gestures-list")
        column = vbox(on=self, margins=(16, 12, 16, 8), spacing=8)
        nest(column, hbox(label(title, "heading"), STRETCH, self.detach, self.close_button, spacing=12))
        hint = _("Gardés 30\u00a0jours. Chacun s’annule seul, ou du dernier au premier.")
        fill(column, paragraph(hint, "caption", ink="muted"), hbox(self.everybody, STRETCH), (area, 1), self._job)
        foot = paragraph(_("Le journal garde aussi ce qui est annulé."), "caption", ink="muted")
        nest(column, hbox((foot, 1), journal, spacing=8))
        frame.band.changed.connect(self._again)
        theme.changed.connect(self._again)

    def first(self) -> QWidget:
        """Return the first thing that may be undone, else « Fermer »."""
        return next((row.button for row in self.rows if row.button is not None), self.close_button)

    def appear(self) -> None:
        """Show the pane with what was done since."""
        self.refresh()
        super().appear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one button to the next by ↑ ↓; stop what is being undone, then close, on Échap."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() != Qt.Key.Key_Escape or not self._job.escape():
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
            self.rows.append(GestureRow(office, gesture, act, words, place=len(self.rows)))
            fill(self._list, self.rows[-1])
        if not gestures:
            fill(self._list, paragraph(_("Rien depuis 30\u00a0jours."), ink="muted"))
        self._list.addStretch(1)

    def _act_of(self, gesture: RecentGesture) -> tuple[Callable[[], object] | None, str]:
        if gesture.undoes:
            return partial(self._do, gesture, undo_gesture, _("Annulé\u202f: {what}.")), _("Annuler")
        if gesture.redoes:
            return partial(self._do, gesture, redo_gesture, _("Refait\u202f: {what}.")), _("Refaire")
        if gesture.place:
            words = _("Voir l’entrée") if gesture.place == "oppositions" else _("Voir le lot")
            return partial(self._office.go, gesture.place), words
        return None, ""

    def _do(self, gesture: RecentGesture, act: Callable[..., BulkResult], words: str) -> None:
        """Undo or redo; ``words``: what is said of it."""
        self._job.do(partial(act, gesture=gesture), gesture.undoes or gesture.redoes, text=gesture.text,
                     done=partial(self._done, gesture, words))  # fmt: skip

    def _done(self, gesture: RecentGesture, words: str, done: BulkResult) -> None:
        if not done.whole:
            words = _("Arrêté\u202f: {what}, {n} sur {total}.")
        stays = n_("{n} a changé entre-temps et n’a pas été touché.",
                   "{n} ont changé entre-temps et n’ont pas été touchés.", done.same)  # fmt: skip
        bold = words.format(what=gesture.text, n=number(done.leads), total=number(done.total))
        rest = done.problem or (stays.format(n=number(done.same)) if done.same else "")
        self._office.say("done" if done.whole else "caution", bold, rest)
        self._again()

    def _again(self, *_what: object) -> None:
        if self.isVisible():
            focused = self.isAncestorOf(QApplication.focusWidget() or self._frame)
            self.refresh()
            if focused:
                self.first().setFocus(Qt.FocusReason.OtherFocusReason)
