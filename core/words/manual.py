"""The manual: one page of Markdown a subject, in ``resources/help/fr``, in the order of a reader who begins."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from core.base import text
from core.base.records import Struct
from core.base.resources import resource

PAGES = (
    *("journee", "aujourdhui", "prospects", "fiche", "importer", "annonce", "courriers", "appels", "opposition"),
    *("demandes", "reglages", "equipe", "sauvegardes", "loi", "depannage", "raccourcis", "sans-ecran"),
)
"""The names of the pages, in order."""
PICTURES = "images"
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[#*|\[]|^\| --- .*$", re.MULTILINE)


class ManualPage(Struct, frozen=True):
    """A page: ``key``, the name of its file; ``title``; ``body``, Markdown, its title included; ``words``, what a
    reader may look for, folded."""

    key: str
    title: str
    body: str
    words: str


@cache
def manual(program: str, verbs: str) -> tuple[ManualPage, ...]:
    """Return the pages in order. ``program``: what the user types to start it; ``verbs``: the verbs, as one sentence
    has them."""
    return tuple(_read(key, program, verbs) for key in PAGES)


def _read(key: str, program: str, verbs: str) -> ManualPage:
    body = resource("help", "fr", f"{key}.md").read_text("utf-8")
    body = body.replace("@PROGRAM@", program).replace("@VERBS@", verbs)
    title = body.partition("\n")[0].removeprefix("# ")
    return ManualPage(key, title, body, text.fold(_MARKUP.sub(" ", body)))


def search(pages: Sequence[ManualPage], asked: str) -> list[ManualPage]:
    """Return the pages that hold every word asked for, or its beginning: those whose title does first, then those that
    say them most."""
    wanted = text.fold(asked).split()
    if not wanted:
        return []
    counts = {page.key: [len(re.findall(rf"\b{re.escape(word)}", page.words)) for word in wanted] for page in pages}
    found = [page for page in pages if all(counts[page.key])]
    return sorted(found, key=lambda page: (not _named(page, wanted), -sum(counts[page.key])))


def _named(page: ManualPage, wanted: Sequence[str]) -> bool:
    return all(word in text.fold(page.title) for word in wanted)


def picture_folder() -> Path:
    """Return where the pictures of the pages are."""
    return resource("help", PICTURES)
