"""The dated rulebooks: the shipped ones are whole, a wrong one is refused with its file and key, a new one needs no
code."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from core.actions.common.law import rulebooks
from core.base.records import replace
from core.base.resources import resource
from core.model.channel import Channel
from core.rules.channels import judge
from core.rules.conditions import CONDITIONS
from core.rules.rulebooks import load_rulebooks
from tests.core.rules.people import CONSENT, INFORMED, PARIS, facts
from tests.tables import table

OLD, NEW = "from-2023-03-01.toml", "from-2026-08-11.toml"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(resource("law")).glob("*.toml"))}


def test_the_law_of_a_day() -> None:
    books = rulebooks()
    assert [book.id for book in books.books] == ["fr-2023-03-01", "fr-2026-08-11"]
    assert books.on(date(2026, 8, 10)).id == "fr-2023-03-01"
    assert books.on(date(2026, 8, 11)).id == "fr-2026-08-11"
    assert books.on(date(1970, 1, 1)).id == "fr-2023-03-01"
    assert books.on(date(2099, 1, 1)).id == "fr-2026-08-11"
    assert rulebooks() is books


def test_every_condition_is_asked_by_a_law() -> None:
    asked = {
        rule.code
        for book in rulebooks().books
        for law in book.channels.values()
        for rule in (*law.forbids, *law.allows, *law.cautions)
    }
    assert asked == set(CONDITIONS)


def test_a_new_law_is_a_new_file() -> None:
    later = (
        TEXTS[NEW].replace("from = 2026-08-11", "from = 2028-01-01").replace('id = "fr-2026-08-11"', 'id = "fr-2028"')
    )
    later = later.replace("14:00:00, 20:00:00", "14:00:00, 18:00:00").replace("max_attempts = 4", "max_attempts = 2")
    until = TEXTS[NEW].replace("from = 2026-08-11", "from = 2026-08-11\nto = 2027-12-31")
    books = load_rulebooks({"z.toml": TEXTS[OLD], "a.toml": later, "m.toml": until})
    assert [book.id for book in books.books] == ["fr-2023-03-01", "fr-2026-08-11", "fr-2028"]
    evening = datetime(2028, 1, 4, 19, 0, tzinfo=PARIS)
    assert "HOURS_OUTSIDE" in [reason.code for reason in judge(Channel.CALL, facts(), evening, books).reasons]
    assert books.on(date(2028, 1, 1)).numbers.max_attempts == 2


@table(
    "name, before, after, complaint",
    [
        (NEW, "[numbers]", "[numbers", f"{NEW}: "),
        (NEW, "from = 2026-08-11\n", "", "from: is missing"),
        (NEW, "from = 2026-08-11\n", "from = 2026-08-11\nform = 1\n", "form: is not a known key"),
        (NEW, "from = 2026-08-11\n", 'from = "2026-08-11"\n', "from: must be a date"),
        (NEW, "from = 2026-08-11\n", "from = 2026-08-11T10:00:00\n", "from: must be a date"),
        (NEW, "from = 2026-08-11\n", "from = 2026-08-11\nto = 2026-08-10\n", "to: is before from"),
        (OLD, "to = 2026-08-10", "to = 2026-08-09", "to: must be the day before 2026-08-11"),
        (OLD, "to = 2026-08-10\n", "", "to: must be the day before 2026-08-11"),
        (NEW, 'id = "fr-2026-08-11"', 'id = " "', "id: must be a text"),
        (NEW, 'id = "fr-2026-08-11"', "id = 1", "id: must be a text"),
        (NEW, "max_attempts = 4", "max_attempts = -1", "numbers.max_attempts: must be a positive number"),
        (NEW, "max_attempts = 4", "max_attempts = true", "numbers.max_attempts: must be a positive number"),
        (NEW, "max_attempts = 4", 'max_attempts = "4"', "numbers.max_attempts: must be a positive number"),
        (NEW, "max_attempts = 4\n", "", "numbers.max_attempts: is missing"),
        (NEW, "consent_waives_hours = false", "consent_waives_hours = 0", "must be true or false"),
        (NEW, "consent_law_since = 2026-08-11", "consent_law_since = 1", "numbers.consent_law_since: must be a date"),
        (NEW, "days = [1, 2, 3, 4, 5]", "days = [0, 1]", "numbers.days: must be ISO weekdays"),
        (NEW, "days = [1, 2, 3, 4, 5]", "days = 5", "numbers.days: must be ISO weekdays"),
        (NEW, "10:00:00, 13:00:00", "13:00:00, 10:00:00", "numbers.slots: must be pairs of hours"),
        (NEW, "[10:00:00, 13:00:00]", "[10:00:00]", "numbers.slots: must be pairs of hours"),
        (NEW, "[10:00:00, 13:00:00]", "10:00:00", "numbers.slots: must be pairs of hours"),
        (NEW, "10:00:00, 13:00:00", '"10:00", 13:00:00', "numbers.slots: must be pairs of hours"),
        (NEW, '"contract", "request"', '"kindness"', "channels.call.opens: unknown title kindness"),
        (NEW, '"FREQUENCY",', '"FREKUENCY",', "channels.call.forbids: no condition is called FREKUENCY"),
        (
            NEW,
            '"OPPOSED_PERSON", "OPPOSED_NUMBER"',
            '"OPPOSED_PERSON"',
            "channels.call.forbids: OPPOSED_NUMBER is missing",
        ),
        (
            NEW,
            'cautions = ["NOTICE_OVERDUE", "NOTICE_DUE", "SUPPLIER_INCOMPLETE"]',
            "cautions = [3]",
            "letter.cautions: must be a list of texts",
        ),
        (
            NEW,
            'cautions = ["NOTICE_OVERDUE", "NOTICE_DUE", "SUPPLIER_INCOMPLETE"]\n',
            "",
            "channels.letter.cautions: is missing",
        ),
        (NEW, "[channels.robot]", "[channels.fax]", "channels.robot: is missing"),
        (NEW, '\nVISIT = { rule = "POST-07"', '\nVISITS = { rule = "POST-07"', "VISIT has no entry in rules"),
        (NEW, '\nVISIT = { rule = "POST-07", ', "\nVISIT = { ", "rules.VISIT.rule: is missing"),
        (NEW, '\nVISIT = { rule = "POST-07", ', '\nVISIT = { rule = "", ', "rules.VISIT.rule: must be a text"),
        (NEW, "[rules]\n", "[rules]\nNAP = 3\n", "rules.NAP: must be a table"),
        (
            NEW,
            "[rules]\n",
            '[rules]\nNAP = { rule = "a", reference = "b", grade = "E" }\n',
            "rules.NAP.grade: must be one of",
        ),
        (
            NEW,
            "[rules]\n",
            '[rules]\nNAP = { rule = "a", reference = "b", grade = "A", kind = "soft" }\n',
            "rules.NAP.kind: must be one of",
        ),
    ],
)
def test_a_wrong_rulebook_is_refused(name: str, before: str, after: str, complaint: str) -> None:
    assert before in TEXTS[name]
    with pytest.raises(ValueError, match=f"^{name}: ") as wrong:
        load_rulebooks({**TEXTS, name: TEXTS[name].replace(before, after, 1)})
    assert complaint in str(wrong.value)


def test_no_rulebook_at_all() -> None:
    with pytest.raises(ValueError, match="no rulebook"):
        load_rulebooks({})


def test_a_third_law_dropped_in_the_folder_judges_without_code(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(resource("law"), tmp_path / "law"))
    today = folder / NEW
    text = today.read_text(encoding="utf-8")
    today.write_text(text.replace("from = 2026-08-11\n", "from = 2026-08-11\nto = 2027-06-30\n"), encoding="utf-8")
    third = text.replace("from = 2026-08-11\n", "from = 2027-07-01\n").replace("fr-2026-08-11", "fr-2027-07-01")
    third = third.replace("[14:00:00, 20:00:00]", "[14:00:00, 18:00:00]").replace(
        'HOURS_OUTSIDE = { rule = "TEL-26-08"', 'HOURS_OUTSIDE = { rule = "TEL-27-01"'
    )
    (folder / "from-2027-07-01.toml").write_text(third, encoding="utf-8")
    books = load_rulebooks({path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")})
    person = facts(
        notice=replace(INFORMED, obtained=date(2026, 12, 1)),
        consents=(replace(CONSENT, collected=datetime(2026, 12, 1, 10, tzinfo=PARIS)),),
    )
    eve = judge(Channel.CALL, person, datetime(2027, 6, 30, 18, 30, tzinfo=PARIS), books)
    day = judge(Channel.CALL, person, datetime(2027, 7, 1, 18, 30, tzinfo=PARIS), books)
    assert eve.allowed
    assert [(reason.code, reason.rule) for reason in day.reasons] == [("HOURS_OUTSIDE", "TEL-27-01")]
    assert judge(Channel.CALL, person, datetime(2027, 7, 1, 17, 59, tzinfo=PARIS), books).allowed
