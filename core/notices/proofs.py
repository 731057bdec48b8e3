"""What the agency says of itself in a letter: facts that it filled in once, never praise (C. consom., art. L121-4)."""

from collections.abc import Iterator, Mapping
from datetime import date

from core.base.records import replace
from core.model.agency import Agency
from core.model.letter import LetterFacts
from core.notices.template import Context
from core.notices.texts import FORMER, said
from core.notices.typed import one_line

FEWEST_SALES = 3
WITH_PROOFS = ("a", "b", "d")
"""The letters that hold them: neither the neutral ones nor the second."""
_BRANCHES: Mapping[str, str] = {"since": "F1", "sales": "F2", "team": "F3", "hours": "F4"}
_METHOD = "F5"
_TYPED = ("hours",)
"""Those printed as typed, in French."""


def with_proofs(facts: LetterFacts, context: Context) -> Context:
    """Return ``context`` with the sentences the agency chose, in its order, then how it works."""
    words = " ".join(_sentences(facts, context)) if context.texts.letter not in FORMER else ""
    return context.adding({"proofs": words}, {"proofs": bool(words)})


def may_say(agency: Agency, proof: str, day: date) -> bool:
    """Tell whether a fact is filled in, and still one on ``day``: sales are those of last year, three at least, until
    the year ends."""
    if proof == "since":
        year = one_line(agency.since_year)
        return bool(one_line(agency.since_place)) and year.isdecimal() and 1800 <= int(year) <= day.year
    if proof == "sales":
        count, year = one_line(agency.sales_count), one_line(agency.sales_year)
        enough = count.isdecimal() and int(count) >= FEWEST_SALES
        return enough and year == str(day.year - 1) and bool(one_line(agency.sales_place))
    return bool(one_line({"team": agency.team, "hours": agency.hours}[proof]))


def _sentences(facts: LetterFacts, context: Context) -> Iterator[str]:
    agency = facts.agency
    for proof in facts.look.chosen_proofs:
        if not may_say(agency, proof, facts.day) or (facts.english and proof in _TYPED):
            continue
        yield _said(_BRANCHES[proof], context)
    if one_line(agency.method) and not facts.english:
        yield _said(_METHOD, context)


def _said(branch: str, context: Context) -> str:
    of_proof = replace(context, choices={"proof": branch})
    return " ".join(block.text for block in said("letter/proof", of_proof))
