"""Whether the bearer of a refused telephone or e-mail is surely another person than the one who refused it: one rule
for a row that comes, a known sheet, what is typed on one and the register of another base, whichever came first.

- The register holds a telephone or an e-mail against whoever bears it, under any name (rules GDPR-05 and GDPR-06).
- Who bears it under another whole name, and differs by two more contact points out of telephone, e-mail and address, is
  surely another person. The telephone stays closed; their letter waits, with both shown, until somebody says who they
  are (rule OBJ-03), and no way of theirs goes in the register.
- A list of refusals tells contact points, not persons: what it holds closes whoever bears it.

The register keeps no word: the name is compared by the hashes that find a spelling near a refused address, so that it
is the same while the sheet stands and once it is erased.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from core.actions.common import fuzzy_suppression
from core.actions.common.fuzzy_suppression import NEAR, Dweller
from core.actions.common.marks import MAILBOX, NUMBER, KindHash, entry_kind, weak_kind
from core.base import addresses
from core.base.typo_distance import Match
from core.records.contact import Mark
from core.records.lead import Lead
from core.rules.comparators import PersonName, name_of, same_name
from core.rules.near_address import names_somebody, other_name, other_street
from core.store import alike, leads, registers
from core.store.port import Reader, Writer
from core.store.registers import EntryBeside

CONTACTS = ("phone", "email")
SHARED = (NUMBER, MAILBOX)
"""The same, where they tell nobody apart."""
_ENOUGH = 2
"""Contact points in which two persons differ, beside their names, when what they share is neither's own."""
_ALL = 1 << 62
"""How much a gesture may have left in the register where each of its persons is asked for by name."""
_AT_HOME = ("household", "nameless")


class MarkBearer(NamedTuple):
    """Who bears a mark: their name at each of their addresses, or once without any, and (kind, keyed hash) of their
    marks."""

    at: Sequence[Dweller]
    marks: Sequence[KindHash]


def bearer_of(r: Reader, lead_id: int) -> MarkBearer:
    """Return a lead as the bearer of its marks."""
    dwellers = [dweller for _, dweller in fuzzy_suppression.dwellers(r, [lead_id])]
    person = r.get(Lead, lead_id)
    if not dwellers and person is not None:
        dwellers = [Dweller(person.name, person.last_name, "", "", "")]
    return MarkBearer(dwellers, [(mark.kind, mark.hash) for mark in r.of(Mark, lead_id=lead_id)])


def only_shared(r: Reader, bearer: MarkBearer, refused: Iterable[str]) -> list[str]:
    """Return which of these refused keyed hashes this bearer, surely another person, only shares with the one who
    refused."""
    refusers = {hashed: _refusers(r, hashed) for hashed in refused}
    return [
        hashed for hashed, left in refusers.items() if left and all(_is_another(r, besides, bearer) for besides in left)
    ]


def only_shared_by_lead(r: Reader, lead_id: int, marks: Mapping[str, str], refused: Collection[str]) -> list[str]:
    """Return the same of a lead that bears, or would bear, these marks (keyed hash → kind)."""
    if not refused:
        return []
    bearer = bearer_of(r, lead_id)
    return only_shared(
        r, MarkBearer(bearer.at, [*bearer.marks, *((kind, hashed) for hashed, kind in marks.items())]), refused
    )


def borne_apart(r: Reader, name: PersonName, refused: Sequence[str]) -> list[str]:
    """Return which of these refused keyed hashes somebody of that name, who does not refuse, is known to share with the
    one who refused: their property tells them apart."""
    bearers = [mark for mark in alike.everyone_bearing(r, refused) if mark.kind in SHARED]
    people = {lead.id: lead for lead in r.of(Lead, id=[mark.lead_id for mark in bearers], opposed_at=None)}
    names = {key: name_of(lead.name, surname=lead.last_name) for key, lead in people.items()}
    sharing = {pair.lead_id for pair in leads.co_owners(r, [*people])} if people else set()
    same_ids = {key for key in sharing if same_name(name, names[key]) is Match.SAME}
    return [mark.hash for mark in bearers if mark.lead_id in same_ids]


def refused_under_name(r: Reader, bearer: MarkBearer, refused: Iterable[str]) -> list[str]:
    """Return which of these refused keyed hashes were refused under the name of this bearer."""
    return [
        hashed for hashed in refused if any(_is_named(r, refuser, bearer) for refuser in _refusers(r, hashed, _ALL))
    ]


def release_shared(w: Writer, lead_id: int, refused: Mapping[str, str]) -> bool:
    """Make these refused keyed hashes (→ kind) marks of nobody on the sheet of a lead that bears them only as another
    person than the one who refused them, so that it waits for an answer; return whether it did."""
    if not refused or not set(refused.values()) <= set(CONTACTS):
        return False
    if len(only_shared(w, bearer_of(w, lead_id), refused)) < len(refused):
        return False
    w.delete_many("mark", ("lead_id", "hash"), [(lead_id, hashed) for hashed in refused])
    w.mark((lead_id, weak_kind(kind), hashed) for hashed, kind in refused.items())
    return True


def release(w: Writer, lead_ids: Sequence[int], refused: Collection[str]) -> None:
    """Make the refused telephones and e-mails (keyed hashes) that these leads bear marks of nobody on their sheets:
    they are closed, and close nobody. These leads share them with the one who refused, and are surely other people."""
    borne = [mark for mark in w.of(Mark, lead_id=lead_ids) if mark.kind in CONTACTS and mark.hash in refused]
    w.delete_many("mark", ("lead_id", "hash"), [(mark.lead_id, mark.hash) for mark in borne])
    w.mark((mark.lead_id, weak_kind(mark.kind), mark.hash) for mark in borne)


def release_sharers(w: Writer, hashed: str) -> list[int]:
    """Release whoever only shares a refused keyed hash, and return the other leads that bear it, which it closes."""
    return [
        number for number in leads.sharing(w, [hashed]) if not release_shared(w, number, _kind_of(w, number, hashed))
    ]


def _kind_of(r: Reader, lead_id: int, hashed: str) -> dict[str, str]:
    return {mark.hash: mark.kind for mark in leads.marks(r, lead_id) if mark.hash == hashed}


def _refusers(r: Reader, hashed: str, most: int = registers.MOST) -> list[list[EntryBeside]]:
    """Return what each person who refused a keyed hash left in the register; nothing when a list did."""
    by_gesture: dict[int, list[EntryBeside]] = {}
    for entry in registers.beside(r, hashed, most):
        if entry.how == "list":
            return []
        by_gesture.setdefault(entry.gesture, []).append(entry)
    return [*by_gesture.values()]


def _is_another(r: Reader, left: Sequence[EntryBeside], bearer: MarkBearer) -> bool:
    # What the names are compared by takes a millisecond each: most share enough to be settled before.
    differing = sum(_differ(left, bearer, kind) for kind in CONTACTS)
    if differing + 1 < _ENOUGH or differing + _is_elsewhere(r, left, bearer) < _ENOUGH:
        return False
    signed = [(beside, _signed(r, beside, who)) for beside in left if beside.kind == NEAR for who in bearer.at]
    return bool(signed) and all(other_name(one.signature, own_text) for one, ways in signed for own_text in ways)


def _is_named(r: Reader, left: Sequence[EntryBeside], bearer: MarkBearer) -> bool:
    signed = [
        (beside, own_text)
        for beside in left
        if beside.kind == NEAR
        for who in bearer.at
        for own_text in _signed(r, beside, who)
    ]
    return any(names_somebody(own) and not other_name(one.signature, own) for one, own in signed)


def _signed(r: Reader, entry: EntryBeside, who: Dweller) -> tuple[str, ...]:
    return fuzzy_suppression.signed(r.keyed_hash, entry.hash, who)


def _differ(left: Sequence[EntryBeside], bearer: MarkBearer, kind: str) -> bool:
    theirs = {beside.hash for beside in left if beside.kind == kind}
    mine = {hashed for of, hashed in bearer.marks if entry_kind(of) == kind}
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _is_elsewhere(r: Reader, left: Sequence[EntryBeside], bearer: MarkBearer) -> bool:
    """Tell whether no address of the bearer of a mark is one of the person who refused it."""
    homes = [who for who in bearer.at if who.address]
    near = {beside.hash: beside.signature for beside in left if beside.kind == NEAR}
    known_texts = {beside.hash for beside in left}
    keys = [key for who in homes for key in addresses.keys(who.address, who.postcode, who.town)]
    if any(r.keyed_hash(kind, key) in known_texts for key in keys for kind in _AT_HOME):
        return False
    streets = [street for who in homes for street in fuzzy_suppression.asked_streets(r.keyed_hash, who)]
    return bool(homes) and all(block not in near or other_street(near[block], own) for block, own in streets)
