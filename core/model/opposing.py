"""The ways an opposition reaches the agency, and the outcomes of a call."""

from enum import StrEnum
from typing import NamedTuple

from core.base.i18n import N_
from core.base.worded import WordedEnum


class RefusalHow(WordedEnum):
    """How a refusal reached the agency; ``short``: the word of a column. ``UNSAID``: whoever noted it did not say; it
    binds as any other."""

    short: str

    CALL = "call", N_("Téléphone"), N_("appel")
    LETTER = "letter", N_("Courrier"), N_("lettre")
    EMAIL = "email", N_("E-mail"), N_("e-mail")
    COUNTER = "counter", N_("Comptoir"), N_("comptoir")
    LISTING = "listing", N_("Annonce"), N_("annonce")
    LIST = "list", N_("Liste"), N_("liste")
    UNSAID = "unsaid", N_("Non précisé"), ""


SAID_HOWS = tuple(how for how in RefusalHow if how not in {RefusalHow.UNSAID, RefusalHow.LISTING})
"""How a person themselves may say that they refuse, as is offered."""


class RefusalAuthor(WordedEnum):
    """Who says a refusal: the person, which stands until they say otherwise; or a reading of the program, which may
    have been read wrong (RGPD art. 5(1)(d); rule OBJ-05)."""

    SAID = "said", N_("Dite par la personne")
    READ = "read", N_("Lue par le programme")


class Reading(NamedTuple):
    """What the program read as a refusal: its words, and where they stood. ``place``: heading of the column, empty for
    an ad; ``batch_id`` and ``line``: of the row; ``text``: keyed hash of the words for their supplier."""

    words: str = ""
    place: str = ""
    line: int = 0
    batch_id: int | None = None
    text: str = ""

    def columns(self) -> dict[str, str | int | None]:
        """Return the columns of an entry of the register that this reading makes."""
        told = self._asdict()
        return {"author": RefusalAuthor.READ.value, "note": told.pop("words"), **told}


class Reach(StrEnum):
    """Whom a call reached. ``MESSAGE``: nobody spoke, but what was said is listened to; ``ANOTHER``: somebody else."""

    NOBODY = "nobody"
    MESSAGE = "message"
    ANOTHER = "another"
    PERSON = "person"


class CallOutcome(WordedEnum):
    """How a call ended, in the order of the call desk, whose digits follow it.

    ``short``: the word of a column. ``settles``: there is nothing left to call about, until the person gives a new
    title or a callback is planned. ``refuses``: the person refuses the telephone. ``logged_as``: how logs of other
    programs write it, folded, between bars, beside its own word and text. Each counts among the four attempts."""

    short: str
    reach: Reach
    settles: bool
    refuses: bool
    logged_as: str

    # fmt: off
    VOICEMAIL = (
        "voicemail", N_("Répondeur"), N_("répondeur"), Reach.NOBODY, False, False, "messagerie|boite vocale|vocal",
    )
    NO_ANSWER = (
        "no_answer", N_("Ne répond pas"), N_("absent"), Reach.NOBODY, False, False,
        "|pas de reponse|sans reponse|absent|absente|nrp|manque|occupe|missed",
    )
    CALLBACK = (
        "callback", N_("À rappeler"), N_("à rappeler"), Reach.PERSON, False, False, "rappeler|a recontacter|rappel",
    )
    APPOINTMENT = "appointment", N_("Rendez-vous pris"), N_("RDV"), Reach.PERSON, True, False, "rdv|rendez vous|rv"
    TALKED = (
        "talked", N_("Échange"), N_("échange"), Reach.PERSON, True, False,
        "joint|repondu|parle|contact|ok|conversation|abouti|answered",
    )
    NOT_INTERESTED = (
        "not_interested", N_("Pas intéressé"), N_("refus"), Reach.PERSON, True, True,
        "refus|refuse|non|ne veut pas|pas interesse|pas interessee|negatif",
    )
    WRONG_NUMBER = (
        "wrong_number", N_("Faux numéro"), N_("faux n°"), Reach.ANOTHER, True, False,
        "faux|non attribue|mauvais numero|invalide",
    )
    SOLD = "sold", N_("Déjà vendu"), N_("vendu"), Reach.PERSON, True, False, "vendu|bien vendu"
    MESSAGE_LEFT = (
        "message_left", N_("Message laissé"), N_("message"), Reach.MESSAGE, False, False,
        "message|msg|msg laisse|message vocal laisse",
    )
    OPPOSED = (
        "opposed", N_("Opposition"), N_("opposé"), Reach.PERSON, True, True,
        "oppose|opposee|ne plus appeler|ne pas rappeler|stop|blacklist|desinscrit",
    )
    # fmt: on

    @property
    def informs(self) -> bool:
        """Whether it may be the first contact with the person, a message included; an attempt without an answer, an
        answering machine without a message or a wrong number is none (RGPD art. 14(3)(b); rule GDPR-13)."""
        return self.reach in {Reach.PERSON, Reach.MESSAGE}

    @property
    def unanswered(self) -> bool:
        """Whether the call is tried again, another day and at another hour."""
        return self.reach in {Reach.NOBODY, Reach.MESSAGE}

    @property
    def of_ours(self) -> bool:
        """Whether only a call that the agency makes ends so, never one that it receives."""
        return self.reach in {Reach.NOBODY, Reach.ANOTHER}


class RefusalSource(NamedTuple):
    """Where a refusal comes from, as its first entry tells it: who says it, the words, their ``place`` in the ``line``
    of a ``file``, and whose file it is; what an erasure emptied is empty. ``text``: keyed hash of the words for their
    supplier; ``lead_id``: the sheet it left; ``lifted_why``, ``lifted_by``, ``lifted_note``: how it ended."""

    gesture: int
    line: int
    at: str
    how: str
    by: str
    author: str
    words: str
    place: str
    batch_id: int | None
    file: str
    supplier: str
    text: str
    lead_id: int | None
    lifted_at: str | None
    lifted_why: str
    lifted_by: str
    lifted_note: str
