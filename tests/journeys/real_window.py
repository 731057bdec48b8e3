"""A short day in the real program, by the keyboard alone, on a French one; a picture of the screen at each step.

``xvfb-run -a -s "-screen 0 1366x768x24" python -m tests.journeys.real_window OUT``
"""

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from core.actions.calling import calldesk, consenting
from core.actions.common import agency
from core.actions.keeping import verifying
from core.base.resources import resource
from core.model.channel import Channel
from core.records.call import Call
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import leads
from core.store.engine.opening import open_store
from core.store.port import Store
from tests.journeys.program import MORNING
from tests.journeys.real_screen import RealScreen, desk, reach
from tests.ui.office_fixture import AGENCY, BY

FILE = resource("demo") / "pige_uzes.csv"


class Day:
    """One base, the program on it, and a second connection that sees what is committed."""

    def __init__(self, screen: RealScreen, folder: Path, out: Path) -> None:
        self.screen = screen
        self.folder = folder
        self.out = out
        self.witness: Store = open_store(folder)
        agency.save_agency(self.witness, AGENCY, by=BY, at=MORNING)
        agency.save_settings(self.witness, {"user": BY, "started": True}, by=BY, at=MORNING)

    def shot(self, name: str) -> None:
        """Keep a picture."""
        self.screen.shot(self.out, name)

    def lead(self, text: str) -> int:
        """Return the person found by ``text``."""
        with self.witness.read() as r:
            [found] = leads.search(r, text=text)
        return found

    def outcomes(self, lead: int) -> list[str]:
        """Return how the calls with a person ended."""
        with self.witness.read() as r:
            return [call.outcome for call in r.of(Call, "started", lead_id=lead)]

    def opposed(self, lead: int) -> bool:
        """Tell whether the base holds an opposition of a person."""
        with self.witness.read() as r:
            return r.row(Lead, lead).opposed_at is not None

    def agree(self, lead: int, proof: Path) -> None:
        """Record a coupon from another seat."""
        with self.witness.read() as r:
            [phone] = [row.value for row in r.of(Contact, lead_id=lead) if row.kind == "phone"]
            who = calldesk.telephone(r, lead, phone)
        consenting.record(
            self.witness, who, channels=[Channel.CALL], collected=MORNING - timedelta(days=1), wording="consent-1",
            proof=proof, by="Accueil", at=MORNING,
        )  # fmt: skip


def bring_in(day: Day) -> None:
    """Ctrl+I, the path of the file, the supplier; check, then import."""
    keys = day.screen
    day.shot("aujourd-hui")
    keys.key("ctrl+i")
    keys.wait_front("Importer un fichier")
    day.shot("choisir-le-fichier")
    keys.type(str(FILE))
    keys.key("Return")
    day.shot("colonnes")
    keys.type("Pige Ouest")
    keys.key("Tab", "ctrl+a")
    keys.type("19/11/2026")
    keys.key("alt+v")
    day.shot("verifier")
    keys.key("space")
    reach(lambda: held(day) == 60, "the file was not imported")
    day.shot("importe")


def held(day: Day) -> int:
    """Return how many leads the base holds."""
    with day.witness.read() as r:
        return leads.count_leads(r)


def refuse(day: Day, proof: Path) -> int:
    """Find a person by Ctrl+K; an agreement comes from another seat; call, hear the refusal, slip, and refuse again."""
    keys = day.screen
    lead = day.lead("sicard")
    keys.key("ctrl+k")
    day.shot("chercher-ou-faire")
    keys.type("sicard")
    day.shot("chercher-sicard")
    keys.key("Return")
    day.shot("fiche")
    keys.key("F9")
    day.shot("ne-pas-appeler")
    day.agree(lead, proof)
    day.shot("accord-d-un-autre-poste")
    keys.key("F9")
    reach(lambda: day.outcomes(lead) == [""], "F9 began no call")
    day.shot("appel")
    keys.key("F8")
    reach(lambda: day.opposed(lead), "F8 recorded nothing")
    day.shot("oppose")
    keys.key("ctrl+z")
    reach(lambda: not day.opposed(lead), "Ctrl+Z undid nothing")
    day.shot("annule")
    keys.key("F8")
    reach(lambda: day.opposed(lead), "the second F8 recorded nothing")
    day.shot("oppose-encore")
    return lead


def leave_a_message(day: Day, proof: Path) -> None:
    """Call somebody else; the key under « 1 » of an AZERTY keyboard says that a machine answered."""
    keys = day.screen
    lead = day.lead("vernet")
    day.agree(lead, proof)
    keys.key("ctrl+k")
    day.shot("chercher-ou-faire")
    keys.type("vernet")
    keys.key("Return")
    keys.key("F9")
    day.shot("appelable")
    keys.key("F9")
    reach(lambda: day.outcomes(lead) == [""], "F9 began no call")
    keys.key("1")
    reach(lambda: day.outcomes(lead) == ["voicemail"], "the key of the digit 1 chose nothing")
    day.shot("repondeur")


def journey(day: Day) -> None:
    """Walk the day, quit, start again."""
    proof = day.folder / "coupon.pdf"
    proof.write_bytes(b"%PDF-1.4 coupon signe")
    program = day.screen.start(day.folder)
    bring_in(day)
    lead = refuse(day, proof)
    leave_a_message(day, proof)
    day.screen.key("ctrl+q")
    assert program.wait(timeout=15) == 0
    program = day.screen.start(day.folder)
    day.screen.key("ctrl+k")
    day.shot("chercher-ou-faire")
    day.screen.type("06 39 98 50 08")
    day.shot("numero-au-registre")
    day.screen.key("Escape", "ctrl+q")
    assert program.wait(timeout=15) == 0
    assert day.opposed(lead)
    assert verifying.verify(day.witness).problems == ()


def main() -> None:
    """Walk on the display given, the pictures in the folder given."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, desk(os.environ["DISPLAY"]) as screen:
        day = Day(screen, Path(folder), out)
        try:
            journey(day)
        except AssertionError:
            day.shot("ici")
            raise
        finally:
            day.witness.close()
    print("walked to its end")


if __name__ == "__main__":
    main()
