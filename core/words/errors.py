"""Turns the code of an error or of a rejected row into its French sentence, translated. The sentences are in
:mod:`core.words.error_sentences`."""

from core.base.errors import UserError
from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.words.error_sentences import COUNTED, SENTENCES
from core.words.values import said


def user_text(code: str, **values: object) -> str:
    """Return the sentence of an error or of a rejected row, with its fields filled. Dates, moments (local) and numbers
    are passed as values, not as texts.

    A number that decides a plural must be a plain int. A missing field or an unknown code is a bug: KeyError.
    """
    texts = said(values)
    for field, (singular, plural) in COUNTED.get(code, {}).items():
        count = values[field]
        if not isinstance(count, int):
            raise TypeError(f"{code}: {field} counts something and must be an int")
        texts[field] = n_(singular, plural, count).format(n=number(count))
    return _(SENTENCES[code]).format(**texts)


def error(code: str, kind: type[UserError] = UserError, /, **values: object) -> UserError:
    """Return the error to raise, with its sentence: ``raise error("STALE", Stale, user=name)``."""
    return kind(code, user_text(code, **values))
