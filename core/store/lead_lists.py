"""How a list of leads is ordered and filtered, and its lines. One rule says where a lead stands in the trade, and one
what its letter lacks: SQL over ``l``, a row of ``lead``."""

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from core.base.places import postcodes_of, towns_of
from core.base.text import fold
from core.model.trade import TradeStatus
from core.store.port import AMONG, EVERY, Parameter, Reader, several

BEARING = "replace('\n' || tags || '\n', '\n' || ? || '\n', '') <> '\n' || tags || '\n'"
"""The condition on ``lead`` that keeps those who bear a label."""


def labels(r: Reader) -> dict[str, int]:
    """Return each set of labels in use, one a line, and how many leads have it."""
    return r.by_key(str, int, "SELECT tags, count(*) FROM lead WHERE tags <> '' GROUP BY tags")


def bearing(r: Reader, tag: str) -> list[int]:
    """Return the leads that bear a label."""
    return r.column(int, f"SELECT id FROM lead WHERE tags <> '' AND {BEARING}", tag)


ADDRESS_GAP = """coalesce((SELECT CASE
        WHEN a.postcode = '' AND l.postcode = '' AND a.town NOT LIKE '%,%' THEN 'postcode'
        WHEN a.town = '' AND l.town = '' THEN 'town' ELSE '' END
    FROM contact a WHERE a.lead_id = l.id AND a.kind = 'address' ORDER BY a.id LIMIT 1), 'address')"""
"""What the address lacks for the post: address (there is none), postcode, town, or nothing. A town followed by its
country has its postcode beside it."""

ORIGIN_GAP = """coalesce((SELECT CASE WHEN o.source = 'file' AND o.supplier_id IS NULL THEN 'supplier'
        WHEN o.site = '' AND o.source <> 'typed' THEN 'site'
        WHEN o.seen IS NULL AND (o.site <> '' OR o.source <> 'typed') THEN 'day'
        WHEN (l.town = '' OR l.town LIKE '%,%')
            AND coalesce((SELECT town FROM listing WHERE lead_id = l.id ORDER BY id DESC LIMIT 1), '') = '' THEN 'town'
        ELSE '' END
    FROM origin o WHERE o.lead_id = l.id ORDER BY o.id LIMIT 1), 'site')"""
"""What the letter lacks to name the source of the data and the property: supplier (of a file), site, day, town (of the
property), or nothing. What the person gave, typed without a site, has no source to name (rule GDPR-10); the reference
of an ad is said when it is known. A town with its country is where the person lives, not the property."""

READDRESSED = """EXISTS (SELECT 1 FROM stated t JOIN origin o ON o.id = t.origin_id JOIN contact c ON c.id = t.row_id
    WHERE t.lead_id = notice.lead_id AND t."table" = 'contact' AND c.kind = 'address' AND o.how <> ''
    AND o.obtained >= substr(notice.returned_at, 1, 10))"""
"""The agency gave another address since a letter came back: SQL over a row of ``notice``."""


_LAST_MILESTONE = """SELECT m.kind FROM milestone m WHERE m.lead_id = l.id AND m.undone_at IS NULL
    ORDER BY m.id DESC LIMIT 1"""
AGREED = """SELECT lead_id FROM consent WHERE withdrawn IS NULL
    UNION SELECT lead_id FROM title WHERE kind IN ('request', 'contract')"""
"""Who agreed to something, or asked for something."""
MET = "SELECT lead_id FROM call WHERE outcome = 'appointment' AND lead_id IS NOT NULL"
"""Whose call gave an appointment, noted as a milestone or not."""
_SPOKEN = """SELECT c.lead_id FROM oral_notice o CROSS JOIN call c
    WHERE c.id = o.call_id AND o.complete = 1 AND c.lead_id IS NOT NULL"""
"""Who was told all of the information in a conversation."""
_ARRIVED = "SELECT 1 FROM notice n WHERE n.lead_id = l.id AND n.posted_at IS NOT NULL AND n.returned_at IS NULL"
_CAME_BACK = f"""SELECT 1 FROM notice WHERE notice.lead_id = l.id AND notice.returned_at IS NOT NULL
    AND notice.withdrawn_at IS NULL AND NOT {READDRESSED}"""

STATUS = f"""CASE WHEN l.erased_at IS NOT NULL THEN 'erased' WHEN l.opposed_at IS NOT NULL THEN 'opposed'
    ELSE coalesce(({_LAST_MILESTONE}),
        CASE WHEN l.id IN ({MET}) THEN 'appointment' WHEN l.id IN ({AGREED}) OR l.id IN ({_SPOKEN}) THEN 'answered'
             WHEN l.notice_sent IS NOT NULL AND EXISTS ({_ARRIVED}) THEN 'posted'
             WHEN l.notice_sent IS NOT NULL AND EXISTS ({_CAME_BACK}) THEN 'to_complete'
             WHEN {ADDRESS_GAP} <> '' OR {ORIGIN_GAP} <> '' THEN 'to_complete'
             ELSE 'to_inform' END) END"""
"""One of :class:`core.model.trade.TradeStatus`. A letter that came back asks for another address."""

_NOTED = "SELECT lead_id FROM milestone WHERE undone_at IS NULL"
_MAY = {
    "erased": "l.erased_at IS NOT NULL",
    "opposed": "l.opposed_at IS NOT NULL",
    "answered": f"l.id IN ({AGREED} UNION {_SPOKEN})",
    "posted": "l.notice_sent IS NOT NULL",
    "appointment": f"l.id IN ({_NOTED} UNION {MET})",
    **dict.fromkeys(
        ("estimate", "mandate", "lost"),
        f"l.id IN ({_NOTED})",
    ),
}
"""What whoever stands at a status has in any case: the rule is then asked of few."""


def standing_at(status: str) -> str:
    """Return the condition on ``lead`` that keeps those who stand at a status. Most are to be informed: they are told
    by leaving the others out, as the other filters do."""
    if status == "to_inform":
        return f"id NOT IN (SELECT l.id FROM lead l WHERE {STATUS} <> 'to_inform')"
    return f"id IN (SELECT l.id FROM lead l WHERE {_MAY.get(status, '1 = 1')} AND {STATUS} = '{status}')"


REACHED: Mapping[str, str] = MappingProxyType(
    {
        "letter": "SELECT lead_id FROM notice WHERE posted_at IS NOT NULL",
        "agreement": AGREED,
        "appointment": f"{_NOTED} AND kind = 'appointment' UNION {MET}",
        **{kind: f"{_NOTED} AND kind = '{kind}'" for kind in ("estimate", "mandate")},
    }
)
"""Stage of :class:`core.model.trade.FunnelStage` → who ever reached it."""


class TownCount(NamedTuple):
    """How many leads are of a town."""

    town: str
    leads: int


def town_counts(r: Reader) -> list[TownCount]:
    """Return the towns of the leads, the one of most leads first."""
    sql = """SELECT max(town) AS town, count(*) AS leads FROM lead WHERE town_key <> '' GROUP BY town_key
             ORDER BY leads DESC, town_key"""
    return r.named(TownCount, sql)


def status_counts(r: Reader) -> dict[str, int]:
    """Return how many leads stand at each status that some have."""
    return r.by_key(str, int, f"SELECT {STATUS}, count(*) FROM lead l GROUP BY 1")


def funnel(r: Reader) -> dict[str, int]:
    """Return how many leads of the base ever reached each stage of the trade, in order."""
    return {
        stage: r.value(int, f"SELECT count(*) FROM lead WHERE id IN ({leads})") or 0 for stage, leads in REACHED.items()
    }


_CALLED = "SELECT lead_id FROM call WHERE lead_id IS NOT NULL"
_AWAITED = "SELECT lead_id FROM callback WHERE done_at IS NULL AND cancelled_at IS NULL"
_BY_NAME = "sort_key, id"
SORTS = {
    "name": (("1 = 1", "sort_key {way}, id {way}"),),
    "town": (("1 = 1", "town_key {way}, id {way}"),),
    "source": (("1 = 1", "source {way}, id {way}"),),
    "newest": (("1 = 1", "id {way}"),),
    "opposition": (
        ("opposed_at IS NOT NULL", "opposed_at {way}, id {way}"),
        ("id NOT IN (SELECT id FROM lead WHERE opposed_at IS NOT NULL)", _BY_NAME),
    ),
    "notice": (
        ("notice_sent IS NULL AND opposed_at IS NULL", "notice_due {way}, id {way}"),
        ("(notice_sent IS NOT NULL OR opposed_at IS NOT NULL)", "notice_sent {way} {nulls}, id {way}"),
    ),
    "last_call": (
        (f"id IN ({_CALLED})", "(SELECT max(started) FROM call c WHERE c.lead_id = lead.id) {way} {nulls}, id"),
        (f"id NOT IN ({_CALLED})", _BY_NAME),
    ),
    "callback": (
        (
            f"id IN ({_AWAITED})",
            """(SELECT min(due) FROM callback c WHERE c.lead_id = lead.id AND done_at IS NULL
                AND cancelled_at IS NULL) {way} {nulls}, id""",
        ),
        (f"id NOT IN ({_AWAITED})", _BY_NAME),
    ),
}
"""Order → its parts, one after the other: who and in what order; ``way``, ``nulls``: up or down, and where NULL goes.
The few that have what is sorted by come first, and the rest walks an index: sorting 100 000 rows would cost 40 ms
more."""

_ALIKE = """id IN (SELECT lead_a FROM alike WHERE apart_at IS NULL
                  UNION SELECT lead_b FROM alike WHERE apart_at IS NULL)"""

LACKING = f"""id IN (SELECT id FROM lead l
    WHERE notice_sent IS NULL AND opposed_at IS NULL AND erased_at IS NULL AND restricted_at IS NULL
      AND ({ADDRESS_GAP} <> '' OR {ORIGIN_GAP} <> ''))"""
"""To be informed by a letter that lacks an address or an origin to name: what the next step calls to complete."""


def _whose_ad(asked: str) -> str:
    """Return the condition on ``lead`` that keeps those whose last ad, ``g``, which the list shows, is as asked."""
    later = "SELECT 1 FROM listing later WHERE later.lead_id = g.lead_id AND later.id > g.id"
    return f"id IN (SELECT g.lead_id FROM listing g WHERE ({asked}) AND NOT EXISTS ({later}))"


KINDS = ("maison", "appartement", "villa", "terrain", "immeuble")
"""Kinds of property a list is filtered by; ``other``: any that is told and none of them."""


def _of_kind(kind: str) -> str:
    return f"lower(g.kind) LIKE '{kind}%' OR g.kind = '' AND lower(g.title) LIKE '%{kind}%'"


_ACTS = (
    ("call", "started", "lead_id IS NOT NULL"),
    ("notice", "posted_at", "posted_at IS NOT NULL"),
    ("consent", "at", "1 = 1"),
    ("milestone", "at", "undone_at IS NULL"),
)
"""What happens with somebody, a call, a letter posted, an agreement, a fact of the trade: table, moment, condition."""
_ACTED = " UNION ".join(f"SELECT lead_id FROM {table} WHERE {of} AND {moment} >= ?" for table, moment, of in _ACTS)
"""With whom something happened since a moment."""
_LAST_ACT = " UNION ALL ".join(
    f"SELECT max({moment}) AS moment FROM {table} WHERE lead_id = l.id AND {of}" for table, moment, of in _ACTS
)

# What most leads are is told by leaving the others out: the walk along an index of names then reads no lead (51 ms at
# 100 000 leads, 96 ms otherwise).
FILTERS = {
    "opposition": {
        "yes": "id IN (SELECT id FROM lead WHERE opposed_at IS NOT NULL)",
        "no": "id NOT IN (SELECT id FROM lead WHERE opposed_at IS NOT NULL)",
    },
    "notice": {
        "due": """id NOT IN (SELECT id FROM lead
                  WHERE notice_sent IS NOT NULL OR opposed_at IS NOT NULL OR erased_at IS NOT NULL)""",
        "lacking": LACKING,
        "sent": "notice_sent IS NOT NULL",
    },
    "title": {
        "yes": """id IN (SELECT lead_id FROM consent WHERE withdrawn IS NULL UNION
                  SELECT lead_id FROM title WHERE written = '') AND opposed_at IS NULL""",
        "no": """id NOT IN (SELECT lead_id FROM consent WHERE withdrawn IS NULL
                 UNION SELECT lead_id FROM title WHERE written = '')""",
    },
    "alike": {"yes": _ALIKE},
    "status": {one.value: standing_at(one.value) for one in TradeStatus},
    "assigned": {"yes": "agent_id IS NOT NULL", "no": "agent_id IS NULL"},
    "kind": {
        **{kind: _whose_ad(_of_kind(kind)) for kind in KINDS},
        "other": _whose_ad(f"g.kind <> '' AND NOT ({' OR '.join(map(_of_kind, KINDS))})"),
    },
    "deal": {deal: _whose_ad(f"g.deal = '{deal}'") for deal in ("sale", "rent")},
    "priced": {"no": _whose_ad("g.price IS NOT NULL").replace("id IN", "id NOT IN", 1)},
    "reached": {stage: f"id IN ({leads})" for stage, leads in REACHED.items()},
}
VALUE_FILTERS = {
    "source": "source = ?",
    "town": f"town_key {AMONG}",
    "around": f"town_key {AMONG}",
    "price": _whose_ad("g.price >= ? AND g.price <= ?"),
    "active_since": f"id IN ({_ACTED})",
    "idle_since": f"id NOT IN ({_ACTED})",
    "batch": "batch_id = ?",
    "twins": f"batch_id = ? AND {_ALIKE}",
    "agent": """agent_id IS NOT NULL AND agent_id = (SELECT id FROM agent WHERE name_key = ?)""",
    "tag": f"id IN (SELECT id FROM lead WHERE tags <> '') AND {BEARING}",
    "step": f"""id IN (SELECT lead_id FROM step WHERE step {AMONG} AND lead_id NOT {AMONG}
            AND (? = '' OR due > '' AND due < ?)) OR id {AMONG}""",
    "not_step": f"""id NOT IN (SELECT lead_id FROM step WHERE step {AMONG} AND lead_id NOT {AMONG})
        AND id NOT {AMONG}""",
    "way": f"id IN (SELECT lead_id FROM step WHERE way = ? AND turns > ? AND lead_id NOT {AMONG}) OR id {AMONG}",
    "not_way": f"""id NOT IN (SELECT lead_id FROM step WHERE (way <> ? OR turns <= ?) AND lead_id NOT {AMONG})
        AND id NOT {AMONG}""",
    "late": "notice_due < ? AND notice_sent IS NULL AND opposed_at IS NULL AND erased_at IS NULL",
}
"""``town``: names parted by « | »; ``around``: the same, with the communes that share a postcode with one of them;
``price``: euros, « 150000-460000 », either end empty; ``active_since``, ``idle_since``: kept moment since which
something happened with them, or nothing did. ``agent``: the name of the colleague who follows the lead; ``tag``: one of
its labels. ``step`` takes :meth:`core.actions.common.step_cache.StepTally.asked`, and so does ``not_step``, which
leaves the others out; ``way`` and ``not_way`` take its ``asked_way``; ``batch`` and ``twins`` (leads of a batch that
may be one with another) take its id, ``late`` the ISO day of today."""

ASKABLE = tuple(name for name in VALUE_FILTERS if name not in ("not_step", "way", "not_way"))
"""Those of them that a user may name."""
FOLDED = ("agent",)
"""The filters that look for a folded text."""

NUMBERED = ("batch", "twins")
"""The filters that look for an id."""


def conditions(filters: Mapping[str, str]) -> tuple[list[str], list[Parameter]]:
    """Return the conditions that keep these filters (name → value) and the values they take."""
    where: list[str] = []
    values: list[Parameter] = []
    for name, value in filters.items():
        if name in VALUE_FILTERS:
            where.append(f"({VALUE_FILTERS[name]})")
            values += _parameters(name, value)
        else:
            where.append(f"({FILTERS[name][value]})")
    return where, values


def ordered(sort: str, *, descending: bool) -> list[tuple[str, str]]:
    """Return the parts of an order of :data:`SORTS`: who, and in what order."""
    way, nulls = ("DESC", "NULLS LAST") if descending else ("ASC", "NULLS FIRST")
    return [(who, order.format(way=way, nulls=nulls)) for who, order in SORTS[sort]]


def _number(value: str) -> int:
    """Return an id as typed, of 63 bits; -1, which nothing has, for what is none."""
    is_id = value.isascii() and value.isdecimal() and len(value) < 20 and int(value) < 1 << 63
    return int(value) if is_id else -1


def _parameters(name: str, value: str) -> list[Parameter]:
    """Return what the condition of a filter takes, one for each place."""
    if name in _SPREAD:
        return _SPREAD[name](value)
    if name.removeprefix("not_") not in ("step", "way"):
        return [_number(value) if name in NUMBERED else fold(value) if name in FOLDED else value]
    asked = json.loads(value)
    if "way" in asked:
        return [asked["way"], asked["now"], several(asked["out"]), several(asked["in"])]
    steps, inside, outside = (several(asked[key]) for key in ("steps", "in", "out"))
    return (
        [steps, inside, outside] if name == "not_step" else [steps, outside, asked["before"], asked["before"], inside]
    )


def _towns(value: str) -> list[Parameter]:
    return [several({fold(town) for town in value.split("|")})]


def _around(value: str) -> list[Parameter]:
    towns = value.split("|")
    beside = {name for town in towns for code in postcodes_of(town) for name in towns_of(code)}
    return [several({fold(town) for town in (*towns, *beside)})]


def _prices(value: str) -> list[Parameter]:
    """Return the two ends in cents; an end that is empty, or more than any price, is none."""
    low, _dash, high = (part.strip() for part in value.partition("-"))
    least, most = (int(end[:12]) * 100 if end.isascii() and end.isdecimal() else None for end in (low, high))
    return [least or 0, EVERY if most is None else most]


_SPREAD: Mapping[str, Callable[[str], list[Parameter]]] = {
    "town": _towns, "around": _around, "price": _prices,
    **dict.fromkeys(("active_since", "idle_since"), lambda value: [value] * len(_ACTS)),
}  # fmt: skip
"""Filter → what its value becomes, where it is not one parameter."""


class Line(NamedTuple):
    """What one line of the list shows. ``phone``: the first one (E.164); ``last_outcome``: of the last call;
    ``last_breach``: 1 when it was not allowed; ``last_act``: when something last happened with the person;
    ``callback``: the next one due; ``status``: in the trade; ``agent``: the
    name of the colleague who follows the lead, empty for nobody; ``tags``: one a line. ``property``, ``deal``,
    ``price`` (euro cents), ``area`` (m²): of the last ad; ``email``: the first one; ``batch``: the name of its file."""

    id: int
    name: str
    town: str
    source: str
    status: str
    agent: str
    tags: str
    property: str
    deal: str
    price: int | None
    area: float | None
    email: str
    batch: str
    opposed_at: str | None
    opposed_how: str
    notice_sent: str | None
    notice_due: str
    version: int
    phone: str | None
    last_call: str | None
    last_outcome: str | None
    last_breach: int | None
    last_act: str | None
    callback: str | None


def rows(r: Reader, ids: Sequence[int]) -> list[Line]:
    """Return the lines of ``ids``, in their order; an id that is gone is left out."""
    sql = f"""
        SELECT l.id, l.name, l.town, l.source, {STATUS} AS status, l.tags,
            coalesce((SELECT a.name FROM agent a WHERE a.id = l.agent_id), '') AS agent,
            l.opposed_at, l.opposed_how, l.notice_sent, l.notice_due, l.version,
            coalesce(nullif(g.kind, ''), g.title, '') AS property, coalesce(g.deal, '') AS deal, g.price, g.area,
            coalesce((SELECT value FROM contact c WHERE c.lead_id = l.id AND c.kind = 'email' ORDER BY c.id
                LIMIT 1), '') AS email,
            coalesce((SELECT b.name FROM batch b WHERE b.id = l.batch_id), '') AS batch,
            (SELECT value FROM contact c WHERE c.lead_id = l.id AND c.kind = 'phone' ORDER BY c.id LIMIT 1) AS phone,
            (SELECT started FROM call c WHERE c.lead_id = l.id ORDER BY started DESC LIMIT 1) AS last_call,
            (SELECT outcome FROM call c WHERE c.lead_id = l.id ORDER BY started DESC LIMIT 1) AS last_outcome,
            (SELECT CASE WHEN json_valid(verdict) THEN
                CASE CAST(json_extract(verdict, '$.allowed') AS BIGINT) WHEN 0 THEN 1 ELSE 0 END END FROM call c
             WHERE c.lead_id = l.id ORDER BY started DESC LIMIT 1) AS last_breach,
            (SELECT max(moment) FROM ({_LAST_ACT}) AS acts) AS last_act,
            (SELECT min(due) FROM callback b WHERE b.lead_id = l.id AND b.done_at IS NULL AND b.cancelled_at IS NULL)
                AS callback
        FROM lead l LEFT JOIN listing g ON g.id = (SELECT max(id) FROM listing WHERE lead_id = l.id)
        WHERE l.id {AMONG}"""
    found = {line.id: line for line in r.named(Line, sql, several(ids))}
    return [found[row_id] for row_id in ids if row_id in found]
