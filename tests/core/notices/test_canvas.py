"""What a screen reader is given of each paper: PDF/UA-1 as far as a program can tell. veraPDF and a person say the
rest."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from core.base.moments import AGENCY_ZONE
from core.base.records import replace
from core.model.letter import LetterFacts
from core.model.letter_look import LetterLook
from core.model.paper import Grid, Paper, Section
from core.notices import replies
from core.notices.access_sheet import render_access_sheet, rules
from core.notices.answers import AnswerLetter, render_answer
from core.notices.consent_form import FormFacts, render_form
from core.notices.given_sheet import GivenFacts, render_given
from core.notices.papers import render_paper
from core.notices.proof_copy import CopyFacts, render_copy
from core.notices.recovery_sheet import render_recovery_sheet
from core.notices.render import render
from core.notices.sheet import SheetHead, paper_of
from core.notices.template import Block
from core.notices.texts import PAPERS as WORDS
from tests.core.notices.reading import batch
from tests.core.notices.samples import AGENCY, FACTS, GIVEN, SAMPLES
from tests.core.notices.structure import read
from tests.core.notices.test_recovery_sheet import SHEET
from tests.tables import table

GRID = Grid(("Règle", "Ce qui est dit"), (0.3, 0.7), tuple((f"RÈGLE-{at}", "Interdit. " * 30) for at in range(40)))
PAPER = Paper(
    "rules", "Règles & sources", "Agence", date(2026, 11, 24), "Lu.",
    (Section("Listes", ("– un", "– deux", "Puis.", "– trois")), Section("Table", (), GRID)),
)  # fmt: skip
DAY = datetime(2026, 11, 24, 10, 30, tzinfo=AGENCY_ZONE)
COPY = CopyFacts(
    AGENCY, DAY.date(), "Madame Lefèvre", ("call",), DAY, DAY.date() + timedelta(days=180), date(2029, 11, 24),
    "consent-2", DAY, "Claire", "preuve.png", "0" * 64, text="Un accord.\n\n– un point",
)  # fmt: skip


def letter(facts: LetterFacts) -> bytes:
    return render(facts).pdf


@cache
def drawn(name: str) -> bytes:
    return PAPERS[name]()


def answer(name: str) -> AnswerLetter:
    """An answer of which every fact is so, on the agency's paper."""
    words = dict.fromkeys(WORDS.fields, "mots")
    message = replies.message(name, AGENCY, words, dict.fromkeys(WORDS.conditions, True))
    paper, to = paper_of(AGENCY), ("Madame Lefèvre", "14 RUE DES MURIERS", "49100 ANGERS")
    subject = (Block.of(message.subject, bold=True),)
    head = SheetHead(
        LetterLook(), paper.name, paper.contact, to, ("Angers, le 24 novembre 2026",), subject, paper.mentions
    )
    return AnswerLetter(message, head, paper.foot, message.greeting)


def picture() -> bytes:
    """A signed paper, scanned."""
    out = BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "PNG")
    return out.getvalue()


PAPERS: dict[str, Callable[[], bytes]] = {
    "letter": lambda: letter(FACTS),
    "long": lambda: letter(replace(SAMPLES["long"], look=LetterLook(consent_form=True, paragraph="Nous."))),
    "many origins": lambda: letter(SAMPLES["five"]),
    "english": lambda: letter(replace(FACTS, english=True)),
    "form": lambda: render_form(FormFacts(AGENCY)).pdf,
    "visit": lambda: render_form(FormFacts(SAMPLES["long"].agency, "visit", "une maison", "Angers")).pdf,
    "estimation": lambda: render_form(FormFacts(AGENCY, "estimation", look=LetterLook(accent="#1d5f4a"))).pdf,
    "answer": lambda: render_answer(answer("erased-4")),
    "copy": lambda: render_access_sheet(answer("access-4"), PAPER.sections[:1], rules(FACTS), author="Agence"),
    "given": lambda: render_given(GivenFacts(GIVEN, "par courrier", "l’estimation de votre maison")),
    "recovery": lambda: render_recovery_sheet(SHEET),
    "paper": lambda: render_paper(PAPER),
    "scan": lambda: render_copy(COPY, picture())[0],
}


@table("name", list(PAPERS))
def test_each_paper_is_read_aloud_whole_and_in_order(name: str) -> None:
    pdf = drawn(name)
    given = read(pdf)
    assert not given.faults
    assert given.claimed and pdf.startswith(b"%PDF-1.7")


def test_the_checker_of_others_finds_nothing_either(tmp_path: Path) -> None:
    checker = pytest.importorskip("pdfua")
    for name in PAPERS:
        (file := tmp_path / f"{name}.pdf").write_bytes(drawn(name))
        report = checker.validate(str(file))
        assert (report.findings, report.skipped) == ((), ()), name


def test_a_coupon_is_read_whole_before_the_other() -> None:
    tags = [(one.tag, one.depth) for one in read(drawn("letter")).elements]
    first, second = (at for at, one in enumerate(tags) if one == ("Sect", 1))
    assert tags[first + 1] == tags[second + 1] == ("H2", 2)
    assert ("Figure", 2) in tags[first:second], "its code is inside"
    assert all(depth == 2 for _tag, depth in tags[first + 1 : second])


def test_the_items_that_follow_are_one_list() -> None:
    tags = [one.tag for one in read(drawn("paper")).elements]
    assert tags[5:16] == ["L", "LI", "LBody", "LI", "LBody", "P", "L", "LI", "LBody", "H2", "Table"]


def test_what_cannot_be_read_aloud_whole_says_nothing_of_it() -> None:
    assert b"pdfuaid" not in batch([FACTS]).pdf
    signed = replace(COPY, proof_name="preuve.pdf")
    assert b"pdfuaid" not in render_copy(signed, drawn("letter"))[0], "the pages of somebody else are as they are"
