"""The cards of a team's page: what is needed, the seats, the people."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from core.actions.common.agents import initials_of
from core.base import moments
from core.base.i18n import _
from core.base.screen_shapes import hour, moment
from core.model.seat import Rights
from core.store.postgres.roster import SeatRow
from core.team.overview import Overview
from core.team.upkeep import TeamNeed
from ui.common.office import Office
from ui.look.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.fields import Choice
from ui.widgets.flow import Flow
from ui.widgets.label import label, paragraph, value
from ui.widgets.layouts import drop_all, hbox, vbox
from ui.widgets.mark import IconLabel

_MARGIN = 44
_GOES = {"copy": "settings/section=backups", "disk": "settings/section=base"}
"""What leads on from a need that is not fulfilled: the page where something is done about it."""


class NeedRows(QWidget):
    """What is needed of the computer that shares the base, each with its sign."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setObjectName("team-needs")
        self._column = vbox(on=self, spacing=8)
        self._shown: Sequence[TeamNeed] = ()

    def show_needs(self, needs: Sequence[TeamNeed]) -> None:
        """Show what is needed, in place of what was shown."""
        if needs == self._shown:
            return
        self._shown = needs
        drop_all(self._column)
        for need in needs:
            self._column.addWidget(self._line(need))

    def _line(self, need: TeamNeed) -> QWidget:
        theme, line = self._office.theme, QWidget()
        line.setObjectName(f"team-need-{need.key}")
        ink, icon = ("allowed", "check") if need.fulfilled else ("wait", "warning")
        sign = IconLabel(theme, icon, "", ink=ink)
        sign.setAccessibleName(_("C’est fait") if need.fulfilled else _("À faire"))
        words = vbox(paragraph(need.sentence), spacing=2)
        words.addWidget(paragraph(need.detail, "caption", ink="muted" if need.fulfilled else "wait"))
        if need.command:
            words.addWidget(value(need.command, ink="muted"))
        row = hbox((sign, 0, Qt.AlignmentFlag.AlignTop), (words, 1), on=line, spacing=10)
        if not need.fulfilled and need.key in _GOES:
            text = _("Choisir un disque") if need.key == "copy" else _("Voir le disque")
            go = Button(theme, text, name=f"team-need-{need.key}-go", kind="link")
            go.clicked.connect(lambda: self._office.go(_GOES[need.key]))
            row.addWidget(go)
        return line


class TeamRows(MarginRows):
    """A card made again when what it shows changed: the control that had the keyboard has it again."""

    def __init__(self, theme: Theme, *, name: str, title: str) -> None:
        super().__init__(theme, name=name, margin=_MARGIN)
        self.setAccessibleName(title)
        self.theme = theme
        self._controls: dict[str, QWidget] = {}

    def begin(self) -> str:
        """Remove every row, and return the name of the control that has the keyboard."""
        widget = QApplication.focusWidget()
        name = widget.objectName() if widget is not None and self.isAncestorOf(widget) else ""
        self._controls = {}
        self.clear()
        return name

    def control(self, made: QWidget) -> QWidget:
        """Note a control of a row, and return it."""
        self._controls[made.objectName()] = made
        return made

    def end(self, focused: str) -> None:
        """Give the keyboard to the control that had it."""
        if focused in self._controls:
            self._controls[focused].setFocus(Qt.FocusReason.OtherFocusReason)


class SeatRows(TeamRows):
    """The seats. ``removal(name)``: one is to be removed."""

    removal = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="team-seats", title=_("Postes"))

    def show_seats(self, seen: Overview, host: str, *, manages: bool) -> None:
        """Show the seats; ``host``: the one whose computer has the base, which nobody removes."""
        focused = self.begin()
        self._here = _("Il mène à la base") if seen.server else _("La base est ici")
        for place, seat in enumerate(seen.seats):
            is_there = seat.role in seen.connected
            sign = IconLabel(self.theme, "seat", "", ink="accent" if is_there else "muted")
            self.add(sign, self._line(place, seat, host, is_there=is_there, manages=manages), line=place > 0)
        self.end(focused)

    def _line(self, place: int, seat: SeatRow, host: str, *, is_there: bool, manages: bool) -> QWidget:
        line = QWidget()
        line.setObjectName(f"team-seat-{place}")
        parts = Flow(line, spacing=12)
        parts.setContentsMargins(0, 4, 0, 4)
        who = QWidget()
        vbox(label(seat.name, semibold=True), label(seat.person, "caption", ink="muted"), on=who, spacing=2)
        parts.add_widget(who)
        state = QWidget()
        if seat.name == host:
            column = vbox(label(self._here, ink="muted"), on=state)
        elif is_there:
            column = vbox(IconLabel(self.theme, "check", _("Connecté"), ink="allowed"), on=state)
        else:
            column = vbox(label(_("Éteint depuis {when}").format(when=_when(seat.seen))), on=state, spacing=2)
            column.addWidget(label(_("Personne n’y appelle plus"), "caption", ink="muted"))
        if seat.name != host and manages:
            remove = Button(self.theme, _("Retirer…"), name=f"team-remove-{place}", kind="link")
            remove.setAccessibleName(_("Retirer le poste {seat}").format(seat=seat.name))
            # Queued: the card may be made again, and the button is in it.
            remove.clicked.connect(lambda: self.removal.emit(seat.name), Qt.ConnectionType.QueuedConnection)
            both = QWidget()
            hbox(state, self.control(remove), on=both, spacing=16)
            state = both
        parts.add_widget(state, right=True)
        return line


class PeopleRows(TeamRows):
    """The people, and what each may do. ``chosen(person, rights)``: a manager chose other rights."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="team-people", title=_("Personnes"))

    def show_people(self, seats: Sequence[SeatRow], people: Mapping[str, str], *, manages: bool) -> None:
        """Show who has a seat, then the others of the agency; ``people``: their initials by their names."""
        focused = self.begin()
        managers = {seat.person for seat in seats if seat.rights == Rights.MANAGER}
        rights = {seat.person: Rights.MANAGER if seat.person in managers else Rights.AGENT for seat in seats}
        for place, name in enumerate([*rights, *(name for name in people if name not in rights)]):
            initials = label(people.get(name) or initials_of(name), semibold=True)
            self.add(initials, self._line(place, name, rights.get(name), manages=manages), line=place > 0)
        self.end(focused)

    def _line(self, place: int, name: str, rights: Rights | None, *, manages: bool) -> QWidget:
        line = QWidget()
        line.setObjectName(f"team-person-{place}")
        parts = Flow(line, spacing=12)
        parts.setContentsMargins(0, 4, 0, 4)
        parts.add_widget(label(name, semibold=True))
        if rights is None:
            parts.add_widget(label(_("Sans poste pour l’instant"), ink="muted"), right=True)
        elif not manages:
            parts.add_widget(label(rights.shown, ink="muted"), right=True)
        else:
            options = [(role.value, role.shown) for role in reversed(Rights)]
            title = _("Ce que {user} peut faire").format(user=name)
            choice = Choice(self.theme, options, name=f"team-rights-{place}", title=title)
            choice.choose(rights.value)
            choice.currentIndexChanged.connect(
                lambda: self.chosen.emit(name, choice.value()), Qt.ConnectionType.QueuedConnection
            )
            parts.add_widget(self.control(choice), right=True)
        return line


def _when(seen: str) -> str:
    at = moments.local(seen)
    return hour(at) if at.date() == moments.now().date() else moment(at)
