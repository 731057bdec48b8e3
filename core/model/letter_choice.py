"""Which letter a lead gets, and why."""

from collections.abc import Mapping
from enum import StrEnum

from core.base.records import Struct, field, replace


class AdWords(StrEnum):
    """What is known of the words of an ad: they speak of a private matter, they do not, or nobody read them."""

    PRIVATE = "private"
    PLAIN = "plain"
    UNREAD = "unread"


class ChosenLetter(Struct, frozen=True):
    """``variant``: a (ordinary), b (without a name), c (neutral), d (rental), e (second), f (nobody knows whether to
    sell or to let); ``code`` and ``values``: of the sentence that says why; ``may_read``: somebody may say that they
    read the ad; ``may_be_neutral``: the neutral letter may be taken instead; ``decided``: what the agency decided:
    « c », « a » or empty. ``english``: it is in English. ``remarks``: codes of what is to be read again first."""

    variant: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    may_read: bool = False
    may_be_neutral: bool = False
    decided: str = ""
    english: bool = False
    remarks: tuple[str, ...] = ()

    def of(self, code: str = "", **values: object) -> "ChosenLetter":
        """Return this choice with other values, and the code of another reason where one is given."""
        return replace(self, code=code or self.code, values=values)
