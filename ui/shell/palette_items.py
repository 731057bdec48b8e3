"""The answers of « Chercher ou faire » (Ctrl+K): for a number the register first, then people, commands and pages."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from core.actions.common import people
from core.actions.leads.lead_views import lead_rows
from core.base import text as words
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE
from core.base.phones import parse
from core.base.screen_shapes import day_month, hour, long_day, phone_pairs
from core.model.lead import LeadRow
from core.model.verdict import Light
from core.store import leads
from core.words.commands import commands
from core.words.verdicts import sentence
from ui.common.lead_messages import oppose
from ui.common.office import Office
from ui.widgets.lists.palette import PaletteEntry, PaletteGroup

PEOPLE = 4
Acts = Mapping[str, Callable[[], object]]
"""The commands of the window by name: « dark », « undo »…"""
PLACES = (
    ("today", N_("Aujourd’hui")),
    ("leads", N_("Prospects")),
    ("calls", N_("Appels")),
    ("letters", N_("Courriers")),
    ("oppositions", N_("Oppositions")),
    ("imports", N_("Imports")),
    ("requests", N_("Demandes")),
    ("settings", N_("Réglages")),
)


def entries(office: Office, text: str, acts: Acts = MappingProxyType({})) -> Sequence[PaletteGroup]:
    """Return the groups for the text typed; when it is empty, who was opened last, the first commands and the
    pages. ``acts``: what the
    window itself can do."""
    found = _people(office, text) if text else recent(office)
    first = _gestures(office, found[0]) if text and found else ()
    return (
        PaletteGroup(_("Registre d’opposition"), _register(office, text)),
        PaletteGroup(_("Prospects") if text else _("Personnes récentes"), tuple(_person(office, row) for row in found)),
        PaletteGroup(_("Faire"), (*first, *_tasks(office, text, acts))),
        PaletteGroup(_("Aller"), _places(office, text)),
    )


def _register(office: Office, text: str) -> tuple[PaletteEntry, ...]:
    """Return the answer of the register for a complete telephone or e-mail, known to the base or not."""
    phone, emails = parse(text), words.emails(text)
    if phone is None and not emails:
        return ()
    with office.store.read() as r:
        who = people.find(r, text)
        since = people.opposed_since(r, who)
    shown = phone_pairs(phone.e164) if phone else emails[0]
    if since is not None:
        told = day_month(since.astimezone(AGENCY_ZONE).date())
        detail = _("opposé depuis le {day} {year}").format(day=told, year=since.astimezone(AGENCY_ZONE).year)
        return (PaletteEntry(shown, partial(office.go, "oppositions"), detail, light=Light.OPPOSED),)
    detail = _("pas au registre, ce qui ne donne pas le droit de l’appeler")
    page = ("leads", who.lead_id) if who.lead_id is not None else ("oppositions",)
    return (PaletteEntry(shown, partial(office.go, *page), detail, icon="search"),)


def recent(office: Office) -> list[LeadRow]:
    """Return who was opened last in this window, the last one first; nobody who was erased."""
    with office.store.read() as r:
        rows = {row.id: row for row in lead_rows(r, office.recent, office.law, at=office.now()) if row.name}
    return [rows[lead_id] for lead_id in office.recent if lead_id in rows]


def _people(office: Office, text: str) -> list[LeadRow]:
    if not leads.search_words(text):
        return []
    with office.store.read() as r:
        ids = leads.search(r, text=text, limit=PEOPLE)
        return lead_rows(r, ids, office.law, at=office.now())


def _person(office: Office, row: LeadRow) -> PaletteEntry:
    name = row.name or _("Annonce sans coordonnées")
    detail = ", ".join(filter(None, (row.town, _state(office, row))))
    return PaletteEntry(name, partial(office.go, "leads", row.id), detail, light=row.way, others=_gestures(office, row))


def _state(office: Office, row: LeadRow) -> str:
    """Return the most important fact about a person: the opposition, the callback, the letter due or sent."""
    if row.opposed_at is not None:
        return _("opposé le {day}").format(day=day_month(row.opposed_at.astimezone(AGENCY_ZONE).date()))
    if row.callback is not None:
        due, today = row.callback.astimezone(AGENCY_ZONE), office.now().date()
        when = _("aujourd’hui") if due.date() == today else long_day(due.date())
        return _("rappel {day} {hour}").format(day=when, hour=hour(due))
    if row.notice_sent is not None:
        return _("lettre du {day}").format(day=day_month(row.notice_sent))
    return _("lettre avant le {day}").format(day=day_month(row.notice_due)) if row.notice_due else ""


def _gestures(office: Office, row: LeadRow) -> tuple[PaletteEntry, ...]:
    """Return the commands available for a person; an opposed one can only be opened."""
    if row.opposed_at is not None:
        return ()
    name = row.name or _("ce prospect")
    call = PaletteEntry(
        _("Appeler {name}").format(name=name), partial(office.go, "calls", row.id), _call_detail(row), icon="phone",
        key="F9",
    )  # fmt: skip
    letter = PaletteEntry(_("Préparer sa lettre"), partial(office.go, "letters", row.id), name, icon="mail")
    refuse = PaletteEntry(
        _("Noter son opposition"), partial(oppose, office, row.id), name, icon="oppositions", key="F8"
    )
    return (call, letter, refuse) if row.call.allowed else (letter, refuse)


def _call_detail(row: LeadRow) -> str:
    if row.call.until is None:
        return sentence(row.call.reasons[0])
    return _("permis jusqu’à {hour}").format(hour=hour(row.call.until.astimezone(AGENCY_ZONE)))


def _tasks(office: Office, text: str, acts: Acts) -> tuple[PaletteEntry, ...]:
    """Return the commands, those found by their name before those found by another word."""
    found = []
    for command in commands():
        run = (
            acts.get(command.key)
            if command.key.isalpha() and command.key not in dict(PLACES)
            else partial(office.go, command.key)
        )
        is_named = _matches(text, _(command.name))
        if run is not None and (
            command.first if not text else is_named or _matches(text, f"{_(command.name)} {_(command.others)}")
        ):
            found.append((not is_named, PaletteEntry(_(command.name), run, icon=command.icon)))
    return tuple(gesture for _late, gesture in sorted(found, key=lambda one: one[0]))


def _places(office: Office, text: str) -> tuple[PaletteEntry, ...]:
    return tuple(
        PaletteEntry(_(name), partial(office.go, page), icon=page) for page, name in PLACES if _matches(text, _(name))
    )


def _matches(text: str, name: str) -> bool:
    """Tell whether every word typed begins a word of ``name``; an empty text matches all."""
    held = words.fold_usual(name).split()
    return all(any(word.startswith(typed) for word in held) for typed in words.fold(text).split())
