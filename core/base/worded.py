"""A vocabulary: an enumeration whose members are their stored text and carry all their words.

A subclass declares what its members carry as annotated names, in order, and each member gives its text, its word, and
these: ``VISIT = "visit", N_("Visite"), True``. Whoever adds a member gives it everything at once.
"""

from enum import StrEnum
from functools import cache
from typing import Self

from core.base.i18n import _


class WordedEnum(StrEnum):
    """The base of the vocabularies. ``word``: what a member is called on screen, to be translated when it is shown."""

    word: str

    def __new__(cls, value: str, *carried: object) -> Self:
        """Make a member out of its stored text and of what it carries: the program does not load where one lacks some.

        Raises ValueError when a member carries more or less than its vocabulary declares."""
        member = str.__new__(cls, value)
        member._value_ = value
        for name, given in zip(_declared(cls), carried, strict=True):
            setattr(member, name, given)
        return member

    @property
    def shown(self) -> str:
        """The word in the language of the screen."""
        return _(self.word) if self.word else ""

    @classmethod
    def word_of(cls, text: str) -> str:
        """Return the word of the member whose stored text is ``text``, the text itself where there is none."""
        member = cls.known(text)
        return text if member is None else member.word

    @classmethod
    def texts(cls) -> list[str]:
        """Return the stored texts of all, for whoever types one."""
        return [member.value for member in cls]

    @classmethod
    def choices(cls) -> tuple[tuple[str, str], ...]:
        """Return (stored text, word in the language of the screen) of all, for whoever chooses one."""
        return tuple((member.value, member.shown) for member in cls)

    @classmethod
    def shown_of(cls, text: str) -> str:
        """Return, in the language of the screen, the word of a stored text; empty for a text that is no member's."""
        member = cls.known(text)
        return "" if member is None else member.shown

    @classmethod
    def known(cls, text: str) -> Self | None:
        """Return the member whose stored text is ``text``, None for any other text."""
        member = cls._value2member_map_.get(text)
        return member if isinstance(member, cls) else None


@cache
def _declared(vocabulary: type[WordedEnum]) -> tuple[str, ...]:
    """Return the names that a vocabulary declares, those of its bases first."""
    classes = reversed(vocabulary.__mro__)
    return tuple(name for class_ in classes if issubclass(class_, WordedEnum) for name in class_.__annotations__)
