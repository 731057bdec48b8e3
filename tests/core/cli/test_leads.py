"""The verb of ads withdrawn."""

import json

from tests.core.conftest import Run


def test_an_ad_is_said_to_be_gone_and_back(run: Run, filled: str) -> None:
    code, said, _ = run("gone", filled)
    assert code == 0
    assert said.startswith("Annonce notée retirée le ")
    assert said.endswith("Voulez-vous effacer le nom et les coordonnées\u202f?\n")
    assert "RET-02" in run("retention")[1]
    assert run("gone", filled, "--undo")[1] == "Annonce de nouveau en ligne.\n"
    code, said, _ = run("gone", filled, "--day", "2026-11-20", "--json")
    assert json.loads(said)["gone"] == "2026-11-20"
    assert run("gone", filled, "--day", "jamais")[0] == 2
    assert run("gone", "06 39 98 99 99")[0] == 1
