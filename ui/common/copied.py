"""What the clipboard, or a drag from a browser, holds of a page, with the address that browsers leave beside it."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.sources.copied_page import CopiedPage, is_page, of_windows, page_address

_ADDRESSES = ("chromium/x-source-url", "text/x-moz-url-priv", "Chromium internal source URL")
"""Where browsers leave the address of the page copied: Chromium, Firefox (in UTF-16), Chromium on Windows."""
_WINDOWS = "HTML Format"


def copied_page() -> CopiedPage | None:
    """Return the page that the clipboard holds; None when it holds something else, rows of a spreadsheet say."""
    mime = QGuiApplication.clipboard().mimeData()
    return page_in(mime) if mime is not None else None


def page_in(mime: QMimeData) -> CopiedPage | None:
    """Return the page in what was copied or dragged, None when there is none."""
    if not mime.hasHtml():
        return None
    markup, url = mime.html(), _address(mime)
    return CopiedPage(markup.encode("utf-8", "replace"), url) if is_page(markup, mime.text(), url) else None


def _address(mime: QMimeData) -> str:
    """Return the address left beside the page, empty when there is none of the web."""
    for kind in mime.formats():
        # Qt names what is Windows' own « application/x-qt-windows-mime;value="…" ».
        if any(kind == name or f'"{name}"' in kind for name in _ADDRESSES):
            data = bytes(mime.data(kind).data())
            url = page_address(data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-8", "replace"))
        elif f'"{_WINDOWS}"' in kind:
            page = of_windows(bytes(mime.data(kind).data()))
            url = page.url if page else ""
        else:
            continue
        if url:
            return url
    return ""
