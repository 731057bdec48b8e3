"""The next step of each lead: what decides of it, and the steps that are kept: which hold, which are to be made again,
how many leads stand at each; who may be worth a call. Kept steps are derived: they are neither announced nor
journaled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from core.model.step import Twin
from core.store.port import AMONG, EVERY, Reader, Writer, several


class ReadyLetter(NamedTuple):
    """A letter made and not posted. ``day``: the ISO day it bears; ``printed``: its sheet is out; ``sent``: it was
    given to a printer, and nobody said yet whether it came out."""

    lead_id: int
    day: str
    printed: bool
    sent: bool


def twins(r: Reader, ids: Sequence[int]) -> list[Twin]:
    """Return the leads that may be the same person as one of these and were not told apart, the likeliest first."""
    return r.named(
        Twin,
        f"""SELECT pair.lead_id, l.name, l.town FROM (
                SELECT lead_a AS lead_id, lead_b AS other, score FROM alike WHERE apart_at IS NULL
                UNION ALL SELECT lead_b, lead_a, score FROM alike WHERE apart_at IS NULL) pair
            JOIN lead l ON l.id = pair.other
            WHERE l.erased_at IS NULL AND pair.lead_id {AMONG} ORDER BY pair.score DESC, l.id""",
        several(ids),
    )


def ready_letters(r: Reader, ids: Sequence[int]) -> list[ReadyLetter]:
    """Return the letters of these leads made and not posted, in the order they were made."""
    return r.named(
        ReadyLetter,
        f"""SELECT lead_id, day, printed_at IS NOT NULL AS printed,
                EXISTS (SELECT 1 FROM run_letter s JOIN print_run p ON p.id = s.run_id WHERE s.notice_id = notice.id
                        AND s.sent_at IS NOT NULL AND s.left_at IS NULL AND p.closed_at IS NULL) AS sent
            FROM notice WHERE posted_at IS NULL AND withdrawn_at IS NULL AND returned_at IS NULL AND unfinished = 0
              AND lead_id {AMONG}
            ORDER BY id""",
        several(ids),
    )


class CallEnd(NamedTuple):
    """When a call started, and what came of it."""

    lead_id: int | None
    started: str
    outcome: str


def ended_calls(r: Reader, ids: Sequence[int]) -> list[CallEnd]:
    """Return the calls of these leads that have an end, the last first."""
    return r.named(
        CallEnd,
        f"""SELECT lead_id, started, outcome FROM call
            WHERE ended IS NOT NULL AND lead_id {AMONG} ORDER BY started DESC, id DESC""",
        several(ids),
    )


def reachable(r: Reader, ids: Sequence[int]) -> set[int]:
    """Return which of these leads have a telephone whose last call did not find it wrong."""
    return set(
        r.column(
            int,
            f"""SELECT DISTINCT c.lead_id FROM contact c WHERE c.kind = 'phone' AND c.lead_id {AMONG}
                AND coalesce((SELECT outcome FROM call WHERE call.lead_id = c.lead_id AND call.phone = c.value
                              AND ended IS NOT NULL ORDER BY started DESC LIMIT 1), '') <> 'wrong_number'""",
            several(ids),
        )
    )


class KeptStep(NamedTuple):
    """The step of a lead. ``due``: its ISO day, empty for none; ``turns``: kept moment until which it holds; ``way``:
    what may be done until then (:class:`core.model.way_now.WayNow`), empty for nothing."""

    lead_id: int
    step: str
    due: str
    turns: str
    way: str


class StepCount(NamedTuple):
    """How many leads stand at a step and are due on a day (ISO, empty for none)."""

    step: str
    due: str
    leads: int


class HashTouched(NamedTuple):
    """A keyed hash written since; ``near``: 1 when it is of a spelling near a refused address."""

    id: int
    hash: str
    near: int


def next_turn(r: Reader, now: str) -> str | None:
    """Return the first moment after ``now`` (kept moments) at which a kept step does not hold any more."""
    return r.value(str, "SELECT min(turns) FROM step WHERE turns > ?", now)


def without_step(r: Reader, now: str, held: int | None = None, among: Collection[int] | None = None) -> set[int]:
    """Return the leads whose kept step does not hold any more at ``now`` (kept moment), and those that have none; of
    ``among`` only, where some are given. ``held``: how many steps are kept, None to count them."""
    if among is not None:
        sql = f"SELECT lead_id FROM step WHERE turns > ? AND lead_id {AMONG}"
        return set(among).difference(r.column(int, sql, now, several(among)))
    turned = set(r.column(int, "SELECT lead_id FROM step WHERE turns <= ?", now))
    held = r.value(int, "SELECT count(*) FROM step") if held is None else held
    if held == r.value(int, "SELECT rows FROM tally WHERE name = 'lead'"):
        return turned
    return turned.union(r.column(int, "SELECT id FROM lead WHERE id NOT IN (SELECT lead_id FROM step)"))


def hashes_touched(r: Reader) -> list[HashTouched]:
    """Return the keyed hashes written since the last time they were looked at."""
    return r.named(HashTouched, "SELECT id, hash, near FROM step_hash")


def steps_made_with(r: Reader) -> dict[str, str]:
    """Return what the steps were made with."""
    return r.by_key(str, str, "SELECT key, value FROM step_made")


def every_lead(r: Reader) -> list[int]:
    """Return every lead."""
    return r.column(int, "SELECT id FROM lead")


def leads_of_suppliers(r: Reader, ids: Sequence[int]) -> list[int]:
    """Return the leads that an origin of these suppliers gave."""
    return r.column(int, f"SELECT DISTINCT lead_id FROM origin WHERE supplier_id {AMONG}", several(ids))


def step_counts(r: Reader, ids: Sequence[int] | None = None) -> list[StepCount]:
    """Return how many leads stand at each step, by the day it is due; of ``ids`` only, where some are given."""
    among = "" if ids is None else f"WHERE lead_id {AMONG}"
    sql = f"SELECT step, due, count(*) AS leads FROM step {among} GROUP BY step, due"
    return r.named(StepCount, sql, *(() if ids is None else (several(ids),)))


def first_at_step(r: Reader, step: str, limit: int = EVERY) -> list[KeptStep]:
    """Return leads that stand at a step, the soonest due first, those without a day last."""
    sql = (
        """SELECT lead_id, step, due, turns, way FROM step WHERE step = ? AND due > '' ORDER BY due, lead_id LIMIT ?"""
    )
    dated = r.named(KeptStep, sql, step, limit)
    sql = "SELECT lead_id, step, due, turns, way FROM step WHERE step = ? AND due = '' ORDER BY lead_id LIMIT ?"
    return [*dated, *r.named(KeptStep, sql, step, limit - len(dated))]


def of_batch_at_step(r: Reader, batch_id: int, step: str) -> list[int]:
    """Return the leads added by a batch that stand at a step, in the order they came."""
    added = "SELECT id FROM lead WHERE batch_id = ?"
    sql = f"SELECT lead_id FROM step WHERE step = ? AND lead_id IN ({added}) ORDER BY lead_id"
    return r.column(int, sql, step, batch_id)


def by_urgency(r: Reader, waited: Sequence[str], *, descending: bool) -> list[int]:
    """Return the leads whose step is due on a day, the soonest first, but those at one of the ``waited`` steps."""
    sql = f"""SELECT lead_id FROM step WHERE due > '' AND step NOT {AMONG}
              ORDER BY due {"DESC" if descending else "ASC"}, lead_id"""
    return r.column(int, sql, several(waited))


def way_counts(r: Reader, now: str) -> dict[str, int]:
    """Return how many leads have each way that still holds at ``now`` (kept moment)."""
    return r.by_key(str, int, "SELECT way, count(*) FROM step WHERE turns > ? GROUP BY way", now)


def ways_but(r: Reader, way: str, now: str) -> dict[int, str]:
    """Return the kept way of each lead but of those at ``way``; empty for one that does not hold any more at ``now``
    (kept moment)."""
    sql = """SELECT lead_id, CASE WHEN turns > ? THEN way ELSE '' END FROM step WHERE way <> ?
             UNION ALL SELECT lead_id, '' FROM step WHERE way = ? AND turns <= ?"""
    return r.by_key(int, str, sql, now, way, way, now)


def worth_a_call(r: Reader, limit: int = EVERY) -> list[int]:
    """Return leads worth looking at for a call: a callback or a title, not opposed or agreed since; by moment,
    callbacks first."""
    return r.column(
        int,
        """SELECT lead_id FROM (
               SELECT b.lead_id, b.due AS moment FROM callback b WHERE b.done_at IS NULL AND b.cancelled_at IS NULL
               UNION ALL SELECT lead_id, '9999' FROM consent WHERE withdrawn IS NULL AND calls_withdrawn IS NULL
               UNION ALL SELECT lead_id, '9999' FROM title
                   WHERE answered IS NULL AND closed_at IS NULL AND written = '')
           JOIN lead l ON l.id = lead_id WHERE l.erased_at IS NULL AND (l.opposed_at IS NULL
               OR EXISTS (SELECT 1 FROM consent c WHERE c.lead_id = l.id AND c.collected > l.opposed_at
                          AND c.withdrawn IS NULL AND c.calls_withdrawn IS NULL))
           GROUP BY lead_id ORDER BY min(moment), lead_id LIMIT ?""",
        limit,
    )


def kept_rows(r: Reader, ids: Sequence[int]) -> list[KeptStep]:
    """Return the kept steps of these leads, whether they hold or not."""
    return r.named(KeptStep, f"SELECT lead_id, step, due, turns, way FROM step WHERE lead_id {AMONG}", several(ids))


def keep_steps(w: Writer, rows: Iterable[KeptStep]) -> None:
    """Keep these steps, instead of those kept before."""
    w.upsert("step", KeptStep._fields, rows)


def mark_stale(w: Writer, ids: Sequence[int]) -> None:
    """Note that the steps of these leads are to be made again."""
    w.column(int, f"UPDATE step SET turns = '' WHERE lead_id {AMONG} RETURNING lead_id", several(ids))


def settle_steps(w: Writer, looked: Sequence[int], values: Mapping[str, str]) -> None:
    """Forget the hashes of these ids, which were looked at, and note what the steps are made with."""
    w.column(int, f"DELETE FROM step_hash WHERE id {AMONG} RETURNING id", several(looked))
    w.upsert("step_made", ("key", "value"), values.items())
