"""The language of the screen. French is the source language; a catalogue in resources/locale translates it.

Legal texts (letters, notice, scripts, reasons of verdicts) stay in French: they are the agency's own acts. In a
table at module level, mark a text with ``N_`` and translate it with ``_`` when it is shown.
"""

import gettext
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from core.base.resources import resource

DOMAIN = "premier-contact"
SOURCE = "fr"
LANGUAGES = (("fr", "Français"), ("en", "English"))
"""The languages of the screen, each by its own name."""
SEAT = "poste.ini"
"""The file of a seat's choices, beside its base."""
_CHOSEN = "PREMIER_CONTACT_LANGUAGE"
"""The environment keeps the choice: a worker process inherits it."""


def choose(language: str) -> None:
    """Use the catalogue of ``language`` (ISO 639-1, "fr" or "en") for the words shown from now on."""
    os.environ[_CHOSEN] = language


def choose_as_seat(folder: Path) -> None:
    """Use the language that the seat of a base chose, or leave that of the environment."""
    file = folder / SEAT
    lines: Sequence[str] = ()
    with suppress(OSError):  # It chose none yet; a folder that cannot be is told when its base is opened.
        lines = file.read_text("utf-8", "replace").splitlines()
    choose(next((code for code, _name in LANGUAGES if f"language={code}" in lines), language()))


def language() -> str:
    """Return the language chosen, that of the parent process before any choice."""
    return os.environ.get(_CHOSEN, SOURCE)


def _(text: str) -> str:
    """Return ``text`` in the language of the process."""
    return _catalogue(language()).gettext(text)


def n_(singular: str, plural: str, count: int) -> str:
    """Return the plural form for ``count`` (French: 0 and 1 are singular)."""
    text = _catalogue(language()).ngettext(singular, plural, count)
    return (singular if count < 2 else plural) if text in (singular, plural) else text


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the translations of a language, read from the disk once; for French, the program's own texts."""
    return gettext.translation(DOMAIN, str(resource("locale")), [language], fallback=True)


def N_(text: str) -> str:  # noqa: N802 - the usual gettext marker
    """Mark ``text`` for translation and return it as it is."""
    return text
