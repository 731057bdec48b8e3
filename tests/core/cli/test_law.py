"""The verbs of the law: old calls judged again, references corrected by the agency's counsel."""

import json
from pathlib import Path

import pytest

from core.model.rejudged import Rejudged
from core.store.engine.opening import open_store
from core.words.past_calls import summary
from tests.core.actions.calling.test_rejudging import called, informed, obtained
from tests.core.conftest import Run, whole


@pytest.fixture
def logged(run: Run, tmp_path: Path) -> None:
    """A base with the calls of the law file's vector: a refusal on 1 May 2026, a call on 19 June."""
    store = open_store(tmp_path / "base")
    lead = obtained(store)
    informed(store, lead)
    called(store, lead, "2026-05-01 10:30", "not_interested")
    called(store, lead, "2026-06-19 10:30")
    store.close()


@pytest.mark.usefixtures("logged")
def test_a_breach_of_the_old_law_is_told_with_its_rule(run: Run) -> None:
    words = ("rejudge", "--from", "2026-06-01", "--to", "30/06/2026", "--bloctel", "2026-06-01")
    code, out, _ = run(*words)
    assert code == 1
    assert "19\u00a0juin 2026 à 10\u00a0h\u00a030  Moreau Hélène  (Luc)" in out
    assert "TEL-OLD-05" in out
    assert "art.\u00a0D.223-9 (décret 2022-1313)" in out
    assert out.strip().endswith("1 appel relu, 1 infraction.")
    code, out, _ = run(*words, "--json")
    found = json.loads(out)
    assert (code, found["judged"], found["breaking"], found["erased"]) == (1, 1, 1, 0)
    [breach] = found["breaches"]
    assert [reason["code"] for reason in breach["reasons"]] == ["REFUSAL_RECENT"]
    whole(run)


@pytest.mark.usefixtures("logged")
def test_a_clean_period(run: Run) -> None:
    code, out, _ = run("rejudge", "--from", "2026-07-01", "--to", "2026-07-31")
    assert (code, out.strip()) == (0, "0 appel relu, 0 infraction.")


@pytest.mark.parametrize(
    "words", [("--from", "hier", "--to", "2026-01-01"), ("--from", "2026-02-01", "--to", "2026-01-01")]
)
def test_a_period_that_is_none(run: Run, words: tuple[str, ...]) -> None:
    assert run("rejudge", *words)[0] == 2


def test_a_reference_is_listed_corrected_and_taken_back(run: Run) -> None:
    code, out, _ = run("reference", "TEL-26-08")
    assert code == 0
    assert "art.\u00a0D.223-9 (décret 2026-662)" in out
    assert "Prudence" in out
    code, out, _ = run("reference", "HOURS_OUTSIDE", "C. consom., art. D.223-8")
    assert (code, "texte du programme" in out) == (0, True)
    code, out, _ = run("reference", "HOURS_OUTSIDE", "--json")
    by_code = {one["reference"]: one for one in json.loads(out)["references"]}
    assert by_code["C. consom., art.\u00a0D.223-8"]["original"] == "C. consom., art.\u00a0D.223-9 (décret 2026-662)"
    assert by_code["C. consom., art.\u00a0D.223-8"]["laws"][0]["to"] is None
    assert "corrigé" not in run("reference", "HOURS_OUTSIDE", "")[1]
    assert len(json.loads(run("reference", "--json")[1])["references"]) > 40
    whole(run)


@pytest.mark.parametrize("words", [("TEL-99",), ("TEL-99", "x"), ("REQUEST_OLD", "x"), ("TEL-26-08", "x")])
def test_a_reference_that_cannot_be(run: Run, words: tuple[str, ...]) -> None:
    assert run("reference", *words)[0] == 2


def test_what_is_left_out_is_said() -> None:
    assert list(summary(Rejudged(judged=1_200, breaking=3, prudent=1, erased=2))) == [
        "1\u202f200 appels relus, 3 infractions.",
        "1 autre appel était déconseillé par prudence, sans texte.",
        "2 appels à des personnes effacées depuis ne peuvent plus être relus.",
        "Seuls les 0 premiers sont listés\u202f: relisez une période plus courte.",
    ]
