"""The manual on paper: every page of it, in the order of its contents, black in any theme."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QFont

from core.words.manual import ManualPage
from ui.look.theme import Theme
from ui.shell.manual_pdf import manual_pdf

PICTURE = "![Une image](../images/leads.png)"
PAGES = tuple(
    ManualPage(key, title, f"# {title}\n\n{body}\n", "")
    for key, title, body in (
        ("first", "Le début", f"Voyez [La suite](next.md).\n\n{PICTURE}"),
        ("next", "La suite", "\n\n".join(f"Ligne {n}" for n in range(90))),
        ("last", "La fin", "| mot | sens |\n| --- | --- |\n| F8 | non |"),
    )
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_contents_say_on_which_page_each_one_begins(theme: Theme, scheme: str) -> None:
    theme.choose("dark" if scheme == "dark" else "light", 100)
    book = PdfReader(BytesIO(manual_pdf(PAGES, QFont(theme.font("body")))))
    contents, *others = [page.extract_text().replace("\t", " ") for page in book.pages]
    assert len(others) == 5
    for page in PAGES:
        [number] = [int(line.rpartition(", ")[2]) for line in contents.splitlines() if f"{page.title}, " in line]
        assert others[number - 2].count(page.title) == 1
    assert "next.md" not in others[0]
    assert [len(page.images) for page in book.pages] == [0, 1, 0, 0, 0, 0]
    colours = {found for page in book.pages for found in _inks(page.get_contents().get_data())}  # type: ignore[union-attr]
    assert colours == {b"0 0 0"}


def _inks(content: bytes) -> set[bytes]:
    """Return the colours that texts are drawn in."""
    inks, now = set(), b""
    for line in content.splitlines():
        if line.endswith(b" scn"):
            now = b" ".join(line.split()[:3])
        elif line.strip() == b"BT":
            inks.add(now)
    return inks
