"""Finds in the text of an ad, of a contact card or of a cell a refusal of agencies or canvassing, so that the person is
opposed before anybody sees them (law file, POST-03).

Each word becomes one letter, that of its concept (``words``), and the rules (``rules``) are patterns
over these letters: they say what order and what distance make a refusal, and what only sounds like one. A word with one
letter wrong, or glued to the next, is known.
"""

import re
import string
from functools import cache, cached_property, lru_cache
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from core.refusals.concepts import CONCEPTS, KINDS
from core.refusals.false_friends import INNOCENT, WELCOMED
from core.refusals.patterns import PRIVATELY, REFUSALS, SAID_BEFORE
from core.refusals.phrases import GLUE, GLUED, IDIOMS, KEYS, UNLIKE
from core.refusals.prefilter import REMEMBERED, hints
from core.refusals.reading import WORD, read_as_shown, spoken

LONGEST_QUOTE = 80
_LONG = 40
_SHORTEST, _LONGEST = 5, 20
_CORES = 4
_BEFORE = 12

LETTERS = MappingProxyType(
    dict(zip(CONCEPTS, string.ascii_letters + "".join(map(chr, range(0xC0, 0x100))), strict=False))
)
_NUMBER = re.compile(r"\+?\d(?:[ .\-/]?\d){5,}")
_CORE = re.compile("ag[ae]n|ag[nc]|abst|abten|march|mandat|interm|pros|prof|prosp|licit|courtier|nego")
_GLUE, _UNLIKE = frozenset(GLUE.split()), frozenset(UNLIKE.split())
_GLUABLE = frozenset(LETTERS[name] for name in GLUED)
_NAMED = re.compile(r"\[[^]]*\]|[A-Z][A-Z_]+|~")
_DOUBLED = re.compile(r"(.)\1+")


class _Words:
    """Gives each word the letter of its concept, « ~ » when it has none; glued words have several letters."""

    def __init__(self) -> None:
        self.letters = lru_cache(maxsize=REMEMBERED)(self._letters)

    def _letters(self, word: str) -> str:
        """Return the letters of a folded word, or of a sign."""
        if word[0] in ".,!":
            return word[0]
        word = word.replace(" ", "")
        return self._known(word) or self._near(word) or self._glued(word)

    @cached_property
    def _concepts(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<{name}>{'|'.join(words.split())})" for name, words in CONCEPTS.items()))

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Key word without double letters, whole or without one of its letters → letter."""
        keys = {_DOUBLED.sub(r"\1", key): LETTERS[name] for name, words in KEYS.items() for key in words.split()}
        return {cut: letter for key, letter in keys.items() for cut in (key, *_without_one(key))}

    def _known(self, word: str) -> str:
        found = self._concepts.fullmatch(word)
        return LETTERS[found.lastgroup or ""] if found else "0" if word[0].isdigit() else ""

    def _near(self, word: str) -> str:
        if not _SHORTEST <= len(word) <= _LONGEST or word in _UNLIKE:
            return ""
        once = _DOUBLED.sub(r"\1", word)
        return next((self._keys[cut] for cut in (once, *_without_one(once)) if cut in self._keys), "")

    def _glued(self, word: str) -> str:
        if not (_SHORTEST <= len(word) <= _LONG and _CORE.search(word)):
            return "~"
        return next((found for at in range(len(word) - 1, 0, -1) if (found := self._parted(word[:at], word[at:]))), "~")

    def _parted(self, head: str, tail: str) -> str:
        first = self._piece(head)
        rest = (self._piece(tail) or self._glued(tail).replace("~", "")) if first else ""
        return first + rest if rest else ""

    def _piece(self, part: str) -> str:
        found = self._known(part) or self._near(part)
        return found if part in _GLUE or (len(part) >= _CORES and found in _GLUABLE) else ""


def _without_one(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


@cache
def _compiled(rule: str) -> re.Pattern[str]:
    """Return a rule as a pattern over letters, made when it is first asked: most texts need few of them."""
    return re.compile(_NAMED.sub(_lettered, rule).replace(" ", ""))


def _lettered(found: re.Match[str]) -> str:
    """Return a class of letters with its concepts named, or one concept alone; the kinds of a concept come with it."""
    inside = re.sub(r"[A-Z][A-Z_]+|~", lambda name: _with_kinds(name[0]), found[0])
    return inside if inside[0] == "[" or len(inside) == 1 else f"[{inside}]"


def _with_kinds(name: str) -> str:
    return "".join(LETTERS.get(one, one) for one in (name, *KINDS.get(name, ())))


class Found(NamedTuple):
    """A refusal among the words of a text. ``first``, ``last``: ranks of its words, from 0; ``private``: all it says is
    that the sale is between private persons."""

    first: int
    last: int
    private: bool


class _Grammar:
    """The rules, compiled when the first text needs them."""

    words = _Words()

    @cached_property
    def idioms(self) -> dict[str, list[tuple[list[str], str]]]:
        """First word → the words of an expression, and its letter; the longest first."""
        found: dict[str, list[tuple[list[str], str]]] = {}
        for name, phrases in IDIOMS.items():
            for phrase in phrases:
                for words in product(*(word.split("|") for word in phrase.split())):
                    found.setdefault(words[0], []).append((list(words), LETTERS[name]))
        for choices in found.values():
            choices.sort(key=lambda choice: -len(choice[0]))
        return found

    @cached_property
    def innocent(self) -> re.Pattern[str]:
        return _compiled("|".join(INNOCENT))

    @cached_property
    def welcomed(self) -> re.Pattern[str]:
        return _compiled(WELCOMED)

    @cached_property
    def said_before(self) -> re.Pattern[str]:
        return _compiled(SAID_BEFORE)

    def codes(self, words: list[str]) -> list[str]:
        """Return the letter of each word; an expression's is on its first word."""
        codes = [*map(self.words.letters, words)]
        for at in [at for at, word in enumerate(words) if word in self.idioms]:
            for expression, letter in self.idioms[words[at]] if codes[at] else ():
                if words[at : at + len(expression)] == expression:
                    codes[at : at + len(expression)] = [letter, *[""] * (len(expression) - 1)]
                    break
        return codes

    def left(self, codes: list[str]) -> str:
        """Return the letters of some words, what only sounds like a refusal hidden."""
        return self.welcomed.sub(_hidden, self.innocent.sub(_hidden, "".join(codes)))

    def find(self, words: list[str]) -> Found | None:
        """Return the first refusal found; None when there is none."""
        codes = self.codes(words)
        said = self.left(codes)
        tried = ((_compiled(one), ways) for about, ways in REFUSALS if _compiled(about).search(said) for one in ways)
        found, ways = next(((found, ways) for rule, ways in tried if (found := rule.search(said))), (None, ()))
        if found is None:
            return None
        before = self.said_before.search(said, max(0, found.start() - _BEFORE), found.start())
        owners = [rank for rank, code in enumerate(codes) for _ in code]
        last = owners[found.end() - 1]
        while last + 1 < len(codes) and not codes[last + 1]:
            last += 1
        return Found(owners[before.start() if before else found.start()], last, ways is PRIVATELY)


GRAMMAR = _Grammar()


def _hidden(innocent: re.Match[str]) -> str:
    return innocent[0] if innocent.re.groups and innocent["keep"] else "_" * len(innocent[0])


def said_plainly(text: str) -> str | None:
    """Return the words by which ``text`` refuses agencies or canvassing, as written but without the figures of a
    number; None when it does not."""
    if not text or not hints(text):
        return None
    written, plain = read_as_shown(text)
    found = GRAMMAR.find(WORD.findall(plain))
    if found is None:
        return None
    places = [*WORD.finditer(plain)]
    return quoted(written[places[found.first].start() : places[found.last].end()])


def quoted(words: str) -> str:
    """Return words as they are quoted: on one line, without the figures of a number, not too long."""
    quote = _NUMBER.sub("…", " ".join(words.split()))
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[: LONGEST_QUOTE - 1]}…"


def is_between_private(text: str) -> bool:
    """Tell whether all that ``text`` refuses is another buyer than a private person (« particuliers uniquement »)."""
    found = GRAMMAR.find(spoken(text)) if hints(text) else None
    return found is not None and found.private
