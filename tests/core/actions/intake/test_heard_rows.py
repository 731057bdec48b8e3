"""What is heard in a file is told row by row, and answered by row or by words; a denied word hides no other refusal."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from core.actions.intake.checking import expect
from core.actions.intake.heard_rows import AROUND, around
from core.actions.intake.importing import ImportFile, import_into
from core.base.french import phone_pairs
from core.base.records import replace
from core.model.checking import Fixes, HeardRefusal
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.tables import table

HEADINGS = "Nom;Téléphone;Adresse;CP;Ville;Site;Référence;Remarque;Suivi"
UNSURE = "Souhaite vendre seul"
EARLY, STOP = "Pas d’agence avant 18 h", "Ne plus appeler"
DENIED = Fixes({"HEARD:Pas d’agence": "no"})


def asked(
    store: Store, folder: Path, *remarks: Sequence[str], fixes: Fixes | None = None, people: int = 0
) -> ImportFile:
    """Return the import of a file whose rows end by these two cells; ``people``: which they are."""
    file = folder / "pige.csv"
    rows = [
        f"Moreau {chr(65 + n)}éa;06 39 98 {41 + people} {n:02};{n + 1 + 9 * people} rue Haute;30700;Uzès;PAP;"
        f"R{people}-{n};{';'.join(ends)}"
        for n, ends in enumerate(remarks)
    ]
    file.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
    return ImportFile(store.path.parent, file, "Pige", "2026-11-20", BY, NOW, fixes=fixes or Fixes())


def told(heard: Sequence[HeardRefusal]) -> list[tuple[object, ...]]:
    """Return what the check shows of each."""
    return [(one.line, one.words, one.place, one.state.value, one.people[0].refuses) for one in heard]


@table(
    "people, ends, opposed",
    [
        (1, (EARLY, ""), 0),
        (2, (EARLY, STOP), 1),
        (3, (STOP, EARLY), 1),
        (4, (f"{EARLY}. {STOP} !", ""), 1),
        (5, (EARLY, EARLY), 0),
    ],
)
def test_words_that_refuse_nothing_hide_no_other_refusal(
    people: int, ends: Sequence[str], opposed: int, store: Store, tmp_path: Path
) -> None:
    file = asked(store, tmp_path, ends, fixes=DENIED, people=people)
    assert expect(store, file).report.opposed == opposed
    assert import_into(store, file).opposed == opposed
    month = import_into(store, asked(store, tmp_path, ("", ""), ends, people=people))
    assert month.opposed == 2 * opposed, "the answer is remembered, and so is the refusal"


def test_what_may_refuse_is_asked_beside_what_was_denied(store: Store, tmp_path: Path) -> None:
    file = asked(store, tmp_path, (EARLY, UNSURE), fixes=DENIED)
    heard = expect(store, file).refusals
    assert [one.state.value for one in heard] == ["asked", "none"]


def test_what_may_refuse_is_asked_after_a_row_where_it_stood_beside_a_refusal(store: Store, tmp_path: Path) -> None:
    unsure = "Transaction directe exclusivement"
    heard = expect(store, asked(store, tmp_path, (STOP, unsure), ("", unsure))).refusals
    assert [(one.line, one.state.value) for one in heard] == [(2, "sure"), (3, "asked")]


def test_each_row_is_told_with_its_words_and_answered_alone(store: Store, tmp_path: Path) -> None:
    rows = ((EARLY, ""), (EARLY, ""), ("calme", STOP), ("", ""))
    first = expect(store, asked(store, tmp_path, *rows))
    assert told(first.refusals) == [
        (2, "Pas d’agence", "Remarque", "sure", True),
        (3, "Pas d’agence", "Remarque", "sure", True),
        (4, STOP, "Suivi", "sure", True),
    ]
    assert (first.refusals[0].around, first.refusals[0].people[0].phone) == (EARLY, phone_pairs("+33639984100"))
    alone = asked(store, tmp_path, *rows, fixes=Fixes({"HEARD_AT:3:Pas d’agence": "no:condition"}))
    second = expect(store, alone)
    assert [one.state.value for one in second.refusals] == ["sure", "none", "sure"]
    assert (second.report.added, second.report.opposed) == (2, 2)
    assert import_into(store, alone).opposed == 2
    again = import_into(store, asked(store, tmp_path, *rows))
    assert again.opposed == 3, "what is answered of one row is not remembered of its words"


@table("people, answer, added", [(1, "no", 2), (2, "no:name", 2), (3, "refuse", 1), (4, "", 2)])
def test_a_doubt_is_answered_for_its_row(people: int, answer: str, added: int, store: Store, tmp_path: Path) -> None:
    fixes = Fixes({f"HEARD_AT:2:{UNSURE}": answer} if answer else {})
    file = asked(store, tmp_path, (UNSURE, ""), (UNSURE, ""), fixes=fixes, people=people)
    expected = expect(store, file)
    standing = {"": "asked", "refuse": "sure"}.get(answer, "none")
    assert [one.state.value for one in expected.refusals] == [standing, "asked"]
    assert import_into(store, file).added == added


def test_nothing_is_asked_of_whom_the_register_knew(store: Store, tmp_path: Path) -> None:
    import_into(store, asked(store, tmp_path, (STOP, "")))
    file = asked(store, tmp_path, (STOP, ""), (STOP, ""))
    later = expect(store, replace(file, now=NOW + timedelta(days=1)))
    assert [one.in_register for one in later.refusals] == [True, False]


def test_the_owner_who_refuses_is_told_from_the_other(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "deux.csv"
    file.write_text(
        "Propriétaire 1;Téléphone 1;Propriétaire 2;Téléphone 2;Adresse;CP;Ville;Site\n"
        "Sicard Noël;0639984402;Ferry Martine (ne veut pas d’agence);0639984488;3 rue Haute;30700;Uzès;PAP\n",
        encoding="utf-8",
    )
    [heard] = expect(store, ImportFile(store.path.parent, file, "Pige", "2026-11-20", BY, NOW)).refusals
    assert [(one.name, one.refuses) for one in heard.people] == [("Sicard Noël", False), ("Ferry Martine", True)]


def test_no_more_of_an_ad_than_is_needed_is_shown() -> None:
    words = " ".join(f"mot{n}" for n in range(80))
    shown = around(f"{words} agences s'abstenir {words}", "agences s'abstenir")
    assert "agences s'abstenir" in shown and len(shown) <= AROUND + 4 and shown[0] == shown[-1] == "…"
    assert around("Maison de bourg", "agences s'abstenir") == ""
