"""Short texts of the call desk, made from values: a row of the queue, a property, an origin, a duration."""

import re
from datetime import date, datetime, time, timedelta

from core.actions.calling.calldesk import Queue
from core.base.french import NBSP, THIN, day, day_month, hour, number, phone_pairs
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.model.batch import Source
from core.model.editing import HOWS_TOLD, How
from core.model.lead import LeadRow, LeadSheet, Origin
from core.model.opposing import OUTCOMES
from core.model.step import Step
from core.model.verdict import Light
from core.records.listing import Listing
from core.words.properties import kind_words
from core.words.verdicts import light_word

_CLOCK = re.compile(r"(?P<hour>\d{1,2})\s*[:hH]\s*(?P<minute>\d{2})?")


def queue_detail(row: LeadRow, now: datetime) -> str:
    """Return the town and the most important fact: « Nîmes · Rappel 11 h 30 »."""
    return f"{NBSP}· ".join(part for part in (row.town, _governs(row, now)) if part)


def nobody_now(queue: Queue) -> tuple[str, str]:
    """Return the title and the sentence of the page when there is nobody to call now."""
    coming = next((one.step.due for one in (*queue.today, *queue.later) if isinstance(one.step.due, datetime)), None)
    if coming is None and queue.others:
        sentence = n_(
            "{n} personne a un accord, un contrat, une demande ou un rappel\u202f: sa fiche dit où elle en est.",
            "{n} personnes ont un accord, un contrat, une demande ou un rappel\u202f: leur fiche dit où elles en sont.",
            queue.others,
        )
        return _("Aucune personne à appeler"), sentence.format(n=number(queue.others))
    if coming is None:
        sentence = _("Aucun accord, contrat ou demande en cours. Les accords viennent des lettres.")
        return _("Aucune personne à appeler"), sentence
    local = coming.astimezone(AGENCY_ZONE)
    when = hour(local) if queue.today else _("le {day}").format(day=day_month(local.date()))
    sentence = _("Nous revérifierons à ce moment-là si l’appel est permis.")
    return _("Aucune personne à appeler avant {when}").format(when=when), sentence


def promised(row: LeadRow, now: datetime) -> str:
    """Return the call promised to somebody who is shown before its time: « Rappel promis à 11 h 30 »; empty without
    one."""
    if row.callback is None or row.callback <= now or row.opposed_at is not None:
        return ""
    return _("Rappel promis {when}").format(when=_at_or_on(row.callback, now))


def queue_spoken(row: LeadRow, detail: str) -> str:
    """Return the text of a row for screen readers."""
    return ", ".join(part for part in (row.name, light_word(row.call), detail) if part)


def _governs(row: LeadRow, now: datetime) -> str:
    if row.opposed_at is not None:
        return _("Opposé {when}").format(when=_at_or_on(row.opposed_at, now))
    step = row.step
    if step.step is Step.WAIT and isinstance(step.due, datetime):
        return _("À partir {when}").format(when=_from(step.due, now))
    if step.code == "NEXT_CALL_REQUEST" and step.day is not None:
        return _("Rappel demandé, le {day} au plus").format(day=f"{step.day:%d/%m}")
    if row.light is Light.WAIT and row.call.until is not None:
        return _("À partir {when}").format(when=_from(row.call.until, now))
    if row.callback is not None:
        local = row.callback.astimezone(AGENCY_ZONE)
        return _("Rappel {when}").format(when=hour(local) if local.date() == now.date() else f"{local:%d/%m}")
    if row.last_call is not None and row.last_outcome in OUTCOMES:
        when = f"{row.last_call.astimezone(AGENCY_ZONE):%d/%m}"
        said = _("{outcome} le {day}, appel non permis") if row.last_breach else _("{outcome} le {day}")
        return said.format(outcome=_(OUTCOMES[row.last_outcome]), day=when)
    return "" if row.light is Light.ALLOWED else light_word(row.call)


def _at_or_on(moment: datetime, now: datetime) -> str:
    local = moment.astimezone(AGENCY_ZONE)
    return (
        _("à {hour}").format(hour=hour(local))
        if local.date() == now.date()
        else _("le {day}").format(day=f"{local:%d/%m}")
    )


def _from(moment: datetime, now: datetime) -> str:
    local = moment.astimezone(AGENCY_ZONE)
    return (
        _("de {hour}").format(hour=hour(local))
        if local.date() == now.date()
        else _("du {day}").format(day=f"{local:%d/%m}")
    )


def property_line(sheet: LeadSheet) -> str:
    """Return what is known of the property: « Maison 5 pièces, 128 m², Uzès, 342 000 € »."""
    if not sheet.listings:
        return sheet.row.town
    listing = sheet.listings[0]
    parts = [_kind(listing)]
    if listing.area:
        parts.append(f"{number(round(listing.area))}{NBSP}m²")
    parts.append(listing.town or sheet.row.town)
    if listing.price is not None:
        parts.append(f"{number(listing.price // 100)}{NBSP}€")
    return ", ".join(part for part in parts if part)


def _kind(listing: Listing) -> str:
    kind = kind_words(listing.kind)
    if not listing.rooms:
        return kind
    rooms = _("{n} pièce").format(n=1) if listing.rooms == 1 else _("{n} pièces").format(n=listing.rooms)
    return f"{kind} {rooms}".strip().replace(f"{listing.rooms} p", f"{listing.rooms}{NBSP}p")


def origin_line(origin: Origin) -> str:
    """Return « PAP, annonce 4118207 », or how the agency came by it."""
    if origin.how or (origin.source == Source.TYPED and not origin.site):
        return _(HOWS_TOLD[How(origin.how or How.PERSON)])
    told = _("annonce {reference}").format(reference=origin.reference) if origin.reference else origin.url
    return ", ".join(part for part in (origin.site, told) if part) or _("Non connue")


def supplier_line(origin: Origin) -> str:
    """Return « Pige Ouest, Uzès.xlsx, ligne 212 », or else who entered the lead."""
    if origin.source == Source.FILE:
        line = _("ligne {n}").format(n=origin.line) if origin.line else ""
        return ", ".join(part for part in (origin.supplier or _("Non connu"), origin.batch_name, line) if part)
    if origin.source == Source.TYPED:
        return _("Aucun, saisi par {who}").format(who=origin.by)
    return _("Aucun, alerte e-mail") if origin.source == Source.MAIL else _("Aucun, annonce lue par l’agence")


def notice_line(row: LeadRow, today: date) -> tuple[str, str]:
    """Return (the state of the information, its colour): sent, to post before a day, or late."""
    if row.notice_sent is not None:
        return _("Envoyée le {day}").format(day=day(row.notice_sent)), "text"
    if row.notice_due is None:
        return _("Non envoyée"), "text"
    late = row.notice_due < today
    words = _("En retard depuis le {day}") if late else _("À poster au plus tard le {day}")
    return words.format(day=day_month(row.notice_due)), "forbidden" if late else "wait"


def clock(lasted: timedelta) -> str:
    """Return a duration for a timer: « 00:42 », « 1:02:03 »."""
    seconds = int(lasted.total_seconds())
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes:02d}:{seconds % 60:02d}"


def duration(lasted: timedelta) -> str:
    """Return « 1 min 12 s », « 45 s »."""
    minutes, seconds = divmod(int(lasted.total_seconds()), 60)
    return f"{minutes}{NBSP}min{NBSP}{seconds}{NBSP}s" if minutes else f"{seconds}{NBSP}s"


def shown_phone(e164: str) -> str:
    """Return « 06 39 98 20 07 »; a number of another country in groups of two after its code."""
    shown = phone_pairs(e164)
    if not shown.startswith("+") or NBSP in shown:
        return shown
    return f"{shown[:-9]}{NBSP}{shown[-9:-6]}{THIN}{shown[-6:-3]}{THIN}{shown[-3:]}"


def typed_hour(value: str) -> time | None:
    """Return the hour written « 14:30 », « 14h30 » or « 14 h », or None when it is not one."""
    found = _CLOCK.fullmatch(value.strip())
    if found is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return None
    return time(int(found["hour"]), int(found["minute"] or 0))


def received(*, known: bool) -> str:
    """Return why some outcomes are closed for a call that is received. ``known``: the person has a sheet."""
    words = _("Appel reçu\u202f: ni répondeur, ni sans réponse, ni faux numéro.")
    return words if known else words + " " + _("Rappel et rendez-vous demandent une fiche.")
