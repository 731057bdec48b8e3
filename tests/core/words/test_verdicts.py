"""The French of verdicts and errors: short, filled, with a printer's spaces, and the same words for the same event."""

import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.actions.common.law import rulebooks
from core.base import french
from core.base.errors import Stale, UserError
from core.base.records import replace
from core.base.resources import resource
from core.model.channel import Channel
from core.model.verdict import Light, Reason, Verdict
from core.rules.conditions import CONDITIONS
from core.words import verdicts
from core.words.errors import counted, error, plurals, sentences, user_text
from tests.tables import table

WORDS = tomllib.loads(resource("law", "words", "reasons.toml").read_text(encoding="utf-8"))
PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 11, 24, 14, 30, tzinfo=PARIS)
DAY = date(2026, 11, 24)

SAMPLES: Mapping[str, object] = {
    "date": DAY,
    "hour": AT,
    "next": datetime(2026, 11, 25, 10, 0, tzinfo=PARIS),
    "quote": "agences s’abstenir",
    "supplier": "Fichier Immo Conseil",
    "missing": ("l’identité de l’agence",),
    "slots": ((2, "10:00", "12:00"),),
    "source_kind": "la mention “agences acceptées”",
    "company": "SARL Agence du Mail",
    "object": "la vente d’une maison",
    "phone": "+33639980000",
    "mandate": "2026-041",
    "weekday": 6,
    "holiday": "easter_monday",
    "days": 27,
    "channel": Channel.EMAIL,
    "consent_end": date(2027, 8, 14),
    "slot_end": AT.replace(hour=20, minute=0),
    "mandate_end": DAY,
    "request_end": DAY,
    "notice_due": DAY,
    "law_end": DAY,
    "gap": "site",
}


def reason(code: str, **values: object) -> Reason:
    return Reason(code, "TEL-26-01", "C. consom., art. L223-1", "A", blocks=True, values=values)


@table("code", sorted(WORDS))
def test_a_reason_fits_on_one_line(code: str) -> None:
    said = verdicts.sentence(reason(code, **SAMPLES))
    assert len(said) <= 110, said
    assert "{" not in said + verdicts.change(reason(code, **SAMPLES))
    assert said.endswith(".")
    assert verdicts.change(reason(code, **SAMPLES))


@table("code", sorted(set(CONDITIONS)))
def test_every_condition_has_its_words(code: str) -> None:
    assert code in WORDS


def test_every_rule_of_a_rulebook_has_its_words() -> None:
    for book in rulebooks().books:
        assert set(book.rules) <= set(WORDS)


@table("code", sorted(WORDS))
def test_the_spaces_are_a_printers(code: str) -> None:
    for text in (text for key, text in WORDS[code].items() if key != "count"):
        assert not re.search(r"(?<![\u202f])[:;!?»](?=\s|$)", text), text
        assert not re.search(r"«(?!\u202f)", text), text
        assert not re.search(r"\d (?:jours|mois|ans|h)\b|(?:art|n°)\. \d", text), text
        assert "'" not in text


@table("code", sorted(sentences()))
def test_the_spaces_of_errors_too(code: str) -> None:
    text = sentences()[code]
    assert not re.search(r"(?<![\u202f])[;!?»](?=\s|$)|(?<![\u202f])(?<!:):(?=\s|$)", text), text
    assert not re.search(r"«(?!\u202f)", text), text
    assert "'" not in text
    assert "! " not in text.replace("\u202f!", "")


def test_sentences_as_designed() -> None:
    assert verdicts.sentence(reason("HOURS_OUTSIDE", hour=AT)) == (
        "Il est 14\u00a0h\u00a030 chez cette personne\u202f: appelez entre 10\u00a0h et 13\u00a0h "
        "ou entre 14\u00a0h et 20\u00a0h."
    )
    assert verdicts.sentence(reason("HOURS_WEEKEND", weekday=7)).startswith("C’est dimanche chez")
    assert "(11\u00a0novembre)" in verdicts.sentence(reason("HOURS_HOLIDAY", holiday="armistice"))
    assert verdicts.change(reason("HOURS_OUTSIDE", **SAMPLES)) == "Appeler mercredi 25\u00a0novembre à 10\u00a0h"
    assert verdicts.change(reason("HOURS_OUTSIDE")) == "Attendre un jour et une heure permis"
    assert "acceptez" not in verdicts.sentence(reason("CONSENT_SLOT", **SAMPLES))
    assert verdicts.sentence(reason("CONSENT_SLOT", **SAMPLES)).endswith("le mardi de 10\u00a0h à 12\u00a0h.")
    assert "par e-mail\u202f:" in verdicts.sentence(reason("ELECTRONIC", **SAMPLES))


def test_when_to_call_is_told_at_the_agency_s_clock_and_at_theirs() -> None:
    island = datetime(2026, 12, 15, 10, 0, tzinfo=ZoneInfo("Indian/Reunion"))
    told = verdicts.change(reason("HOURS_OUTSIDE", hour=island, next=island))
    assert told.replace(french.NBSP, " ") == "Appeler mardi 15 décembre à 7 h (10 h chez cette personne)"
    at_home = reason("HOURS_OUTSIDE", hour=AT, next=AT)
    assert verdicts.change(at_home).replace(french.NBSP, " ") == "Appeler mardi 24 novembre à 14 h 30"


def test_one_day_left() -> None:
    assert verdicts.sentence(reason("NOTICE_DUE", date=DAY, days=1)).endswith("il vous reste 1\u00a0jour.")
    assert verdicts.sentence(reason("NOTICE_DUE", date=DAY, days=0)).endswith("il vous reste 0\u00a0jour.")
    assert verdicts.sentence(reason("NOTICE_DUE", date=DAY, days=2)).endswith("il vous reste 2\u00a0jours.")


def test_what_is_not_known_is_not_said() -> None:
    assert "«" not in verdicts.sentence(reason("OPPOSED_IN_AD", quote=""))
    assert verdicts.sentence(reason("SUPPLIER_INCOMPLETE", missing=("le contrat",))) == (
        "Complétez la fiche de votre fournisseur\u202f: il manque le contrat."
    )
    hashed = reason("CONSENT_OTHER_NUMBER", phone="9f86d081884c7d659a2feaa0c55ad015")
    assert verdicts.sentence(hashed) == "N’appelez pas ce numéro\u202f: l’accord a été donné pour un autre."
    assert "06\u00a039\u00a098\u00a000\u00a000" in verdicts.sentence(reason("CONSENT_OTHER_NUMBER", phone="0639980000"))


def test_a_long_name_is_shortened() -> None:
    said = verdicts.sentence(
        reason("OPPOSED_IN_AD", quote="agences immobilières et mandataires, merci de vous abstenir")
    )
    assert len(said) <= 110
    assert "…" in said


def test_doubtful_rules_are_prudence() -> None:
    assert verdicts.reference(reason("CONSENT_NONE")) == "C. consom., art. L223-1"
    assert verdicts.reference(replace(reason("CONSENT_NONE"), grade="D")) == "Prudence"


def test_until_when_a_verdict_holds() -> None:
    at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    reasons = (reason("CONSENT_NONE"),)
    end = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    allowed = Verdict(Channel.CALL, at, True, Light.ALLOWED, reasons, end)
    assert verdicts.holds(allowed) == "Jusqu’au 24\u00a0novembre 2026 à 13\u00a0h."
    waiting = Verdict(Channel.CALL, at, False, Light.WAIT, reasons, end)
    assert verdicts.holds(waiting) == "Possible à partir du 24\u00a0novembre 2026 à 13\u00a0h."
    assert verdicts.holds(Verdict(Channel.CALL, at, False, Light.FORBIDDEN, reasons)) == ""


@table("code", sorted({code for book in rulebooks().books for code in book.rules}))
def test_every_rule_says_its_way_out(code: str) -> None:
    words = WORDS[code]
    assert words["sentence"]
    assert words["change"]
    # « Appeler mercredi à 10 h » needs a moment: without one, what to wait for is said.
    assert "{next}" not in words["change"] or "{" not in words["change_bare"]


@table(
    "channel, code, words",
    [
        (Channel.CALL, "NO_CONSENT", ["Appelable", "Attendre", "Ne pas appeler", "Opposé"]),
        (Channel.CALL, "INBOUND", ["Permis", "À compléter", "Interdit", "Opposé"]),
        (Channel.LETTER, "CALL_OK_CONSENT", ["Permis", "À compléter", "Interdit", "Opposé"]),
    ],
)
def test_the_word_beside_the_light(channel: Channel, code: str, words: list[str]) -> None:
    lights = [Light.ALLOWED, Light.WAIT, Light.FORBIDDEN, Light.OPPOSED]
    why = (reason(code),)
    said = [verdicts.light_word(Verdict(channel, AT, light is Light.ALLOWED, light, why)) for light in lights]
    assert said == words


def test_import_report_agrees_in_number() -> None:
    counts = {"read": 5000, "added": 1, "merged": 0, "opposed": 2, "rejected": 1, "blank": 3}
    assert user_text("IMPORT_DONE", **counts) == (
        "5\u202f000\u00a0lignes lues\u202f: 1 ajoutée, 0 réunie, 2 opposées, 1 rejetée, 3 vides."
    )
    assert "1\u00a0fiche est enregistrée." in user_text("FILE_CHANGED_MIDWAY", file="x", kept=1)
    assert "2\u00a0fiches sont enregistrées." in user_text("FILE_CHANGED_MIDWAY", file="x", kept=2)


def test_an_error_ready_to_raise() -> None:
    made = error("FILE_NOT_A_TABLE", file="{x}.csv", kind="page web", remedy="Copiez-la.")
    assert isinstance(made, UserError)
    assert (made.code, made.text) == (
        "FILE_NOT_A_TABLE",
        "«\u202f{x}.csv\u202f» n’est pas un tableau (page web). Rien n’a été importé. Copiez-la.",
    )
    stale = error("STALE", Stale, user="Claire")
    assert isinstance(stale, Stale)
    assert stale.text.startswith("Claire a modifié")
    assert "le 24\u00a0novembre 2026." in user_text("CONSENT_FUTURE", value=DAY)
    assert "24\u00a0novembre 2026 à 14\u00a0h\u00a030" in user_text("CONSENT_FUTURE", value=AT)


def test_a_sentence_badly_filled_is_a_bug() -> None:
    with pytest.raises(KeyError):
        user_text("FILE_LOCKED")
    with pytest.raises(KeyError):
        user_text("NO_SUCH_CODE")
    with pytest.raises(TypeError, match="FILE_CHANGED_MIDWAY: kept"):
        user_text("FILE_CHANGED_MIDWAY", file="x", kept="3")


@table("code", sorted({**sentences(), **plurals()}))
def test_every_sentence_is_said_by_the_program(code: str) -> None:
    assert any(f'"{code}"' in text for text in _sources())


@cache
def _sources() -> tuple[str, ...]:
    """The program's own texts."""
    root = Path(__file__).resolve().parents[3]
    files = [root / "main.py", *(file for folder in ("core", "ui") for file in (root / folder).rglob("*.py"))]
    return tuple(file.read_text("utf-8") for file in files)


def test_each_counted_part_belongs_to_a_sentence() -> None:
    assert set(counted()) < set(sentences())
    assert set(plurals()).isdisjoint(sentences())


@table("code", sorted({**sentences(), **plurals()}))
def test_every_error_can_be_filled(code: str) -> None:
    text = sentences()[code] if code in sentences() else plurals()[code][1]
    fields = {name: f"<{name}>" for name in re.findall(r"\{(\w+)\}", text)}
    counts = dict.fromkeys(counted().get(code, {}), 2) if code in sentences() else {"n": 2}
    said = user_text(code, **{**fields, **counts})
    assert "{" not in said
    assert all(f"<{name}>" in said for name in fields if name not in counts)


def test_channels_and_holidays_have_their_words() -> None:
    assert verdicts.sentence(reason("HOURS_HOLIDAY", holiday="christmas")) == (
        "Aujourd’hui est férié (Noël)\u202f: vous ne pouvez pas appeler."
    )


def test_french_shapes() -> None:
    assert french.day(date(2027, 1, 1)) == "1er\u00a0janvier 2027"
    assert french.day_short(date(2026, 3, 7)) == "07/03/2026"
    assert french.hour(time(9, 5)) == "9\u00a0h\u00a005"
    assert french.moment(AT.astimezone(PARIS)) == "24\u00a0novembre 2026 à 14\u00a0h\u00a030"
    assert french.appointment(AT) == "mardi 24\u00a0novembre à 14\u00a0h\u00a030"
    assert french.long_day(DAY) == "mardi 24\u00a0novembre 2026"
    assert french.number(1234567) == "1\u202f234\u202f567"
    assert french.listed(()) == ""
    assert french.listed(("a", "b", "c")) == "a, b et c"
    assert french.slots(((2, "10:00", "12:00"), (4, "10:00", "12:00"), (5, "14:00", "nuit"))) == (
        "le mardi et le jeudi de 10\u00a0h à 12\u00a0h et le vendredi de 14\u00a0h à nuit"
    )


@table(
    "given, shown",
    [
        ("+33639980000", "06\u00a039\u00a098\u00a000\u00a000"),
        ("0199000000", "01\u00a099\u00a000\u00a000\u00a000"),
        ("+262692000000", "+262692000000"),
        ("+336399", "+336399"),
        ("", ""),
    ],
)
def test_phones_by_pairs(given: str, shown: str) -> None:
    assert french.phone_pairs(given) == shown


def test_moments_are_told_as_given() -> None:
    assert french.moment(datetime(2026, 11, 24, 13, 30, tzinfo=UTC)).endswith("13\u00a0h\u00a030")


@table(
    "gap, lacking, told",
    [
        ("site", "il manque le site où l’annonce a paru.", "Indiquer le site où l’annonce a paru"),
        ("supplier", "il manque qui vous a vendu ces coordonnées.", "Indiquer qui vous a vendu ces coordonnées"),
        ("day", "il manque le jour où l’annonce a été lue.", "Indiquer le jour où l’annonce a été lue"),
        ("town", "il manque la commune du bien.", "Indiquer la commune du bien"),
        ("", "l’origine est incomplète.", "Indiquer ce qui manque"),
    ],
)
def test_what_the_origin_lacks_is_named_with_what_to_do(gap: str, lacking: str, told: str) -> None:
    lacks = reason("ORIGIN_MISSING", gap=gap)
    assert verdicts.sentence(lacks).endswith(lacking)
    assert verdicts.change(lacks).startswith(told)
