"""The refusals of one way of being reached, and of no other, as the facts of the law: said by a coupon, by a column of
a file, or by another base."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from core.base.moments import happened
from core.model.facts import OppositionFact
from core.model.reply import Box
from core.store.one_way import WayClosed
from core.store.replies import Ticked

CLOSES: Mapping[str, str] = MappingProxyType({"no_email": "email", "no_call": "phone", "no_letter": "address"})
"""A refusal of one way → the kind of contact point that it closes."""


def limited(boxes: Sequence[Ticked], closed: Sequence[WayClosed]) -> Iterator[OppositionFact]:
    """Yield the refusals of one way that a person said."""
    for one in boxes:
        if one.box == Box.REFUSE_CALLS:
            yield OppositionFact("person", "letter", happened(one.at), calls_only=True, rank=one.rank)
        elif one.box == Box.REFUSE_ELECTRONIC:
            yield OppositionFact("electronic", "letter", happened(one.at), rank=one.rank)
    for said in closed:
        yield OppositionFact(said.kind, said.how, happened(said.at), rank=said.rank)
