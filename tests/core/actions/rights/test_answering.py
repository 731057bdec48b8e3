"""The answer to a request on the agency's paper: head, address in the window, subject, closing words, mentions."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from core.actions.common.agency import save_agency
from core.actions.rights import answering, replies, requests
from core.base.errors import UserError
from core.model.request import RequestKind
from core.notices.sheet import name_line
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.files.bases.make import AGENCY
from tests.tables import table

TO = "Madame Hélène Moreau\nRésidence Les Pins, 14 rue des Mûriers\n30700 Uzès"


@pytest.fixture
def asked(store: Store) -> int:
    """A request for a copy, of a known person, to an agency that may write."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    add(store)
    return requests.note(
        store, "01 99 00 12 34", RequestKind.ACCESS, received=NOW.date(), how="letter", by=BY, at=NOW
    ).id


def saved(store: Store, asked: int, out: Path, to: str = TO) -> PdfReader:
    with store.read() as r:
        answering.save_answer(r, replies.letter(r, asked, at=NOW), to, out, at=NOW)
    return PdfReader(BytesIO(out.read_bytes()))


def test_an_answer_is_a_letter_of_the_agency(store: Store, asked: int, tmp_path: Path) -> None:
    reader = saved(store, asked, tmp_path / "reponse.pdf")
    first = " ".join(reader.pages[0].extract_text().split())
    for words in (
        "Madame Hélène Moreau Résidence Les Pins 14 RUE DES MURIERS 30700 UZES",
        "Objet : vos données (demande du 24 novembre 2026)",
        "nos salutations distinguées",
        "Carte professionnelle",
        "CCI",
    ):
        assert words in first, words
    assert reader.metadata is not None and reader.metadata.title is not None
    assert str(reader.root_object["/Lang"]) == "fr-FR"
    assert {"/MarkInfo", "/StructTreeRoot"} <= set(reader.root_object)


def test_the_paper_says_all_that_a_letter_of_the_agency_must(store: Store, asked: int, tmp_path: Path) -> None:
    """The words of the answer, to be copied, ask less of the agency than its paper."""
    save_agency(store, {**AGENCY, "card_number": ""}, by=BY, at=NOW)
    with store.read() as r:
        assert replies.letter(r, asked, at=NOW).text
    with pytest.raises(UserError, match="carte professionnelle") as refused:
        saved(store, asked, tmp_path / "reponse.pdf")
    assert refused.value.code == "AGENCY_INCOMPLETE"
    assert not (tmp_path / "reponse.pdf").exists()


def test_the_window_shows_the_address_of_an_answer_and_nothing_else(store: Store, asked: int, tmp_path: Path) -> None:
    saved(store, asked, out := tmp_path / "reponse.pdf")
    page = pypdfium2.PdfDocument(out)[0].get_textpage()
    millimetre = 72 / 25.4
    seen = page.get_text_bounded(
        90 * millimetre, (297 - 102) * millimetre, 210 * millimetre, (297 - 34) * millimetre
    )  # fmt: skip
    assert [line.strip() for line in seen.splitlines()] == [
        "Madame Hélène Moreau", "Résidence Les Pins", "14 RUE DES MURIERS", "30700 UZES"
    ]  # fmt: skip


@table(
    "to, code",
    [
        ("", "ADDRESS_MISSING"),
        ("Madame Moreau", "ADDRESS_MISSING"),
        (f"{'x' * 60}\n3 rue Haute\n30700 Uzès", "ADDRESS_TOO_LONG"),
        ("王小明\n3 rue Haute\n30700 Uzès", "FONT_MISSING"),
    ],
)
def test_an_address_that_no_envelope_shows_is_refused(
    store: Store, asked: int, tmp_path: Path, to: str, code: str
) -> None:
    out = tmp_path / "reponse.pdf"
    out.unlink(missing_ok=True)
    with pytest.raises(UserError) as refused:
        saved(store, asked, out, to)
    assert refused.value.code == code and not out.exists()


def test_the_address_of_the_sheet_is_proposed(store: Store) -> None:
    lead_id = add(store)
    with store.read() as r:
        assert answering.proposed_address(r, lead_id) == "Madame Hélène Moreau\n14 rue des Mûriers\n30700 Uzès"
        assert answering.proposed_address(r, None) == ""


@table(
    "to, lines",
    [
        (
            "Ms Alice Brown\n12 Baker Street\nLondon NW1 6XE, Royaume-Uni",
            "Ms Alice Brown|12 Baker Street|London NW1 6XE|ROYAUME UNI",
        ),
        (
            "Ms Alice Brown\nFlat 2\n12 Baker Street\nLondon NW1 6XE\nUK",
            "Ms Alice Brown|Flat 2|12 Baker Street|London NW1 6XE|ROYAUME UNI",
        ),
        ("Jean Dupont\n3 rue Haute\n30700 Uzès", "Jean Dupont|3 RUE HAUTE|30700 UZES"),
    ],
)
def test_an_answer_abroad_has_its_country_on_its_last_line(to: str, lines: str) -> None:
    assert "|".join(answering.typed_address(to)) == lines


@table(
    "parts, line",
    [
        (("Madame", "Hélène", "Moreau"), "Madame Hélène Moreau"),
        (("Madame", "Marie-Anne", "de Montmorency-Dupont"), "Mme Marie-Anne de Montmorency-Dupont"),
        (("Monsieur", "Jean-Marie", "de Montmorency-Beauharnais"), "M. J M de Montmorency-Beauharnais"),
        (("", "", "Moreau"), "Moreau"),
    ],
)
def test_a_long_name_is_proposed_as_the_norm_shortens_it(parts: tuple[str, str, str], line: str) -> None:
    assert name_line(*parts) == line


def test_what_the_font_lacks_is_said_or_greeted_otherwise_never_left_out(
    store: Store, asked: int, tmp_path: Path
) -> None:
    with store.write("t", by=BY, at=NOW) as w:
        [lead] = leads.search(w)
        w.update("lead", lead, {"last_name": "王小明", "civility": "Madame"})
    note = requests.note(store, str(lead), RequestKind.OBJECTION, received=NOW.date(), how="letter", by=BY, at=NOW)
    with store.read() as r:
        answer = answering.as_letter(r, replies.letter(r, note.id, at=NOW), TO, at=NOW)
        assert (answer.salutation, answer.message.blocks[0].text) == ("Madame, Monsieur", "Madame, Monsieur,")
        reason = replies.refused(r, asked, "déjà répondu à 王小明")
        with pytest.raises(UserError) as lacking:
            answering.save_answer(r, reason, TO, tmp_path / "reponse.pdf", at=NOW)
    assert lacking.value.code == "FONT_MISSING"
    assert lacking.value.text.startswith("«\u202f王小明\u202f»")
