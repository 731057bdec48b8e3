"""The verbs of labels, of who follows whom, and of the people of the agency."""

import json
from typing import Any

from tests.core.conftest import Run
from tests.tables import table


def answer(run: Run, *words: str, code: int = 0) -> dict[str, Any]:
    found, said, problem = run(*words, "--json")
    assert found == code, (said, problem)
    told: dict[str, Any] = json.loads(said)
    return told


def test_labels_are_put_listed_filtered_renamed_and_warned_of(run: Run, filled: str) -> None:
    done = answer(run, "tag", filled, "--add", "Urgent, divorce")
    assert (done["changed"], done["same"], done["cautions"]) == (1, 0, ["divorce"])
    assert answer(run, "tag") == {"tags": {"divorce": 1, "Urgent": 1}}
    assert answer(run, "leads", "--filter", "tag=Urgent")["leads"][0]["tags"] == ["divorce", "Urgent"]
    answer(run, "tag", "--rename", "divorce=deux vendeurs")
    answer(run, "tag", "--filter", "tag=Urgent", "--remove", "urgent")
    assert answer(run, "show", filled)["tags"] == ["deux vendeurs"]
    code, said, _ = run("tag", filled, "--add", "malade")
    assert code == 0
    assert said.splitlines()[0] == "1 prospect changé."
    assert "touche à la vie privée" in said
    assert run("tag", filled, "--add", "malade")[1].startswith("0 prospect changé. 1 prospect était déjà ainsi.")
    assert "malade  1" in run("tag")[1].splitlines()


def test_an_edit_warns_of_private_words_and_keeps_them(run: Run, filled: str) -> None:
    done = answer(run, "edit", filled, "--set", "notes=Madame est malade", "--set", "tags=sud")
    assert done["cautions"] == ["malade"]
    sheet = answer(run, "show", filled)
    assert (sheet["notes"], sheet["tags"]) == ("Madame est malade", ["sud"])
    said = run("edit", filled, "--set", "tags=veuve")[1]
    assert "«\u202fveuve\u202f» touche à la vie privée" in said


def test_people_are_added_changed_and_given_leads(run: Run, filled: str) -> None:
    answer(run, "agents", "--add", "Claire Vasseur", "--role", "négociatrice")
    told = answer(run, "agents", "--add", "Karim Ben Salah", "--initials", "KS")["agents"]
    assert [(one["name"], one["initials"], one["role"], one["active"]) for one in told] == [
        ("Claire Vasseur", "CV", "négociatrice", True), ("Karim Ben Salah", "KS", "", True),
    ]  # fmt: skip
    assert answer(run, "assign", filled, "--to", "KS")["agent"] == "Karim Ben Salah"
    assert answer(run, "leads", "--filter", "agent=karim ben salah")["total"] == 1
    answer(run, "agents", "--set", "KS", "--name", "Karim Salah", "--active", "no")
    assert answer(run, "show", filled)["agent"] == "Karim Salah"
    assert run("assign", filled, "--to", "Karim Salah")[0] == 2
    said = run("agents")[1]
    assert "KS  Karim Salah, ne travaille plus ici, 1 prospect" in said
    assert answer(run, "assign", "--filter", "assigned=yes", "--nobody")["changed"] == 1
    assert run("leads", "--filter", "assigned=yes", "--json")[0] == 1


@table(
    "words, code",
    [
        (("tag", "--add", "a"), 1),
        (("assign", "--to", "Personne d’ici", "06 39 98 12 41"), 2),
        (("assign", "--nobody"), 1),
        (("agents", "--set", "XX"), 2),
        (("leads", "--filter", "status=informé"), 2),
        (("tag", "--rename", "a=b"), 2),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, filled: str, words: tuple[str, ...], code: int) -> None:
    assert filled
    found, _, problem = run(*words)
    assert (found, bool(problem)) == (code, True)


def test_the_list_is_filtered_by_status(run: Run, filled: str) -> None:
    every = answer(run, "leads", "--limit", "1000")["leads"]
    assert {one["status"] for one in every} == {answer(run, "show", filled)["status"]}
    status = every[0]["status"]
    assert answer(run, "leads", "--filter", f"status={status}")["total"] == len(every)
    answer(run, "milestone", filled, "mandate", "--said", "2026-118")
    assert answer(run, "leads", "--filter", "status=mandate")["total"] == 1
    assert answer(run, "leads", "--filter", "reached=mandate")["total"] == 1
