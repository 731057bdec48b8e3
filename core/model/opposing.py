"""The ways an opposition reaches the agency, and the outcomes of a call."""

from core.base.i18n import N_

HOWS = {
    "call": N_("Téléphone"),
    "letter": N_("Courrier"),
    "email": N_("E-mail"),
    "counter": N_("Comptoir"),
    "listing": N_("Annonce"),
    "list": N_("Liste"),
}

OUTCOMES = {
    "voicemail": N_("Répondeur"),
    "no_answer": N_("Ne répond pas"),
    "callback": N_("À rappeler"),
    "appointment": N_("Rendez-vous pris"),
    "talked": N_("Échange"),
    "not_interested": N_("Pas intéressé"),
    "wrong_number": N_("Faux numéro"),
    "sold": N_("Déjà vendu"),
    "opposed": N_("Opposition"),
}
"""Outcome → word, in the order of the call desk. ``no_answer`` and ``voicemail`` count among the four attempts too."""
