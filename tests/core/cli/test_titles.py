"""What lets a person be called, from the command line: the same refusals and the same proofs as on screen."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.base import moments
from core.base.french import day
from core.rules.deadlines import consent_last_day
from tests.core.cli.test_cli import Terminal, at
from tests.files.bases.make import AGENCY

__all__ = ["at"]

NOW = moments.now()
TODAY, YESTERDAY = NOW.date(), (NOW - timedelta(days=1)).date()
END = (NOW + timedelta(days=90)).date()


@pytest.fixture
def who(at: Terminal) -> str:
    """The id of a lead of an agency that lacks nothing."""
    at.run("agency", *(word for pair in AGENCY.items() for word in ("--set", "=".join(pair))))
    at.import_()
    return str(at.json("leads")["leads"][0]["id"])


@pytest.fixture
def proof(tmp_path: Path) -> str:
    """A scanned paper."""
    path = tmp_path / "preuve.pdf"
    path.write_bytes(b"%PDF-1.4 preuve")
    return str(path)


def refused(at: Terminal, *words: str) -> str:
    code, _, told = at.run(*words)
    assert code == 2
    return told


def test_a_contract_a_request_and_a_professional(at: Terminal, who: str, proof: str) -> None:
    for words in (
        ("contract", who, "--number", "12", "--object", "vente", "--start", str(YESTERDAY), "--end", str(END)),
        ("asked", who, "--object", "estimation", "--received", f"{YESTERDAY}T10:00", "--how", "e-mail"),
        ("professional", who, "--siren", "123456782", "--company", "SARL Pierre", "--object", "lots"),
    ):
        assert "Rien n’a été enregistré (Prudence)." in refused(at, *words)
        assert at.json(*words, "--proof", proof)["title"] > 0
    assert "Rien n’a été enregistré" in refused(at, "asked", who, "--proof", proof)
    assert "n’est pas comprise" in refused(at, "contract", who, "--start", "hier", "--proof", proof)
    story = at.run("show", who)[1]
    for told in ("mandat n°\u00a012", "Demande de la personne", "Professionnel noté"):
        assert told in story


def test_an_agreement_that_says_more_than_a_year_says_its_end(at: Terminal, who: str, proof: str) -> None:
    words = ("consent", who, "--collected", f"{YESTERDAY}T09:30", "--wording", "Texte du salon", "--proof", proof)
    last = consent_last_day(YESTERDAY, None)
    assert at.json(*words, "--until", "2099-01-01")["until"] == last.isoformat()
    assert f"Il prend fin le {day(last)}" in at.run(*words)[1]


def test_an_agreement_with_its_hours_then_its_copy_then_its_withdrawal(
    at: Terminal, who: str, proof: str, tmp_path: Path
) -> None:
    words = ("consent", who, "--collected", f"{YESTERDAY}T09:30", "--wording", "consent-1", "--proof", proof)
    assert "ne vaut pas consentement" in refused(at, *words, "--way", "welcome")
    assert "aucune preuve" in refused(at, *words, "--way", "oral")
    for bad in ("mardi", "2 dix-midi", "9 10:00-12:00", "2 10:00"):
        assert "ne convient pas" in refused(at, *words, "--slot", bad)
    made = at.json(*words, "--way", "counter", "--place", "Uzès", "--slot", "2 10:00-12:00", "--exact",
                   f"{END}T19:30", "--channel", "call", "--channel", "email")  # fmt: skip
    out = tmp_path / "copie.pdf"
    files = at.json("proof-copy", str(made["consent"]), "--out", str(out))["files"]
    assert files[0] == str(out)
    assert out.read_bytes().startswith(b"%PDF")
    assert at.json("withdraw", who, "--calls-only")["withdrawn"] == 1
    assert "retiré" in at.run("withdraw", who)[1]
    assert at.run("withdraw", who)[0] == 1


def test_a_form_is_printed(at: Terminal, who: str, tmp_path: Path) -> None:
    out = tmp_path / "formulaire.pdf"
    made = at.json("consent-form", "--kind", "visit", "--lead", who, "--place", "Uzès", "--out", str(out))
    assert (made["pages"], made["version"], len(made["sha256"])) == (2, "consent-counter-3", 64)
    assert str(out) in at.run("consent-form", "--out", str(out))[1]
