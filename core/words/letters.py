"""Why a lead gets one letter and not another, and what the agency may decide."""

from core.base.i18n import N_, _
from core.model.letter_choice import ChosenLetter
from core.words.terms import term
from core.words.values import said

IN_ENGLISH = N_("Elle est en anglais.")
ENGLISH = N_("Écrire en anglais")
FRENCH = N_("Écrire en français")
ONCE = N_("Ne pas écrire de nouveau")
ONCE_DONE = N_("Pas de seconde lettre pour cette personne.")
NEUTRAL = N_("Prendre la lettre neutre")
USUAL = N_("Reprendre la lettre prévue")
READ = N_("J’ai lu l’annonce\u202f: elle n’en parle pas")
READ_OF = N_(
    "La lettre ordinaire attend que l’annonce ne parle ni de décès, ni de séparation, ni de santé, ni de dettes, "
    "ni de départ."
)
"""What :data:`READ` says, above it, since a line of the narrow column holds no such length."""


def remark_words(chosen: ChosenLetter) -> str:
    """Return what is to be read again before a letter leaves, empty when nothing is."""
    return " ".join(term("remarks", code) for code in chosen.remarks)


def chosen_words(chosen: ChosenLetter) -> str:
    """Return why a lead gets its letter."""
    why = term("chosen", chosen.code).format(**said(dict(chosen.values)))
    return f"{why} {_(IN_ENGLISH)}" if chosen.english else why
