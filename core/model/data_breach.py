"""A breach of personal data, as the controller documents it (RGPD art. 33(5)): facts, effects, what was done."""

from core.base.i18n import N_
from core.base.records import Struct


class DataBreach(Struct, frozen=True):
    """An entry of the register. ``known``: the day the agency knew of it, ISO; ``people``: how many and of which kind;
    ``authority``: the day the CNIL was told, ISO, else ``why_not``; ``told``: the day the persons were, ISO. It names
    nobody: an erasure does not reach it. ``at``, ``by``: when it was last written, and by whom."""

    known: str = ""
    facts: str = ""
    people: str = ""
    effects: str = ""
    remedies: str = ""
    authority: str = ""
    why_not: str = ""
    told: str = ""
    at: str = ""
    by: str = ""


TITLES = {
    "known": N_("Connue le"),
    "facts": N_("Les faits"),
    "people": N_("Personnes et données touchées"),
    "effects": N_("Les effets"),
    "remedies": N_("Les mesures prises"),
    "authority": N_("CNIL prévenue le"),
    "why_not": N_("Sinon, pourquoi"),
    "told": N_("Personnes prévenues le"),
}
"""What is written of a breach, in order; the title of each."""
DAYS = ("known", "authority", "told")
ALWAYS = ("known", "facts", "effects", "remedies")
"""What art. 33(5) asks of every entry."""
