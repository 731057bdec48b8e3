"""What the agency is asked once about what its papers state (rule GDPR-15), by the fact that the answer gives."""

from collections.abc import Mapping

from core.base.i18n import N_

QUESTIONS: Mapping[str, str] = {
    "holds_funds": N_("l’argent de vos clients"),
    "sends_abroad": N_("les données vues hors de l’Union européenne"),
    "scores": N_("le classement des personnes"),
    "free_estimate": N_("la gratuité de vos estimations"),
    "serves_lettings": N_("vos services de location"),
}
"""Fact without which a paper is held → what it is about, in an error."""
