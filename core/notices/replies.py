"""Answers to a person and messages to the recipients of their data, as plain text ready to copy or print.

The texts are data in resources/letters/replies, reviewed by jurists; the name of a file is the version of its text.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from core.base.records import Struct
from core.model.agency import Agency
from core.notices.agency_gaps import ALWAYS
from core.notices.claims_asked import filled
from core.notices.context import context_of_agency
from core.notices.template import Block, Run
from core.notices.texts import text
from core.notices.typed import one_line
from core.words.errors import error

NAMES = (
    *(f"recipient-{kind}-3" for kind in ("objection", "mistake", "erasure", "rectification", "restriction")),
    "recipient-letter-2",
    *("access-4", "nothing-4", "opposed-4", "erased-4", "rectified-2", "restricted-2", "refused-4", "extended-3"),
    *("doubt-4", "estimate-4", "callback-4", "form-2", "wrong-4", "closing-1"),
)
INFORMED: Mapping[str, str] = {
    "posted": "de notre lettre du {day}",
    "returned": "de notre lettre du {day}, revenue",
    "handed": "de l’information remise le {day}",
    "made": "d’une lettre préparée le {day} et jamais postée",
    "made several times": "de lettres préparées le {day} et jamais postées",
}
"""What somebody was informed by, or would have been, in words that follow « la date »."""
_SUBJECT = "Objet\u202f: "
_GOES_ON = "\u202f;"

_SENDER = ("signer_name", "legal_name", "phone", "email")


class ReplyMessage(Struct, frozen=True):
    """A message. ``subject``: one line, without « Objet »; ``blocks``: the lines under it; ``version``: of the text."""

    subject: str
    blocks: tuple[Block, ...]
    version: str

    @property
    def greeting(self) -> str:
        """How its reader is called: « Madame Lefèvre », « Madame, Monsieur »."""
        return self.blocks[0].text.removesuffix(",")

    @property
    def body(self) -> str:
        """The lines under the subject, with a blank line between paragraphs."""
        return "\n".join(("\n" if block.opens and at else "") + block.text for at, block in enumerate(self.blocks))

    @property
    def text(self) -> str:
        """The whole message, beginning with its subject."""
        return f"{_SUBJECT}{self.subject}\n\n{self.body}\n"


def message(
    name: str, agency: Agency, values: Mapping[str, str], facts: Mapping[str, bool | None]
) -> ReplyMessage:  # fmt: skip
    """Return the message ``name``, one of :data:`NAMES`: each sentence is a claim, whose ``facts`` are those of the
    agency and these. Raises UserError AGENCY_INCOMPLETE, CLAIM_UNANSWERED, FIELD_MISSING for a printed field that is
    empty."""
    check_sender(agency)
    subject, *blocks = filled(text(f"replies/{name}"), context_of_agency(agency).adding(values, facts))
    return ReplyMessage(subject.text.removeprefix(_SUBJECT), tuple(_ended(blocks)), name)


def check_sender(agency: Agency) -> None:
    """Raise UserError AGENCY_INCOMPLETE while the agency lacks what signs its messages."""
    if lacking := [ALWAYS[name] for name in _SENDER if not one_line(str(getattr(agency, name)))]:
        raise error("AGENCY_INCOMPLETE", missing=tuple(lacking))


def _ended(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks where the last item of a list ends with a full stop, whichever items are printed."""
    for block, after in zip_longest(blocks, blocks[1:]):
        *before, last = block.runs
        if block.text.startswith("– ") and block.text.endswith(_GOES_ON) and not (after and after.text[:2] == "– "):
            block = Block((*before, Run(last.text.removesuffix(_GOES_ON) + ".", last.bold)), block.opens)
        yield block
