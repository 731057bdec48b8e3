"""« Ce qui permet d’appeler »: every title of a person, with what it is, its end, its proof, and whether it makes a
call lawful now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from core.actions.calling.proof_copies import last_day
from core.actions.calling.titles import flaw
from core.actions.common.agreements import consent_facts
from core.actions.common.judging import Law
from core.base.i18n import _
from core.base.moments import local, read, read_day
from core.base.records import Struct
from core.base.screen_shapes import day, hour, listed, slots
from core.model.channel import Channel, TitleKind
from core.model.consent import ConsentWay
from core.model.facts import ContractFact, ProfessionalFact, RequestFact
from core.model.verdict import Reason
from core.records.consent import Consent
from core.records.title import Title
from core.rules.deadlines import working_days_after
from core.store.port import Reader

_CHANNELS = (Channel.CALL, Channel.EMAIL, Channel.SMS)


class CallTitle(Struct, frozen=True):
    """One title. ``head``: its name; ``lines``: its content; ``flaw``: why it allows nothing, None when it does;
    ``ends``: its last day; ``soon``: that day is within the month; ``proof``: id of its proof. ``alive``: it may
    still be withdrawn, answered or closed."""

    kind: TitleKind
    id: int
    head: str
    lines: tuple[str, ...]
    flaw: Reason | None
    ends: date | None
    soon: bool
    proof: int | None
    alive: bool


def held(r: Reader, lead_id: int, law: Law, *, at: datetime) -> list[CallTitle]:
    """Return the titles of a lead: those that make a call lawful first, then the newest."""
    titles = [_agreement(agreement, law, at) for agreement in r.of(Consent, "-collected, -id", lead_id=lead_id)]
    titles += [_title(title, law, at) for title in r.of(Title, "-id", lead_id=lead_id)]
    return sorted(titles, key=lambda one: one.flaw is not None)


def _agreement(one: Consent, law: Law, at: datetime) -> CallTitle:
    channel = next(channel for channel in _CHANNELS if channel in one.means)
    fact = {"consents": consent_facts(one, law.agency), "agency": law.agency}
    flawed = flaw(law.books, at, fact, channel=channel)
    moment = local(one.collected)
    head = _("Accord du {day} à {hour}").format(day=day(moment.date()), hour=hour(moment))
    return _held(TitleKind.CONSENT, one, head, _agreed_lines(one), flawed, last_day(one), law, at,
                 alive=one.withdrawn is None)  # fmt: skip


def _agreed_lines(one: Consent) -> list[str]:
    words = {"call": _("téléphone"), "email": _("e-mail"), "sms": _("SMS")}
    ways = listed([words[channel] for channel in words if channel in one.means])
    how = [ConsentWay.shown_of(one.way), one.place, one.collector]
    lines = [
        _("Pour\u202f: {ways}").format(ways=ways),
        ", ".join(part for part in how if part),
        _("Heures\u202f: {slots}").format(slots=slots(one.hours)) if one.hours else "",
        *(
            _("Hors horaires, une seule fois le {day} à {hour}").format(day=day(moment.date()), hour=hour(moment))
            for moment in one.off_hours
        ),
        one.object,
    ]
    if one.calls_withdrawn and one.withdrawn is None:
        lines.append(_("Téléphone retiré le {day}").format(day=day(local(one.calls_withdrawn).date())))
    if one.copied_at:
        lines.append(_("Copie de la preuve remise le {day}").format(day=day(local(one.copied_at).date())))
    return lines


def _title(one: Title, law: Law, at: datetime) -> CallTitle:
    kind = TitleKind(one.kind)
    has_proof = one.proof_id is not None
    last = read_day(one.ends)
    if kind is TitleKind.CONTRACT:
        head = _("Mandat n°\u00a0{n}").format(n=one.number)
        since = read_day(one.starts)
        lines = [one.object, _("Du {start} au {end}").format(start=day(since), end=day(last)) if since and last else ""]
        flawed = flaw(law.books, at, {"contracts": (ContractFact(one.number, one.object, since, last, has_proof),)})
    elif kind is TitleKind.REQUEST:
        assert one.starts is not None, "a request has the moment it was received"  # noqa: S101
        moment = local(one.starts)
        last = working_days_after(moment.date(), law.books.on(at.date()).numbers.request_working_days)
        head = _("Demande du {day} à {hour}").format(day=day(moment.date()), hour=hour(moment))
        lines = [one.object, one.how, _("De\u202f: {who}").format(who=one.asker) if one.asker else ""]
        fact = RequestFact(one.object, moment, one.how, has_proof, read(one.answered))
        flawed = flaw(law.books, at, {} if one.written else {"requests": (fact,)})
        lines += [_("À répondre par écrit")] if one.written else []
    else:
        head = one.how
        lines = [_("SIREN {n}").format(n=one.number), one.object]
        flawed = flaw(
            law.books, at, {"professional": ProfessionalFact(one.number, one.how, one.object, has_proof, last)}
        )
    if one.closed_at:
        lines.append(_("Arrêté le {day}").format(day=day(local(one.closed_at).date())))
        flawed = flaw(law.books, at, {})
    return _held(kind, one, head, lines, flawed, last, law, at, alive=not (one.closed_at or one.answered))


def _held(
    kind: TitleKind,
    one: Consent | Title,
    head: str,
    lines: Sequence[str],
    flawed: Reason | None,
    last: date | None,
    law: Law,
    at: datetime,
    *,
    alive: bool,
) -> CallTitle:
    days = law.books.on(at.date()).numbers.contract_warning_days
    soon = flawed is None and last is not None and last - at.date() <= timedelta(days=days)
    texts = tuple(line for line in lines if line)
    return CallTitle(kind, one.id, head, texts, flawed, last, soon, one.proof_id, alive)
