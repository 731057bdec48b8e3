"""What is said when the person shown is another sheet from now on."""

from core.base.i18n import _
from ui.common.office import Office


def say_joined(office: Office) -> None:
    """Say that the sheet shown was joined to another by another window, whose sheet takes its place."""
    office.say("note", _("Cette fiche vient d’être réunie à une autre."), _("Voici celle qui reste."))
