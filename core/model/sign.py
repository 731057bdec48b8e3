"""The signs by which two persons may be the same."""

from core.base.i18n import N_
from core.base.worded import WordedEnum

CERTAIN = 60
"""The weight of what proposes two persons by itself: a telephone or an e-mail that both already hold, or one property
on two sites."""


class Sign(WordedEnum):
    """A sign that two persons may be the same, and its ``weight`` out of 100."""

    weight: int

    SAME_NAME = "same_name", N_("même nom"), 35
    NEAR_NAME = "near_name", N_("noms presque semblables"), 28
    SAME_PHONE = "same_phone", N_("même téléphone"), CERTAIN
    NEAR_PHONE = "near_phone", N_("téléphones à un chiffre près"), 32
    SAME_EMAIL = "same_email", N_("même e-mail"), CERTAIN
    NEAR_EMAIL = "near_email", N_("e-mails chez deux hébergeurs"), 30
    SAME_ADDRESS = "same_address", N_("même adresse"), 38
    NEAR_ADDRESS = "near_address", N_("même adresse, écrite autrement"), 32
    SAME_LISTING = "same_listing", N_("même bien\u202f: prix, surface et commune"), 34
    SAME_PROPERTY = (
        "same_property", N_("même bien sur deux sites\u202f: type, prix, surface, pièces et commune"), CERTAIN
    )  # fmt: skip
