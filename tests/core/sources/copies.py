"""Makes of a page what a browser puts on the clipboard for Ctrl+A, Ctrl+C, as seen in copies by a real Chromium: no
head, script, style, comment or hidden element; the style of each element written on it; absolute links."""

from urllib.parse import urljoin

from lxml import etree, html

GONE = ("head", "script", "style", "noscript", "template", "meta", "link", "iframe", "object")
STYLE = "box-sizing: border-box; color: rgb(26, 26, 26); font-size: 16px; display: block; white-space: normal;"


def copied(page: bytes, url: str) -> bytes:
    """Return the copy of a page in UTF-8."""
    root = html.document_fromstring(page.decode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_tags(root, etree.Comment)
    for tag in [*root.iter(*GONE), *root.iter(etree.Comment), *root.xpath("//*[@hidden or @type='hidden']")]:
        tag.drop_tree()
    for tag in root.iter(etree.Element):
        tag.set("style", STYLE)
        for name in ("href", "src"):
            if tag.get(name):
                tag.set(name, urljoin(url, tag.get(name)))
    return b"<!--StartFragment-->%s<!--EndFragment-->" % html.tostring(root, encoding="utf-8")
