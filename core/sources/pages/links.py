"""Reads the links of a page: which lead to an ad, by which reference, and what a redirector of e-mails hides."""

import re
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

_ID = re.compile(r"(?<![\d])(\d{5,18})(?!\d)")
_NAMED_ID = re.compile(r"[A-Za-z]{0,6}[-_]?(\d{5,18})", re.A)
"""What an address calls the id of an ad: « ?id=AB900014 »."""
_CODED = re.compile(r"[-_](?=[a-z0-9]{6,12}$)([a-z]{1,3}\d{2,6}[a-z]{2}[a-z0-9]*)$")
"""A reference of letters and figures mixed, at the end of an address: « vitre-35500-x10ewng »."""
_POSTCODE_LIKE = re.compile(r"[-_+/(](?:0[1-9]|[1-8]\d|9[0-8])\d{3}(?:[)/_-]|$)")
_ID_NAMES = frozenset({
    "id", "ann_id", "annonce", "idannonce", "id_annonce", "ad", "ad_id", "ref", "adid", "idann", "annid", "listid",
    "classified",
})  # fmt: skip
_WHO = re.compile(
    r"boutiques?|store|shop|agences?(?:[-_]immobili[eè]res?)?|agency|agencies|profile?s?|vendeurs?|seller|users?|professionnels?|annonceurs?"
    r"|avis|pro|reviews?|member|membre",
    re.I,
)


@lru_cache(maxsize=1000)
def link(href: str, base: str) -> tuple[str, str]:
    """Return (address, reference) of a link to an ad; the reference is empty when the link leads to none. What a
    redirector of e-mails hides in its own address is found."""
    href = href.strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return "", ""
    try:
        full_text = href if href.startswith(("http://", "https://")) else urljoin(base, href)
        inner = _inside(full_text)
        parts = urlsplit(inner or full_text)
        if parts.scheme not in ("http", "https"):
            return "", ""
        query = parse_qs(parts.query)
    except ValueError:
        return "", ""
    for name, values in query.items():
        if name.lower() in _ID_NAMES and (match := _NAMED_ID.fullmatch(values[0])):
            return inner or full_text, match[1]
    path = unquote(parts.path)
    text = _ids(path)
    return (parts._replace(query="", fragment="").geturl(), text) if text else (inner or full_text, "")


def _ids(path: str) -> str:
    """Return the reference in the path of an address: its last long number. An address of a seller or of a shop leads
    to no ad."""
    last = [text for text in path.split("/") if text]
    if any(_WHO.fullmatch(step) for step in last):
        return ""
    for step in reversed(last):
        for one in reversed(re.findall(r"(?<![A-Za-z0-9])[A-Za-z]{0,4}\d{5,18}[A-Z0-9]{0,16}(?![a-z0-9])", step)):
            number = _ID.search(one)
            if number and not (len(number[1]) == 5 and _POSTCODE_LIKE.search(f"/{step}/")):
                return number[1]
        name = step.partition(".")[0]
        if re.fullmatch(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{10,20}", name):
            return name
        if code := _CODED.search(name):
            return code[1]
    return ""


def _inside(url: str) -> str:
    """Return the address that a redirector carries in its own, empty when it carries none."""
    parts = urlsplit(url)
    for name, values in parse_qs(parts.query).items():
        value = unquote(values[0])
        if re.match(r"https?://", value):
            return value
        if name in ("p1", "url", "u", "target", "redirect", "dest", "link", "to") and re.match(
            r"[\w-]+(?:\.[\w-]+)+/\S", value
        ):
            return f"https://{value}"
    return ""
