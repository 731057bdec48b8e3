"""Under which letter somebody is filed: « M. et Mme Dupont » stands with the Duponts, not at M."""

import re

from core.base.text import fold

NAMELESS = "~"
"""Sorts after every name: who has none comes last in the list."""
_TITLES = re.compile(
    r"(?:(?:m|mm|mr|mrs|mme|mmes|mlle|mlles|monsieur|messieurs|madame|mesdames|mademoiselle|mesdemoiselles|me|maitre|dr"
    r"|docteur|vve|veuve|et|ou) )+"
)
_BEGIN = frozenset("dmv")
"""First letters of the titles that may begin a name."""


def sort_key(name: str, last: str = "", first: str = "", folded: str = "") -> str:
    """Return what a list of people is sorted by, never empty: the last name then the first where they are known apart,
    else ``name`` without the civilities it begins with (« M. et Mme », « Mme ou M. », « Me », « Dr », « Veuve »).
    ``folded``: what :func:`fold` gives of ``name``, where it is known."""
    found = fold(f"{last} {first}") if last and not name.startswith(last) else folded or fold(name)
    if found[:1] in _BEGIN:
        titles = _TITLES.match(found)
        found = found[titles.end() :] if titles else found
    return found or NAMELESS
