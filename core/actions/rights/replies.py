"""The letter that answers a request: its text is in resources/letters/replies, its facts are read here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from core.actions.common.agency import settings
from core.actions.common.retention_law import retention
from core.actions.letters.origins import letter_origins
from core.actions.register.recipients import of_lead
from core.actions.rights.candidates import by_contact, candidates, named_alone
from core.actions.rights.done import check_done, refused_since
from core.actions.rights.requests import request
from core.base.french import day, hour, listed
from core.base.i18n import N_, _
from core.base.moments import AGENCY_ZONE, local
from core.model.agency import Agency
from core.model.agent import UNNAMED as UNNAMED_AGENT
from core.model.forgetting import Impact, RetainedItem
from core.model.letter import Way
from core.model.request import Outcome, PersonRequest, RequestKind
from core.notices.fields import on_site, salutation_of
from core.notices.replies import INFORMED, ReplyMessage, check_sender, message
from core.records.call import Call
from core.records.consent import Consent
from core.records.lead import Lead
from core.records.notice import HandOver, Notice
from core.records.reply import Reply
from core.records.request import Erased
from core.store import requests as kept_requests
from core.store.notices import GIVEN
from core.store.port import PRESENT, Reader
from core.words.errors import error

_NO_SITE = N_("votre annonce lue par notre agence le {seen}")
_WITHOUT_SITE = (Way.PERSON, Way.SIGN, Way.AGENCY, Way.FILE)
UNNAMED = "Madame, Monsieur"
"""How somebody is greeted whose civility or name is not known, or cannot be printed."""
_SIMPLE = {RequestKind.RECTIFICATION: "rectified-2", RequestKind.RESTRICTION: "restricted-2"}


def letter(r: Reader, request_id: int, *, at: datetime, by: str = "", corrections: Sequence[str] = ()) -> ReplyMessage:
    """Return the letter that says what was done for a request; ``by``: who answers, and signs; ``corrections``: the
    corrected values, in words, where they are not in a message to whoever delivered them.

    Raises UserError REQUEST_UNKNOWN, AGENCY_INCOMPLETE, REQUEST_CHOOSE while it is of none of the sheets that answer to
    it, ERASURE_FIRST for an erasure, whose letter :func:`erased` writes before it is done, and as
    :func:`core.actions.rights.done.check_done` does.
    """
    row = request(r, request_id)
    values = _common(r, row, by)
    objects = row.kind is RequestKind.OBJECTION and (row.lead_id is not None or by_contact(r, row))
    if named_alone(r, row) or (not objects and candidates(r, row)):
        raise error("REQUEST_CHOOSE")
    if objects:
        return _opposed(r, row, values)
    if row.lead_id is None or nothing_left(r, row):
        return _nothing(r, row, values)
    if row.kind is RequestKind.ERASURE:
        raise error("ERASURE_FIRST")
    if row.open:
        check_done(r, row)
    if row.kind in _SIMPLE:
        return _simple(r, row, row.lead_id, values, corrections)
    return access_letter(r, row, row.lead_id, at=at, by=by)


def _nothing(r: Reader, asked: PersonRequest, values: dict[str, str]) -> ReplyMessage:
    """Return « nous n’avons rien »: the register and the erasures are searched by what the person gave."""
    since = refused_since(r, asked)
    sheet = r.one(Erased, "-id", lead_id=asked.lead_id) if asked.lead_id is not None else None
    moment = sheet.at if sheet else kept_requests.erased_at(r, asked.hash) if asked.hash else None
    values["opposition_date"] = day(since.date()) if since else ""
    values["erasure_date"] = day(local(moment).date()) if moment else ""
    return _said(r, "nothing-4", values, {"opposition_match": since is not None, "erased_before": moment is not None})


def _simple(
    r: Reader, asked: PersonRequest, lead_id: int, values: dict[str, str], corrections: Sequence[str]
) -> ReplyMessage:
    messages = [each for each in of_lead(r, lead_id) if each.kind is asked.kind and each.made >= asked.received]
    phrases = corrections or list(dict.fromkeys(words for each in messages for words in each.changed))
    values |= {
        "corrections": listed(list(phrases)),
        "recipients_list": listed(list(dict.fromkeys(each.recipient for each in messages))),
    }
    facts = {"corrections": bool(phrases), "recipients": bool(messages)}
    return _said(r, _SIMPLE[asked.kind], values, facts)


def nothing_left(r: Reader, asked: PersonRequest) -> bool:
    """Tell whether « nous n’avons rien » is the answer: to a request of no sheet, or of one erased before it was
    answered; not to a refusal, nor to an erasure done for this request, whose letter was written before it."""
    if asked.lead_id is None or asked.outcome is Outcome.NOTHING:
        return True
    is_told = asked.kind is RequestKind.OBJECTION or (asked.kind is RequestKind.ERASURE and bool(asked.answer))
    return asked.open and not is_told and bool(r.count(Lead, id=asked.lead_id, erased_at=PRESENT))


def outcome(r: Reader, asked: PersonRequest) -> Outcome:
    """Return what an answer to an open request says was done: an objection is one, and an erasure, however the sheet
    was erased."""
    objects = asked.kind is RequestKind.OBJECTION and by_contact(r, asked)
    erased_since = asked.kind is RequestKind.ERASURE and asked.lead_id is not None
    return Outcome.DONE if objects or erased_since or not nothing_left(r, asked) else Outcome.NOTHING


def refused(r: Reader, request_id: int, reason: str, *, by: str = "") -> ReplyMessage:
    """Return the letter that says why a request is refused. Raises UserError REQUEST_REASON without a reason,
    OBJECTION_ABSOLUTE for an objection, which nobody refuses (RGPD, art. 21(3))."""
    if not reason.strip():
        raise error("REQUEST_REASON")
    row = request(r, request_id)
    if row.kind is RequestKind.OBJECTION:
        raise error("OBJECTION_ABSOLUTE")
    values = _common(r, row, by)
    return _said(r, "refused-4", values | {"reason": reason.strip().rstrip(".")}, {})


def doubt(r: Reader, request_id: int, *, by: str = "") -> ReplyMessage:
    """Return the letter that asks for a way to recognise the person, without an identity document."""
    row = request(r, request_id)
    return _said(r, "doubt-4", _common(r, row, by), {"opposition": refused_since(r, row) is not None})


def extended(r: Reader, request_id: int, *, by: str = "") -> ReplyMessage:
    """Return the letter that says why the answer will take two months more. Raises UserError REQUEST_REASON when the
    time was not extended."""
    row = request(r, request_id)
    if not row.extended:
        raise error("REQUEST_REASON")
    values = _common(r, row, by)
    return _said(r, "extended-3", values | {"reason": row.extended.rstrip("."), "answer_by": day(row.due)}, {})


def erased(r: Reader, request_id: int, found: Impact, *, at: datetime, by: str = "") -> ReplyMessage:
    """Return the letter of an erasure, made before it is done, while the name is still known."""
    row = request(r, request_id)
    values = _common(r, row, by)
    stays: dict[str, RetainedItem] = {stay.what: stay for stay in found.stays}
    ends = {what: day(one.until) if one.until else "" for what, one in stays.items()}
    consents = r.of(Consent, lead_id=found.lead_id)
    recipients = told(r, found.lead_id, RequestKind.ERASURE)
    values |= {
        "erased_list": listed(_erased(r, found.lead_id, calls_stay="calls" in stays)),
        "erasure_date": day(at.astimezone(AGENCY_ZONE).date()),
        "consent_date": day(local(consents[-1].collected).date()) if consents else "",
        "proof_end": ends.get("consent", ""),
        "notice_end": ends.get("notice", ""),
        "notices_list": listed(_informed(r, found.lead_id)),
        "calls_end": ends.get("calls", ""),
        "request_end": ends.get("request", ""),
        "contract_end": ends.get("contract", ""),
        "recipients_list": listed(recipients),
    }
    lines = {
        "opposition": "opposition" in stays,
        "consent_proof": bool(ends.get("consent")),
        "notice_hash": bool(ends.get("notice")),
        "calls": bool(ends.get("calls")),
        "request_kept": bool(ends.get("request")),
        "contract": bool(ends.get("contract")),
    }
    facts = lines | {
        "property_kept": "property" in stays, "kept": any(lines.values()), "recipients": bool(recipients),
    }  # fmt: skip
    return _said(r, "erased-4", values, facts)


def _erased(r: Reader, lead_id: int, *, calls_stay: bool) -> list[str]:
    """Return what an erasure takes of a person, in words that follow « vos »; what they never had is not named."""
    replied = bool(r.of(Reply, lead_id=lead_id))
    called = not calls_stay and bool(r.of(Call, lead_id=lead_id))
    return ["nom", "coordonnées", *["réponses"] * replied, *["appels"] * called]


def _informed(r: Reader, lead_id: int) -> list[str]:
    """Return what the person was informed by, or would have been, in words that follow « la date »: only a letter
    posted was sent."""
    texts, made = [], []
    for notice in r.of(Notice, lead_id=lead_id):
        on = day(date.fromisoformat(notice.day))
        if notice.versions.startswith(GIVEN):
            texts.append(INFORMED["handed"].format(day=on))
        elif notice.posted_at is None:
            made.append(on)
        else:
            posted = day(local(notice.posted_at).date())
            texts.append(INFORMED["returned" if notice.returned_at else "posted"].format(day=posted))
    if made := list(dict.fromkeys(made)):
        texts.append(INFORMED["made several times" if len(made) > 1 else "made"].format(day=" et le ".join(made)))
    return texts


def told(r: Reader, lead_id: int, kind: RequestKind) -> list[str]:
    """Return the recipients told of a fact about a lead, once each."""
    return list(dict.fromkeys(one.recipient for one in of_lead(r, lead_id) if one.kind is kind))


def signer(agency: Agency, by: str) -> str:
    """Return who signs an answer: who makes it, else who signs the letters of the agency."""
    return agency.signer_name if by in ("", UNNAMED_AGENT) else by


def salutation(r: Reader, lead_id: int | None) -> str:
    """Return « Madame Lefèvre », or « Madame, Monsieur » when the civility or the name is not known."""
    person = r.get(Lead, lead_id) if lead_id is not None else None
    return salutation_of(person.civility, person.last_name) if person is not None else UNNAMED


def origins_said(r: Reader, lead_id: int) -> list[str]:
    """Return where the data of a lead come from, one phrase per origin, without repeats."""
    sentences = []
    for origin in letter_origins(r, lead_id):
        words = _(origin.way.word if origin.site or origin.way in _WITHOUT_SITE else _NO_SITE)
        place = on_site(origin.site, origin.medium) or _("publiée par {site}").format(site=origin.site)
        seen = day(origin.day or origin.obtained)
        phrase = words.format(supplier=origin.supplier, site=origin.site, place=place, seen=seen)
        where = origin.reference or ("" if origin.way is Way.FILE else origin.url)
        sentences.append(phrase + (_(" (référence {where})").format(where=where) if where and origin.site else ""))
    return list(dict.fromkeys(sentences))


def recipients_said(r: Reader, agency: Agency, lead_id: int) -> list[str]:
    """Return who sees or received the data of a lead: who posts the letters once one left, and who was told of a
    fact."""
    letters = r.of(Notice, lead_id=lead_id)
    posts = any(letter.posted_at or r.count(HandOver, notice_id=letter.id) for letter in letters)
    texts = [_("les personnes de notre agence chargées de la prospection")]
    texts += [_("nos agents commerciaux")] if agency.commercial_agents else []
    hosts = (agency.mail_provider * posts, agency.software_host, agency.mailbox_host, agency.backup_host)
    texts += [text for text in (*hosts, agency.other_recipients) if text.strip()]
    return list(dict.fromkeys([*texts, *(name for kind in RequestKind for name in told(r, lead_id, kind))]))


def access_letter(r: Reader, asked: PersonRequest, lead_id: int, *, at: datetime, by: str = "") -> ReplyMessage:
    """Return the letter sent with a copy of the data. Raises UserError AGENCY_INCOMPLETE."""
    values = _common(r, asked, by)
    agency = settings(r).agency
    consents = r.of(Consent, lead_id=lead_id)
    values |= {
        "answer_date": day(at.astimezone(AGENCY_ZONE).date()),
        "source_full": listed(origins_said(r, lead_id)),
        "recipients_list": listed(recipients_said(r, agency, lead_id)),
        "consent_date": day(local(consents[-1].collected).date()) if consents else "",
    }
    facts = {"consent_proof": bool(consents), "origins": bool(values["source_full"])}
    return _said(r, "access-4", values, facts)


def _opposed(r: Reader, asked: PersonRequest, values: dict[str, str]) -> ReplyMessage:
    since = refused_since(r, asked)
    if since is None:  # Nothing let it hold, or it was taken back since.
        raise error("REQUEST_NOT_OPPOSED")
    values |= {"opposition_date": day(since.date()), "opposition_time": hour(since)}
    lead_id = asked.lead_id
    person = r.get(Lead, lead_id) if lead_id is not None else None
    letters = r.of(Notice, lead_id=person.id) if person is not None else []
    suppliers = told(r, person.id, RequestKind.OBJECTION) if person is not None else []
    agreed = r.of(Consent, lead_id=person.id) if person is not None else []
    agreements = [local(row.collected).date() for row in agreed]
    values |= {
        "letter_ref": letters[-1].reference if letters else "",
        "supplier": listed(suppliers),
        "consent_date": day(agreements[-1]) if agreements else "",
        "proof_end": day(retention()["consent_proof"].end(agreements[-1])) if agreements else "",
    }
    facts = {
        "letter_ref": bool(letters),
        "erased": bool(person and person.erased_at),
        "supplier": bool(suppliers),
        "consent_proof": bool(agreements),
    }
    return _said(r, "opposed-4", values, facts)


def _common(r: Reader, asked: PersonRequest, by: str) -> dict[str, str]:
    agency = settings(r).agency
    check_sender(agency)
    return {
        "request_date": day(asked.received), "salutation": salutation(r, asked.lead_id),
        "signer_name": signer(agency, by),
    }  # fmt: skip


def _said(r: Reader, name: str, values: dict[str, str], facts: Mapping[str, bool]) -> ReplyMessage:
    return message(name, settings(r).agency, values, facts)
