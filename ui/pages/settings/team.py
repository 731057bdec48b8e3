"""The section of the team: on one seat, what sharing its base would do, and sharing it; then the team itself."""
# ruff: noqa: PLC0415 - one seat alone never loads what a team needs

import socket
from functools import partial

from core.base.errors import UserError
from core.base.i18n import N_, _
from core.base.screen_shapes import number
from core.model.disk_lock import DiskEncryption, DiskLock
from core.model.way_now import WayNow
from core.store import leads
from core.store.engine.disk_lock import ask_disk
from core.store.postgres.address import TeamAddress, team_address
from core.team.binaries import programs_folder
from ui.common.for_many import ForMany
from ui.common.office import Office
from ui.pages.settings.seat import SEAT
from ui.pages.settings.section import SettingsSection
from ui.pages.settings.team_server import ServerForm
from ui.pages.settings.team_sheet import TeamSheetCard
from ui.widgets.button import Button
from ui.widgets.form import FieldRow, Form
from ui.widgets.layouts import STRETCH, fill
from ui.widgets.many_question import ManyAsked

_LEADS_A_MINUTE = 100_000
"""Moved and read again, on a slow computer."""


class TeamSection(SettingsSection):
    """The section."""

    key = "team"
    title = N_("Équipe")
    sentence = N_("Un seul registre\u202f: une opposition notée ici vaut sur tous les postes, à l’instant.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._seat = office.seat.text(SEAT) or socket.gethostname()
        if team_address(office.folder) is not None:
            from ui.pages.settings.team_page import TeamPage

            self._page: TeamPage | None = TeamPage(office)
            self.body.addWidget(self._page)
            return
        self._page = None
        # That of a sharing that did not succeed: its sheet is as good as before.
        self._team_key, office.result = office.result if isinstance(office.result, str) else "", None
        self._sheet = TeamSheetCard(office, self._move)
        self._sheet.hide()
        words = _("La base vit sur ce poste, {seat}. Rien ne passe par Internet.").format(seat=self._seat)
        row = FieldRow("share", _("Partage"), "switch", text=_("Partager avec l’équipe"), help=words)
        self._form = Form(office.theme, (row,), name="team-form")
        self._question = ForMany(office)
        self._question.left.connect(self.arrive)
        self._form.changed.connect(self._ask)
        self._server: TeamAddress | None = None
        self._elsewhere = ServerForm(office)
        turn = Button(office.theme, _("Notre serveur est ailleurs…"), name="team-elsewhere", kind="link")
        turn.clicked.connect(self._elsewhere.turn)
        self._form.put_under("share", self._question, self._sheet, turn)
        fill(self.body, self._form, self._elsewhere, STRETCH)

    def refresh(self) -> None:
        """Read again who is there."""
        if self._page is not None:
            self._page.look()

    def arrive(self) -> None:
        """Give the focus to what is to be done."""
        (self._page.take_focus if self._page is not None else self._form.field("share").setFocus)()

    def tell_server(self, server: TeamAddress) -> None:
        """Ask whether to share on a server of another computer."""
        self.tell_disk(DiskLock(DiskEncryption.SERVER), server)

    def tell_disk(self, lock: DiskLock, server: TeamAddress | None = None) -> None:
        """Ask whether to share; a disk that is not known to be encrypted is to be accepted."""
        office, is_sealed = self.office, lock.state is DiskEncryption.ON
        self._server = server
        self._form.show_error("share", "")
        with office.store.read() as r:
            minutes = 1 + leads.count_leads(r) // _LEADS_A_MINUTE
        copied = _("Une copie est faite d’abord. Si cela s’arrête, tout reste comme avant.")
        question = ManyAsked(
            _("Partager maintenant\u202f? Comptez {min}\u00a0min.").format(min=number(minutes)),
            f"{copied} {lock.shown}",
            _("Partager"),
            accept="" if is_sealed else _("Accepter un disque en clair"),
            shape=WayNow.DECIDE,
        )
        self._question.ask(question, partial(self._share, accepts=not is_sealed))

    def _ask(self, _key: str, _value: str) -> None:
        """Look at the disk, or ask the server, before it is asked; nothing is shared by the switch itself."""
        office = self.office
        self._form.show_values({"share": ""})
        self._sheet.hide()
        with office.trying():
            programs_folder()  # What a team needs is installed with the extra « team ».
            note, typed, failed = self._form.notes["share"], self._elsewhere.typed, self._fail
            if typed is None:
                note.setText(_("Le disque est regardé d’abord."))
                office.jobs.run(ask_disk, office.folder, done=self.tell_disk, failed=failed, lane="thread")
                return
            note.setText(_("Le serveur est interrogé d’abord."))
            from core.team.moving import ask_server

            office.jobs.run(ask_server, (office.folder, typed), done=self.tell_server, failed=failed, lane="thread")

    def _fail(self, problem: UserError) -> None:
        self._form.show_error("share", problem.text)

    def _share(self, _way: str, *, accepts: bool) -> None:
        """Share, once the recovery sheet of the team is on paper."""
        self._accepts = accepts
        if self._team_key:
            self._move(self._team_key)
        else:
            self._sheet.ask()

    def _move(self, team_key: str) -> None:
        from ui.pages.settings.team_moves import sharing_move

        self._team_key = team_key
        self.office.close_for(
            sharing_move(self.office, self._seat, team_key, accepts=self._accepts, server=self._server)
        )
