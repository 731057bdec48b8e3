"""Free labels on leads: read, put on several at once, renamed everywhere."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from core.actions.common.possible_refusals import hold_said
from core.actions.leads.several import BulkResult, ColumnChange, written
from core.base import text
from core.records.lead import Lead
from core.refusals.detection import heard
from core.store import lead_lists as found
from core.store.port import Reader, Store, Writer
from core.words.errors import error

LONGEST = 24
MOST = 20
"""Labels on one lead."""
_BETWEEN = re.compile(r"[,;\n]")


def tags_read(r: Reader, typed: str) -> tuple[str, ...]:
    """Return the labels of a text, parted by commas, in order; one already in use keeps its spelling. Raises UserError
    TAG_LONG, TAG_MANY."""
    held = {text.fold(one): one for one in known(r)}
    asked = {text.fold(one): one for one in map(text.clean, _BETWEEN.split(typed)) if text.fold(one)}
    if any(len(one) > LONGEST for one in asked.values()):
        raise error("TAG_LONG")
    if len(asked) > MOST:
        raise error("TAG_MANY", n=MOST)
    return tuple(held.get(key, asked[key]) for key in sorted(asked))


def known(r: Reader) -> dict[str, int]:
    """Return each label in use and how many leads bear it, by name."""
    counted: Counter[str] = Counter()
    for tags, leads in found.labels(r).items():
        counted.update(dict.fromkeys(tags.splitlines(), leads))
    return dict(sorted(counted.items(), key=lambda one: text.fold(one[0])))


def tag_several(
    store: Store, ids: Sequence[int], *, add: str = "", remove: str = "", by: str, at: datetime
) -> BulkResult:
    """Add labels to leads and remove others, in one gesture. Raises UserError TAG_LONG, TAG_MANY, CORRECTION_NONE."""
    with store.write("tag", by=by, at=at) as w:
        put, out = tags_read(w, add), {text.fold(tag) for tag in tags_read(w, remove)}
        return _heard(
            w, written(w, [_set(lead, put, out) for lead in w.of(Lead, id=ids, erased_at=None)]), put, by=by, at=at
        )


def rename_tag(store: Store, old: str, new: str, *, by: str, at: datetime) -> BulkResult:
    """Rename a label everywhere; an empty name removes it. Raises UserError TAG_LONG, TAG_UNKNOWN."""
    with store.write("tag", by=by, at=at) as w:
        name = next((one for one in known(w) if text.fold(one) == text.fold(old)), None)
        if name is None:
            raise error("TAG_UNKNOWN", tag=old)
        # The spelling asked for is kept, even of the same letters.
        again = tags_read(w, new)
        put = (text.clean(new),) if text.fold(new) == text.fold(old) else again
        rows = w.of(Lead, id=found.bearing(w, name), erased_at=None)
        return _heard(w, written(w, [_set(row, put, {text.fold(name)}) for row in rows]), put, by=by, at=at)


def _heard(w: Writer, done: BulkResult, put: Iterable[str], *, by: str, at: datetime) -> BulkResult:
    """Hold the leads just given a label that says a refusal, « ne plus appeler », and return the gesture."""
    sentences = [label for label in put if heard(label)]
    for change in done.done if sentences else ():
        hold_said(w, ", ".join(sentences), lead_id=change.lead_id, way="note", by=by, at=at)
    return done


def _set(one: Lead, put: Iterable[str], out: Iterable[str]) -> ColumnChange:
    return ColumnChange(one.id, "tags", one.tags, _joined(one.tags.splitlines(), put, out))


def _joined(held: Iterable[str], put: Iterable[str], out: Iterable[str]) -> str:
    left = {text.fold(one): one for one in held if text.fold(one) not in set(out)}
    return "\n".join(one for _key, one in sorted((left | {text.fold(one): one for one in put}).items()))
