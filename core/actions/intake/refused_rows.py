"""A row that bears a telephone or an e-mail of the register: who refused it themselves, or surely another person."""

from collections.abc import Callable, Container, Mapping, Sequence

from core.actions.common import fuzzy_suppression
from core.actions.common.fuzzy_suppression import Dweller
from core.actions.common.marks import KindHash
from core.actions.intake.normalising import Ready
from core.actions.register import shared_number_rule
from core.store.leads import Refusal
from core.store.port import Reader

Base = Callable[[], Reader]
"""Gives the base once what waits to be written is in it."""


def dweller(row: Ready) -> Dweller:
    """Return the person of a row at their address."""
    return fuzzy_suppression.dweller(row, row.address, row.postcode, row.town)


def lent(base: Base, row: Ready, marks: Sequence[KindHash], opposed: Container[str]) -> list[str]:
    """Return the refused telephones and e-mails (keyed hashes) that a row, surely another's and which refuses nothing,
    only shares with the one who refused."""
    refused = [hashed for kind, hashed in marks if kind in shared_number_rule.CONTACTS and hashed in opposed]
    return (
        shared_number_rule.only_shared(base(), shared_number_rule.Bearer([dweller(row)], marks), refused)
        if refused and not row.refusal
        else []
    )


def named(base: Base, row: Ready, marks: Sequence[KindHash], opposed: Mapping[str, Refusal]) -> Refusal | None:
    """Return the refusal, under the name of a row, of a telephone or an e-mail of it that tells nobody apart."""
    refused = [hashed for kind, hashed in marks if kind in shared_number_rule.SHARED and hashed in opposed]
    found = (
        shared_number_rule.refused_under_name(base(), shared_number_rule.Bearer([dweller(row)], marks), refused)
        if refused
        else []
    )
    return opposed[found[0]] if found else None
