"""The printed letter, read back from the PDF: what the law wants is on the page it must be on, and nothing is lost."""

import io
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from core.base.errors import Cancelled
from core.base.records import replace
from core.model.letter import TODAY, LetterDocument, main_origins
from core.model.letter_look import LetterLook
from core.notices.canvas import PAGE_HEIGHT, PAGE_WIDTH
from core.notices.render import render
from core.notices.sheet import text_of
from core.notices.template import Block
from tests.core.notices.reading import batch, pages
from tests.core.notices.samples import FACTS, SAMPLES
from tests.tables import table

FORM = replace(FACTS, look=LetterLook(consent_form=True))


@cache
def printed(name: str) -> tuple[LetterDocument, list[str]]:
    document = render(FORM if name == "form" else SAMPLES[name])
    return document, pages(document)


def every_word_composed_is_printed(name: str) -> None:
    found = text_of(SAMPLES[name])
    letter = found.letter
    first, notice = printed(name)[1]
    for block in (*letter.body, *letter.pointer, *letter.frame, found.head, *found.strip, *found.reply, found.law):
        assert_printed(block, first)
    for line in (*found.recipient, *found.date_lines, f"{found.signer}, {found.role}"):
        assert_printed(Block.of(line), first)
    for block in (*letter.notice[:-1], found.foot, *found.strip_back):
        assert_printed(block, notice)


def test_the_form_of_agreement_leaves_with_the_letter_when_the_agency_says_so() -> None:
    document, texts = printed("form")
    assert document.pages == len(texts) == 3
    assert document.versions[2] == "consent-3" not in printed("a")[0].versions
    for block in text_of(FORM).letter.consent:
        assert_printed(block, texts[2])


def assert_printed(block: Block, page: str) -> None:
    """Blanks are drawn as rules and a long line is wrapped, so the words are compared without spaces or dots."""
    wanted = re.sub(r"[\s…]+|^# ", "", block.text.removeprefix("# "))
    assert wanted in re.sub(r"\s+", "", page), block.text


def nothing_of_the_template_language_is_left(name: str) -> None:
    for page in printed(name)[1]:
        assert not re.search(r"[{}]|\[\[|\]\]|\*\*|non renseigné", page)


@table(
    "page, words",
    [
        (0, "Fichier Immo Conseil, qui dit l’avoir relevée sur PAP le 20 novembre 2026 (référence REF4)"),
        (0, "Madame Hélène Lefèvre 14 RUE DES MURIERS 49100 ANGERS"),
        (0, "Angers, le 24 novembre 2026"),
        (0, "Référence K7P-4MD"),
        (0, "SARL au capital de 10 000 €, RCS Angers 123 456 782. Carte"),
        (0, "n° CPI 4901 2018 000 035 711 délivrée par la CCI de Maine-et-Loire, « Transactions"),
        (1, "CCI de Maine-et-Loire : 8 boulevard du Roi-René"),
        (0, "Ne reçoit ni ne détient aucun fonds"),
        (0, "Objet : proposition commerciale, estimation d’une maison à Angers"),
        (1, f"Textes {TODAY.letter} et {TODAY.notice}, faits "),
    ],
)
def test_source_identity_and_versions(page: int, words: str) -> None:
    assert words in printed("a")[1][page]


ARTICLE_14 = {
    1: (1, "SARL Agence du Mail, 12 rue du Mail, 49000 Angers, 01 99 00 10 20, contact@agencedumail.fr."),
    2: (1, "pour toute question : Claire Moreau, aux coordonnées ci-dessus."),
    3: (1, "Base légale : notre intérêt légitime."),
    4: (1, "Votre nom, votre adresse postale, votre numéro de téléphone"),
    5: (1, "Les personnes de notre agence chargées de la prospection."),
    6: (1, "Non, d’après ce que nous avons vérifié."),
    7: (1, "au plus tard le 21 novembre 2027, soit 12 mois après leur réception"),
    8: (1, "Cet intérêt est de faire connaître notre métier"),
    9: (1, "Vous pouvez vous opposer à tout moment, sans motif, à notre prospection"),
    10: (1, "vous pouvez retirer cet accord à tout moment"),
    11: (1, "une réclamation à la CNIL"),
    12: (1, "sur PAP le 20 novembre 2026. Cette annonce était visible par tous sur internet."),
    13: (1, "Notre logiciel vérifie que nous avons le droit de vous contacter"),
}
R223_1 = {
    1: "Qui vous appellerait, et pour quoi ? SARL Agence du Mail, 12 rue du Mail",
    2: "Cet accord ne concerne que votre annonce REF4, une maison à Angers",
    3: "Pendant 6 mois à partir de la date écrite ci-dessous, sans jamais dépasser un an.",
    4: "Changer d’avis Vous pouvez retirer cet accord à tout moment",
    5: "Garder la preuve Vous pouvez obtenir gratuitement le document qui prouve votre accord",
}


@table("number", ARTICLE_14)
def test_the_13_elements_of_article_14(number: int) -> None:
    page, words = ARTICLE_14[number]
    assert words in printed("a")[1][page]


@table("number", R223_1)
def test_the_5_mentions_of_the_consent_request(number: int) -> None:
    assert R223_1[number] in printed("form")[1][2]


def test_yes_and_no_weigh_the_same() -> None:
    page = printed("form")[1][2]
    assert "☐OUI, j’accepte" in page and "☐NON, je refuse" in page
    yes, no = (row for block in text_of(FORM).letter.consent[4:6] for row in block.runs[1:2])
    assert yes.bold and no.bold


def the_objection_stands_in_its_own_frame_at_the_size_of_the_letter(name: str) -> None:
    sizes = {_part(text): size for text, size in _sized(name)}
    assert sizes["frame"] >= sizes["body"] >= 10.5


def _part(text: str) -> str:
    return (
        "frame"
        if "Vous pouvez vous opposer à tout moment, sans donner" in text
        else "body"
        if "aimerait" in text or "Je vous écris pour" in text or "vous a écrit" in text
        else ""
    )


@cache
def _sized(name: str) -> list[tuple[str, float]]:
    """The words of the first page, each with its size."""
    found: list[tuple[str, float]] = []

    def visit(text: str, _cm: Any, _tm: Any, _font: Any, size: float) -> None:
        if text.strip():
            found.append((text, size))

    PdfReader(io.BytesIO(printed(name)[0].pdf)).pages[0].extract_text(visitor_text=visit)
    return found


def no_letter_is_smaller_than_legible(name: str) -> None:
    assert min(size for _, size in _sized(name)) >= 7


FORBIDDEN = (
    "j’ai un acheteur",
    "nous avons des clients pour votre bien",
    "urgent",
    "dernière chance",
    "avant qu’il ne soit trop tard",
    "vous avez été sélectionné",
    "suite à notre échange",
    "sauf erreur de ma part",
    "gagnant",
    "deuil",
    "décès",
    "divorce",
    "maladie",
    "dettes",
    "succession",
    "bloctel",
    "opt-in",
)


def forbidden_words_are_absent(name: str) -> None:
    text = " ".join(printed(name)[1]).lower()
    assert [words for words in FORBIDDEN if words in text] == []


OF_EACH = (
    every_word_composed_is_printed,
    nothing_of_the_template_language_is_left,
    the_objection_stands_in_its_own_frame_at_the_size_of_the_letter,
    no_letter_is_smaller_than_legible,
    forbidden_words_are_absent,
)


@table("holds, name", [(holds, name) for name in SAMPLES for holds in OF_EACH])
def test_each_letter_holds_what_it_must(holds: Callable[[str], None], name: str) -> None:
    """In one test: each letter is drawn and read back once, by one of the processes that share the tests."""
    holds(name)


@table("name", [name for name in SAMPLES if "long" not in name])
def test_the_body_is_short(name: str) -> None:
    """150 words, 170 without a name, 25 more with several origins; a telephone counts for one."""
    letter = text_of(SAMPLES[name]).letter
    words = re.findall(r"[^\s]*\w[^\s]*", " ".join(block.text for block in (*letter.body, letter.signature)))
    room = 170 if not SAMPLES[name].last_name else 155 if name == "e rent" else 150
    assert len(words) - 4 <= room + (25 if len(main_origins(SAMPLES[name])) > 1 else 0)


def test_same_facts_same_bytes() -> None:
    again = render(FACTS)
    assert again == printed("a")[0]
    assert render(replace(FACTS, reference="K7P-4ME")).sha256 != again.sha256


def test_the_document_says_what_it_is() -> None:
    document, texts = printed("a")
    reader = PdfReader(io.BytesIO(document.pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Courrier K7P-4MD", "Agence du Mail")
    assert str(reader.root_object["/Lang"]) == "fr-FR"
    assert document.pages == len(texts) == 2
    assert document.versions[:2] == (TODAY.letter, TODAY.notice)
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([PAGE_WIDTH, PAGE_HEIGHT], abs=0.01)
    assert len(document.pdf) < 80_000


def test_every_font_is_embedded() -> None:
    reader = PdfReader(io.BytesIO(printed("a")[0].pdf))
    embedded = [font for page in reader.pages for font in page._get_fonts()[0]]
    loose = [font for page in reader.pages for font in page._get_fonts()[1]]
    assert embedded and not loose and all("SourceSans3" in font for font in embedded)


@table("look, stride", [(LetterLook(), 2), (LetterLook(consent_form=True), 4)])
def test_a_batch_starts_each_letter_on_a_new_sheet(look: LetterLook, stride: int) -> None:
    people = [replace(FACTS, last_name=f"Durand{at}", reference=f"K7P-4M{at}", look=look) for at in range(2, 5)]
    told: list[tuple[int, int]] = []
    document = batch(people, progress=lambda done, total: told.append((done, total)))
    texts = pages(document)
    assert document.pages == len(texts)
    for at in range(3):
        own = texts[stride * at : stride * (at + 1)]
        assert f"Durand{at + 2}" in own[0] and all(f"K7P-4M{at + 2}" in page for page in own[:2])
        assert own[3:] in ([""], [])
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_letter_of_a_batch_is_the_letter_alone() -> None:
    people = [SAMPLES["a"], SAMPLES["long"], SAMPLES["d"]]
    together = pages(batch(people))
    assert together == [page for one in people for page in pages(render(one))]


def test_a_batch_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        batch([FACTS], progress=stop)


def test_an_empty_batch_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        batch([])
