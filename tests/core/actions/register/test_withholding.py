"""Rejected rows leave the program without the cells of somebody who refused; the others keep theirs."""

from pathlib import Path

import openpyxl

from core.actions.intake.rejected_rows import export_rejects
from core.actions.register.opposing import oppose_typed
from core.actions.register.withholding import withheld
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, take

ROWS = (
    (("Morvan", "+33 6 39 98 12 41"), True),
    (("Morvan", "01 99 00 00 09 / 06.39.98.12.41"), True),
    (("639981241.0",), True),
    (("voir H.Moreau@exemple.fr",), True),
    (("Morvan", "06 39 98 12 42", "autre@exemple.fr", "30700", ""), False),
    ((), False),
)


def test_a_number_or_an_email_of_the_register_in_any_shape(store: Store) -> None:
    for refused in ("06 39 98 12 41", "h.moreau@exemple.fr"):
        oppose_typed(store, refused, how="call", by=BY, at=NOW)
    with store.read() as r:
        told = withheld(r, [("Date à venir.", list(cells)) for cells, _hidden in ROWS])
    for (cells, hidden), (reason, shown) in zip(ROWS, told, strict=True):
        assert shown == ([] if hidden else list(cells))
        assert ("ne sont pas données" in reason) is hidden


def test_the_workbook_of_the_rejects_says_the_line_and_no_cell(store: Store, tmp_path: Path) -> None:
    bad = DRAFT._replace(seen="99/99/2026", cells=("Moreau", "06 39 98 12 41"))
    other = bad._replace(line=3, phones=("0639981242",), emails=(), cells=("Besson", "06 39 98 12 42"))
    batch = take(store, bad, other).batch
    oppose_typed(store, "0639981241", how="letter", by=BY, at=NOW)
    out = tmp_path / "rejets.xlsx"
    with store.read() as r:
        assert export_rejects(r, batch, out).rows == 2
    page = openpyxl.load_workbook(out).worksheets[0]
    _headings, first, second = page.iter_rows(values_only=True)
    assert first[0] == 2
    assert first[1] == "Une personne de cette ligne s’oppose au démarchage\u202f: ses cases ne sont pas données."
    assert first[2:] == (None, None)
    assert second[2:] == ("Besson", "06 39 98 12 42")
