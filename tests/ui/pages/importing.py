"""What every test of the imports needs: the page, invented files, and the waiting."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.finding import in_sight
from tests.ui.office_fixture import put_together
from ui.common.office import Office
from ui.pages.imports.page import ImportsPage
from ui.widgets.equation import Equation

WAIT_MS = 30_000
HEADINGS = "Nom;Prénom;Téléphone;Adresse;Code postal;Ville;Site;Référence"
Pige = Callable[..., Path]


@pytest.fixture
def page(office: Office, qtbot: QtBot) -> ImportsPage:
    """The page of the imports, shown."""
    made = put_together(ImportsPage, office, qtbot)
    made.resize(1274, 700)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def pige(tmp_path: Path) -> Pige:
    """``pige(rows, site=True) -> path`` of an invented file; the last row has nothing to reach the person with."""

    def made(rows: int = 6, *, site: bool = True, name: str = "pige.csv") -> Path:
        lines = [HEADINGS if site else HEADINGS.replace(";Site", "")]
        for n in range(rows):
            cells = [
                "Moreau",
                f"Hélène {n}",
                f"06 39 98 {n // 100:02d} {n % 100:02d}",
                f"{n} rue Haute",
                "30700",
                "Uzès",
            ]
            lines.append(";".join([*cells, *(["PAP"] if site else []), f"V{n:05d}"]))
        lines.append("Perdu;Paul;;;;;PAP;V99999" if site else "Perdu;Paul;;;;;V99999")
        file = tmp_path / name
        file.write_text("\n".join(lines) + "\n", encoding="cp1252")
        return file

    return made


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    """A file with questions: 18 dates that read both ways, in a file of both orders, 3 telephones cut short, 4 without
    their zero, 2 rents, a row
    without site."""
    lines = ["Nom;Téléphone;Adresse;CP;Ville;Prix;Réf;Site;Vue le"]
    for n in range(20):
        phone = "06 39 98 7" if n < 3 else f"6399800{n:02d}" if n < 7 else f"06 39 98 00 {n:02d}"
        price = "1 250 €" if n in (10, 11) else f"{200 + n} 000 €"
        site, reference = ("", "") if n == 12 else ("PAP", f"V{n:03d}")
        day = {18: "25/10/2026", 19: "10/25/2026"}.get(n, f"0{n % 9 + 1}/{(n % 9 + 2):02d}/2026")
        lines.append(f"Moreau Léa {n};{phone};{n} rue Haute;30700;Uzès;{price};{reference};{site};{day}")
    file = tmp_path / "sale.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def wait(qtbot: QtBot, page: ImportsPage) -> None:
    """Wait for the jobs of the assistant."""
    assistant = page.assistant
    qtbot.waitUntil(lambda: not assistant.job.running and not assistant.recount.running, timeout=WAIT_MS)


def opened(qtbot: QtBot, page: ImportsPage, file: Path) -> None:
    """Drop ``file`` and wait for its columns, or for the check when it is known."""
    page.take_files([file])
    wait(qtbot, page)


def checked(qtbot: QtBot, page: ImportsPage, file: Path, *, supplier: str = "Pige Ouest") -> None:
    """Go to the check of ``file``."""
    opened(qtbot, page, file)
    page.assistant.columns.whole.supplier.setText(supplier)
    page.assistant.footer.forward_button.click()
    wait(qtbot, page)


def counts(outcome: object) -> list[str]:
    """Return what the figures of an equation say."""
    equation = getattr(outcome, "equation", None)
    assert isinstance(equation, Equation)
    return [figure.accessibleName() for figure in equation.findChildren(QToolButton)]


def shown(page: ImportsPage) -> str:
    """Return the name of what the page shows."""
    current = in_sight(page)
    return current.objectName() if current else ""
