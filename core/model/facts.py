"""Everything the law may look at for one person, as plain values. Moments are aware, in UTC; days are the person's."""

from datetime import date, datetime

from core.base.records import Struct
from core.model.channel import Channel


class OppositionFact(Struct, frozen=True):
    """A refusal in force. ``kind``: person, phone, email, address, listing, visit, electronic, no_email, no_sms,
    no_call, no_letter (one way of being reached, and no other); number or
    mailbox for a contact point that tells nobody apart, closed alone. ``how``: call, letter, email,
    counter, listing (said in the ad), list (given by ``supplier``). ``key``: the contact point it applies to (phone
    key, e-mail, address key), empty for the whole person. ``calls_only``: it applies to the telephone only. ``rank``:
    in the order of recording, which the clock does not decide (rule OBJ-02); 0 when it is not known."""

    kind: str
    how: str
    at: datetime
    key: str = ""
    quote: str = ""
    supplier: str = ""
    calls_only: bool = False
    rank: int = 0


class CallRefusal(Struct, frozen=True):
    """A refusal said during a call: when, and its rank as in :class:`OppositionFact`."""

    at: datetime
    rank: int = 0


class WrongNumber(Struct, frozen=True):
    """A number of theirs, by ``key``, where the last call, at ``at``, found somebody else."""

    key: str
    at: datetime


class ConsentFact(Struct, frozen=True):
    """An agreement as recorded. ``collected`` None: date or hour missing or unreadable. ``until``: last day agreed, if
    stated. ``missing``: what the form lacks among the five mentions and the signature, as French words. ``slots``:
    agreed hours as (ISO weekday 1 to 7, "HH:MM", "HH:MM"), empty for all. ``exact``: off-hours appointments agreed, as
    local moments. ``rank``: as in :class:`OppositionFact`."""

    channels: frozenset[Channel]
    collected: datetime | None
    until: date | None
    has_proof: bool
    missing: tuple[str, ...] = ()
    withdrawn: datetime | None = None
    key: str = ""
    object: str = ""
    agency: str = ""
    slots: tuple[tuple[int, str, str], ...] = ()
    exact: tuple[datetime, ...] = ()
    five_mentions_proven: bool = True
    rank: int = 0


class ContractFact(Struct, frozen=True):
    """A mandate: ``number``, ``object``, ``start`` and ``end`` days, and whether its copy is kept; any of them may be
    missing."""

    number: str
    object: str
    start: date | None
    end: date | None
    has_proof: bool


class RequestFact(Struct, frozen=True):
    """The person asked to be called. ``object``: about what; ``at``: when it was received; ``how``: how it came;
    ``answered``: when it was answered."""

    object: str
    at: datetime
    how: str
    has_proof: bool
    answered: datetime | None = None


class ProfessionalFact(Struct, frozen=True):
    """The number is called for a professional activity. ``siren``: 9 digits; ``company``: its name, with what proves
    it; ``until``: a last day when one is known."""

    siren: str
    company: str
    object: str
    has_proof: bool
    until: date | None = None


class NoticeFact(Struct, frozen=True):
    """The state of the information of art. 14. ``obtained``: the day the agency got the data; ``sent``: the days
    letters left, oldest first; ``reminded``: whether the second and last letter left; ``returned``: when one came
    back; ``told``: day its first layer was said in full on the telephone (GDPR-03); ``answered``: day
    the person first gave a sign of any kind, once the first letter had left."""

    obtained: date
    sent: tuple[date, ...] = ()
    first_contact: date | None = None
    first_disclosure: date | None = None
    reminded: bool = False
    returned: date | None = None
    told: date | None = None
    answered: date | None = None


class Facts(Struct, frozen=True):
    """Everything known of one person that the law looks at. ``attempts``: moments of outgoing calls and attempts by the
    whole agency, on any of the person's numbers. ``zone``: IANA name; None when the place is unknown.
    ``number_zone``: zone told by an overseas number of theirs; it may differ from that of the postcode, which may be
    the property's, and the hour must suit both. ``postcode`` decides local holidays. ``refusals``: refusals said
    during calls (old law). ``bloctel_checked``: day the old file was checked against Bloctel. ``supplier``: who sold
    the person's data, and ``supplier_missing``: what their sheet lacks, as French words.
    ``origin_gap``: the first thing that the letter lacks to say where the data come from: site, supplier, day or town.
    ``stop_asked``: the day they asked to be erased or left alone, until they are answered.
    ``near_opposed``: since when somebody whose name and address are nearly theirs refuses, until a person says who is
    who. ``may_refuse``: since when words of theirs sound like a refusal, until a person says whether they are one.
    ``wrong_numbers``: those where the last call found somebody else; ``number_left``: whether they have another.
    ``unanswered``: what the agency was asked of what its letters state and did not answer, as French words;
    ``lettings``: of a property to let, whether it offers anything for it; None for another.
    ``register_closed``: the key of the register is not on this computer, so that nobody can be looked up in it;
    ``as_of``: the moment of the copy that is read, where a team's server is away: it knows no later refusal."""

    notice: NoticeFact
    zone: str | None = "Europe/Paris"
    number_zone: str | None = None
    postcode: str = ""
    oppositions: tuple[OppositionFact, ...] = ()
    consents: tuple[ConsentFact, ...] = ()
    contracts: tuple[ContractFact, ...] = ()
    requests: tuple[RequestFact, ...] = ()
    professional: ProfessionalFact | None = None
    attempts: tuple[datetime, ...] = ()
    refusals: tuple[CallRefusal, ...] = ()
    bloctel_checked: date | None = None
    erased: datetime | None = None
    restricted: datetime | None = None
    stop_asked: date | None = None
    near_opposed: datetime | None = None
    may_refuse: datetime | None = None
    wrong_numbers: tuple[WrongNumber, ...] = ()
    number_left: bool = True
    register_closed: bool = False
    as_of: datetime | None = None
    has_address: bool = True
    origin_complete: bool = True
    origin_gap: str = ""
    supplier: str = ""
    supplier_missing: tuple[str, ...] = ()
    agency_missing: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    lettings: bool | None = None
    has_caller_number: bool = True
    agency: str = ""
    listing_gone: date | None = None
    local_holidays: bool = True
