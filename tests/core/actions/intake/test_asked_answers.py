"""« RGPD : non », « Statut : refus »: answers that may refuse by their heading are one question for their column."""

import pytest

from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into
from core.base.errors import UserError
from core.base.records import replace
from core.model.checking import Fixes, Sort
from core.model.finding import REFUSING_COLUMN
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW

STATUS, GDPR = f"{REFUSING_COLUMN}:statut", f"{REFUSING_COLUMN}:rgpd"
HEAD = "Nom;Téléphone;CP;Ville;Vue sur;Vue le;Statut;RGPD"


def asked(store: Store, answers: list[tuple[str, str]], fixes: Fixes | None = None) -> ImportFile:
    file = store.path.parent / "crm.csv"
    rows = [
        f"{name};06 39 98 00 {40 + at};30000;Nîmes;PAP;03/11/2026;{answers[at][0]};{answers[at][1]}"
        for at, name in enumerate(("Moreau", "Petit", "Roche", "Faure", "Blanc", "Noël")[: len(answers)])
    ]
    file.write_text("\n".join((HEAD, *rows)), "utf-8")
    return ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW, fixes=fixes or Fixes())


def test_each_column_of_such_answers_is_one_question_and_its_twins_come_in(store: Store) -> None:
    answers = [("Refus", ""), ("Nouveau", "non"), ("Nouveau", "oui"), ("", "")]
    expected = expect(store, asked(store, answers))
    questions = {group.code: group for group in expected.groups if group.sort is Sort.FIRST}
    assert {code: group.count for code, group in questions.items()} == {STATUS: 1, GDPR: 1}
    assert "«\u202fStatut\u202f»\u202f: Refus (1), Nouveau (2)" in questions[STATUS].example
    report = import_into(store, asked(store, answers, Fixes(choices={STATUS: "refuse", GDPR: "refuse"})))
    assert (report.opposed, report.added) == (2, 2)
    assert [(refusal.column, refusal.words) for refusal in report.heard] == [("Statut", "Refus"), ("RGPD", "non")]
    with store.read() as r:
        assert len(list(leads.search(r, filters={"opposition": "yes"}))) == 2


def test_what_is_answered_of_a_column_holds_for_the_supplier_alone(store: Store) -> None:
    answers = [("Nouveau", "non")] * 6
    with pytest.raises(UserError, match="REFUSING_COLUMN:rgpd"):
        import_into(store, asked(store, answers))
    report = import_into(store, asked(store, answers, Fixes(choices={REFUSING_COLUMN: "keep"})))
    assert (report.rejected, report.added) == (0, 6)
    assert import_into(store, asked(store, answers)).merged == 6
    with pytest.raises(UserError, match="REFUSING_COLUMN:rgpd"):
        import_into(store, replace(asked(store, answers), supplier="Pige Est"))
