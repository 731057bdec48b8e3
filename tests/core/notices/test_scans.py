"""Scans read back: the code of each coupon however its page was laid, nothing taken for another's; what cannot be read
is told in one sentence."""

import random
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from core.base.errors import UserError
from core.model.letter import TODAY
from core.notices import scans
from core.notices.scans import ScannedPage, one_under_the_other, pages_of, read_page
from tests.core.notices.scanned import NAMES, drawn, pile, scanned, sheet, strip
from tests.failing import fails_with
from tests.lengths import length, some
from tests.tables import table


def said(page: ScannedPage) -> list[str]:
    return sorted(one.coupon.reference for one in page.seen)


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture))


def codes(picture: bytes) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(opened(picture))]


def test_a_page_without_a_code_is_softened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half the time of such a page, the back of a letter mostly."""
    filtered: list[tuple[int, int]] = []
    soften = Image.Image.filter

    def heard(picture: Image.Image, how: ImageFilter.MedianFilter) -> Image.Image:
        filtered.append(picture.size)
        return soften(picture, how)

    monkeypatch.setattr(Image.Image, "filter", heard)
    assert read_page(1, Image.new("L", (90, 120), 255)).seen == ()
    assert filtered == [(90, 120)]


def test_strips_say_their_own_reference_and_version() -> None:
    dice = random.Random(14)
    for at in range(length(2, long=200)):
        reference = drawn(dice)
        [seen] = read_page(1, scanned([strip(reference, name=NAMES[at % len(NAMES)])], dice)).seen
        assert seen.coupon == (reference, TODAY.letter)


@table("turned", some([90, 0, 180, 270], of=2))
def test_a_page_is_shown_upright(turned: int) -> None:
    page = read_page(1, sheet("K7P-4MD").rotate(turned, expand=True))
    assert said(page) == ["K7P-4MD"]
    [code] = [one for one in zxingcpp.read_barcodes(opened(page.picture)) if one.text == "K7P-4MD/4"]
    assert abs(code.orientation) < 2


@table("first, second", some([(True, False), (False, False), (False, True), (True, True)], of=2))
def test_two_coupons_of_a_page_are_two_pictures_that_show_one_code_each(first: bool, second: bool) -> None:
    dice = random.Random(3)
    page = read_page(1, scanned([strip("K7P-4MD", back=first), strip("H4S-2LM", back=second)], dice, tilt=3))
    assert said(page) == ["H4S-2LM", "K7P-4MD"]
    for one in page.seen:
        assert codes(one.picture) == [f"{one.coupon.reference}/4"]


def test_a_page_without_a_code_or_with_anothers_code_names_no_letter() -> None:
    blank = Image.new("L", (1240, 1754), 255)
    assert read_page(1, blank).seen == ()
    for text in some(("https://exemple.fr/#K7P-4MD", "BEGIN:VCARD", "K7P-4MD/2/x", "K0P-1MD/2"), of=2):
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)
        page = blank.copy()
        page.paste(Image.fromarray(code), (300, 300))
        assert read_page(1, page).seen == ()


def test_a_pile_is_read_page_by_page(tmp_path: Path) -> None:
    dice = random.Random(5)
    pages = [scanned([strip(one)], dice) for one in ("K7P-4MD", "H4S-2LM")] + [Image.new("L", (900, 900), 255)]
    file = tmp_path / "pile.pdf"
    file.write_bytes(pile(pages))
    found = list(pages_of(file))
    assert [(count, page.number, said(page)) for count, page in found] == [
        (3, 1, ["K7P-4MD"]),
        (3, 2, ["H4S-2LM"]),
        (3, 3, []),
    ]
    copies = [one.copy() for one in pages]
    copies[0].save(tmp_path / "pile.tif", save_all=True, append_images=copies[1:])
    assert [said(page) for _, page in pages_of(tmp_path / "pile.tif")] == [["K7P-4MD"], ["H4S-2LM"], []]
    copies[0].convert("RGB").save(tmp_path / "named.pdf", format="JPEG")
    copies[0].convert("RGBA").save(tmp_path / "one.png")
    for name in ("named.pdf", "one.png"):
        assert [said(page) for _, page in pages_of(tmp_path / name)] == [["K7P-4MD"]]
    both = opened(one_under_the_other([page.picture for _, page in found[:2]]))
    assert both.height > opened(found[0][1].picture).height


def _locked(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    canvas = Canvas(str(path), encrypt=StandardEncryption("secret"))
    canvas.drawString(9, 9, "x")
    canvas.save()


def test_hostile_files_are_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = BytesIO()
    Image.new("1", (10_000, 10_000)).save(picture, format="PNG")
    whole = pile([sheet("K7P-4MD")])
    cases = {
        "words.pdf": (b"hello", "SCAN_KIND"),
        "empty.png": (b"", "SCAN_KIND"),
        "huge.png": (picture.getvalue(), "SCAN_PIXELS"),
        "cut.png": (picture.getvalue()[:200], "SCAN_PIXELS"),
        "cut.pdf": (b"%PDF-1.7\n" + whole[9:60], "SCAN_BROKEN"),
        "noise.pdf": (b"%PDF-1.7\n" + random.Random(1).randbytes(4000), "SCAN_BROKEN"),
        "gif.gif": (b"GIF89a" + bytes(40), "SCAN_KIND"),
    }
    jpeg = BytesIO()
    sheet("K7P-4MD").save(jpeg, format="JPEG")
    cases["cut.jpg"] = (jpeg.getvalue()[:3000], "SCAN_BROKEN")
    for name, (content, code) in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError) as problem:
            list(pages_of(tmp_path / name))
        assert problem.value.code == code, name
    _locked(tmp_path / "locked.pdf")
    monkeypatch.setattr(scans, "MOST_PAGES", 1)
    many = pypdfium2.PdfDocument.new()
    for _ in range(2):
        many.new_page(100, 100)
    many.save(tmp_path / "long.pdf")
    for name, code in (("locked.pdf", "SCAN_LOCKED"), ("long.pdf", "SCAN_LONG"), ("none.pdf", "SCAN_UNREAD")):
        with pytest.raises(UserError) as problem:
            list(pages_of(tmp_path / name))
        assert problem.value.code == code, name
    monkeypatch.setattr(scans, "LARGEST_FILE", 10)
    with fails_with("SCAN_LARGE"):
        list(pages_of(tmp_path / "long.pdf"))


def test_a_page_of_any_size_is_drawn_at_a_bearable_one(tmp_path: Path) -> None:
    made = pypdfium2.PdfDocument.new()
    made.new_page(14_400, 1_440)
    made.save(tmp_path / "wide.pdf")
    [(_, page)] = pages_of(tmp_path / "wide.pdf")
    assert max(opened(page.picture).size) <= 1900


def test_a_sheet_at_600_dots_an_inch_is_read(tmp_path: Path) -> None:
    page = scanned([strip("K7P-4MD")], random.Random(5))
    large = page.resize((4961, round(page.height * 4961 / page.width)))
    large.save(tmp_path / "600.jpg", quality=60)
    [(count, found)] = pages_of(tmp_path / "600.jpg")
    assert (count, said(found)) == (1, ["K7P-4MD"])
