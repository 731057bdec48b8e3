"""Derives from the rules of a refusal what the words of a sentence must mean for one of them to be found there, so that
the sentences of ordinary ads are passed over.

A rule is a pattern over letters (:mod:`core.refusals.patterns`). Each letter that it takes outside what it may leave
out is needed: its condition is a list of sets of letters, and a sentence without a letter of one of them holds no such
refusal. Few rules go over the end of a sentence, and then only between certain letters: there, and nowhere else, two
sentences are asked together. What a rule sees without taking it, and what only sounds like a refusal and is hidden
first, can but narrow what it finds: the gate never says no where the rules say yes.
"""

import re
from collections.abc import Iterable
from functools import lru_cache, reduce
from typing import NamedTuple

_ENDED = "."
_ANY = frozenset({"any"})
"""Stands for every letter; what else is in a set with it says no more."""
_OPENING = re.compile(r"\((?:\?(?::|P<\w+>|(?P<look><?[=!])))?")
_TIMES = re.compile(r"[*+?]|\{(?P<least>\d*)(?P<upto>,?)(?P<most>\d*)\}")
_MOST_NEEDS = 24
"""Sets that the choice between two pieces may need; beyond, the smallest of them alone."""
_REMEMBERED = 20_000

Letters = frozenset[str]
Needs = tuple[Letters, ...]


class PatternPiece(NamedTuple):
    """What a piece of a rule takes.

    ``needs``: sets of letters, one of each in whatever it finds; ``empty``: it may take nothing; ``first``, ``last``:
    with which letters it may begin and end; ``before``, ``after``: those on each side of the end of a sentence inside
    it.
    """

    needs: Needs = ()
    empty: bool = True
    first: Letters = frozenset()
    last: Letters = frozenset()
    before: Letters = frozenset()
    after: Letters = frozenset()


class _RuleReader:
    """Reads one rule, written in the few signs of patterns that rules use."""

    def __init__(self, rule: str) -> None:
        self.rule, self.at = rule, 0

    def choice(self) -> PatternPiece:
        """Return one piece or another, to the end or the bracket that closes them."""
        ways = [self._row()]
        while self.rule.startswith("|", self.at):
            self.at += 1
            ways.append(self._row())
        return reduce(_either, ways)

    def _row(self) -> PatternPiece:
        row = PatternPiece()
        while self.at < len(self.rule) and self.rule[self.at] not in "|)":
            row = _joined(row, self._repeated())
        return row

    def _repeated(self) -> PatternPiece:
        piece = self._atom()
        times = _TIMES.match(self.rule, self.at)
        if times is None:
            return piece
        self.at = times.end()
        least = int(times["least"] or 0) if times[0][0] == "{" else int(times[0] == "+")
        more = times[0] != "?" and (times["upto"] != "" or times[0] in "*+" or least > 1)
        again = _joined(piece, piece) if more else piece
        return again._replace(needs=piece.needs if least else (), empty=piece.empty or not least)

    def _atom(self) -> PatternPiece:
        start, sign = self.at, self.rule[self.at]
        if sign == "(":
            return self._group()
        if sign == "[":
            self.at = self.rule.index("]", start) + 1
            return _class(self.rule[start + 1 : self.at - 1])
        self.at += 2 if sign == "\\" else 1
        if sign in "^$":
            return PatternPiece()
        return _class("^") if sign == "." else _class(self.rule[self.at - 1])

    def _group(self) -> PatternPiece:
        opening = _OPENING.match(self.rule, self.at)
        self.at = opening.end() if opening else self.at + 1
        inside = self.choice()
        self.at += 1
        return PatternPiece() if opening and opening["look"] else inside


def _class(letters: str) -> PatternPiece:
    """Return a piece that takes one of some letters, or any but those after « ^ »."""
    if letters.startswith("^"):
        # A letter left out may be hidden, and is then one of the others.
        edge = _ANY if _ENDED in letters else _ANY | {_ENDED}
        return PatternPiece((), empty=False, first=edge, last=edge)
    one = frozenset(letters)
    return PatternPiece(() if _ENDED in one else (one,), empty=False, first=one, last=one)


def _joined(left: PatternPiece, right: PatternPiece) -> PatternPiece:
    return PatternPiece(
        _least((*left.needs, *right.needs)),
        left.empty and right.empty,
        left.first | right.first if left.empty else left.first,
        right.last | left.last if right.empty else right.last,
        left.before | right.before | (left.last if _ENDED in right.first else frozenset()),
        left.after | right.after | (right.first if _ENDED in left.last else frozenset()),
    )


def _either(one: PatternPiece, other: PatternPiece) -> PatternPiece:
    needs = _least([mine | theirs for mine in one.needs for theirs in other.needs])
    return PatternPiece(
        needs if len(needs) <= _MOST_NEEDS else (min(needs, key=len),),
        one.empty or other.empty,
        *(mine | theirs for mine, theirs in zip(one[2:], other[2:], strict=True)),
    )


def _least(needs: Iterable[Letters]) -> Needs:
    """Return the sets that no smaller one of them makes useless."""
    each = tuple(dict.fromkeys(needs))
    return tuple(need for need in each if not any(other < need for other in each))


def derived(rule: str) -> PatternPiece:
    """Return what a rule takes, a pattern over letters. Raises ValueError where it is not read to its end."""
    reader = _RuleReader(rule)
    piece = reader.choice()
    if reader.at != len(rule):
        raise ValueError(rule)
    return piece


class Gate:
    """Says which of some rules may find something in a text, given as the letters of its words."""

    def __init__(self, rules: Iterable[str]) -> None:
        pieces = [derived(rule) for rule in rules]
        self.needs = [piece.needs for piece in pieces]
        self._ends = {rank: (one.before, one.after) for rank, one in enumerate(pieces) if one.before and one.after}
        self._by_letter: dict[str, list[int]] = {}
        for rank, needs in enumerate(self.needs):
            for letter in min(needs, key=len):
                self._by_letter.setdefault(letter, []).append(rank)
        self._in_sentence = lru_cache(maxsize=_REMEMBERED)(self._satisfied)
        self._over_end = lru_cache(maxsize=_REMEMBERED)(self._going_over)

    def may_find(self, said: str) -> list[int]:
        """Return the ranks of the rules that may find something, in order: no other rule does."""
        last, *others = said.strip(_ENDED).split(_ENDED)
        ranks, over = {*self._in_sentence(frozenset(last))}, set[int]()
        for sentence in others:
            ranks.update(self._in_sentence(frozenset(sentence)))
            over.update(self._over_end(last[-1:], sentence[:1]))
            last = sentence
        if over:
            letters = frozenset(said)
            ranks.update([rank for rank in over if _holds(letters, self.needs[rank])])
        return sorted(ranks)

    def _satisfied(self, letters: Letters) -> tuple[int, ...]:
        asked_ids = {rank for letter in letters for rank in self._by_letter.get(letter, ())}
        return tuple(rank for rank in asked_ids if _holds(letters, self.needs[rank]))

    def _going_over(self, last: str, following: str) -> tuple[int, ...]:
        """Return the rules that may go over the end of a sentence between two letters."""
        return tuple(
            rank
            for rank, (before, after) in self._ends.items()
            if not (last and following) or (_within(last, before) and _within(following, after))
        )


def _within(letter: str, letters: Letters) -> bool:
    return letter in letters or letters >= _ANY


def _holds(letters: Letters, needs: Needs) -> bool:
    return not any(map(letters.isdisjoint, needs))
