"""The sentences of a sheet: the property on one line, the origin of the data, the state of the information."""

from datetime import date, datetime

from core.base.french import NBSP, day, day_month, day_short, hour
from core.base.i18n import N_, _, n_
from core.base.moments import AGENCY_ZONE
from core.model.batch import Source
from core.model.editing import LABELS
from core.model.lead import Event, LeadRow, Origin
from core.records.listing import Listing
from core.words.origins import how_words
from core.words.page_proofs import page_pairs
from core.words.properties import area_words, kind_words, price_words
from ui.widgets.lists.lead_table import NEAR

CAME = {
    Source.FILE: N_("Fichier"),
    Source.PAGE: N_("Page lue"),
    Source.MAIL: N_("Alerte e-mail"),
    Source.TYPED: N_("Saisie"),
}
Pair = tuple[str, str]


def property_line(listing: Listing) -> str:
    """Return what is known of the property: « Maison 5 pièces, 128 m², Uzès, 342 000 € »."""
    rooms = n_("{n} pièce", "{n} pièces", listing.rooms).format(n=listing.rooms) if listing.rooms else ""
    what = f"{kind_words(listing.kind)} {rooms.replace(' ', NBSP)}".strip() or _("Bien")
    return ", ".join(
        filter(None, (what, area_words(listing.area), listing.town, price_words(listing.price, listing.deal)))
    )


def origin_pairs(origin: Origin, received: datetime | None) -> list[Pair]:
    """Return what is known of the first origin, as labels and values."""
    found = [
        (_("Vue sur"), with_reference(origin.site, origin.reference)),
        (_("Fournisseur"), origin.supplier),
        *_means(origin, received),
        (_("Lien"), origin.url.removeprefix("https://")),
        (_("Obtenue le"), day(origin.obtained)),
        *(page_pairs(origin.page) if origin.page else ()),
    ]
    return [(words, text) for words, text in found if text]


def _means(origin: Origin, received: datetime | None) -> list[Pair]:
    match origin.source:
        case Source.FILE:
            return [(_("Fichier"), _("{file}, ligne {line}").format(file=origin.batch_name, line=origin.line))]
        case Source.TYPED:
            given = how_words(origin.how, origin.way) or ("" if origin.site else _("par la personne"))
            return [(_("Donnée"), given), (_("Saisie par"), origin.by)]
    read_at = _("{day} à {hour}").format(day=day(received), hour=hour(received)) if received else ""
    return [(_("Lue le"), read_at)]


def with_reference(site: str, reference: str) -> str:
    """Return « Toit Direct, n° 4118207 »."""
    return ", ".join(filter(None, (site, f"n°{NBSP}{reference}" if reference else "")))


def other_origin(origin: Origin) -> str:
    """Return a later origin on one line: « Fichier, Vendeurs Directs, b.csv, ligne 7, le 12/10/2026 »."""
    if origin.how:
        when, where = day_short(origin.seen or origin.obtained), how_words(origin.how, origin.way)
        told = _("notée par {by} le {day}, {where}").format(by=origin.by, day=when, where=where)
        data = ", ".join(_(LABELS[name]) for name in origin.data)
        return _("{data}\u202f: {told}").format(data=data, told=told) if data else told
    where = origin.supplier or origin.site or _("par la personne")
    file = _("{file}, ligne {line}").format(file=origin.batch_name, line=origin.line)
    parts = [_(CAME[Source(origin.source)]), where, file if origin.source == Source.FILE else ""]
    return _("{what}, le {day}").format(what=", ".join(filter(None, parts)), day=day_short(origin.obtained))


def notice_words(row: LeadRow, today: date) -> tuple[str, str]:
    """Return (the state of the person's information, its colour)."""
    if row.notice_sent:
        return _("Envoyée le {day}").format(day=day(row.notice_sent)), "text"
    if row.opposed_at:
        return _("Plus due\u202f: la personne s’oppose"), "muted"
    if row.notice_due is None:
        return "", "text"
    due = day_month(row.notice_due) if row.notice_due.year == today.year else day(row.notice_due)
    if row.notice_due < today:
        return _("En retard depuis le {day}").format(day=due), "forbidden"
    near = row.notice_due - today <= NEAR
    return _("À poster au plus tard le {day}").format(day=due), "wait" if near else "text"


def event_day(event: Event, now: datetime) -> str:
    """Return when an event was: its hour today, else its day: « 10 h 42 », « 27/10 », « 27/10/25 » for another year."""
    local = event.at.astimezone(AGENCY_ZONE)
    if local.date() == now.date():
        return hour(local)
    return f"{local:%d/%m}" if local.year == now.year else f"{local:%d/%m/%y}"
