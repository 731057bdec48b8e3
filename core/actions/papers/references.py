"""The texts of law as shown: every rule with its grade, its dates and its sources, and the references that the
agency's counsel corrected."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from core.actions.common.law import rulebooks
from core.base import text
from core.base.moments import happened, kept
from core.base.records import Struct, replace
from core.base.resources import resource
from core.records.law import RuleReference
from core.rules.rulebook_data import Rule, Rulebook
from core.store.port import Reader, Store
from core.words.errors import error
from core.words.verdicts import PRUDENCE

LONGEST = 120
"""Characters of a reference: it stands under a reason, on one line."""


class RulebookPeriod(Struct, frozen=True):
    """A rulebook: its ``title``, its days (``end`` None: no end known) and the texts it was written from."""

    title: str
    start: date
    end: date | None
    sources: tuple[str, ...]


class RuleText(Struct, frozen=True):
    """One reference of one rule. ``reference``: as shown; ``original``: the rulebook's. ``codes``: the reasons that
    use it; ``periods``: the laws that contain it. ``at`` and ``by``: when and by whom it was corrected, None and
    empty when it was not."""

    rule: str
    reference: str
    original: str
    grade: str
    codes: tuple[str, ...]
    periods: tuple[RulebookPeriod, ...]
    at: datetime | None = None
    by: str = ""

    @property
    def changed(self) -> bool:
        """Tell whether the reference shown differs from the rulebook's."""
        return self.reference != self.original

    @property
    def prudent(self) -> bool:
        """Tell whether the rule is only the program's prudence, for lack of a known text; no article may then be put
        in its place."""
        return self.grade == "D"


class WatchedText(Struct, frozen=True):
    """What may become law and is not: its rule, a title, the day it was proposed, a sentence, and where it was read."""

    rule: str
    title: str
    since: date
    sentence: str
    source: str


class LawWatch(Struct, frozen=True):
    """The day the rules were last read, and what is watched."""

    read: date
    watch: tuple[WatchedText, ...]


@cache
def law_watch() -> LawWatch:
    """Return the day the rules were last read, and what is watched since."""
    data = tomllib.loads(resource("law", "words", "watch.toml").read_text(encoding="utf-8"))
    return LawWatch(data["read"], tuple(WatchedText(**text) for text in data["watch"]))


def listed(r: Reader) -> tuple[RuleText, ...]:
    """Return every reference of every rule, in the order of the rules' names."""
    corrected = {(one.rule, one.original): one for one in r.of(RuleReference, "rule, original")}
    groups: dict[tuple[str, str, str], list[tuple[Rulebook, Rule]]] = {}
    for book, rule in _rules():
        groups.setdefault((rule.rule, rule.reference, rule.grade), []).append((book, rule))
    texts = []
    for (name, original, grade), held in sorted(groups.items()):
        codes = tuple(dict.fromkeys(rule.code for _, rule in held))
        periods = tuple(dict.fromkeys(_period(book) for book, _ in held))
        one = RuleText(name, original, original, grade, codes, periods)
        correction = corrected.get((name, original))
        texts.append(
            replace(one, reference=correction.text, at=happened(correction.at), by=correction.by) if correction else one
        )
    return tuple(texts)


def change(store: Store, rule: str, typed: str, *, by: str, at: datetime) -> RuleText:
    """Correct the reference of the rule named ``rule``, as :func:`correct` does.

    ``rule``: id of the law file (TEL-26-08) or code of a reason (HOURS_OUTSIDE, of the latest law). Also raises
    UserError REFERENCE_UNKNOWN, and REFERENCE_SEVERAL for an id with several references.
    """
    with store.read() as r:
        one = _asked(listed(r), rule)
    return correct(store, one, typed, by=by, at=at)


def correct(store: Store, one: RuleText, typed: str, *, by: str, at: datetime) -> RuleText:
    """Show ``typed`` instead of a reference and return the new state; the rulebook's own reference, or an empty text,
    removes the correction. The journal keeps who, when, before and after.

    Raises UserError: REFERENCE_PRUDENCE for a rule without a known text, REFERENCE_LONG.
    """
    if one.prudent:
        raise error("REFERENCE_PRUDENCE", rule=one.rule)
    words = _tidy(typed)
    if len(words) > LONGEST:
        raise error("REFERENCE_LONG", count=len(words), most=LONGEST)
    with store.write("reference", by=by, at=at) as w:
        before = w.one(RuleReference, rule=one.rule, original=one.original)
        values = {"rule": one.rule, "original": one.original, "text": words, "at": kept(at), "by": by}
        if words == "" or words.split() == one.original.split():
            if before is not None:
                w.delete("rule_reference", before.id)
        elif before is None:
            w.insert("rule_reference", values)
        elif before.text != words:
            w.update("rule_reference", before.id, values)
        return next(now for now in listed(w) if (now.rule, now.original) == (one.rule, one.original))


def _tidy(typed: str) -> str:
    # An unbreakable space keeps an article with its number at the end of a line, as in the rulebooks.
    return " ".join(text.clean(typed).split()).replace("art. ", "art.\N{NO-BREAK SPACE}")


def _asked(texts: tuple[RuleText, ...], rule: str) -> RuleText:
    name = rule.strip().upper()
    known = [one for one in texts if name == one.rule or name in one.codes]
    if not known:
        raise error("REFERENCE_UNKNOWN", rule=rule)
    found = [one for one in known if not one.prudent] or known[:1]
    by_code = [one for one in found if name in one.codes]
    if by_code:
        return max(by_code, key=lambda one: one.periods[-1].start)
    if len(found) > 1:
        choices = ", ".join(f"{one.codes[0]} ({one.reference})" for one in found)
        raise error("REFERENCE_SEVERAL", rule=name, choices=choices)
    return found[0]


def _rules() -> Iterator[tuple[Rulebook, Rule]]:
    for book in rulebooks().books:
        for rule in book.rules.values():
            yield book, rule


def _period(book: Rulebook) -> RulebookPeriod:
    return RulebookPeriod(book.title, book.start, book.end, book.sources)


def shown_as(one: RuleText) -> str:
    """Return the reference as shown under a reason: « Prudence » for a rule without a known text."""
    return PRUDENCE if one.prudent else one.reference
