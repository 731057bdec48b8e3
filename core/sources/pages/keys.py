"""What the names of keys mean in any state of a page: ``surface_habitable``, ``livingSpace`` are an area."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache

from core.base.resources import resource

_NOT_WORD = re.compile(r"[^a-z0-9]+")
WORDS = tomllib.loads(resource("pages", "words.toml").read_text("utf-8"))
"""What pages call the facts of a property."""
KEYS: Mapping[str, str] = {word: name for name, words in WORDS["keys"].items() for word in words.split()}
_BEFORE = ("bien", "annonce", "marketplace", "listing", "classified", "property", "estate", "realty", "ad")
_AFTER = ("fr", "nom", "name", "label", "value", "libelle", "euros", "formate", "formatee", "formatted", "affiche")
"""What a key may say besides the field that it names."""
_ASIDE = frozenset(WORDS["aside"].split())
"""Words of a key below which nothing is a fact of the property itself."""
_OF_SELLER = tuple(WORDS["seller"].split())
_OTHER_ADS = tuple(WORDS["other_ads"].split())
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


@lru_cache(maxsize=8192)
def plain(key: str) -> str:
    """Return a key as one word: « surface_habitable » gives ``surfacehabitable``."""
    return _NOT_WORD.sub(
        "",
        key.partition("(")[0]
        .lower()
        .replace("é", "e")
        .replace("è", "e")
        .replace("à", "a")
        .replace("²", "2")
        .replace("ê", "e"),
    )


@lru_cache(maxsize=8192)
def field_of(key: str) -> str:
    """Return the field that a key names, or an empty text: by itself, else without what it says besides (``bienId``,
    ``descriptionFr``)."""
    word = plain(key)
    if word in KEYS:
        return KEYS[word]
    for start in _BEFORE:
        if word.startswith(start) and word[len(start) :] in KEYS:
            return KEYS[word[len(start) :]]
    for end in _AFTER:
        if word.endswith(end) and word[: -len(end)] in KEYS:
            return KEYS[word[: -len(end)]]
    return ""


_LETS = re.compile(r"accept|allow|autoris|permit|prefer|authori[sz]")
_CANVASSING = re.compile(r"agenc|agence|professionals|professionnels|demarch|prospect|canvass|salesm|solicit")


@lru_cache(maxsize=8192)
def lets_canvass(keys: tuple[str, ...]) -> bool:
    """Tell whether keys say that agencies may call: « no » is then a refusal (``demarchage.autorise``)."""
    word = "".join(map(plain, keys[-2:]))
    return bool(_LETS.search(word) and _CANVASSING.search(word))


@lru_cache(maxsize=8192)
def is_aside(key: str) -> bool:
    """Tell whether what stands below a key is no fact of the property itself."""
    return plain(key) not in KEYS and not _ASIDE.isdisjoint(word.lower() for word in _WORD.findall(key))


@lru_cache(maxsize=8192)
def is_seller(key: str) -> bool:
    """Tell whether what stands below a key is about who sells."""
    word = plain(key)
    return any(word.startswith(text) or word.endswith(text) for text in _OF_SELLER)


@lru_cache(maxsize=8192)
def is_other_ads(key: str) -> bool:
    """Tell whether a key holds other ads than those of the page: sponsored ones, similar ones."""
    word = plain(key)
    return any(text in word for text in _OTHER_ADS)
