"""Invented people as facts, for the tests of the law."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.actions.common.law import rulebooks
from core.model.channel import Channel
from core.model.facts import ConsentFact, ContractFact, Facts, NoticeFact, OppositionFact, ProfessionalFact, RequestFact
from core.model.verdict import Verdict
from core.rules.channels import judge

PARIS = ZoneInfo("Europe/Paris")
PHONE = "0639980000"
INFORMED = NoticeFact(date(2026, 11, 2), sent=(date(2026, 11, 3),))
NEW = NoticeFact(date(2026, 11, 21))
OLD_FILE = NoticeFact(date(2026, 4, 1), sent=(date(2026, 4, 8),))


def paris(text: str) -> datetime:
    """ "2026-11-24 14:00" in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


TUESDAY = paris("2026-11-24 14:30")
CONSENT = ConsentFact(
    frozenset({Channel.CALL}), paris("2026-11-10 09:15"), None, has_proof=True, object="vendre sa maison"
)
ELECTRONIC = ConsentFact(frozenset({Channel.EMAIL, Channel.SMS}), paris("2026-11-10 09:15"), None, has_proof=True)
CONTRACT = ContractFact("2026-041", "vente", date(2026, 10, 1), date(2027, 3, 31), has_proof=True)
REQUEST = RequestFact("estimation", paris("2026-11-20 18:00"), "e-mail", has_proof=True)
PROFESSIONAL = ProfessionalFact("123456782", "SARL Pierre et Fils", "vente de lots", has_proof=True)
REFUSAL = OppositionFact("person", "call", paris("2026-11-12 11:00"))


def facts(**changes: object) -> Facts:
    """Return a person informed on 3 November 2026, in Paris, with nothing else."""
    return Facts(**{"notice": INFORMED, **changes})  # type: ignore[arg-type]


def call(person: Facts, at: datetime = TUESDAY, *, key: str = "", object_: str = "") -> Verdict:
    """Return the verdict of a call under the rulebooks shipped with the program."""
    return judge(Channel.CALL, person, at, rulebooks(), key=key, object_=object_)


def ask(channel: Channel, person: Facts, at: datetime = TUESDAY) -> Verdict:
    """Return the verdict of any channel."""
    return judge(channel, person, at, rulebooks())


def codes(verdict: Verdict) -> list[str]:
    """Return the codes of the reasons, in order."""
    return [reason.code for reason in verdict.reasons]


def attempts(*days_ago: int, at: datetime = TUESDAY) -> tuple[datetime, ...]:
    """Return unanswered attempts that many days before, in UTC."""
    return tuple((at - timedelta(days=days)).astimezone(UTC) for days in days_ago)
