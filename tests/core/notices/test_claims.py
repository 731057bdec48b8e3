"""Each sentence of a paper is a claim: printed by leave of the table alone, while the facts it states are so, in both
languages (law file, GDPR-15)."""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import pytest

from core.base.errors import UserError
from core.base.records import replace
from core.base.resources import resource
from core.model.agency import Agency
from core.model.letter import TODAY, LetterFacts, LetterTexts
from core.model.letter_look import LetterLook
from core.notices import data_page, given_sheet, proof_copy, replies
from core.notices.claims import claims
from core.notices.consent_form import CONSENT, KINDS, FormFacts, render_form
from core.notices.given_sheet import GivenFacts, render_given
from core.notices.letter_text import compose, context_of, variant
from core.notices.render import render
from core.notices.sheet import text_of
from core.notices.template import Block
from core.notices.texts import ENGLISH, FORMER, NAMES, PAPERS, template
from tests.core.notices.reading import flat, texts
from tests.core.notices.samples import AGENCY, FACTS, FIVE, GIVEN, LONG, PAGE, SAMPLES
from tests.failing import fails_with
from tests.tables import table

Change = Callable[[LetterFacts], LetterFacts]
OLD = LetterTexts("letter-2", "notice-2", "consent-1")


def plain(*parts: tuple[Block, ...]) -> str:
    return " ".join(flat(block.text) for part in parts for block in part)


@cache
def letter(facts: LetterFacts) -> str:
    """Return all that a letter says, front and back."""
    sheet = text_of(facts)
    own = sheet.letter
    front = (own.body, own.pointer, own.frame, (sheet.head, sheet.foot, sheet.law), sheet.strip, sheet.reply)
    return plain(*front, own.notice, own.consent, sheet.strip_back)


@cache
def given(facts: LetterFacts, asked: str = "l’estimation") -> str:
    """Return what the information handed over says."""
    [page] = texts(render_given(GivenFacts(facts, "à notre agence", asked)))
    return flat(page)


def agency(**changes: Any) -> Change:
    return lambda facts: replace(facts, agency=replace(facts.agency, **changes))


def facts(**changes: Any) -> Change:
    return lambda of: replace(of, **changes)


def origin(**changes: Any) -> Change:
    return lambda of: replace(of, origins=tuple(replace(one, **changes) for one in of.origins))


GUARANTOR = {"holds_funds": True, "guarantor_name": "Garantie X", "guarantor_address": "Y"}
FUNDS = agency(**GUARANTOR)(FACTS)
AGENT = agency(commercial_agent=True, rsac_town="Angers", rsac_number="987654321")(FACTS)
STORED = agency(mailbox_host="Poste Libre", mailbox_country="France", backup_host="Coffre SA", backup_country="France")(
    LONG
)
POSTED = agency(mail_erasure_days="40")(LONG)
PAID = agency(free_estimate=False)(FACTS)
PREPAID = agency(reply_prepaid=True)(FACTS)
READ_IN = replace(PAGE, deal="rent", agency=replace(AGENCY, management_card=True))
BY_HAND = replace(GIVEN, agency=replace(LONG.agency, privacy_contact="Claire Moreau"))
CARRIED: list[tuple[Callable[[LetterFacts], str], LetterFacts, Change, str, str]] = [
    # whole, what is taken away, then what is no longer said
    (letter, FACTS, agency(holds_funds=None), "Ne reçoit ni ne détient aucun fonds", "Receives and holds no funds"),
    (letter, FACTS, agency(**GUARANTOR), "Ne reçoit ni ne détient aucun fonds", "Receives and holds no funds"),
    (letter, FUNDS, agency(guarantor_name=""), "financière : Garantie X, Y.", "guarantee: Garantie X, Y."),
    (letter, FUNDS, agency(holds_funds=False), "Garantie financière", "Financial guarantee"),
    (letter, READ_IN, agency(management_card=False), "« Gestion immobilière »", "“Gestion immobilière”"),
    (letter, READ_IN, agency(manages=None), "gérons des locations", "manage lettings"),
    (letter, READ_IN, agency(lets=None), "cherchons aussi des locataires", "also look for tenants"),
    (letter, FACTS, agency(vat=""), "TVA FR12", "VAT FR12"),
    (letter, FACTS, agency(insurer_name=""), "Assurance de responsabilité civile", "Professional indemnity insurance"),
    (letter, FACTS, agency(mediator_name=""), "Médiateur de la consommation", "Consumer mediator"),
    (letter, LONG, agency(network_name=""), "membre du réseau", "Agency member of the"),
    (letter, AGENT, agency(commercial_agent=False), "agent commercial, RSAC", "commercial agent, RSAC"),
    (letter, PREPAID, agency(reply_prepaid=False), "C’est gratuit.", "It is free. One"),
    (letter, PREPAID, agency(reply_prepaid=False), "sans timbre", "no stamp"),
    (letter, FACTS, agency(page_online=None), "et sur agencedumail.fr/vos", "and on agencedumail.fr/vos"),
    (letter, FACTS, origin(reference=""), "(référence REF4)", "(reference REF4)"),
    (letter, FACTS, facts(last_name=""), "Votre annonce nous vient", "Your advertisement comes from"),
    (letter, FACTS, facts(deal=""), "Vous vendez une maison", "You are selling a house"),
    (letter, FIVE, facts(origins=FIVE.origins[:4]), "adresse complétée par nous", "that we completed"),
    (letter, SAMPLES["e"], facts(first_letter=None), "vous a écrit au sujet", "wrote to you about"),
    (letter, LONG, agency(representative_contact=""), "Notre représentant dans l’Union", "Our representative in the"),
    (letter, LONG, agency(dpo_contact="", privacy_contact="x"), "Notre délégué à la protection", "Our data protection"),
    (letter, LONG, agency(commercial_agents=False), "nos agents commerciaux", "our commercial agents"),
    (letter, LONG, agency(mail_provider=""), "qui imprime et poste", "who prints and posts"),
    (letter, STORED, agency(mailbox_host=""), "Poste Libre, qui héberge notre", "Poste Libre, who hosts our mail"),
    (letter, STORED, agency(backup_host=""), "Coffre SA, qui garde nos sauvegardes", "Coffre SA, who stores our"),
    (letter, POSTED, agency(mail_erasure_days=""), "efface votre adresse 40 jours", "erases your address 40"),
    (letter, POSTED, agency(mail_provider=""), "et efface votre adresse", "and erases your address"),
    (letter, LONG, agency(software_host=""), "qui héberge notre logiciel", "who hosts our software"),
    (letter, LONG, agency(other_recipients=""), "Aussi : notre cabinet", "Also: notre cabinet"),
    (letter, LONG, agency(transfer_recipient=""), "Elles sortent de l’Union", "They leave the European Union"),
    (letter, FACTS, agency(sends_abroad=None), "Sortent-elles de l’Union européenne ? Non", "Union? No, as far"),
    (letter, FACTS, agency(mail_provider="Poste"), "d’après ce que nous avons", "as far as we have"),
    (letter, FACTS, agency(has_dpo=None), "pas de délégué à la protection", "no data protection officer"),
    (letter, POSTED, agency(commercial_agents=False), ", nos agents commerciaux, ", ", our commercial agents, "),
    (letter, LONG, agency(software_host=""), ", et Hébergement Sécurisé", ", and Hébergement Sécurisé"),
    (letter, facts(noted=True)(FACTS), facts(noted=False), "la copie.", "a copy of it"),
    (letter, FACTS, agency(software_host="Nuage", software_host_country="France"), "nos propres", "own computers"),
    (letter, FACTS, agency(software_place=""), "sur nos propres ordinateurs", "on our own computers"),
    (letter, FACTS, agency(sells_data=None), "Nous ne vendons ni ne louons", "We neither sell nor rent"),
    (letter, FACTS, agency(scores=None), "Nous n’attribuons aucune note", "We give no score"),
    (letter, FACTS, agency(free_estimate=None), "gratuite et sans engagement", "free and without obligation"),
    (letter, FACTS, agency(free_estimate=False), "souhaite une estimation écrite,", "like a written valuation,"),
    (letter, PAID, agency(free_estimate=True), "avis écrit, payant, par courrier", "like a paid opinion, by post"),
    (letter, facts(deal="rent")(PAID), agency(free_estimate=True), "payant sur le loyer", "paid opinion of the"),
    (letter, facts(deal="")(PAID), agency(free_estimate=True), "avis écrit, payant, par", "a paid opinion, by post"),
    (letter, FACTS, agency(any_day=None), "quand cela vous arrange", "when it suits you"),
    (letter, FACTS, agency(comparables=""), "avec les ventes récentes", "with the recent sales"),
    (letter, FACTS, agency(phone="0892 70 12 34"), "ou appelez-moi au", "or call me on"),
    (letter, FACTS, agency(objection_phone="3639"), "», le 01", "object”, +33"),
    (letter, FACTS, facts(ad_seen=None), "Vous vendez une maison", "You are selling a house"),
    (letter, FACTS, facts(noted=True), "aucune note sur vous", "no note about you"),
    (letter, FACTS, facts(ad_columns=frozenset({"site", "town"})), "référence, titre", "reference, title"),
    (letter, LONG, agency(scoring_criteria=""), "classe les annonces", "ranks the advertisements"),
    (letter, FACTS, facts(origins=PAGE.origins), "vous opposez, nous en avertissons", "If you object, we tell"),
    (letter, LONG, facts(consent_channels=()), "Vous avez accepté d’être contacté", "You have agreed to be contacted"),
    (letter, LONG, facts(fields=FACTS.fields), "une courte note", "a short note"),
    (letter, LONG, facts(fields=LONG.fields - {"calls"}), "échanges, la date et le", "exchanges, the date and"),
    (letter, FACTS, origin(audience=None), "visible par tous sur internet", "seen by everyone on the internet"),
    (letter, LONG, agency(caller_third_party=""), "qui appelle en son nom", "who calls in its name"),
    (given, BY_HAND, agency(dpo_contact=""), "Notre délégué à la protection", "Our data protection officer"),
    (given, BY_HAND, agency(software_host=""), "qui héberge notre logiciel", "who hosts our software"),
    (given, BY_HAND, agency(mail_provider=""), "qui imprime et poste", "who prints and posts"),
    (given, BY_HAND, agency(transfer_recipient=""), "sortent de l’Union européenne", "leave the European Union"),
    (given, BY_HAND, agency(scoring_criteria=""), "classe les annonces", "ranks the advertisements"),
    (given, BY_HAND, facts(reference=""), "référence K7P-4MD", "reference K7P-4MD"),
]  # fmt: skip
"""A paper, facts that carry a sentence, the one taken away, and the sentence in each language."""


@table("paper, whole, taken, french, english", CARRIED)
def test_a_sentence_leaves_with_its_fact(
    paper: Callable[[LetterFacts], str], whole: LetterFacts, taken: Change, french: str, english: str
) -> None:
    for words, abroad in ((french, False), (english, True)):
        facts = replace(whole, english=abroad)
        assert _spaced(words) in _spaced(paper(facts)), "the control: the fact is there, and the sentence too"
        assert _spaced(words) not in _spaced(printed_or_held(paper, taken(facts)))


def printed_or_held(paper: Callable[[LetterFacts], str], facts: LetterFacts) -> str:
    """Return what a paper says, nothing while it is held for an answer of the agency."""
    try:
        return paper(facts)
    except UserError as held:
        assert held.code == "CLAIM_UNANSWERED"
        return ""


@table("abroad, words", [(False, "Répondre à ce que vous nous demandez"), (True, "To answer what you ask of us")])
def test_a_request_is_named_only_when_somebody_asked(abroad: bool, words: str) -> None:
    facts = replace(GIVEN, english=abroad)
    assert words in given(facts) and words not in given(facts, asked="")


UNKNOWN = [
    ("appel non surtaxé", "no premium rate"),
    ("Nous ne notons rien sur votre santé", "We note nothing about your health"),
    ("Rien d’autre.", "Nothing else."),
    ("sans motif et sans frais", "without a reason and free of charge"),
    ("ne sont pas vendues", "are not sold"),
    ("acheteur", "buyer"),
    ("rien ne presse", "no hurry"),
    ("ne l’ai pas cherché", "have not looked for it"),
    ("nous n’en notons aucune", "we note none"),
    ("Vous n’avez pas répondu", "You did not reply"),
]
"""What the former texts said and nobody had established."""


@table("french, english", UNKNOWN)
def test_what_nobody_established_is_not_printed(french: str, english: str) -> None:
    for words, abroad in ((french, False), (english, True)):
        assert any(words in one for one in _letters(abroad, OLD)), "the control: the former texts said so"
        assert not [one for one in (*_letters(abroad, TODAY), *_others(abroad)) if words in one]


@cache
def _letters(abroad: bool, texts: LetterTexts) -> tuple[str, ...]:
    return tuple(_spaced(letter(replace(facts, english=abroad, texts=texts))) for facts in SAMPLES.values())


@cache
def _others(abroad: bool) -> tuple[str, ...]:
    look = LetterLook(consent_form=True)
    coupon = plain(compose(replace(FACTS, english=abroad, look=look)).consent)
    made = map(partial(FormFacts, AGENCY, english=abroad), KINDS if not abroad else ("counter",))
    forms = (" ".join(texts(render_form(one).pdf)) for one in made)
    return tuple(map(_spaced, (coupon, given(replace(GIVEN, english=abroad)), *forms)))


def _spaced(words: str) -> str:
    return flat(words).replace("\u202f", " ")


# --- The table itself

TEMPLATES = [name for name in (*NAMES, *ENGLISH) if name.removeprefix("en/").partition("/")[0] not in FORMER]


def claims_of(name: str) -> list[str]:
    """Return the claims of a shipped text, in order."""
    return re.findall(r"\[\[c ([\w-]+)\]\]", resource("letters", f"{name}.txt").read_text("utf-8"))


def test_each_sentence_has_its_line_and_each_line_its_sentence_in_both_languages() -> None:
    both = (*TEMPLATES, given_sheet.VERSION, data_page.VERSION, CONSENT)
    french = (*(f"replies/{name}" for name in replies.NAMES), *sum(KINDS.values(), ()), proof_copy.VERSION)
    used = {claim for name in (*both, *french) for claim in claims_of(name)}
    assert used == set(claims())
    for name in both:
        bare = name.removeprefix("en/")
        assert claims_of(bare) == claims_of(f"en/{bare}"), name


@table("name", list(claims()))
def test_a_line_says_what_is_printed_otherwise_and_by_whose_word(name: str) -> None:
    claim = claims()[name]
    assert claim.needs or claim.why, "a sentence without a fact says what makes it true"
    assert claim.without in ("", "ask") or claim.without in claims()
    for fact in claim.facts:
        assert fact in PAPERS.conditions
    if claim.without == "ask":
        assert any(context_of(replace(FACTS, agency=Agency())).conditions[fact] is None for fact in claim.facts)


PARTS = ("subject", "head", "foot", "pointer", "frame", "strip", "strip-reply", "strip-back", "strip-law")


def parts_of(facts: LetterFacts) -> list[str]:
    """Return the names of the texts of a letter."""
    return [f"letter/{variant(facts)}", *(f"letter/{part}" for part in PARTS), "notice/whole"]


@table("name", [*SAMPLES])
def test_a_line_taken_away_removes_its_sentence(name: str) -> None:
    facts = SAMPLES[name]
    context = context_of(facts)
    for part in parts_of(facts):
        whole = template(part, context).sentences(context)
        for one in whole:
            without = replace(context, table={key: row for key, row in claims().items() if key != one.claim})
            rest = template(part, without).sentences(without)
            assert [other for other in whole if other.claim != one.claim] == list(rest)
            texts = " ".join(block.text for block in template(part, without).fill(without))
            assert rest or not texts.strip(), "nothing is printed outside a claim"


@table("name", [*SAMPLES])
def test_every_word_of_the_paper_is_a_claim_or_a_label(name: str) -> None:
    """What is left of both pages once each sentence of the table is taken out: names, addresses, labels."""
    facts = SAMPLES[name]
    sheet, context = text_of(facts), context_of(facts)
    pages = "".join("".join(page.split()) for page in texts(render(facts).pdf))
    sentences = [one.text for part in parts_of(facts) for one in template(part, context).sentences(context)]
    lines = [line for group in context.lines.values() for line in group]
    typed = [*sheet.contact, *sheet.recipient, *sheet.sender, *sheet.date_lines, facts.agency.name]
    labels = [sheet.tongue.words[word] for word in LABELS]
    known = [*sentences, *lines, *typed, *labels, sheet.foot.runs[-1].text]
    known += [word.format(reference=facts.reference, sender="") for word in labels]
    for words in sorted({re.sub(r"[\s…]+", "", one.lstrip("# ")) for one in known}, key=len, reverse=True):
        pages = pages.replace(words, "") if words else pages
    assert pages == ""


LABELS = ("oppose", "reply", "of_reference", "prepaid", "overleaf", "reserved", "received", "scan")
"""Words around the texts, which state nothing."""


# --- The facts, by hand

BY_HAND_FACTS = {
    "a": {"open", "idea-price", "offer", "offer-free", "offer-keep", "step-phone", "closing-wish"},
    "b": {"no-name", "no-name-offer", "idea-price", "offer", "step-phone", "not-yours", "closing-neutral"},
    "c": {"neutral", "neutral-offer", "neutral-keep", "step-phone", "fees-neutral", "closing-neutral"},
    "d": {"open-rent", "idea-rent", "rent-offer", "rent-free", "rent-both", "step-phone", "closing-neutral"},
    "e": {"second-first", "second-silence", "second-last", "second-sale", "second-phone", "second-leave"},
    "f": {"neutral", "untold-offer", "untold-keep", "step-phone", "fees-untold", "closing-neutral"},
    "sign": {"neutral", "neutral-offer", "step-phone"},
    "long": {"open", "idea-floor", "offer", "offer-free", "offer-flat", "step-phone"} - {"offer-free"},
}
"""Letter → some of what it says, from its facts."""
PAGE_TWO = {
    "a": {
        "who-no-dpo",
        "no-note",
        "own-software",
        "not-sold",
        "not-abroad",
        "no-scores",
        "machine-checks",
        "may-agree",
    },
    "long": {"who-dpo", "abroad", "scores", "agreed", "seen-others", "who-representative", "note"},
}
NEVER = {
    "a": {"who-dpo", "who-contact", "abroad", "scores", "agreed", "note", "open-old", "offer-paid", "step-mail"},
    "long": {"who-no-dpo", "who-contact", "not-abroad", "no-scores", "may-agree", "own-software", "not-sold"},
}


@table("name", [*BY_HAND_FACTS])
def test_what_each_letter_says_by_its_facts(name: str) -> None:
    facts = SAMPLES[name]
    context = context_of(facts)
    says = {one.claim for part in parts_of(facts) for one in template(part, context).sentences(context)}
    assert says >= BY_HAND_FACTS[name] | PAGE_TWO.get(name, set())
    assert not says & NEVER.get(name, set())


ANSWERED = ("holds_funds", "has_dpo", "sends_abroad", "scores", "sells_data", "free_estimate", "lets", "manages")


@table(
    "silent, name",
    [(silent, name) for silent in range(2 ** len(ANSWERED)) if silent % 7 == 1 for name in ("a", "d", "e")],
)
def test_not_answered_never_reads_as_no(silent: int, name: str) -> None:
    """Any set of questions left unanswered: no sentence that needs a no, no empty field, and the letter is held for
    those without which it may not leave."""
    left = {fact: None for at, fact in enumerate(ANSWERED) if silent >> at & 1}
    facts = replace(SAMPLES[name], agency=replace(AGENCY, **left))  # type: ignore[arg-type]
    context = context_of(facts)
    for part in parts_of(facts):
        for one in template(part, context).sentences(context):
            assert not {f"!{fact}" for fact in left} & set(claims()[one.claim].needs)
            assert one.text.strip() and "None" not in one.text
    if {"holds_funds", "sends_abroad", "scores", "free_estimate"} & set(left):
        with pytest.raises(UserError) as held:
            render(facts)
        assert held.value.code in ("CLAIM_UNANSWERED", "AGENCY_INCOMPLETE")


HOSTED = {"software_place": "host", "software_host": "Nuage"}


@table(
    "changes, code",
    [
        ({"sends_abroad": None}, "CLAIM_UNANSWERED"),
        (
            {"software_place": "host", "software_host": "Nuage", "software_host_country": "États-Unis"},
            "CLAIM_UNANSWERED",
        ),
        ({"software_place": "host", "software_host": "Nuage", "software_host_country": ""}, "CLAIM_UNANSWERED"),
        ({"software_place": "host", "software_host": "Nuage", "software_host_country": "Irlande"}, ""),
        (
            {"software_place": "own", "software_host": "Nuage", "software_host_country": "États-Unis"},
            "CLAIM_UNANSWERED",
        ),
        ({"mail_provider": "Imprimeur", "mail_provider_country": "Suisse"}, "CLAIM_UNANSWERED"),
        ({"mail_provider": "Imprimeur", "mail_provider_country": "France"}, ""),
        ({"mailbox_host": "Courriel Inc.", "mailbox_country": "États-Unis"}, "CLAIM_UNANSWERED"),
        ({"backup_host": "Coffre SA", "backup_country": ""}, "CLAIM_UNANSWERED"),
        ({"backup_host": "Coffre SA", "backup_country": "Irlande"}, ""),
        ({"has_dpo": None, "sells_data": None, "any_day": None, "objection_phone": "", "software_place": ""}, ""),
        ({"lets": None, "manages": None}, ""),
        ({"scoring_criteria": "leur date"}, "CLAIM_UNANSWERED"),
        ({"transfer_recipient": "Nuage", "transfer_country": "Suisse", "transfer_safeguard": "x"}, "CLAIM_UNANSWERED"),
    ],
)
def test_what_holds_a_letter(changes: dict[str, Any], code: str) -> None:
    facts = replace(FACTS, agency=replace(AGENCY, **changes))
    if code:
        with fails_with(code):
            render(facts)
    else:
        assert render(facts).pages == 2


@table(
    "lets, manages, code",
    [(None, None, "CLAIM_UNANSWERED"), (False, None, "CLAIM_UNANSWERED"), (False, False, "RENT_NOT_SERVED")],
)
def test_a_rental_letter_offers_something(lets: bool | None, manages: bool | None, code: str) -> None:
    with fails_with(code):
        render(replace(FACTS, deal="rent", agency=replace(AGENCY, lets=lets, manages=manages)))


def test_a_note_on_a_private_matter_holds_the_letter() -> None:
    with pytest.raises(UserError, match="la famille") as held:
        render(replace(FACTS, noted=True, private_note="« fille » (la famille)"))
    assert held.value.code == "NOTE_PRIVATE"
