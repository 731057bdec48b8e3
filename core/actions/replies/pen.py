"""What recording one coupon writes and says, gathered so that it can be told and taken back."""

from collections.abc import Mapping
from datetime import datetime, time

from core.base.moments import AGENCY_ZONE
from core.model.editing import Edited
from core.model.reply import ReplyRead
from core.records.notice import Notice
from core.store.port import Value, Writer
from core.words.errors import user_text


class ReplyWriter:
    """Writes for one coupon. ``moment``: when it was received, as near as it is known; ``proof_id``: its page, kept;
    ``earlier``: when the same boxes of the same coupon were recorded before, without their page (ISO 8601).
    See :class:`core.actions.replies.recording.Recorded` for what it gathers."""

    def __init__(self, w: Writer, letter: Notice, reply: ReplyRead, *, by: str, at: datetime) -> None:
        self.w, self.letter, self.reply, self.by, self.at = w, letter, reply, by, at
        noon = datetime.combine(reply.received, time(12), AGENCY_ZONE)
        self.moment = at if reply.received == at.astimezone(AGENCY_ZONE).date() else min(noon, at)
        self.proof_id: int | None = None
        self.earlier: frozenset[str] = frozenset()
        self.told: list[str] = []
        self.gestures: list[int] = []
        self.edits: list[Edited] = []
        self.made: list[tuple[str, int]] = []
        self.before: list[tuple[str, int, dict[str, Value]]] = []

    @property
    def lead_id(self) -> int:
        """The lead of the letter."""
        return self.letter.lead_id

    def say(self, code: str, **values: object) -> None:
        """Add the sentence of a code."""
        self.told.append(user_text(code, **values))

    def change(self, table: str, row_id: int, values: Mapping[str, Value], before: Mapping[str, Value]) -> None:
        """Change a row, and keep what undoing puts back."""
        self.w.update(table, row_id, values)
        self.before.append((table, row_id, dict(before)))
