"""A row that sounds like a refusal is written, and held until a person says whether it is one."""

from pathlib import Path

from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into
from core.actions.register import refusal_answers
from core.actions.register.entries import registered
from core.model.batch import Report
from core.model.checking import Fixes, Sort
from core.model.problem_codes import MAY_REFUSE
from core.sources.tables.reading import drafts, fields_of, open_table
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.tables import table

SAID = "Souhaite vendre seul"
HEAD = "Nom;Téléphone;CP;Ville;Vue sur;Vue le;Note"
DOUBTED, TWIN = "06 39 98 00 41", "06 39 98 00 42"


def file_of(tmp_path: Path) -> Path:
    file = tmp_path / "pige.csv"
    rows = (f"Moreau;{DOUBTED};30000;Nîmes;PAP;03/11/2026;{SAID}", f"Petit;{TWIN};30000;Nîmes;PAP;03/11/2026;à voir")
    file.write_text("\n".join((HEAD, *rows)), "utf-8")
    return file


def asked(store: Store, tmp_path: Path, fixes: Fixes) -> ImportFile:
    return ImportFile(store.path.parent, file_of(tmp_path), "Pige Ouest", "2026-11-20", BY, NOW, fixes=fixes)


def counts(report: Report) -> tuple[int, int, int]:
    """(added, opposed, rejected)."""
    return report.added, report.opposed, report.rejected


@table(
    "fixes, expected",
    [
        (Fixes(), (2, 0, 0)),
        (Fixes({MAY_REFUSE: "keep"}), (2, 0, 0)),
        (Fixes({MAY_REFUSE: "refuse"}), (1, 1, 0)),
        (Fixes(cells={(2, 6): ""}), (2, 0, 0)),
        (Fixes(cells={(2, 6): "ne pas démarcher"}), (1, 1, 0)),
        (Fixes(cells={(2, 6): "Transaction directe exclusivement"}), (2, 0, 0)),
    ],
)
def test_a_row_waits_for_an_answer(store: Store, tmp_path: Path, fixes: Fixes, expected: tuple[int, int, int]) -> None:
    assert counts(expect(store, asked(store, tmp_path, fixes)).report) == expected


def test_nobody_is_written_to_before_the_answer_nor_after_a_yes(store: Store, tmp_path: Path) -> None:
    for fixes, opposed in ((Fixes(), False), (Fixes({MAY_REFUSE: "refuse"}), True)):
        import_into(store, asked(store, tmp_path, fixes))
        with store.read() as r:
            known = registered(r, DOUBTED)
            assert known is not None
            assert (known.at is not None) == opposed
            assert opposed or leads.count_leads(r) == 2
            [lead_id] = leads.search(r, text=DOUBTED)
            assert opposed or refusal_answers.in_doubt(r, lead_id) is not None


def test_the_check_asks_and_the_row_is_written_all_the_same(store: Store, tmp_path: Path) -> None:
    found = expect(store, asked(store, tmp_path, Fixes()))
    [group] = [one for one in found.groups if one.code == MAY_REFUSE]
    assert (group.sort, group.count, group.chosen) == (Sort.QUESTION, 1, "")
    assert [one.key for one in group.choices] == ["refuse", "keep", "see"]
    assert group.example == f"Ligne 2\u202f: «\u202f{SAID}\u202f», est-ce un refus\u202f?"
    [problem] = group.problems
    assert (problem.line, problem.column, problem.value) == (2, 6, SAID)
    assert (found.report.added, found.report.rejects) == (2, ())
    [kept] = [one for one in expect(store, asked(store, tmp_path, Fixes({MAY_REFUSE: "keep"}))).groups
              if one.code == MAY_REFUSE]  # fmt: skip
    assert kept.chosen == "keep"


@table("field, held", [("extra", True), ("text", True), ("address", True), ("kind", False), ("url", False)])
def test_nobody_speaks_in_a_column_of_facts(tmp_path: Path, field: str, held: bool) -> None:
    table = open_table(file_of(tmp_path))
    assert [one.held for one in drafts(table, fields_of(table, {"Note": field}))] == [held, False]


def test_the_reason_of_a_list_of_rejects_is_not_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "rejets.csv"
    row = f"2;Est-ce un refus ? « {SAID} »;Moreau;{DOUBTED};30000;Nîmes;PAP;03/11/2026;"
    file.write_text("\n".join((f"Ligne;Raison;{HEAD}", f"{row}à voir", f"{row}{SAID}")), "utf-8")
    table = open_table(file)
    assert [one.held for one in drafts(table, fields_of(table, {}))] == [False, True]


@table("name, site, kind, held", [("Moreau", "", "", True), ("Petit", "PAP", "pro", False), ("Roche", "PAP", "", True)])
def test_whoever_is_of_a_row_that_is_not_taken_is_held_when_they_come(
    store: Store, tmp_path: Path, name: str, site: str, kind: str, held: bool
) -> None:
    phone = f"06 39 98 00 5{len(name)}"
    for note, seller, seen in ((SAID, kind, site), ("", "", "PAP")):
        file = tmp_path / "un.csv"
        line = f"{name};{phone};{len(name)} rue Foch;30000;Nîmes;{seen};{seller};{note}"
        file.write_text(f"Nom;Téléphone;Adresse;CP;Ville;Vue sur;Type vendeur;Note\n{line}\n", "utf-8")
        import_into(store, ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW))
    with store.read() as r:
        [lead_id] = leads.search(r, text=phone)
        assert (refusal_answers.in_doubt(r, lead_id) is not None) == held
