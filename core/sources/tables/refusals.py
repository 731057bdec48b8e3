"""What a cell says of agencies in a column that asks whether the person refuses them, or accepts them.

Doubt forbids: in a column of refusals, whatever is neither empty nor a clear no is a refusal (a cross, « refusé », the
day it was said).
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
    """True when the cell of a column of refusals says so."""
    said = fold(cell)
    return bool(said) and said not in _UNSAID and said.split(" ")[0] not in _NO | _WELCOME


def declines(cell: str) -> bool:
    """True when the cell of a column that asks whether agencies are accepted says that they are not."""
    said = fold(cell)
    return said not in _UNSAID and (said.split(" ")[0] in _NO or said.startswith(_STEMS))
