"""The next step: the one thing to do now for a lead, derived from what is known of it and never typed."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from core.base.i18n import N_
from core.base.records import Struct, field
from core.base.worded import WordedEnum
from core.model.facts import Facts
from core.model.milestone import TradeEvent
from core.model.opposing import CallOutcome


class Step(WordedEnum):
    """What is to be done, the most pressing first: a lead has exactly one step.

    ``short``: what its column says, with the day it is due, ``undated`` without
    one, both empty where the words of its button say more."""

    short: str
    undated: str

    ANSWER = "answer", N_("Demande à répondre"), N_("Répondre avant le {day}"), N_("Répondre")
    END_CALL = "end_call", N_("Appel sans issue"), N_("Noter l’issue"), N_("Noter l’issue")
    OPPOSED = "opposed", N_("Opposé"), N_("Prévenir avant le {day}"), N_("Rien")
    DECIDE = "decide", N_("À décider"), "", ""
    REPORT = "report", N_("Rendez-vous passé"), N_("Noter la suite"), N_("Noter la suite")
    MEET = "meet", N_("Rendez-vous"), N_("Rendez-vous le {day}"), N_("Rendez-vous")
    CALL_PROMISED = "call_promised", N_("Rappel promis"), N_("Rappeler le {day}"), N_("Rappel promis")
    ERASE = "erase", N_("À effacer"), N_("Effacer"), N_("Effacer")
    COMPLETE = "complete", N_("À compléter"), "", ""
    WRITE = "write", N_("À écrire"), N_("Écrire avant le {day}"), N_("Écrire")
    PRINT = "print", N_("À imprimer"), N_("Imprimer avant le {day}"), N_("Imprimer")
    POST = "post", N_("À poster"), N_("Poster avant le {day}"), N_("À poster")
    CALL = "call", N_("À appeler"), N_("Appeler"), N_("Appeler")
    FOLLOW = "follow", N_("À suivre"), N_("Y revenir le {day}"), N_("À suivre")
    WRITE_AGAIN = "write_again", N_("Seconde lettre"), N_("Écrire de nouveau"), N_("Écrire de nouveau")
    WAIT = "wait", N_("En attente"), N_("Attendre le {day}"), N_("Attendre une réponse")
    NOTHING = "nothing", N_("Rien à faire"), N_("Rien"), N_("Rien")


class Place(StrEnum):
    """Where the button of a step leads: a page, or a part of the sheet it stands on."""

    REQUESTS = "requests"
    CALLS = "calls"
    LETTERS = "letters"
    AGENCY = "agency"
    CLAIMS = "claims"
    """What the letters state."""
    SUPPLIERS = "suppliers"
    COMPARE = "compare"
    """The question the sheet asks: who is who, is it a refusal, what an erasure takes."""
    ERASE = "erase"
    """The step itself: what goes is erased there."""
    LEAD = "lead"
    """The step itself: what is lacking is typed there."""
    TRADE = "trade"
    """What happened in the trade."""
    FORM = "form"
    """The form of agreement to print."""


class PendingRequest(Struct, frozen=True):
    """A request of the person that waits for its answer. ``kind``: a :class:`core.model.request.RequestKind`; ``due``:
    the last day to answer; ``extended``: the person was told that it takes longer."""

    kind: str
    due: date
    extended: bool = False


class Twin(NamedTuple):
    """Somebody who may be the lead ``lead_id``, as shown beside the question."""

    name: str
    town: str
    lead_id: int = 0


class Situation(Struct, frozen=True):
    """The facts of the law and what else decides of the next step. Moments are aware.

    ``request``: the most pressing open one. ``open_call``: when a call without an outcome began. ``to_tell``: who is to
    be told of the refusal, and the last day to do so. ``letter_ready``: the day of a letter made and not posted,
    ``letter_sent``: it was given to a printer and nobody said yet whether it came out, ``letter_printed``: it did.
    ``callback``: the first one planned. ``reachable``: a telephone is left that was not said to be wrong.
    ``milestone``: the last one noted. ``origin_gap``: what the origin lacks: "site", "supplier", "day", "town" or
    empty. ``address_gap``: what the address lacks: "address", "postcode", "town" or empty. ``last_call``: when the last
    one that ended began, and its outcome. ``in_writing``: what the first coupon that waits asks to be answered in
    writing (:data:`core.model.reply.WRITTEN`), and when it came. ``second_wanted``: the agency writes a second time to
    a person who did not answer. ``given``: the day the person gave their own data, when no file nor ad did."""

    facts: Facts
    request: PendingRequest | None = None
    open_call: datetime | None = None
    to_tell: tuple[str, date] | None = None
    twin: Twin | None = None
    letter_ready: date | None = None
    letter_sent: bool = False
    letter_printed: bool = False
    callback: datetime | None = None
    last_call: tuple[datetime, CallOutcome | None] | None = None
    reachable: bool = True
    milestone: TradeEvent | None = None
    origin_gap: str = ""
    address_gap: str = ""
    in_writing: tuple[str, datetime] | None = None
    second_wanted: bool = True
    given: date | None = None


class NextStep(Struct, frozen=True):
    """The step, the ``code`` of its sentence with the ``values`` that fill it, and its ``due`` day or moment, None when
    it has none."""

    step: Step
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    due: date | datetime | None = None

    @property
    def day(self) -> date | None:
        """The day it is due, at its own clock."""
        return self.due.date() if isinstance(self.due, datetime) else self.due
