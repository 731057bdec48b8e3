"""What is understood of a day and an hour typed in two fields, or what is asked."""

from core.words.said_moments import day_said, typed_moment
from tests.core.actions.conftest import NOW
from tests.tables import table


@table(
    "day, hour, words",
    [
        ("jeudi 15 h", "10:00", "Jeudi 26 novembre à 15 h."),
        ("25/11/2026", "14h30", "Mercredi 25 novembre à 14 h 30."),
        ("demain matin", "10:00", "Mercredi 25 novembre à 10 h."),
        ("demain après-midi", "10:00", "À quelle heure ? Écrivez-la sur 24 heures, par exemple 15 h."),
        ("demain", "", "À quelle heure ? Écrivez-la sur 24 heures, par exemple 15 h."),
        ("demain", "3 h", "À quelle heure ? Écrivez-la sur 24 heures, par exemple 15 h."),
        ("", "10:00", "Écrivez-le comme vous le dites : jeudi 15 h, demain 10 h, le 3/12 à 14 h."),
        ("dès que possible", "10:00", "Écrivez-le comme vous le dites : jeudi 15 h, demain 10 h, le 3/12 à 14 h."),
        ("aujourd’hui", "9:00", "Ce moment est passé."),
        ("hier", "9:00", "Ce moment est passé."),
        ("mardi", "10:00", "Mardi 24 novembre ou mardi 1er décembre ? Écrivez la date."),
        ("la semaine prochaine", "10:00", "Quel jour ? Écrivez la date, par exemple 3/12."),
        ("mardi 3 décembre", "10:00", "C’est un jeudi 3 décembre. Écrivez la date seule."),
    ],
)
def test_what_is_understood_or_asked(day: str, hour: str, words: str) -> None:
    typed = typed_moment(day, hour, NOW)
    assert typed.words.replace("\u00a0", " ").replace("\u202f", " ") == words
    assert (typed.moment is None) is ("à" not in words or "?" in words or ":" in words)


@table(
    "typed, day",
    [
        *(("hier", "2026-11-23"), ("avant-hier", "2026-11-22"), ("aujourd’hui", "2026-11-24"), ("3/11", "2026-11-03")),
        *(("24.11.26", "2026-11-24"), ("dans 3 semaines", "2026-12-15"), ("mardi", "None"), ("", "None")),
    ],
)
def test_a_day_alone_may_be_over(typed: str, day: str) -> None:
    assert str(day_said(typed, NOW)) == day
