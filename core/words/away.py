"""What is said on a seat of a team while the server of the base does not answer."""

from datetime import datetime

from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import hour, moment, number
from core.words.errors import user_text

SILENT = ("TEAM_AWAY", "TEAM_COPY_OLD", "TEAM_COPY_CLOCK", "DISK_FULL", "DISK_UNSURE")
"""The errors by which a seat says that the server does not answer, or takes nothing."""


def read_only(host: str, made: datetime) -> str:
    """Return what a verb says of what it reads: the copy of a seat made at a moment; ``host``: the seat that serves."""
    words = _("Le poste {seat} ne répond plus. Lecture seule, dans l’état du {moment}.")
    return words.format(seat=host, moment=moment(made.astimezone(AGENCY_ZONE)))


def kept_here() -> str:
    """Return what is said of an opposition that waits for the server."""
    return _("Opposition gardée sur ce poste, envoyée en premier.")


def since(at: datetime, now: datetime) -> str:
    """Return the hour of a moment, with its day where that is another than today."""
    here = at.astimezone(AGENCY_ZONE)
    return hour(here) if here.date() == now.astimezone(AGENCY_ZONE).date() else moment(here)


def as_of(made: datetime, now: datetime) -> str:
    """Return of what moment a list is."""
    return _("Tels qu’à {hour}").format(hour=since(made, now))


def silent_since(host: str, at: str) -> str:
    """Return that the seat that serves does not answer, since when."""
    return _("Le poste {seat} ne répond plus depuis {hour}.").format(seat=host, hour=at)


def tries_again(seconds: int) -> str:
    """Return what goes on meanwhile, and when it is tried again."""
    return _("Lecture seule. Nouvel essai dans {s} s.").format(s=seconds)


def answers_again(host: str, sent: int) -> tuple[str, str]:
    """Return that the seat answers again, and how many gestures were sent."""
    words = n_("{n} geste envoyé, rien n’est perdu.", "{n} gestes envoyés, rien n’est perdu.", sent).format(
        n=number(sent)
    )
    return _("{seat} répond de nouveau.").format(seat=host), words if sent else ""


def waits(count: int) -> str:
    """Return how many gestures wait to be sent."""
    return n_("{n} geste attend d’être envoyé", "{n} gestes attendent d’être envoyés", count).format(n=number(count))


def unread_gestures(count: int) -> str:
    """Return that something changed what waits to be sent, or that its key is gone: somebody must note it again."""
    return user_text("GESTURES_UNREAD", n=count)
