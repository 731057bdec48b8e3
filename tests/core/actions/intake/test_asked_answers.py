"""« RGPD : non », « Statut : refus »: an answer that may refuse by its heading holds its row until somebody answers."""

from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into
from core.model.checking import Fixes
from core.model.problem_codes import ALL_MAY_REFUSE, MAY_REFUSE
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW

HEAD = "Nom;Téléphone;CP;Ville;Vue sur;Vue le;Statut;RGPD"


def asked(store: Store, answers: list[tuple[str, str]], fixes: Fixes | None = None) -> ImportFile:
    file = store.path.parent / "crm.csv"
    rows = [
        f"{name};06 39 98 00 {40 + at};30000;Nîmes;PAP;03/11/2026;{answers[at][0]};{answers[at][1]}"
        for at, name in enumerate(("Moreau", "Petit", "Roche", "Faure", "Blanc", "Noël")[: len(answers)])
    ]
    file.write_text("\n".join((HEAD, *rows)), "utf-8")
    return ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW, fixes=fixes or Fixes())


def test_a_row_of_such_an_answer_is_asked_about_and_its_twin_comes_in(store: Store) -> None:
    answers = [("Refus", ""), ("Nouveau", "non"), ("Nouveau", "oui"), ("", "")]
    found = expect(store, asked(store, answers))
    assert (found.report.rejected, found.report.added) == (2, 2)
    [group] = [one for one in found.groups if one.code == MAY_REFUSE]
    assert "«\u202fStatut : Refus\u202f»" in group.example
    report = import_into(store, asked(store, answers, Fixes(choices={MAY_REFUSE: "refuse"})))
    assert (report.opposed, report.added) == (2, 2)
    with store.read() as r:
        assert len(list(leads.search(r, filters={"opposition": "yes"}))) == 2


def test_said_in_every_row_it_is_one_question_about_the_column(store: Store) -> None:
    found = expect(store, asked(store, [("Nouveau", "non")] * 6))
    [group] = [one for one in found.groups if one.code == ALL_MAY_REFUSE]
    assert group.count == 6
    assert "«\u202fRGPD : non\u202f»" in group.example
    report = import_into(store, asked(store, [("Nouveau", "non")] * 6, Fixes(choices={ALL_MAY_REFUSE: "keep"})))
    assert (report.rejected, report.added) == (0, 6)
