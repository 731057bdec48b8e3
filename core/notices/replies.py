"""Answers to a person and messages to the recipients of their data, as plain text ready to copy or print.

The texts are data in resources/letters/replies, reviewed by jurists; the name of a file is the version of its text.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from types import MappingProxyType

from core.base.call_cost import call_cost
from core.base.records import Struct
from core.base.resources import resource
from core.notices.template import Block, Context, Run, Template, Vocabulary, parse

NAMES = (
    *(f"recipient-{kind}-2" for kind in ("objection", "mistake", "erasure", "rectification", "restriction")),
    "recipient-letter-1",
    *("access-3", "nothing-3", "opposed-3", "erased-3", "rectified-1", "restricted-1", "refused-3", "extended-2"),
    *("doubt-3", "estimate-3", "callback-3", "form-1", "wrong-3"),
)
INFORMED: Mapping[str, str] = MappingProxyType(
    {
        "posted": "de notre lettre du {day}",
        "returned": "de notre lettre du {day}, revenue",
        "handed": "de l’information remise le {day}",
        "made": "d’une lettre préparée le {day} et jamais postée",
    }
)
"""What somebody was informed by, or would have been, in words that follow « la date »."""
_SUBJECT = "Objet\u202f: "
_GOES_ON = "\u202f;"

VOCABULARY = Vocabulary(
    fields=frozenset(
        (
            "agency_email", "agency_legal_name", "agency_phone", "answer", "answer_by", "answer_date", "asked",
            "at_property_town", "backup_end", "batch_name", "letter_date", "object", "property", "slots_offered",
            "calls_end", "consent_date", "contract_end", "corrections", "day", "erasure_date", "request_end",
            "erased_list", "fee_place", "letter_ref", "line", "notice_end", "obtained_date",
            "opposition_date", "opposition_time", "proof_end", "reason", "notices_list", "recipients_list", "reference",
            "published",
            "request_date", "salutation", "scoring_criteria", "signer_name", "site", "source_full", "supplier",
        )
    ),
    conditions=frozenset(
        (
            "address_removed", "agency_phone", "backups", "calls", "consent_proof", "contract", "corrections",
            "delivered", "request_kept", "erased", "erased_before", "erasure", "free_estimate", "kept", "letter_ref",
            "notice_hash", "opposition", "paid_estimate", "opposition_match", "property_kept", "recipients",
            "reference", "request_date", "scoring", "supplier", "told",
        )
    ),
    choices=frozenset(),
)  # fmt: skip


class ReplyMessage(Struct, frozen=True):
    """A message. ``subject``: one line, without « Objet »; ``blocks``: the lines under it; ``version``: of the text."""

    subject: str
    blocks: tuple[Block, ...]
    version: str

    @property
    def body(self) -> str:
        """The lines under the subject, with a blank line between paragraphs."""
        return "\n".join(("\n" if block.opens and at else "") + block.text for at, block in enumerate(self.blocks))

    @property
    def text(self) -> str:
        """The whole message, beginning with its subject."""
        return f"{_SUBJECT}{self.subject}\n\n{self.body}\n"


def message(name: str, values: Mapping[str, str], conditions: Mapping[str, bool]) -> ReplyMessage:
    """Return the message ``name``, one of :data:`NAMES`. A condition that is not given is false; no
    number that costs more than an ordinary call is printed. Raises UserError
    FIELD_MISSING for a printed field that is empty."""
    may_call = call_cost(values.get("agency_phone", "")).may_be_asked
    known = dict.fromkeys(VOCABULARY.conditions, False) | {"agency_phone": may_call, **conditions}
    subject, *blocks = _text(name).fill(Context(values, known))
    return ReplyMessage(subject.text.removeprefix(_SUBJECT), tuple(_ended(blocks)), name)


def _ended(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks where the last item of a list ends with a full stop, whichever items are printed."""
    for block, after in zip_longest(blocks, blocks[1:]):
        *before, last = block.runs
        if block.text.startswith("– ") and block.text.endswith(_GOES_ON) and not (after and after.text[:2] == "– "):
            block = Block((*before, Run(last.text.removesuffix(_GOES_ON) + ".", last.bold)), block.opens)
        yield block


@cache
def _text(name: str) -> Template:
    return parse(resource("letters", f"replies/{name}.txt").read_text(encoding="utf-8"), VOCABULARY)
