"""Says which figures of an ad are hardly possible: a price that lacks a zero, an area that is a plot's. The bounds are
wide, and a doubt decides of nothing: it is shown to somebody."""

from core.base.text import parse_number

_SALE, _RENT = (8_000.0, 20_000_000.0), (80.0, 25_000.0)
_SALE_PER_M2, _RENT_PER_M2 = (350.0, 35_000.0), (3.0, 150.0)
_LIKELY_RENT_PER_M2 = (3.0, 80.0)
"""Beyond it a price per m² is rather one that lacks a figure."""
_AREA = (7.0, 2_000.0)
_ROOMS = 25.0
_BUILT = frozenset({"appartement", "maison"})


def doubtful(deal: str, price: float | None, area: float | None, rooms: float | None, *, kind: str) -> set[str]:
    """Return the fields that are hardly possible together. ``deal``: sale, rent or empty; ``price`` in euros, ``area``
    in m²."""
    rent = deal == "rent"
    built = kind.strip().lower() in _BUILT
    texts = set()
    if price is not None and _out(price, _RENT if rent else _SALE):
        texts.add("price")
    if area is not None and built and _out(area, _AREA):
        texts.add("area")
    if rooms is not None and not 0 < rooms <= _ROOMS:
        texts.add("rooms")
    if price and area and built and deal and _out(price / area, _RENT_PER_M2 if rent else _SALE_PER_M2):
        texts.add("price")
    if rooms and area and built and area / rooms < 5.0:
        texts |= {"area", "rooms"}
    return texts


def likely_deal(price: str, area: str, kind: str) -> str:
    """Return "sale" or "rent" when a built property of this price and area can be but one of them; else empty."""
    asked, size = parse_number(price), parse_number(area)
    if kind.strip().lower() not in _BUILT or not asked or not size:
        return ""
    per_m2 = asked / size
    sale = not _out(asked, _SALE) and not _out(per_m2, _SALE_PER_M2)
    rent = not _out(asked, _RENT) and not _out(per_m2, _LIKELY_RENT_PER_M2)
    return "" if sale == rent else "sale" if sale else "rent"


def _out(value: float, bounds: tuple[float, float]) -> bool:
    least, most = bounds
    return not least <= value <= most
