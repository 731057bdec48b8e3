"""The recovery sheet of a team, asked for before the base is shared: its key is drawn here, and stands nowhere else
before its code, or two of its words, were typed back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from core.actions.register import key_phrase, recovery_sheet
from core.actions.register.recovery_sheet import Typed
from core.base.i18n import _
from core.store.safe.subkeys import new_key
from ui.common.office import Office
from ui.pages.settings.recovery_sheet import SheetCard, SheetState
from ui.widgets.button import Button
from ui.widgets.flow import flow
from ui.widgets.layouts import nest
from ui.widgets.pages import bring_into_sight
from ui.widgets.speech import announce


class TeamSheetCard(SheetCard):
    """The card; ``done(key)`` is called once its sheet is held. « Échap » changes nothing."""

    def __init__(self, office: Office, done: Callable[[str], object]) -> None:
        self._secret, self._done = new_key(), done
        super().__init__(office, _("La feuille de secours de l’équipe, avant de partager"))
        leave = Button(office.theme, _("Ne rien changer"), name="sheet-leave", kind="link", key="Échap")
        leave.clicked.connect(self.hide)
        nest(self.body, flow(leave))

    def ask(self) -> None:
        """Ask for the sheet; one already printed is as good as before."""
        self.show()
        announce(self, f"{self.accessibleName()}. {self.state().sentence}")
        self.print_.setFocus()
        bring_into_sight(self)

    def state(self) -> SheetState:
        """Return why it is needed."""
        words = _(
            "Les sauvegardes de l’équipe ont une clé à elle, que le poste d’un négociateur n’a pas. Cet ordinateur "
            "perdu, seule cette feuille les ouvre. Tapez son code\u202f: le partage commence alors, pas avant."
        )
        return SheetState(words)

    def pdf(self) -> bytes:
        """Return the page."""
        return recovery_sheet.team_sheet(self.office.store, self._secret, self.office.now())

    def words(self) -> tuple[str, ...]:
        """Return the words of the key."""
        return key_phrase.words_of(bytes.fromhex(self._secret))

    def accept(self, typed: Typed) -> None:
        """Raise UserError SHEET_CODE, PHRASE_TOLD where the sheet is not held."""
        recovery_sheet.check(self._secret, typed)

    def accepted(self) -> None:
        """Give the key."""
        self.hide()
        self._done(self._secret)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change nothing on « Échap »."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
