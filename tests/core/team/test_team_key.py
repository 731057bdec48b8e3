"""The key of a team's sealed copies: no seat but a manager's opens one made since the sharing, the sheet of the team
opens it anywhere, and one seat alone again reads all of them."""

import io
import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
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
from core.team.places import team_folder
from tests.bases import put_base
from tests.core.actions.conftest import BY, NOW, law_today, things_due
from tests.core.conftest import one_person
from tests.core.notices.reading import flat, texts
from tests.core.team.shared_base import (
    SeatProcess,
    free_port,
    one_person_s_base,
    put_shared,
    sealed_base,
    served,
)
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
    """An agency that shares a base whose copies were sealed, and one copy of before."""

    def __init__(self, root: Path) -> None:
        self.sharing = put_shared(root, sealed_base)
        self.host, self.words = self.sharing.seat, self.sharing.said["words"]
        self.agent, self.deputy = SeatProcess(root / "bureau"), SeatProcess(root / "adjointe")
        [self.before] = (root / "avant").glob("premier-contact-*.age")
        with self.host.at_work():
            [self.register] = {*map(homes.find, homes.known_keys())} - {self.key}

    @property
    def key(self) -> str:
        """Of the team's copies, by the words that the sharing gave."""
        return key_phrase.key_of(" ".join(self.words)).hex()


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SealedAgency]:
    """The agency, served, with an agent's seat and another manager's."""
    made = SealedAgency(tmp_path_factory.mktemp("agence"))
    with served(made.host):
        for seat in (made.agent, made.deputy):
            rights = "agent" if seat is made.agent else "manager"
            made.sharing.join(seat, seat.folder.name, "--person", rights, "--rights", rights)
        yield made


@pytest.fixture(autouse=True)
def at_the_host(agency: SealedAgency) -> Iterator[None]:
    """Be the computer that shares, unless a test goes elsewhere."""
    with agency.host.at_work():
        yield


@pytest.fixture
def copy(agency: SealedAgency, tmp_path: Path) -> Path:
    """A copy that the manager makes of the team's base."""
    code, made = agency.host.here("backup", "--out", str(tmp_path / "cle"))
    assert (code, made["sealed"]) == (0, True)
    return Path(made["file"])


@table("seat, opens", [("agent", False), ("deputy", True), ("host", True)])
def test_only_a_manager_opens_a_copy_made_since(
    agency: SealedAgency, copy: Path, tmp_path: Path, *, seat: str, opens: bool
) -> None:
    computer: SeatProcess = getattr(agency, seat)
    with computer.at_work(), nullcontext() if opens else fails_with("BACKUP_LOCKED"):
        assert homes.find(homes.known_keys()[0]), "it is a computer with keys"
        keys = [homes.find(name) for name in homes.known_keys()]
        assert any(sealing.unseal(copy, tmp_path / "paquet", key) for key in keys) is opens
        assert any(sealing.unseal(agency.before, tmp_path / "paquet", key) for key in keys), "one of before, by any"
        lay_out(copy, tmp_path)
    assert (tmp_path / NAME).exists() is opens


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
    monkeypatch.setattr(sys, "stdin", io.StringIO("BCDF-GHJK\n"))
    code, said = agency.agent.here(*(word.format(out=tmp_path / "cle") for word in words))
    assert code == 1 and "droit" in str(said), said
    assert not list(tmp_path.rglob("premier-contact-*"))
    with (
        agency.agent.at_work(),
        opened(agency.agent.folder) as store,
        store.read() as r,
        pytest.raises(Exception, match="permission denied"),
    ):
        r.value(str, "SELECT secret FROM team.sealing")


def test_the_words_given_by_the_sharing_open_a_copy_on_a_bare_computer(
    agency: SealedAgency, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = SeatProcess(tmp_path / "neuf")
    with bare.at_work():
        for words, drills in ((("--drill",), True), ((), False)):
            monkeypatch.setattr(sys, "stdin", io.StringIO(" ".join(agency.words)))
            code, said = bare.here("restore", str(copy), "--phrase", *words)
            assert code == 0, said
            assert bool(homes.known_keys()) is not drills, "a trial leaves no key"
        assert {agency.register, agency.key} == {*map(homes.find, homes.known_keys())}
    assert [person["name"] for person in bare.here("leads")[1]["leads"]]
    assert bare.here("register", "check", PHONE)[0] == 0
    assert bare.here("verify")[1]["problems"] == []


def test_the_sheet_of_the_team_is_asked_for_until_its_code_is_typed_back(agency: SealedAgency) -> None:
    with opened(agency.host.folder) as store:
        law = law_today(store)
        with store.read() as r:
            assert "sheet" in [due.kind for due in things_due(r, law, at=NOW)]
        assert at_rest(store).at_rest is AtRest.TEAM_WAITS
        [page] = map(flat, texts(recovery_sheet.sheet(store, by=BY, at=NOW)))
        for place, word in enumerate(agency.words, 1):
            assert f"{place}. {word}" in page
        assert "sauvegardes de votre équipe" in page and "négociateur" in page
        with fails_with("SHEET_CODE"):
            recovery_sheet.confirm(store, code_of(bytes.fromhex(agency.register)), by=BY, at=NOW)
        recovery_sheet.confirm(store, code_of(bytes.fromhex(agency.key)), by=BY, at=NOW)
        assert at_rest(store).at_rest is AtRest.TEAM_SEALED
        with store.read() as r:
            assert "sheet" not in [due.kind for due in things_due(r, law, at=NOW)]


def test_alone_again_it_reads_every_copy_and_seals_under_the_register_s_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    host = SeatProcess(tmp_path / "accueil")
    with host.at_work():
        sealed_base(host)
        [register] = map(homes.find, homes.known_keys())
        assert share_at_terminal(host, monkeypatch, capsys, free_port()) == 0
    with served(host):
        with host.at_work(), opened(host.folder) as store:
            assert at_rest(store).at_rest is AtRest.TEAM_SEALED, "its sheet was confirmed before it was shared"
        copy = Path(host.here("backup", "--out", str(tmp_path / "cle"))[1]["file"])
        assert host.here("team", "alone", "--force")[0] == 0
    made = Path(host.here("backup", "--out", str(tmp_path / "seul"))[1]["file"])
    [before] = (tmp_path / "avant").glob("premier-contact-*.age")
    for file, secret in ((before, ""), (copy, ""), (made, register)):
        folder = tmp_path / file.stem
        folder.mkdir()
        with host.at_work():
            assert secret in ("", lay_out(file, folder))
        assert host.here("restore", str(file), "--drill")[0] == 0


def test_copies_that_were_plain_stay_so_until_the_sheet_of_the_team_is_on_paper(tmp_path: Path) -> None:
    sharing = put_shared(tmp_path, one_person_s_base)
    host, given = sharing.seat, sharing.said
    key = key_phrase.key_of(" ".join(given["words"]))
    assert given["sheet_code"] == code_of(key), "whoever shares is handed the sheet"
    with host.at_work(), served(host):
        assert not host.here("backup", "--out", str(tmp_path / "cle"))[1]["sealed"]
        with opened(host.folder) as store:
            assert at_rest(store).at_rest is AtRest.TEAM_CLEAR
            recovery_sheet.confirm(store, given["sheet_code"], by=BY, at=NOW)
        made = host.here("backup", "--out", str(tmp_path / "cle2"))[1]
        assert made["sealed"]
        assert host.here("team", "alone", "--force")[0] == 0
    bare = SeatProcess(tmp_path / "neuf")
    with host.at_work(), opened(host.folder) as store, store.read() as r:
        keys = {safe.key(r), *map(homes.find, homes.known_keys())}
    with bare.at_work():
        for secret in keys:
            homes.keep(secret)  # As a seat that joined has it, never on paper.
    assert bare.here("restore", made["file"])[0] == 0
    for seat in (host, bare):
        with seat.at_work(), opened(seat.folder) as store:
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
