"""Shows what a join would change, field by field, before anything is written. Of an opposed person nothing else is
shown."""

from collections.abc import Iterator

from core.actions.leads.joining import completed
from core.base.i18n import _
from core.base.moments import read_day
from core.base.screen_shapes import day_short, phone_pairs
from core.model.channel import ContactKind
from core.model.joining import Difference
from core.records.call import Call, Callback
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads, registers
from core.store.port import Reader
from core.words.errors import error

NOTHING = "–"
"""Shown where nothing is known."""


def differences(r: Reader, keep: int, other: int) -> tuple[Difference, ...]:
    """Return what joining ``other`` to ``keep`` would change on the sheet kept. Raises UserError LEAD_UNKNOWN."""
    mine, theirs = r.get(Lead, keep), r.get(Lead, other)
    if mine is None or theirs is None:
        raise error("LEAD_UNKNOWN")
    closed = _refused(r, mine), _refused(r, theirs)
    return tuple(_changes(r, mine, theirs, closed))


def _changes(r: Reader, mine: Lead, theirs: Lead, closed: tuple[bool, bool]) -> Iterator[Difference]:
    if closed[0] is not closed[1]:
        yield Difference(_("Opposition"), _("oui") if closed[0] else _("non"), _("oui, tous les canaux"))
    if closed[1]:
        return
    joined = completed(mine, theirs)
    if joined.name != mine.name:
        yield Difference(_("Nom"), NOTHING, joined.name)
    if (joined.town, joined.postcode) != (mine.town, mine.postcode):
        yield Difference(_("Commune"), mine.town or NOTHING, f"{joined.postcode} {joined.town}".strip())
    yield from _points(r, mine.id, theirs.id)
    yield from _counts(r, mine.id, theirs.id)
    if mine.notice_sent is None and joined.notice_due != mine.notice_due:
        yield Difference(_("Information avant le"), _day(mine.notice_due), _day(joined.notice_due))
    if joined.notice_sent != mine.notice_sent:
        yield Difference(_("Information envoyée le"), _day(mine.notice_sent), _day(joined.notice_sent))


def _refused(r: Reader, person: Lead) -> bool:
    hashes = [mark.hash for mark in leads.marks(r, person.id)]
    return person.opposed_at is not None or bool(registers.opposed(r, hashes))


def _points(r: Reader, keep: int, other: int) -> Iterator[Difference]:
    held, theirs = _by_kind(r, keep), _by_kind(r, other)
    for kind in ContactKind:
        fresh = [value for value in theirs[kind] if value not in held[kind]]
        if fresh:
            yield Difference(_(kind.several), ", ".join(held[kind]) or NOTHING, ", ".join([*held[kind], *fresh]))


def _by_kind(r: Reader, lead_id: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in ContactKind}
    for contact in r.of(Contact, lead_id=lead_id):
        place = f"{contact.postcode} {contact.town}".strip()
        text = (
            phone_pairs(contact.value) if contact.kind == "phone" else ", ".join(filter(None, (contact.value, place)))
        )
        found[contact.kind].append(text)
    return found


def _counts(r: Reader, keep: int, other: int) -> Iterator[Difference]:
    """Yield the changes in numbers: listings, calls, agreements."""
    counts = (
        (_("Annonces"), [r.count(Listing, lead_id=lead) for lead in (keep, other)]),
        (_("Appels"), [r.count(Call, lead_id=lead) for lead in (keep, other)]),
        (_("Accords"), [len(r.of(Consent, lead_id=lead)) for lead in (keep, other)]),
        (
            _("Rappels"),
            [r.count(Callback, lead_id=lead, done_at=None, cancelled_at=None) for lead in (keep, other)],
        ),
    )
    for what, (mine, theirs) in counts:
        if theirs:
            yield Difference(what, str(mine), str(mine + theirs))


def _day(value: str | None) -> str:
    day = read_day(value)
    return day_short(day) if day else NOTHING
