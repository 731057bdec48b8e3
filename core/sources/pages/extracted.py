"""What is known of one ad, field by field: each value with where it was read and how sure that is. Doubt stays
empty."""

from collections.abc import Mapping

from core.base.i18n import N_
from core.base.records import Struct, field

STATE, LINKED, MARKED, SHOWN = N_("données de la page"), "JSON-LD", N_("microdonnées"), N_("page affichée")
SHEET = N_("fiche du site")
"""Where a value may be read: a state of the page, its JSON-LD, its microdata, what it shows, the sheet of its site."""

NAMES = (
    "reference", "url", "title", "kind", "deal", "price", "area", "land", "rooms", "bedrooms", "address", "town",
    "postcode", "published", "modified", "dpe", "ges", "seller", "name", "phones", "emails", "text", "refuses",
)  # fmt: skip
"""The fields of an ad; ``published`` and ``modified`` are ISO days, ``refuses`` the site's own flag, "true" or
"false", absent when the page does not show it."""


class ExtractedValue(Struct, frozen=True):
    """One value. ``where``: the source and the path in it; ``sure``: from 0 to 1."""

    value: str
    where: str
    sure: float


class Ad(Struct):
    """One ad: its fields, every text shown of it (``words``), and those where a refusal may stand: ``own``, said by its
    seller; ``around``, by its frame; ``beside``, by nobody knows whom on the rest of its page. What its site says is in
    none of the three. ``left_out``: why it is no private seller's property, empty when it is."""

    fields: dict[str, ExtractedValue] = field(default_factory=dict)
    words: str = ""
    own: str = ""
    around: str = ""
    beside: str = ""
    left_out: str = ""

    def one(self, name: str) -> str:
        """Return the value of a field, empty when it is not known."""
        found = self.fields.get(name)
        return found.value if found else ""

    def put(self, name: str, value: str, where: str, sure: float) -> None:
        """Keep a value unless a surer one, or one read before it, is known."""
        known = self.fields.get(name)
        if value and (known is None or known.sure < sure):
            self.fields[name] = ExtractedValue(value, where, sure)

    def complete(self, others: Mapping[str, ExtractedValue]) -> None:
        """Take from another reading of the same ad what this one does not say."""
        for name, found in others.items():
            self.put(name, found.value, found.where, found.sure)
