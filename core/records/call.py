"""Telephone calls: each row as its table has it."""

import json
from typing import NamedTuple


class Call(NamedTuple):
    """A call as it was noted. ``hash``: of the number; ``phone``: in E.164; ``direction``: « in » or « out »;
    ``ended``: None while it lasts, or when the program stopped in the middle; ``lead_id``: None for a number the base
    did not know; ``verdict``: at its start, JSON; ``rank``: in the order of recording."""

    id: int = 0
    lead_id: int | None = None
    hash: str = ""
    phone: str = ""
    direction: str = ""
    started: str = ""
    ended: str | None = None
    outcome: str = ""
    note: str = ""
    verdict: str = ""
    by: str = ""
    version: int = 0
    rank: int = 0

    @property
    def verdict_kept(self) -> str:
        """The verdict at its start, as JSON; an empty object where what is kept is none."""
        try:
            json.loads(self.verdict)
        except ValueError:
            return "{}"
        return self.verdict


class Callback(NamedTuple):
    """A promise to call back, ``due`` at a moment."""

    id: int = 0
    lead_id: int = 0
    due: str = ""
    note: str = ""
    done_at: str | None = None
    cancelled_at: str | None = None
    cancelled_by: int | None = None
    by: str = ""


class OralNotice(NamedTuple):
    """What was said of RGPD art. 14 during a call: ``points``: JSON."""

    id: int = 0
    call_id: int = 0
    version: str = ""
    points: str = ""
    complete: bool = False
    at: str = ""
    by: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """The points of the script that were said."""
        return tuple(filter(None, self.points.split(",")))
