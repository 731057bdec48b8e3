"""Turns the code of an error, of a rejected row or of a result into its French sentence, translated. The sentences are
data, in resources/words/errors.toml, so that every module uses the same words for the same event."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.resources import resource
from core.base.screen_shapes import number
from core.words.values import said


def user_text(code: str, **values: object) -> str:
    """Return the sentence of a code, with its fields filled. Dates, moments (local) and numbers
    are passed as values, not as texts.

    A number that decides a plural must be a plain int. A missing field or an unknown code is a bug: KeyError.
    """
    texts = said(values)
    if code in plurals():
        return n_(*plurals()[code], _whole(code, "n", values["n"])).format(**texts)
    for field, (singular, plural) in counted().get(code, {}).items():
        count = _whole(code, field, values[field])
        texts[field] = n_(singular, plural, count).format(n=number(count))
    return _(sentences()[code]).format(**texts)


def error(code: str, kind: type[UserError] = UserError, /, **values: object) -> UserError:
    """Return the error to raise, with its sentence: ``raise error("STALE", Stale, user=name)``."""
    return kind(code, user_text(code, **values))


def _whole(code: str, field: str, count: object) -> int:
    if isinstance(count, int):
        return count
    raise TypeError(f"{code}: {field} counts something and must be an int")


def sentences() -> Mapping[str, str]:
    """Return the French sentence of each code."""
    return _words()["sentences"]


def plurals() -> Mapping[str, tuple[str, str]]:
    """Return the sentences that change with a number, ``n``, by code: singular and plural."""
    return _words()["plurals"]


def counted() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Return the parts that change with a number, by code: field -> singular and plural, around ``{n}``."""
    return _words()["counted"]


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resource("words", "errors.toml").read_text(encoding="utf-8"))
