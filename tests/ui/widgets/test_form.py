"""Forms, assistants, cards, verdicts and the settings of the seat."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot

from core.model.batch import Report
from core.model.channel import Channel
from core.model.verdict import Light, Reason, Verdict
from tests.ui.finding import child
from ui.common.seat import Seat
from ui.look.theme import Theme
from ui.widgets.card import Card, MarginRows
from ui.widgets.edit_value import EditValue
from ui.widgets.equation import Equation, EquationCounts, EquationFigure, counts_of
from ui.widgets.fields import CheckBox, Choice, offer
from ui.widgets.form import FieldRow, Form
from ui.widgets.job_bar import JobBar
from ui.widgets.label import label, paragraph
from ui.widgets.mark import IconLabel
from ui.widgets.verdict import VerdictLine, VerdictPanel
from ui.widgets.wizard import WizardFooter, WizardStep, WizardSteps

NOW = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
ROWS = (
    FieldRow("name", "Nom de l’agence", check=lambda text: "" if text else "Écrivez le nom de l’agence."),
    FieldRow("zone", "Fuseau horaire", kind="choice", options=(("paris", "Paris"), ("reunion", "La Réunion"))),
    FieldRow("days", "Jours fériés", kind="switch", text="Alsace et Moselle en plus"),
    FieldRow("note", "Note", kind="area", help="Gardée sur ce poste."),
)


@pytest.fixture
def form(theme: Theme, qtbot: QtBot) -> Form:
    made = Form(theme, ROWS, name="agency")
    qtbot.addWidget(made)
    made.show_values({"name": "Tilleuls", "zone": "paris", "days": "", "note": ""})
    made.show()
    return made


def test_a_field_is_applied_when_it_is_left(form: Form) -> None:
    told: list[tuple[str, str]] = []
    form.changed.connect(lambda key, value: told.append((key, value)))
    name = form.field("name")
    assert isinstance(name, QLineEdit)
    name.setText("Agence des Tilleuls")
    assert told == []
    name.editingFinished.emit()
    name.editingFinished.emit()
    assert told == [("name", "Agence des Tilleuls")]


def test_the_first_wrong_field_is_brought_into_sight_with_its_words(form: Form, qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(form)
    area.resize(form.width(), 60)
    area.show()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    form.show_values({"name": ""})
    assert not form.check_all()
    QApplication.processEvents()
    note = form.notes["name"]
    for seen in (form.field("name"), note):
        assert not seen.visibleRegion().isEmpty()
    area.takeWidget()


def test_every_kind_of_field_tells(form: Form, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    form.changed.connect(lambda key, value: told.append((key, value)))
    zone, days, note = (form.field(key) for key in ("zone", "days", "note"))
    assert isinstance(zone, Choice) and isinstance(days, CheckBox) and isinstance(note, QPlainTextEdit)
    zone.setCurrentIndex(1)
    QTest.mouseClick(days, Qt.MouseButton.LeftButton, pos=QPoint(100, 10))
    note.setPlainText("Bonjour")
    note.setFocus()
    zone.setFocus()
    assert told == [("zone", "reunion"), ("days", "1"), ("note", "Bonjour")]
    assert form.values() == {"name": "Tilleuls", "zone": "reunion", "days": "1", "note": "Bonjour"}


def test_a_wrong_field_says_how_to_repair_and_is_not_applied(form: Form) -> None:
    told: list[str] = []
    form.changed.connect(lambda key, _value: told.append(key))
    name = form.field("name")
    assert isinstance(name, QLineEdit)
    name.setText("")
    name.editingFinished.emit()
    assert told == []
    assert not form.check_all()
    assert name.accessibleDescription() == "Erreur\u202f: Écrivez le nom de l’agence."
    assert any(made.text() == "✕ Écrivez le nom de l’agence." for made in form.findChildren(QLabel))
    name.setText("Tilleuls")
    assert form.check_all()


def test_the_wheel_does_not_change_a_choice(form: Form) -> None:
    zone = form.field("zone")
    assert isinstance(zone, Choice)
    wheel = QWheelEvent(
        QPointF(5, 5),
        zone.mapToGlobal(QPointF(5, 5)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(zone, wheel)
    assert zone.value() == "paris"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_open_list_of_a_choice_is_named(form: Form) -> None:
    zone = form.field("zone")
    assert isinstance(zone, Choice)
    zone.showPopup()
    assert (zone.view().objectName(), zone.view().accessibleName()) == ("agency-zone-list", zone.accessibleName())
    assert zone.accessibleName()
    zone.hidePopup()


def test_every_field_is_named(form: Form) -> None:
    named = {key: (form.field(key).objectName(), form.field(key).accessibleName()) for key in ("name", "zone", "days")}
    assert named == {
        "name": ("agency-name", "Nom de l’agence"),
        "zone": ("agency-zone", "Fuseau horaire"),
        "days": ("agency-days", "Jours fériés, Alsace et Moselle en plus"),
    }


def reason(code: str, *, blocks: bool = True, grade: str = "A", **values: object) -> Reason:
    return Reason(code, "rule", "RGPD, art. 14", grade, blocks, values)


def test_a_verdict_is_said_with_every_reason_and_reference(theme: Theme, qtbot: QtBot) -> None:
    panel = VerdictPanel(theme)
    qtbot.addWidget(panel)
    reasons = (
        reason("CONSENT_NONE"),
        reason("CONTRACT_UNPROVEN", grade="D"),
        reason("NOTICE_DUE", date=date(2026, 11, 27), days=3),
    )
    panel.show_verdict(Verdict(Channel.CALL, NOW, False, Light.FORBIDDEN, reasons))
    panel.show()
    texts = [made.text() for made in panel.findChildren(QLabel) if made.isVisible()]
    assert texts[0] == "Ne pas appeler"
    assert texts.count("RGPD, art. 14") == 2
    assert "Prudence" in texts
    assert "Ce qui changerait\u202f: un coupon d’accord signé (envoyer la lettre)" in texts
    assert panel.accessibleName().startswith("Ne pas appeler. N’appelez pas")
    assert ".." not in panel.accessibleName()
    assert panel.proof.isHidden()


def test_a_new_verdict_replaces_the_old_reasons(theme: Theme, qtbot: QtBot) -> None:
    panel = VerdictPanel(theme)
    qtbot.addWidget(panel)
    panel.show()
    both = (reason("CONSENT_NONE"), reason("CONTRACT_UNPROVEN", grade="D"))
    panel.show_verdict(Verdict(Channel.CALL, NOW, False, Light.FORBIDDEN, both))
    contract = reason("CALL_CONTRACT", blocks=False, mandate="431", mandate_end=date(2027, 1, 2))
    panel.show_verdict(Verdict(Channel.CALL, NOW, True, Light.ALLOWED, (contract,)), proof="Voir la preuve")
    QApplication.sendPostedEvents(None, 52)  # deferred deletions
    texts = [made.text() for made in panel.findChildren(QLabel)]
    assert texts[0] == "Appelable"
    assert "Prudence" not in texts
    assert panel.proof.accessibleName() == "Voir la preuve"
    assert panel.grab().toImage().pixelColor(100, 5) == theme.color("allowed-tint")


def test_a_line_names_the_contact_its_light_and_its_reason(theme: Theme, qtbot: QtBot) -> None:
    verdict = Verdict(
        Channel.LETTER, NOW, True, Light.ALLOWED, (reason("LETTER", blocks=False, notice_due=date(2026, 11, 27)),)
    )
    line = VerdictLine(theme, "14 rue des Mûriers, 30700 Uzès", verdict, name="line")
    qtbot.addWidget(line)
    assert line.accessibleName().startswith("14 rue des Mûriers, 30700 Uzès, Permis. Vous pouvez écrire")


def test_an_equation_that_balances_says_so(theme: Theme, qtbot: QtBot) -> None:
    equation = Equation(theme)
    qtbot.addWidget(equation)
    chosen: list[str] = []
    equation.chosen.connect(chosen.append)
    equation.show_counts(counts_of(Report(1, 918, 214, 63, 7, 2)))
    figure = child(equation, EquationFigure, "equation-merged")
    assert figure.accessibleName() == "214 réunies"
    figure.click()
    assert chosen == ["merged"]
    assert child(equation, IconLabel, "equation-sum").accessibleName() == "Le compte y est"


def test_an_equation_that_does_not_balance_shows_the_gap() -> None:
    assert EquationCounts(10, 3, 2, 1, 1, 1).missing == 2


def test_done_steps_can_be_gone_back_to(theme: Theme, qtbot: QtBot) -> None:
    steps = WizardSteps(theme, ["Fichier", "Colonnes", "Vérifier"])
    qtbot.addWidget(steps)
    asked: list[int] = []
    steps.asked.connect(asked.append)
    steps.show_current(2)
    made = [steps.findChild(WizardStep, f"steps-{number}") for number in (1, 2, 3)]
    names = [step.accessibleName() for step in made if isinstance(step, WizardStep)]
    assert names == ["Étape 1, Fichier, fait", "Étape 2, Colonnes, en cours", "Étape 3, Vérifier, à venir"]
    for step in made:
        assert isinstance(step, WizardStep)
        step.click()
    assert asked == [1]
    assert not steps.grab().isNull()


def test_a_step_without_room_is_its_circle_and_says_its_name(theme: Theme, qtbot: QtBot) -> None:
    step = WizardStep(theme, 2, "Colonnes", name="step")
    qtbot.addWidget(step)
    wide = step.sizeHint().width()
    step.resize(wide, 40)

    def colours_beyond_the_circle() -> int:
        image = step.grab().toImage()
        beyond = range(image.width() // 2, image.width())
        return len({image.pixel(x, y) for x in beyond for y in range(image.height())})

    assert colours_beyond_the_circle() > 1, "its name is written"
    step.bare(True)
    assert colours_beyond_the_circle() == 1
    assert step.sizeHint().width() < wide // 2
    assert "Colonnes" in step.toolTip()


def test_the_footer_says_what_its_button_does(theme: Theme, qtbot: QtBot) -> None:
    footer = WizardFooter(theme, cancel="Annuler l’import")
    qtbot.addWidget(footer)
    footer.show_step("Une copie est faite avant.", "&Importer 1 132 lignes", key="Alt+I", first=True)
    assert footer.forward_button.accessibleName() == "Importer 1 132 lignes, Alt+I"
    assert footer.back_button.isHidden()
    with qtbot.waitSignal(footer.forward, timeout=1_000):
        footer.forward_button.click()


def test_a_card_gives_selectable_values(theme: Theme, qtbot: QtBot) -> None:
    card = Card(theme, "D’où vient cette donnée\u202f?", name="origin")
    qtbot.addWidget(card)
    values = card.add_pairs([("Vue sur", "Toit Direct"), ("Information", "À poster")], inks={"Information": "wait"})
    flags = values[0].textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert values[1].property("ink") == "wait"
    card.add_line()
    assert card.add_value("Réponse").text() == "Réponse"
    assert not card.grab().isNull()


def test_margin_rows_can_be_filled_again(theme: Theme, qtbot: QtBot) -> None:
    rows = MarginRows(theme, "À dire", name="say", margin=112)
    qtbot.addWidget(rows)
    for _turn in range(2):
        rows.clear()
        rows.add(label("Qui appelle"), paragraph("Bonjour"))
        rows.add(None, paragraph("Suite"), line=True)
    rows.resize(400, 200)
    rows.show()
    shown = [made.text() for made in rows.findChildren(QLabel) if made.isVisible()]
    assert shown == ["À dire", "Qui appelle", "Bonjour", "Suite"]
    assert not rows.grab().isNull()


def test_a_job_shows_its_count_and_can_be_stopped(theme: Theme, qtbot: QtBot) -> None:
    bar = JobBar(theme)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.begin("Import du fichier")
    bar.show_progress(300, 1204)
    assert child(bar, QLabel, "job-count").text() == "300 sur 1\u202f204"
    assert not bar.isHidden()
    bar.end()
    assert bar.isHidden()


def seat(folder: Path) -> Seat:
    return Seat(QSettings(str(folder / "seat.ini"), QSettings.Format.IniFormat))


def test_a_seat_remembers(qapp: object, tmp_path: Path) -> None:
    first = seat(tmp_path)
    assert (first.scheme, first.text_scale, first.geometry.data(), first.text("folder", "/")) == (
        "system",
        100,
        b"",
        "/",
    )
    first.scheme = "dark"
    first.text_scale = 150
    first.geometry = QByteArray(b"\x01\x02")
    first.save_columns("leads", QByteArray(b"\x03"))
    first.save_text("folder", "/données")
    first.save()
    again = seat(tmp_path)
    assert (again.scheme, again.text_scale, again.geometry.data()) == ("dark", 150, b"\x01\x02")
    assert again.columns("leads").data() == b"\x03"
    assert again.text("folder") == "/données"


@pytest.mark.parametrize("line", ["scheme=purple", "text-scale=enormous", "text-scale=\u00b2", "geometry=5"])
def test_a_seat_survives_a_damaged_file(qapp: object, tmp_path: Path, line: str) -> None:
    (tmp_path / "seat.ini").write_text(f"[General]\n{line}\n", "utf-8")
    damaged = seat(tmp_path)
    assert (damaged.scheme, damaged.text_scale, damaged.geometry.data()) == ("system", 100, b"")


def test_a_long_value_is_shown_whole(theme: Theme, qtbot: QtBot) -> None:
    """A value at rest takes the lines it needs: the name of a sheet, an address, at any text size."""
    long = "de La Rochefoucauld-Montbéliard d’Aubusson-Lafeuillade Marie-Anne-Charlotte Élisabeth Victoire"
    made = EditValue(theme, "Nom", long, [], keep=lambda _texts: ("", ""), name="long", style="heading")
    qtbot.addWidget(made)
    made.resize(338, made.heightForWidth(338))
    made.show()
    QApplication.processEvents()
    assert made.rest.height() >= made.rest.heightForWidth(made.rest.width()) > 2 * made.rest.sizeHint().height()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_what_is_typed_whole_is_offered_no_more(qtbot: QtBot) -> None:
    """The list that stays dropped down takes the click that goes to the next field."""
    field = QLineEdit()
    qtbot.addWidget(field)
    offer(field, ["Pige Est", "Pige Ouest"])
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    popup = field.completer().popup()
    assert popup is not None
    QTest.keyClicks(field, "pige oues")
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClicks(field, "t")
    qtbot.waitUntil(lambda: not popup.isVisible())
    assert field.text() == "pige ouest"
