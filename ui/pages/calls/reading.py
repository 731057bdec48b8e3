"""What the page has read from the base (the queue, the person on the desk, the call going on, those left open) and the
short texts made from it. It contains no widget."""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from core.actions.calling import calldesk, calling, oral_notice
from core.actions.calling.calldesk import CallQueue, Desk, Judged
from core.actions.calling.unfinished import Unfinished, unfinished
from core.actions.common.people import Who, present
from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.records import Struct, replace
from core.base.screen_shapes import NBSP, THIN, day, day_month, hour, number, phone_pairs
from core.model.batch import Source
from core.model.editing import How
from core.model.lead import LeadRow, LeadSheet, Origin
from core.model.opposing import CallOutcome
from core.model.step import Step
from core.model.verdict import Light, Verdict
from core.records.listing import Listing
from core.words.properties import kind_words
from core.words.steps import calling_words
from core.words.verdicts import light_word
from ui.common.office import Office

_CLOCK = re.compile(r"(?P<hour>\d{1,2})\s*[:hH]\s*(?P<minute>\d{2})?")


def queue_detail(row: LeadRow, now: datetime) -> str:
    """Return the town and the most important fact: « Nîmes · Rappel 11 h 30 »."""
    return f"{NBSP}· ".join(part for part in (row.town, _governs(row, now)) if part)


def nobody_yet(queue: CallQueue) -> str:
    """Return that nobody is to be called now, or that it is not known yet."""
    return _("Ce qui est à faire se compte…") if queue.unjudged else _("Aucune personne à appeler maintenant")


def nobody_now(queue: CallQueue) -> tuple[str, str]:
    """Return the title and the sentence of the page when there is nobody to call now."""
    if queue.unjudged:
        return _("Patientez"), nobody_yet(queue)
    coming = next((lead.step.due for lead in (*queue.today, *queue.later) if isinstance(lead.step.due, datetime)), None)
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
    if row.called is not None:
        return calling_words(row.called, now)
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
    if row.last_call is not None and (outcome := CallOutcome.known(row.last_outcome)):
        when = f"{row.last_call.astimezone(AGENCY_ZONE):%d/%m}"
        words = _("{outcome} le {day}, appel non permis") if row.last_breach else _("{outcome} le {day}")
        return words.format(outcome=outcome.shown, day=when)
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


def origin_title(origin: Origin) -> str:
    """Return what :func:`origin_line` tells: where it was seen, or how it was given."""
    return _("Donnée") if _is_given(origin) else _("Vue sur")


def _is_given(origin: Origin) -> bool:
    return bool(origin.how) or (origin.source == Source.TYPED and not origin.site)


def origin_line(origin: Origin) -> str:
    """Return « PAP, annonce 4118207 », or how the agency came by it."""
    if _is_given(origin):
        return How(origin.how or How.PERSON).shown
    words = _("annonce {reference}").format(reference=origin.reference) if origin.reference else origin.url
    return ", ".join(part for part in (origin.site, words) if part) or _("Non connue")


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
    text = phone_pairs(e164)
    if not text.startswith("+") or NBSP in text:
        return text
    return f"{text[:-9]}{NBSP}{text[-9:-6]}{THIN}{text[-6:-3]}{THIN}{text[-3:]}"


def typed_hour(value: str) -> time | None:
    """Return the hour written « 14:30 », « 14h30 » or « 14 h », or None when it is not one."""
    match = _CLOCK.fullmatch(value.strip())
    if match is None or int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        return None
    return time(int(match["hour"]), int(match["minute"] or 0))


def received(*, known: bool) -> str:
    """Return why some outcomes are closed for a call that is received. ``known``: the person has a sheet."""
    words = _("Appel reçu\u202f: ni répondeur, ni sans réponse, ni faux numéro.")
    return words if known else words + " " + _("Rappel et rendez-vous demandent une fiche.")


class CallInHand(Struct, frozen=True):
    """A call without an outcome yet, or whose outcome is being corrected.

    ``direction``: out or in; ``ended``: when it was hung up; ``verdict``: at its start; ``found``: it was left open by
    a program that stopped; ``outcome``: the one to correct.
    """

    id: int
    who: Who
    direction: str
    started: datetime
    ended: datetime | None = None
    verdict: Verdict | None = None
    found: bool = False
    outcome: CallOutcome | None = None

    @property
    def live(self) -> bool:
        """Tell whether somebody is on the telephone."""
        return self.ended is None

    def lasted(self, now: datetime) -> timedelta:
        """Return how long the call has lasted, never negative."""
        return max((self.ended or now) - self.started, timedelta(0))


def found(left: Unfinished, who: Who) -> CallInHand:
    """Return a call that a program that stopped left open: how long it lasted is not known."""
    return CallInHand(left.call, who, left.direction, left.started, ended=left.started, found=True)


def hold(office: Office, call: CallInHand | None) -> bool:
    """Keep a call written and its person held, if there is one, and return whether the base no longer held it."""
    if call is not None:
        with office.trying():
            if call.live:
                calling.hold_person(office.store, call.who)
            return calling.hold(
                office.store, call.id, call.who, direction=call.direction, started=call.started, said=call.verdict,
                by=office.by, at=office.now(),
            )  # fmt: skip
    return False


class CallDeskReading:
    """The data shown. ``queue``: who is to be called. ``desk``: the person shown, None for nobody. ``phone``: the
    telephone the user chose (E.164)."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.queue = CallQueue()
        self.desk: Desk | None = None
        self.phone = ""
        self._left: list[Unfinished] = []
        self._judged: Judged = {}

    @property
    def lead_id(self) -> int | None:
        """The id of the person shown, None for nobody or a caller without a sheet."""
        return self.desk.lead_id if self.desk is not None else None

    @property
    def name(self) -> str:
        """The name of the person shown, or their telephone when it is not known; empty for nobody."""
        desk = self.desk
        named = desk.sheet.row.name if desk is not None and desk.sheet is not None else ""
        return named or (shown_phone(desk.who.phone) if desk is not None else "")

    @property
    def opposed(self) -> bool:
        """Tell whether the person shown is opposed."""
        return self.desk is not None and self.desk.verdict.light is Light.OPPOSED

    def read_queue(self) -> None:
        """Read the people who wait, and the calls without an outcome."""
        office = self._office
        with office.store.read() as r:
            queue = calldesk.queue(r, office.law, at=office.now(), judged=self._judged)
            now, today, later = (tuple(office.with_calls(part)) for part in (queue.now, queue.today, queue.later))
            self.queue = replace(queue, now=now, today=today, later=later)
            self._left = unfinished(r, by=office.by, at=office.now())

    def forget_judged(self) -> None:
        """Judge everybody of the queue at the next reading: titles or settings were written."""
        self._judged.clear()

    def drop(self, lead_ids: Collection[int]) -> None:
        """Remove people from the queue without judging the others again: they have just opposed, and nothing else
        changed."""
        now, today, later = (
            tuple(lead for lead in part if lead.id not in lead_ids)
            for part in (self.queue.now, self.queue.today, self.queue.later)
        )
        self.queue = replace(self.queue, now=now, today=today, later=later)

    def read_lead(self, lead_id: int, call: CallInHand | None = None) -> None:
        """Read one person, under the sheet theirs was joined to if it was. When it is gone, ``call``, that goes on with
        them, is with whoever bears its number; without one, UserError LEAD_UNKNOWN is raised, nothing changed."""
        if lead_id != self.lead_id:
            self.phone = ""
        office = self._office
        with office.store.read() as r:
            now = present(r, lead_id)
            if now is not None or call is None:
                self.desk = calldesk.desk(r, now or lead_id, office.law, at=office.now(), phone=self.phone)
                return
        self.read_stranger(replace(call.who, lead_id=None))

    def read_stranger(self, who: Who) -> None:
        """Read what the register says of a caller without a sheet."""
        office = self._office
        with office.store.read() as r:
            self.desk = calldesk.stranger(r, who, office.law, at=office.now())

    def read_again(self, call: CallInHand | None) -> None:
        """Read the person shown once more, because time passed or somebody wrote to the base, with the ``call`` that
        goes on. Raises UserError LEAD_UNKNOWN as :meth:`read_lead`, with nobody shown."""
        if self.desk is None:
            return
        if self.desk.lead_id is None:
            self.read_stranger(self.desk.who)
            return
        try:
            self.read_lead(self.desk.lead_id, call)
        except UserError:
            self.forget()
            raise

    def other_phone(self) -> None:
        """Choose the person's next telephone and judge it."""
        desk = self.desk
        if desk is None or desk.lead_id is None or len(desk.phones) < 2:
            return
        self.phone = desk.phones[(desk.phones.index(desk.who.phone) + 1) % len(desk.phones)]
        self.read_lead(desk.lead_id)

    def forget(self) -> None:
        """Show nobody."""
        self.desk, self.phone = None, ""

    def shown_now(self) -> list[LeadRow]:
        """Return whom to call now, with the person shown on top when they are not of the queue."""
        desk = self.desk
        if desk is None or desk.sheet is None:
            return list(self.queue.now)
        [row], queue = self._office.with_calls([desk.sheet.row]), self.queue
        is_known = any(lead.id == row.id for lead in (*queue.now, *queue.today, *queue.later))
        return list(queue.now) if is_known else [row, *queue.now]

    def left_open(self, lead_id: int) -> Unfinished | None:
        """Return the oldest call of a person that has no outcome."""
        return next((one for one in self._left if one.lead == lead_id), None)

    def left_by_strangers(self) -> Unfinished | None:
        """Return the oldest call without an outcome of somebody who has no sheet."""
        return next((one for one in self._left if one.lead is None), None)

    def caller(self, typed: str) -> Who:
        """Return who calls from a telephone, an e-mail, or answers a letter of that reference."""
        with self._office.store.read() as r:
            return calldesk.caller(r, typed)

    def said(self, call: CallInHand) -> tuple[str, ...]:
        """Return the points of the information said during a call."""
        with self._office.store.read() as r:
            return oral_notice.said(r, call.id)

    def after(self) -> int | None:
        """Return the next person to call, never the one shown, nor whom another seat is calling."""
        rows = self.queue.now
        start = next((place + 1 for place, row in enumerate(rows) if row.id == self.lead_id), 0)
        return next((row.id for row in rows[start:] + rows[:start] if row.id != self.lead_id and not row.called), None)
