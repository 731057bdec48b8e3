"""Headings that ask, or say, whether the person wants to be reached: « Souhaitez-vous être rappelé par une agence ? »,
« Ne souhaite pas être contacté », « Agences refusées »."""

import re

from core.base.text import fold
from core.sources.columns.refusals import says_without

_ANSWERS = re.compile(r" (?:o n|oui n|oui non|0 1|y n|yes n|yes no)$")
_WANTS = (
    r"\b(?:souhait|accept|voul|veu[txl]|desir|autoris|consent|accord\b|ok\b|opt ?in\b|ouverte? |travaille|agree|want"
    r"|wish|would you|like to be)"
)
_REACH = (
    r"\b(?:(?:re)?(?:contacte|appele)|rappele?|(?:re)?contact(?:ed)?\b|demarch|prospect(?:e|ion)|sollicit|joindre|call"
    r"|etre joint)"
)
_TRADE = (
    r"\b(?:agences?|agents?|agency|agencies|professionnels?|pros?|professionals?|commercia|conseillers?"
    r"|demarch|prospect(?:e|ion)|sollicit|realtors?|negociat|mandataires?|intermediaires?)"
)
"""Who would reach the person, or why; without them a no may be about the hour, and is asked about."""
_NOT = r"\b(?:ne|pas|plus|jamais|sans|non|aucune?|not|never|doesn t|don t|dont|n (?=accept|autoris|aime))\b"
_AGAINST = re.compile(
    rf"(?=.*{_NOT})(?=.*{_WANTS})(?=.*(?:{_REACH}|{_TRADE}))"
    rf"|(?=.*\b(?:refus|interdi))(?=.*(?:{_REACH}|{_TRADE}))"
    r"|(?:pas|sans|aucune?|no) (?:d |de |des |l )*(?:agences?|agents?|agency|agencies|intermediaires?)(?: svp| merci)?$"
    r"|(?:a )?ne (?:pas|plus|jamais) (?:re)?(?:contacter|demarcher|prospecter|solliciter)\b"
    r"|.*\bnon (?:re)?(?:contact|demarch|prospect|sollicit|appel)able"
)
_NAMED = re.compile(r"\b(?:oppositions?|opposee?|bloctel|optout|blacklist(?:e|ee)?)\b")
"""What a heading is about whatever stands around: « Indic. opposition », « Code Bloctel »."""
_OTHERS_OPPOSE = re.compile(
    r"\b(?:dpu|preemption|delai|notaire|syndic|travaux|permis|agen[ct][a-z]*|acquereur|acheteur|locataire)\b"
)
_FOR = re.compile(rf"(?=.*{_WANTS})(?:(?=.*{_TRADE})|(?=.*{_REACH})(?=.*\b(?:partenaires?|partners?)\b))")
_MAY = re.compile(rf"(?=.*{_WANTS})(?=.*{_REACH})")


def asked(header: str) -> str:
    """Return "refuses" for a heading whose yes is a refusal, "accepts" for one whose no is one, "may_accept" for one
    whose no may be one; empty for any other heading."""
    words = _ANSWERS.sub("", fold(header.replace("’", "'")))
    if _AGAINST.match(words):
        return "refuses"
    if _FOR.match(words):
        return "accepts"
    if _NAMED.search(words) and not _OTHERS_OPPOSE.search(words) and not says_without(words):
        return "refuses"
    return "may_accept" if _MAY.match(words) else ""
