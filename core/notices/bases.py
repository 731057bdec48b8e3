"""The legal basis of each purpose, from ``resources/law/words/bases.toml``, for all the papers that tell it (RGPD art.
14(1)(c) and 30)."""

import tomllib
from collections.abc import Mapping
from functools import cache

from core.base.records import Struct
from core.base.resources import resource

_FRENCH = "fr-FR"


class LegalBasis(Struct, frozen=True):
    """``notice``, ``english``: its words; ``reference``: the articles; ``grade``: « D » is prudence, for counsel."""

    notice: str
    english: str
    reference: str
    grade: str


@cache
def bases() -> Mapping[str, LegalBasis]:
    """Return the legal bases, by purpose: letters, calls, requests, refusals, rights."""
    with resource("law", "words", "bases.toml").open("rb") as file:
        return {purpose: LegalBasis(**row) for purpose, row in tomllib.load(file).items()}


def basis(purpose: str, lang: str) -> str:
    """Return the words of a basis in a language, as PDF tells it."""
    words = bases()[purpose]
    return words.notice if lang == _FRENCH else words.english
