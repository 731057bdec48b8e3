"""When a group of problems is settled, what shape it then bears and what is said of it: no widget."""

from core.base.french import number
from core.base.i18n import N_, _, n_
from core.model.checking import Group, Sort

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
