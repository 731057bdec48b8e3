"""What a call to a French number costs whoever calls, by the numbering plan (economie.gouv.fr)."""

import re
from enum import Enum

_NOT_A_FIGURE = re.compile(r"[\s.\-/()\u2010-\u2015]+")
_OF_FRANCE = re.compile(r"(?:\+|00)(?:33|262|590|594|596)0?(?=\d{9}$)")
_CLASSES = (
    (re.compile(r"080[0-5]\d{6}"), "FREE"),
    (re.compile(r"(?:0[1-79]\d|080[6-9])\d{6,7}"), "ORDINARY"),
    (re.compile(r"08\d{8}|118\d{3}|[346]\d{2,5}|10\d\d?"), "PREMIUM"),
)
"""The digits of a number → its class, the first that fits."""


class CallCost(Enum):
    """``FREE``: 0800 to 0805; ``ORDINARY``: 01 to 07, 09, and 0806 to 0809, an ordinary call; ``PREMIUM``: any other 08
    and the short numbers, whose call may be charged more; ``UNKNOWN``: the rest, numbers of other countries too."""

    FREE = "free"
    ORDINARY = "ordinary"
    PREMIUM = "premium"
    UNKNOWN = "unknown"

    @property
    def may_be_asked(self) -> bool:
        """Tell whether a person may be asked to call it to use a right: nothing above an ordinary call (RGPD art.
        12(5))."""
        return self in (CallCost.FREE, CallCost.ORDINARY)


def call_cost(phone: str) -> CallCost:
    """Return the class of a number as typed: « 0 892 70 12 34 », « +33 1 99 00 10 20 », « 36 39 »."""
    digits = _OF_FRANCE.sub("0", _NOT_A_FIGURE.sub("", phone.strip()))
    for pattern, name in _CLASSES:
        if pattern.fullmatch(digits) and (len(digits) == 10 or name == "PREMIUM"):
            return CallCost[name]
    return CallCost.UNKNOWN
