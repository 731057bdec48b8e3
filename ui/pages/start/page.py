"""The first start: agency, safety, telephone, beginning. No field is required; what a letter needs is shown at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from core.actions.common import agency
from core.base.french import hour, listed, number, weekday
from core.base.i18n import N_, _
from core.base.records import Struct
from core.rules.rulebook_data import Numbers
from ui.common.at_seat import sit_down
from ui.common.checks import phone
from ui.common.office import Office
from ui.look.theme import Theme
from ui.pages.start.agency_form import AgencyForm, later_words
from ui.widgets.button import Button, Kind
from ui.widgets.card import Card
from ui.widgets.form import FieldRow, Form
from ui.widgets.header import PageHeader
from ui.widgets.label import label, paragraph, value
from ui.widgets.layouts import STRETCH, fill, hbox, nest, vbox
from ui.widgets.pages import Pages
from ui.widgets.paint import margin_line
from ui.widgets.wizard import WizardFooter, WizardSteps

FACTS = (
    (
        N_("Rien n’est envoyé"),
        N_("Ni vos prospects, ni vos notes, ni de mesure d’usage. La seule connexion est la page que vous demandez."),
    ),
    (
        N_("Un dossier de cet ordinateur"),
        N_("OneDrive, Dropbox ou un disque du réseau abîmeraient la base : le programme les refuse."),
    ),
    (
        N_("Une sauvegarde par semaine"),
        N_("Réglages, Sauvegardes\u202f: une copie vérifiée, sur un disque rangé ailleurs que dans cet ordinateur."),
    ),
)


class SafeStep(QWidget):
    """The page: text, and a button that opens the folder."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("start-safe")
        self.setAccessibleName(_("Mise à l’abri"))
        self._folder = office.folder
        place = Card(office.theme, _("Votre base est dans ce dossier"), name="start-folder-card")
        path = value(str(office.folder), name="start-folder")
        path.setAccessibleName(_("Dossier de la base : {folder}").format(folder=office.folder))
        self.open = Button(office.theme, _("&Ouvrir le dossier"), name="start-open-folder")
        self.open.clicked.connect(self._open)
        nest(place.body, hbox((path, 1), self.open, spacing=12))
        column = vbox(label(_("Où vivent vos données"), "heading"), place, on=self, spacing=12)
        for title, words in FACTS:
            nest(column, vbox(label(_(title), semibold=True), paragraph(_(words), ink="muted"), spacing=0))
        column.addStretch(1)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def hours_words(numbers: Numbers) -> str:
    """Return « Du lundi au vendredi, de 10 h à 13 h et de 14 h à 20 h, jamais un jour férié. » from the rulebook."""
    days = _("Du {first} au {last}").format(first=weekday(numbers.days[0]), last=weekday(numbers.days[-1]))
    slots = listed([_("de {start} à {end}").format(start=hour(start), end=hour(end)) for start, end in numbers.slots])
    return _("{days}, {slots}, jamais un jour férié.").format(days=days, slots=slots)


class PhoneStep(QWidget):
    """The page; each field is saved when it is left."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setObjectName("start-phone")
        self.setAccessibleName(_("Téléphone"))
        rows = (
            FieldRow(
                "caller_number",
                _("Numéro affiché"),
                help=_("Un appel masqué est interdit : on doit pouvoir vous rappeler (C. consom., art. L221-17)."),
                narrow=True,
                check=phone,
            ),
            FieldRow("user", _("Votre nom"), help=_("Noté au journal à côté de ce que vous faites."), narrow=True),
        )
        self.form = Form(office.theme, rows, name="start-phone-form")
        self.form.changed.connect(self._save)
        self._hours = paragraph("", name="start-hours")
        self._attempts = paragraph("", ink="muted", name="start-attempts")
        card = Card(office.theme, _("Même avec l’accord de la personne"), name="start-hours-card")
        fill(card.body, self._hours, self._attempts)
        vbox(label(_("Qui appelle, et de quel numéro"), "heading"), self.form, card, STRETCH, on=self, spacing=12)

    def show_values(self) -> None:
        """Show the saved values; the agency's own telephone is proposed when no number was given."""
        settings = self._office.settings
        self.form.show_values({"user": settings.user, "caller_number": settings.caller_number})
        if not settings.caller_number and settings.agency.phone:
            self.form.show_values({"caller_number": settings.agency.phone})
            self._save("caller_number", settings.agency.phone)
        numbers = self._office.law.books.on(self._office.now().date()).numbers
        self._hours.setText(hours_words(numbers))
        words = _("{n} appels au plus à la même personne sur {days} jours. Le programme compte pour vous.")
        # Attempts are counted over calendar dates, today included: one more than the days of the law.
        days = number(numbers.counted_days - 1)
        self._attempts.setText(words.format(n=number(numbers.max_attempts), days=days))

    def _save(self, key: str, value: str) -> None:
        office = self._office
        with office.trying():
            if key == "user":
                if value:
                    sit_down(office, value)
            else:
                agency.save_settings(office.store, {key: value}, by=office.by, at=office.now())
            office.forget(frozenset({"setting"}))


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
    FirstGesture(
        "demo",
        "eye",
        N_("Essa&yer avec des prospects inventés"),
        N_("Dans une autre fenêtre, sur une base à part qui disparaît ensuite."),
    ),
)


class WaysStep(QWidget):
    """The page. ``chosen(key)`` is emitted with import, capture, type or demo."""

    chosen = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("start-ways")
        self.setAccessibleName(_("Commencer"))
        self.buttons: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(1, 1)
        for line, way in enumerate(WAYS):
            kind: Kind = "primary" if line == 0 else "secondary"
            button = Button(office.theme, _(way.title), name=f"start-{way.key}", kind=kind, icon=way.icon, tall=40)
            button.clicked.connect(_teller(self.chosen.emit, way.key))
            self.buttons[way.key] = button
            words = paragraph(_(way.words), ink="muted")
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(button, line, 0)
            grid.addWidget(words, line, 1)
        column = QVBoxLayout(self)
        # Room for the focus ring of the buttons, four pixels outside them.
        column.setContentsMargins(5, 0, 5, 0)
        column.setSpacing(12)
        fill(
            column,
            label(_("Votre premier prospect"), "heading"),
            grid,
            8,
            paragraph(_("Ensuite : une lettre d’information part d’abord, le téléphone vient avec l’accord.")),
            STRETCH,
        )


def _teller(tell: Callable[[str], None], key: str) -> Callable[[], None]:
    return lambda: tell(key)


AGENCY, SAFE, PHONE, BEGINNING = 1, 2, 3, 4
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
        self.steps = WizardSteps(theme, titles, name="start-steps")
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
        vbox(header, (self._stack, 1), self.footer, on=self, spacing=0)
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
        self._step = min(max(step, AGENCY), BEGINNING)
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
        self.footer.forward_button.setVisible(self._step != BEGINNING)

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
        self._sheet = _StartSheet(theme, page)
        self.setWidget(self._sheet)


class _StartSheet(QFrame):
    """The background of a page and its margin line."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._page = page
        self.setObjectName(f"{page.objectName()}-sheet")
        self.setProperty("ground", "surface")
        self._column = vbox((page, 1), on=self, margins=None)
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
