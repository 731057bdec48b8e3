"""Decides whether a row that shares a mark with a known person is that person's, or another's to be told apart.

Another name with another telephone or another address is somebody else, whatever they share, and nobody is lent the
address of another whole name. One ad never makes two
persons one: its mark counts only where nothing says that they are two.
"""

from collections.abc import Collection, Sequence
from enum import IntEnum

from core.base.addresses import Address
from core.base.records import Struct
from core.base.typo_distance import Match
from core.rules.comparators import PersonName, same_name, same_place

BY_CONTACT = frozenset(("phone", "email", "address"))
"""Marks of a person, as opposed to the mark of an ad."""
_ENOUGH = 2
"""Other contact points that, with another name, show that what two persons share is neither's own."""
_WHOLE = 2
"""Words of a name from which it is a first name and a surname."""


class IdentityMatch(IntEnum):
    """Whether a row is a known person's: surely, for all that is known, or not (it is then told apart)."""

    OWN = 0
    MAY = 1
    TWO = 2


class PersonData(Struct, frozen=True):
    """What a row or a sheet says of a person. ``phones``: comparison keys or E.164, the same for both sides; ``place``:
    postcode, else the folded town; ``references``: of its ads, casefolded, or their links."""

    name: PersonName
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    addresses: Sequence[Address] = ()
    postcode: str = ""
    town: str = ""
    references: frozenset[str] = frozenset()


class PersonComparison(Struct, frozen=True):
    """The result for one known person: the fit, what the two share and in what they differ, as kinds (name, phone,
    email, address, town, listing)."""

    fit: IdentityMatch
    shared: tuple[str, ...]
    differing: tuple[str, ...]

    @property
    def by_nobody(self) -> frozenset[str]:
        """The kinds of shared marks that prove to be neither's own: the ad of two persons; a telephone or an e-mail
        of two who differ in everything else."""
        if self.fit is not IdentityMatch.TWO or "name" not in self.differing:
            return frozenset()
        contacts = {"phone", "email", "address"} & set(self.differing)
        own = {"listing"} if len(contacts) < _ENOUGH else {"listing", "phone", "email"}
        return frozenset(own & set(self.shared))


def recognise(shared: Collection[str], row: PersonData, known: PersonData, *, alone: bool) -> PersonComparison:
    """Compare a row with a known person with whom it shares marks of the kinds ``shared``. ``alone``: nobody else bears
    these marks, and the person was known before this file."""
    name = same_name(row.name, known.name)
    differing = _differing(row, known, shared)
    if name is Match.OTHER and "phone" in shared and row.phones - known.phones and known.phones - row.phones:
        differing = ("phone", *differing)  # One number in common, and each a number of their own.
    others = name is Match.OTHER and _are_others(row, known, differing)
    fit = IdentityMatch.TWO if others else _fit(name, set(shared), set(differing))
    if fit is IdentityMatch.TWO and alone and "phone" in shared and row.references & known.references:
        # One telephone in one ad, told by two suppliers under two names: the pen name of a site, or that of a spouse.
        fit = IdentityMatch.MAY
    if name is Match.OTHER:
        differing = ("name", *differing)
    return PersonComparison(fit, tuple(kind for kind in _KINDS if kind in shared), differing)


def shared_by(one: PersonData, other: PersonData) -> tuple[str, ...]:
    """Return the kinds of what two persons share."""
    same = (
        ("phone", not one.phones.isdisjoint(other.phones)),
        ("email", not one.emails.isdisjoint(other.emails)),
        ("address", any(mine.key == theirs.key for mine in one.addresses for theirs in other.addresses)),
        ("listing", not one.references.isdisjoint(other.references)),
    )
    return tuple(kind for kind, holds in same if holds)


_KINDS = ("phone", "email", "address", "listing")


def _fit(name: Match, shared: set[str], differing: set[str]) -> IdentityMatch:
    if name in (Match.SAME, Match.NEAR):
        return IdentityMatch.OWN
    contact = bool(shared & BY_CONTACT)
    if name is Match.OTHER:
        return IdentityMatch.TWO if differing & {"phone", "address"} or not contact else IdentityMatch.MAY
    # A side without a name: the mark of an ad makes them one unless something differs, a contact point unless all does.
    against = differing & BY_CONTACT
    return IdentityMatch.TWO if len(against) >= (_ENOUGH if contact else 1) else IdentityMatch.MAY


def _are_others(row: PersonData, known: PersonData, differing: Collection[str]) -> bool:
    """Tell whether two who give whole names without a word in common are surely two: each has an e-mail, or one would
    get the only address, the other's, and a letter would be sent there under the wrong name."""
    mine, theirs = (frozenset(word for word in data.name.told if len(word) > 1) for data in (row, known))
    is_whole = min(len(mine), len(theirs)) >= _WHOLE and mine.isdisjoint(theirs)
    return is_whole and ("email" in differing or bool(row.addresses) != bool(known.addresses))


def _differing(row: PersonData, known: PersonData, shared: Collection[str]) -> tuple[str, ...]:
    """Return in what two persons differ; a kind that either side leaves untold differs in nothing."""
    texts = []
    if "phone" not in shared and row.phones and known.phones and row.phones.isdisjoint(known.phones):
        texts.append("phone")
    if "email" not in shared and row.emails and known.emails and row.emails.isdisjoint(known.emails):
        texts.append("email")
    if "address" not in shared and row.addresses and known.addresses and _elsewhere(row.addresses, known.addresses):
        texts.append("address")
    elif row.postcode and known.postcode:
        texts += ["town"] if row.postcode != known.postcode else []
    elif row.town and known.town and row.town != known.town:
        texts.append("town")
    return tuple(texts)


def _elsewhere(one: Sequence[Address], other: Sequence[Address]) -> bool:
    """Tell whether no address of one side may be one of the other."""
    return all(_apart(mine, theirs) for mine in one for theirs in other)


def _apart(one: Address, other: Address) -> bool:
    match = same_place(one, other)
    if match is not Match.UNTOLD:
        return match is Match.OTHER
    if one.place and other.place and one.place != other.place and one.town != other.town:
        return True
    mine, theirs = set(one.telling), set(other.telling)
    return bool(mine and theirs) and not (mine <= theirs or theirs <= mine)
