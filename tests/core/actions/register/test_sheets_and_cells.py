"""A person who refused, sold again in sheets of one value a line and in rows of one cell, after what may happen to a
base: none is written to nor called, and a stranger of the same file is."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.common.agency import save_agency
from core.actions.intake.import_rows import take_in
from core.actions.intake.importing import ImportFile, import_into
from core.actions.keeping import backing_up
from core.actions.register import opposing
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, NOW
from tests.core.actions.register.test_more_ways_around import merged_then_undone
from tests.core.actions.register.test_no_way_around import (
    HOUR,
    LATER,
    ROW,
    captured,
    joined_then_parted,
    reached,
    restored_then_erased,
)
from tests.files.bases.make import AGENCY
from tests.tables import table

HOME, AWAY = ("14 r. des Mûriers, bât. B", "30700", "Uzès"), ("9 rue Haute", "30000", "Nîmes")
ROWS = (
    ("Moreau H.", "06.39.98.12.41", "", *AWAY),
    ("", "06 39 98 77 21", "H.Moreau@exemple.fr", *AWAY),
    ("Hélène MOREAU", "06 39 98 77 22", "", *HOME),
    ("Roux Jean", "06 39 98 77 23 / 0033639981241", "", *AWAY),
    ("Besson Luc", "06 39 98 12 48", "", "16 rue des Mûriers", "30700", "Uzès"),
)
"""Name, telephone, e-mail, street, postcode, town."""
LABELS = ("Vendeur", "Tél", "Mail", "Adresse", "CP", "Commune")


def as_sheets() -> str:
    sheets = (
        [f"{label} : {said}" for label, said in zip(LABELS, row, strict=True) if said] + [f"Réf : F{at}X", "Site : PAP"]
        for at, row in enumerate(ROWS)
    )
    return "\n\n".join("\n".join(lines) for lines in sheets) + "\n"


def in_one_cell() -> str:
    cells = (f"{name} {phone} {mail} {street} {code} {town}" for name, phone, mail, street, code, town in ROWS)
    rows = (f'"{" ".join(cell.split())}";C{at}X;PAP' for at, cell in enumerate(cells))
    return "\n".join(("Contact;Référence;Site", *rows)) + "\n"


def sold(store: Store, text: str, name: str) -> None:
    file = store.path.parent / name
    file.write_text(text, "utf-8")
    report = import_into(store, ImportFile(store.path.parent, file, "Pige Est", "2026-11-20", BY, LATER))
    assert (report.read, report.rejected, report.blank) == (len(ROWS), 0, 0)


@table("way", [restored_then_erased, merged_then_undone, joined_then_parted, captured])
def test_neither_is_a_way_in_after_whatever_happened(way: Callable[[Store, Path], None]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        with closing(new_base(folder / "base")) as store:
            save_agency(store, AGENCY, by=BY, at=NOW)
            take_in(store, [ROW], BATCH, by=BY, now=NOW)
            backing_up.back_up(store, folder / "copies", by=BY, at=NOW)
            opposing.oppose_typed(store, "06 39 98 12 41", how="call", by=BY, at=NOW + timedelta(minutes=1))
            way(store, folder)
            sold(store, as_sheets(), "fiches.txt")
            sold(store, in_one_cell(), "cases.csv")
            printed, callable_ = reached(store, folder / "lettres", LATER + HOUR)
            assert callable_ == []
            assert set(printed) - {"Moreau Luc"} == {"Besson Luc"}
