"""Why a lead gets one letter and not another, and what the agency may decide."""

from collections.abc import Mapping

from core.base.i18n import N_, _
from core.model.letter_choice import ChosenLetter
from core.words.values import said

CHOSEN: Mapping[str, str] = {
    "CHOSEN_A": N_("Lettre ordinaire\u202f: le texte de l’annonce a été lu, il ne dit rien de privé."),
    "CHOSEN_A_AGENT": N_("Lettre ordinaire\u202f: {user} a lu l’annonce le {date}."),
    "CHOSEN_B": N_("Lettre sans nom\u202f: nous n’en avons pas, et ne l’avons pas cherché."),
    "CHOSEN_C_UNREAD": N_("Lettre neutre\u202f: le texte de l’annonce n’a pas été lu."),
    "CHOSEN_C_PRIVATE": N_("Lettre neutre\u202f: l’annonce parle d’un sujet privé. Ce mot n’est ni gardé, ni repris."),
    "CHOSEN_C_PLAIN": N_("Lettre neutre\u202f: aucune annonce n’a été lue, seulement un panneau."),
    "CHOSEN_C_AGENT": N_("Lettre neutre, à votre demande."),
    "CHOSEN_D": N_("Lettre pour une location."),
    "CHOSEN_E": N_("Seconde et dernière lettre\u202f: la première date du {date}."),
    "CHOSEN_F": N_("Lettre sans projet nommé\u202f: rien ne dit si le bien est à vendre ou à louer."),
}
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


REMARKS: Mapping[str, str] = {
    "TOWN_UNKNOWN": N_("Commune non reconnue\u202f: relisez-la, la lettre l’écrit comme elle est tapée."),
    "NAMES_UNPAIRED": N_("Deux noms, deux prénoms\u202f: dites qui est qui. La lettre n’écrit que les noms."),
}
"""What is to be read again before a letter leaves."""


def remark_words(chosen: ChosenLetter) -> str:
    """Return what is to be read again before a letter leaves, empty when nothing is."""
    return " ".join(_(REMARKS[code]) for code in chosen.remarks)


def chosen_words(chosen: ChosenLetter) -> str:
    """Return why a lead gets its letter."""
    why = _(CHOSEN[chosen.code]).format(**said(dict(chosen.values)))
    return f"{why} {_(IN_ENGLISH)}" if chosen.english else why
