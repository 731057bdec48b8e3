"""The sentences of errors and import reports. Each says what happened, what is safe and what to do, in that order,
without blame, code or exclamation mark.

They are data, one module per theme, so that every module uses the same words for the same event. ``COUNTED`` holds
the parts that change with a number: field -> singular and plural, around ``{n}``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core.words.error_sentences import base, leads, sources

__all__ = ["COUNTED", "SENTENCES", "THEMES"]

THEMES = (sources, leads, base)

SENTENCES: Mapping[str, str] = MappingProxyType(
    {code: sentence for theme in THEMES for code, sentence in theme.SENTENCES.items()}
)

COUNTED: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType({**sources.COUNTED, **leads.COUNTED})
