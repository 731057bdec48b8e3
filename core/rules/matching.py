"""Measures how alike two persons are: signs that they are the same one, signs that they are not, and a score. It merges
nothing.

Precision comes first: joining two persons by mistake is worse than keeping one twice. A proposal needs two independent
signs (a name and a telephone with one digit off, an address and a listing…), and one contradiction is enough to propose
nothing.
"""

from collections.abc import Iterator, Sequence

from core.base.addresses import Address
from core.base.records import Struct
from core.base.typo_distance import Match
from core.model.sign import CERTAIN, Sign
from core.rules.comparators import PersonName, same_name, same_place

PROPOSED = 60
"""Score from which two persons are shown to the user as perhaps the same."""
_LOCAL_PART = 6
"""Letters before the @ under which two providers are not one person: « info », « jean »."""


class MatchedProperty(Struct, frozen=True):
    """What two ads of one property have in common on any site: ``kind`` folded, price in cents, area in m², ``place``:
    postcode or folded town; ``site``: folded, where it was offered."""

    kind: str
    price: int | None
    area: float | None
    rooms: int | None
    place: str
    site: str = ""


class MatchedPerson(Struct, frozen=True):
    """The data of a lead that are compared. ``phones``: comparison keys."""

    name: PersonName
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    listings: tuple[MatchedProperty, ...] = ()


class SignWeighed(Struct, frozen=True):
    """One sign and the value it rests on for each person (a telephone key, an e-mail, an address), empty when it rests
    on the whole sheet."""

    sign: Sign
    one: str = ""
    other: str = ""


class Likeness(Struct, frozen=True):
    """``score`` from 0 to 100 and its signs, the strongest first; below :data:`PROPOSED` nothing is proposed."""

    score: int
    signs: tuple[SignWeighed, ...]

    @property
    def proposed(self) -> bool:
        """Tell whether the user should see this pair."""
        return self.score >= PROPOSED


DIFFERENT = Likeness(0, ())


def compare(one: MatchedPerson, other: MatchedPerson) -> Likeness:
    """Return how alike two persons are."""
    name = same_name(one.name, other.name)
    places = list(_places(one.addresses, other.addresses))
    if name is Match.OTHER or _live_apart(places):
        return DIFFERENT
    signs = [
        *_name_sign(name),
        *_place_signs(places),
        *_phone_signs(one.phones, other.phones),
        *_email_signs(one.emails, other.emails),
        *_listing_signs(one.listings, other.listings),
    ]
    score = min(sum(alike.sign.weight for alike in signs), 100)
    certain = any(alike.sign.weight >= CERTAIN for alike in signs)
    # One sign that is not certain is not enough for a proposal.
    if not certain and len(signs) < 2:
        score = min(score, PROPOSED - 1)
    return Likeness(score, tuple(sorted(signs, key=lambda alike: -alike.sign.weight)))


def _name_sign(name: Match) -> Iterator[SignWeighed]:
    if name in (Match.SAME, Match.NEAR):
        yield SignWeighed(Sign.SAME_NAME if name is Match.SAME else Sign.NEAR_NAME)


def _places(one: Sequence[Address], other: Sequence[Address]) -> Iterator[tuple[Match, Address, Address]]:
    for mine in one:
        for theirs in other:
            yield same_place(mine, theirs), mine, theirs


def _live_apart(places: Sequence[tuple[Match, Address, Address]]) -> bool:
    """Tell whether the addresses place them at two numbers of one street, and nowhere at the same address."""
    matches = {match for match, _, _ in places}
    return Match.OTHER in matches and not matches & {Match.SAME, Match.NEAR}


def _place_signs(places: Sequence[tuple[Match, Address, Address]]) -> Iterator[SignWeighed]:
    for match, sign in ((Match.SAME, Sign.SAME_ADDRESS), (Match.NEAR, Sign.NEAR_ADDRESS)):
        for found, mine, theirs in places:
            if found is match:
                yield SignWeighed(sign, mine.said, theirs.said)
                return


def _phone_signs(one: Sequence[str], other: Sequence[str]) -> Iterator[SignWeighed]:
    both = sorted(set(one) & set(other))
    if both:
        yield SignWeighed(Sign.SAME_PHONE, both[0], both[0])
        return
    near = ((mine, theirs) for mine in one for theirs in other if one_digit_off(mine, theirs))
    for mine, theirs in near:
        yield SignWeighed(Sign.NEAR_PHONE, mine, theirs)
        return


def one_digit_off(one: str, other: str) -> bool:
    """Tell whether two numbers differ by one mistyped digit or two swapped neighbours. The first two digits must be
    equal, since they tell the kind of telephone."""
    if len(one) != len(other) or one[:2] != other[:2]:
        return False
    wrong = [index for index, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(wrong) == 1


def _email_signs(one: Sequence[str], other: Sequence[str]) -> Iterator[SignWeighed]:
    both = sorted(set(one) & set(other))
    if both:
        yield SignWeighed(Sign.SAME_EMAIL, both[0], both[0])
        return
    locals_ = {mine.partition("@")[0]: mine for mine in one}
    for theirs in other:
        local = theirs.partition("@")[0]
        if len(local) >= _LOCAL_PART and local in locals_:
            yield SignWeighed(Sign.NEAR_EMAIL, locals_[local], theirs)
            return


def _listing_signs(one: Sequence[MatchedProperty], other: Sequence[MatchedProperty]) -> Iterator[SignWeighed]:
    pairs = [(mine, theirs) for mine in one for theirs in other if _one_property(mine, theirs)]
    if pairs:
        yield SignWeighed(Sign.SAME_PROPERTY if any(_on_two_sites(*pair) for pair in pairs) else Sign.SAME_LISTING)


def _on_two_sites(one: MatchedProperty, other: MatchedProperty) -> bool:
    """Tell whether two ads of two sites say the same of all that tells a property: an ad often tells nobody's name."""
    is_told = bool(one.kind and other.kind and one.rooms and other.rooms)
    return is_told and bool(one.site and other.site) and one.site != other.site


def _one_property(one: MatchedProperty, other: MatchedProperty) -> bool:
    """Tell whether two ads show one property: price, area and place equal, nothing that contradicts."""
    if not one.price or not one.area or not one.place or not other.area:
        return False
    if (one.price, one.place) != (other.price, other.place) or abs(one.area - other.area) >= 1:
        return False
    kinds = one.kind == other.kind or not one.kind or not other.kind
    return kinds and (one.rooms == other.rooms or one.rooms is None or other.rooms is None)
