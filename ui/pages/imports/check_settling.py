"""What the user settles at the check: what is said of a settled group, and the decisions, which can be taken back."""

from dataclasses import replace

from core.base.french import number
from core.base.i18n import N_, _, n_
from core.model.checking import Fixes, Group, Sort

UNDONE = "keep"
"""The choice of a repaired group whose repair is not wanted."""
DONE = {
    "fix": (N_("{n} correction"), N_("{n} corrections")),
    "repair": (N_("{n} texte réparé"), N_("{n} textes réparés")),
    "fill": (N_("{n} code complété"), N_("{n} codes complétés")),
    "drop": (N_("{n} ligne écartée"), N_("{n} lignes écartées")),
    "keep": (N_("Sans changement"), N_("Sans changement")),
    "blank": (N_("Sans date"), N_("Sans date")),
}
"""What a choice did, in words that agree with whatever the title names: telephones, cells, lines."""


def is_settled(group: Group, chosen: str) -> bool:
    """Tell whether nothing more is asked: a choice is in force, or there is none to make."""
    if group.sort is Sort.REPAIRED:
        return chosen != UNDONE
    return bool(chosen) or not group.choices


def to_settle(group: Group, chosen: str) -> bool:
    """Tell whether a group still asks something of the user; a repair he undid was settled by him."""
    return group.sort in (Sort.QUESTION, Sort.REJECTED) and not is_settled(group, chosen)


def awaits(group: Group, chosen: str) -> bool:
    """Tell whether a group to settle awaits an answer: lines that can only be corrected one by one may stay aside."""
    return to_settle(group, chosen) and any(choice.settles for choice in group.choices)


def shape_of(group: Group, chosen: str) -> Sort:
    """Return the sort whose shape a group bears now: a check once settled, a triangle when its repair was undone."""
    if group.sort is Sort.REPAIRED:
        return Sort.REPAIRED if chosen != UNDONE else Sort.QUESTION
    return Sort.REPAIRED if chosen and group.sort is not Sort.OPPOSED else group.sort


def done_words(group: Group, chosen: str) -> str:
    """Say how a group was settled: « 127 corrections », « 9 lignes écartées », « Jour puis mois »."""
    if chosen in DONE:
        return n_(*DONE[chosen], group.count).format(n=number(group.count))
    words = next((choice.words for choice in group.choices if choice.key == chosen), "")
    return words or _("Rien à faire")


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
