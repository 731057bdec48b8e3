"""What is said on a seat of a team while the server of the base does not answer."""

from datetime import datetime

from core.base.i18n import _
from core.base.screen_shapes import moment

SILENT = ("TEAM_AWAY", "TEAM_COPY_OLD", "TEAM_COPY_CLOCK")
"""The errors by which a seat says that the server does not answer."""


def read_only(host: str, made: datetime) -> str:
    """Return what a verb says of what it reads: the copy of a seat made at a moment; ``host``: the seat that serves."""
    words = _("Le poste {seat} ne répond plus. Lecture seule, dans l’état du {moment}.")
    return words.format(seat=host, moment=moment(made))


def kept_here() -> str:
    """Return what is said of an opposition that waits for the server."""
    return _("Opposition gardée sur ce poste, envoyée en premier.")
