"""How surely a value of the data of a page is read: the nearer, the surer; what a label says, or a reference, less."""

from core.sources.pages.records import records


def test_a_value_of_the_data_is_surer_the_nearer_it_stands() -> None:
    node = {
        "title": "Maison 5 pièces", "price": "249000", "reference": "4412", "city": "Uzès",
        "details": {"surface": "110"}, "roomsLabel": "5 pièces",
    }  # fmt: skip
    [(_path, ad)] = records([("données de la page", node)])
    sure = {name: round(value.sure, 2) for name, value in ad.fields.items() if name != "kind"}
    assert sure == {"title": 0.93, "price": 0.93, "town": 0.93, "area": 0.91, "rooms": 0.88, "reference": 0.83}
