"""Each sentence of an answer is a claim: a fact taken away takes its sentence, a line of the table too, and nothing
else stands on the paper (law file, GDPR-15)."""

import re
from collections.abc import Iterable

from core.base.records import replace
from core.base.resources import resource
from core.notices.answers import AnswerLetter, render_answer
from core.notices.claims import claims
from core.notices.context import context_of_agency
from core.notices.replies import NAMES, message
from core.notices.sheet import SheetHead, paper_of
from core.notices.template import Block, Context
from core.notices.texts import PAPERS, text
from tests.core.notices.reading import texts
from tests.core.notices.samples import AGENCY, LONG
from tests.failing import fails_with
from tests.tables import table

CLOSING = "closing-1"
TAKEN = [
    # an answer, a fact of it, what it says with it, and without it
    ("access-4", "consent_proof", "– la preuve de votre accord du consent_date", ""),
    ("access-4", "origins", "– leur origine : source_full", ""),
    ("access-4", "scores", "– les critères du classement des annonces : scoring_criteria", ""),
    ("access-4", "agency_phone", "ou au agency_phone suffit", "agency_email suffit"),
    ("nothing-4", "opposition_match", "de votre opposition du opposition_date", ""),
    ("nothing-4", "erased_before", "des empreintes, sans votre nom, d’un effacement fait le erasure_date", ""),
    ("opposed-4", "letter_ref", "enregistrée (référence letter_ref)", ""),
    ("opposed-4", "erased", "Vos données de prospection sont effacées.", ""),
    ("opposed-4", "supplier", "Nous en avertissons aussi : supplier.", ""),
    ("opposed-4", "consent_proof", "La preuve de votre ancien accord", ""),
    ("opposed-4", "agency_phone", "dites-le-nous : agency_phone, agency_email", "dites-le-nous : agency_email"),
    ("erased-4", "property_kept", "De l’annonce, nous gardons", ""),
    ("erased-4", "kept", "Restent, et pourquoi :", ""),
    ("erased-4", "opposition", "– l’empreinte sans nom de votre opposition", ""),
    ("erased-4", "consent_proof", "– la preuve de votre accord", ""),
    ("erased-4", "calls", "– la date et le résultat de nos appels", ""),
    ("erased-4", "request_kept", "– la preuve de ce que vous nous aviez demandé", ""),
    ("erased-4", "contract", "– votre contrat avec nous", ""),
    ("erased-4", "notice_hash", "– l’empreinte et la date notices_list", ""),
    ("erased-4", "recipients", "Nous demandons le même effacement à : recipients_list.", ""),
    ("rectified-2", "corrections", "C’est fait (corrections).", "C’est fait."),
    ("rectified-2", "recipients", "Nous demandons la même correction à", ""),
    ("restricted-2", "recipients", "Nous demandons la même chose à", ""),
    ("refused-4", "agency_phone", "au agency_phone ou à agency_email", "suffit, à agency_email"),
    ("doubt-4", "opposition", "Votre refus, lui, est déjà enregistré.", "Pour refuser nos propositions, rien de cela"),
    ("estimate-4", "request_date", "demandé le request_date une", "demandé une"),
    ("estimate-4", "free_estimate", "Elle est gratuite et sans engagement.", "Elle est payante"),
    ("estimate-4", "agency_phone", "par écrit, ou appelez-nous au agency_phone.", "par écrit."),
    ("callback-4", "request_date", "demandé le request_date de", "demandé de"),
    ("callback-4", "agency_phone", "nous appeler au agency_phone, ou nous indiquer", "Vous pouvez nous indiquer"),
    ("wrong-4", "address_removed", "Nous avons retiré votre adresse", ". Votre adresse ne servira plus"),
    ("wrong-4", "agency_phone", "au agency_phone ou à agency_email", "suffit, à agency_email"),
    ("recipient-erasure-3", "erased", "Nous l’avons fait chez nous.", ""),
    ("recipient-letter-2", "erasure", "nous a demandé d’effacer", "s’est opposé à notre prospection"),
    ("recipient-objection-3", "delivered", "joindre à chaque livraison", "plus utiliser ses données pour la démarcher"),
    *(
        row
        for kind in ("objection", "erasure", "rectification", "restriction", "mistake")
        for row in (
            (f"recipient-{kind}-3", "delivered", "Vous nous aviez transmis", "Nous vous avions communiqué"),
            (f"recipient-{kind}-3", "reference", "l’annonce reference", "l’annonce, published"),
            (f"recipient-{kind}-3", "site", ", published,", "annonce reference Bonjour"),
        )
    ),
    *(
        (f"recipient-{kind}-3", "reference", "la ligne et la référence vous suffisent", "la ligne vous suffit")
        for kind in ("objection", "erasure", "restriction")
    ),
]  # fmt: skip
ANSWERS = [name for name in NAMES if name != CLOSING]
VALUES = {name: name for name in PAPERS.fields}


def facts_of(name: str) -> frozenset[str]:
    """Return the facts that an answer asks for, by its claims or among their words."""
    shipped = resource("letters", f"replies/{name}.txt").read_text("utf-8")
    needed = {fact for claim in text(f"replies/{name}").claims for fact in claims()[claim].facts}
    return frozenset(needed | set(re.findall(r"\[\[si (\w+)\]\]", shipped)))


def says(name: str, *left_out: str) -> str:
    """Return an answer whose facts are all so, but for those left out."""
    facts = {fact: fact not in left_out for fact in facts_of(name)}
    return spaced(message(name, AGENCY, VALUES, facts).text)


def spaced(words: str) -> str:
    return " ".join(words.replace("\u202f", " ").split())


@table("name, fact, words, otherwise", TAKEN)
def test_a_sentence_leaves_with_its_fact(name: str, fact: str, words: str, otherwise: str) -> None:
    whole, rest = says(name), says(name, fact)
    assert words in whole and words not in rest
    assert otherwise in rest and (not otherwise or otherwise not in whole)


def test_who_was_told_without_a_row_is_shown_the_reference_or_asks() -> None:
    assert "la référence vous suffit pour" in says("recipient-objection-3", "delivered")
    assert "demandez-nous ce qu’il vous faut" in says("recipient-objection-3", "delivered", "reference")


def test_no_fact_is_forgotten() -> None:
    assert {(name, fact) for name in ANSWERS for fact in facts_of(name)} == {(row[0], row[1]) for row in TAKEN}


@table("name", ANSWERS)
@table("some", ["all", "none", "half"])
def test_an_answer_is_its_claims_and_nothing_else(name: str, some: str) -> None:
    """On its paper too: what is left of the pages once the sentences are taken out are the words of its head."""
    facts = {fact: some == "all" or (some == "half" and bool(at % 2)) for at, fact in enumerate(sorted(facts_of(name)))}
    known = context_of_agency(LONG.agency)
    context = Context({**known.values, **VALUES}, {**known.conditions, **facts})
    template = text(f"replies/{name}")
    sentences = [one.text for one in template.sentences(context)]
    made = message(name, LONG.agency, VALUES, facts)
    assert _bare([made.text]) == _bare(sentences)
    paper = paper_of(LONG.agency)
    to, day = ("Madame Lefèvre", "14 RUE DES MURIERS", "49100 ANGERS"), "Angers, le 24 novembre 2026"
    subject = f"Objet\u202f: {made.subject}"
    head = SheetHead(
        look=LONG.look, name=paper.name, contact=paper.contact, recipient=to, date_lines=(day,),
        subjects=(Block.of(subject, bold=True),), mentions=paper.mentions,
    )  # fmt: skip
    pdf = render_answer(AnswerLetter(made, head, paper.foot, "Madame Lefèvre"))
    closing = "Veuillez agréer, Madame Lefèvre, nos salutations distinguées."
    around = [paper.name, *paper.contact, *to, day, subject, paper.mentions.text, paper.foot.text, closing, "Page 1"]
    pages = _bare(texts(pdf))
    for words in sorted(map(_bare, ([part] for part in (*made.body.split("\n"), *around))), key=len, reverse=True):
        pages = pages.replace(words, "")
    assert pages == ""


def _bare(parts: Iterable[str]) -> str:
    """Return words without spaces nor stops: the last item of a list has another."""
    return re.sub(r"[\s;.]+", "", "".join(parts))


@table("name", ANSWERS)
def test_a_line_taken_away_removes_its_sentence(name: str) -> None:
    known = context_of_agency(AGENCY)
    context = Context({**known.values, **VALUES}, {**known.conditions, **dict.fromkeys(facts_of(name), True)})
    template = text(f"replies/{name}")
    whole = template.sentences(context)
    for sentence in whole:
        rest = {key: row for key, row in claims().items() if key != sentence.claim}
        without = template.fill(replace(context, table=rest))
        assert _bare([sentence.text]) not in _bare([block.text for block in without])
    assert template.fill(replace(context, table={})) == ()


@table("name", ["refused-4", "extended-3", "nothing-4"])
def test_an_answer_that_is_a_no_tells_of_the_tribunal(name: str) -> None:
    assert "saisir un tribunal" in says(name) and "CNIL" in says(name)


@table("name", [name for name in ANSWERS if not name.startswith("recipient-")])
@table(
    "phone, printed",
    [
        ("0892 70 12 34", ""),
        ("36 39", ""),
        ("0199001020", "01 99 00 10 20"),
        ("0800001020", "08 00 00 10 20 (appel gratuit)"),
    ],
)
def test_no_answer_prints_a_number_that_costs_more_than_a_call(name: str, phone: str, printed: str) -> None:
    """A company is called as any other."""
    agency = replace(AGENCY, phone=phone)
    values = {field: field for field in PAPERS.fields - {"agency_phone"}}
    facts = dict.fromkeys(facts_of(name) - {"agency_phone"}, True)
    words = message(name, agency, values, facts).text.replace("\u00a0", " ")
    assert (printed in words) if "agency_phone" in facts_of(name) else ("01 99" not in words)
    assert "0892" not in words and "08 92" not in words and "36 39" not in words
    assert "  " not in words and " ." not in words


@table("lacks", ["signer_name", "legal_name", "phone", "email"])
def test_who_writes_is_known(lacks: str) -> None:
    with fails_with("AGENCY_INCOMPLETE"):
        message("form-2", replace(AGENCY, **{lacks: " "}), VALUES, {})  # type: ignore[arg-type]


def test_a_question_without_its_answer_holds_the_estimate() -> None:
    with fails_with("CLAIM_UNANSWERED"):
        message("estimate-4", replace(AGENCY, free_estimate=None), VALUES, {"request_date": True})
