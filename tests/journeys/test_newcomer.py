"""A newcomer's first hour in the real window, by mouse: from a base nobody used to ten letters ready, the fields typed,
the clicks and the seconds counted.

Asks for a machine with Xvfb, openbox, xdotool and xclip, and for PREMIER_CONTACT_REAL_WINDOW=1; what it took is
printed.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from core.records.notice import Notice
from core.store.engine.opening import opened
from tests.bases import new_base
from tests.core.sources.test_letterhead_text import WHOLE
from tests.journeys.hand import Hand
from tests.journeys.real_screen import RealScreen, missing_tools, screen

ASKED = os.environ.get("PREMIER_CONTACT_REAL_WINDOW") == "1"
LACKING = [*missing_tools(), *(["xclip"] if shutil.which("xclip") is None else [])]
PICTURES = os.environ.get("PREMIER_CONTACT_PICTURES", "")
MOST_TYPED, MOST_ANSWERED, LETTERS = 10, 20, 10
HEADINGS = "Référence;Date de parution;Site d'origine;Civilité;Nom;Prénom;Téléphone;Adresse;CP;Ville;Type de bien;Prix"
NAMES = ("Fabre", "Roux", "Vidal", "Blanc", "Garnier", "Chevalier", "Faure", "Girard", "Bonnet", "Lambert")

pytestmark = [
    pytest.mark.skipif(not ASKED, reason="a real window, for minutes: set PREMIER_CONTACT_REAL_WINDOW=1"),
    pytest.mark.skipif(bool(LACKING), reason=f"a real screen needs {', '.join(LACKING)}"),
]


class Newcomer(Hand):
    """A hand whose clicks and typed fields are counted."""

    typed = clicked = answered = 0

    def at(self, place: dict[str, object]) -> None:
        """Click, and count it."""
        self.clicked += 1
        super().at(place)

    def fill(self, name: str, text: str) -> None:
        """Type in a field, and count it."""
        self.typed += 1
        super().fill(name, text)


def sellers(folder: Path) -> None:
    """Write a file of ten sellers who may all be written to."""
    lines = [
        f"TD{at};20/11/2026;Toit Direct;Mme;{name};Claire;06 39 98 60 {at:02};{at + 1} rue des Mûriers;30700;Uzès;"
        f"Maison;{200 + at} 000 €"
        for at, name in enumerate(NAMES)
    ]
    (folder / "pige.csv").write_text("\n".join([HEADINGS, *lines]) + "\n", "utf-8")


def paste(shown: RealScreen, hand: Newcomer, name: str, words: str) -> None:
    """Paste what was copied elsewhere in a field."""
    copied = subprocess.Popen(
        ["xclip", "-selection", "clipboard"], stdin=subprocess.PIPE, env=os.environ | {"DISPLAY": shown.display}
    )
    copied.communicate(words.encode())
    hand.click(name)
    shown.key("ctrl+v")
    hand.typed += 1


def test_ten_letters_with_ten_fields_at_most(tmp_path: Path) -> None:
    base = tmp_path / "base"
    new_base(base).close()
    sellers(tmp_path)
    seat = QSettings(str(base / "poste.ini"), QSettings.Format.IniFormat)
    seat.setValue("choices/import-folder", str(tmp_path))
    seat.sync()
    with screen() as shown, shown.start(base, eyes=True) as program:
        hand = Newcomer(shown, program, Path(PICTURES or tmp_path / "pictures"))
        try:
            begun = time.monotonic()
            begin(shown, hand)
            bring(hand)
            write(hand, base)
            took = time.monotonic() - begun
        except AssertionError:
            hand.shot("ici")
            raise
        finally:
            program.kill()
    print(f"{took:.0f} s, {hand.clicked} clicks, {hand.answered} of them to answer, {hand.typed} fields typed")
    assert hand.typed <= MOST_TYPED and hand.answered <= MOST_ANSWERED


def begin(shown: RealScreen, hand: Newcomer) -> None:
    """Take the way in, paste the letterhead, type what is not in it."""
    hand.click("start-begin")
    paste(shown, hand, "agency-paste", WHOLE)
    hand.wait(lambda: "remplis" in hand.text("agency-read"), "nothing was read")
    hand.fill("agency-who-user", "Claire Vasseur")
    hand.shot("agence")
    hand.fill("agency-card-insurer_area", "France")
    hand.fill("agency-letters-signer_role", "gérante")
    hand.fill("agency-letters-fee_place", "dans notre vitrine")
    hand.click("start-footer-forward")
    hand.shot("premier-vendeur")


def bring(hand: Newcomer) -> None:
    """Import the file of a supplier."""
    hand.click("start-import")
    hand.file("Importer un fichier", "pige.csv", "Ouvrir")
    hand.fill("import-supplier", "Pige Ouest")
    hand.fill("import-collected", "21/11/2026")
    hand.click("import-footer-forward")
    hand.look("import-check")
    hand.wait(lambda: hand.text("import-footer-forward").startswith("I&mporter"), "nothing to import")
    hand.click("import-footer-forward")
    hand.look("import-result")
    hand.shot("importes")
    hand.click("import-footer-cancel")


def write(hand: Newcomer, base: Path) -> None:
    """Answer what letters state of the agency, by clicks alone, and prepare the letters of everybody."""
    hand.click("rail-letters")
    hand.shot("courriers")
    before = hand.clicked
    hand.click("letters-empty-go")
    hand.choose("claims-data-sends_abroad", "Non, nous l’avons vérifié")
    hand.choose("claims-data-scores", "Non")
    hand.choose("claims-offer-free_estimate", "Oui")
    hand.shot("affirmations")
    hand.answered = hand.clicked - before
    hand.click("rail-letters")
    hand.click("prepare-all")
    with opened(base) as store:

        def made() -> int:
            with store.read() as r:
                return r.count(Notice, unfinished=0)

        hand.wait(lambda: made() == LETTERS, "the letters were not made")
    hand.shot("lettres")
