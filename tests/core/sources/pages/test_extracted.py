"""Which of two readings of a field an ad keeps: the surer one, and of two as sure the first."""

from core.sources.pages.extracted import Ad, ExtractedValue
from tests.tables import table


@table("first, then, kept", [(0.6, 0.6, "A"), (0.6, 0.61, "B"), (0.6, 0.59, "A"), (0.6, 0.0, "A")])
def test_the_surer_reading_is_kept_and_of_two_as_sure_the_first(first: float, then: float, kept: str) -> None:
    put, completed = Ad(), Ad()
    put.put("town", "A", "titre", first)
    put.put("town", "B", "texte", then)
    completed.put("town", "A", "titre", first)
    completed.complete({"town": ExtractedValue("B", "texte", then)})
    assert put.one("town") == completed.one("town") == kept
    assert put.fields == completed.fields


def test_an_empty_reading_says_nothing_however_sure() -> None:
    ad = Ad()
    ad.put("town", "", "titre", 1.0)
    assert (ad.fields, ad.one("town")) == ({}, "")
    ad.put("town", "Uzès", "texte", 0.1)
    ad.put("town", "", "titre", 1.0)
    assert ad.fields == {"town": ExtractedValue("Uzès", "texte", 0.1)}
