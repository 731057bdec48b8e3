"""What a field of the agency must look like: each check returns the sentence that says how to repair, or nothing."""

from core.base import phones, text
from core.base import siren as company
from core.base.i18n import _


def siren(typed: str) -> str:
    """A SIREN has nine digits, the last one a key (Luhn's sum, as the INSEE makes it)."""
    if not typed:
        return ""
    digits = company.bare(typed)
    if not company.is_whole(digits):
        return _("Un SIREN a neuf chiffres : il est sur votre Kbis.")
    if not company.is_keyed(digits):
        return _("Ce SIREN a un chiffre de travers : sa clé est fausse.")
    return ""


def postcode(typed: str) -> str:
    """A French postcode has five digits."""
    return "" if not typed or text.postcode(typed) == typed else _("Un code postal a cinq chiffres, par exemple 30700.")


def phone(typed: str) -> str:
    """A telephone people can call back."""
    return "" if not typed or phones.parse(typed) else _("Ce numéro n’est pas complet : dix chiffres, ou +33…")


def email(typed: str) -> str:
    """One e-mail address."""
    found = text.emails(typed)
    return "" if not typed or found == [typed.lower()] else _("Une adresse e-mail s’écrit nom@domaine.fr.")


def months(typed: str) -> str:
    """The length of an agreement, one to twelve months (prudence: a year at most)."""
    return "" if typed.isdecimal() and 1 <= int(typed) <= 12 else _("Un nombre de mois, de 1 à 12.")
