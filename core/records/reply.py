"""What came back of letters: each row as its table has it."""

from typing import NamedTuple


class Reply(NamedTuple):
    """``boxes``: of :class:`core.model.reply.Box`, parted by commas; ``received``: ISO day; ``proof_id``: the page;
    ``rank``: in the order of recording."""

    id: int = 0
    lead_id: int = 0
    notice_id: int = 0
    boxes: str = ""
    received: str = ""
    proof_id: int | None = None
    at: str = ""
    by: str = ""
    rank: int = 0
    undone_at: str | None = None
