"""The first start: three ways in, the agency, the first seller. No field is required; what a letter needs is said."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from core.actions.common import agency
from core.base.i18n import LANGUAGES, N_, _
from core.base.records import Struct
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.start.agency_form import AgencyForm, later_words
from ui.pages.start.doors import DoorsStep
from ui.pages.start.join import JoinPage
from ui.widgets.button import Button, Kind
from ui.widgets.header import PageHeader
from ui.widgets.keys import digit
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, Named, Themed, drop, vbox, widget_of
from ui.widgets.pages import Pages, bare_area
from ui.widgets.paint import margin_line
from ui.widgets.wizard import WizardFooter, WizardSteps


class FirstGesture(Struct, frozen=True):
    """One way to begin. ``key``: what :class:`ui.pages.start.page.StartPage` emits; ``words``: what will happen."""

    key: str
    icon: str
    title: str
    words: str


WAYS = (
    FirstGesture(
        "import",
        "imports",
        N_("&Importer un fichier"),
        N_("Une pige achetée, Excel ou CSV. Vous confirmez les colonnes avant que rien ne soit écrit."),
    ),
    FirstGesture(
        "capture",
        "page",
        N_("&Lire une page d’annonce"),
        N_("Une page enregistrée ou une adresse. Un site qui refuse n’est pas lu."),
    ),
    FirstGesture(
        "type", "edit", N_("&Saisir un prospect"), N_("Une personne venue au comptoir, ou une annonce vue dans la rue.")
    ),
)


class WaysStep(Named, QWidget):
    """The page. ``chosen(key)`` is emitted with import, capture or type."""

    chosen = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(name="start-ways", title=_("Commencer"))
        self.buttons: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(1, 1)
        for line, way in enumerate(WAYS):
            kind: Kind = "primary" if line == 0 else "secondary"
            button = Button(office.theme, _(way.title), name=f"start-{way.key}", kind=kind, icon=way.icon, tall=40)
            button.clicked.connect(partial(self.chosen.emit, way.key))
            self.buttons[way.key] = button
            words = paragraph(_(way.words), ink="muted")
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(button, line, 0)
            grid.addWidget(words, line, 1)
        then = _("Ensuite : une lettre d’information part d’abord, le téléphone vient avec l’accord.")
        # Room for the focus ring of the buttons, four pixels outside them.
        vbox(
            label(_("Votre premier prospect"), "heading"), grid, 8, paragraph(then), STRETCH, on=self,
            margins=(5, 0, 5, 0), spacing=12,
        )  # fmt: skip


DOORS, AGENCY, BEGINNING = 0, 1, 2
MARGIN = 134
WIDEST = 860


class StartPage(Named, QWidget):
    """The page. ``finished(how)`` is emitted with import, capture, type, restore or later; the first start is then over
    for good. It is also emitted with demo, or a language, which leaves nothing begun in this base, and with joined:
    this folder is now that of a seat."""

    finished = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(name="start", title=_("Premier démarrage"))
        self._office = office
        self._step = DOORS
        self.join: JoinPage | None = None
        theme = office.theme
        self._header = PageHeader(theme, _("Bienvenue"), name="start-header")
        self.steps = WizardSteps(theme, (_("Agence"), _("Votre premier vendeur")), name="start-steps")
        self._header.add_widget(self.steps)
        self.doors = DoorsStep(theme)
        self.agency = AgencyForm(office, first=True)
        self.ways = WaysStep(office)
        self._stack = Pages(
            *(_Scrolled(theme, page) for page in (self.doors, self.agency, self.ways)), name="start-pages"
        )
        self.footer = WizardFooter(theme, cancel=_("Plus tard"), name="start-footer")
        self._own = widget_of(vbox(self._header, (self._stack, 1), self.footer, spacing=0))
        self._whole = vbox((self._own, 1), on=self, spacing=0)
        self.steps.asked.connect(self.show_step)
        self.footer.back.connect(lambda: self.show_step(self._step - 1))
        self.footer.forward.connect(lambda: self.show_step(self._step + 1))
        self.footer.cancelled.connect(lambda: self.finish("later"))
        self.doors.chosen.connect(self._enter)
        self.ways.chosen.connect(self.finish)
        self.agency.saved.connect(self._show_footer)
        self.show_step(DOORS)

    @property
    def step(self) -> int:
        """The page shown: 0 for the ways in, then 1 and 2."""
        return self._step

    def show_step(self, step: int) -> None:
        """Show a page; the field being edited is saved first."""
        leaving = self.focusWidget()
        if leaving is not None:
            leaving.clearFocus()
        self._step = min(max(step, DOORS), BEGINNING)
        self._stack.setCurrentIndex(self._step)
        self.steps.show_current(self._step)
        self._header.setVisible(self._step != DOORS)
        self.footer.setVisible(self._step != DOORS)
        self._show_footer()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the focus to the first control of the page shown."""
        if self.join is not None:
            self.join.take_focus()
            return
        first = {DOORS: self.doors.buttons["begin"], AGENCY: self.agency.pasted, BEGINNING: self.ways.buttons["import"]}
        first[self._step].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a way in by its digit."""
        place = digit(event) - 1
        if self._step == DOORS and self.join is None and 0 <= place < len(self.doors.buttons):
            list(self.doors.buttons.values())[place].click()
            return
        super().keyPressEvent(event)

    def finish(self, how: str) -> None:
        """Emit how the user goes on; from then on the program opens on its pages."""
        if how != "demo" and how not in dict(LANGUAGES):
            office = self._office
            values: dict[str, object] = {"started": True}
            if not office.settings.caller_number and office.settings.agency.phone:
                # Whoever is called sees the number of the agency, until another one is given (Réglages, Téléphone).
                values["caller_number"] = office.settings.agency.phone
            with office.trying():
                agency.save_settings(office.store, values, by=office.by, at=office.now())
                office.forget(frozenset({"setting"}))
        self.finished.emit(how)

    def _enter(self, key: str) -> None:
        if key == "begin":
            self.show_step(AGENCY)
        elif key == "join":
            self._show_join()
        else:
            self.finish(key)

    def _show_join(self) -> None:
        """Show, in place of all, the page that joins a team."""
        self._own.hide()
        with self._office.theme.undressed():
            self.join = JoinPage(self._office)
            self._whole.addWidget(self.join, 1)
        self.join.show()
        self.join.went_back.connect(self._leave_join)
        self.join.joined.connect(lambda: self.finished.emit("joined"))
        self.join.take_focus()

    def _leave_join(self) -> None:
        if self.join is not None:
            drop(self.join)
            self.join = None
        self._own.show()
        self.doors.buttons["join"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_footer(self) -> None:
        """Keep what a letter lacks visible below the form, wherever it is scrolled."""
        fact = _("Tout s’enregistre au fur et à mesure, et se change dans Réglages.")
        if self._step == AGENCY:
            count = len(self.agency.missing())
            fact = later_words(count) if count else self.agency.words()
        self.footer.show_step(fact, _("&Suivant"), first=False)
        self.footer.forward_button.setVisible(self._step != BEGINNING)


class _Scrolled(Themed, QScrollArea):
    """A page of the assistant, right of the margin line, with a width comfortable to read."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, name=f"{page.objectName()}-scroll")
        self._sheet = _StartSheet(theme, page)
        bare_area(self, self._sheet, across=True)


class _StartSheet(Themed, QFrame):
    """The background of a page and its margin line."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, name=f"{page.objectName()}-sheet")
        self._page = page
        self.setProperty("ground", "surface")
        self._column = vbox((page, 1), on=self, margins=None)
        theme.follow(self._fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        margin_line(QPainter(self), self._theme, x=self._line(), top=0, bottom=self.height())

    def _line(self) -> int:
        return MARGIN if self._theme.scale <= 100 else MARGIN // 2

    def _fit(self) -> None:
        self._column.setContentsMargins(self._line() + 24, 20, 24, 20)
        self._page.setMaximumWidth(self._theme.px(WIDEST))
