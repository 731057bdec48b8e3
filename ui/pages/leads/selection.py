"""What is done with several leads at once: a bar at the bottom of the list, so that no row moves under the pointer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from core.actions.leads.chosen import Chosen, chosen
from core.base.french import number
from core.base.i18n import _, n_
from ui.common.for_many import ForMany
from ui.common.office import Office
from ui.common.preparing import Preparing
from ui.pages.leads.exports import ask_export
from ui.pages.leads.refusing import RefusingMany
from ui.pages.leads.row_menu import fill_assign, fill_erase, row_menu
from ui.pages.leads.tag_form import TagForm
from ui.pages.leads.together import Together
from ui.widgets.button import Button
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label

LEAST, MANY = 2, 500
"""Leads from which the bar is shown; up to which it is told again at each change."""
HEIGHT = 56


class SelectionBar(QFrame):
    """The bar, hidden for one lead or none. Signals: ``closed``, the selection is to be dropped; ``left``, a label was
    given or given up: the keyboard goes back to the list, and those chosen stay so."""

    closed = Signal()
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._of = Chosen()
        self.for_many = ForMany(office)
        self.together = Together(office)
        self._refusing = RefusingMany(office, self.for_many)
        theme = office.theme
        self.setObjectName("selection")
        self.setProperty("ground", "accent-tint")
        self._said = label("", semibold=True, name="selection-count")
        self._without = label("", "caption", ink="muted", name="selection-without")
        self._write = Button(theme, "", name="selection-write", kind="primary", key="Ctrl+P")
        self._tag = Button(theme, _("Étiqueter"), name="selection-tag")
        self._assign = Button(theme, _("Affecter"), name="selection-assign")
        self._gone = Button(theme, _("Annonces retirées"), name="selection-gone")
        self._export = Button(theme, _("Exporter…"), name="selection-export")
        self._erase = Button(theme, _("Effacer…"), name="selection-erase")
        self._more = Button(theme, _("Plus"), name="selection-more", icon="chevron-down")
        self._oppose = Button(theme, "", name="selection-oppose", kind="refusal", key="F8")
        self._close = Button(theme, _("Ne plus choisir"), name="selection-close", kind="link")
        self._job = JobBar(theme, name="selection-job")
        self._preparing = Preparing(office, self._job)
        self._form = TagForm(office)
        self._connect()
        self._lay_out()
        theme.changed.connect(self._fit)
        self.hide()

    @property
    def several(self) -> bool:
        """Tell whether a gesture is for those selected."""
        return len(self._of.ids) >= LEAST

    def show_selection(self, ids: Sequence[int]) -> None:
        """Show what can be done with these leads."""
        self._form.hide()
        if tuple(ids) != self._of.ids and self.for_many.asking:
            self.for_many.withdraw()
        if len(ids) < LEAST:
            self._of = Chosen()
            self.hide()
            return
        self._of = of = self._read(ids)
        count, opposed, writable = len(of.ids), len(of.refused), len(of.writable)
        said = n_("{n} prospect choisi", "{n} prospects choisis", count).format(n=number(count))
        without = n_("dont {n} opposé", "dont {n} opposés", opposed).format(n=number(opposed)) if opposed else ""
        self._said.setText(said)
        self._without.setText(without)
        self.setAccessibleName(", ".join(part for part in (said, without) if part))
        words = n_("Préparer {n} lettre", "Préparer {n} lettres", writable).format(n=number(writable))
        self._write.dress(words, icon="", key="Ctrl+P")
        self._count(self._tag, _("Étiqueter {n}"), count)
        self._count(self._assign, _("Affecter {n}"), count)
        online, erasable = len(of.online), len(of.erasable)
        self._count(self._gone, n_("{n} annonce retirée", "{n} annonces retirées", online), online)
        self._count(self._export, _("Exporter {n}…"), len(of.listed))
        self._count(self._erase, _("Effacer {n}…"), erasable)
        left = len(of.opposable)
        self._oppose.dress(n_("{n} s’oppose", "Les {n} s’opposent", left).format(n=number(left)), icon="", key="F8")
        self._write.setEnabled(bool(writable))
        self._oppose.setEnabled(bool(left))
        self._fit()
        self.show()

    def tell_again(self) -> None:
        """Say again what can be done, because something changed; not of many, whom an import would count each time,
        nor over a label being typed."""
        if self.several and self._form.isHidden() and len(self._of.ids) <= MANY:
            self.show_selection(self._of.ids)

    def menu(self, ids: Sequence[int]) -> QMenu:
        """Return the menu of a row, or of all those selected."""
        return self._menu(self._read(ids))

    def ask_tag(self, of: Chosen) -> None:
        """Show the field of a label in the bar."""
        self._of = of
        self._show_form(shown=True)
        self.show()
        self._form.begin(self.together.known_tags(), of.tags)

    def write(self) -> None:
        """Prepare the letter of each who may be written to."""
        self._preparing.begin(list(self._of.writable))

    def oppose(self) -> None:
        """Record that each refuses canvassing, in one gesture that one other takes back; asked for many."""
        self._oppose_all(self._of)

    def sizeHint(self) -> QSize:
        """Return the height of the bar, whatever it says."""
        return QSize(self._office.theme.px(200), max(self._office.theme.height(HEIGHT), super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Return a width that never widens the page: the gestures go under « Plus »."""
        return QSize(self._office.theme.px(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put under « Plus » the gestures that have no room."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line above it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._office.theme.color("accent-tint"))
        painter.fillRect(0, 0, self.width(), 1, self._office.theme.color("margin"))

    def _read(self, ids: Sequence[int]) -> Chosen:
        with self._office.store.read() as r:
            return chosen(r, ids, self._office.law, at=self._office.now())

    @staticmethod
    def _count(button: Button, words: str, count: int) -> None:
        button.reword(words.format(n=number(count)))
        button.setEnabled(bool(count))

    def _fit(self) -> None:
        """Show the gestures that have room, from the left; the others go under « Plus », never the letters nor F8."""
        if not self._form.isHidden():
            return
        always = (self._said, self._without, self._write, self._oppose, self._close)
        used = sum(one.sizeHint().width() + 12 for one in always if one.text())
        room = self.width() - 40 - used
        optional = (self._tag, self._assign, self._gone, self._export, self._erase)
        whole = sum(one.sizeHint().width() + 12 for one in optional)
        room -= 0 if whole <= room else self._more.sizeHint().width() + 12
        for one in optional:
            room -= one.sizeHint().width() + 12
            one.setVisible(room >= 0)
        self._more.setVisible(any(one.isHidden() for one in optional))
        # Without room, the link is under « Plus » (Échap does the same), and the caption in the accessible name.
        spare = self.width() - 40 - used - self._more.sizeHint().width() - 12
        self._close.setVisible(spare >= 0)
        self._without.setVisible(bool(self._without.text()) and spare + self._close.sizeHint().width() + 12 >= 0)

    def _show_form(self, *, shown: bool) -> None:
        buttons = (self._write, self._tag, self._assign, self._gone, self._export, self._erase, self._more)
        for one in (*buttons, self._oppose, self._close):
            one.setVisible(not shown)
        self._form.setVisible(shown)
        if not shown:
            self._fit()

    def _labelled(self, typed: str, on: bool) -> None:
        done = self.together.tag(self._of, typed) if on else self.together.untag(self._of, typed)
        if done:
            self._leave_form()

    def _leave_form(self) -> None:
        self._show_form(shown=False)
        if not self.several:
            self._of = Chosen()
            self.hide()
        self.left.emit()

    def _menu(self, of: Chosen) -> QMenu:
        oppose = partial(self._oppose_all, of)
        return row_menu(self._office, self, self.together, of, ask_tag=self.ask_tag, oppose=oppose)

    def _oppose_all(self, of: Chosen) -> None:
        self._refusing.oppose(of.ids, then=self.closed.emit)

    def _open_more(self) -> None:
        menu = self._menu(self._of)
        menu.addAction(_("Ne plus choisir")).triggered.connect(self.closed)
        self._popup(menu, self._more)

    def _open_assign(self) -> None:
        menu = QMenu(self)
        fill_assign(menu, self._office, self.together, self._of)
        self._popup(menu, self._assign)

    def _open_erase(self) -> None:
        menu = QMenu(self)
        fill_erase(menu, self.together, self._of)
        self._popup(menu, self._erase)

    def _popup(self, menu: QMenu, under: QWidget) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(under.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _connect(self) -> None:
        self._write.clicked.connect(self.write)
        self._oppose.clicked.connect(self.oppose)
        self._close.clicked.connect(self.closed)
        self._tag.clicked.connect(lambda: self.ask_tag(self._of))
        self._assign.clicked.connect(self._open_assign)
        self._gone.clicked.connect(lambda: self.together.withdraw(self._of))
        self._export.clicked.connect(lambda: ask_export(self._office, self, self._of.ids))
        self._erase.clicked.connect(self._open_erase)
        self._more.clicked.connect(self._open_more)
        self._form.asked.connect(self._labelled)
        self._form.left.connect(self._leave_form)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(12)
        parts: tuple[QWidget, ...] = (
            *(self._said, self._without, self._job, self._write, self._tag, self._assign, self._gone),
            *(self._export, self._erase, self._more, self._form),
        )
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._oppose)
        row.addWidget(self._close)
        self._form.hide()
