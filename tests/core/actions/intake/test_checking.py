"""What an import would give, on real files and a real base: counts, groups, choices, the first rows."""

from pathlib import Path

import pytest

from core.actions.common.scratch import PREFIX, scratch
from core.actions.desk import jobs
from core.actions.intake import reader_process
from core.actions.intake.checking import expect
from core.actions.intake.importing import ImportFile, import_into
from core.actions.intake.problem_groups import settles
from core.actions.register.opposing import oppose_typed
from core.base.errors import Cancelled, UserError
from core.base.records import replace
from core.model.batch import Report
from core.model.checking import Expectation, Fixes, ProblemGroup, Sort
from core.records.batch import Batch
from core.records.listing import Listing
from core.store import leads, registers
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add

HEAD = "Nom;Téléphone;CP;Ville;Prix;Vue sur;Vue le;E-mail;Réf\n"
ROWS = """M. et Mme DUPONT;639980001;1000;Bourg;250 000 €;PAP;03/11/2026;a@exemple.fr;R1
MoreauÃ© Jean;6.39980002E8;30000;NÃ®mes;1 250 €;PAP;05/10/2026;zz;R2
Durand;06 39 98 00 03 / 01 99 00 00 03;30000 Nîmes;;230000;PAP;2026-11-02;;R3
Petit;06 39 98 00 09;30000;Nîmes;230000;;02/11/2026;c@exemple.fr;R4
Roche;06 39 98 7;30000;Nîmes;230000;PAP;02/11/2026;;R5
Durand;06 39 98 00 03;30000;Nîmes;230000;PAP;02/11/2026;;R6
Blanc;6,4E+08;30000;Nîmes;230000;PAP;02/11/2026;d@exemple.fr;R7
Site;01 40 56 33 33;30000;Nîmes;230000;PAP;02/11/2026;e@exemple.fr;R8
Seul;;30000;Nîmes;230000;PAP;02/11/2026;;R9
Tard;06 39 98 00 10;30000;Nîmes;230000;PAP;après-demain;;R10

"""


def asked(store: Store, tmp_path: Path, text: str = HEAD + ROWS, **changes: object) -> jobs.ImportFile:
    file = tmp_path / "pige.csv"
    file.write_text(text, "utf-8")
    made = jobs.ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


def group(found: Expectation, code: str) -> ProblemGroup:
    [one] = [one for one in found.groups if one.code == code]
    return one


def codes(found: Expectation, sort: Sort) -> list[str]:
    return [one.code for one in found.groups if one.sort is sort]


def test_counts_are_those_of_the_import_and_nothing_is_written(store: Store, tmp_path: Path) -> None:
    ask = asked(store, tmp_path)
    found = expect(store, ask)
    with store.read() as r:
        assert (leads.count_leads(r), (r.one(Batch, "-id") or Batch()).id) == (0, 0)
    assert found.report == replace(jobs.import_into(store, ask), batch=0)
    assert found.report.read == 11
    assert found.headers == tuple(HEAD.strip().split(";"))


def test_questions_come_first_then_rejects_repairs_and_opposed(store: Store, tmp_path: Path) -> None:
    found = expect(store, asked(store, tmp_path))
    assert codes(found, Sort.QUESTION) == [
        "PRICE_LOW", "MOJIBAKE", "PHONE_BAD", "PHONE_CUT", "EMAIL_BAD",
    ]  # fmt: skip
    assert codes(found, Sort.REJECTED) == ["DATE_BAD", "NO_SOURCE", "NO_CONTACT"]
    assert codes(found, Sort.REPAIRED) == [
        *("PHONE_NO_ZERO", "PHONE_FLOAT", "PHONE_TWO", "POSTCODE_NO_ZERO", "POSTCODE_TOWN", "COUPLE", "HOTLINE"),
        "DUPLICATE_IN_FILE",
    ]
    order = [list(Sort).index(one.sort) for one in found.groups]
    assert order == sorted(order)
    assert {one.code: one.chosen for one in found.groups if one.chosen} == dict.fromkeys(
        ("PHONE_NO_ZERO", "PHONE_FLOAT", "PHONE_TWO", "POSTCODE_NO_ZERO", "POSTCODE_TOWN", "COUPLE"), "fix"
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("PHONE_NO_ZERO", "1 téléphone sans le zéro initial. Ligne 2 : 639980001 devient 06 39 98 00 01"),
        ("PRICE_LOW", "1 prix sous 2 000 €. Ligne 3 : 1 250 €, sans doute une location"),
        ("PHONE_TWO", "1 case à plusieurs téléphones. Ligne 4 : 06 39 98 00 03 / 01 99 00 00 03, tous sont gardés"),
        (
            "PHONE_BAD",
            "1 téléphone illisible. Ligne 6 : 06 39 98 7 ; la ligne est gardée si elle a une autre coordonnée",
        ),
        ("EMAIL_BAD", "1 e-mail illisible. Ligne 3 : zz"),
        ("COUPLE", "1 couple dans une case. Ligne 2 : M. et Mme DUPONT se lit « Madame, Monsieur » et « DUPONT »"),
        ("NO_SOURCE", "1 ligne sans annonce ni site. La lettre doit nommer la source : sans elle, rien n’est importé."),
    ],
)
def test_each_group_says_what_it_is_with_one_example(store: Store, tmp_path: Path, code: str, said: str) -> None:
    one = group(expect(store, asked(store, tmp_path)), code)
    shown = f"{one.count} {one.title}. {one.example}".replace("\u202f", " ").replace("\u00a0", " ")
    assert shown == said


def test_the_first_problems_of_a_group_hold_their_rows(store: Store, tmp_path: Path) -> None:
    found = expect(store, asked(store, tmp_path))
    [problem] = group(found, "PHONE_BAD").problems
    assert (problem.line, problem.column, problem.value, problem.cells[0]) == (6, 1, "06 39 98 7", "Roche")
    [row] = group(found, "NO_SOURCE").problems
    assert (row.line, row.column, row.cells[0]) == (5, -1, "Petit")


def test_choices_change_what_would_be_done(store: Store, tmp_path: Path) -> None:
    def report(**choices: str) -> Report:
        return expect(store, asked(store, tmp_path, fixes=Fixes(choices))).report

    plain = report()
    dropped = report(PRICE_LOW="drop")
    assert (dropped.added, dropped.rejected) == (plain.added - 1, plain.rejected + 1)
    assert dropped.rejects[0].code == "ROW_SET_ASIDE"
    kept = expect(store, asked(store, tmp_path, fixes=Fixes({"PRICE_LOW": "drop", "PHONE_NO_ZERO": "keep"})))
    assert (group(kept, "PRICE_LOW").chosen, group(kept, "PHONE_NO_ZERO").chosen) == ("drop", "keep")


def test_a_cell_typed_anew_settles_its_problem(store: Store, tmp_path: Path) -> None:
    plain = expect(store, asked(store, tmp_path))
    typed = expect(store, asked(store, tmp_path, fixes=Fixes(cells={(6, 1): "06 39 98 00 05"})))
    assert typed.report.added == plain.report.added + 1
    assert "PHONE_BAD" not in codes(typed, Sort.QUESTION)


def test_what_was_settled_is_kept_with_the_batch_without_what_was_typed(store: Store, tmp_path: Path) -> None:
    fixes = Fixes({"PRICE_LOW": "drop"}, {(6, 1): "06 39 98 00 05"})
    done = jobs.import_into(store, asked(store, tmp_path, fixes=fixes))
    with store.read() as r:
        kept = r.value(str, "SELECT fixes FROM batch WHERE id = ?", done.batch)
    assert kept == '{"choices": {"PRICE_LOW": "drop"}, "cells": [[6, 1]]}'


def test_the_first_rows_say_what_would_be_done(store: Store, tmp_path: Path) -> None:
    add(store, phones=("06 39 98 00 09",), reference="R0", site="PAP")
    oppose_typed(store, "06 39 98 00 01", how="call", by=BY, at=NOW)
    found = expect(store, asked(store, tmp_path, site="PAP"))
    fates = {one.line: one for one in found.rows}
    assert [one.fate for one in found.rows][:6] == ["opposed", "added", "added", "merged", "rejected", "merged"]
    assert (fates[2].name, fates[2].phone, fates[2].town) == ("", "", "")
    assert (fates[3].phone, fates[3].detail) == ("06\u00a039\u00a098\u00a000\u00a002", "Annonce R2, PAP")
    assert fates[5].detail == "Connue depuis le 20\u00a0novembre, Pige Ouest"
    assert fates[6].detail.startswith("Numéro incompréhensible")
    assert (fates[7].detail, fates[7].town) == ("Déjà dans ce fichier, ligne 4", "Nîmes")
    assert fates[6].phone == "06 39 98 7"
    assert 12 not in fates
    opposed = group(found, "OPPOSED")
    assert (opposed.sort, opposed.count, opposed.problems, opposed.choices) == (Sort.OPPOSED, 1, (), ())
    assert opposed.example == "Au registre, ou l’annonce refuse le démarchage\u202f: elle reste, sans nom ni numéro."


def test_a_row_without_a_reference_tells_its_site(store: Store, tmp_path: Path) -> None:
    text = "Nom;Téléphone\n" + "".join(f"Dupont {n};06 39 98 {n // 100:02} {n % 100:02}\n" for n in range(400))
    text += "Dupont;06 39 98 03 50\n"
    found = expect(store, asked(store, tmp_path, text, site="Toit Direct"))
    assert (len(found.rows), found.rows[0].detail) == (300, "Toit Direct")
    assert group(found, "DUPLICATE_IN_FILE").count == 1


def test_a_later_row_of_the_first_ones_may_repeat_one_that_is_not_shown(store: Store, tmp_path: Path) -> None:
    rows = [f"Dupont {n};06 39 98 {n // 100:02} {n % 100:02};a{n}@exemple.fr" for n in range(4)]
    text = "Nom;Téléphone;E-mail\n" + "\n".join([*rows, rows[2]]) + "\n"
    found = expect(store, asked(store, tmp_path, text, site="Toit Direct"))
    assert [one.detail for one in found.rows if one.fate == "merged"] == ["Déjà dans ce fichier, ligne 4"]


def test_a_lead_typed_by_hand_is_known_by_its_day(store: Store, tmp_path: Path) -> None:
    add(store, phones=("06 39 98 00 02",))
    text = "Nom;Téléphone\nMoreau;06 39 98 00 02\n"
    found = expect(store, asked(store, tmp_path, text, site="Toit Direct"))
    assert found.rows[0].detail == f"Connue depuis le 20\u00a0novembre, {'Pige Ouest'}"
    assert DRAFT.line == 2


def dates(*days: str) -> str:
    rows = [f"Dupont {n};06 39 98 00 {n:02};PAP;{day}" for n, day in enumerate(days)]
    return "Nom;Téléphone;Site;Vue le\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("days", "choice", "seen"),
    [
        (("03/11/2026", "05/10/2026"), None, "2026-11-03 2026-10-05"),
        (("03/11/2026", "23/11/2026"), None, "2026-11-03 2026-11-23"),
        (("11/03/2026", "11/23/2026"), "month", "2026-11-03 2026-11-23"),
        (("23/11/2026", "11/21/2026"), "day", "2026-11-23 2026-11-21"),
        (("03/11/2026", "23/11/2026", "11/23/2026"), "", ""),
    ],
)
def test_the_order_of_day_and_month_is_asked_of_a_mixed_file_alone(
    store: Store, tmp_path: Path, days: tuple[str, ...], choice: str | None, seen: str
) -> None:
    file = asked(store, tmp_path, dates(*days))
    questions = [group.chosen for group in expect(store, file).groups]
    assert questions == ([] if choice is None else [choice])
    if choice == "":
        with pytest.raises(UserError, match="DATE_BOTH_WAYS"):
            jobs.import_into(store, file)
        return
    jobs.import_into(store, file)
    with store.read() as r:
        assert " ".join(listing.seen or "" for listing in r.of(Listing)) == seen


def test_a_file_of_rents_has_no_low_price(store: Store, tmp_path: Path) -> None:
    text = "Nom;Téléphone;Site;Loyer\nDupont;0639980001;PAP;650 €\nMartin;0639980002;PAP;820 €\n"
    assert expect(store, asked(store, tmp_path, text)).groups == ()


def test_problems_kept_of_a_group_are_bounded_all_are_counted(store: Store, tmp_path: Path) -> None:
    text = "Nom;Téléphone;Site\n" + "".join(f"Dupont {n};6399{n:05};PAP\n" for n in range(700))
    one = group(expect(store, asked(store, tmp_path, text)), "PHONE_NO_ZERO")
    assert (one.count, len(one.problems)) == (700, 500)
    assert [choice.words for choice in one.choices] == ["Corriger les 700", "Annuler"]


def test_slid_rows_are_rejected_and_told(store: Store, tmp_path: Path) -> None:
    rows = [f"Dupont {n};0639980{n:03};30000;Nîmes;230 000 €;PAP" for n in range(80)]
    rows[40] = "Dupont;Jean;0639980040;30000;Nîmes;230 000 €;PAP"
    text = "Nom;Téléphone;CP;Ville;Prix;Site\n" + "\n".join(rows) + "\n"
    ask = asked(store, tmp_path, text)
    found = expect(store, ask)
    assert [one.code for one in found.report.rejects] == ["ROW_SHIFTED"]
    assert "Téléphone" in found.report.rejects[0].reason
    assert [problem.line for problem in group(found, "SHIFTED").problems] == [42]
    kept = expect(store, replace(ask, fixes=Fixes({"SHIFTED": "keep"}))).report
    assert [one.code for one in kept.rejects] == ["ROW_BAD_PHONE"]
    right = dict(enumerate(("0639980040", "30000", "Nîmes", "", "PAP", ""), 1))
    typed = Fixes(cells={(42, column): said for column, said in right.items()})
    assert expect(store, replace(ask, fixes=typed)).report.rejected == 0


def test_dates_to_come_and_unreadable_ones_are_told_apart(store: Store, tmp_path: Path) -> None:
    ask = asked(store, tmp_path, dates("25/12/2026", "hier", "46329"), fields={"Vue le": "seen"})
    found = expect(store, ask)
    assert [(one.code, one.count) for one in found.groups] == [
        ("DATE_BAD", 1), ("DATE_FUTURE", 1), ("DATE_COUNTED", 1),
    ]  # fmt: skip
    assert found.report.rejected == 2
    assert expect(store, replace(ask, fixes=Fixes({"DATE_BAD": "blank"}))).report.rejected == 1


def test_what_a_program_that_died_left_is_thrown_away(store: Store, tmp_path: Path) -> None:
    with scratch() as mine:
        dead = mine.parent / f"{PREFIX}999999999-abc"
        dead.mkdir()
        (dead / "premier-contact.db").write_text("")
        strange = mine.parent / f"{PREFIX}abc"
        strange.mkdir()
        expect(store, asked(store, tmp_path))
        assert mine.exists()
        assert not dead.exists()
        assert strange.exists()
        strange.rmdir()
    assert not mine.exists()


def test_professionals_are_told(store: Store, tmp_path: Path) -> None:
    text = "Nom;Téléphone;Site;Type annonceur\nDupont;0639980001;PAP;particulier\nAgence;0199000001;PAP;pro\n"
    assert group(expect(store, asked(store, tmp_path, text)), "AGENCY").count == 1


def test_the_telephone_of_a_site_is_no_reason_to_keep_a_row(store: Store, tmp_path: Path) -> None:
    text = "Nom;Téléphone;Site\nDupont;01 40 56 33 33;PAP\n"
    found = expect(store, asked(store, tmp_path, text))
    assert [one.code for one in found.report.rejects] == ["ROW_HOTLINE"]
    assert group(found, "HOTLINE").choices == ()


def test_a_check_can_be_stopped_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        expect(store, asked(store, tmp_path), stop)
    with pytest.raises(UserError, match="site"):
        expect(store, asked(store, tmp_path, "Nom;Téléphone\nDupont;0639980001\n"))


def test_choices_that_settle() -> None:
    assert settles("DATE_BOTH_WAYS") == ("day", "month")
    assert settles("PHONE_BAD") == ("keep",)
    assert settles("NO_SOURCE") == settles("OPPOSED") == settles("ANYTHING") == ()


def test_a_big_file_is_checked_by_two_processes_with_the_same_answer(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asked(store, tmp_path)
    here = expect(store, ask)
    monkeypatch.setattr(reader_process, "WORTH", 1)
    assert expect(store, ask) == here


def test_a_refusal_heard_is_listed_by_its_words_and_may_be_none(store: Store, tmp_path: Path) -> None:
    """The answer is remembered for the supplier and the words, and no other; a word alone is the column's answer."""
    file = tmp_path / "refus.csv"
    file.write_text(
        "Nom;Téléphone;Site;Référence;Remarque\n"
        "Moreau;0639981241;PAP;R1;Pas d’agence avant 18 h\n"
        "Petit;0639981242;PAP;R2;Agences s’abstenir\n"
        "Ferrand;0639981243;PAP;R3;\n",
        encoding="utf-8",
    )
    asked = ImportFile(store.path.parent, file, "Pige Ouest", "2026-11-20", BY, NOW)
    groups = {group.code: group for group in expect(store, asked).groups if group.code.startswith("HEARD:")}
    assert {code: (group.count, group.example) for code, group in groups.items()} == {
        "HEARD:Pas d’agence": (1, "«\u202fRemarque\u202f», ligne 2"),
        "HEARD:Agences s’abstenir": (1, "«\u202fRemarque\u202f», ligne 3"),
    }
    none = replace(asked, fixes=Fixes({"HEARD:Pas d’agence": "no"}))
    report = expect(store, none).report
    assert (report.added, report.opposed) == (2, 1)
    assert expect(store, asked).report.opposed == 2, "a check remembers nothing"
    assert import_into(store, none).opposed == 1
    with store.read() as r:
        assert registers.opposed(r, [r.keyed_hash("phone", "0639981242")])
        assert not registers.opposed(r, [r.keyed_hash("phone", "0639981241")])
    month = file.rename(tmp_path / "mois.csv")
    month.write_text(month.read_text("utf-8").replace("06399812", "06399855"), encoding="utf-8")
    later = replace(asked, file=month)
    assert import_into(store, later).opposed == 1
    assert import_into(store, replace(later, supplier="Pige Est")).opposed == 2
