"""What an agency chooses of its letters: pictures, colour, one paragraph. Each choice is tried on a letter
before it is kept."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from core.actions.common import agency
from core.actions.common.agency import managers_only
from core.actions.common.settings_texts import look_texts
from core.actions.letters.letterhead import sample
from core.actions.letters.typed_words import refuse_words
from core.base.disk import size_of
from core.base.records import replace
from core.model.letter_look import CLOSINGS, MOST_PROOFS, PROOFS, LetterLook
from core.model.settings import Settings
from core.notices import places
from core.notices.agency_gaps import agency_missing
from core.notices.canvas import is_colour
from core.notices.pictures import picture_from
from core.notices.render import render
from core.notices.sheet import own_version
from core.notices.typed import one_line
from core.store.port import Store
from core.words.errors import error

LONGEST = 350
"""Characters of the agency's own paragraph."""
HEAVIEST = 10 * 1024 * 1024
"""Bytes of a picture."""
ROOMS = {"logo": places.LOGO, "signature": places.SIGNATURE, "photo": places.PHOTO}
"""Picture → the room it has on paper."""

_LONG_NAME, _LONG_TOWN = "de La Rochefoucauld-Montbel", "Saint-Maximin-la-Sainte-Baume"
"""Whoever has them still gets the paragraph."""


def save_look(store: Store, values: Mapping[str, Any], *, by: str, at: datetime) -> LetterLook:
    """Save fields of the look and return it whole; an empty picture takes it away.

    Raises UserError, nothing being saved: COLOUR_UNKNOWN, FIELD_VALUE, and what :func:`check_paragraph`
    raises."""
    if "accent" in values and not is_colour(str(values["accent"])):
        raise error("COLOUR_UNKNOWN", value=str(values["accent"]))
    known = {"proofs": (str(values.get("proofs", "")).split(","), ("", *PROOFS)),
             "closing": ([str(values.get("closing", ""))], ("", *CLOSINGS))}  # fmt: skip
    for name, (chosen, allowed) in known.items():
        if len(chosen) > MOST_PROOFS or not {*chosen} <= {*allowed}:
            raise error("FIELD_VALUE", field=name, value=values[name])
    texts = look_texts(values)
    with store.read() as r:
        settings = agency.settings(r)
    if "paragraph" in values:
        check_paragraph(settings, str(values["paragraph"]), at=at)
    with store.write("letter look", by=by, at=at) as w:
        managers_only(w)
        for key, words in texts.items():
            w.set_value("setting", key, words)
        if paragraph := one_line(str(values.get("paragraph", ""))):
            w.set_value("setting", f"paragraph.{own_version(paragraph)}", paragraph)
    with store.read() as r:
        return agency.settings(r).look


def save_picture(store: Store, which: str, file: Path, *, by: str, at: datetime) -> LetterLook:
    """Keep the picture of a file as logo, signature or photo, no larger than the paper shows it. Raises UserError
    PICTURE_UNREADABLE, PICTURE_HEAVY."""
    try:
        if size_of(file) > HEAVIEST:
            raise error("PICTURE_HEAVY", file=file.name, most=HEAVIEST // 1024 // 1024)
        content = file.read_bytes()
    except OSError as problem:
        raise error("PICTURE_UNREADABLE", file=file.name) from problem
    try:
        stored = picture_from(content, *ROOMS[which], photo=which == "photo")
    except ValueError as problem:
        raise error("PICTURE_UNREADABLE", file=file.name) from problem
    return save_look(store, {which: stored}, by=by, at=at)


def check_paragraph(settings: Settings, typed: str, *, at: datetime) -> None:
    """Raise UserError when the agency's own paragraph cannot be printed: PARAGRAPH_LONG, PARAGRAPH_WORDS, FONT_MISSING,
    PARAGRAPH_ROOM."""
    words = one_line(typed)
    if len(words) > LONGEST:
        raise error("PARAGRAPH_LONG", count=len(words), most=LONGEST)
    refuse_words(words)
    if words and not agency_missing(settings.agency):
        facts = replace(
            sample(settings.agency, at.date()),
            last_name=_LONG_NAME,
            property_town=_LONG_TOWN,
            ad_seen=None,  # The longer opening.
            look=replace(settings.look, paragraph=words),
        )
        if own_version(words) not in render(facts).versions:
            raise error("PARAGRAPH_ROOM")
