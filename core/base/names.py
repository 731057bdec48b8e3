"""Under which letter somebody is filed: « M. et Mme Dupont » stands with the Duponts, not at M."""

import re

from core.base.text import fold

NAMELESS = "~"
"""Sorts after every name: who has none comes last in the list."""
_CIVILITY = (
    r"(?:m|mm|mr|mrs|mme|mmes|mlle|mlles|monsieur|messieurs|madame|mesdames|mademoiselle|mesdemoiselles|me|maitre|dr"
    r"|docteur|vve|veuve)(?: |$)"
)
_SEVERAL = r"(?:les )?(?:famille|epoux|consorts|hoirs|heritiers|indivision|succession)(?: |$)"
_COMPANY = r"(?:sci|scp|sarl|eurl|sas|sasu|snc|gfa) "
_BEFORE = re.compile(
    rf"(?:(?:{_CIVILITY}|{_SEVERAL})(?:(?:et|ou|de|des|du|d) (?={_CIVILITY}|{_SEVERAL}))?)+|{_COMPANY}"
)
_BEGIN = frozenset("cdefghilmsv")
"""First letters of what may stand before a name."""


def sort_key(name: str, last: str = "", first: str = "") -> str:
    """Return what a list of people is sorted by, never empty: the last name then the first where they are known apart,
    else ``name`` without what stands before the name: civilities (« M. et Mme », « Mme ou M. », « Me », « Dr »,
    « Veuve »), what says several of one name (« Famille », « Succession de M. ») or the form of a company (« SCI »).
    Particles stay (« de La Tour » at D, « Le Goff » at L): the French write them as a part of the name."""
    text = fold(f"{last} {first}") if last and not name.startswith(last) else fold(name)
    before = _BEFORE.match(text) if text[:1] in _BEGIN else None
    # « Maitre Jean » may be of the Maitres: a last name known apart is never taken for what stands before one.
    if before is not None and not (last and before.end() >= len(fold(last))):
        text = text[before.end() :]
    return text or NAMELESS
