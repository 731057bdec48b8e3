"""The one place of the window that imports modules late: those the first display of the program does not need.

Each function does one thing, and imports its module the first time it is called.
"""
# ruff: noqa: PLC0415 - the start of the program is quick because these wait

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtWidgets import QApplication, QWidget

from core.actions.keeping.current_base import OpenedBase
from core.base.errors import UserError
from core.base.i18n import _
from core.base.version import VERSION
from core.store.engine.opening import NAME
from core.store.port import Changed, Store
from core.store.safe.homes import TEAM
from ui.common.office import Arrival, Meanwhile, Office
from ui.common.page import Page
from ui.look.theme import Theme
from ui.shell.errors import Next
from ui.shell.frame import Frame
from ui.widgets.message_band import Act
from ui.widgets.status_bar import StatusItem


def _today(office: Office) -> Page:
    from ui.pages.today.page import TodayPage

    return TodayPage(office)


def _leads(office: Office) -> Page:
    from ui.pages.leads.page import LeadsPage

    return LeadsPage(office)


def _calls(office: Office) -> Page:
    from ui.pages.calls.page import CallsPage

    return CallsPage(office)


def _letters(office: Office) -> Page:
    from ui.pages.letters.page import LettersPage

    return LettersPage(office)


def _oppositions(office: Office) -> Page:
    from ui.pages.oppositions.page import OppositionsPage

    return OppositionsPage(office)


def _imports(office: Office) -> Page:
    from ui.pages.imports.page import ImportsPage

    return ImportsPage(office)


def _requests(office: Office) -> Page:
    from ui.pages.requests.page import RequestsPage

    return RequestsPage(office)


def _settings(office: Office) -> Page:
    from ui.pages.settings.page import SettingsPage

    return SettingsPage(office)


PAGES: Mapping[str, Callable[[Office], Page]] = MappingProxyType(
    {
        "today": _today,
        "leads": _leads,
        "calls": _calls,
        "letters": _letters,
        "oppositions": _oppositions,
        "imports": _imports,
        "requests": _requests,
        "settings": _settings,
    }
)
"""What makes the page of each key of the rail."""


def first_start(frame: Frame, office: Office) -> None:
    """Show the assistant of the first start in place of the pages."""
    from ui.shell.beginning import begin_first_start

    begin_first_start(frame, office)


def let_go_of_former_base(folder: Path) -> None:
    """Delete what a folder had before it became that of a seat, where nobody ever wrote in it."""
    if not (folder / TEAM).exists() or not (folder / NAME).exists():
        return
    from core.team.former_base import let_go

    let_go(folder)


def open_team(app: QApplication, theme: Theme, folder: Path, at: datetime) -> OpenedBase:
    """Open the base of a team, served first where it lives in this folder. Raises UserError with why it cannot be."""
    from ui.shell import meantime

    return meantime.await_team(app, theme, folder, at)


def attend_team(window: Frame, office: Office) -> None:
    """Say what a seat of a team is to know when its window opens."""
    if (office.folder / TEAM).exists():
        from ui.shell.team_seat import TeamSeat

        TeamSeat(office, window)


def lets_close(window: Frame, office: Office) -> bool:
    """Ask before the window of the computer that shares a team's base closes, where others work on it."""
    # Nobody works on a base that is away.
    if window.reopens or not (office.folder / TEAM).exists() or office.store.away or office.store.is_cut():
        return True
    from ui.shell import team_seat

    return team_seat.may_close(window, office.folder)


def new_window(office: Office) -> None:
    """Open another window on the same base."""
    from core.base.children import open_window

    open_window(office.folder, again=True)


def recent_people(office: Office) -> list[tuple[int, str]]:
    """Return who was opened last in this window, as (lead, name); who is gone since is left out."""
    from ui.shell.palette_items import recent

    return [(row.id, row.name) for row in recent(office)]


def demo_strip(frame: Frame, office: Office) -> QWidget:
    """Return the strip of a demonstration, which never leaves."""
    from ui.shell.beginning import made_up_strip

    return made_up_strip(frame, office)


def unfinished_call(office: Office) -> None:
    """Offer the calls without an outcome, left by a program that stopped."""
    from ui.pages.calls.recovering import recover

    recover(office)


def keep(office: Office, item: StatusItem) -> None:
    """Do the background work of a start; ``item`` shows the age of the last backup."""
    from ui.shell.chores import begin_chores

    begin_chores(office, item)


def verify(office: Office) -> None:
    """Verify the base and its journal."""
    from ui.shell.verifying import verify_base

    verify_base(office)


def tell_altered(office: Office) -> None:
    """Say that a gesture touched a row that another program had changed; an error waits beneath what the gesture
    itself says."""
    from core.actions.keeping.altered import altered_told

    with office.store.read() as r:
        fact, rest = altered_told(r)
    if fact:
        office.say("error", fact, rest)


def tell_refused(office: Office, since: int, shown: Collection[int], queued: Collection[int]) -> int:
    """Tell of the refusals that others noted after a row of the journal; return the row of the last one."""
    from ui.shell.refused_elsewhere import tell_noted

    return tell_noted(office, since, shown=shown, queued=queued)


def follow_server(window: Frame, office: Office, change: Callable[[Store], object]) -> Callable[[Changed], object]:
    """Follow whether the server of a team answers, and return what hears of changes; ``change``: takes what is read
    from then on."""
    from ui.shell.server_line import ServerLine

    return ServerLine(window, office, change).hear


def listen(window: Frame, office: Office) -> None:
    """Let other processes ask this window to come in front, to read a file, to show who calls."""
    from ui.shell.asked_of_window import answers
    from ui.shell.instance import Instance

    Instance(office.folder, answers(window, office), window).listen()


def remind(window: Frame, office: Office) -> None:
    """Remind of the callbacks whose minute comes."""
    from ui.shell.reminders import Reminders

    Reminders(office, window)


def recent_gestures(frame: Frame, office: Office) -> None:
    """Show what was done lately, or put it away."""
    from ui.shell.gestures_pane import show_gestures

    show_gestures(frame, office)


def help_text(frame: Frame, office: Office) -> None:
    """Open the help where the user stands."""
    from ui.shell.help import show_help

    show_help(frame, office)


def tell_news(frame: Frame, office: Office) -> None:
    """Say once, after an upgrade, that the version is new, and where what it brought is told."""
    before, office.seat.version = office.seat.version, VERSION
    if before not in {"", VERSION} and office.settings.started:
        act = Act(_("Nouveautés"), run=partial(open_news, frame, office), key="", icon="help")
        office.say("note", _("Premier Contact {version}.").format(version=VERSION), act=act)


def open_news(frame: Frame, office: Office) -> None:
    """Show what this version brought."""
    from ui.shell.help import show_news

    show_news(frame, office)


def offer_diagnostic(frame: Frame, office: Office) -> None:
    """Show what may be sent to whoever helps, before it is saved."""
    from ui.shell.diagnostic import show_diagnostic

    show_diagnostic(frame, office)


def help_focus(frame: Frame, office: Office) -> None:
    """Go from the help to the work, or back."""
    from ui.shell.help import go_between

    go_between(frame, office)


def palette(frame: Frame, office: Office, acts: Mapping[str, Callable[[], object]]) -> None:
    """Open « Chercher ou faire »; ``acts``: what the window itself can do."""
    from ui.shell.palette_items import entries
    from ui.widgets.lists.palette import Palette

    Palette(office.theme, lambda text: entries(office, text, acts), frame).ask()


def do_meanwhile(app: QApplication, theme: Theme, folder: Path, asked: Meanwhile) -> Arrival:
    """Do to the base what no window may hold it for; return what comes after it."""
    from ui.shell import meantime

    return meantime.pass_meantime(app, theme, folder, asked)


def rescue(
    app: QApplication, theme: Theme, folder: Path, problem: UserError, *, by: str, clock: Callable[[], datetime]
) -> Next:
    """Show the window that opens without the base; return what comes next."""
    from ui.shell.rescue import show_rescue

    return show_rescue(app, theme, folder, problem, by=by, clock=clock)
