"""What a join would change, field by field, before anything is written. An opposed person is told by nothing else."""

from collections.abc import Iterator

from core.actions.leads.joining import completed
from core.base.french import day_short, phone_pairs
from core.base.i18n import _
from core.base.moments import read_day
from core.model.joining import Difference
from core.store import calls, joins, leads, registers
from core.store.port import Reader, Value
from core.words.errors import error

NOTHING = "–"
"""Shown where nothing is known."""
_KINDS = ("phone", "email", "address")


def differences(r: Reader, keep: int, other: int) -> tuple[Difference, ...]:
    """Return what joining ``other`` to ``keep`` would change on the sheet kept. Raises UserError LEAD_UNKNOWN."""
    mine, theirs = joins.lead(r, keep), joins.lead(r, other)
    if mine is None or theirs is None:
        raise error("LEAD_UNKNOWN")
    closed = _refused(r, mine), _refused(r, theirs)
    return tuple(_changes(r, mine, theirs, closed))


def _changes(
    r: Reader, mine: dict[str, Value], theirs: dict[str, Value], closed: tuple[bool, bool]
) -> Iterator[Difference]:
    if closed[0] is not closed[1]:
        yield Difference(_("Opposition"), _("oui") if closed[0] else _("non"), _("oui, tous les canaux"))
    if closed[1]:
        return
    values = completed(mine, theirs)
    if "name" in values:
        yield Difference(_("Nom"), NOTHING, str(theirs["name"]))
    if "town" in values or "postcode" in values:
        place = (str(values.get(name, mine[name])) for name in ("postcode", "town"))
        after = " ".join(filter(None, place))
        yield Difference(_("Commune"), str(mine["town"]) or NOTHING, after)
    yield from _points(r, int(str(mine["id"])), int(str(theirs["id"])))
    yield from _counts(r, int(str(mine["id"])), int(str(theirs["id"])))
    if mine["notice_sent"] is None and "notice_due" in values:
        yield Difference(_("Information avant le"), _day(mine["notice_due"]), _day(values["notice_due"]))
    if "notice_sent" in values:
        yield Difference(_("Information envoyée le"), _day(mine["notice_sent"]), _day(values["notice_sent"]))


def _refused(r: Reader, person: dict[str, Value]) -> bool:
    hashes = [str(hashed) for _, hashed in leads.marks(r, int(str(person["id"])))]
    return bool(person["opposed_at"] or registers.opposed(r, hashes))


def _points(r: Reader, keep: int, other: int) -> Iterator[Difference]:
    words = {"phone": _("Téléphones"), "email": _("E-mails"), "address": _("Adresses")}
    held, theirs = _by_kind(r, keep), _by_kind(r, other)
    for kind in _KINDS:
        fresh = [value for value in theirs[kind] if value not in held[kind]]
        if fresh:
            yield Difference(words[kind], ", ".join(held[kind]) or NOTHING, ", ".join([*held[kind], *fresh]))


def _by_kind(r: Reader, lead_id: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for _id, kind, value, postcode, town in leads.contacts(r, lead_id):
        place = f"{postcode} {town}".strip()
        shown = phone_pairs(str(value)) if kind == "phone" else ", ".join(filter(None, (str(value), place)))
        found[str(kind)].append(shown)
    return found


def _counts(r: Reader, keep: int, other: int) -> Iterator[Difference]:
    """Yield what is counted: listings, calls, agreements."""
    counts = (
        (_("Annonces"), [len(leads.listings(r, lead)) for lead in (keep, other)]),
        (_("Appels"), [len(calls.calls_of_lead(r, lead)) for lead in (keep, other)]),
        (_("Accords"), [len(registers.consents(r, lead)) for lead in (keep, other)]),
        (_("Rappels"), [len(calls.open_callbacks(r, lead)) for lead in (keep, other)]),
    )
    for what, (mine, theirs) in counts:
        if theirs:
            yield Difference(what, str(mine), str(mine + theirs))


def _day(value: Value) -> str:
    found = read_day(value)
    return day_short(found) if found else NOTHING
