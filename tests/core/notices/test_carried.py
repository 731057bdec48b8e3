"""Each sentence of a paper rests on a recorded fact: the fact taken away, the sentence is not printed, in neither
language (law file, GDPR-15)."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from core.base.records import replace
from core.model.letter import TODAY, LetterFacts, LetterTexts
from core.model.letter_look import LetterLook
from core.notices import replies
from core.notices.consent_form import KINDS, FormFacts, render_form
from core.notices.given_sheet import GivenFacts, render_given
from core.notices.letter_text import compose
from core.notices.sheet import text_of
from core.notices.template import Block
from tests.core.notices.reading import flat, texts
from tests.core.notices.samples import AGENCY, FACTS, FIVE, GIVEN, LONG, PAGE, SAMPLES
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
    (letter, READ_IN, agency(management_card=False), "gérer la location pour vous", "manage the letting for you"),
    (letter, FACTS, agency(vat=""), "TVA FR12", "VAT FR12"),
    (letter, FACTS, agency(insurer_name=""), "Assurance de responsabilité civile", "Professional indemnity insurance"),
    (letter, FACTS, agency(mediator_name=""), "Médiateur de la consommation", "Consumer mediator"),
    (letter, LONG, agency(network_name=""), "membre du réseau", "Agency member of the"),
    (letter, AGENT, agency(commercial_agent=False), "agent commercial, RSAC", "commercial agent, RSAC"),
    (letter, PREPAID, agency(reply_prepaid=False), "C’est sans frais.", "It costs you nothing."),
    (letter, PREPAID, agency(reply_prepaid=False), "sans timbre", "no stamp"),
    (letter, FACTS, agency(short_url=""), "et sur agencedumail.fr/vos-donnees", "and at agencedumail.fr/vos-donnees"),
    (letter, FACTS, origin(reference=""), "(référence REF4)", "(reference REF4)"),
    (letter, FACTS, facts(last_name=""), "Votre annonce nous vient", "Your advertisement comes to us"),
    (letter, FACTS, facts(deal=""), "Vous y proposez une maison", "In it you offer a house"),
    (letter, FIVE, facts(origins=FIVE.origins[:4]), "adresse complétée par nous", "that we completed"),
    (letter, SAMPLES["e"], facts(first_letter=None), "nous vous avons écrit", "we wrote to you"),
    (letter, LONG, agency(representative_contact=""), "Notre représentant dans l’Union", "Our representative in the"),
    (letter, LONG, agency(dpo_contact="", privacy_contact="x"), "Notre délégué à la protection", "Our data protection"),
    (letter, LONG, agency(commercial_agents=False), "nos agents commerciaux", "our commercial agents"),
    (letter, LONG, agency(mail_provider=""), "qui imprime et poste", "who prints and posts"),
    (letter, LONG, agency(software_host=""), "qui héberge notre logiciel", "who hosts our software"),
    (letter, LONG, agency(other_recipients=""), "Aussi : notre cabinet", "Also: notre cabinet"),
    (letter, LONG, agency(transfer_recipient=""), "sortent de l’Union européenne", "leave the European Union"),
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
        assert _spaced(words) not in _spaced(paper(taken(facts)))


@table("abroad, words", [(False, "Répondre à ce que vous nous demandez"), (True, "To answer what you ask of us")])
def test_a_request_is_named_only_when_somebody_asked(abroad: bool, words: str) -> None:
    facts = replace(GIVEN, english=abroad)
    assert words in given(facts) and words not in given(facts, asked="")


UNKNOWN = [
    ("appel non surtaxé", "no premium rate"),
    ("Nous ne notons rien sur votre santé", "We note nothing about your health"),
    ("Rien d’autre.", "Nothing else."),
    ("pas de délégué à la protection", "no data protection officer"),
    ("Sortent-elles de l’Union européenne ?", "Do they leave the European Union?"),
    ("sur nos propres ordinateurs", "on our own computers"),
    ("Nous ne vendons ni ne louons", "We neither sell nor rent"),
    ("Nous n’attribuons aucune note", "We give no score"),
    ("sans motif et sans frais", "without a reason and free of charge"),
    ("ne sont pas vendues", "are not sold"),
    ("acheteur", "buyer"),
    ("locataire", "tenant"),
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


@table(
    "name, condition, words",
    [
        ("access-2", "consent_proof", "la preuve de votre accord"),
        ("access-2", "scoring", "les critères du classement"),
        ("callback-2", "request_date", "demandé le x de vous rappeler"),
        ("estimate-2", "request_date", "demandé le x une estimation"),
        ("wrong-2", "address_removed", "Nous avons retiré votre adresse"),
        ("opposed-2", "erased", "Vos données de prospection sont effacées"),
        ("opposed-2", "supplier", "Nous en avertissons aussi"),
        ("opposed-2", "consent_proof", "La preuve de votre ancien accord"),
        ("erased-2", "notice_hash", "l’empreinte et la date de l’information"),
        ("erased-2", "recipients", "Nous demandons le même effacement"),
        ("erased-2", "calls", "le résultat de nos appels"),
        ("nothing-3", "opposition_match", "de votre opposition du x"),
        ("rectified-1", "recipients", "Nous demandons la même correction"),
        ("restricted-1", "recipients", "Nous demandons la même chose"),
    ],
)
def test_an_answer_says_what_was_done(name: str, condition: str, words: str) -> None:
    values = dict.fromkeys(replies.VOCABULARY.fields, "x")
    done = flat(replies.message(name, values, {"kept": True, condition: True}).text)
    assert words in done
    assert words not in flat(replies.message(name, values, {"kept": True}).text)


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
