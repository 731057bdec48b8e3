"""Coupons recorded from the command line: by a reference however it is typed, with what the paper says."""

from pathlib import Path

import pytest
from PIL import Image

from core.base import moments
from tests.bases import put_base
from tests.core.cli.test_cli import Terminal, letters_ready
from tests.core.notices.scanned import pile, sheet


@pytest.fixture
def at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on a base with letters ready."""
    put_base(tmp_path / "base", letters_ready)
    return Terminal(tmp_path / "base", capsys)


@pytest.fixture
def references(at: Terminal) -> list[str]:
    """The references of the letters, the first five posted."""
    found = sorted(file.stem.removeprefix("lettre-") for file in (at.folder / "lettres").glob("lettre-*.pdf"))
    assert at.run("posted", *found[:5])[0] == 0
    return found


def test_what_a_coupon_says_is_told_and_is_the_step(at: Terminal, references: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.png"
    page.write_bytes(b"\x89PNG")
    [one] = at.json("reply", references[0].lower().replace("-", ""), "--box", "oppose", "--box", "form")["replies"]
    assert (one["boxes"], one["step"], len(one["oppositions"])) == (["oppose"], "opposed", 1)
    words = at.run("reply", references[1], "--box", "call_me", "--number", "06 39 98 52 61", "--proof", str(page))[1]
    assert "Rappel demandé, au sujet de l’estimation seulement" in words
    assert "Ensuite" in words
    # Not a moment earlier: on either side of midnight, it would be the day before its letter.
    collected = moments.now().isoformat(timespec="seconds")
    agreed = ("--collected", collected, "--wording", "consent-1", "--proof", str(page))
    [one] = at.json("reply", references[2], "--box", "consent", *agreed)["replies"]
    assert "Accord enregistré, preuve jointe" in one["said"][-1]
    assert at.json("reply", references[3], "--box", "form")["replies"][0]["step"] == "follow"
    assert at.json("reply", references[3], "--box", "form", code=1)["replies"][0]["already"]
    [one] = at.json("reply", references[6], "--box", "blank")["replies"]
    assert one["boxes"] == ["oppose"]
    assert "n’était pas notée postée" in one["said"][0]
    assert at.json("reply", references[4], "--box", "returned")["replies"][0]["step"] == "complete"


def test_what_is_wrong_is_said_and_nothing_is_kept(at: Terminal, references: list[str]) -> None:
    for words, told in (
        (("K7P4MD", "--box", "oppose"), "K7P4MD"),
        ((references[0],), "Aucune case"),
        ((references[0], "--box", "consent"), "Il manque la date et l’heure"),
        ((references[0], "--box", "consent", "--collected", "2026-11-20", "--wording", "x"), "Il manque l’heure"),
        ((references[0], "--box", "form", "--day", "hier"), "n’est pas comprise"),
        ((references[0], "--box", "everything"), "ne convient pas"),
    ):
        code, _, said = at.run("reply", *words)
        assert code == 2
        assert told in said


def test_scans_are_read_by_their_codes(at: Terminal, references: list[str], tmp_path: Path) -> None:
    file = tmp_path / "pile.pdf"
    file.write_bytes(
        pile([sheet(references[0]), sheet(references[1]), sheet("K7P-4MD"), Image.new("L", (900, 900), 255)])
    )
    known = at.json("reply", str(file))
    assert (known["replies"], len(known["left"])) == ([], 4)
    assert [references[0] in known["left"][0]["said"], "n’est pas une" in known["left"][2]["said"]] == [True, True]
    assert "aucun code lisible" in known["left"][3]["said"]
    done = at.json("reply", str(file), "--box", "call_me", "--number", "06 39 98 52 61", code=1)
    assert [one["reference"] for one in done["replies"]] == references[:2]
    assert "au sujet de l’estimation seulement" in done["replies"][0]["said"][-1]
    assert len(done["left"]) == 2
    assert "n’est ni un PDF" in at.run("reply", __file__)[1]


def test_the_former_name_of_asked_is_told(at: Terminal) -> None:
    code, _, told = at.run("request", "12", "--object", "estimation")
    assert code == 2
    assert "asked" in told
