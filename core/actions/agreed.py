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
    """Return what one row of :data:`core.store.judging` tells: two facts where the calls alone were taken back.

    The agency's own name may be written otherwise since: only another name is another agency.
    """
    channels, collected, until, has_proof, withdrawn, hashed, object_, _wording, *given = row
    calls_withdrawn, slots, exact, missing, named, mentions = given
    agreed = frozenset(Channel(name) for name in str(channels).split(",") if name)
    taken, left = (agreed, frozenset[Channel]()) if withdrawn or not calls_withdrawn else _split(agreed)
    fact = ConsentFact(
        channels=taken,
        collected=read(collected),
        until=read_day(until),
        has_proof=bool(has_proof),
        missing=tuple(MISSING[code] for code in _listed(missing)),
        withdrawn=read(_first(withdrawn, calls_withdrawn)),
        key=str(hashed),
        object=str(object_),
        agency=agency if fold(str(named)) in ("", fold(agency)) else str(named),
        slots=tuple((int(day), str(start), str(end)) for day, start, end in _listed(slots)),
        exact=tuple(map(datetime.fromisoformat, _listed(exact))),
        five_mentions_proven=bool(mentions),
    )
    if not left:
        return (fact,)
    rest = ConsentFact(
        channels=left,
        collected=fact.collected,
        until=fact.until,
        has_proof=fact.has_proof,
        missing=fact.missing,
        key=fact.key,
        object=fact.object,
        agency=fact.agency,
        five_mentions_proven=fact.five_mentions_proven,
    )
    return (fact, rest)


def _listed(kept: object) -> list[Any]:
    # Most are empty, and a list judges thousands of rows.
    return [] if kept == "[]" else json.loads(str(kept))


def _split(agreed: frozenset[Channel]) -> tuple[frozenset[Channel], frozenset[Channel]]:
    return agreed & {Channel.CALL}, agreed - {Channel.CALL}


def _first(*moments: object) -> object:
    return min((str(moment) for moment in moments if moment), default=None)
