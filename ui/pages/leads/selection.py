"""What is done with several leads at once: a bar at the bottom of the list, so that no row moves under the pointer, and
the same gestures in the menu of a row, for whoever has the keyboard (the menu key, Maj+F10) or the right button."""

from collections.abc import Callable, Sequence, Set
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from core.actions.leads.chosen import LeadSelection, chosen
from core.base import text
from core.base.i18n import _, n_
from core.base.screen_shapes import number, phone_pairs
from core.model.lead import LeadRow
from core.model.step import Step
from core.model.verdict import Light
from core.words.cautions import tag_caution
from ui.common.checks import watch
from ui.common.for_many import ForMany
from ui.common.office import Office
from ui.pages.leads.bulk_actions import BulkActions, ask_print, copy_leads
from ui.widgets.button import Button
from ui.widgets.fields import offer, text_field
from ui.widgets.label import label
from ui.widgets.layouts import STRETCH, Fitted, Named, fill, hbox, vbox

WIDE = 240


class TagForm(Named, QWidget):
    """The field and its two gestures. Signals: ``asked(labels, on)``, to put or to remove them; ``left``."""

    asked = Signal(str, bool)
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="tag-form")
        self._theme = theme = office.theme
        self._borne: Set[str] = frozenset()
        self.field = text_field(theme, name="tag-field", title=_("Étiquette"), hint=_("Un mot sur le bien ou le suivi"))
        self._put = Button(theme, _("Poser"), name="tag-put", kind="primary", press=lambda: self._ask(on=True))
        self._out = Button(theme, _("Retirer"), name="tag-out", press=lambda: self._ask(on=False))
        self._drop = Button(theme, _("Annuler"), name="tag-drop", kind="link", press=self.left)
        self.field.returnPressed.connect(lambda: self._ask(on=True))
        self.field.textChanged.connect(self._look)
        told = watch(self.field, name="tag-caution", said=tag_caution)
        row = hbox(spacing=12)
        fill(row, self.field, self._put, self._out, self._drop)
        vbox(row, told, on=self, spacing=2)
        theme.follow(self._fit)

    def begin(self, known: Sequence[str], borne: Set[str]) -> None:
        """Ask for a label; ``known``: those in use; ``borne``: those of the leads it is for,
        folded."""
        offer(self.field, known)
        self._borne = borne
        self.field.clear()
        self._look()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Échap."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _look(self) -> None:
        typed = text.fold(self.field.text())
        self._put.setEnabled(bool(typed))
        self._out.setEnabled(typed in self._borne)

    def _ask(self, *, on: bool) -> None:
        if text.fold(self.field.text()):
            self.asked.emit(self.field.text(), on)

    def _fit(self) -> None:
        self.field.setFixedWidth(self._theme.px(WIDE))


def row_menu(
    office: Office,
    bar: QWidget,
    together: BulkActions,
    of: LeadSelection,
    *,
    ask_tag: Callable[[LeadSelection], object],
    oppose: Callable[[], object],
) -> QMenu:
    """Return the menu for these leads."""
    menu = QMenu(bar)
    menu.setObjectName("row-menu")
    menu.setAccessibleName(_("Gestes"))
    if of.alone is not None:
        _of_one(menu, office, of.alone)
    menu.addAction(_("Étiqueter…")).triggered.connect(lambda: ask_tag(of))
    fill_assign(menu.addMenu(_("Affecter à")), office, together, of)
    alone, online = len(of.ids) == 1, of.online
    gone = menu.addAction(
        _("Annonce retirée ou vendue")
        if alone
        else n_("{n} annonce retirée", "{n} annonces retirées", len(online)).format(n=number(len(online)))
    )
    gone.setEnabled(bool(online))
    gone.triggered.connect(lambda: together.withdraw(of))
    listed, left_ids = of.listed, of.opposable
    for words, run in (
        (n_("Copier la ligne", "Copier les {n} lignes", len(listed)), lambda: copy_leads(office, of.ids)),
        (n_("Exporter la ligne…", "Exporter les {n} lignes…", len(listed)), lambda: together.export(of)),
        (n_("Imprimer la ligne…", "Imprimer les {n} lignes…", len(listed)), lambda: ask_print(together.strip, of.ids)),
    ):
        out = menu.addAction(words.format(n=number(len(listed))))
        out.setEnabled(bool(listed))
        out.triggered.connect(run)
    erasable = len(of.erasable)
    erase = menu.addAction(
        _("Effacer, garder le bien…")
        if alone
        else n_("Effacer {n}, garder le bien…", "Effacer {n}, garder les biens…", erasable).format(n=number(erasable))
    )
    erase.setEnabled(bool(erasable))
    erase.triggered.connect(lambda: together.erase(of))
    menu.addSeparator()
    refusal = menu.addAction(
        _("S’oppose au démarchage")
        if alone
        else n_("{n} s’oppose", "Les {n} s’opposent", len(left_ids)).format(n=number(len(left_ids)))
    )
    refusal.setEnabled(bool(left_ids))
    refusal.triggered.connect(lambda: oppose())
    return menu


def fill_assign(menu: QMenu, office: Office, together: BulkActions, of: LeadSelection) -> None:
    """Put in ``menu`` the people of the agency, who is at this seat first, then nobody."""
    here = sorted(together.agents(), key=lambda one: one.name != office.by)
    for agent in here:
        words = _("Moi, {name}").format(name=agent.name) if agent.name == office.by else agent.name
        menu.addAction(words.replace("&", "&&")).triggered.connect(partial(_assign, together, of, agent.id))
    if here:
        menu.addSeparator()
    nobody = menu.addAction(_("Personne"))
    nobody.setEnabled(of.followed)
    nobody.triggered.connect(lambda: together.assign(of, None))
    people = menu.addAction(_("Les personnes de l’agence…"))
    people.triggered.connect(lambda: office.go("settings/section=user"))


def _assign(together: BulkActions, of: LeadSelection, agent_id: int, *_checked: object) -> None:
    agent = next((one for one in together.agents() if one.id == agent_id), None)
    if agent is not None:
        together.assign(of, agent)


def _of_one(menu: QMenu, office: Office, row: LeadRow) -> None:
    menu.addAction(_("Ouvrir la fiche")).triggered.connect(lambda: office.go("leads", row.id))
    call = menu.addAction(_("Appeler"))
    call.setEnabled(row.call.allowed)
    call.triggered.connect(lambda: office.go("calls", row.id))
    write = menu.addAction(_("Préparer la lettre"))
    write.setEnabled(row.step.step in (Step.WRITE, Step.WRITE_AGAIN, Step.PRINT, Step.POST))
    write.triggered.connect(lambda: office.go("letters", row.id))
    copy = menu.addAction(_("Copier le numéro"))
    copy.setEnabled(bool(row.phone) and row.light is not Light.OPPOSED)
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(phone_pairs(row.phone)))
    menu.addSeparator()


MANY = 500
"""Leads up to which the bar is told again at each change."""
HEIGHT = 56


class SelectionBar(Named, Fitted, QFrame):
    """The bar, hidden for one lead or none. Signals: ``closed``, the selection is to be dropped; ``left``, a label was
    given or given up: the keyboard goes back to the list, and those chosen stay so."""

    closed = Signal()
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(name="selection")
        self._office = office
        self._of = LeadSelection()
        self.below: Callable[[], int] = lambda: 0
        self.for_many = ForMany(office)
        self.together = BulkActions(self.for_many)
        theme = office.theme
        self.setProperty("ground", "accent-tint")
        self._said = label("", semibold=True, name="selection-count")
        self._without = label("", "caption", ink="muted", name="selection-without")
        self._write = Button(
            theme, _("Préparer les lettres"), name="selection-write", kind="primary", icon="letters", key="Ctrl+P"
        )
        self._tag = Button(theme, _("Étiqueter"), name="selection-tag")
        self._assign = Button(theme, _("Affecter"), name="selection-assign")
        self._gone = Button(theme, _("Annonce retirée"), name="selection-gone")
        self._export = Button(theme, _("Exporter…"), name="selection-export")
        self._more = Button(theme, _("Plus"), name="selection-more", icon="chevron-down")
        self._oppose = Button(theme, _("S’opposent…"), name="selection-oppose", kind="refusal", key="F8")
        self._close = Button(theme, _("Ne plus choisir"), name="selection-close", kind="link")
        self._form = TagForm(office)
        self._connect()
        self._lay_out()
        theme.changed.connect(self._fit)
        self.hide()

    @property
    def several(self) -> bool:
        """Tell whether a gesture is for those selected."""
        return bool(self._of.ids)

    def show_selection(self, ids: Sequence[int]) -> None:
        """Show what can be done with these leads."""
        self._form.hide()
        if tuple(ids) != self._of.ids and self.for_many.asking:
            self.for_many.withdraw()
        if not ids:
            self._of = LeadSelection()
            self.hide()
            return
        self._of = of = self._read(ids)
        count, opposed = len(of.ids), len(of.refused)
        said = n_("{n} choisi", "{n} choisis", count).format(n=number(count))
        without = self._caption(opposed)
        self._said.setText(said)
        self._without.setText(without)
        self.setAccessibleName(", ".join(part for part in (said, without) if part))
        self._gone.setEnabled(bool(of.online))
        self._export.setEnabled(bool(of.listed))
        self._write.setEnabled(bool(of.writable))
        self._oppose.setEnabled(bool(of.opposable))
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

    def ask_tag(self, of: LeadSelection) -> None:
        """Show the field of a label in the bar."""
        self._of = of
        self._show_form(shown=True)
        self.show()
        self._form.begin(self.together.known_tags(), of.tags)

    def write(self) -> None:
        """Prepare the letter of each who may be written to; asked for many."""
        self.together.letters(self._of)

    def export(self, ids: Sequence[int]) -> None:
        """Write leads to a file, after a yes."""
        self.together.export(self._read(ids))

    def oppose(self) -> None:
        """Record that each refuses canvassing, in one gesture that one other takes back; asked for many."""
        self._oppose_all(self._of)

    def sizeHint(self) -> QSize:
        """Return the height of the bar, whatever it says."""
        return QSize(self._office.theme.px(200), max(self._office.theme.height(HEIGHT), super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Return a width that never widens the page: the gestures go under « Plus »."""
        return QSize(self._office.theme.px(200), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._office.theme.color("accent-tint"))
        painter.fillRect(0, 0, self.width(), 1, self._office.theme.color("margin"))

    def _read(self, ids: Sequence[int]) -> LeadSelection:
        with self._office.store.read() as r:
            return chosen(r, ids, self._office.law, at=self._office.now())

    def _caption(self, opposed: int) -> str:
        """Return how many of those chosen refuse, and how many are out of sight: « dont 1 opposé, 14 plus bas »."""
        below = self.below()
        refusing = n_("{n} opposé", "{n} opposés", opposed).format(n=number(opposed)) if opposed else ""
        hidden = _("{n} plus bas").format(n=number(below)) if below else ""
        words = ", ".join(filter(None, (refusing, hidden)))
        return _("dont {parts}").format(parts=words) if words else ""

    def _fit(self) -> None:
        """Show the gestures that have room, from the left; the others go under « Plus », never the letters nor F8."""
        if not self._form.isHidden():
            return
        always = (self._said, self._without, self._write, self._oppose, self._close)
        used = sum(alway.sizeHint().width() + 12 for alway in always if alway.text())
        room = self.width() - 40 - used
        optional = (self._assign, self._tag, self._gone, self._export)
        room -= self._more.sizeHint().width() + 12
        for button in optional:
            room -= button.sizeHint().width() + 12
            button.setVisible(room >= 0)
        self._more.show()
        # Without room, the link is under « Plus » (Échap does the same), and the caption in the accessible name.
        spare = self.width() - 40 - used - self._more.sizeHint().width() - 12
        self._close.setVisible(spare >= 0)
        self._without.setVisible(bool(self._without.text()) and spare + self._close.sizeHint().width() + 12 >= 0)

    def _show_form(self, *, shown: bool) -> None:
        buttons = (self._write, self._assign, self._tag, self._gone, self._export, self._more)
        for button in (*buttons, self._oppose, self._close):
            button.setVisible(not shown)
        self._form.setVisible(shown)
        if not shown:
            self._fit()

    def _labelled(self, typed: str, on: bool) -> None:
        if self.together.label(self._of, typed, put=on):
            self._leave_form()

    def _leave_form(self) -> None:
        self._show_form(shown=False)
        if not self.several:
            self._of = LeadSelection()
            self.hide()
        if not self.for_many.asking:
            self.left.emit()

    def _menu(self, of: LeadSelection) -> QMenu:
        oppose = partial(self._oppose_all, of)
        return row_menu(self._office, self, self.together, of, ask_tag=self.ask_tag, oppose=oppose)

    def _oppose_all(self, of: LeadSelection) -> None:
        self.together.oppose(of.ids, then=self.closed.emit)

    def _open_more(self) -> None:
        menu = self._menu(self._of)
        menu.addAction(_("Ne plus choisir")).triggered.connect(self.closed)
        self._popup(menu, self._more)

    def _open_assign(self) -> None:
        menu = QMenu(self)
        fill_assign(menu, self._office, self.together, self._of)
        self._popup(menu, self._assign)

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
        self._export.clicked.connect(lambda: self.together.export(self._of))
        self._more.clicked.connect(self._open_more)
        self.for_many.turned.connect(lambda asks: self.setEnabled(not asks))
        self._form.asked.connect(self._labelled)
        self._form.left.connect(self._leave_form)

    def _lay_out(self) -> None:
        row = hbox(on=self, margins=(20, 6, 20, 6), spacing=12)
        parts: tuple[QWidget, ...] = (
            *(self._said, self._without, self._write, self._assign, self._tag, self._gone),
            *(self._export, self._more, self._form),
        )
        for part in parts:
            row.addWidget(part)
        fill(row, STRETCH, self._oppose, self._close)
        self._form.hide()
