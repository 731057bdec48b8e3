"""The printed texts, read once from resources/letters and checked against the vocabulary."""

import tomllib
from functools import cache

from core.base.records import replace
from core.base.resources import resource
from core.model.letter import TODAY, LetterTexts
from core.notices.claims_asked import filled
from core.notices.template import Block, Context, Template, Vocabulary, parse

LETTERS, NOTICES = ("letter-2", "letter-3", "letter-4"), ("notice-2", "notice-3", "notice-4")
CONSENTS = ("consent-1", "consent-2", "consent-3")
"""The versions of the texts of a letter that can be drawn, those of letters made before among them."""
FORMER = ("letter-2", "letter-3", "notice-2", "notice-3", "consent-1", "consent-2")
"""Those that are not made of claims."""
_PARTS = (
    *("a", "b", "c", "d", "e", "f", "source", "source-name", "frame", "pointer"),
    *("subject", "head", "foot", "strip", "strip-reply", "strip-back", "strip-law"),
)
NAMES = (
    *(f"{version}/{part}" for version in LETTERS for part in _PARTS),
    *(f"{version}/proof" for version in LETTERS if version not in FORMER),
    *(f"{version}/{part}" for version in NOTICES for part in ("whole", "origin", "ad", "spent", "audience")),
    *CONSENTS,
)
ENGLISH = tuple(f"en/{name}" for name in NAMES)
_FILLED = tomllib.loads(resource("papers", "vocabulary.toml").read_text(encoding="utf-8"))
VOCABULARY = Vocabulary(
    fields=frozenset(_FILLED["letter"]["fields"].split()),
    conditions=frozenset(_FILLED["letter"]["conditions"].split()),
    choices=frozenset(("source", "origin", "proof", "public")),
    lines=frozenset(("origins", "audiences")),
)
"""What a letter can fill in: a text that asks for anything else is refused."""
PAPERS = Vocabulary(
    fields=VOCABULARY.fields | frozenset(_FILLED["papers"]["fields"].split()),
    conditions=VOCABULARY.conditions | frozenset(_FILLED["papers"]["conditions"].split()),
    choices=VOCABULARY.choices,
    claimed=True,
)
"""The same of the other papers: forms, answers, the copy of a proof, what is handed over, the page."""


def texts_of(versions: str) -> LetterTexts | None:
    """Return the versions of the texts of a letter made, as it is registered with them (« letter-2-en notice-2-en »);
    None when the program no longer draws one of them."""
    made = {version.rpartition("-")[0]: version for version in versions.replace("-en", "").split()}
    texts = LetterTexts(
        made.get("letter", ""), made.get("notice", ""), made.get("consent", TODAY.consent)
    )  # fmt: skip
    drawn = texts.letter in LETTERS and texts.notice in NOTICES and texts.consent in CONSENTS
    return texts if drawn else None


def said(name: str, context: Context) -> tuple[Block, ...]:
    """Return a text filled for one letter, in its language and its version. ``name``: letter/a, notice/whole, consent…
    Raises UserError CLAIM_UNANSWERED, FIELD_MISSING."""
    return filled(template(name, context), context)


def template(name: str, context: Context) -> Template:
    """Return the text that :func:`said` fills."""
    family, _, part = name.partition("/")
    version = getattr(context.texts, family)
    whole = f"{version}/{part}" if part else version
    return text(f"en/{whole}" if context.english else whole)


@cache
def text(name: str) -> Template:
    """Return the text ``name`` of any paper; those in English are under en/. Raises ``TemplateError`` when the shipped
    file is wrong."""
    bare = name.removeprefix("en/")
    claimed = bare.partition("/")[0] not in FORMER
    known = replace(VOCABULARY, claimed=claimed) if bare in NAMES else PAPERS
    return parse(resource("letters", f"{name}.txt").read_text(encoding="utf-8"), known)
