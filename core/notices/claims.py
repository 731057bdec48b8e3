"""The table of claims: a sentence of a paper is printed only while the facts it states are so (rule GDPR-15; RGPD art.
5(1)(a) and 12(1)).

``resources/letters/claims.toml`` has one line a claim. A sentence whose line is gone is no longer printed.
"""

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache

from core.base.records import Struct
from core.base.resources import resource

ASK = "ask"
NO, UNANSWERED = "!", "?"
"""Before the name of a fact: it is not so; nobody answered."""


class Claim(Struct, frozen=True):
    """``needs``: the facts the sentence states, « x », « !x » or « ?x »; ``without``: what is printed when they are not
    so: nothing when empty, the sentence of another claim, or « ask »: the agency is asked, and the paper held.
    ``why``: what makes a sentence true that no recorded fact carries: the law, or what the program does."""

    needs: tuple[str, ...] = ()
    without: str = ""
    why: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it needs, by their names alone."""
        return tuple(need.lstrip(NO + UNANSWERED) for need in self.needs)


class ClaimState(Enum):
    """Whether a sentence is printed, left out, or asked of the agency."""

    TRUE = "true"
    LEFT_OUT = "left out"
    ASKED = "asked"


@cache
def claims() -> Mapping[str, Claim]:
    """Return the table, by the id of each claim."""
    with resource("letters", "claims.toml").open("rb") as file:
        rows = tomllib.load(file)
    return {name: Claim(tuple(row.get("needs", ())), row.get("without", ""), row.get("why", ""))
            for name, row in rows.items()}  # fmt: skip


def state_of(claim: str, facts: Mapping[str, bool | None], table: Mapping[str, Claim]) -> ClaimState:
    """Return whether a claim of ``table`` holds by ``facts``, where None is « nobody answered », which never reads as
    no. One that is not in the table is left out."""
    row = table.get(claim)
    if row is None:
        return ClaimState.LEFT_OUT
    rest = [need for need in row.needs if not _is_so(need, facts)]
    if not rest:
        return ClaimState.TRUE
    # What something else already leaves out is asked of nobody.
    unanswered = all(need[0] != UNANSWERED and facts[need.lstrip(NO)] is None for need in rest)
    return ClaimState.ASKED if row.without == ASK and unanswered else ClaimState.LEFT_OUT


def _is_so(need: str, facts: Mapping[str, bool | None]) -> bool:
    if need[0] in NO + UNANSWERED:
        return facts[need[1:]] is (False if need[0] == NO else None)
    return facts[need] is True
