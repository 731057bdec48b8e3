"""What is said of the ads of a page that were left out."""

from collections import Counter
from collections.abc import Iterable

from core.base.french import number
from core.base.i18n import N_, _, n_

_REASONS = {
    "wanted": (N_("{n} recherche d’un bien"), N_("{n} recherches d’un bien")),
    "parking": (N_("{n} stationnement"), N_("{n} stationnements")),
    "programme": (N_("{n} programme neuf"), N_("{n} programmes neufs")),
    "sponsored": (N_("{n} annonce à la une"), N_("{n} annonces à la une")),
    "pro": (N_("{n} annonce de professionnel"), N_("{n} annonces de professionnels")),
    "other": (N_("{n} annonce d’autre chose"), N_("{n} annonces d’autre chose")),
}


def left_out(reasons: Iterable[str]) -> str:
    """Return « Laissées de côté : 2 stationnements, 1 recherche d’un bien. », empty when nothing was left out."""
    parts = [n_(*_REASONS[code], count).format(n=number(count)) for code, count in sorted(Counter(reasons).items())]
    return _("Laissées de côté\u202f: {parts}.").format(parts=", ".join(parts)) if parts else ""
