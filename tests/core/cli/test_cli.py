"""The verbs as a scheduled task or a support technician would use them: shapes, exit codes, French sentences."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PIL import Image
from sqlcipher3 import dbapi2 as sqlite3

from core.base import moments
from core.base.resources import resource
from core.cli import entry
from core.cli.run import run
from core.store.engine.opening import NAME
from core.store.port import Store
from tests.bases import put_base
from tests.tables import table

ROOT = Path(__file__).resolve().parents[3]
PIGE = resource("demo", "pige_uzes.csv")
HEAD = 14
"""Lines of the beginning of it: its title, its headings, twelve people."""
AGENCY = resource("demo", "agence.toml")
WEEK_AGO = (moments.now() - timedelta(days=7)).date().isoformat()


class Terminal:
    """Types verbs on one base and reads what they say."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        """Return the exit code, what was printed, and what was said on stderr."""
        code = run([*words, "--data-dir", str(self.folder)])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def json(self, *words: str, code: int = 0) -> dict[str, Any]:
        """Return the object of a verb that left with ``code``."""
        left, out, _ = self.run(*words, "--json")
        assert left == code, out
        found: dict[str, Any] = json.loads(out)
        return found

    def import_(self, collected: str = WEEK_AGO, **options: str) -> dict[str, Any]:
        """Import the sample file."""
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        return self.json("import", str(PIGE), "--supplier", "Pige Ouest", "--collected", collected, *words)


@pytest.fixture
def at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on an empty base."""
    put_base(tmp_path / "base")
    return Terminal(tmp_path / "base", capsys)


@pytest.fixture
def taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on a base that holds the sample file."""
    put_base(tmp_path / "base", sixty_taken)
    return Terminal(tmp_path / "base", capsys)


@pytest.fixture
def few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal on a base that holds the beginning of the sample file."""
    put_base(tmp_path / "base", twelve_taken)
    return Terminal(tmp_path / "base", capsys)


def sixty_taken(store: Store) -> None:
    """Import the sample file, by its verb."""
    _said(store, "import", str(PIGE), "--supplier", "Pige Ouest", "--collected", WEEK_AGO)


def twelve_taken(store: Store) -> None:
    """Import the beginning of the sample file, by its verb."""
    with TemporaryDirectory() as folder:
        pige = Path(folder) / "pige.csv"
        pige.write_bytes(b"".join(PIGE.read_bytes().splitlines(keepends=True)[:HEAD]))
        _said(store, "import", str(pige), "--supplier", "Pige Ouest", "--collected", WEEK_AGO)


def letters_ready(store: Store) -> None:
    """Prepare the letters of the beginning of the sample file, by their verbs."""
    twelve_taken(store)
    _said(store, "agency", "--file", str(AGENCY))
    with TemporaryDirectory() as out:
        _said(store, "notice", "--due", "--out", out)


def _said(store: Store, *words: str) -> None:
    with redirect_stdout(io.StringIO()):
        assert run([*words, "--data-dir", str(store.path.parent)]) == 0


@pytest.fixture
def coupon(tmp_path: Path) -> str:
    """A scanned coupon."""
    file = tmp_path / "coupon.pdf"
    file.write_bytes(b"%PDF coupon")
    return str(file)


def first_callable(at: Terminal) -> dict[str, Any]:
    """Return a lead with a telephone that is not opposed."""
    found = at.json("leads", "--filter", "opposition=no", "--limit", "50")
    return next(lead for lead in found["leads"] if lead["phones"])


def test_import_reports_and_balances(at: Terminal) -> None:
    report = at.import_()
    assert report["read"] == sum(report[name] for name in ("added", "merged", "opposed", "rejected", "blank")) == 62
    assert (report["merged"], report["opposed"], report["blank"]) == (1, 6, 1)


def test_a_dry_run_writes_nothing(at: Terminal) -> None:
    report = at.json("import", str(PIGE), "--supplier", "P", "--collected", "2026-11-20", "--dry-run")
    assert report["added"] == 54
    assert at.json("leads", code=1)["total"] == 0


def test_import_again_merges(at: Terminal) -> None:
    at.import_()
    again = at.import_()
    assert (again["added"], again["merged"], again["opposed"]) == (0, 55, 6)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "nulle-part.csv", "--supplier", "P", "--collected", "2026-11-20"], "introuvable"),
        (["import", str(PIGE), "--collected", "2026-11-20"], "fournisseur"),
        (["import", str(PIGE), "--supplier", "P"], "date de collecte"),
        (["import", str(PIGE), "--supplier", "P", "--collected", "demain"], "demain"),
        (["import", str(PIGE), "--supplier", "P", "--collected", "2026-11-20", "--map", "Rien=phone"], "Rien"),
        (["import", str(PIGE), "--supplier", "P", "--collected", "2026-11-20", "--map", "Rien"], "nom=valeur"),
        (["agency", "--set", "rien=1"], "rien"),
        (["agency", "--set", "holds_funds=peut-être"], "peut-être"),
        (["agency", "--file", "nulle-part.toml"], "nulle-part.toml"),
        (["leads", "--filter", "couleur=rouge"], "couleur"),
        (["leads", "--filter", "light=bleu"], "bleu"),
        (["leads", "--filter", "notice=jamais"], "jamais"),
        (["may", "call", "0639980000", "--at", "tantôt"], "tantôt"),
        (["may", "fax", "0639980000"], "ne convient pas"),
        (["paper", "register", "--out", "x"], "{processing|balance|impact|breaches}"),
        (["consent", "0639980000"], "Il manque"),
        (["call", "0639980000", "--outcome", "rien"], "ne convient pas"),
        (["rien"], "Commande non comprise"),
        (["verify", "--vite"], "--vite"),
    ],
)
def test_an_error_is_a_french_sentence_and_two(at: Terminal, words: list[str], said: str) -> None:
    code, _, err = at.run(*words)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_an_error_in_json_keeps_the_sentence(at: Terminal) -> None:
    code, out, err = at.run("import", "nulle-part.csv", "--supplier", "P", "--collected", "2026-11-20", "--json")
    assert code == 2
    assert json.loads(out)["error"] == err.strip()


def test_nobody_found_is_one(at: Terminal) -> None:
    assert at.run("show", "7531154517467860992")[0] == 1
    assert at.run("show", "0639980000")[0] == 1
    assert at.run("leads", "--search", "personne")[0] == 1


def test_a_lead_tells_its_source_and_verdicts(taken: Terminal) -> None:
    lead = first_callable(taken)
    assert lead["source"] == "Pige Ouest"
    assert lead["verdict"] == {"call": False, "letter": False}
    taken.json("agency", "--file", str(AGENCY))
    shown = taken.json("show", str(lead["id"]))
    assert shown["verdict"]["letter"] is True
    assert shown["origins"][0]["supplier"] == "Pige Ouest"
    assert shown["origins"][0]["line"] > 2
    assert shown["history"][0]["kind"] == "import"
    assert lead["phones"][0].startswith("+33")


def test_the_lights_can_be_filtered(taken: Terminal, coupon: str) -> None:
    total = taken.json("leads")["total"]
    opposed = taken.json("leads", "--filter", "light=opposed")["total"]
    assert opposed == 6
    assert taken.json("leads", "--filter", "light=forbidden")["total"] == total - opposed
    lead = first_callable(taken)
    taken.json(
        "consent", str(lead["id"]), "--collected", f"{WEEK_AGO}T10:00", "--wording", "consent-1", "--proof", coupon
    )
    assert taken.json("leads", "--filter", "light=forbidden")["total"] == total - opposed - 1
    found = [taken.json("leads", "--filter", f"light={light}", code=code)["total"] for light, code in _either(taken)]
    assert sum(found) == 1


def _either(at: Terminal) -> list[tuple[str, int]]:
    """The light of the agreed lead depends on the hour of the test: allowed or wait, never both."""
    return [(light, 0 if at.run("leads", "--filter", f"light={light}")[0] == 0 else 1) for light in ("allowed", "wait")]


def test_search_by_letters_town_and_digits(taken: Terminal) -> None:
    lead = first_callable(taken)
    digits = "0" + lead["phones"][0][3:]
    for words in (lead["name"][:4], lead["town"], digits[:6], f"{digits[4:6]} {digits[6:8]} {digits[8:]}"):
        found = taken.json("leads", "--search", words, "--limit", "100")
        assert lead["id"] in [one["id"] for one in found["leads"]]


def test_the_day_of_the_law(at: Terminal, coupon: str) -> None:
    at.import_(collected="2026-11-20")
    lead = str(first_callable(at)["id"])
    refused = at.json("may", "call", lead, "--at", "2026-11-24T14:00", code=1)
    assert refused["allowed"] is False
    assert refused["reasons"][0]["code"] == "CONSENT_NONE"
    assert refused["reasons"][0]["reference"].endswith("L223-1")
    assert refused["reasons"][0]["grade"] == "A"
    breach = at.json("call", lead, "--outcome", "no_answer", "--at", "2026-11-24T13:59", code=1)
    assert (breach["recorded"], breach["breach"][0]) == (True, "CONSENT_NONE")
    at.json("consent", lead, "--collected", "2026-11-02T10:00", "--wording", "consent-1", "--proof", coupon)
    allowed = at.json("may", "call", lead, "--at", "2026-11-24T14:00")
    assert allowed["allowed"] is True
    assert allowed["until"] is not None
    for moment in ("2026-11-24T13:00", "2026-11-11T10:30", "2026-11-28T11:00"):
        assert at.json("may", "call", lead, "--at", moment, code=1)["allowed"] is False
    # The one that was not allowed counts among the four.
    for minute in range(3):
        at.json("call", lead, "--outcome", "no_answer", "--at", f"2026-11-24T14:0{minute}")
    fifth = at.json("call", lead, "--outcome", "no_answer", "--at", "2026-11-24T15:00", code=1)
    assert "FREQUENCY" in fifth["breach"]
    assert "FREQUENCY" in [reason["code"] for reason in fifth["verdict"]["reasons"]]
    at.json("oppose", lead, "--how", "call", "--note", "merci de ne plus appeler")
    for channel in ("call", "letter", "email", "sms"):
        assert at.json("may", channel, lead, code=1)["light"] == "opposed"


def test_a_consent_needs_its_hour(taken: Terminal, coupon: str) -> None:
    lead = str(first_callable(taken)["id"])
    code, _, err = taken.run("consent", lead, "--collected", "2026-11-20", "--wording", "x", "--proof", coupon)
    assert code == 2
    assert "l’heure" in err
    code, _, err = taken.run(
        "consent", lead, "--collected", "2026-11-20T10:00", "--wording", "x", "--proof", coupon, "--until", "bientôt"
    )
    assert code == 2


def test_an_incoming_call_is_always_written(taken: Terminal) -> None:
    lead = str(first_callable(taken)["id"])
    taken.json("call", lead, "--outcome", "talked", "--direction", "in", "--at", "2026-11-21T22:00")
    assert any(one["text"].startswith("Appel reçu") for one in taken.json("show", lead)["history"])


def test_a_call_to_come_is_not_noted(taken: Terminal) -> None:
    """It would be kept as a proof of what has not been."""
    lead = str(first_callable(taken)["id"])
    code, _, err = taken.run("call", lead, "--outcome", "talked", "--direction", "in", "--at", "2126-11-21T10:00")
    assert code == 2
    assert "Cet appel porte une date à venir, le 21\u00a0novembre 2126 à 10\u00a0h." in err
    assert [one["kind"] for one in taken.json("show", lead)["history"]] == ["import"]


def test_an_opposed_stranger(at: Terminal) -> None:
    first = at.json("oppose", "06 39 98 77 77")
    assert first["leads"] == []
    assert at.json("oppose", "+33639987777")["already"] is True
    assert at.json("may", "call", "0639987777", code=1)["light"] == "opposed"


def test_letters_say_where_they_are(few: Terminal, tmp_path: Path) -> None:
    lead = first_callable(few)
    refused = few.json("notice", str(lead["id"]), "--out", str(tmp_path / "lettres"), code=1)
    assert refused["refused"][0]["codes"] == ["AGENCY_INCOMPLETE", "CLAIM_UNANSWERED"]
    few.json("agency", "--file", str(AGENCY))
    usual = few.json("letter", str(lead["id"]))
    assert few.json("letter", str(lead["id"]), "--neutral")["decided"] == "c"
    assert few.json("letter", str(lead["id"]), "--usual") == usual | {"decided": ""}
    made = few.json("notice", str(lead["id"]), "--out", str(tmp_path / "lettres"))
    [letter] = made["letters"]
    assert Path(letter["file"]).read_bytes().startswith(b"%PDF")
    assert len(letter["sha256"]) == 64
    due = few.json("notice", "--due", "--out", str(tmp_path / "lettres"))
    assert len(due["letters"]) >= 8
    assert lead["id"] not in [one["lead"] for one in due["letters"]]
    few.json("oppose", str(lead["id"]))
    assert few.json("notice", str(lead["id"]), "--out", str(tmp_path / "x"), code=1)["letters"] == []


def test_verify_names_the_forged_row(taken: Terminal) -> None:
    assert taken.json("verify")["ok"] is True
    base = sqlite3.connect(taken.folder / NAME)
    base.execute("UPDATE journal SET by = 'Personne' WHERE id = 2")
    base.commit()
    base.close()
    found = taken.json("verify", code=1)
    assert found["ok"] is False
    assert "la ligne 2" in found["problems"][0]


def test_words_for_people(few: Terminal, tmp_path: Path) -> None:
    few.run("agency", "--file", str(AGENCY), "--set", "capital=20 000")
    assert "Agence des Tilleuls" in few.run("agency")[1]
    lead = first_callable(few)
    assert "Lettre d’abord" in few.run("leads")[1]
    assert "D’où vient cette donnée" in few.run("show", str(lead["id"]))[1]
    assert "Opposition enregistrée" in few.run("oppose", str(lead["id"]))[1]
    assert "déjà" in few.run("oppose", str(lead["id"]))[1]
    assert "Pas de lettre" in few.run("notice", str(lead["id"]), "--out", str(tmp_path))[1]
    assert "Lettre" in few.run("notice", "--due", "--out", str(tmp_path))[1]
    assert "lignes lues" in few.run("import", str(PIGE), "--supplier", "P", "--collected", WEEK_AGO)[1]
    assert "chaîne intacte" in few.run("verify")[1]


def test_a_page_that_is_no_listing_is_one(at: Terminal, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><title>Recette</title><p>Bonjour</p></html>", encoding="utf-8")
    found = at.json("capture", str(page), "--at", "2026-11-24T10:00", code=1)
    assert found["read"] == 0
    assert found["pages"][0]["said"]


def test_a_dry_capture_says_where_each_value_was_read(at: Terminal) -> None:
    page = Path(__file__).resolve().parents[2] / "files" / "pages" / "ouestfrance_2026_ad.html"
    [read] = at.json("capture", str(page), "--dry-run")["pages"]
    assert read["ads"][0]["area"] == {"value": "182", "where": "page affichée : Surface habitable", "sure": 0.7}
    assert "text" not in read["ads"][0]
    assert at.json("leads", code=1)["total"] == 0
    assert "1200000" in at.run("capture", str(page), "--dry-run")[1]


@table(
    "words, wanted",
    [([], True), (["demo"], True), (["--data-dir", "x"], True), (["leads"], False), (["--help"], False)],
)
def test_no_verb_asks_for_the_window(words: list[str], wanted: bool) -> None:
    assert entry.wants_window(words) is wanted


def test_a_file_of_the_system_asks_for_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("pige.csv", "leads"):
        Path(name).write_text("Nom;Ville\n", "utf-8")
    assert entry.wants_window(["pige.csv", "--new-window"])
    assert entry.file_given(["--data-dir", "pige.csv", "pige.csv"]) == tmp_path / "pige.csv"
    assert not entry.wants_window(["leads"]), "a verb is a verb, whatever lies in the folder"
    assert not entry.wants_window(["import", "pige.csv"]) and entry.file_given(["absent.csv"]) is None
    assert not entry.wants_window(["absent.csv"]), "it is told that there is no such verb"


def test_the_folder_of_the_window(tmp_path: Path) -> None:
    assert entry.window_folder(["--data-dir", str(tmp_path)]) == tmp_path
    assert entry.window_folder([f"--data-dir={tmp_path}"]) == tmp_path
    assert entry.window_folder([]) == entry.default_folder()


def _program(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "main.py", *words],
        cwd=ROOT,
        env=environment | changes,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a machine without a screen is a Linux affair")
def test_without_a_screen_the_demonstration_is_played_in_the_terminal(tmp_path: Path) -> None:
    played = _program("demo", TMPDIR=str(tmp_path))
    assert played.returncode == 0, played.stderr
    for words in ("lignes lues", "Ne pas appeler", "Lettre ", "Appelable", "Opposé", "Base et lettres"):
        assert words in played.stdout
    assert list(tmp_path.rglob("lettre-*.pdf"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a machine without a screen is a Linux affair")
def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    left = _program("--data-dir", str(tmp_path))
    assert left.returncode == 2
    assert "Aucun écran" in left.stderr


def test_the_program_as_a_process(tmp_path: Path) -> None:
    left = _program("verify", "--json", "--data-dir", str(tmp_path))
    assert left.returncode == 0
    assert json.loads(left.stdout)["ok"] is True


def test_look_says_and_takes_what_the_agency_chooses(at: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "claire.jpg"
    Image.new("RGB", (90, 120), "#774422").save(file)
    chosen = ("--photo", str(file), "--photo-of", "Claire", "--proofs", "team,since", "--closing", "formal")
    look = at.json("look", *chosen, "--reply-by", "mail", "--sides", "one", "--second", "yes")["look"]
    wanted = {"photo": True, "photo_of": "Claire", "proofs": "team,since", "closing": "formal", "by_mail": True,
              "one_sided": True, "second": True, "logo": False, "consent_form": False}  # fmt: skip
    assert {name: look[name] for name in wanted} == wanted
    look = at.json("look", "--photo", "", "--reply-by", "phone", "--sides", "two")["look"]
    assert (look["photo"], look["by_mail"], look["one_sided"], look["proofs"]) == (False, False, False, "team,since")
    assert at.run("look", "--proofs", "rank")[0] == 2
