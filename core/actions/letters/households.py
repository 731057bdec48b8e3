"""The people of one property who live at one address: each has a letter of their own, with its own reference and
coupon, and these letters travel in one envelope (law file, OBJ-06)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from core.base import addresses
from core.records.contact import Contact
from core.records.notice import Notice
from core.store import leads, notices
from core.store.port import Reader


def envelopes(r: Reader, lead_ids: Iterable[int]) -> list[list[int]]:
    """Return these leads by envelope, each where the first of it stands."""
    ids = list(dict.fromkeys(lead_ids))
    owners: dict[int, set[int]] = defaultdict(set)
    for pair in leads.co_owners(r, ids):
        owners[pair.lead_id].add(pair.other_id)
    homes = _homes(r, owners)
    groups: list[list[int]] = []
    for lead_id in ids:
        home = homes.get(lead_id)
        mates = (
            [group for group in groups if owners[lead_id] & {*group} and homes.get(group[0]) == home] if home else []
        )
        if mates:
            mates[0].append(lead_id)
        else:
            groups.append([lead_id])
    return groups


def envelope_count(r: Reader, notice_ids: Sequence[int]) -> int:
    """Return how many envelopes these letters travel in."""
    return len(envelopes(r, [letter.lead_id for letter in notices.letters_by_ids(r, notice_ids)]))


def _homes(r: Reader, lead_ids: Iterable[int]) -> dict[int, str]:
    """Return lead → the key of the address that its letter goes to."""
    homes: dict[int, str] = {}
    for contact in r.of(Contact, lead_id=sorted(lead_ids), kind="address"):
        homes.setdefault(
            contact.lead_id, addresses.read_address(contact.value, contact.postcode, contact.town).key
        )  # fmt: skip
    return homes


def in_envelopes(r: Reader, letters: Sequence[Notice]) -> list[list[Notice]]:
    """Return letters by envelope, each where the first of it stands."""
    of_lead: dict[int, list[Notice]] = defaultdict(list)
    for letter in letters:
        of_lead[letter.lead_id].append(letter)
    return [[letter for lead_id in group for letter in of_lead[lead_id]] for group in envelopes(r, of_lead)]
