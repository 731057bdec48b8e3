"""The language of the texts: every text loads, mistakes are found at load, no hole is ever printed."""

import pytest

from core.base.errors import UserError
from core.notices import sources, texts
from core.notices.context import context as values_of
from core.notices.template import Block, Context, Run, TemplateError, Vocabulary, parse
from core.notices.typed import one_line
from tests.core.notices.samples import BOUGHT, FACTS
from tests.tables import table

KNOWN = Vocabulary(frozenset({"name", "town"}), frozenset({"x"}), frozenset({"kind"}))


def fill(text: str, *, x: bool = True, **values: str) -> tuple[Block, ...]:
    return parse(text, KNOWN).fill(Context({"name": "Léa", "town": "Uzès"} | values, {"x": x}, {"kind": "B1"}))


def plain(text: str, *, x: bool = True, **values: str) -> list[str]:
    return [block.text for block in fill(text, x=x, **values)]


@table("name", (*texts.NAMES, *texts.ENGLISH))
def test_every_shipped_text_loads(name: str) -> None:
    assert texts.text(name).lines


def test_the_builder_fills_every_field_and_condition_of_the_texts() -> None:
    context = sources.of_origin(sources.sources(FACTS, values_of(FACTS)), BOUGHT)
    assert set(context.values) == texts.VOCABULARY.fields
    assert set(context.lines) == texts.VOCABULARY.lines
    assert set(context.conditions) == texts.VOCABULARY.conditions
    assert set(context.choices) == texts.VOCABULARY.choices


def test_a_field_is_printed_as_typed() -> None:
    assert plain("Bonjour {name}.", name="<b>{town}** & [[si x]]") == ["Bonjour <b>{town}** & [[si x]]."]


def test_bold_covers_letters_and_fields() -> None:
    assert fill("a **b {name}** c")[0].runs == (Run("a "), Run("b Léa", True), Run(" c"))


def test_a_group_of_lines_stands_on_its_own_line() -> None:
    known = Vocabulary(frozenset(), frozenset(), frozenset(), frozenset({"x"}))
    whole = parse("a\n[[lignes x]]\nb", known)
    for lines in ((), ("**c**",), ("c", " ", "d")):
        said = [block.text for block in whole.fill(Context({}, {}, {}, {"x": lines}))]
        assert said == ["a", *(line for line in lines if line.strip()), "b"]
    with pytest.raises(TemplateError):
        parse("[[lignes y]]", known)


@table("x, said", [(True, "oui Léa."), (False, "non Uzès.")])
def test_a_condition_chooses_its_side(x: bool, said: str) -> None:
    assert plain("[[si x]]oui {name}[[sinon]]non {town}[[fin]].", x=x) == [said]


def test_a_line_that_says_nothing_disappears() -> None:
    blocks = fill("a\n[[si x]]b[[fin]]\n\n[[si x]]c[[fin]]\nd", x=False)
    assert [(block.text, block.opens) for block in blocks] == [("a", True), ("d", True)]


def test_a_choice_prints_one_branch() -> None:
    assert plain("[[choix kind: A1|B1]]\nA1\u202f: un {name}\nB1\u202f: deux {town}\nfin") == ["deux Uzès", "fin"]


def test_a_field_in_the_side_not_taken_may_be_empty() -> None:
    assert plain("[[si x]]{name}[[sinon]]rien[[fin]]", x=False, name="") == ["rien"]


@table("value", ["", "  ", "\u00a0", "\n", "\u200b"])
def test_an_empty_field_is_refused_by_name(value: str) -> None:
    with pytest.raises(UserError, match="town") as refused:
        plain("À {town}.", town=value)
    assert refused.value.code == "FIELD_MISSING"


@table(
    "wrong",
    [
        "{other}",
        "[[si y]]a[[fin]]",
        "[[si x]]a",
        "a[[fin]]",
        "a[[sinon]]b",
        "[[si x]]a[[sinon]]b[[sinon]]c[[fin]]",
        "[[si x]][[si x]]a[[fin]][[fin]]",
        "**a",
        "a {name",
        "a } b",
        "[[autre]]",
        "[[choix kind: A1|B1]]\nA1\u202f: un\nC1\u202f: deux",
        "[[choix autre: A1|B1]]\nA1\u202f: un\nB1\u202f: deux",
    ],
)
def test_a_mistake_is_found_at_load(wrong: str) -> None:
    with pytest.raises(TemplateError):
        parse(wrong, KNOWN)


@table(
    "typed, printed",
    [
        ("a\r\nb", "a b"),
        ("e\u0301", "é"),
        (" x ", "x"),
        ("a\u202f: b\u00a0c", "a\u202f: b\u00a0c"),
        ("so\u00adft", "soft"),
    ],
)
def test_a_value_is_put_on_one_line(typed: str, printed: str) -> None:
    assert one_line(typed) == printed
