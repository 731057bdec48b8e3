"""The ways an opposition reaches the agency, and the outcomes of a call."""

from core.base.i18n import N_

UNSAID = "unsaid"
HOWS = {
    "call": N_("Téléphone"),
    "letter": N_("Courrier"),
    "email": N_("E-mail"),
    "counter": N_("Comptoir"),
    "listing": N_("Annonce"),
    "list": N_("Liste"),
    UNSAID: N_("Non précisé"),
}
"""Way → word. :data:`UNSAID`: whoever noted the refusal did not say how it came; it binds as any other."""

OUTCOMES = {
    "voicemail": N_("Répondeur"),
    "no_answer": N_("Ne répond pas"),
    "callback": N_("À rappeler"),
    "appointment": N_("Rendez-vous pris"),
    "talked": N_("Échange"),
    "not_interested": N_("Pas intéressé"),
    "wrong_number": N_("Faux numéro"),
    "sold": N_("Déjà vendu"),
    "message_left": N_("Message laissé"),
    "opposed": N_("Opposition"),
}
"""Outcome → word, in the order of the call desk. ``no_answer`` and ``voicemail`` count among the four attempts too."""

REACHED = frozenset({"callback", "appointment", "talked", "not_interested", "sold", "message_left", "opposed"})
"""Outcomes that reached the person: the first of them is the first contact (RGPD art. 14(3)(b); rule GDPR-13). An
attempt without an answer, an answering machine without a message, or a wrong number is none."""
