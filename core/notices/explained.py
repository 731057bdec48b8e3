"""Where each sentence of a letter comes from: the fact that it states, and whose word it is true by."""

import re
from collections.abc import Iterator, Mapping

from core.base.i18n import N_, _
from core.base.records import Struct
from core.base.worded import WordedEnum
from core.model.letter import LetterFacts
from core.notices.claims import Claim
from core.notices.context import context_of_agency
from core.notices.letter_text import context_of, variant
from core.notices.texts import template
from core.words.agency_questions import QUESTIONS

EXPLAIN = N_("D’où vient chaque phrase")
_PARTS = ("head", "subject", "", "pointer", "frame", "strip", "strip-reply", "foot")
"""The parts of page 1 as they are read; "": the letter itself."""
_LAW = re.compile(r"(?:RGPD|C\. consom\.), art\.[^;:]*")
_WHOSE: Mapping[str, str] = {
    "sheet": r"fiche|dans la base|origine|postée|REMINDER_ANSWERED|rien ne le dit|GDPR-12",
    "agency": r"agence (?:a dit|l’a)|par l’agence|AGENCY_INCOMPLETE",
    "law": r"^(?:RGPD|C\. consom\.), art|^law/bases",
    "program": "",
}
"""Whose word → what why a claim is true then says: the first that fits."""


class Voucher(WordedEnum):
    """By whose word a sentence is true."""

    AGENCY = "agency", N_("Dit ou choisi par votre agence")
    SHEET = "sheet", N_("Dans la fiche")
    LAW = "law", N_("La loi le demande")
    PROGRAM = "program", N_("Le programme s’y tient")


class ExplainedSentence(Struct, frozen=True):
    """A sentence as it is printed, by whose word it is true, and what that is about, in the language of the screen:
    the facts it states, or the articles; empty when its words say it all."""

    text: str
    voucher: Voucher
    about: str


_DEAL, _LETTINGS, _CLOSING = N_("vente ou location"), QUESTIONS["serves_lettings"], N_("la formule choisie")
_FACTS: Mapping[str, str] = {
    **QUESTIONS, "address_completed": N_("une adresse trouvée par l’agence"), "consent": N_("un accord"),
        "flat": N_("le type de bien"), "listing": N_("l’annonce"), "named": N_("le nom"), "noted": N_("vos notes"),
        "plain_opening": N_("l’annonce lue"), "recent": N_("le jour où l’annonce a été vue"), "rent": _DEAL,
        "sale": _DEAL, "untold": _DEAL, "sign": N_("le panneau"), "supplier": N_("le fournisseur"),
        "closing_formal": _CLOSING, "closing_wish": _CLOSING, "idea_own": N_("le choix du paragraphe"),
        "proofs": N_("ce que vous dites de vous"), "serves_both": _LETTINGS, "serves_lets": _LETTINGS,
        "serves_manages": _LETTINGS, "own_software": N_("où sont les données du programme"),
        "sells_data": N_("la vente des données"), "has_dpo": N_("votre délégué"), "step_phone": N_("votre téléphone"),
        "reply_prepaid": N_("l’enveloppe retour"), "other_recipients": N_("les autres destinataires"),
        "insurer": N_("votre assurance"), "mediator": N_("votre médiateur"), "vat": N_("votre numéro de TVA"),
        "independent_member": N_("votre réseau"), "representative": N_("votre représentant"),
        "commercial_agent": N_("le statut de qui signe"),
}  # fmt: skip
"""Fact of a claim → what it is, in the words of the screen."""
_CHOSEN = ("closing_formal", "closing_wish", "idea_own", "proofs", "serves_both", "serves_lets", "serves_manages")
"""Facts of the agency that only a letter has."""


def explained(facts: LetterFacts) -> tuple[ExplainedSentence, ...]:
    """Return each sentence of page 1, then of page 2, in order, once; none of a letter whose texts of then have no
    claims. Raises UserError FIELD_MISSING."""
    return tuple(dict.fromkeys(_explained(facts)))


def _explained(facts: LetterFacts) -> Iterator[ExplainedSentence]:
    context, of_agency = context_of(facts), {*context_of_agency(facts.agency).conditions, *_CHOSEN}
    names = [f"letter/{part or variant(facts)}" for part in _PARTS]
    for name in (*names, "notice/whole"):
        # The subject is written twice, the second time shorter, for a letter without room.
        most = 1 if name.endswith("subject") else None
        for sentence in template(name, context).sentences(context)[:most]:
            claim = context.table[sentence.claim]
            if sentence.text:
                voucher = _voucher(claim, of_agency)
                articles = _LAW.findall(claim.why) if voucher is Voucher.LAW else ()
                about = dict.fromkeys(_(_FACTS[fact]) for fact in claim.facts) or map(str.strip, articles)
                yield ExplainedSentence(sentence.text, voucher, ", ".join(about))


def _voucher(claim: Claim, of_agency: set[str]) -> Voucher:
    """Return by whose word a claim is true: what it needs tells, else why it is true of all."""
    if claim.facts:
        return Voucher.SHEET if of_agency.isdisjoint(claim.facts) else Voucher.AGENCY
    return next(Voucher(name) for name, says in _WHOSE.items() if re.search(says, claim.why))
