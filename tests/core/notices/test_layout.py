"""How the sheet lies: nothing overlaps, leaves the paper or is cut, every envelope shows the address and nothing else,
codes read back."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pypdfium2
import zxingcpp

from core.base.records import replace
from core.model.letter_look import LetterLook
from core.notices import front, places
from core.notices.canvas import MM
from core.notices.codes import CouponCode, read_code
from core.notices.consent_form import FormFacts, render_form
from core.notices.flow import pieces, words_of, wrap
from core.notices.fonts import fonts
from core.notices.render import checked, render
from core.notices.sheet import text_of
from tests.core.notices.reading import pages
from tests.core.notices.samples import FACTS, SAMPLES
from tests.core.notices.windows import WINDOWS, Window
from tests.failing import fails_with
from tests.tables import each, table

PAID = replace(SAMPLES["long"].agency, free_estimate=False)
SHEETS = SAMPLES | {
    "own": replace(FACTS, look=LetterLook(accent="#2e6b4f", paragraph="Nous vendons à Angers depuis 1987. " * 9)),
    "one side": replace(SAMPLES["long"], look=LetterLook(one_sided=True)),
    "consent": replace(FACTS, look=LetterLook(consent_form=True)),
    "paid": replace(SAMPLES["d"], agency=PAID),
    "paid abroad": replace(SAMPLES["long"], agency=PAID, english=True),
}


class Box(NamedTuple):
    """A line of text on the paper, in mm from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@cache
def boxes(name: str) -> list[list[Box]]:
    """The lines of each page, read back from the PDF."""
    return boxes_of(render(SHEETS[name]).pdf)


def boxes_of(pdf: bytes) -> list[list[Box]]:
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        rects = [text.get_rect(at) for at in range(text.count_rects())]
        found.append(
            [
                Box(left / MM, 297 - top / MM, right / MM, 297 - bottom / MM, text.get_text_bounded(*rect))
                for rect in rects
                for left, bottom, right, top in [rect]
            ]
        )
    return found


@cache
def cut(name: str) -> float:
    """The height of the cut line, in mm."""
    return front.fitted(checked(SHEETS[name])).cut / MM


def nothing_overlaps_and_nothing_leaves_the_sheet(name: str) -> None:
    for page in boxes(name):
        for at, box in enumerate(page):
            assert box.left >= 15 and box.right <= 196, box
            assert box.top >= 8 and box.bottom <= 292.5, box
            for other in page[:at]:
                apart = box.right <= other.left + 0.1 or other.right <= box.left + 0.1
                assert apart or box.bottom <= other.top + 0.3 or other.bottom <= box.top + 0.3, (box, other)


def no_line_lies_on_a_fold_or_on_the_cut(name: str) -> None:
    ink = 0.1
    for page in boxes(name)[:2]:
        assert [box for box in page if box.top + ink < cut(name) < box.bottom - ink] == []
    on_front = boxes(name)[0]
    for fold in places.FOLDS:
        assert [box for box in on_front if box.top + ink < fold / MM < box.bottom - ink] == []
    assert cut(name) <= places.CUT_LOWEST / MM + 0.01


def a_window_shows_the_address_and_nothing_else_wherever_the_sheet_slides(name: str) -> None:
    address = [box for box in boxes(name)[0] if box.left > 105 and 55 < box.top < 82]
    lines = text_of(SHEETS[name]).recipient
    assert [box.text.strip() for box in address] == list(lines)

    def check(window: Window) -> None:
        for down, across in window.slides:
            left, top, right, bottom = window.seen(down, across)
            for box in boxes(name)[0]:
                if box in address:
                    assert left <= box.left and box.right <= right, (box, down, across)
                    assert top - 1 <= box.top and box.bottom <= bottom + 1, (box, down, across)
                else:
                    outside = box.right <= left or box.left >= right or box.bottom <= top or box.top >= bottom
                    assert outside, (box, window.name, down, across)

    each(WINDOWS, check)


OF_EACH = (
    nothing_overlaps_and_nothing_leaves_the_sheet,
    no_line_lies_on_a_fold_or_on_the_cut,
    a_window_shows_the_address_and_nothing_else_wherever_the_sheet_slides,
)


@table("lies, name", [(lies, name) for name in SHEETS for lies in OF_EACH])
def test_each_sheet_lies_as_it_must(lies: Callable[[str], None], name: str) -> None:
    """In one test: each sheet is drawn and read back once, by one of the processes that share the tests."""
    lies(name)


def test_the_window_of_a_return_envelope_shows_the_agency() -> None:
    address = [box for box in boxes("a")[1] if box.left > 105 and box.top > 250]
    assert [box.text.strip() for box in address] == ["Agence du Mail", "12 RUE DU MAIL", "49000 ANGERS"]


@table("name", SAMPLES)
def test_a_thin_space_never_opens_a_line(name: str) -> None:
    found = text_of(SAMPLES[name])
    letter = found.letter
    for block in (*letter.body, *letter.frame, *letter.notice, *letter.consent, *found.strip, *found.reply, found.head):
        words = words_of(block, fonts().measure)
        for width in (120.0, 240.0, 480.0):
            rows = wrap(words, size=9, width=width, measure=fonts().measure)
            lines = [pieces(row, size=9, width=width, measure=fonts().measure) for row in rows]
            assert all(line[0].text[:1] not in " \u00a0\u202f:;!?»" or not line[0].text for line in lines)
            assert all(piece.x + piece.width <= width + 0.1 + 3 for line in lines for piece in line)
            joined = "".join(piece.text for line in lines for piece in line)
            assert joined.count("\u202f") == block.text.count("\u202f")


@table(
    "page, said",
    [
        (0, ["K7P-4MD/4"]),
        (1, ["https://agencedumail.fr/vos-donnees#K7P-4MD", "K7P-4MD/4"]),
        (2, ["K7P-4MD"]),
    ],
)
def test_the_codes_read_back(page: int, said: list[str]) -> None:
    image = pypdfium2.PdfDocument(render(SHEETS["consent"]).pdf)[page].render(scale=150 / 72, grayscale=True)
    lines = memoryview(bytes(memoryview(image.buffer).cast("B"))).cast("B", (image.height, image.stride))
    assert sorted(code.text for code in zxingcpp.read_barcodes(lines)) == sorted(said)


def test_without_a_page_of_its_own_the_agency_takes_objections_by_mail() -> None:
    facts = replace(FACTS, agency=replace(FACTS.agency, short_url=""))
    assert text_of(facts).oppose_at == "mailto:contact@agencedumail.fr?subject=Opposition%20K7P-4MD"


@table(
    "said, coupon",
    [
        ("K7P-4MD/2", CouponCode("K7P-4MD", "letter-2")),
        ("K7P-4MD", CouponCode("K7P-4MD", "letter-1")),
        (" K7P-4MD/12 ", CouponCode("K7P-4MD", "letter-12")),
        ("https://agence.example#K7P-4MD", None),
        ("k7p-4md/2", None),
        ("K7P-4MD/", None),
        ("3760123456789", None),
        ("", None),
    ],
)
def test_a_code_says_its_letter_and_the_version_of_its_text(said: str, coupon: CouponCode | None) -> None:
    assert read_code(said) == coupon


def test_a_notice_with_many_origins_goes_on_on_a_second_sheet() -> None:
    sellers = [f"Fichier Immo {at}" for at in range(14)]
    one = replace(FACTS.origins[0], supplier_address="Parc des Fontaines, 128 avenue de l’Europe, 69100 Villeurbanne")
    many = replace(FACTS, origins=tuple(replace(one, supplier=seller) for seller in sellers))
    document = render(many)
    _, notice, rest = pages(document)
    assert document.pages == 3
    assert "Suite sur la feuille jointe" in notice and "K7P-4MD. Suite." in rest
    for words in (*sellers, "1. Qui utilise vos données", "9. Et si notre réponse"):
        assert words in f"{notice} {rest}", words


def test_the_strip_of_a_sheet_printed_on_one_side_says_where_it_goes() -> None:
    one = replace(FACTS, look=LetterLook(one_sided=True))
    assert "MA RÉPONSE à Agence du Mail, 12 RUE DU MAIL, 49000 ANGERS" in pages(render(one))[0]
    assert "à renvoyer à l’adresse du dos" in pages(render(FACTS))[0]


def test_who_gives_a_form_is_named_at_its_foot_whole_or_it_is_not_printed() -> None:
    """A printer leaves the last millimetres of a sheet white."""
    for words in (1, 50):
        form = render_form(FormFacts(FACTS.agency, collector="Vasseur " * words, place="Uzès"))
        [page] = boxes_of(form.pdf)
        assert max(box.bottom for box in page) <= 292.5
        assert sum(box.text.count("Vasseur") for box in page) == words
    with fails_with("LETTER_TOO_LONG"):
        render_form(FormFacts(FACTS.agency, collector="Vasseur " * 200, place="Uzès"))
