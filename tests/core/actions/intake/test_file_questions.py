"""What a workbook shows is asked once, before anything is written; the answer holds for the supplier's next file."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from core.actions.common.fuzzy_suppression import near_held
from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into
from core.base.errors import UserError
from core.base.records import replace
from core.model.checking import Fixes, ProblemGroup, Sort
from core.records.batch import Batch
from core.records.lead import Lead
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW

RED = PatternFill("solid", fgColor="FFFF0000")


def book(folder: Path, name: str, *, legend: str = "", first: int = 0, comment: str = "") -> Path:
    """A workbook of five sellers, the second of them in red, the third hidden, the fourth with a comment."""
    made = openpyxl.Workbook()
    sheet = made.active
    if legend:
        sheet.append([legend])
    sheet.append(["Nom", "Téléphone", "Adresse", "Vue sur"])
    top = sheet.max_row
    for rank in range(first, first + 5):
        sheet.append([f"Moreau Luc {rank}", f"06 39 98 31 {rank:02}", f"{rank + 1} rue Foch", "PAP"])
    for cell in sheet[top + 2]:
        cell.fill = RED
    sheet.row_dimensions[top + 3].hidden = True
    if comment:
        for column, words in enumerate(comment.split("|"), start=1):
            sheet.cell(top + 4, column).comment = Comment(words, "JD")
    made.save(folder / name)
    return folder / name


def asked(store: Store, file: Path, **choices: str) -> ImportFile:
    return ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW, fixes=Fixes(choices))


def questions(store: Store, file: ImportFile) -> dict[str, ProblemGroup]:
    return {group.code: group for group in expect(store, file).groups if group.sort is Sort.FIRST}


def test_what_a_colour_means_is_asked_once(store: Store, tmp_path: Path) -> None:
    file = book(tmp_path, "a.xlsx")
    found = questions(store, asked(store, file))
    assert {code: group.count for code, group in found.items()} == {"LOOK:rouge": 1, "HIDDEN_ROWS": 1}
    assert found["LOOK:rouge"].example == "Que veut dire rouge\u202f? Ligne 3"
    with pytest.raises(UserError, match="LOOK:rouge, HIDDEN_ROWS"):
        import_into(store, asked(store, file))
    with store.read() as r:
        assert r.one(Batch) is None
    answers = {"LOOK:rouge": "refuse", "HIDDEN_ROWS": "leave"}
    report = import_into(store, replace(asked(store, file), fixes=Fixes(answers)))
    assert (report.added, report.opposed, report.rejected) == (3, 1, 1)
    assert [(one.column, one.words) for one in report.heard] == [("Couleur\u202f: rouge", "ligne en rouge")]
    again = import_into(store, asked(store, book(tmp_path, "b.xlsx", first=10)))
    assert (again.added, again.opposed, again.rejected) == (3, 1, 1)


def test_a_legend_that_refuses_is_the_answer(store: Store, tmp_path: Path) -> None:
    file = book(tmp_path, "a.xlsx", legend="Rouge = ne veut pas d’agence")
    assert questions(store, asked(store, file))["LOOK:rouge"].chosen == "refuse"
    report = import_into(store, asked(store, file, HIDDEN_ROWS="read"))
    assert [(one.column, one.words) for one in report.heard] == [("Couleur\u202f: rouge", "ne veut pas d’agence")]
    other = book(tmp_path, "b.xlsx", legend="Rouge = à rappeler", first=10)
    assert questions(store, asked(store, other))["LOOK:rouge"].chosen == "", "the file's own words were nobody's answer"


@pytest.mark.parametrize(
    ("comment", "opposed", "added"),
    [
        ("Ne veut pas d’agence", 1, 4),
        ("Ne veut pas d’agence|Vue le 3 mars|Portail vert", 1, 4),
        ("A refusé hier, à revoir avec sa fille", 0, 5),
        ("Portail vert", 0, 5),
    ],
)
def test_a_comment_is_listened_to(store: Store, tmp_path: Path, comment: str, opposed: int, added: int) -> None:
    file = book(tmp_path, "a.xlsx", comment=comment)
    report = import_into(store, replace(asked(store, file), fixes=Fixes({"LOOK:rouge": "keep", "HIDDEN_ROWS": "read"})))
    assert (report.opposed, report.added) == (opposed, added)
    assert [one.column for one in report.heard] == ["Commentaire de la case A5"] * opposed


def test_the_other_owner_of_a_red_row_waits(store: Store, tmp_path: Path) -> None:
    """A note names one of two owners, and the colour is that of their row; a row in white is nobody's refusal, and
    somebody alone is asked nothing more."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["Rouge = ne veut pas d’agence"])
    sheet.append(["Nom 1", "Nom 2", "Téléphone 1", "Téléphone 2", "Adresse", "Commentaire", "Vue sur"])
    says = "Odile Ferrandel ne veut pas d’agence"
    for rank, (his, hers, note) in enumerate(
        [("Ferrandel Marc", "Ferrandel Odile", says), ("Petit Luc", "Petit Zoé", ""), ("Roux Luc", "", says)]
    ):
        phones = (f"06 39 98 51 {rank}1", f"06 39 98 51 {rank}2" if hers else "")
        sheet.append([his, hers, *phones, f"{rank + 1} rue Foch", note, "PAP"])
    for row in (3, 5):
        for cell in sheet[row]:
            cell.fill = RED
    made.save(tmp_path / "a.xlsx")
    report = import_into(store, asked(store, tmp_path / "a.xlsx"))
    assert (report.added, report.opposed) == (2, 1)
    with store.read() as r:
        people = {lead.name: lead.id for lead in r.of(Lead) if lead.name}
        assert people.keys() == {"Ferrandel Marc", "Petit Luc", "Petit Zoé"}
        waiting = {lead_id for lead_id, ones in near_held(r, sorted(people.values())).items() if ones}
        assert waiting == {people["Ferrandel Marc"]}


def test_each_question_shows_the_rows_it_concerns(store: Store, tmp_path: Path) -> None:
    """Rows of a colour, those hidden, a name that comes again, answers of a column, dates and postcodes."""
    found = questions(store, asked(store, book(tmp_path, "a.xlsx")))
    assert {code: [one.line for one in group.problems] for code, group in found.items()} == {
        "LOOK:rouge": [3],
        "HIDDEN_ROWS": [4],
    }
    assert found["LOOK:rouge"].choices[-1].key == "see"
    file = tmp_path / "b.csv"
    days = ("25/10/2026", "10/25/2026", "03/04/2026", "04/04/2026", "05/06/2026")
    lines = [
        f"Moreau {rank};0470 00 00 0{rank};{1000 + 10 * rank};Bruxelles;PAP;{day};{'oui' if rank < 4 else 'non'}"
        for rank, day in enumerate(days)
    ]
    file.write_text("\n".join(("Nom;GSM;CP;Ville;Site;Vue le;Ne veut pas d'agence", *lines)), encoding="utf-8")
    found = questions(store, asked(store, file))
    assert {code: [one.line for one in group.problems] for code, group in found.items()} == {
        "COUNTRY": [2, 3, 4, 5, 6],
        "REFUSING_COLUMN:ne veut pas agence": [2, 3, 4, 5],
        "DATE_BOTH_WAYS": [4, 6],
    }
