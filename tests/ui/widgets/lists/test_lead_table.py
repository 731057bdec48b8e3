"""What each cell of the list of prospects shows and says."""

from array import array
from datetime import UTC, date, datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.base.moments import AGENCY_ZONE
from core.base.records import replace
from core.model.channel import Channel
from core.model.lead import LeadRow
from core.model.step import NextStep, Step
from core.model.verdict import Light, Reason, Verdict
from core.model.way_now import WayNow
from tests.tables import table
from ui.look.theme import Theme
from ui.widgets.lists.lead_table import (
    LeadTable,
    activity_cell,
    last_call_cell,
    lead_columns,
    name_cell,
    notice_cell,
    opposition_cell,
    phone_cell,
    step_cell,
    way_cell,
)

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=AGENCY_ZONE)
WRITE = NextStep(Step.WRITE, "NEXT_WRITE", {"date": date(2026, 12, 14), "days": 20}, date(2026, 12, 14))


def clock() -> datetime:
    return NOW


def verdict(light: Light) -> Verdict:
    codes = {Light.OPPOSED: "OPPOSED_PERSON", Light.FORBIDDEN: "CONSENT_NONE"}
    reason = Reason(codes.get(light, "CONSENT_NONE"), "r", "RGPD, art. 21", "B", True, {"date": date(2026, 11, 18)})
    return Verdict(Channel.CALL, NOW, light is Light.ALLOWED, light, (reason,))


def lead(light: Light = Light.FORBIDDEN, way: WayNow | None = WayNow.LETTER) -> LeadRow:
    return LeadRow(1 << 61, "Moreau Hélène", "Uzès", "+33639981241", "Pige Ouest", light, verdict(light), way, WRITE)


def test_who_shares_a_property_is_counted_and_named_aloud() -> None:
    cell = name_cell(replace(lead(), owners=("Ferrandel Marc", "Petit Luc")))
    assert (cell.text, cell.spoken) == ("Moreau Hélène +2", "Moreau Hélène, avec Ferrandel Marc, Petit Luc")
    assert name_cell(lead()).spoken == ""


@table(
    "way, word, ink, semibold, spoken",
    [
        (WayNow.CALL, "Appelable", "allowed", True, "Appelable. N’appelez pas\u202f: vous n’avez aucun accord prouvé"),
        (WayNow.WAIT, "Attendre", "wait", True, "Attendre. N’appelez pas\u202f: vous n’avez aucun accord prouvé"),
        (WayNow.LETTER, "Lettre d’abord", "text", False, "Lettre d’abord\u202f; pas d’appel, aucun accord prouvé"),
        (WayNow.SENT, "Lettre partie", "muted", False, "Lettre partie. Lettre d’information due"),
        (WayNow.LACK, "À compléter", "text", False, "À compléter. Lettre d’information due"),
        (WayNow.DECIDE, "À décider", "text", False, "À décider. Peut-être déjà connue, ou opposée"),
        (WayNow.OPPOSED, "Opposé", "opposed", True, "Opposé. N’appelez pas\u202f: vous n’avez aucun accord prouvé"),
        (None, "Rien", "muted", False, "Rien. Lettre d’information due"),
    ],
)
def test_what_may_be_done_is_a_shape_and_a_word(
    way: WayNow | None, word: str, ink: str, semibold: bool, spoken: str
) -> None:
    cell = way_cell(lead(way=way))
    assert (cell.text, cell.ink, cell.semibold, cell.light) == (word, ink, semibold, way)
    assert cell.spoken.startswith(spoken)


def test_a_letter_first_never_says_more_than_what_is_known_of_the_telephone() -> None:
    calls = way_cell(lead(Light.OPPOSED, WayNow.LETTER)).spoken
    assert (calls.startswith("Lettre d’abord. "), "accord" in calls) == (True, False)
    assert way_cell(lead(Light.ALLOWED, WayNow.LETTER)).spoken.startswith("Lettre d’abord. Lettre d’information due")


@table(
    "values, cells",
    [
        ({}, ["—", "—", "—", "—", "—"]),
        (
            {"property": "maison", "price": 34_200_000, "area": 128.5, "email": "h@exemple.fr", "batch": "pige.csv"},
            ["Maison", "342\u202f000\u00a0€", "128,5\u00a0m²", "h@exemple.fr", "pige.csv"],
        ),
        ({"price": 85_000, "deal": "rent"}, ["—", "850\u00a0€ par mois", "—", "—", "—"]),
    ],
)
def test_the_property_the_e_mail_and_the_file(values: dict[str, object], cells: list[str]) -> None:
    row = replace(lead(), **values)  # type: ignore[arg-type]
    columns = {column.key: column.cell for column in lead_columns(clock)}
    shown = [columns[key](row).text for key in ("property", "price", "area", "email", "batch")]
    assert shown == cells


def test_a_name_is_never_a_blank() -> None:
    assert name_cell(lead()).text == "Moreau Hélène"
    assert name_cell(replace(lead(), name="")).text == "Sans nom"


@table("light, ink", [(Light.ALLOWED, "text"), (Light.FORBIDDEN, "muted"), (Light.OPPOSED, "muted")])
def test_a_number_that_may_not_be_dialled_is_muted(light: Light, ink: str) -> None:
    cell = phone_cell(lead(light))
    assert (cell.text, cell.ink) == ("06 39 98 12 41".replace(" ", "\u00a0"), ink)


def test_an_opposition_is_never_a_blank() -> None:
    assert opposition_cell(lead()).text == "Aucune"
    opposed = replace(lead(Light.OPPOSED), opposed_at=datetime(2026, 11, 17, 23, 30, tzinfo=UTC), opposed_how="call")
    cell = opposition_cell(opposed)
    assert (cell.text, cell.ink) == ("18/11, appel", "opposed")
    assert cell.spoken == "Opposé le 18\u00a0novembre 2026, appel"
    calls = opposition_cell(lead(Light.OPPOSED))
    assert (calls.text, calls.ink, calls.spoken) == ("Aux appels", "opposed", "Refuse les appels")


@table(
    "due, text, ink",
    [
        (date(2026, 12, 14), "Avant le 14/12", "text"),
        (date(2026, 11, 27), "Avant le 27/11", "wait"),
        (date(2026, 11, 24), "Avant le 24/11", "wait"),
        (date(2026, 11, 23), "En retard", "forbidden"),
    ],
)
def test_the_deadline_of_the_information_shows_when_it_is_near(due: date, text: str, ink: str) -> None:
    cell = notice_cell(clock, replace(lead(), notice_due=due))
    assert (cell.text, cell.ink) == (text, ink)


def test_an_information_sent_is_no_longer_due() -> None:
    cell = notice_cell(clock, replace(lead(), notice_sent=date(2026, 11, 4), notice_due=date(2026, 11, 1)))
    assert (cell.text, cell.ink) == ("Envoyée 04/11", "muted")


@table(
    "step, text, ink",
    [
        (WRITE, "Écrire avant le 14/12", "text"),
        (replace(WRITE, due=date(2026, 11, 26)), "Écrire avant le 26/11", "wait"),
        (replace(WRITE, due=date(2026, 11, 20)), "Écrire avant le 20/11", "forbidden"),
        (NextStep(Step.COMPLETE, "NEXT_ADDRESS", {"date": date(2026, 12, 14)}), "Compléter l’adresse", "text"),
        (NextStep(Step.CALL, "NEXT_CALL_NOW", due=date(2026, 11, 24)), "Appeler", "text"),
        (NextStep(Step.WAIT, "NEXT_WAIT_REPLY", {"date": date(2026, 11, 20)}), "Attendre une réponse", "muted"),
        (NextStep(Step.WAIT, "NEXT_WAIT_HOURS", {"next": NOW}, NOW), "Attendre le 24/11", "muted"),
        (NextStep(Step.OPPOSED, "NEXT_OPPOSED"), "Rien", "muted"),
        (
            NextStep(Step.OPPOSED, "NEXT_OPPOSED_TELL", {"supplier": "Pige", "date": date(2026, 12, 24)}, NOW.date()),
            "Prévenir avant le 24/11",
            "muted",
        ),
        (NextStep(Step.NOTHING, "NEXT_DONE_OPEN"), "Rien", "muted"),
        (NextStep(Step.NOTHING, "NEXT_AWAY"), "—", "muted"),
    ],
)
def test_the_next_step_says_its_day_and_its_urgency(step: NextStep, text: str, ink: str) -> None:
    cell = step_cell(clock, replace(lead(), step=step))
    assert (cell.text, cell.ink) == (text, ink)
    assert cell.spoken.endswith(".")


def test_the_last_call_tells_its_day_and_outcome() -> None:
    called = replace(lead(), last_call=datetime(2026, 11, 19, 9, 0, tzinfo=UTC), last_outcome="RDV")
    assert last_call_cell(clock, called).text == "19/11, RDV"
    assert last_call_cell(clock, lead()).text == "—"


@table(
    "last_act, text, spoken",
    [
        (None, "Jamais", "Jamais d’activité"),
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), "Aujourd’hui", "Dernière activité le 24\u00a0novembre 2026"),
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), "1\u00a0jour", "Dernière activité le 23\u00a0novembre 2026"),
        (datetime(2026, 10, 25, 9, 0, tzinfo=UTC), "30\u00a0jours", "Dernière activité le 25\u00a0octobre 2026"),
    ],
)
def test_the_last_activity_is_told_in_days(last_act: datetime | None, text: str, spoken: str) -> None:
    cell = activity_cell(clock, replace(lead(), last_act=last_act))
    assert (cell.text, cell.spoken) == (text, spoken)


def test_the_table_paints_in_both_schemes(theme: Theme, qtbot: QtBot) -> None:
    lights = list(Light)
    table = LeadTable(theme, lambda ids: {i: replace(lead(lights[i % 4]), id=i) for i in ids}, clock=clock)
    qtbot.addWidget(table)
    table.resize(1000, 400)
    table.show_ids(array("q", range(40)))
    table.show()
    table.go_to(2)
    pictures = []
    for scheme in ("light", "dark"):
        theme.choose("light" if scheme == "light" else "dark", 100)
        pictures.append(table.grab().toImage())
    assert pictures[0] != pictures[1]
    assert table.accessibleName() == "Prospects"


def test_rows_are_ticked_by_their_box_and_all_of_them_by_the_title(theme: Theme, qtbot: QtBot) -> None:
    table = LeadTable(theme, lambda ids: {row_id: replace(lead(), id=row_id) for row_id in ids}, clock=clock)
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show_ids(array("q", range(1, 6)))
    table.show()
    opened = list[int]()
    table.clicked.connect(lambda index: opened.append(index.row()))

    def press(line: int, *, box: bool = True) -> list[int]:
        place = table.visualRect(table.rows().index(line, 0)).center()
        place.setX(24 if box else 120)
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return table.selected_ids() if table.ticking else []

    def press_all() -> list[int]:
        header = table.horizontalHeader()
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(24, header.height() // 2))
        return table.selected_ids() if table.ticking else []

    table.go_to(0)
    assert (table.ticking, table.selected_ids()) == (False, [1]), "the current row is not ticked"
    assert press(3) == [4], "the first one ticked leaves the row that was current"
    assert press(1) == [2, 4]
    assert press(3) == [2]
    assert opened == [], "a box opens no sheet"
    table.show_ids(array("q", (2, 1, 9)))
    assert (table.ticking, table.selected_ids()) == (True, [2]), "one ticked stays so when the list changes"
    assert press_all() == [2, 1, 9]
    assert press_all() == []
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.ticking, "Espace ticks the current row"
    assert press(2, box=False) == []
    assert opened == [2]
    table.selectAll()
    assert table.ticking, "several selected by the keyboard are ticked"
