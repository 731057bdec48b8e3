"""Checks beside fields: for those of the agency, the sentence that says how to correct the value, empty when it is
right; and a caution, which never stops anybody, where a word touches the private life of a person."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from core.base import phones, text
from core.base import siren as company
from core.base.i18n import _
from core.words.cautions import note_caution, private_words
from ui.widgets.label import paragraph


def siren(typed: str) -> str:
    """Check a SIREN: nine digits, of which the last is a check digit (Luhn's sum, as INSEE uses it)."""
    if not typed:
        return ""
    digits = company.bare(typed)
    if not company.is_whole(digits):
        return _("Un SIREN a neuf chiffres : il est sur votre Kbis.")
    if not company.is_keyed(digits):
        return _("Ce SIREN a un chiffre de travers : sa clé est fausse.")
    return ""


def postcode(typed: str) -> str:
    """Check a French postcode: five digits."""
    return "" if not typed or text.postcode(typed) == typed else _("Un code postal a cinq chiffres, par exemple 30700.")


def phone(typed: str) -> str:
    """Check a telephone that people can call back."""
    return "" if not typed or phones.parse(typed) else _("Ce numéro n’est pas complet : dix chiffres, ou +33…")


def email(typed: str) -> str:
    """Check that there is one e-mail address."""
    texts = text.emails(typed)
    return "" if not typed or texts == [typed.lower()] else _("Une adresse e-mail s’écrit nom@domaine.fr.")


def months(typed: str) -> str:
    """Check the length of an agreement: one to twelve months (prudence: a year at most)."""
    return "" if typed.isdecimal() and 1 <= int(typed) <= 12 else _("Un nombre de mois, de 1 à 12.")


MOST = 2
"""Words told at once."""


def watch(field: QLineEdit | QPlainTextEdit, *, name: str, said: Callable[[str, str], str] = note_caution) -> QLabel:
    """Return the line to put below ``field``: hidden, and shown while it holds such a word."""
    label = paragraph("", "caption", ink="wait", name=name)
    label.hide()
    described = field.accessibleDescription()

    def look() -> None:
        typed = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        words = " ".join(f"△ {said(*private)}" for private in private_words(typed)[:MOST])
        if words != label.text():
            label.setText(words)
            label.setVisible(bool(words))
            field.setAccessibleDescription(words or described)

    field.textChanged.connect(look)
    look()
    return label
