"""Short texts in which nothing was found are remembered, long ones are not, and never too many."""

from core.refusals.prefilter import QuietTexts, hints, hints_among
from tests.tables import table


def test_short_texts_are_remembered_until_they_are_too_many() -> None:
    quiet = QuietTexts(2)
    quiet.keep(["Maison", "Nîmes", "a" * 41])
    assert quiet == {"Maison", "Nîmes"}
    quiet.keep(["Appartement"])
    assert quiet == {"Maison", "Nîmes", "Appartement"}
    quiet.keep(["Terrain"])
    assert quiet == {"Terrain"}


@table(
    "text", ["vs perde votre tps", "maison calme", "pas d agence", "a g e n c e", "m a i s o n", "", "06 39 98 00 12"]
)
def test_words_that_are_apart_hint_as_their_text_does(text: str) -> None:
    assert hints_among(text.split()) == bool(hints(text))
