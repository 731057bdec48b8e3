"""The information of art. 14 given on the telephone: the points of the script, ticked as they are said (RGPD art. 12
to 14)."""

from collections.abc import Collection
from datetime import datetime

from core.base.moments import kept
from core.notices.call_script import POINTS, version
from core.records.call import Call, OralNotice
from core.store.port import Reader, Store, Value
from core.words.errors import error

FIRST_LAYER = tuple(point for point in POINTS if point != "agreement")
"""What must be said before the information counts as given (law file, GDPR-03, points 1 to 6): who, the commercial
nature, the source, the aim, the right to object, where the rest is written."""


def say(store: Store, call_id: int, points: Collection[str], *, by: str, at: datetime) -> bool:
    """Record the points said so far during a call, and return whether the information is complete, which needs every
    point of the first layer. The version of the words, the moment and who said them are kept; a point unticked is
    removed.

    Raises UserError LEAD_UNKNOWN for a call the base does not know, FIELD_VALUE for a point that does not exist.
    """
    if unknown := set(points) - set(POINTS):
        raise error("FIELD_VALUE", field="points", value=", ".join(sorted(unknown)))
    complete = set(FIRST_LAYER) <= set(points)
    kept_row: dict[str, Value] = {
        "version": version(),
        "points": ",".join(point for point in POINTS if point in points),
        "complete": int(complete),
        "at": kept(at),
        "by": by,
    }
    with store.write("oral notice", by=by, at=at) as w:
        if w.get(Call, call_id) is None:
            raise error("LEAD_UNKNOWN")
        notice = w.one(OralNotice, call_id=call_id)
        if notice is None:
            w.insert("oral_notice", {"call_id": call_id, **kept_row})
        elif notice.points != kept_row["points"]:
            w.update("oral_notice", notice.id, kept_row)
    return complete


def said(r: Reader, call_id: int) -> tuple[str, ...]:
    """Return the points said during a call, in the order of the script."""
    notice = r.one(OralNotice, call_id=call_id)
    return notice.said if notice else ()
