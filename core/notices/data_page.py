"""The page « vos données » of the agency's site: what a letter says on its back, in the plural and about nobody (RGPD
art. 12(1) and 14; rule GDPR-03). One HTML file that loads nothing, French then English, made of the same claims as the
notice."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby
from urllib.parse import quote

from core.base.records import Struct
from core.base.resources import resource
from core.model.agency import Agency
from core.notices.claims_asked import refuse_unanswered
from core.notices.context import context_of_agency
from core.notices.language import ENGLISH, FRENCH, Tongue
from core.notices.template import Block, Context
from core.notices.texts import text
from core.notices.typed import one_line

VERSION = "page-1"
VITAL = frozenset(
    (
        *("who", "who-representative", "who-dpo", "who-no-dpo", "who-contact", "page-refuse", "seen-by", "seen-others"),
        *("own-software", "not-sold", "abroad", "not-abroad", "right-how", "scores", "no-scores"),
    )
)
"""Claims of who, of rights, of recipients and of transfers: while the page says one otherwise, no letter names it."""
_LINKED = re.compile(r"cnil\.fr")


class DataPage(Struct, frozen=True):
    """``html``: the file; ``said``: claim → its French words, but for the day; ``sha256``: of the file."""

    html: str
    said: dict[str, str]
    sha256: str


def render_page(agency: Agency, day: date, mentions: str) -> DataPage:
    """Return the page of an agency, made on a day. ``mentions``: of the head and the foot of its letters. Raises
    UserError CLAIM_UNANSWERED, FIELD_MISSING."""
    sentences = page_words(agency)
    parts = [_blocks(agency, tongue, day) for tongue in (FRENCH, ENGLISH)]
    body = _body(agency, parts, mentions)
    style, script = _file("data-page.css"), _file("data-page.js")
    title = escape(_heading(parts[0][0]))
    mark = hashlib.sha256(f"{title}{style}{body}{script}".encode()).hexdigest()[:16]
    html = (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="referrer" content="no-referrer"/>\n'
        f'<meta name="premier-contact" content="{VERSION} {mark}"/>\n<title>{title}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n{body}\n<script>\n{script}</script>\n</body>\n</html>\n"
    )
    return DataPage(html, sentences, hashlib.sha256(html.encode()).hexdigest())


def page_words(agency: Agency) -> dict[str, str]:
    """Return what the page of an agency says in French, by claim, but for its day. Raises UserError as
    :func:`render_page` does."""
    context = _context(agency, FRENCH, date.min)
    refuse_unanswered(text(VERSION).asked(context), context)
    sentences = text(VERSION).sentences(context)
    return {sentence.claim: sentence.text for sentence in sentences if sentence.claim != "page-version"}


def plain_text(agency: Agency, day: date) -> str:
    """Return the French page as text, to be pasted in a site."""
    lines = [block.text.removeprefix("# ") for block in _blocks(agency, FRENCH, day)]
    return "\n\n".join(lines) + "\n"


def webmaster_message(agency: Agency) -> str:
    """Return the words to send with the file to whoever keeps the site, in French."""
    url = page_url(agency)
    return FRENCH.page["webmaster"].format(at=f", à l’adresse {url}" if url else "")


def page_url(agency: Agency) -> str:
    """Return the address of the page, empty without one."""
    typed = one_line(agency.short_url).removeprefix("https://").removeprefix("http://")
    return f"https://{typed}" if typed else ""


def _context(agency: Agency, tongue: Tongue, day: date) -> Context:
    values = {"page_date": tongue.long_date(day) or "–", "notice_version": tongue.version(VERSION)}
    return context_of_agency(agency, english=tongue is ENGLISH).adding(values, {})


def _blocks(agency: Agency, tongue: Tongue, day: date) -> tuple[Block, ...]:
    return text(VERSION if tongue is FRENCH else f"en/{VERSION}").fill(_context(agency, tongue, day))


def _body(agency: Agency, parts: Sequence[Sequence[Block]], mentions: str) -> str:
    words = FRENCH.page
    french, english = parts
    questions = "".join(
        f'<li><a href="#q{place}">{escape(text)}</a></li>\n' for place, text in enumerate(_questions(french))
    )
    contents = (
        f'<nav aria-label="{words["contents"]}">\n<ul>\n{questions}'
        f'<li><a href="#english" lang="en" hreflang="en">{words["other"]}</a></li>\n</ul>\n</nav>'
    )
    return (
        f'<a class="skip" href="#contenu">{words["skip"]}</a>\n'
        f'<main id="contenu">\n{_part(agency, FRENCH, french, contents)}\n'
        f'<section lang="en" id="english">\n{_part(agency, ENGLISH, english)}\n</section>\n</main>\n'
        f"<footer>\n<p>{escape(mentions)}</p>\n</footer>"
    )


def _part(agency: Agency, tongue: Tongue, blocks: Sequence[Block], contents: str = "") -> str:
    """Return the HTML of one language: its title, then a section a question, the refusal first and framed, before the
    table of contents."""
    is_french = tongue is FRENCH
    first, second = ("h1", "h2") if is_french else ("h2", "h3")
    sign = "q" if is_french else "e"
    title, *rest = blocks
    out = [f"<{first}>{escape(_heading(title))}</{first}>"]
    place = -1
    for is_question, group in groupby(rest, key=_is_question):
        if is_question:
            for block in group:
                place += 1
                kind = ' class="refuse"' if place == 0 else ""
                out += ["</section>"] * (place > 0) + [contents] * (place == 1)
                out.append(f'<section{kind} aria-labelledby="{sign}{place}">')
                out.append(f'<{second} id="{sign}{place}">{escape(_question(block))}</{second}>')
        else:
            out += _lines(agency, tongue, list(group), framed=place == 0)
    return "\n".join([*out, "</section>"])


def _lines(agency: Agency, tongue: Tongue, blocks: Sequence[Block], *, framed: bool) -> Iterator[str]:
    for is_item, group in groupby(blocks, key=lambda block: block.text.startswith("– ")):
        if is_item:
            items = "".join(f"<li>{_linked(agency, tongue, block, framed)}</li>\n" for block in group)
            yield f"<ul>\n{items}</ul>"
        else:
            yield from (f"<p>{_linked(agency, tongue, block, framed)}</p>" for block in group)
    if framed:
        yield f'<p class="reference" hidden="hidden">{tongue.page["reference"]} <strong></strong></p>'


def _linked(agency: Agency, tongue: Tongue, block: Block, framed: bool) -> str:
    """Return a line as HTML, its e-mail, its telephone and the site of the CNIL as links."""
    html = "".join(
        f"<strong>{escape(run.text)}</strong>" if run.bold else escape(run.text) for run in block.runs
    ).removeprefix("– ")
    email = escape(one_line(agency.email))
    if email:
        query = f"?subject=Opposition&amp;body={quote(tongue.page['object'])}" if framed else ""
        kind = ' class="object"' if framed else ""
        html = html.replace(
            email, f'<a{kind} href="mailto:{quote(one_line(agency.email), safe="@")}{query}">{email}</a>'
        )
    for number in (agency.objection_phone, agency.phone):
        printed = escape(tongue.phone(number))
        if printed and f">{printed}<" not in html:
            digits = re.sub(r"[^\d+]", "", number)
            html = html.replace(printed, f'<a href="tel:{digits}">{printed}</a>')
    return _LINKED.sub('<a href="https://www.cnil.fr/">cnil.fr</a>', html)


def _questions(blocks: Sequence[Block]) -> list[str]:
    return [_question(block) for block in blocks if _is_question(block)]


def _is_question(block: Block) -> bool:
    return bool(block.runs) and all(run.bold for run in block.runs)


def _question(block: Block) -> str:
    """Return a heading without the figure of the notice."""
    return re.sub(r"^\d+\.\s*", "", block.text)


def _heading(block: Block) -> str:
    return block.text.removeprefix("# ")


def _file(name: str) -> str:
    return resource("papers", name).read_text(encoding="utf-8")
