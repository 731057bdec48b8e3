"""The key of a team's sealed copies: no seat but a manager's opens one made since the sharing, the sheet of the team
opens it anywhere, and one seat alone again reads all of them."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.keeping.verifying import verify
from core.actions.register import key_phrase, recovery_sheet
from core.actions.register.at_rest import at_rest
from core.actions.register.recovery_sheet import code_of
from core.cli import run as terminal
from core.model.register_key import AtRest
from core.store import safe
from core.store.engine.opening import NAME, opened
from core.store.engine.packing import lay_out
from core.store.safe import homes, sealing
from core.team import sharing
from core.team.places import team_folder
from tests.bases import put_base
from tests.core.actions.conftest import BY, NOW, law_today, things_due
from tests.core.conftest import one_person
from tests.core.notices.reading import flat, texts
from tests.core.team.shared_base import SeatProcess, free_port, served
from tests.failing import fails_with
from tests.tables import table

PHONE = "06 39 98 01 62"


def share_at_terminal(
    host: SeatProcess, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: int, typed: str = "{code}"
) -> int:
    """Share as somebody does who copies the words that a terminal shows and types their code back; return the exit
    code."""
    shown: list[str] = []

    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            shown.append(capsys.readouterr().err)
            return typed.format(code=re.findall(r"\b[A-Z]{4}-[A-Z]{4}\b", shown[0])[0])

    patch.setattr(sys, "stdin", Terminal())
    code = terminal.run(["team", "share", "--port", str(port), "--clear-disk", "--data-dir", str(host.folder)])
    words = re.findall(r"^ ?\d+\. (\w+)$", shown[0], re.MULTILINE)
    assert len(words) == key_phrase.WORDS
    assert not any(word in capsys.readouterr().out.split() for word in words), "what is on paper is shown no more"
    return code


class SealedAgency:
    """An agency that shares a base whose copies were sealed, at a terminal where ``capsys`` is given; one copy of
    before."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str] | None = None) -> None:
        self.host, self.agent, self.deputy = (SeatProcess(root / name) for name in ("accueil", "bureau", "adjointe"))
        self.port = free_port()
        put_base(self.host.folder, one_person)
        with pytest.MonkeyPatch.context() as patch:
            self.be(self.host, patch)
            with opened(self.host.folder) as store:
                with store.read() as r:
                    self.register = safe.key(r)
                recovery_sheet.confirm_code(store, code_of(bytes.fromhex(self.register)), by=BY, at=NOW)
            self.before = Path(self.host.here("backup", "--out", str(root / "avant"))[1]["file"])
            if capsys is not None:
                assert share_at_terminal(self.host, patch, capsys, self.port) == 0
            else:
                self.given = sharing.share(self.host.folder, port=self.port, clear_disk=True, at=NOW)

    def be(self, seat: SeatProcess, patch: pytest.MonkeyPatch) -> None:
        """Have this process be the computer of a seat."""
        patch.setenv(homes.FOLDER, str(seat.folder.with_name(f"{seat.folder.name}.configuration")))

    def join(self, seat: SeatProcess, rights: str) -> None:
        code = self.host.here("team", "code", "--person", rights, "--rights", rights)[1]["code"]
        at = ("--at", f"127.0.0.1:{self.port}", "--seat", seat.folder.name)
        assert seat.run("team", "join", *code.split(), *at)[0] == 0


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SealedAgency]:
    """The agency, served, with an agent's seat and another manager's."""
    made = SealedAgency(tmp_path_factory.mktemp("agence"))
    with served(made.host), pytest.MonkeyPatch.context() as patch:
        made.be(made.host, patch)
        made.join(made.agent, "agent")
        made.join(made.deputy, "manager")
        yield made


@pytest.fixture(autouse=True)
def at_the_host(agency: SealedAgency, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be the computer that shares, unless a test goes elsewhere."""
    agency.be(agency.host, monkeypatch)


@pytest.fixture
def copy(agency: SealedAgency, tmp_path: Path) -> Path:
    """A copy that the manager makes of the team's base."""
    code, made = agency.host.here("backup", "--out", str(tmp_path / "cle"))
    assert (code, made["sealed"]) == (0, True)
    return Path(made["file"])


@table("seat, opens", [("agent", False), ("deputy", True), ("host", True)])
def test_only_a_manager_opens_a_copy_made_since(
    agency: SealedAgency, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, seat: str, opens: bool
) -> None:
    agency.be(getattr(agency, seat), monkeypatch)
    assert homes.find(homes.known_keys()[0]), "it is a computer with keys"
    keys = [homes.find(name) for name in homes.known_keys()]
    assert any(sealing.unseal(copy, tmp_path / "paquet", key) for key in keys) is opens
    assert any(sealing.unseal(agency.before, tmp_path / "paquet", key) for key in keys), "one of before, by any"
    if opens:
        lay_out(copy, tmp_path)
        assert (tmp_path / NAME).exists()
    else:
        with fails_with("BACKUP_LOCKED"):
            lay_out(copy, tmp_path)


@table(
    "words",
    [
        ("register", "phrase"),
        ("register", "phrase", "--age"),
        ("backup", "--out", "{out}"),
        ("register", "confirm", "--code"),
    ],
)
def test_an_agent_asks_for_the_key_in_vain(
    agency: SealedAgency, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    agency.be(agency.agent, monkeypatch)
    monkeypatch.setattr(sys, "stdin", io.StringIO("BCDF-GHJK\n"))
    code, said = agency.agent.here(*(word.format(out=tmp_path / "cle") for word in words))
    assert code == 1 and "droit" in str(said), said
    assert not list(tmp_path.rglob("premier-contact-*"))
    with opened(agency.agent.folder) as store, store.read() as r, pytest.raises(Exception, match="permission denied"):
        r.value(str, "SELECT secret FROM team.sealing")


def test_the_words_given_by_the_sharing_open_a_copy_on_a_bare_computer(
    agency: SealedAgency, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = SeatProcess(tmp_path / "neuf")
    agency.be(bare, monkeypatch)
    for words, drills in ((("--drill",), True), ((), False)):
        monkeypatch.setattr(sys, "stdin", io.StringIO(" ".join(agency.given.words)))
        code, said = bare.here("restore", str(copy), "--phrase", *words)
        assert code == 0, said
        assert bool(homes.known_keys()) is not drills, "a trial leaves no key"
    assert [person["name"] for person in bare.here("leads")[1]["leads"]]
    assert bare.here("register", "check", PHONE)[0] == 0
    assert bare.here("verify")[1]["problems"] == []
    assert homes.find(homes.known_keys()[0]) and agency.register in [homes.find(name) for name in homes.known_keys()]


def test_the_sheet_of_the_team_is_asked_for_until_its_code_is_typed_back(agency: SealedAgency) -> None:
    with opened(agency.host.folder) as store:
        law = law_today(store)
        with store.read() as r:
            assert "sheet" in [due.kind for due in things_due(r, law, at=NOW)]
        assert at_rest(store).at_rest is AtRest.TEAM_WAITS
        [page] = map(flat, texts(recovery_sheet.sheet(store, by=BY, at=NOW)))
        for place, word in enumerate(agency.given.words, 1):
            assert f"{place}. {word}" in page
        assert "sauvegardes de votre équipe" in page and "négociateur" in page
        with fails_with("SHEET_CODE"):
            recovery_sheet.confirm_code(store, code_of(bytes.fromhex(agency.register)), by=BY, at=NOW)
        team = code_of(key_phrase.key_of(" ".join(agency.given.words)))
        recovery_sheet.confirm_code(store, team, by=BY, at=NOW)
        assert at_rest(store).at_rest is AtRest.TEAM_SEALED
        with store.read() as r:
            assert "sheet" not in [due.kind for due in things_due(r, law, at=NOW)]


def test_alone_again_it_reads_every_copy_and_seals_under_the_register_s_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    agency = SealedAgency(tmp_path, capsys)
    agency.be(agency.host, monkeypatch)
    with served(agency.host):
        with opened(agency.host.folder) as store:
            assert at_rest(store).at_rest is AtRest.TEAM_SEALED, "its sheet was confirmed before it was shared"
        copy = Path(agency.host.here("backup", "--out", str(tmp_path / "cle"))[1]["file"])
        assert agency.host.here("team", "alone", "--force")[0] == 0
    made = Path(agency.host.here("backup", "--out", str(tmp_path / "seul"))[1]["file"])
    for file, secret in ((agency.before, ""), (copy, ""), (made, agency.register)):
        folder = tmp_path / file.stem
        folder.mkdir()
        assert secret in ("", lay_out(file, folder))
        assert agency.host.here("restore", str(file), "--drill")[0] == 0


def test_copies_that_were_plain_stay_so_until_the_sheet_of_the_team_is_on_paper(tmp_path: Path) -> None:
    host = SeatProcess(tmp_path / "accueil")
    put_base(host.folder, one_person)
    code, given = host.here("team", "share", "--port", str(free_port()), "--clear-disk")
    key = key_phrase.key_of(" ".join(given["words"]))
    assert (code, given["sheet_code"]) == (0, code_of(key)), "whoever shares is handed the sheet"
    with served(host):
        assert not host.here("backup", "--out", str(tmp_path / "cle"))[1]["sealed"]
        with opened(host.folder) as store:
            assert at_rest(store).at_rest is AtRest.TEAM_CLEAR
            recovery_sheet.confirm_code(store, given["sheet_code"], by=BY, at=NOW)
        made = host.here("backup", "--out", str(tmp_path / "cle2"))[1]
        assert made["sealed"]
        assert host.here("team", "alone", "--force")[0] == 0
    bare = SeatProcess(tmp_path / "neuf")
    with opened(host.folder) as store, store.read() as r:
        homes.keep(safe.key(r))  # As a seat that joined has it, never on paper.
    assert bare.here("restore", made["file"])[0] == 0
    for folder in (host.folder, bare.folder):
        with opened(folder) as store:
            assert at_rest(store).at_rest is AtRest.CLEAR, "its own sheet was never confirmed"
    assert not host.here("backup", "--out", str(tmp_path / "cle3"))[1]["sealed"]


def test_nothing_moves_before_the_code_of_the_sheet_is_typed_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    host = SeatProcess(tmp_path / "accueil")
    put_base(host.folder, one_person)
    with opened(host.folder) as store:
        before = verify(store)
    assert share_at_terminal(host, monkeypatch, capsys, free_port(), typed="BBBB-BBBB") == 2
    with opened(host.folder) as store:
        assert (verify(store), store.path.name) == (before, NAME)
    assert not team_folder(host.folder).exists()
