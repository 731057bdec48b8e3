"""Finds in the text of an ad, of a contact card or of a cell a refusal of agencies or canvassing, so that the person is
opposed before anybody sees them (law file, POST-03).

Each word becomes one letter, that of its concept, and the rules are patterns over these letters: they say what order
and what distance make a refusal, and what only sounds like one. A word with one letter wrong, or glued to the next, is
known.
"""

import re
import string
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from core.refusals.gate import Gate
from core.refusals.patterns import INNOCENT, REFUSALS, SAID_BEFORE, WELCOMED, WORDS
from core.refusals.prefilter import AT_ONCE, REMEMBERED
from core.refusals.reading import WORD, read_as_shown, spoken

LONGEST_QUOTE = 80
_LONG = 40
_SHORTEST, _LONGEST = 5, 20
_CORES = 4
_BEFORE = 12

_CONCEPTS: dict[str, str] = WORDS["concepts"]
LETTERS = MappingProxyType(
    dict(zip(_CONCEPTS, string.ascii_letters + "".join(map(chr, range(0xC0, 0x100))), strict=False))
)
_NUMBER = re.compile(r"\+?\d(?:[ .\-/]?\d){5,}")
_CORE = re.compile("ag[ae]n|ag[nc]|abst|abten|march|mandat|interm|pros|prof|prosp|licit|courtier|nego")
_GLUE, _UNLIKE = frozenset(WORDS["glue"].split()), frozenset(WORDS["unlike"].split())
_GLUABLE = frozenset(LETTERS[name] for name in WORDS["glued"])
_NAMED = re.compile(r"\[[^]]*\]|[A-Z][A-Z_]+|~")
_DOUBLED = re.compile(r"(.)\1+")


class _ConceptLetters:
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
        return re.compile("|".join(f"(?P<{name}>{'|'.join(words.split())})" for name, words in _CONCEPTS.items()))

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Key word without double letters, whole or without one of its letters → letter."""
        keys = {
            _DOUBLED.sub(r"\1", key): LETTERS[name] for name, words in WORDS["keys"].items() for key in words.split()
        }
        return {cut: letter for key, letter in keys.items() for cut in (key, *_without_one(key))}

    def _known(self, word: str) -> str:
        match = self._concepts.fullmatch(word)
        return LETTERS[match.lastgroup or ""] if match else "0" if word[0].isdigit() else ""

    def _near(self, word: str) -> str:
        if not _SHORTEST <= len(word) <= _LONGEST or word in _UNLIKE:
            return ""
        once = _DOUBLED.sub(r"\1", word)
        return next((self._keys[cut] for cut in (once, *_without_one(once)) if cut in self._keys), "")

    def _glued(self, word: str) -> str:
        if not (_SHORTEST <= len(word) <= _LONG and _CORE.search(word)):
            return "~"
        return next((text for at in range(len(word) - 1, 0, -1) if (text := self._parted(word[:at], word[at:]))), "~")

    def _parted(self, head: str, tail: str) -> str:
        first = self._piece(head)
        rest = (self._piece(tail) or self._glued(tail).replace("~", "")) if first else ""
        return first + rest if rest else ""

    def _piece(self, part: str) -> str:
        text = self._known(part) or self._near(part)
        return text if part in _GLUE or (len(part) >= _CORES and text in _GLUABLE) else ""


def _without_one(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


@cache
def _compiled(rule: str) -> re.Pattern[str]:
    """Return a rule as a pattern over letters, made when it is first asked: most texts need few of them."""
    return re.compile(lettered(rule))


def lettered(rule: str) -> str:
    """Return a rule written with the letters of its concepts."""
    return _NAMED.sub(_lettered, rule).replace(" ", "")


def _lettered(found: re.Match[str]) -> str:
    """Return a class of letters with its concepts named, or one concept alone; the kinds of a concept come with it."""
    inside = re.sub(r"[A-Z][A-Z_]+|~", lambda name: _with_kinds(name[0]), found[0])
    return inside if inside[0] == "[" or len(inside) == 1 else f"[{inside}]"


def _with_kinds(name: str) -> str:
    return "".join(LETTERS.get(text, text) for text in (name, *WORDS["kinds"].get(name, ())))


class RefusalMatch(NamedTuple):
    """A refusal among the words of a text. ``first``, ``last``: ranks of its words, from 0; ``private``: all it says is
    that the sale is between private persons."""

    first: int
    last: int
    private: bool


class _Grammar:
    """The rules, compiled when the first text needs them."""

    words = _ConceptLetters()

    @cached_property
    def idioms(self) -> dict[str, dict[str, list[tuple[list[str], str]]]]:
        """First word → second one, empty for a word alone → the words of an expression, and its letter; the longest
        first."""
        found: dict[str, dict[str, list[tuple[list[str], str]]]] = {}
        for name, phrases in WORDS["idioms"].items():
            for phrase in phrases:
                for words in product(*(word.split("|") for word in phrase.split())):
                    follows = found.setdefault(words[0], {})
                    follows.setdefault("".join(words[1:2]), []).append((list(words), LETTERS[name]))
        for follows in found.values():
            for choices in follows.values():
                choices.sort(key=lambda choice: -len(choice[0]))
        return found

    @cached_property
    def rules(self) -> list[tuple[str, str, bool]]:
        """What a rule is about, the rule, and whether all it says is that the sale is between private persons."""
        return [(kind.about, rule, kind.private) for kind in REFUSALS for rule in kind.ways]

    @cached_property
    def gate(self) -> Gate:
        """Which of the rules a text may fit, by what its words mean."""
        return Gate([lettered(rule) for _about, rule, _private in self.rules])

    @cached_property
    def innocent(self) -> re.Pattern[str]:
        return _compiled(INNOCENT)

    @cached_property
    def welcomed(self) -> re.Pattern[str]:
        return _compiled(WELCOMED)

    @cached_property
    def said_before(self) -> re.Pattern[str]:
        return _compiled(SAID_BEFORE)

    def codes(self, words: list[str]) -> list[str]:
        """Return the letter of each word; an expression's is on its first word."""
        codes, idioms, last = [*map(self.words.letters, words)], self.idioms, len(words) - 1
        for at in [at for at, word in enumerate(words) if word in idioms]:
            follows, following = idioms[words[at]], words[at + 1] if at < last else ""
            if not codes[at] or not (following in follows or "" in follows):
                continue
            for expression, letter in (*follows.get(following, ()), *follows.get("", ())):
                if words[at : at + len(expression)] == expression:
                    codes[at : at + len(expression)] = [letter, *[""] * (len(expression) - 1)]
                    break
        return codes

    def left(self, codes: Sequence[str]) -> str:
        """Return the letters of some words, what only sounds like a refusal hidden."""
        return self.welcomed.sub(_hidden, self.innocent.sub(_hidden, "".join(codes)))

    def find(self, words: list[str]) -> RefusalMatch | None:
        """Return the first refusal found; None when there is none."""
        return self.found(self.codes(words))

    def found(self, codes: Sequence[str]) -> RefusalMatch | None:
        """Return the first refusal found among words of these letters; None when there is none."""
        if not self.gate.may_find("".join(codes)):
            return None
        letters = self.left(codes)
        for rank in self.gate.may_find(letters):
            about, rule, private = self.rules[rank]
            refusal = _compiled(rule).search(letters) if _compiled(about).search(letters) else None
            if refusal is not None:
                return self._placed(codes, letters, refusal, private=private)
        return None

    def _placed(self, codes: Sequence[str], letters: str, refusal: re.Match[str], *, private: bool) -> RefusalMatch:
        """Return which words a refusal found among letters takes, with those that belong to it."""
        before = self.said_before.search(letters, max(0, refusal.start() - _BEFORE), refusal.start())
        owners = [rank for rank, code in enumerate(codes) for _ in code]
        last = owners[refusal.end() - 1]
        while last + 1 < len(codes) and not codes[last + 1]:
            last += 1
        return RefusalMatch(owners[before.start() if before else refusal.start()], last, private)


GRAMMAR = _Grammar()


def _hidden(innocent: re.Match[str]) -> str:
    return innocent[0] if innocent.re.groups and innocent["keep"] else "_" * len(innocent[0])


class CodedText(NamedTuple):
    """The folded words and signs of a text, and the letters of each."""

    words: list[str]
    codes: list[str]


@lru_cache(maxsize=AT_ONCE)
def coded(text: str) -> CodedText:
    """Return the words of a text as the grammar reads them."""
    words = spoken(text)
    return CodedText(words, GRAMMAR.codes(words))


def quote(text: str, first: int, last: int) -> str:
    """Return the words of these ranks as a text has them."""
    written, plain_text = read_as_shown(text)
    places = [*WORD.finditer(plain_text)]
    return quoted(written[places[first].start() : places[last].end()])


def quoted(words: str) -> str:
    """Return words as they are quoted: on one line, without the figures of a number, not too long."""
    line = _NUMBER.sub("…", " ".join(words.split()))
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"
