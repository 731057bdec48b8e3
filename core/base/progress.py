"""How a long job reports its progress, and learns that the user gave up."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total); total 0 means unknown. Raises ``Cancelled`` when the user gave up."""


def silent(done: int, total: int) -> None:
    """Ignore the progress: for callers without a screen."""
