"""First start: four short pages before the program, each of which can be left for later."""

from ui.pages.start.agency_form import AgencyForm
from ui.pages.start.beginning import begin
from ui.pages.start.page import StartPage

__all__ = ["AgencyForm", "StartPage", "begin"]
