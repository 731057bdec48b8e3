"""The gate never says no where a rule of the grammar says yes."""

import re
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from core.base.mojibake import mended
from core.refusals.gate import Gate, derived
from core.refusals.grammar import GRAMMAR, LETTERS, coded, lettered
from core.refusals.patterns import REFUSALS
from tests.ear import lists
from tests.lengths import some
from tests.tables import table

RULES = [lettered(rule) for kind in REFUSALS for rule in kind.ways]
KINDS = ("refusals", "unheard", "look_alikes", "misheard")
PHRASES = [mended(text) for part in lists() for kind in KINDS for text in part.get(kind, ())]
REFUSING = [mended(text) for part in lists() for text in part["refusals"]]


def said(text: str) -> str:
    """The letters of a text."""
    return "".join(coded(text).codes)


def finding(letters: str) -> set[int]:
    """The ranks of the rules that find something in letters, each asked for itself."""
    return {rank for rank, rule in enumerate(RULES) if re.search(rule, letters)}


def lost(gate: Gate, letters: str) -> set[int]:
    """The rules that the gate would not have asked."""
    return finding(letters) - {*gate.may_find(letters)}


def shown_and_hidden(text: str) -> tuple[str, str]:
    """The letters of a text, as they are and with what only sounds like a refusal hidden."""
    return said(text), GRAMMAR.left(coded(text).codes)


def test_nothing_that_the_grammar_finds_is_lost() -> None:
    whole = [*chain.from_iterable(map(shown_and_hidden, some(PHRASES, of=12)))]
    assert [letters for letters in whole if lost(GRAMMAR.gate, letters)] == []
    assert sum(bool(GRAMMAR.gate.may_find(letters)) for letters in whole) > 0.1 * len(whole)


def cut(piece: tuple[str, int]) -> str:
    return piece[0][piece[1] :]


PIECES = st.sampled_from(REFUSING[::7]).map(said)
TEXTS = st.lists(
    st.one_of(PIECES, st.sampled_from((*LETTERS.values(), *".,!~0_")), st.tuples(PIECES, st.integers(0, 8)).map(cut)),
    max_size=6,
)


@given(pieces=TEXTS, between=st.sampled_from(("", ".", ",", "~.")))
def test_no_row_of_concepts_is_lost(pieces: list[str], between: str) -> None:
    letters = between.join(pieces)
    assert lost(GRAMMAR.gate, letters) == set()


def careless(letter: str) -> Gate:
    """A gate that forgot a letter wherever another one may stand for it."""
    gate = Gate(RULES)
    gate.needs = [tuple(need - {letter} or need for need in needs) for needs in gate.needs]
    return gate


@table("name", ["AGENCY", "CANVASS", "REACH", "NON"])
def test_a_gate_that_forgets_a_concept_is_caught(name: str) -> None:
    gate = careless(LETTERS[name])
    assert any(lost(gate, said(text)) for text in some(REFUSING, of=3))


def test_a_gate_that_stops_at_each_sentence_is_caught() -> None:
    stopping = Gate([rule.replace(r"\.?", "").replace(r"\.", "") for rule in RULES])
    over = [
        said(text) for text in ("Agences. Abstenez-vous", "Aucun professionnel. Immobilier", "Pas de conseiller. Immo")
    ]
    assert any(lost(stopping, letters) for letters in over)
    assert not any(lost(GRAMMAR.gate, letters) for letters in over)


@table(
    "rule, needs, before, after",
    [
        ("ab", ["a", "b"], "", ""),
        ("a?b*[cd]{2}", ["cd"], "", ""),
        ("(?:ab|c)d", ["ac", "bc", "d"], "", ""),
        (r"a\.?b", ["a", "b"], "a", "b"),
        (r"(?:^|[.,])a(?=b)(?<!c)", ["a"], "", "a"),
        ("a{0,3}[^.]b+", ["b"], "", ""),
    ],
)
def test_what_a_rule_needs(rule: str, needs: list[str], before: str, after: str) -> None:
    piece = derived(rule)
    assert {*piece.needs} == {*map(frozenset, needs)}
    assert ({*piece.before}, {*piece.after}) == ({*before}, {*after})


def test_a_rule_that_is_not_read_to_its_end_is_refused() -> None:
    try:
        derived("a)b")
    except ValueError as error:
        assert str(error) == "a)b"
    else:
        raise AssertionError
