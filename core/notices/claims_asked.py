"""Holds a paper that states what the agency was asked and did not answer."""

from collections.abc import Set

from core.base.french import listed
from core.base.i18n import _
from core.notices.claims import claims
from core.notices.template import Block, Context, Template
from core.words.agency_questions import QUESTIONS
from core.words.errors import error


def refuse_unanswered(held: Set[str], context: Context) -> None:
    """Raise UserError CLAIM_UNANSWERED, with what each question is about, when claims are ``held``."""
    facts = {fact for claim in held for fact in claims()[claim].facts if context.conditions[fact] is None}
    if facts:
        raise error("CLAIM_UNANSWERED", missing=listed([_(QUESTIONS[fact]) for fact in sorted(facts)]))


def filled(text: Template, context: Context) -> tuple[Block, ...]:
    """Return the lines of a paper to print. Raises UserError CLAIM_UNANSWERED, FIELD_MISSING."""
    refuse_unanswered(text.asked(context), context)
    return text.fill(context)
