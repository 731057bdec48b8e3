"""How a long job tells where it is, and hears that the user gave up."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total); total 0 means unknown. Raises ``Cancelled`` when the user gave up."""


def silent(done: int, total: int) -> None:
    """Report nothing: for callers without a screen."""
