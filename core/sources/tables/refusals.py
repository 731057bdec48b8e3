"""Reads a cell in a column that asks whether the person refuses agencies, or accepts them.

In doubt it is a refusal: in a column of refusals, whatever is neither empty nor a clear no counts as one (a cross, «
refusé », the day it was said).
"""

from core.base.text import fold

_NO = frozenset({"non", "n", "no", "0", "false", "faux", "aucun", "aucune", "pas", "sans", "jamais", "neant"})
_WELCOME = frozenset({"accepte", "acceptee", "acceptes", "autorise", "autorisee", "ok"})
_UNSAID = frozenset(
    {
        "nc",
        "n c",
        "nr",
        "n r",
        "na",
        "n a",
        "nsp",
        "inconnu",
        "inconnue",
        "non renseigne",
        "non communique",
        "ne sait pas",
    }
)
_STEMS = ("refus", "oppos", "abst")


def refuses(cell: str) -> bool:
    """Tell whether a cell of a column of refusals is a refusal."""
    said = fold(cell)
    return bool(said) and said not in _UNSAID and said.split(" ")[0] not in _NO | _WELCOME


def declines(cell: str) -> bool:
    """Tell whether a cell of a column that asks if agencies are accepted says that they are not."""
    said = fold(cell)
    return said not in _UNSAID and (said.split(" ")[0] in _NO or said.startswith(_STEMS))
