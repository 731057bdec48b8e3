"""A log of past calls taken in from the command line: each is judged by the law of its day."""

import json
from pathlib import Path
from typing import Any

from core.actions.common.agency import save_agency
from core.store.engine.opening import opened
from tests.core.actions.conftest import NOW
from tests.core.conftest import BOUGHT, Run
from tests.files.bases.make import AGENCY

LOG = """\
Date;Heure;Numéro appelé;Sens;Résultat;Commentaire
20/06/2026;10 h 30;06 39 98 12 41 poste 2;sortant;NRP;
01/05/2026;11:00;0639981241;sortant;Pas intéressé;
29/06/2026;10:30;+33 6 39 98 12 41;sortant;absent;
01/07/2026;10:30;0639981241;sortant;RDV;estimation
18/09/2026;11:00;06 39 98 12 48;sortant;sans réponse;
20/07/2026;10:30;0639981248;sortant;refus;
21/07/2026;10:30;0639981249;entrant;joint;ne me rappelez plus, je suis opposé au démarchage
22/07/2026;18:00;0639981250;sortant;zorglub;
hier;10:00;0639981250;sortant;absent;
23/07/2026;10:00;06 39;sortant;absent;
;;;;;
"""


def taken(run: Run, file: Path, *options: str, code: int = 1) -> dict[str, Any]:
    left, out, _ = run("call-log", str(file), *options, "--json")
    assert left == code, out
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_log_of_numbers_without_a_sheet(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "appels.csv"
    file.write_text(LOG, "utf-8")
    with opened(tmp_path / "base") as store:
        save_agency(store, AGENCY, by="Claire", at=NOW)
    found = taken(run, file, "--bloctel", "2026-06-01")
    assert (found["read"], found["added"], found["already"], found["rejected"]) == (10, 7, 0, 3)
    assert [(one["line"], one["code"]) for one in found["rejects"]] == [
        *((9, "LOG_OUTCOME"), (10, "LOG_MOMENT"), (11, "LOG_NUMBER")),
    ]
    broken = {one["line"]: set(one["codes"]) for one in found["breaches"]}
    # 50 and 59 days after a refusal the old law still forbade it; after 60 it did not. Of a mobile without a sheet the
    # hour where the person is cannot be told.
    assert broken[2] == broken[4] == {"REFUSAL_RECENT", "ZONE_UNKNOWN"}
    assert broken[5] == {"ZONE_UNKNOWN"}
    assert broken[3] == broken[7] == {"ZONE_UNKNOWN", "BLOCTEL_UNCHECKED"}, "the file was compared in June"
    # Since 11 August a refusal is for good.
    assert {"OPPOSED_PERSON", "CONSENT_NONE"} <= broken[6]
    assert sorted(broken) == [2, 3, 4, 5, 6, 7], "an incoming call breaks nothing"
    assert run("register", "check", "0639981249")[0] == 1
    again = taken(run, file, "--bloctel", "2026-06-01", "--outcome", "zorglub=no_answer")
    assert (again["added"], again["already"], again["rejected"]) == (1, 7, 2)
    assert [one["line"] for one in again["breaches"]] == [9]
    assert run("verify")[0] == 0


def test_the_vectors_of_the_law_typed_one_call_after_the_other(run: Run, tmp_path: Path) -> None:
    """A refusal of 1 May and a call of 20 June 2026; a refusal of 20 July and a call of 18 September: on a sheet, and
    on a number without one."""
    file = tmp_path / "pige.csv"
    file.write_text("Nom;Téléphone;Site;Référence;CP\nMoreau;06 39 98 12 41;Toit Direct;A1;30700\n", "utf-8")
    assert run("import", str(file), *BOUGHT)[0] == 0
    for number in ("0639981241", "0639981248"):
        assert run("call", number, "--outcome", "not_interested", "--at", "2026-05-01T10:30")[0] == 1
        code, out, _ = run("call", number, "--outcome", "no_answer", "--at", "2026-06-20T10:30", "--json")
        assert (code, json.loads(out)["recorded"]) == (1, True)
        assert "REFUSAL_RECENT" in json.loads(out)["breach"]
        code, out, _ = run("call", number, "--outcome", "no_answer", "--at", "2026-07-01T10:30", "--json")
        assert "REFUSAL_RECENT" not in json.loads(out)["breach"]
    for number in ("0639981242", "0639981249"):
        run("call", number, "--outcome", "not_interested", "--at", "2026-07-20T10:30")
        code, out, _ = run("call", number, "--outcome", "no_answer", "--at", "2026-09-18T10:30", "--json")
        assert code == 1
        assert "OPPOSED_PERSON" in json.loads(out)["breach"]
    code, out, _ = run("rejudge", "--from", "2026-06-01", "--to", "2026-06-30", "--bloctel", "2026-06-01", "--json")
    [breach] = json.loads(out)["breaches"]
    assert {one["code"] for one in breach["reasons"]} == {"REFUSAL_RECENT", "HOURS_WEEKEND", "NOTICE_OVERDUE"}
    assert breach["law"].startswith("Du 1er mars 2023")


def test_a_call_typed_later_is_judged_by_what_was_known_then(run: Run) -> None:
    assert run("oppose", "0639981241", "--how", "call")[0] == 0
    _, out, _ = run("call", "0639981241", "--outcome", "no_answer", "--at", "2026-06-22T10:30", "--json")
    assert json.loads(out)["breach"] == ["BLOCTEL_UNCHECKED", "ZONE_UNKNOWN"]


def test_a_log_without_its_columns_says_which(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "appels.csv"
    file.write_text("Qui;Le\n0639981241;2026-06-22 10:30\n", "utf-8")
    code, _, err = run("call-log", str(file))
    assert code == 2
    assert "--column" in err
    assert run("call-log", str(file), "--column", "Qui=phone", "--column", "Le=day", "--bloctel", "2026-06-01")[0] == 1
    assert run("call-log", str(file), "--column", "Qui=phone", "--column", "Quoi=day")[0] == 2
    assert run("call-log", str(file), "--column", "Qui=qui")[0] == 2
    assert run("call-log", str(file), "--outcome", "x=y", "--column", "Qui=phone", "--column", "Le=day")[0] == 2
    assert run("call-log", str(file), "--bloctel", "demain")[0] == 2


def test_a_refusal_is_kept_of_a_row_that_cannot_be_a_call(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "appels.csv"
    file.write_text(
        "Date;Heure;Numéro appelé;Résultat;Commentaire\n"
        "hier;10:00;0639981251;joint;ne me rappelez plus, ne m’écrivez plus\n"
        "31/31/2026;10:00;0639981252;opposé;\n"
        "01/01/2099;10:00;0639981253;joint;Ne m’appelez plus\n"
        "20/07/2026;10:00;0639981254 ou 0639981255;stop;\n"
        "hier;10:00;0639981256;absent;\n"
        "hier;10:00;;opposé;\n",
        "utf-8",
    )
    found = taken(run, file)
    assert (found["added"], found["rejected"]) == (0, 6)
    said = ["enregistré" in one["reason"] for one in found["rejects"]]
    assert said == [True, True, True, True, False, False]
    for rank in range(1, 7):
        assert run("register", "check", f"063998125{rank}")[0] == (0 if rank == 6 else 1), rank


def test_a_note_that_refuses_is_told_and_nothing_is_recorded(run: Run) -> None:
    note = "Ne m’appelez plus, ne m’écrivez plus"
    asked = ("call", "0639981251", "--outcome", "talked", "--direction", "in", "--note")
    left, out, _ = run(*asked, note, "--json")
    assert (left, json.loads(out)["heard"]) == (0, "Ne m’appelez plus")
    assert "La note dit un refus" in run(*asked, note)[1]
    assert run("register", "check", "0639981251")[0] == 0
    assert "heard" not in json.loads(run(*asked, "Rappeler lundi", "--json")[1])
    opposed = ("call", "0639981251", "--outcome", "opposed", "--direction", "in", "--note", note, "--json")
    assert "heard" not in json.loads(run(*opposed)[1])
