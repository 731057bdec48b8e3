"""The letters of a text are read the same by the quick way and by the slow one."""

from hypothesis import given
from hypothesis import strategies as st

from core.refusals.reading import said_before, spoken
from tests.ear import lists
from tests.lengths import some
from tests.tables import table
from tests.texts import ANY

REFUSING = [text for part in lists() for text in part["refusals"]]
SLOW = " \u0436"
"""A word that cannot be written in one byte a letter, and is of no alphabet that is read."""


@given(text=st.one_of(st.text(ANY), st.sampled_from(some(REFUSING, of=5))))
def test_one_byte_a_letter_says_the_same(text: str) -> None:
    assert [word.rstrip(" .") for word in spoken(text)] == [word.rstrip(" .") for word in spoken(text + SLOW)]


@table(
    "text",
    [
        "Je voulais vendre sans agence, maintenant je veux bien",
        "JE VOULAIS VENDRE SANS AGENCE, MAINTENANT JE VEUX BIEN",
        "Je voula\u0131s vendre sans agence, maintenant je veux bien",
        "Je voula\u0130s vendre sans agence, maintenant je veux bien",
        "On avait mis pas d'agence, finalement on cherche",
        "Pourquoi m'appeler, pas d'agence ?",
        "J'ai e\u017fsay\u00e9 de vendre sans agence",
        "Ce n'est pas parce que je refuse les agences",
    ],
)
def test_what_is_so_no_more_is_told_apart(text: str) -> None:
    assert said_before(text)
    assert "agence" not in spoken(text) and "agences" not in spoken(text)


@table("text", ["Part. à part.", "PART. À PART.", "Agts. immo. s'abstenir", "Tél. après 18 h"])
def test_a_word_cut_short_ends_no_sentence(text: str) -> None:
    assert "." not in spoken(text)[:3]
