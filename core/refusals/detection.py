"""Detects in the words of an ad, of a cell or of a note that somebody refuses agencies or canvassing.

This is the one door of the room: the grammar reads first, then the classifier listens to what the grammar passed over
(law file, POST-03).
"""

from typing import NamedTuple

from core.refusals.classifier import may_refuse, sure_part
from core.refusals.grammar import GRAMMAR, RefusalMatch, coded, quote
from core.refusals.prefilter import hints
from core.refusals.reading import said_before

_LONG = 200
"""Letters of an ad rather than of a cell."""


class OptOut(NamedTuple):
    """A refusal. ``words``: as written, on one line and without the figures of a number; ``private``: all it says is
    that the sale is between private persons; ``by_rule``: a rule of the grammar finds it, and not the classifier."""

    words: str
    private: bool
    by_rule: bool


class PossibleOptOut(NamedTuple):
    """Words that sound like a refusal, or tell of one that may be over: only a person knows."""

    words: str


def heard(text: str) -> OptOut | PossibleOptOut | None:
    """Return what ``text`` refuses or may refuse; None when it surely does not."""
    found = _detected(text) if len(text) > _LONG or hints(text) else None
    # Nearly every long text has a word to listen to, and few refuse: it is asked of them last.
    return found if found and hints(text) else None


def _detected(text: str) -> OptOut | PossibleOptOut | None:
    if match := GRAMMAR.found(coded(text).codes):
        return OptOut(quote(text, match.first, match.last), match.private, by_rule=True)
    if part := sure_part(text):
        return OptOut(quote(text, part.first, part.last), private=False, by_rule=False)
    if may_refuse(text) or any(map(_by_rule, said_before(text))):
        return PossibleOptOut(text)
    return None


def refusing_words(text: str) -> str:
    """Return the words by which ``text`` refuses, empty when it does not or only may."""
    found = heard(text)
    return found.words if isinstance(found, OptOut) else ""


def _by_rule(text: str) -> RefusalMatch | None:
    return GRAMMAR.found(coded(text).codes) if hints(text) else None
