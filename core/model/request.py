"""What a person may ask of the agency, and the state of the answer (RGPD art. 12(3), 15 to 18 and 21; rule GDPR-07)."""

from datetime import date

from core.base.i18n import N_
from core.base.records import Struct
from core.base.worded import WordedEnum


class RequestKind(WordedEnum):
    """What is asked: a copy of the data, a correction, an erasure, an opposition, or a limitation of the use.

    ``step``: the heading of what is to be done for it. ``proven``: the answer to a known person asks how it was known
    to be them; an objection never does."""

    step: str
    proven: bool

    ACCESS = "access", N_("Copie des données"), N_("2. La copie"), True
    RECTIFICATION = "rectification", N_("Correction"), N_("2. La correction"), True
    ERASURE = "erasure", N_("Effacement"), N_("2. Ce que l’effacement fera"), True
    OBJECTION = "objection", N_("Opposition"), N_("L’opposition"), False
    RESTRICTION = "restriction", N_("Gel des données"), N_("Le gel"), False


class Outcome(WordedEnum):
    """How a request ended. ``NOTHING``: the base holds nothing about the person, which is also an answer."""

    DONE = "done", N_("Faite")
    NOTHING = "nothing", N_("Nous n’avons rien")
    REFUSED = "refused", N_("Refusée")


class RequestWay(WordedEnum):
    """How a request came, and how its answer left."""

    LETTER = "letter", N_("Courrier")
    EMAIL = "email", N_("E-mail")
    CALL = "call", N_("Téléphone")
    COUNTER = "counter", N_("Comptoir")


UNHELD = N_("Aucun numéro ni e-mail : rien n’a pu être mis au registre. Ajoutez-le à la page Oppositions.")
"""Said of a refusal told by somebody whom nothing lets the register recognise."""


NAMED_HELD = N_("Un nom seul n’entre pas au registre\u202f: les fiches qui le portent attendent, sans lettre ni appel.")
"""Said of a refusal told under a name that sheets bear, until it is said whose it is."""


class PersonRequest(Struct, frozen=True):
    """One request. ``name``: name of the lead, empty when unknown or erased; ``person``: who asks, as typed, when the
    base does not know them. ``hash``: keyed hash of a contact point. ``identity``: how the agency checked who is
    asking. ``extended``: why two months were added. ``answer``: SHA-256 of the answer prepared for the person.
    ``aside``: sheets that bear the name asked under, said not to be theirs."""

    id: int
    lead_id: int | None
    name: str
    person: str
    hash: str
    kind: RequestKind
    received: date
    how: str
    identity: str
    due: date
    extended: str
    answered: date | None
    outcome: Outcome | None
    answered_how: str
    answer: str
    note: str
    by: str
    version: int
    aside: tuple[int, ...] = ()

    @property
    def open(self) -> bool:
        """Tell whether the person still waits for an answer."""
        return self.answered is None

    def late(self, today: date) -> bool:
        """Tell whether the last day to answer is past."""
        return self.open and today > self.due


class Shown(Struct, frozen=True):
    """Where the recipient can find the person in the data it delivered, without a name or a number. ``obtained``: day
    the agency got the row; ``line``: 0 when it came from no file."""

    site: str
    reference: str
    batch: str
    line: int
    obtained: date


class RecipientMessage(Struct, frozen=True):
    """One message to send to a recipient of the person's data (RGPD art. 19), then the proof that it was sent.
    ``kind``: what happened; ``day``: when. ``made``: the day the message was written; ``proof``: how it was sent, in
    the user's words; ``sha256``: of the text sent. ``mistake``: it corrects an objection that nobody made;
    ``letter``: it is to the service that a letter was handed to, about that letter."""

    id: int
    supplier_id: int | None
    recipient: str
    lead_id: int | None
    hash: str
    kind: RequestKind
    day: date
    shown: Shown | None
    changed: tuple[str, ...]
    by: str
    sent: date | None
    proof: str
    sha256: str
    made: date
    mistake: bool = False
    letter: bool = False
