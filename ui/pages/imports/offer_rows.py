"""The ads offered by a page, as rows of a table: what would be taken, what each says, what is to be looked at."""

from collections.abc import Collection, Mapping

from core.actions.intake.offering import Fate, Offer
from core.base import text
from core.base.french import phone_pairs
from core.base.i18n import N_, _
from core.base.phones import parse
from core.base.records import Struct
from core.words.offers import to_check
from core.words.properties import area_words, price_words
from ui.widgets.lists.table_model import Cell, Column

NONE = Cell("—", "muted", spoken="")
_STATES: Mapping[Fate, tuple[str, str, str]] = {
    Fate.KNOWN: (N_("Connue"), "accent", "merge"),
    Fate.REFUSES: (N_("Refuse"), "opposed", "cross"),
    Fate.OPPOSED: (N_("Opposée"), "opposed", "cross"),
    Fate.PRO: (N_("Professionnel"), "muted", ""),
    Fate.REJECTED: (N_("Rejetée"), "muted", ""),
}


class OfferRow(Struct, frozen=True):
    """One ad as listed. ``id``: its rank; ``chosen``: it would be taken."""

    id: int
    offer: Offer
    chosen: bool


def rows_of(offers: Collection[Offer], chosen: Collection[int]) -> dict[int, OfferRow]:
    """Return the rows by the rank of their ad."""
    return {one.rank: OfferRow(one.rank, one, one.rank in chosen) for one in offers}


def _take(row: OfferRow) -> Cell:
    if not row.offer.takeable:
        return Cell(_("Laissée"), "muted", spoken=_("N’est pas à prendre"))
    if row.chosen:
        return Cell(_("Prendre"), "accent", semibold=True, icon="check", spoken=_("Prendre, cochée"))
    return Cell(_("Laisser"), "muted", spoken=_("Laisser, non cochée"))


def _state(row: OfferRow) -> Cell:
    if row.offer.doubts and row.offer.takeable:
        return Cell(_("Doute"), "wait", semibold=True, icon="warning")
    if row.offer.fate is Fate.NEW:
        return Cell(_("Nouvelle"))
    words, ink, icon = _STATES[row.offer.fate]
    return Cell(_(words), ink, semibold=ink != "muted", icon=icon)


def _reference(row: OfferRow) -> Cell:
    return Cell(row.offer.draft.reference) if row.offer.draft.reference else NONE


def _property(row: OfferRow) -> Cell:
    draft = row.offer.draft
    rooms = text.parse_number(draft.rooms)
    parts = [
        draft.kind or draft.title,
        _("{n} p.").format(n=int(rooms)) if rooms else "",
        area_words(text.parse_number(draft.area)),
    ]
    words = ", ".join(part for part in parts if part)
    return Cell(words, semibold=row.chosen) if words else NONE


def _town(row: OfferRow) -> Cell:
    draft = row.offer.draft
    words = " ".join(part for part in (draft.postcode, draft.town) if part)
    return Cell(words) if words else NONE


def _price(row: OfferRow) -> Cell:
    draft = row.offer.draft
    words = price_words(text.cents(draft.price), draft.deal)
    if not words:
        return Cell(_("non dit"), "muted")
    return Cell(words, "wait" if "price" in row.offer.doubts else "text")


def _phone(row: OfferRow) -> Cell:
    if not row.offer.keeps_person:
        return NONE
    read = next((found for raw in row.offer.draft.phones if (found := parse(raw))), None)
    return Cell(phone_pairs(read.e164)) if read else NONE


def _remark(row: OfferRow) -> Cell:
    doubt = to_check(row.offer.doubts) if row.offer.takeable else ""
    return Cell(" ".join(part for part in (doubt, row.offer.said) if part), "wait" if doubt else "text")


def offer_columns() -> tuple[Column[OfferRow], ...]:
    """Return the columns, in order."""
    return (
        Column("take", _("À prendre"), 100, _take, sortable=False),
        Column("state", _("État"), 112, _state, sortable=False),
        Column("reference", _("N° d’annonce"), 96, _reference, sortable=False),
        Column("property", _("Bien"), 156, _property, sortable=False),
        Column("town", _("Commune"), 112, _town, sortable=False),
        Column("price", _("Prix"), 90, _price, sortable=False),
        Column("phone", _("Téléphone"), 112, _phone, sortable=False),
        Column("remark", _("Remarque"), 200, _remark, sortable=False),
    )
