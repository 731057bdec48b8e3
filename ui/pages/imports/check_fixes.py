"""What the user settled at the check, one value per decision, so that the last one can be taken back."""

from dataclasses import replace

from core.model.checking import Fixes, Group


class Decisions:
    """A stack of :class:`core.model.checking.Fixes`; ``checked`` is the one the figures in sight were counted with."""

    def __init__(self) -> None:
        self._past: list[Fixes] = []
        self.now = Fixes()
        self.checked = Fixes()

    @property
    def pending(self) -> bool:
        """True when something was decided that the figures do not know yet."""
        return self.now != self.checked

    @property
    def can_undo(self) -> bool:
        """True when there is something to take back."""
        return bool(self._past)

    def choose(self, code: str, key: str) -> None:
        """Settle the group ``code`` by one of its choices."""
        self._become(replace(self.now, choices={**self.now.choices, code: key}))

    def unchoose(self, code: str) -> None:
        """Leave the group ``code`` as the file wrote it."""
        self._become(replace(self.now, choices={name: key for name, key in self.now.choices.items() if name != code}))

    def write(self, line: int, column: int, text: str) -> None:
        """Take ``text`` instead of a cell."""
        self._become(replace(self.now, cells={**self.now.cells, (line, column): text}))

    def undo(self) -> None:
        """Take back the last decision, if any."""
        if self._past:
            self.now = self._past.pop()

    def chosen(self, group: Group) -> str:
        """Return the choice in force for ``group``, whether or not the figures know it already."""
        if group.code in self.now.choices:
            return self.now.choices[group.code]
        return "" if group.code in self.checked.choices else group.chosen

    def _become(self, fixes: Fixes) -> None:
        if fixes != self.now:
            self._past.append(self.now)
            self.now = fixes
