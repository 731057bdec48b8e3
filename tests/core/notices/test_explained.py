"""Where each sentence of a letter comes from: no printed sentence without its voucher, none with another's."""

from core.base.records import replace
from core.model.letter import LetterTexts
from core.notices.explained import ExplainedSentence, Voucher, explained
from core.notices.render import render
from tests.core.notices.reading import texts
from tests.core.notices.samples import FACTS, SAMPLES
from tests.tables import table


def said(facts_name: str, words: str) -> ExplainedSentence:
    """Return the one sentence of a letter that holds these words."""
    [sentence] = [one for one in explained(SAMPLES[facts_name]) if words in one.text.replace("\u202f", " ")]
    return sentence


@table(
    "letter, words, voucher, about",
    [
        ("a", "Vous vendez", Voucher.SHEET, "le jour où l’annonce a été vue"),
        ("a", "Votre annonce nous vient", Voucher.SHEET, ""),
        ("a", "Elle est gratuite", Voucher.AGENCY, "la gratuité de vos estimations, le type de bien"),
        ("a", "Vous pouvez vous opposer à tout moment, sans donner", Voucher.LAW, "RGPD, art. 21(2)"),
        ("a", "Votre refus vaut", Voucher.PROGRAM, ""),
        ("a", "nos honoraires sont consultables", Voucher.AGENCY, ""),
        ("a", "Nous n’avons écrit aucune note", Voucher.SHEET, "vos notes"),
        ("d", "Nous cherchons aussi des locataires", Voucher.AGENCY, "vos services de location"),
        ("e", "Aucune réponse ne nous est parvenue", Voucher.SHEET, ""),
        ("e", "seconde lettre", Voucher.PROGRAM, ""),
    ],
)
def test_a_sentence_has_the_fact_it_states_and_whose_word_it_is(
    letter: str, words: str, voucher: Voucher, about: str
) -> None:
    sentence = said(letter, words)
    assert (sentence.voucher, sentence.about) == (voucher, about)


@table("letter", [*"abcdef"])
def test_all_that_a_letter_says_is_explained(letter: str) -> None:
    facts = SAMPLES[letter]
    front, back = ("".join(page.split()) for page in texts(render(facts).pdf)[:2])
    sentences = explained(facts)
    assert len(sentences) > 60
    printed = ["".join(one.text.replace("**", "").split()) for one in sentences]
    assert sum(one in front + back for one in printed) > 0.8 * len(printed)
    origins = [one for one in sentences if one.text.startswith("Votre nom")]
    assert origins and all(one.voucher is Voucher.SHEET for one in origins), "the lines of page 2 are told too"


def test_every_fact_of_a_letter_has_its_words() -> None:
    for facts in SAMPLES.values():
        for one in (facts, replace(facts, english=True)):
            assert all(sentence.text and sentence.voucher.word for sentence in explained(one))


def test_a_letter_of_former_texts_has_nothing_to_tell() -> None:
    assert explained(replace(FACTS, texts=LetterTexts("letter-3", "notice-3"))) == ()
