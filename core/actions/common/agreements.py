"""Turns the rows of agreements into the facts the law looks at."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from core.base.moments import read, read_day
from core.base.text import fold
from core.model.channel import Channel
from core.model.consent import ConsentGap
from core.model.facts import ConsentFact
from core.records.consent import Consent


def consent_facts(agreement: Consent, agency: str, phones: Collection[str] = ()) -> tuple[ConsentFact, ...]:
    """Return the facts of one agreement. There are several when its channels differ: the calls alone were withdrawn, or
    a number is written on the coupon, which does not concern e-mails. ``phones``: keyed hashes of the lead's numbers.

    The agency may write its own name differently since then: only another name is another agency.
    """
    alike: dict[tuple[str | None, str], set[Channel]] = {}
    for channel in map(Channel, filter(None, agreement.channels.split(","))):
        back = _first(agreement.withdrawn, agreement.calls_withdrawn if channel is Channel.CALL else None)
        key = "" if channel is Channel.EMAIL and agreement.hash in phones else agreement.hash
        alike.setdefault((back, key), set()).add(channel)
    return tuple(
        ConsentFact(
            channels=frozenset(agreed),
            collected=read(agreement.collected),
            until=read_day(agreement.until),
            has_proof=agreement.proof_id is not None,
            missing=tuple(ConsentGap(code).word for code in _listed(agreement.missing)),
            withdrawn=read(back),
            key=key,
            object=agreement.object,
            agency=agency if fold(agreement.agency) in ("", fold(agency)) else agreement.agency,
            slots=tuple((int(day), str(start), str(end)) for day, start, end in _listed(agreement.slots)),
            exact=tuple(map(datetime.fromisoformat, _listed(agreement.exact))),
            five_mentions_proven=agreement.mentions,
            rank=agreement.rank,
        )
        for (back, key), agreed in alike.items()
    )


def _listed(kept: str) -> list[Any]:
    # Most are empty, and a list of leads judges thousands of rows.
    return [] if kept == "[]" else json.loads(kept)


def _first(*moments: str | None) -> str | None:
    return min((moment for moment in moments if moment), default=None)
