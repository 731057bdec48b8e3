"""Short texts in which nothing was found: what a column says again and again (« Maison », « Nîmes ») is looked at
once."""

from collections.abc import Iterable

_SHORT = 40


class Quiet(set[str]):
    """The last of these texts, at most about ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, texts: Iterable[str]) -> None:
        """Remember the short ones of ``texts``."""
        if len(self) > self._most:
            self.clear()
        self.update([one for one in texts if len(one) <= _SHORT])
