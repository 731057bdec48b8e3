"""Refuses words that the agency types for its letters and that no letter may hold."""

from core.sources.pages.sites import sites
from core.words.errors import error
from core.words.own_words import refused_words


def refuse_words(typed: str) -> None:
    """Raise UserError PARAGRAPH_WORDS for words that a letter may not hold, with the reason."""
    refused = refused_words(typed, [site.name for site in sites()])
    if refused is not None:
        raise error("PARAGRAPH_WORDS", said=refused.words, reason=refused.reason)
