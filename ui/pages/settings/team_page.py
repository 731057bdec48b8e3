"""What the section of the team shows once the base is shared: what is needed, the seats, the people and what each may
do; beside it, how a seat is added. Others come and go: it looks every three seconds, never in the window's own turn."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.actions.common import agents
from core.base.errors import UserError
from core.base.i18n import _
from core.base.progress import Progress
from core.model.seat import Rights
from core.model.way_now import WayNow
from core.store.postgres.address import team_address
from core.team import managing
from core.team.managing import SeatAsked
from core.team.overview import Overview, overview
from core.team.places import serves
from core.team.sharing import SharedBase
from ui.common.for_many import ForMany
from ui.common.office import Office
from ui.pages.settings.team_cards import NeedRows, PeopleRows, SeatRows
from ui.pages.settings.team_moves import ending_move
from ui.pages.settings.team_words import WordsPane
from ui.widgets.button import Button
from ui.widgets.calm_timer import CalmTimer
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import paragraph
from ui.widgets.layouts import STRETCH, Fitted, hbox, vbox
from ui.widgets.many_question import ManyAsked
from ui.widgets.mark import ProblemLine
from ui.widgets.pages import stand_beside

LOOK_MS = 3_000
NEEDS_EVERY = 20
"""Looks between two readings of what is needed: the system is asked by its own programs."""
_PANE, _LEAST = 400, 1280
"""Width of what adds a seat, and of the window under which it stands below the rest, at 100 %."""


class TeamPage(Fitted, QWidget):
    """The page; an agent's seat sees it without what a manager does."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("team")
        self._office = office
        address = team_address(office.folder)
        self._role, self._hosts = address.role if address else "", serves(office.folder)
        self._seen: Overview | None = None
        self._people: Mapping[str, str] = {}
        self._looks = 0
        self._looking = False
        theme = office.theme
        row = FieldRow("share", _("Partage"), "switch", text=_("Partager avec l’équipe"))
        self._form = Form(theme, (row,), name="team-form")
        self._where = ""
        self._show_sharing()
        self._form.changed.connect(self._ask_end)
        self._question = ForMany(office)
        self._question.left.connect(self.take_focus)
        self._away = ProblemLine(theme, name="team-away")
        self._form.put_under("share", self._question)
        self._needs, self._seats = NeedRows(office), SeatRows(theme, name="team-seats", title=_("Postes"))
        self._persons = PeopleRows(theme, name="team-people", title=_("Personnes"))
        self._add = Button(theme, _("Ajouter une personne"), name="team-add-person", kind="link", icon="plus")
        self._words = WordsPane(office)
        self._lay_out()
        self._seats.removal.connect(self._ask_removal)
        self._persons.chosen.connect(
            lambda person, rights: self._change(managing.set_rights, self._asked(person, Rights(rights)))
        )
        self._add.clicked.connect(lambda: office.go("settings/section=user"))
        if isinstance(office.result, SharedBase):
            self._words.show_code(office.result.code)
            office.result = None
        self._timer = CalmTimer(self.look, self, every=LOOK_MS)
        theme.follow(self._fit)

    def look(self) -> None:
        """Ask the server who is there, unless it is being asked, or nobody sees it."""
        if self._looking or not self.isVisible():
            return
        self._looking = True
        office, show = self._office, self._needs.show_needs
        office.jobs.run(overview, office.folder, done=self._show, failed=self._fail, lane="thread")
        if self._hosts and self._looks % NEEDS_EVERY == 0:
            office.jobs.run(managing.ask_needs, self._asked(), done=show, failed=office.complain, lane="thread")
        self._looks += 1

    def showEvent(self, event: QShowEvent) -> None:
        """Look at once."""
        super().showEvent(event)
        self.look()

    def take_focus(self) -> None:
        """Give the focus to what adds a seat, to the switch where somebody else does it."""
        if not self._words.take_focus():
            self._form.field("share").setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        form = self._form
        if self._hosts:
            form.add_part(_("Il faut"), self._needs)
        form.add_part(_("Postes"), self._seats)
        people = QWidget()
        vbox(self._persons, hbox(self._add), on=people, spacing=6)
        form.add_part(_("Personnes"), people)
        form.add_part(Rights.AGENT.shown, paragraph(_("Voit tout, écrit, appelle, note, oppose.")))
        roles = QWidget()
        vbox(
            paragraph(_("Et aussi\u202f: effacer, exporter, entrée par erreur, textes, postes.")),
            paragraph(_("S’opposer n’est jamais réservé."), "caption", ink="muted"),
            on=roles,
            spacing=4,
        )
        form.add_part(Rights.MANAGER.shown, roles)
        column = vbox(self._away, form, spacing=8)
        column.addStretch(1)
        self._row = hbox((column, 1), self._words, STRETCH, on=self, spacing=24)
        self._tell("", there=False)

    def _fit(self) -> None:
        theme = self._office.theme
        # The last part of the row is the room that is left, of which the page takes none where the pane is under it.
        under = stand_beside(theme, self._words, self._row, wide=theme.px(_PANE), tall=0, least=_LEAST)
        self._row.setStretch(0, int(not under))
        self._row.setStretch(2, int(under))

    def _asked(self, name: str = "", rights: Rights = Rights.AGENT) -> SeatAsked:
        return SeatAsked(self._office.folder, self._office.now(), name, rights)

    def _show(self, seen: Overview) -> None:
        """Show who is there, where something changed; a list that is dropped down is left alone until it is closed."""
        away = _("L’équipe ne répond pas à l’adresse {address}.").format(address=seen.address)
        self._tell(seen.trouble or ("" if seen.serving else away), there=seen.serving)
        if not seen.serving:
            return
        with self._office.store.read() as r:
            people = {agent.name: agent.initials for agent in agents.everybody(r) if agent.active}
        self._words.tick()
        if (seen, people) == (self._seen, self._people) or QApplication.activePopupWidget():
            return
        self._tell_joined(seen)
        self._seen, self._people = seen, people
        managers = {seat.role: seat.person for seat in seen.seats if seat.rights == Rights.MANAGER}
        manages = self._role in managers
        host = seen.seats[0].name if seen.seats else ""
        note = _("La base vit sur ce poste, {seat}. Rien ne passe par Internet.") if self._hosts else _(
            "La base vit sur le poste {seat}. Rien ne passe par Internet."
        )  # fmt: skip
        if seen.server:
            note = _("La base est sur le serveur {server}. Les postes y passent par {seat}.")
        self._where = note.format(seat=host, server=seen.server)
        self._show_sharing()
        self._form.field("share").setEnabled(manages and self._hosts)
        self._seats.show_seats(seen, host, manages=manages)
        self._persons.show_people(seen.seats, people, manages=manages)
        self._add.setVisible(manages)
        self._words.show_team(seen.address, asks="" if manages else ", ".join(dict.fromkeys(managers.values())))

    def _fail(self, problem: UserError) -> None:
        self._tell(problem.text, there=False)

    def _tell(self, problem: str, *, there: bool) -> None:
        """Show what only the server tells, as long as it is ``there``, or what became of it."""
        self._looking = False
        self._away.show_problem(problem)
        for part in (self._seats, self._persons):
            self._form.show_part(part, there)
        self._words.setVisible(there)

    def _tell_joined(self, seen: Overview) -> None:
        """Say who has joined since the last look."""
        if self._seen is None:
            return
        before = {seat.role for seat in self._seen.seats}
        for seat in seen.seats:
            if seat.role not in before:
                self._words.use_up()
                words = _("{user} a rejoint l’équipe, poste {seat}.").format(user=seat.person, seat=seat.name)
                self._office.say("done", words)

    def _ask_removal(self, seat: str) -> None:
        question = ManyAsked(
            _("Retirer le poste «\u202f{seat}\u202f»\u202f?").format(seat=seat),
            f"{_('Il ne lira plus rien, tout de suite. Ses gestes restent.')} {_(managing.KEEPS)}",
            _("Retirer"),
            shape=WayNow.DECIDE,
            grave=True,
        )
        self._question.ask(question, lambda _way: self._change(managing.remove_seat, self._asked(seat)))

    def _change(self, work: Callable[[SeatAsked, Progress], str], asked: SeatAsked) -> None:
        """Have the server change something, say it, and look again; what it refuses is shown as it is."""

        def done(words: str) -> None:
            self._office.say("done", words)
            self.look()

        def failed(problem: UserError) -> None:
            self._office.say("error", problem.text)
            self._seen = None
            self.look()

        self._office.jobs.run(work, asked, done=done, failed=failed, lane="thread")

    def _show_sharing(self) -> None:
        """Show that the base is shared, and where it is."""
        self._form.show_values({"share": "1"})
        self._form.notes["share"].setText(self._where)
        self._form.notes["share"].setVisible(bool(self._where))

    def _ask_end(self, _key: str, _value: str) -> None:
        """Ask whether to stop sharing; nothing stops by the switch itself."""
        self._show_sharing()
        seen = self._seen or Overview()
        connected = [seat for seat in seen.seats if seat.role in seen.connected and seat.role != self._role]
        names = ", ".join(f"{seat.name} ({seat.person})" for seat in connected)
        works = _("Ils y travaillent\u202f: {seats}.").format(seats=names) if connected else ""
        returns = _("La base revient sur ce poste seul, relue. Les autres postes ne liront plus rien.")
        question = ManyAsked(
            _("Ne plus partager\u202f?"),
            f"{returns} {works}".strip(),
            _("Ne plus partager"),
            accept=_("Les couper quand même") if connected else "",
            shape=WayNow.DECIDE,
            grave=True,
        )
        office, accepts = self._office, bool(connected)
        self._question.ask(question, lambda _way: office.close_for(ending_move(office, accepts=accepts)))
