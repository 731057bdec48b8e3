"""Replaces the references shown by those the agency's counsel corrected. Only the article shown changes, never the
rule, and the rulebook's own reference is kept beside it (law file, TEL-26-08)."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from core.base.records import replace
from core.rules.rulebook_data import ChannelLaw, Rule, Rulebook
from core.rules.rulebooks import Rulebooks

Correction = tuple[str, str, str]
"""Id of the rule in the law file, reference of the rulebook, reference to show instead."""


def corrected(books: Rulebooks, corrections: Iterable[Correction]) -> Rulebooks:
    """Return the rulebooks with the corrected references; a correction for a rule that no longer exists changes
    nothing."""
    shown = {(rule, original): text for rule, original, text in corrections}
    return Rulebooks(tuple(_book(book, shown) for book in books.books)) if shown else books


def _book(book: Rulebook, shown: Mapping[tuple[str, str], str]) -> Rulebook:
    rules = {code: _rule(rule, shown) for code, rule in book.rules.items()}
    channels = {channel: _channel(law, rules) for channel, law in book.channels.items()}
    return replace(book, rules=MappingProxyType(rules), channels=MappingProxyType(channels))


def _rule(rule: Rule, shown: Mapping[tuple[str, str], str]) -> Rule:
    text = shown.get((rule.rule, rule.reference))
    return rule if text is None else replace(rule, reference=text, original=rule.reference)


def _channel(law: ChannelLaw, rules: Mapping[str, Rule]) -> ChannelLaw:
    def shown(listed: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(rules[rule.code] for rule in listed)

    return replace(law, forbids=shown(law.forbids), allows=shown(law.allows), cautions=shown(law.cautions))
