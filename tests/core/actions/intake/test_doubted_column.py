"""Words that sound like a refusal and stand in every row are one question, for the column."""

from pathlib import Path

import pytest

from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into
from core.base.errors import UserError
from core.model.checking import Expectation, Fixes, ProblemGroup
from core.model.problem_codes import ALL_MAY_REFUSE, MAY_REFUSE
from core.records.batch import Batch
from core.sources.tables.reading import open_table
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.tables import table

COLUMN = f"{ALL_MAY_REFUSE}:remarque"
SAID = "Souhaite vendre seul"
OWN = "Transaction directe exclusivement"
HEAD = "Nom;Téléphone;CP;Ville;Vue sur;Vue le;Remarque;Note"


def file_of(store: Store, name: str, own: dict[int, str] | None = None, rows: int = 12, first: int = 10) -> Path:
    file = store.path.parent / name
    names = [f"Moreau{letter};06 39 98 00 {first + at}" for at, letter in enumerate("abcdefghijkl"[:rows])]
    people = [f"{one};30000;Nîmes;PAP;03/11/2026;{SAID};{(own or {}).get(at, '')}" for at, one in enumerate(names)]
    file.write_text("\n".join((HEAD, *people)), "utf-8")
    return file


def asked(store: Store, file: Path, fixes: Fixes | None = None) -> ImportFile:
    return ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW, fixes=fixes or Fixes())


def questions(found: Expectation) -> dict[str, ProblemGroup]:
    return {group.code: group for group in found.groups if group.code in (COLUMN, MAY_REFUSE)}


def test_it_is_one_question_and_tells_the_column(store: Store) -> None:
    file = file_of(store, "pige.csv")
    found = expect(store, asked(store, file))
    assert found.report.added == 12
    [group] = questions(found).values()
    assert (group.code, group.count) == (COLUMN, 12)
    said = f"«\u202f{SAID}\u202f» à chaque ligne de la colonne «\u202fRemarque\u202f», est-ce un refus\u202f?"
    assert group.example == said
    [guess] = [one for one in open_table(file).guesses if one.doubted]
    assert guess.remark == "Les mêmes mots partout\u202f: un refus\u202f?"


@table("answer, counts", [("keep", (12, 0, 0)), ("refuse", (0, 12, 0)), ("", (12, 0, 0))])
def test_it_is_answered_for_the_file(store: Store, answer: str, counts: tuple[int, int, int]) -> None:
    fixes = Fixes({ALL_MAY_REFUSE: answer} if answer else {})
    found = expect(store, asked(store, file_of(store, "pige.csv"), fixes)).report
    assert (found.added, found.opposed, found.rejected) == counts


def test_the_words_of_one_row_are_asked_about_apart(store: Store) -> None:
    file = file_of(store, "pige.csv", {3: OWN})
    found = expect(store, asked(store, file, Fixes({ALL_MAY_REFUSE: "keep"})))
    assert {code: group.count for code, group in questions(found).items() if group.chosen == ""} == {MAY_REFUSE: 1}
    assert (found.report.added, found.report.rejected) == (12, 0)
    both = expect(store, asked(store, file, Fixes({ALL_MAY_REFUSE: "keep", MAY_REFUSE: "refuse"})))
    assert (both.report.added, both.report.opposed) == (11, 1)


def test_the_answer_is_remembered_for_the_next_file_of_the_supplier(store: Store) -> None:
    import_into(store, asked(store, file_of(store, "un.csv"), Fixes({ALL_MAY_REFUSE: "keep"})))
    second = file_of(store, "deux.csv", {2: OWN}, first=40)
    found = expect(store, asked(store, second))
    assert {code for code, group in questions(found).items() if group.chosen == ""} >= {MAY_REFUSE}
    assert (found.report.added, found.report.rejected) == (12, 0)


def test_unanswered_nothing_is_written(store: Store) -> None:
    with pytest.raises(UserError, match=ALL_MAY_REFUSE):
        import_into(store, asked(store, file_of(store, "un.csv")))
    with store.read() as r:
        assert r.one(Batch) is None


def test_four_rows_are_not_a_column(store: Store) -> None:
    found = expect(store, asked(store, file_of(store, "pige.csv", rows=4)))
    assert set(questions(found)) == {MAY_REFUSE}
