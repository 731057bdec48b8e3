"""Who sells or gives files: each row as its table has it."""

from typing import NamedTuple


class Supplier(NamedTuple):
    """The sheet of a supplier. ``name_key``: folded; ``notice_day``: ISO day; ``sheet_at``: when it was last filled in;
    ``property_only``: 1, or empty; ``audience``: who can see the ads it copies: empty when it did not say, « tous », or
    words; ``answers``: JSON, what was answered of its files as a whole: question → choice."""

    id: int = 0
    name: str = ""
    name_key: str = ""
    address: str = ""
    contract: str = ""
    legal_name: str = ""
    siren: str = ""
    method: str = ""
    notice_day: str | None = None
    notice_text: str = ""
    objections: str = ""
    email: str = ""
    sheet_at: str | None = None
    property_only: str = ""
    audience: str = ""
    answers: str = ""


class SupplierSite(NamedTuple):
    """A site whose ads a supplier gives."""

    id: int = 0
    supplier_id: int = 0
    site: str = ""
    site_key: str = ""
    licence: str = ""
    audience: str = ""


class SharedValue(NamedTuple):
    """A value that many people share, by its keyed hash."""

    id: int = 0
    kind: str = ""
    hash: str = ""
    supplier_id: int | None = None
    at: str = ""
    by: str = ""
