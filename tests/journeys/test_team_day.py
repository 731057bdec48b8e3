"""Two real windows and a server: an agency shares its base, a second computer joins by four words, then both work on
it, by mouse and keys; and nothing that was confirmed is lost when the computer that shares goes away.

Asks for a machine with Xvfb, openbox, xdotool and faketime, and for PREMIER_CONTACT_REAL_WINDOW=1. The pictures go to
PREMIER_CONTACT_PICTURES, to be looked at.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from core.actions.register import key_phrase, recovery_sheet
from core.base import text
from tests.journeys.desk_day import SHORT
from tests.journeys.real_day import READ_S, make_base
from tests.journeys.real_screen import missing_tools
from tests.journeys.team_day import FAKER, Desk, computer, morning
from ui.pages.settings.recovery_sheet import COLUMNS

ASKED = os.environ.get("PREMIER_CONTACT_REAL_WINDOW") == "1"
LACKING = [*missing_tools(), *([] if FAKER.exists() else ["faketime"])]
PICTURES = os.environ.get("PREMIER_CONTACT_PICTURES", "")
NEW = "Hugo Lemoine"

pytestmark = [
    pytest.mark.skipif(not ASKED, reason="two real windows, for minutes: set PREMIER_CONTACT_REAL_WINDOW=1"),
    pytest.mark.skipif(bool(LACKING), reason=f"a real screen needs {', '.join(LACKING)}"),
]


class TeamDay:
    """The day. ``host`` shares its base; ``seat`` joins."""

    def __init__(self, root: Path, out: Path, stack: ExitStack) -> None:
        self.clock, self.root, self.out, self.stack = morning(), root, out, stack
        make_base(root, SHORT, scheme="light", scale=100).rename(root / "accueil")

    def share(self) -> str:
        """Share from the settings of the first computer, and return the words of the first code."""
        self.host = self.stack.enter_context(computer(self.root, "accueil", self.clock, self.out))
        hand = self.host.hand
        hand.wait(lambda: hand.text("status-backup") != "", "the work of a start is not done")
        hand.click("rail-settings")
        hand.wait(lambda: bool(hand.names("settings-sections")), "no sections")
        hand.click_row("settings-sections", hand.names("settings-sections").index("Équipe"))
        hand.shot("equipe")
        hand.click("team-form-share")
        hand.wait(lambda: hand.shows("many-go"), "nothing is asked")
        hand.shot("partager")
        if hand.shows("many-accept"):
            hand.click("many-accept")
        hand.click("many-go")
        hand.click("phrase-show")
        hand.shot("feuille")
        columns = [hand.text(f"phrase-words-{place}").splitlines() for place in range(COLUMNS)]
        key = key_phrase.key_of(" ".join(line.split(". ")[1] for column in columns for line in column))
        hand.click("sheet-code")
        hand.type(recovery_sheet.code_of(key))
        hand.key("Return")
        hand.wait(lambda: hand.shows("team-word-4") and bool(hand.text("team-word-4")), "no words")
        hand.shot("partage")
        return " ".join(hand.text(f"team-word-{place}") for place in range(1, 5))

    def join(self, code: str) -> None:
        """Join from a first start: the third door, the words as they are read, who one is."""
        self.seat = self.stack.enter_context(computer(self.root, "bureau", self.clock, self.out))
        hand = self.seat.hand
        hand.shot("portes")
        hand.key("3")
        hand.wait_held("join-word-1")
        for word in code.split():
            hand.type(f"{text.fold(word)} ")
        hand.shot("mots")
        hand.key("Return")
        for _turn in range(3):  # Other teams of this machine may be asked first.
            with suppress(AssertionError):
                hand.look("join-agency")
                break
        assert hand.shows("join-agency"), "the agency was not found"
        assert hand.text("join-check") == self.host.hand.text("team-check")
        hand.wait_held("join-name")
        hand.type(NEW)
        hand.shot("agence-trouvee")
        hand.click("join-footer-forward")
        hand.wait(lambda: hand.shows("rail-leads"), "the window did not open again")
        assert not (self.seat.folder / "premier-contact.db").exists()
        hand.shot("rejoint")
        self.host.hand.wait(lambda: NEW in self.host.hand.band(), "nobody says who joined")
        self.host.hand.shot("a-rejoint")

    def call(self) -> None:
        """One calls, the other sees it in the list and in the queue, and cannot call the same person."""
        hand, other = self.host.hand, self.seat.hand
        other.click("rail-leads")
        hand.click("rail-calls")
        hand.wait(lambda: hand.shows("call"), "nobody to call")
        time.sleep(READ_S)
        hand.click("call")
        other.wait(lambda: self.seat.sees("lead-table", "appelle"), "the other seat does not see the call")
        other.shot("claire-appelle")
        hand.shot("en-appel")
        other.click("rail-calls")
        other.wait(lambda: other.shows("call"), "nobody to call")
        other.shot("appels")
        hand.key("1")
        other.wait(lambda: not self.seat.sees("queue", "appelle"), "the call is still shown")

    def oppose(self) -> None:
        """F8 on one screen closes the person on the other at once, and says so."""
        hand, other = self.host.hand, self.seat.hand
        for one in (hand, other):
            one.click("rail-leads")
            one.click_row("lead-table", 2)
            one.look("sheet-oppose")
        time.sleep(READ_S)
        other.key("F8")
        hand.wait_said("s’oppose")
        hand.shot("opposition-ailleurs")
        other.shot("oppose")

    def edit_both(self) -> None:
        """Both set the price of one property: the second is shown both values, and chooses."""
        hand, other = self.host.hand, self.seat.hand
        for one, price in ((hand, "351 000"), (other, "335 000")):
            one.click_row("lead-table", 4)
            one.click("property-price")
            one.key("ctrl+a")
            one.type(price)
        hand.key("Return")
        hand.wait(lambda: "351" in hand.text("property-price"), "the price was not kept")
        other.key("Return")
        other.wait(lambda: other.shows("both-keep"), "the other value is not told")
        other.shot("deux-valeurs")
        other.click("both-keep")
        other.wait(lambda: not other.shows("both-keep"), "nothing was chosen")

    def lose_and_find(self) -> None:
        """The computer that shares goes away: it is told, a refusal is kept here, and sent when it is back."""
        other = self.seat.hand
        self.host.switch_off()
        other.wait(lambda: "ne répond plus" in other.band(), "nothing says that the base is away")
        other.shot("absent")
        other.click_row("lead-table", 5)
        other.wait(lambda: other.shows("sheet-oppose"), "no sheet to read")
        other.shot("absent-fiche")
        other.key("F8")
        other.shot("absent-oppose")
        serving = self.host.run("team", "serve")
        self.stack.callback(serving.communicate)
        self.stack.callback(serving.terminate)
        other.wait(lambda: "répond de nouveau" in other.band(), "nothing says that it is back")
        other.shot("revenu")


@pytest.fixture
def day(tmp_path: Path) -> Iterator[TeamDay]:
    with ExitStack() as stack:
        made = TeamDay(tmp_path, Path(PICTURES or tmp_path / "pictures"), stack)
        try:
            yield made
        finally:
            for desk in (getattr(made, "host", None), getattr(made, "seat", None)):
                if isinstance(desk, Desk):
                    desk.hand.shot("fin")


def test_two_windows_work_on_one_base(day: TeamDay) -> None:
    day.join(day.share())
    day.call()
    day.oppose()
    day.edit_both()
    day.lose_and_find()
    with day.host.run("verify", "--json") as verifying:
        assert json.loads(verifying.communicate()[0])["problems"] == []
