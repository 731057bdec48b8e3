"""The views of the list, one for each step of the work and those that the user saves under a name for this seat; and
the panels shown when they hold nobody."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from core.actions.common.step_cache import LATE, StepTally
from core.actions.leads import lead_views
from core.base.i18n import N_, _
from core.base.records import Struct, asdict, field, replace
from core.base.screen_shapes import number
from core.model.step import Step
from core.model.way_now import WayNow
from core.store.leads import count_leads
from ui.common.office import Office
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.pages.leads.filters import filters_of
from ui.widgets.button import Button, Press
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import Named, hbox
from ui.widgets.message_band import Act
from ui.widgets.paint import hairline
from ui.widgets.speech import announce
from ui.widgets.tabs import FoldingTabs

KEPT = "views"


class View(Struct, frozen=True):
    """What a view asks. ``step``: of its tab, or of the one it was made from; ``columns``: as Qt saves them, in
    base64; ``text``: the words searched."""

    name: str = ""
    step: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = "name"
    descending: bool = False
    columns: str = ""
    text: str = ""


class KeptViews:
    """The views, in the order they were kept. ``all``: replaced at each change, so that what it was can be put back."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self.all: tuple[View, ...] = tuple(_read(seat))

    def put(self, views: Sequence[View]) -> None:
        """Keep these views, and no other."""
        self.all = tuple(views)
        kept = [asdict(one) | {"filters": dict(one.filters)} for one in self.all]
        self._seat.save_text(KEPT, json.dumps(kept, ensure_ascii=False))

    def keep(self, view: View) -> bool:
        """Keep a view last, instead of the one that has its name, and tell whether there was one."""
        views = [one for one in self.all if one.name.casefold() != view.name.casefold()]
        replaced = len(views) < len(self.all)
        self.put([*views, view])
        return replaced

    def remove(self, place: int) -> None:
        """Remove a view by its place."""
        self.put([*self.all[:place], *self.all[place + 1 :]])


def packed(columns: QByteArray) -> str:
    """Return saved columns as a text."""
    return bytes(columns.toBase64().data()).decode("ascii")


def unpacked(columns: str) -> QByteArray:
    """Return saved columns from their text."""
    return QByteArray.fromBase64(columns.encode("ascii"))


def _read(seat: Seat) -> list[View]:
    """Return the views kept; what was damaged by hand is left out."""
    try:
        kept = json.loads(seat.text(KEPT, "[]"))
        return [_now(View(**{**one, "filters": dict(one["filters"])})) for one in kept]
    except (ValueError, TypeError, KeyError):
        return []


_FORMER = {"allowed": WayNow.CALL.value, "wait": WayNow.WAIT.value, "opposed": WayNow.OPPOSED.value}
"""The light of the telephone that a view once asked → what may be done now."""


def _now(view: View) -> View:
    """Return a view kept when the list was filtered and sorted by the light of the telephone, as the list is today."""
    filters = dict(view.filters)
    if way := _FORMER.get(filters.pop("light", "")):
        filters["way_now"] = way
    return replace(view, filters=filters, sort="way" if view.sort == "light" else view.sort)


def fresh_base(theme: Theme, *, import_file: Press, new_lead: Press, read_page: Press) -> EmptyState:
    """Return the panel of a base without leads: what may be done as legend, and the three ways to begin."""
    buttons = (
        Button(theme, _("Importer un fichier"), name="empty-import", kind="primary", icon="imports", press=import_file),
        Button(theme, _("Saisir un prospect"), name="empty-new", press=new_lead),
        Button(theme, _("Lire une page d’annonce"), name="empty-page", press=read_page),
    )
    return EmptyState(
        theme,
        _("Aucun prospect pour l’instant"),
        _("Chaque personne aura ici sa provenance et son feu\u202f: ce qui est permis, et pourquoi."),
        name="leads-empty",
        buttons=buttons,
        legend=[(way, way.shown, _(way.meaning)) for way in WayNow],
        hint=_("Ou glissez un fichier Excel ou CSV sur la page Imports."),
    )


def no_match(theme: Theme, *, clear: Press) -> EmptyState:
    """Return the panel shown when nobody matches."""
    button = Button(theme, _("Voir tous les prospects"), name="no-match-clear", kind="primary", press=clear)
    return EmptyState(theme, *no_match_words(asked=True), name="leads-no-match", buttons=(button,))


def no_match_words(*, asked: bool, counting: bool = False) -> tuple[str, str]:
    """Return why nobody is shown: nobody matches what is ``asked``, or nobody is where the view looks. ``counting``: it
    is not known yet, since the steps of some are still to be counted."""
    if counting:
        return _("Patientez"), _("Ce qui est à faire se compte…")
    if asked:
        return _("Aucun résultat"), _("Aucun prospect ne correspond à cette recherche et à ces filtres.")
    return _("Personne à cette étape"), _("Aucun prospect n’attend ici pour l’instant.")


BUILT = (
    *(("", N_("Tous")), (LATE, N_("En retard")), ("complete", N_("À compléter")), ("write", N_("À écrire"))),
    *(
        ("print", N_("À imprimer")),
        ("post", N_("À poster")),
        ("call_promised,call", N_("À appeler")),
        ("meet", N_("Rendez-vous")),
    ),
    *(("decide", N_("À décider")), ("erase", N_("À effacer"))),
)
"""Value of the list's filter ``step`` → the name of the view, in the order of the work."""
LONGEST = 30
"""Letters of the name of a view."""


def count_built(told: StepTally, step: str, today: str, held: int) -> int | None:
    """Return how many of ``held`` leads the built-in view of a step holds, the first one all of them; None while the
    steps of some are still to be counted, which takes some seconds after a large import."""
    if not step:
        return held
    if not told.counts_all(held):
        return None
    return told.late(today) if step == LATE else sum(told.count(Step(name)) for name in step.split(","))


class ViewsRow(Named, QWidget):
    """The row; a view of the program that holds nobody is under « Autres ». ``chosen``: another view is asked for, see
    :attr:`view`; ``save_asked(name)``: keep what is shown; ``changed``: the user's views are others, and are to be
    counted, see :meth:`tell`."""

    chosen = Signal()
    changed = Signal()
    save_asked = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(name="leads-views")
        self._office = office
        self._kept = KeptViews(office.seat)
        theme = office.theme
        self.row = FoldingTabs(theme, name="views", title=_("Vues"))
        self.tabs, self.more = self.row.bar, self.row.more
        self.drop = Button(theme, _("Supprimer la vue"), name="views-remove", kind="link", press=self.remove)
        self.drop.hide()
        self.save = Button(theme, _("Enregistrer la vue"), name="views-save", kind="link", press=self._ask)
        self.name = QLineEdit()
        self.name.setObjectName("views-name")
        self.name.setAccessibleName(_("Nom de la vue"))
        self.name.setPlaceholderText(_("Nom de la vue"))
        self.name.setMaxLength(LONGEST)
        self.name.hide()
        hbox((self.row, 1), self.name, self.drop, self.save, on=self, margins=(6, 0, 20, 0), spacing=8)
        self._fill()
        self.row.chosen.connect(self._chosen)
        self.tabs.tabBarClicked.connect(self._again)
        self.tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tabs.customContextMenuRequested.connect(self._open_menu)
        self.name.returnPressed.connect(self._named)

    @property
    def view(self) -> View:
        """The view of the current tab."""
        place = max(self.tabs.currentIndex(), 0)
        return View(step=BUILT[place][0]) if place < len(BUILT) else self._kept.all[place - len(BUILT)]

    def show_step(self, step: str) -> bool:
        """Make the view of a step the current one, without ``chosen``; False when there is none."""
        place = next((place for place, (one, _name) in enumerate(BUILT) if one == step), -1)
        if place >= 0:
            self.row.go(place)
            self._follow()
        return place >= 0

    def tell(self) -> None:
        """Show beside each name how many leads its view holds."""
        office, now = self._office, self._office.now()
        with office.store.read() as r:
            tally = office.standing(r, at=now)
            for place, view in enumerate(self._kept.all, start=len(BUILT)):
                filters = filters_of(view.step, view.filters, now.date())
                ids = lead_views.find(r, office.law, at=now, text=view.text, filters=filters, tally=tally)
                self._word(place, view.name, len(ids))
            held = count_leads(r)
        counts = [count_built(tally, step, now.date().isoformat(), held) for step, _name in BUILT]
        for place, ((_step, name), count) in enumerate(zip(BUILT, counts, strict=True)):
            self._word(place, _(name), count)
        self.row.aside = frozenset(place for place, count in enumerate(counts) if place and count == 0)
        self.row.fold()

    def keep(self, view: View) -> None:
        """Save a view under its name, instead of the one that has it already, and make it the current one."""
        before, shown = self._kept.all, self.tabs.currentIndex()
        replaced = self._kept.keep(view)
        self._show_kept(self.tabs.count())
        words = _("Vue «\u202f{name}\u202f» enregistrée\u202f: recherche, filtres, colonnes et tri.").format(
            name=view.name
        )
        back = _("Vue «\u202f{name}\u202f» telle qu’avant.") if replaced else _("Vue «\u202f{name}\u202f» retirée.")
        self._say(words, _("Elle remplace celle de ce nom.") if replaced else "",
                  partial(self._put_back, before, shown, back.format(name=view.name)))  # fmt: skip

    def reorder(self, by: int) -> None:
        """Move the current view by so many places among the user's; nothing past an end, nor of the program's."""
        place = self.tabs.currentIndex() - len(BUILT)
        if place >= 0 and 0 <= place + by < len(self._kept.all):
            views = list(self._kept.all)
            views.insert(place + by, views.pop(place))
            self._kept.put(views)
            self._show_kept(len(BUILT) + place + by)
            announce(self, _("{place} sur {total}").format(place=place + by + 1, total=len(views)))

    def _open_menu(self, at: QPoint) -> None:
        """Offer to move or to remove the user's view under the pointer, which becomes the current one."""
        place = self.tabs.tabAt(at)
        if place < len(BUILT):
            return
        self.tabs.setCurrentIndex(place)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("view-menu")
        count = len(self._kept.all)
        for words, run, can in (
            (_("Avancer la vue"), partial(self.reorder, -1), place > len(BUILT)),
            (_("Reculer la vue"), partial(self.reorder, 1), place < len(BUILT) + count - 1),
            (_("Supprimer la vue"), self.remove, True),
        ):
            action = menu.addAction(words)
            action.setEnabled(can)
            action.triggered.connect(run)
        menu.popup(self.tabs.mapToGlobal(at))

    def remove(self) -> None:
        """Remove the current view, when it is the user's."""
        before, shown = self._kept.all, self.tabs.currentIndex()
        if shown < len(BUILT):
            return
        name = before[shown - len(BUILT)].name
        self._kept.remove(shown - len(BUILT))
        self._show_kept(0)
        self.chosen.emit()
        words = _("Vue «\u202f{name}\u202f» supprimée. Les prospects n’ont pas changé.").format(name=name)
        back = _("Vue «\u202f{name}\u202f» rétablie.").format(name=name)
        self._say(words, "", partial(self._put_back, before, shown, back))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        hairline(QPainter(self), self._office.theme, left=0, right=self.width(), y=self.row.geometry().bottom())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the name on Échap; remove the user's view on Suppr, move it on Ctrl+Maj+← →."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if way and event.modifiers() & both == both and self.tabs.hasFocus():
            self.reorder(way)
            return
        if event.key() == Qt.Key.Key_Escape and not self.name.isHidden():
            self._leave()
        elif event.key() == Qt.Key.Key_Delete and self.tabs.hasFocus() and self.view.name:
            self.remove()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        """Show the field of the name; pressed again, keep the view under what was typed."""
        if not self.name.isHidden():
            self._named()
            return
        self.name.setText(self.view.name)
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.drop.hide()

    def _named(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self._leave()
            self.save_asked.emit(name)
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.name.hide()
        self._follow()
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> None:
        self._follow()
        self.chosen.emit()

    def _follow(self) -> None:
        """Offer to remove the current view when it is the user's."""
        if self.drop.hasFocus() and not self.view.name:
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        self.drop.setVisible(bool(self.view.name) and self.name.isHidden())

    def _show_kept(self, place: int) -> None:
        """Show the user's views anew, the tab of a place being the current one."""
        self._fill()
        self.row.go(min(place, self.tabs.count() - 1))
        self._follow()
        self.changed.emit()

    def _put_back(self, before: Sequence[View], shown: int, words: str) -> None:
        """Keep the views there were, and go back to the one that was shown."""
        self._kept.put(before)
        self._show_kept(shown)
        self.chosen.emit()
        self._office.say("done", words)

    def _say(self, words: str, more: str, back: Callable[[], object]) -> None:
        self._office.say("done", words, more, act=Act(_("Annuler"), back))

    def _again(self, place: int) -> None:
        """Show the current view again as it is, without the filters added since."""
        if place == self.tabs.currentIndex():
            self.chosen.emit()

    def _fill(self) -> None:
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for _step, name in BUILT:
                self.tabs.addTab(_(name))
            for view in self._kept.all:
                self.tabs.addTab(view.name.replace("&", "&&"))
            self.row.preferred = frozenset(range(len(BUILT), self.tabs.count()))

    def _word(self, place: int, name: str, count: int | None) -> None:
        words = name if count is None else f"{name} {number(count)}"
        self.row.word(place, words.replace("&", "&&"))
