"""A page in the clipboard, as Chromium, Firefox and Windows leave it; rows of a spreadsheet are none."""

from PySide6.QtCore import QMimeData

from core.sources.copied_page import CopiedPage
from tests.tables import table
from ui.common.copied import page_in

AD = "https://www.annonces.example/maison/7700001"
MARKUP = f'<h1>Maison</h1><a href="{AD}">249 000 €</a>'
ROWS = "Moreau\t06 39 98 00 01\nLiva\t06 39 98 00 02\n"
WINDOWS = 'application/x-qt-windows-mime;value="{}"'


@table(
    "beside, markup, words, url",
    [
        ({"chromium/x-source-url": AD.encode()}, MARKUP, "Maison", AD),
        ({"text/x-moz-url-priv": AD.encode("utf-16-le")}, MARKUP, "Maison", AD),
        ({WINDOWS.format("Chromium internal source URL"): AD.encode()}, MARKUP, "Maison", AD),
        (
            {WINDOWS.format("HTML Format"): f"Version:0.9\r\nSourceURL:{AD}\r\n{MARKUP}".encode()},
            MARKUP,
            "Maison",
            AD,
        ),
        ({"chromium/x-source-url": b"file:///home/claire/annonce.html"}, MARKUP, "Maison", ""),
        ({"chromium/x-source-url": b"http://192.168.1.1/"}, MARKUP, "Maison", ""),
        ({}, MARKUP, "Maison", ""),
        ({"chromium/x-source-url": AD.encode()}, f"<table><tr><td>{MARKUP}", ROWS, None),
        ({"chromium/x-source-url": AD.encode()}, "", "Maison", None),
    ],
)
def test_what_browsers_leave_beside_a_page(beside: dict[str, bytes], markup: str, words: str, url: str | None) -> None:
    mime = QMimeData()
    for kind, data in beside.items():
        mime.setData(kind, data)
    mime.setText(words)
    if markup:
        mime.setHtml(markup)
    assert page_in(mime) == (None if url is None else CopiedPage(MARKUP.encode(), url))
