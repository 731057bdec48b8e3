"""The invitation to a team on paper: what whoever sits at the other computer needs, on one page."""

from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.screen_shapes import hour
from core.model.paper import Paper, Section
from core.notices.papers import render_paper
from core.team.sharing import GivenCode

HOW = N_(
    "Sur l’autre ordinateur, installez le programme, puis choisissez «\u202fRejoindre une équipe\u202f» et tapez ces "
    "quatre mots."
)
NETWORK = N_(
    "Les deux ordinateurs doivent être sur le même réseau, pas sur le Wi-Fi des clients. Adresse à taper\u202f: "
    "{address}"
)


def invitation(code: GivenCode, agency: str) -> bytes:
    """Return the page as a PDF, for as long as a code lives."""
    until = code.until.astimezone(AGENCY_ZONE)
    once = _("Pour un seul poste, jusqu’à {hour}. Ensuite, demandez d’autres mots.").format(hour=hour(until))
    same = _("Les deux écrans montrent ce mot et ce nombre. Sinon, arrêtez-vous là.")
    sections = (
        Section(code.code, (_(HOW), once)),
        Section(code.check, (same,)),
        Section(_("L’autre poste ne trouve rien\u202f?"), (_(NETWORK).format(address=code.address),)),
    )
    return render_paper(Paper("invitation", _("Rejoindre une équipe"), agency, until.date(), "", sections))
