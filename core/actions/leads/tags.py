"""Free labels on leads: read, put on several at once, renamed everywhere."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from core.actions.common.in_slices import BulkResult
from core.actions.common.possible_refusals import hold_said
from core.actions.leads.several import put, set_several
from core.base import text
from core.base.progress import Progress, silent
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
    store: Store, ids: Sequence[int], *, add: str = "", remove: str = "", by: str, at: datetime,
    progress: Progress = silent,
) -> BulkResult:  # fmt: skip
    """Add labels to leads and remove others, in one gesture. Raises UserError TAG_LONG, TAG_MANY, LEAD_UNKNOWN."""

    def start(w: Writer) -> Callable[[Lead], bool]:
        return _labelled(w, tags_read(w, add), {text.fold(tag) for tag in tags_read(w, remove)}, by=by, at=at)

    return set_several(store, ids, start, what="tag", by=by, at=at, progress=progress)


def rename_tag(store: Store, old: str, new: str, *, by: str, at: datetime, progress: Progress = silent) -> BulkResult:
    """Rename a label everywhere; an empty name removes it. Raises UserError TAG_LONG, TAG_UNKNOWN."""
    with store.read() as r:
        name = next((one for one in known(r) if text.fold(one) == text.fold(old)), None)
        if name is None:
            raise error("TAG_UNKNOWN", tag=old)
        # The spelling asked for is kept, even of the same letters.
        again = tags_read(r, new)
        put_on = (text.clean(new),) if text.fold(new) == text.fold(old) else again
        ids = found.bearing(r, name)

    def start(w: Writer) -> Callable[[Lead], bool]:
        return _labelled(w, put_on, {text.fold(name)}, by=by, at=at)

    return set_several(store, ids, start, what="tag", by=by, at=at, progress=progress)


def _labelled(w: Writer, put_on: Iterable[str], out: set[str], *, by: str, at: datetime) -> Callable[[Lead], bool]:
    """Return what puts labels on a lead and takes others off; one just given a label that says a refusal, « ne plus
    appeler », is held."""
    sentences = ", ".join(label for label in put_on if heard(label))

    def label(lead: Lead) -> bool:
        is_new = put(w, lead, {"tags": _joined(lead.tags.splitlines(), put_on, out)})
        if is_new and sentences:
            hold_said(w, sentences, lead_id=lead.id, way="note", by=by, at=at)
        return is_new

    return label


def _joined(held: Iterable[str], put: Iterable[str], out: Iterable[str]) -> str:
    left = {text.fold(one): one for one in held if text.fold(one) not in set(out)}
    return "\n".join(one for _key, one in sorted((left | {text.fold(one): one for one in put}).items()))
