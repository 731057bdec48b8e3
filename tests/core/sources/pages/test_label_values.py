"""How surely each value of a page shown is read: a label is surer than words, a title than a line, a line than a long
text, a town with its postcode than a town alone. The surest reading is the one kept, and what is unsure is shown."""

from core.sources.pages import label_values
from core.sources.pages.extracted import Ad
from tests.tables import table

LONG = "À Uzès, belle maison de 5 pièces. " + "Belle et calme. " * 12


@table(
    "title, lines, expected",
    [
        ("", ["Surface habitable : 110 m²", "Maison 5 pièces 112 m²"], {"area": ("110", 0.7), "rooms": ("5", 0.55)}),
        ("Maison 45 m²", ["Appartement 110 m²"], {"title": ("Maison 45 m²", 0.6), "area": ("45", 0.58)}),
        ("Maison à Vitré", ["Maison 5 pièces"], {"town": ("Vitré", 0.45), "kind": ("Maison", 0.58)}),
        ("", ["Vitré (35500)"], {"town": ("Vitré", 0.6), "postcode": ("35500", 0.6)}),
        ("", ["Vitré (35)"], {"town": ("Vitré", 0.5)}),
        ("", [LONG], {"rooms": ("5", 0.45)}),
        ("", ["Réf. 4412-AB"], {"reference": ("4412-AB", 0.7)}),
        ("", ["Maison, réf 4412-AB, calme"], {"reference": ("4412-AB", 0.3)}),
        ("", ["24/11/2026"], {"published": ("2026-11-24", 0.5)}),
        ("", ["Publiée le 23 novembre 2026"], {"published": ("2026-11-23", 0.7)}),
        ("", ["Particulier"], {"seller": ("private", 0.6)}),
        ("", ["Agence Martin"], {"seller": ("pro", 0.61)}),
        ("", ["Maison | Particulier | Uzès"], {"seller": ("private", 0.58)}),
        ("", ["Maison | Professionnel | Uzès"], {"seller": ("pro", 0.59)}),
    ],
)
def test_a_value_shown_is_as_sure_as_what_says_it(
    title: str, lines: list[str], expected: dict[str, tuple[str, float]]
) -> None:
    ad = Ad()
    label_values.say(ad, lines, title, sure=0.6)
    read = {name: (ad.one(name), round(ad.fields[name].sure, 2) if name in ad.fields else 0) for name in expected}
    assert read == expected
