"""The section of the team: what one seat is asked before it shares, and the page of a base that is shared."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.actions.desk.recent import recent
from core.actions.register import key_phrase, recovery_sheet
from core.base.records import replace
from core.model.disk_lock import DiskEncryption, DiskLock
from core.model.seat import Rights
from core.store.engine.opening import open_store
from core.store.postgres import roster
from core.store.postgres.address import TeamAddress, connect, keep_team_address, team_address
from core.store.postgres.session import session
from core.team import pairing
from core.team.admitting import new_login
from core.team.authority import AUTHORITY, fingerprint, make_authority
from core.team.moving import MoveAsked, end_sharing, share_and_serve
from core.team.places import keep_owner, team_folder
from core.team.sharing import GivenCode, SharedBase
from tests.bases import put_base
from tests.core.notices.reading import texts
from tests.team_bases import drop_all, put_team
from tests.ui.chosen_files import choose
from tests.ui.finding import child, words
from tests.ui.office_fixture import BY, NOW, Desk, begin, put_together
from tests.ui.pages.settings_in_sight import settings_page
from ui.common.jobs import Jobs
from ui.common.office import Meanwhile, Office
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.team import TeamSection
from ui.pages.settings.team_server import ServerForm
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox, Choice, Switch
from ui.widgets.form import Form

page = settings_page(section="team")


def keep(asked: list[Meanwhile], office: Office) -> None:
    office.close_for = asked.append


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def moved(asked: Meanwhile) -> MoveAsked:
    assert isinstance(asked.argument, MoveAsked)
    return asked.argument


def hold_sheet(page: SettingsPage, desk: Desk) -> str:
    """Copy the words of the sheet that is asked for, go back, and type its code: return it."""
    card, show_words = child(page, QWidget, "sheet"), child(page, Button, "phrase-show")
    code, leave = child(page, QLineEdit, "sheet-code"), child(page, Button, "sheet-leave")
    assert child(page, Button, "sheet-print").hasFocus()
    press(show_words, Qt.Key.Key_Return)
    columns = [words(page, f"phrase-words-{place}").splitlines() for place in range(4)]
    key = key_phrase.key_of(" ".join(line.split(". ")[1] for column in columns for line in column))
    press(leave, Qt.Key.Key_Escape)
    assert not card.isVisible() and not any(words(page, f"phrase-words-{place}") for place in range(4))
    section = page.section()
    assert isinstance(section, TeamSection)
    section.tell_disk(DiskLock(DiskEncryption.UNKNOWN))
    child(page, CheckBox, "many-accept").click()
    child(page, Button, "many-go").click()
    for typed in ("BBBB-BBBB", recovery_sheet.code_of(key)):
        assert card.isVisible(), "the same sheet, printed before or not"
        code.setText(typed)
        press(code, Qt.Key.Key_Return)
    assert desk.last.kind == "error" and not card.isVisible()
    return recovery_sheet.code_of(key)


def test_nothing_is_shared_before_it_is_asked_and_a_clear_disk_accepted(
    page: SettingsPage, office: Office, qtbot: QtBot, desk: Desk
) -> None:
    asked: list[Meanwhile] = []
    keep(asked, office)
    section = page.section()
    assert isinstance(section, TeamSection)
    section.arrive()
    switch = child(page, Switch, "team-form-share")
    assert switch.hasFocus()
    press(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    qtbot.waitUntil(lambda: bool(page.findChildren(QWidget, "many-question")))
    press(child(page, QWidget, "many-question"), Qt.Key.Key_Escape)
    assert switch.hasFocus()
    section.tell_disk(DiskLock(DiskEncryption.UNKNOWN))
    go, accept = child(page, Button, "many-go"), child(page, CheckBox, "many-accept")
    assert accept.hasFocus()
    assert not go.isEnabled()
    press(accept, Qt.Key.Key_Space)
    press(go, Qt.Key.Key_Return)
    press(go, Qt.Key.Key_Return)
    assert asked == []  # Nor before its sheet is on paper.
    code = hold_sheet(page, desk)
    [meanwhile] = asked
    assert meanwhile.work is share_and_serve
    assert (moved(meanwhile).folder, moved(meanwhile).accepts) == (office.folder, True)
    assert recovery_sheet.code_of(bytes.fromhex(moved(meanwhile).team_key)) == code
    given = GivenCode("192.0.2.1:47846", "olive rempart cigale tuile", "lavande 47", NOW)
    said = meanwhile.told(SharedBase(given, 3218, 41))
    assert f"{said.bold} {said.sentence}" == "Partagé. 3\u202f218 prospects et 41 refus relus\u202f: le compte y est."


def test_an_encrypted_disk_asks_for_no_box_and_escape_changes_nothing(office: Office, qtbot: QtBot) -> None:
    asked: list[Meanwhile] = []
    keep(asked, office)
    office.result = "5a" * 32  # Of a sharing that did not succeed: its sheet is as good as before.
    page = section = put_together(TeamSection, office, qtbot)
    page.show()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        section.tell_disk(DiskLock(DiskEncryption.ON, "BitLocker"))
        assert not child(page, CheckBox, "many-accept").isVisible()
        press(child(page, Button, "many-go"), key)
        assert not child(page, QWidget, "many-question").isVisible()
    assert [(moved(one).accepts, moved(one).team_key) for one in asked] == [(False, "5a" * 32)]
    assert asked[0].unless_done == "5a" * 32


def test_a_server_elsewhere_is_asked_first_and_its_disk_accepted(office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    asked: list[Meanwhile] = []
    keep(asked, office)
    office.result = "5a" * 32
    page = section = put_together(TeamSection, office, qtbot)
    page.show()
    child(page, Button, "team-elsewhere").click()
    form, share = child(page, ServerForm), child(page, Form, "team-form")
    qtbot.waitUntil(form.field("where").hasFocus)
    form.show_values({"where": "localhost:1", "authority": str(tmp_path)})
    child(page, Switch, "team-form-share").click()
    qtbot.waitUntil(lambda: "n’est pas un certificat" in share.notes["share"].text())
    server = TeamAddress("base.agence.fr", "", 5432, "tilleuls", "agence", "secret", tmp_path)
    section.tell_server(server)
    go = child(page, Button, "many-go")
    assert not go.isEnabled()
    child(page, CheckBox, "many-accept").click()
    go.click()
    assert [(moved(one).accepts, moved(one).server) for one in asked] == [(True, server)]


class Shared:
    """A base that a team shares from this computer; ``seat(name, person, rights)`` adds one, and returns its folder."""

    def __init__(self, root: Path, made: Path) -> None:
        self.root = root
        put_team(made, root / "accueil")
        owner = team_address(root / "accueil")
        assert owner is not None
        self.owner = owner
        with session(owner) as connection:
            roster.make_team(connection)
        make_authority(team_folder(root / "accueil"), NOW)
        self.seat("Accueil", BY, Rights.MANAGER, root / "accueil")
        keep_owner(root / "accueil", owner)

    def seat(self, name: str, person: str, rights: Rights, folder: Path | None = None) -> Path:
        folder = folder or self.root / name
        folder.mkdir(exist_ok=True)
        owner = self.owner
        with session(owner) as connection:
            at = NOW + timedelta(minutes=len(roster.seats(connection)))
            login = new_login(connection, name, person, rights, at)
        place = TeamAddress("", owner.hostaddr, owner.port, owner.database, login.role, login.password)
        keep_team_address(folder, place)
        return folder

    @property
    def rights(self) -> list[tuple[str, str]]:
        with session(self.owner) as connection:
            return [(seat.person, seat.rights) for seat in roster.seats(connection)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of one seat, which the server copies for each test."""
    folder = tmp_path_factory.mktemp("avant") / "base"
    put_base(folder, begin)
    return folder


@pytest.fixture
def shared(tmp_path: Path, made: Path) -> Iterator[Shared]:
    yield Shared(tmp_path, made)
    drop_all()


Show = Callable[..., SettingsPage]


@pytest.fixture
def show(qapp: QApplication, theme: Theme, qtbot: QtBot, desk: Desk) -> Iterator[Show]:
    """``show(folder)``: the page of the team as a seat sees it."""
    offices: list[Office] = []
    pages: list[SettingsPage] = []  # As long as their jobs.

    def made(folder: Path, close_for: Callable[[Meanwhile], object] = print, result: object = None) -> SettingsPage:
        seat = Seat(QSettings(str(folder / "poste.ini"), QSettings.Format.IniFormat))
        office = Office(
            store=open_store(folder), theme=theme, jobs=Jobs(qapp), seat=seat, by=BY, say=desk.say, go=desk.go,
            clock=lambda: desk.now, close_for=close_for, result=result,
        )  # fmt: skip
        offices.append(office)
        shown = put_together(SettingsPage, office, qtbot)
        pages.append(shown)
        shown.resize(1274, 700)
        shown.show()
        shown.show_section("team")
        qtbot.waitUntil(lambda: child(shown, QWidget, "team-seats").isVisible())
        return shown

    yield made
    for office in offices:
        office.jobs.stop()
        office.store.close()


def look(page: SettingsPage) -> None:
    page.section().refresh()


def test_a_manager_gives_words_sees_who_joins_and_says_who_may_do_what(
    shared: Shared, show: Show, qtbot: QtBot, desk: Desk
) -> None:
    page = show(shared.root / "accueil")
    child(page, Button, "team-new-words").click()
    qtbot.waitUntil(lambda: child(page, QWidget, "team-words").isVisible())
    code = " ".join(words(page, f"team-word-{place}") for place in range(1, 5))
    authority = fingerprint((team_folder(shared.root / "accueil") / AUTHORITY).read_text("ascii"))
    assert words(page, "team-check") == pairing.check_phrase(authority)
    assert words(page, "team-left") == "Encore 10\u00a0min, pour un seul poste."
    with session(shared.owner) as connection:
        [living] = roster.living_codes(connection)
    assert living.key == pairing.stretched(code, authority)
    hugo = shared.seat("Bureau 2", "Hugo Lemoine", Rights.AGENT)
    with closing(connect(team_address(hugo) or pytest.fail())):
        look(page)
        qtbot.waitUntil(lambda: bool(desk.said))
        assert desk.last.bold == "Hugo Lemoine a rejoint l’équipe, poste Bureau 2."
        assert not child(page, QWidget, "team-words").isVisible()
    choice = child(page, Choice, "team-rights-1")
    assert (choice.value(), choice.accessibleName()) == ("agent", "Ce que Hugo Lemoine peut faire")
    choice.setFocus()
    press(choice, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: desk.last.bold == "Hugo Lemoine est responsable.")
    assert shared.rights == [(BY, "manager"), ("Hugo Lemoine", "manager")]
    qtbot.waitUntil(lambda: page.findChildren(Choice, "team-rights-1")[-1] is not choice)
    assert page.findChildren(Choice, "team-rights-1")[-1].hasFocus(), "made again, it keeps the keyboard"


def test_the_last_manager_and_a_seat_that_goes_are_asked_about(
    shared: Shared, show: Show, qtbot: QtBot, desk: Desk
) -> None:
    shared.seat("Portable", "Inès Roque", Rights.AGENT)
    page = show(shared.root / "accueil")
    child(page, Choice, "team-rights-0").setCurrentIndex(1)
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.last.bold == "Il faut au moins un responsable. Rien n’a changé."
    qtbot.waitUntil(lambda: child(page, Choice, "team-rights-0").value() == "manager")
    assert page.findChild(Button, "team-remove-0") is None
    remove = child(page, Button, "team-remove-1")
    assert remove.accessibleName() == "Retirer le poste Portable"
    press(remove, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(QWidget, "many-question")))
    assert child(page, Button, "many-no").hasFocus()
    assert "clé du registre" in words(page, "many-sentence")
    child(page, Button, "many-go").click()
    qtbot.waitUntil(lambda: desk.last.bold.startswith("Poste Portable retiré"))
    with page.section().office.store.read() as r:
        [event, *_before] = recent(r, at=desk.now)
    assert (event.by, event.text) == (BY, "Poste Portable (Inès Roque) retiré")
    assert shared.rights == [(BY, "manager")]


def test_an_agent_sees_the_team_and_is_told_who_decides(shared: Shared, show: Show, qtbot: QtBot) -> None:
    with session(shared.owner) as connection:  # As on a server elsewhere.
        connection.execute(b"COMMENT ON SCHEMA team IS 'base.agence.fr'")
    page = show(shared.seat("Bureau 2", "Hugo Lemoine", Rights.AGENT))
    assert child(page, Form, "team-form").notes["share"].text() == (
        "La base est sur le serveur base.agence.fr. Les postes y passent par Accueil."
    )
    assert words(page, "team-asks") == (f"Réservé au responsable. {BY} peut le faire ici, ou sur son poste.")
    for name in ("team-new-words", "team-add-person"):
        assert not child(page, Button, name).isVisible()
    assert page.findChild(Choice, "team-rights-0") is None
    assert page.findChild(Button, "team-remove-0") is None
    assert not child(page, Switch, "team-form-share").isEnabled()
    assert page.findChild(QWidget, "team-needs") is None
    folder = shared.root / "Bureau 2"
    keep_team_address(folder, replace(team_address(folder) or pytest.fail(), port=1))
    look(page)
    qtbot.waitUntil(lambda: not child(page, QWidget, "team-seats").isVisible())
    assert not child(page, QWidget, "team-pane").isVisible(), "nothing that only the server knows"


def test_going_back_is_asked_and_cuts_off_nobody_unasked(shared: Shared, show: Show) -> None:
    asked: list[Meanwhile] = []
    hugo = shared.seat("Bureau 2", "Hugo Lemoine", Rights.AGENT)
    with closing(connect(team_address(hugo) or pytest.fail())):
        page = show(shared.root / "accueil", asked.append)
        switch = child(page, Switch, "team-form-share")
        switch.click()
        assert switch.isChecked()
        go = child(page, Button, "many-go")
        assert (
            words(page, "many-sentence").partition(" plus rien. ")[2]
            == "Ils y travaillent\u202f: Bureau 2 (Hugo Lemoine)."
        )
        assert not go.isEnabled()
        child(page, CheckBox, "many-accept").click()
        go.click()
    [meanwhile] = asked
    assert meanwhile.work is end_sharing
    assert moved(meanwhile).accepts
    assert meanwhile.told(1).bold == "Base revenue sur ce poste seul et relue : 1 prospect."


def test_words_that_were_given_with_the_sharing_die_in_their_time(
    shared: Shared, show: Show, qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = GivenCode("192.0.2.1:47846", "olive rempart cigale tuile", "lavande 47", NOW.replace(minute=52))
    page = show(shared.root / "accueil", result=SharedBase(given, 1, 1))
    paper = shared.root / "page.pdf"
    choose(monkeypatch, paper)
    child(page, Button, "team-print").click()
    assert desk.last.bold == "Page prête à imprimer."
    [printed] = texts(paper.read_bytes())
    for words_of_page in ("olive rempart cigale tuile", "jusqu’à 10 h 52", "lavande 47", "192.0.2.1:47846"):
        assert words_of_page in printed
    assert child(page, QWidget, "team-words").accessibleName() == "Les quatre mots\u202f: olive rempart cigale tuile"
    desk.wait(minutes=8, seconds=1)
    look(page)
    qtbot.waitUntil(lambda: words(page, "team-left").startswith("Encore 2"))
    desk.wait(minutes=2)
    look(page)
    qtbot.waitUntil(lambda: "demandez-en de nouveaux" in words(page, "team-left"))
    assert not child(page, QWidget, "team-words").isVisible()
