"""The pane that adds a seat: the four words, how long they live, what both screens show, where this computer is."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from core.actions.common.files import write_whole
from core.base.errors import UserError
from core.base.i18n import _
from core.base.screen_shapes import number
from core.team import managing
from core.team.invitation import HOW, NETWORK, invitation
from core.team.managing import SeatAsked
from core.team.sharing import GivenCode
from ui.common.file_dialogs import ask_save
from ui.common.office import Office
from ui.common.one_job import open_file
from ui.pages.calls.titles_card import PDF
from ui.widgets.button import Button
from ui.widgets.card import Hairline, Surface
from ui.widgets.flow import flow
from ui.widgets.label import label, paragraph, value
from ui.widgets.layouts import STRETCH, nest, vbox
from ui.widgets.message_band import Act
from ui.widgets.speech import announce


class WordsPane(QFrame):
    """The pane; on the seat of an agent it says who may add one."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._code: GivenCode | None = None
        theme = office.theme
        self.setObjectName("team-pane")
        self.setProperty("ground", "rail")
        self._asks = paragraph("", ink="muted", name="team-asks")
        self._words = Surface(theme)
        self._words.setObjectName("team-words")
        self._each = [label("", "title", name=f"team-word-{place}") for place in range(1, 5)]
        self._left = paragraph("", "caption", ink="muted", name="team-left")
        self._new = Button(theme, _("Nouveaux mots"), name="team-new-words", kind="link")
        self._check = label("", "heading", name="team-check")
        self._lost = value("", ink="muted", name="team-lost")
        self._new.clicked.connect(self._ask)
        self._print = Button(theme, _("Imprimer cette page"), name="team-print", kind="link")
        self._print.clicked.connect(self._print_page)
        self._manager, self._given = QWidget(), QWidget()
        self._lay_out()
        self._manager.hide()
        self._given.hide()

    def show_code(self, code: GivenCode) -> None:
        """Show the words of a code, for as long as it lives."""
        self._code = code
        self._words.setAccessibleName(_("Les quatre mots\u202f: {words}").format(words=code.code))
        for word, text in zip(self._each, code.code.split(), strict=True):
            word.setText(text)
        self._check.setText(code.check)
        for part in (self._manager, self._given):
            part.show()
        self.tick()

    def use_up(self) -> None:
        """Show no words any more: a seat has used them."""
        self._code = None
        self._given.hide()
        self._left.setText("")

    def tick(self) -> None:
        """Say how long the words still live; dead ones are shown no more."""
        if self._code is None:
            return
        seconds = (self._code.until - self._office.now()).total_seconds()
        if seconds <= 0:
            self.use_up()
            self._left.setText(_("Les mots ont fait leur temps\u202f: demandez-en de nouveaux."))
        else:
            remaining = _("Encore {min}\u00a0min, pour un seul poste.").format(min=number(-(-int(seconds) // 60) or 1))
            self._left.setText(remaining)

    def show_team(self, address: str, *, asks: str) -> None:
        """Show the address of the door; ``asks``: who may add a seat, where this one may not."""
        self._asks.setVisible(bool(asks))
        words = _("Réservé au responsable. {user} peut le faire ici, ou sur son poste.")
        self._asks.setText(words.format(user=asks))
        self._manager.setVisible(not asks)
        self._lost.setText(_(NETWORK).format(address=address))

    def take_focus(self) -> bool:
        """Give the focus to what asks for words; tell whether it is there."""
        if self._manager.isHidden():
            return False
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setSpacing(14)
        for place, word in enumerate(self._each):
            row, column = divmod(place, 2)
            grid.addWidget(label(number(place + 1), "caption", ink="muted"), row, 2 * column)
            grid.addWidget(word, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        nest(self._words.body, grid)
        vbox(
            self._words,
            paragraph(_("L’autre poste trouve celui-ci sur le réseau. Vérifiez qu’il affiche aussi\u202f:")),
            self._check,
            paragraph(_("Ni mot de passe, ni compte à retenir."), "caption", ink="muted"),
            flow(self._print),
            on=self._given,
            spacing=10,
        )
        lost = paragraph(_("L’autre poste ne trouve rien\u202f?"), semibold=True)
        parts = (self._given, self._left, flow(self._new), Hairline(self._office.theme), lost, self._lost)
        vbox(paragraph(_(HOW)), *parts, on=self._manager, spacing=10)
        title = paragraph(_("Ajouter un poste"), "heading", semibold=True)
        vbox(title, self._asks, self._manager, STRETCH, on=self, margins=(20, 14, 20, 20), spacing=10)

    def _ask(self) -> None:
        """Ask for fresh words; those shown are shown no more, though they live as long as they said."""
        self._new.refuse(_("Les mots viennent…"))
        request = SeatAsked(self._office.folder, self._office.now())
        self._office.jobs.run(managing.give_words, request, done=self._told, failed=self._failed, lane="thread")

    def _print_page(self) -> None:
        """Write the page that whoever joins holds, and offer to open it."""
        office, code = self._office, self._code
        out = ask_save(self, office.seat, _("Imprimer cette page"), "rejoindre-une-equipe.pdf", PDF)
        if code is not None and out is not None:
            with office.trying():
                write_whole(out, invitation(code, office.settings.agency.name))
                opens = Act(_("Ouvrir"), partial(open_file, office, str(out)), key="", icon="print")
                office.say("done", _("Page prête à imprimer."), out.name, act=opens)

    def _told(self, code: GivenCode) -> None:
        self._new.allow()
        self.show_code(code)
        announce(self, self._words.accessibleName())

    def _failed(self, problem: UserError) -> None:
        self._new.allow()
        self._office.complain(problem)
