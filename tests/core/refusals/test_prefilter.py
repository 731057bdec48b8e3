"""Short texts in which nothing was found are remembered, long ones are not, and never too many."""

from core.refusals.prefilter import Quiet


def test_short_texts_are_remembered_until_they_are_too_many() -> None:
    quiet = Quiet(2)
    quiet.keep(["Maison", "Nîmes", "a" * 41])
    assert quiet == {"Maison", "Nîmes"}
    quiet.keep(["Appartement"])
    assert quiet == {"Maison", "Nîmes", "Appartement"}
    quiet.keep(["Terrain"])
    assert quiet == {"Terrain"}
