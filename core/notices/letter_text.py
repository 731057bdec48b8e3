"""The text of a first-contact letter: from the facts of one lead to plain paragraphs, without any layout, and what is
missing before it may be printed, in the user's words; an incomplete letter is refused."""

from core.base.countries import abroad
from core.base.records import Struct
from core.model.letter import Audience, LetterFacts, LetterOrigin, Way, from_person, main_origins
from core.notices.agency_gaps import agency_missing
from core.notices.context import context as values_of
from core.notices.fields import of_a_sign
from core.notices.language import FRENCH
from core.notices.proofs import with_proofs
from core.notices.sources import sources
from core.notices.template import Block, Context
from core.notices.texts import said, template
from core.notices.typed import one_line


class LetterText(Struct, frozen=True):
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


_OF_AN_AD = (Way.FILE, Way.PAGE, Way.MAIL)


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


def context_of(facts: LetterFacts) -> Context:
    """Return the values and facts of the texts of a letter, where its data come from and what the agency says of itself
    included."""
    return with_proofs(facts, sources(facts, values_of(facts)))


def asked(facts: LetterFacts) -> tuple[frozenset[str], Context]:
    """Return the claims of the letter that only the agency can answer and that it did not, and its facts."""
    context = context_of(facts)
    names = (f"letter/{variant(facts)}", "letter/head", "notice/whole")
    return frozenset(claim for name in names for claim in template(name, context).asked(context)), context


def compose(facts: LetterFacts) -> LetterText:
    """Return the whole text of the letter. Raises UserError FIELD_MISSING for a printed field that is empty,
    CLAIM_UNANSWERED."""
    context = context_of(facts)
    values = context.values
    *body, signature = said(f"letter/{variant(facts)}", context)
    return LetterText(
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


def missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return the mentions missing from the agency of this letter: see :func:`agency_missing`."""
    return agency_missing(facts.agency)


def origin_missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return what the letter lacks to say where the data come from (art. 14(2)(f)) and about which property."""
    lacking = _empty(facts, {"property_town": "la commune du bien"})
    lacking += dict.fromkeys(lack for origin in main_origins(facts) for lack in _unsaid(origin))
    if any(origin.audience is Audience.LIMITED and not one_line(origin.condition) for origin in facts.origins):
        lacking.append("qui pouvait voir l’annonce")
    if facts.property not in FRENCH.properties:
        lacking.append("le type de bien")
    if not facts.fields & FRENCH.data.keys():
        lacking.append("la liste des données gardées")
    if not any("address" in (*origin.data, *origin.perhaps) for origin in facts.origins):
        lacking.append("d’où vient l’adresse postale")
    return tuple(lacking)


def _unsaid(one: LetterOrigin) -> list[str]:
    """Return what an origin lacks to be named: of a file its supplier, of an ad its site."""
    lacking = ["le fournisseur du fichier"] if one.way is Way.FILE and not one_line(one.supplier) else []
    return lacking + (["le site de l’annonce"] if one.way in _OF_AN_AD and not one_line(one.site) else [])


def recipient_missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return what the letter lacks for the post to deliver it; abroad a postcode may stand beside the town."""
    if abroad(facts.address, facts.town) is not None:
        return ()
    return tuple(_empty(facts, {"address": "la rue", "postcode": "le code postal", "town": "la commune"}))


def _empty(facts: LetterFacts, names: dict[str, str]) -> list[str]:
    return [label for name, label in names.items() if not one_line(str(getattr(facts, name)))]
