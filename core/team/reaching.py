"""Reaches the base of a team for a window that is about to open, in a thread: served first where it lives here."""

from core.actions.keeping.current_base import OpenedBase
from core.actions.keeping.keeping_jobs import Keeping, reach_job
from core.base.progress import Progress, silent
from core.team.places import serves
from core.team.serving import is_served
from core.team.upkeep import start_serving


def reach_team(asked: Keeping, progress: Progress = silent) -> OpenedBase:
    """Open the base of a team, once it is served where it lives in this folder. Raises UserError TEAM_AWAY where it
    does not answer, or as what serves."""
    is_host = serves(asked.folder)
    was_served = not is_host or is_served(asked.folder)
    if is_host:
        start_serving(asked.folder, progress)
    return reach_job(asked)._replace(served_again=not was_served)
