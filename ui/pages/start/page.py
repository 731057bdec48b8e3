"""The first start: agency, safety, telephone, beginning. No field is required; what a letter needs is shown at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.actions.common import agency
from core.base.i18n import _
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.start.agency_form import AgencyForm, later_words
from ui.pages.start.steps import PhoneStep, SafeStep, WaysStep
from ui.widgets.header import PageHeader
from ui.widgets.pages import Pages
from ui.widgets.paint import margin_line
from ui.widgets.wizard import Steps, WizardFooter

AGENCY, SAFE, PHONE, WAYS = 1, 2, 3, 4
MARGIN = 134
WIDEST = 860


class StartPage(QWidget):
    """The page. ``finished(how)`` is emitted with import, capture, type, restore or later; the first start is then over
    for good. It is also emitted with demo, which leaves the page as it is, since nothing has begun in this base."""

    finished = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._step = AGENCY
        theme = office.theme
        self.setObjectName("start")
        self.setAccessibleName(_("Premier démarrage"))
        header = PageHeader(theme, _("Bienvenue"), name="start-header")
        titles = (_("Agence"), _("Mise à l’abri"), _("Téléphone"), _("Commencer"))
        self.steps = Steps(theme, titles, name="start-steps")
        header.add_widget(self.steps)
        self.agency = AgencyForm(office, first=True)
        self.safe = SafeStep(office)
        self.phone = PhoneStep(office)
        self.ways = WaysStep(office)
        self._stack = Pages()
        self._stack.setObjectName("start-pages")
        for page in (self.agency, self.safe, self.phone, self.ways):
            self._stack.addWidget(_Scrolled(theme, page))
        self.footer = WizardFooter(theme, cancel=_("Plus tard"), name="start-footer")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
        self.steps.asked.connect(self.show_step)
        self.footer.back.connect(lambda: self.show_step(self._step - 1))
        self.footer.forward.connect(lambda: self.show_step(self._step + 1))
        self.footer.cancelled.connect(lambda: self.finish("later"))
        self.agency.moved.clicked.connect(lambda: self.finish("restore"))
        self.ways.chosen.connect(self.finish)
        self.agency.saved.connect(self._show_footer)
        self.show_step(AGENCY)

    @property
    def step(self) -> int:
        """The page shown, from 1 to 4."""
        return self._step

    def show_step(self, step: int) -> None:
        """Show a page; the field being edited is saved first."""
        leaving = self.focusWidget()
        if leaving is not None:
            leaving.clearFocus()
        self._step = min(max(step, AGENCY), WAYS)
        if self._step == PHONE:
            self.phone.show_values()
        self._stack.setCurrentIndex(self._step - 1)
        self.steps.show_current(self._step)
        self._show_footer()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the focus to the first control of the page shown."""
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self, how: str) -> None:
        """Emit how the user goes on; from then on the program opens on its pages."""
        if how != "demo":
            office = self._office
            with office.trying():
                agency.save_settings(office.store, {"started": True}, by=office.by, at=office.now())
                office.forget(frozenset({"setting"}))
        self.finished.emit(how)

    def _show_footer(self) -> None:
        """Keep what a letter lacks visible below the form, wherever it is scrolled."""
        fact = _("Tout s’enregistre au fur et à mesure, et se change dans Réglages.")
        if self._step == AGENCY:
            fact = later_words(len(self.agency.missing()))
        self.footer.show_step(fact, _("&Suivant"), first=self._step == AGENCY)
        self.footer.forward_button.setVisible(self._step != WAYS)

    def _first(self) -> QWidget:
        match self._step:
            case 1:
                return self.agency.field("name")
            case 2:
                return self.footer.forward_button
            case 3:
                return self.phone.form.field("caller_number")
        return self.ways.buttons["import"]


class _Scrolled(QScrollArea):
    """A page of the assistant, right of the margin line, with a width comfortable to read."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(f"{page.objectName()}-scroll")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._sheet = _Sheet(theme, page)
        self.setWidget(self._sheet)


class _Sheet(QFrame):
    """The background of a page and its margin line."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._page = page
        self.setObjectName(f"{page.objectName()}-sheet")
        self.setProperty("ground", "surface")
        self._column = QVBoxLayout(self)
        self._column.addWidget(page, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the margin line to the bottom."""
        super().paintEvent(event)
        margin_line(QPainter(self), self._theme, x=self._line(), top=0, bottom=self.height())

    def _line(self) -> int:
        return MARGIN if self._theme.scale <= 100 else MARGIN // 2

    def _fit(self) -> None:
        self._column.setContentsMargins(self._line() + 24, 20, 24, 20)
        self._page.setMaximumWidth(self._theme.px(WIDEST))
