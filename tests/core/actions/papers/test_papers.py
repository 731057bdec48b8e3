"""The controller's documents from a real base; the rule of two criteria."""

import io
import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from core.actions.common import agency, suppliers
from core.actions.letters import mail_service
from core.actions.papers import papers
from core.base.errors import UserError
from core.model.paper import Grid, Paper, Section
from core.notices import papers as drawn
from core.rules.dpia import CRITERIA, Need, need
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.files.bases.make import AGENCY


def read(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@given(st.dictionaries(st.sampled_from(CRITERIA), st.booleans()))
def test_two_criteria_are_enough_and_doubt_stays_open(answers: dict[str, bool]) -> None:
    found = need(answers)
    unknown = [one for one in CRITERIA if one not in answers]
    ends = {need(answers | dict.fromkeys(unknown, said)) for said in (True, False)}
    if len(ends) == 1:
        assert found is next(iter(ends))
    else:
        assert found is Need.OPEN


def test_every_answer_given_decides() -> None:
    for said in product((True, False), repeat=len(CRITERIA)):
        assert need(dict(zip(CRITERIA, said, strict=True))) is (Need.DUE if sum(said) >= 2 else Need.NOT_DUE)


def test_the_register_tells_the_agency_its_suppliers_and_counts(store: Store) -> None:
    with store.read() as r:
        assert "à compléter" in drawn.as_text(papers.paper(r, "processing", at=NOW))
    agency.save_agency(
        store,
        AGENCY | {"commercial_agents": True, "transfer_recipient": "Hôte Exemple",
                  "transfer_country": "Suisse", "transfer_safeguard": "décision d’adéquation"},
        by=BY, at=NOW,
    )  # fmt: skip
    mail_service.save_service(store, {"name": "Poste Exemple"}, by=BY, at=NOW)
    add(store)
    suppliers.save_named(store, "Pige Ouest", {"property_only": "1"}, by=BY, at=NOW)
    with store.read() as r:
        paper = papers.paper(r, "processing", at=NOW)
        pages = read(papers.pdf(r, "processing", at=NOW))
    told = drawn.as_text(paper)
    for words in ("Tilleuls Immobilier, SARL", "vendeurs particuliers (1 en base)", "Pige Ouest", "Toit Direct",
                  "Poste Exemple", "Suisse", "Bien seul", "RET-01", "3 ans",
                  "C. consom., art. R223-2", "Prudence"):  # fmt: skip
        assert words in told
    assert "Moreau" not in told
    assert "0639981241" not in told
    assert "Page 1" in pages[0]
    assert len(pages) >= 2


def test_answers_are_kept_and_give_the_words_proposed_back(store: Store) -> None:
    papers.save(store, "balance", {"conclusion": "  L’intérêt l’emporte.  "}, by=BY, at=NOW)
    with store.read() as r:
        assert "L’intérêt l’emporte." in drawn.as_text(papers.paper(r, "balance", at=NOW))
        assert agency.settings(r).user == ""
    papers.save(store, "balance", {"conclusion": ""}, by=BY, at=NOW)
    with store.read() as r:
        assert "À écrire par le responsable" in drawn.as_text(papers.paper(r, "balance", at=NOW))


def test_the_questionnaire_gives_its_result_and_its_template(store: Store) -> None:
    with store.read() as r:
        assert papers.result(r) is Need.OPEN
    papers.save(store, "impact", dict.fromkeys(CRITERIA, "non"), by=BY, at=NOW)
    with store.read() as r:
        assert "n’est pas requise" in (told := drawn.as_text(papers.paper(r, "impact", at=NOW)))
        assert "Nécessité et proportion" not in told
    papers.save(store, "impact", {"scoring": "oui", "crossing": "oui"}, by=BY, at=NOW)
    with store.read() as r:
        assert papers.result(r) is Need.DUE
        pages = read(papers.pdf(r, "impact", at=NOW))
    assert "Nécessité et proportion" in "".join(pages)


def test_a_job_writes_a_document(store: Store, tmp_path: Path) -> None:
    assert papers.make(store, "impact", tmp_path / "impact.pdf", at=NOW).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("part", "answers", "code"),
    [
        ("impact", {"scoring": "peut-être"}, "FIELD_VALUE"),
        ("balance", {"purpose": "x" * 4001}, "FIELD_VALUE"),
        ("balance", {"autre": "x"}, "FIELD_UNKNOWN"),
    ],
)
def test_what_is_no_answer_is_refused(store: Store, part: str, answers: dict[str, str], code: str) -> None:
    with fails_with(code):
        papers.save(store, part, answers, by=BY, at=NOW)
    with store.read() as r, pytest.raises(UserError):
        papers.paper(r, "autre", at=NOW)


def test_a_paper_of_any_length_passes_from_page_to_page(tmp_path: Path) -> None:
    grid = Grid(("A", "B"), (0.5, 0.5), (*((f"ligne {n}", "mot " * 30) for n in range(60)), ("haute", "mot " * 3000)))
    paper = Paper("x", "Titre ∆ŁȘ 日本", "Agence", NOW.date(), "", (
        Section("Un", ("– point",)), Section("Deux", ("mot " * 4000,), grid),
    ))  # fmt: skip
    pages = read(drawn.render_paper(paper))
    assert drawn.render_paper(paper) == drawn.render_paper(paper)
    assert [f"Page {n}" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)
    whole = "\n".join(pages)
    assert {int(n) for n in re.findall(r"ligne (\d+)", whole)} == set(range(60))
    assert "ŁȘ [non imprimé]" in whole and "L’écran les montre." in whole
    assert "日本" in drawn.as_text(paper).lower()
