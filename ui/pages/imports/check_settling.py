"""What the user settles at the check: the words for a settled group, and the decisions, which can be undone."""

from core.base.french import number
from core.base.i18n import N_, _, n_
from core.base.records import replace
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
    """Tell whether nothing more is asked for a group: a choice is in force, or there is none to make."""
    if group.sort is Sort.REPAIRED:
        return chosen != UNDONE
    return bool(chosen) or not group.choices


def to_settle(group: Group, chosen: str) -> bool:
    """Tell whether a group still asks something of the user; a repair the user undid counts as settled."""
    return group.sort in (Sort.QUESTION, Sort.REJECTED) and not is_settled(group, chosen)


def awaits(group: Group, chosen: str) -> bool:
    """Tell whether a group to settle needs an answer; lines that can only be corrected one by one may be left."""
    return to_settle(group, chosen) and any(choice.settles for choice in group.choices)


def shape_of(group: Group, chosen: str) -> Sort:
    """Return the sort whose shape a group shows now: a check once settled, a triangle when its repair was undone."""
    if group.sort is Sort.REPAIRED:
        return Sort.REPAIRED if chosen != UNDONE else Sort.QUESTION
    return Sort.REPAIRED if chosen and group.sort is not Sort.OPPOSED else group.sort


def done_words(group: Group, chosen: str) -> str:
    """Return how a group was settled: « 127 corrections », « 9 lignes écartées », « Jour puis mois »."""
    if chosen in DONE:
        return n_(*DONE[chosen], group.count).format(n=number(group.count))
    words = next((choice.words for choice in group.choices if choice.key == chosen), "")
    return words or _("Rien à faire")


class Decisions:
    """A stack of :class:`core.model.checking.Fixes`; ``checked`` is the one with which the counts shown were made."""

    def __init__(self) -> None:
        self._past: list[Fixes] = []
        self.now = Fixes()
        self.checked = Fixes()

    @property
    def pending(self) -> bool:
        """Tell whether something was decided that is not counted yet."""
        return self.now != self.checked

    @property
    def can_undo(self) -> bool:
        """Tell whether there is something to undo."""
        return bool(self._past)

    def choose(self, code: str, key: str) -> None:
        """Settle the group ``code`` with one of its choices."""
        self._become(replace(self.now, choices={**self.now.choices, code: key}))

    def unchoose(self, code: str) -> None:
        """Leave the group ``code`` as it is written in the file."""
        self._become(replace(self.now, choices={name: key for name, key in self.now.choices.items() if name != code}))

    def write(self, line: int, column: int, text: str) -> None:
        """Use ``text`` in place of a cell."""
        self._become(replace(self.now, cells={**self.now.cells, (line, column): text}))

    def undo(self) -> None:
        """Undo the last decision, if any."""
        if self._past:
            self.now = self._past.pop()

    def chosen(self, group: Group) -> str:
        """Return the choice in force for ``group``, whether or not it is counted yet."""
        if group.code in self.now.choices:
            return self.now.choices[group.code]
        return "" if group.code in self.checked.choices else group.chosen

    def _become(self, fixes: Fixes) -> None:
        if fixes != self.now:
            self._past.append(self.now)
            self.now = fixes
