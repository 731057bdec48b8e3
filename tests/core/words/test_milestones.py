"""The words of a place inside a sentence."""

from core.words.milestones import place_words
from tests.tables import table


@table(
    "place, said",
    [
        ("Au bien", "au bien"), ("À l’agence", "à l’agence"), ("Chez la personne", "chez la personne"), ("", ""),
        ("Café du Port", "Café du Port"), ("Aubagne, 3 rue Haute", "Aubagne, 3 rue Haute"),
    ],
)  # fmt: skip
def test_a_place_of_the_form_has_no_capital_inside_a_sentence(place: str, said: str) -> None:
    assert place_words(place) == said
