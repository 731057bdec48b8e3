"""The text of a first-contact letter: from the facts of one lead to plain paragraphs, without any layout."""

from core.base.records import Struct
from core.model.letter import LetterFacts, from_person
from core.notices.agency_gaps import agency_missing
from core.notices.context import context as values_of
from core.notices.fields import of_a_sign
from core.notices.gaps import missing, origin_missing, recipient_missing
from core.notices.sources import sources
from core.notices.template import Block
from core.notices.texts import said
from core.notices.typed import one_line

__all__ = ["Letter", "agency_missing", "compose", "missing", "origin_missing", "recipient_missing", "variant"]


class Letter(Struct, frozen=True):
    """The parts of one letter in reading order. ``typed``: the values that came from a person's keyboard or a file."""

    reference: str
    agency_name: str
    body: tuple[Block, ...]
    signature: Block
    pointer: tuple[Block, ...]
    frame: tuple[Block, ...]
    notice: tuple[Block, ...]
    consent: tuple[Block, ...]
    typed: tuple[str, ...]


def variant(facts: LetterFacts) -> str:
    """Return which letter to use: e for a reminder, d for a rental, f when nobody knows whether the property is for
    sale or to let, c (neutral) by default and where only a sign was seen, b without a name, else a.

    The neutral letter takes precedence over the one without a name: a private matter in the listing must never be
    repeated.
    """
    if facts.first_letter is not None:
        return "e"
    if facts.deal == "rent":
        return "d"
    if facts.deal != "sale":
        return "f"
    if facts.sensitive or from_person(facts) or (of_a_sign(facts) and one_line(facts.last_name)):
        return "c"
    return "a" if one_line(facts.last_name) else "b"


def compose(facts: LetterFacts) -> Letter:
    """Return the whole text of the letter. Raises UserError FIELD_MISSING for a printed field that is empty."""
    context = sources(facts, values_of(facts))
    values = context.values
    *body, signature = said(f"letter/{variant(facts)}", context)
    return Letter(
        reference=facts.reference,
        agency_name=values["agency_name"],
        body=tuple(body),
        signature=signature,
        pointer=said("letter/pointer", context),
        frame=said("letter/frame", context),
        notice=said("notice/whole", context),
        consent=said("consent", context),
        typed=(*values.values(), facts.first_name, facts.last_name, facts.civility),
    )
