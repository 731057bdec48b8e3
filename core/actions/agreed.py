"""Agreements as the law looks at them, from their rows."""

import json
from datetime import datetime
from typing import Any

from core.model.channel import Channel
from core.model.consent import MISSING
from core.model.facts import ConsentFact
from core.moments import read, read_day
from core.store.port import Row
from core.text import fold


def consent_facts(row: Row, agency: str) -> tuple[ConsentFact, ...]:
    """Return what one row of :data:`core.store.judging` tells: several facts where its channels do not share all,
    the calls alone taken back, or the number written on the coupon, which says nothing of e-mails.

    The agency's own name may be written otherwise since: only another name is another agency.
    """
    channels, collected, until, has_proof, withdrawn, hashed, object_, _wording, *given = row
    calls_withdrawn, slots, exact, missing, named, mentions, hash_kind = given
    alike: dict[tuple[str | None, str], set[Channel]] = {}
    for channel in map(Channel, filter(None, str(channels).split(","))):
        back = _first(withdrawn, calls_withdrawn if channel is Channel.CALL else None)
        key = "" if channel is Channel.EMAIL and hash_kind == "phone" else str(hashed)
        alike.setdefault((back, key), set()).add(channel)
    return tuple(
        ConsentFact(
            channels=frozenset(agreed),
            collected=read(collected),
            until=read_day(until),
            has_proof=bool(has_proof),
            missing=tuple(MISSING[code] for code in _listed(missing)),
            withdrawn=read(back),
            key=key,
            object=str(object_),
            agency=agency if fold(str(named)) in ("", fold(agency)) else str(named),
            slots=tuple((int(day), str(start), str(end)) for day, start, end in _listed(slots)),
            exact=tuple(map(datetime.fromisoformat, _listed(exact))),
            five_mentions_proven=bool(mentions),
        )
        for (back, key), agreed in alike.items()
    )


def _listed(kept: object) -> list[Any]:
    # Most are empty, and a list judges thousands of rows.
    return [] if kept == "[]" else json.loads(str(kept))


def _first(*moments: object) -> str | None:
    return min((str(moment) for moment in moments if moment), default=None)
