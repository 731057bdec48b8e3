"""Which values of an ad somebody is asked to look at: those read without being sure, and figures beyond the bounds
of what is possible."""

from core.actions.intake.offering import UNSURE, doubts
from core.model.draft import Draft
from core.sources.pages.drafting import REFUSAL_UNKNOWN
from core.sources.pages.extracted import Ad
from core.sources.pages.plausible import doubtful
from tests.tables import table


@table(
    "sure, extra, expected",
    [
        ({"price": 0.49, "town": UNSURE, "area": 0.9}, (), ("price",)),
        ({"price": 0.9, "town": 0.9, "area": 0.45, "text": 0.1}, (), ("area",)),
        ({"text": 0.1, "price": 0.45, "town": 0.1, "area": 0.9}, (), ("price", "town")),
        ({"price": 0.9, "town": 0.45, "area": 0.9}, (REFUSAL_UNKNOWN,), ("town", "refuses")),
        ({"price": 0.9, "town": 0.9, "area": 0.9}, (), ()),
    ],
)
def test_what_was_read_without_being_sure_is_to_be_looked_at(
    sure: dict[str, float], extra: tuple[tuple[str, str], ...], expected: tuple[str, ...]
) -> None:
    ad = Ad()
    for name, value in sure.items():
        ad.put(name, "1", "texte", value)
    draft = Draft(
        line=1, cells=(), deal="sale", kind="Maison", price="249 000", area="110", rooms="5", url="https://a.fr"
    )
    assert UNSURE == 0.5
    assert doubts(ad, draft._replace(extra=extra)) == expected


def test_what_is_sure_but_hardly_possible_is_to_be_looked_at_beside_what_is_unsure() -> None:
    ad = Ad()
    for name, value in {"price": 0.9, "town": 0.4, "area": 0.9}.items():
        ad.put(name, "1", "texte", value)
    draft = Draft(
        line=1, cells=(), deal="sale", kind="Maison", price="28 500", area="110", rooms="5", url="https://a.fr"
    )
    assert doubts(ad, draft) == ("price", "town")
    assert doubts(ad, draft._replace(url="")) == ("price", "town", "reference")


@table(
    "deal, price, area, rooms, kind, odd",
    [
        ("sale", 8_000.0, None, None, "Terrain", set()), ("sale", 7_999.0, None, None, "Terrain", {"price"}),
        ("sale", 20_000_000.0, None, None, "Maison", set()), ("sale", 20_000_001.0, None, None, "Maison", {"price"}),
        ("rent", 80.0, None, None, "Maison", set()), ("rent", 25_001.0, None, None, "Maison", {"price"}),
        ("", None, 7.0, None, " MAISON ", set()), ("", None, 6.9, None, " MAISON ", {"area"}),
        ("", None, 4_300.0, None, "Terrain", set()), ("", None, 3.0, None, "Terrain", set()),
        ("", None, 2_000.0, None, "appartement", set()), ("", None, 2_001.0, None, "appartement", {"area"}),
        ("", None, None, 25.0, "Maison", set()), ("", None, None, 26.0, "Maison", {"rooms"}),
        ("", None, None, 0.0, "Maison", {"rooms"}),
        ("sale", 38_500.0, 110.0, None, "Maison", set()), ("sale", 38_499.0, 110.0, None, "Maison", {"price"}),
        ("rent", 300.0, 100.0, None, "Maison", set()), ("rent", 299.0, 100.0, None, "Maison", {"price"}),
        ("", 20_000.0, 110.0, None, "Maison", set()), ("sale", 20_000.0, 110.0, None, "Terrain", set()),
        ("", None, 25.0, 5.0, "Maison", set()), ("", None, 24.9, 5.0, "Maison", {"area", "rooms"}),
        ("", None, 24.9, 5.0, "Terrain", set()),
    ],
)  # fmt: skip
def test_a_figure_at_the_bound_is_possible_and_one_beyond_is_not(
    deal: str, price: float | None, area: float | None, rooms: float | None, kind: str, odd: set[str]
) -> None:
    assert doubtful(deal, price, area, rooms, kind=kind) == odd
