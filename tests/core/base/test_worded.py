"""Vocabularies: every member carries all that its vocabulary declares, in both languages."""

from collections.abc import Iterator
from importlib import import_module
from itertools import chain

import pytest

from core.base.i18n import choose
from core.base.worded import WordedEnum
from tests.tree import program


def vocabularies() -> Iterator[type[WordedEnum]]:
    """Yield every vocabulary of the program."""
    for code in program():
        if "(WordedEnum)" in code.text:
            import_module(code.module)
    yield from WordedEnum.__subclasses__()


def test_a_member_without_all_its_words_does_not_load() -> None:
    with pytest.raises(ValueError, match="shorter"):

        class Lacking(WordedEnum):
            short: str

            CALL = "call", "Appel"

    class Colour(WordedEnum):
        short: str

        RED = "red", "Rouge", "R"

    assert (Colour.RED, Colour.RED.word, Colour.RED.short) == ("red", "Rouge", "R")
    assert (Colour.known("red"), Colour.known("blue")) == (Colour.RED, None)
    assert (Colour.word_of("blue"), Colour.shown_of("blue")) == ("blue", "")
    assert (Colour.texts(), Colour.choices()) == (["red"], (("red", "Rouge"),))


def test_every_member_has_its_word_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREMIER_CONTACT_LANGUAGE", "fr")
    members = list(chain.from_iterable(vocabularies()))
    assert len(members) > 150
    for language in ("fr", "en"):
        choose(language)
        silent = {repr(member) for member in members if not member.shown}
        assert silent == {"<WhyLeft.NOT_OUT: 'not_out'>", "<WhyLeft.STOPPED: 'stopped'>"}
