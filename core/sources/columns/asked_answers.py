"""Short answers that may refuse by what their heading says: « RGPD : non », « Liste rouge : oui », « Statut : refus ».
None is surely a refusal, so that each is asked about.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from core.base.text import fold
from core.sources.columns.asking import asked
from core.sources.columns.headings import FACTS, headings, key
from core.sources.columns.refusals import declines, refuses

Says = Callable[[str], bool]

_AGAINST = ("refus", "hostile", "denied", "rejected")
_WORDS = 3
"""Words of how somebody stands; more are a remark, which is listened to."""


@lru_cache(maxsize=4096)
def may_refuse(header: str) -> Says | None:
    """Return what tells that an answer under this heading may refuse; None for any other heading."""
    sense = headings().may.get(key(header), "") or asked(header)
    return {"may_accept": declines, "may_refuse": refuses, "standing": _stands_against}.get(sense)


def asked_columns(fields: Mapping[int, str], headers: Sequence[str]) -> dict[int, Says]:
    """Return each column of such answers, with what tells that one may refuse."""
    found = {index: may_refuse(header) for index, header in enumerate(headers) if fields.get(index) not in FACTS}
    return {index: says for index, says in found.items() if says}


def with_heading(header: str, cell: str) -> str:
    """Return an answer as it is asked about."""
    return f"{header} : {cell}"


def _stands_against(cell: str) -> bool:
    words = fold(cell)
    return words.startswith(_AGAINST) and len(words.split()) <= _WORDS
