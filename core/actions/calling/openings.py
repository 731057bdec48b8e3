"""« Ce qui permet d’appeler »: every title of a person, each with what it is, its end, its proof, and whether it opens
anything now."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.actions.calling.proof_copies import last_day
from core.actions.calling.titles import flaw
from core.actions.common.agreements import consent_facts
from core.actions.common.judging import Law
from core.base.french import day, hour, listed, slots
from core.base.i18n import _
from core.base.moments import happened, local, read, read_day
from core.model.channel import Channel, TitleKind
from core.model.consent import WAYS
from core.model.facts import ContractFact, ProfessionalFact, RequestFact
from core.model.verdict import Reason
from core.rules.deadlines import working_days_after
from core.store import consents
from core.store.judging import Agreement
from core.store.port import Reader, Row

_CHANNELS = (Channel.CALL, Channel.EMAIL, Channel.SMS)


@dataclass(frozen=True, slots=True)
class Held:
    """One title. ``head``: its name; ``lines``: what it says; ``flaw``: why it opens nothing, None when it does;
    ``ends``: its last day; ``soon``: that day is within the month; ``proof``: id of its proof. ``alive``: it may still
    be withdrawn, answered or closed."""

    kind: TitleKind
    id: int
    head: str
    lines: tuple[str, ...]
    flaw: Reason | None
    ends: date | None
    soon: bool
    proof: int | None
    alive: bool


def held(r: Reader, lead_id: int, law: Law, *, at: datetime) -> list[Held]:
    """Return the titles of a lead: those that open something first, then the newest."""
    found = [_agreement(row, law, at) for row in consents.agreements(r, lead_id)]
    found += [_title(row, law, at) for row in consents.titles(r, lead_id)]
    return sorted(found, key=lambda one: one.flaw is not None)


def _agreement(row: Row, law: Law, at: datetime) -> Held:
    looked = Agreement(
        lead_id=row[1], channels=row[2], collected=row[4], until=row[5], has_proof=row[20] is not None,
        withdrawn=row[17], hash=row[3], object=row[7], calls_withdrawn=row[18], slots=row[11], exact=row[12],
        missing=row[13], agency=row[14], mentions=bool(row[15]), hash_kind=None,
    )  # fmt: skip
    agreed = str(row[2]).split(",")
    channel = next(one for one in _CHANNELS if one in agreed)
    fact = {"consents": consent_facts(looked, law.agency), "agency": law.agency}
    flawed = flaw(law.books, at, fact, channel=channel)
    given = local(row[4])
    head = _("Accord du {day} à {hour}").format(day=day(given.date()), hour=hour(given))
    return _held(TitleKind.CONSENT, row, head, _agreed_lines(row, agreed), flawed, last_day(row), law, at,
                 proof=row[20], alive=row[17] is None)  # fmt: skip


def _agreed_lines(row: Row, agreed: Sequence[str]) -> list[str]:
    words = {"call": _("téléphone"), "email": _("e-mail"), "sms": _("SMS")}
    ways = listed([words[one] for one in words if one in agreed])
    how = [_(WAYS[row[8]]) if row[8] else "", str(row[9]), str(row[10])]
    hours = [(int(iso), str(start), str(end)) for iso, start, end in json.loads(row[11])]
    lines = [
        _("Pour\u202f: {ways}").format(ways=ways),
        ", ".join(part for part in how if part),
        _("Heures\u202f: {slots}").format(slots=slots(hours)) if hours else "",
        *(
            _("Hors horaires, une seule fois le {day} à {hour}").format(day=day(one.date()), hour=hour(one))
            for one in map(datetime.fromisoformat, json.loads(row[12]))
        ),
        str(row[7]),
    ]
    if row[18] and row[17] is None:
        lines.append(_("Téléphone retiré le {day}").format(day=day(local(row[18]).date())))
    if row[25]:
        lines.append(_("Copie de la preuve remise le {day}").format(day=day(local(row[25]).date())))
    return lines


def _title(row: Row, law: Law, at: datetime) -> Held:
    kind = TitleKind(row[2])
    number, object_, how, starts, ends, answered, asker, closed = (row[place] for place in range(3, 11))
    has_proof = row[11] is not None
    last = read_day(ends)
    if kind is TitleKind.CONTRACT:
        head = _("Mandat n°\u00a0{n}").format(n=number)
        since = read_day(starts)
        lines = [object_, _("Du {start} au {end}").format(start=day(since), end=day(last)) if since and last else ""]
        flawed = flaw(law.books, at, {"contracts": (ContractFact(number, object_, since, last, has_proof),)})
    elif kind is TitleKind.REQUEST:
        asked = local(starts)
        last = working_days_after(asked.date(), law.books.on(at.date()).numbers.request_working_days)
        head = _("Demande du {day} à {hour}").format(day=day(asked.date()), hour=hour(asked))
        lines = [object_, how, _("De\u202f: {who}").format(who=asker) if asker else ""]
        fact = RequestFact(object_, happened(starts), how, has_proof, read(answered))
        flawed = flaw(law.books, at, {"requests": (fact,)})
    else:
        head = how
        lines = [_("SIREN {n}").format(n=number), object_]
        flawed = flaw(law.books, at, {"professional": ProfessionalFact(number, how, object_, has_proof, last)})
    if closed:
        lines.append(_("Arrêté le {day}").format(day=day(local(closed).date())))
        flawed = flaw(law.books, at, {})
    return _held(kind, row, head, lines, flawed, last, law, at, proof=row[11], alive=not (closed or answered))


def _held(
    kind: TitleKind,
    row: Row,
    head: str,
    lines: Sequence[str],
    flawed: Reason | None,
    last: date | None,
    law: Law,
    at: datetime,
    *,
    proof: object,
    alive: bool,
) -> Held:
    days = law.books.on(at.date()).numbers.contract_warning_days
    soon = flawed is None and last is not None and last - at.date() <= timedelta(days=days)
    shown = tuple(line for line in lines if line)
    known = None if proof is None else int(str(proof))
    return Held(kind, int(row[0]), head, shown, flawed, last, soon, known, alive)
