"""The cards of a team's page: what is needed, the seats, the people."""

from collections.abc import Iterable, Mapping, Sequence

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
from ui.widgets.layouts import drop_all, hbox, nest, vbox
from ui.widgets.mark import IconLabel

_MARGIN = 58
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

    def show_rows(self, rows: Iterable[tuple[QWidget, QWidget, QWidget]]) -> None:
        """Show rows, each with its sign, who it is, and what is at its right, in place of those shown."""
        widget = QApplication.focusWidget()
        name = widget.objectName() if widget is not None and self.isAncestorOf(widget) else ""
        self.clear()
        for place, (sign, who, state) in enumerate(rows):
            line = QWidget()
            parts = Flow(line, spacing=12)
            parts.setContentsMargins(0, 4, 0, 4)
            parts.add_widget(who)
            parts.add_widget(state, right=True)
            self.add(sign, line, line=place > 0)
        for control in self.findChildren(QWidget, name)[-1:] if name else ():  # Those of before end a little later.
            control.setFocus(Qt.FocusReason.OtherFocusReason)


class SeatRows(TeamRows):
    """The seats. ``removal(name)``: one is to be removed."""

    removal = Signal(str)

    def show_seats(self, seen: Overview, host: str, *, manages: bool) -> None:
        """Show the seats; ``host``: the one whose computer has the base, which nobody removes."""
        here = _("Il mène à la base") if seen.server else _("La base est ici")
        rows = []
        for place, seat in enumerate(seen.seats):
            is_there, who = seat.role in seen.connected, QWidget()
            vbox(label(seat.name, semibold=True), label(seat.person, "caption", ink="muted"), on=who, spacing=2)
            sign = IconLabel(self._theme, "seat", "", ink="accent" if is_there else "muted")
            is_host = seat.name == host
            state = (
                label(here, ink="muted") if is_host else self._state(place, seat, is_there=is_there, manages=manages)
            )
            rows.append((sign, who, state))
        self.show_rows(rows)

    def _state(self, place: int, seat: SeatRow, *, is_there: bool, manages: bool) -> QWidget:
        row = QWidget()
        parts = hbox(on=row, spacing=16)
        if is_there:
            parts.addWidget(IconLabel(self._theme, "check", _("Connecté"), ink="allowed"))
        else:
            at, free = moments.local(seat.seen), label(_("Personne n’y appelle plus"), "caption", ink="muted")
            is_today = at.date() == moments.now().date()
            when = hour(at) if is_today else _("le {when}").format(when=moment(at))
            nest(parts, vbox(label(_("Éteint depuis {when}").format(when=when)), free, spacing=2))
        if manages:
            remove = Button(self._theme, _("Retirer…"), name=f"team-remove-{place}", kind="link")
            remove.setAccessibleName(_("Retirer le poste {seat}").format(seat=seat.name))
            # Queued: the card may be made again, and the button is in it.
            remove.clicked.connect(lambda: self.removal.emit(seat.name), Qt.ConnectionType.QueuedConnection)
            parts.addWidget(remove)
        return row


class PeopleRows(TeamRows):
    """The people, and what each may do. ``chosen(person, rights)``: a manager chose other rights."""

    chosen = Signal(str, str)

    def show_people(self, seats: Sequence[SeatRow], people: Mapping[str, str], *, manages: bool) -> None:
        """Show who has a seat, then the others of the agency; ``people``: their initials by their names."""
        managers = {seat.person for seat in seats if seat.rights == Rights.MANAGER}
        rights = {seat.person: Rights.MANAGER if seat.person in managers else Rights.AGENT for seat in seats}
        rows = []
        for place, name in enumerate(dict.fromkeys((*rights, *people))):
            initials = label(people.get(name) or initials_of(name), semibold=True)
            initials.setMinimumHeight(self._theme.height(40 if manages else 0))  # On the line of what is chosen.
            state = self._state(place, name, rights.get(name), manages=manages)
            rows.append((initials, label(name, semibold=True), state))
        self.show_rows(rows)

    def _state(self, place: int, name: str, rights: Rights | None, *, manages: bool) -> QWidget:
        if rights is None or not manages:
            return label(rights.shown if rights else _("Sans poste pour l’instant"), ink="muted")
        options = [(role.value, role.shown) for role in reversed(Rights)]
        title = _("Ce que {user} peut faire").format(user=name)
        choice = Choice(self._theme, options, name=f"team-rights-{place}", title=title)
        choice.choose(rights.value)
        choice.currentIndexChanged.connect(
            lambda: self.chosen.emit(name, choice.value()), Qt.ConnectionType.QueuedConnection
        )
        return choice
