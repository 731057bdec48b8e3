"""Seventy phrases, as people say a moment to come, at three moments: the day before the clocks change, the last day of
a month, the last of a year. « ? » is asked, « < » is past."""

from datetime import datetime

from core.base.moments import AGENCY_ZONE
from core.base.said_moments import MomentDoubt, SaidMoment, read_moment
from tests.tables import table

OCTOBER = datetime(2026, 10, 24, 10, 42, tzinfo=AGENCY_ZONE)  # A Saturday.
NOVEMBER = datetime(2026, 11, 30, 10, 42, tzinfo=AGENCY_ZONE)  # A Monday.
DECEMBER = datetime(2026, 12, 31, 10, 42, tzinfo=AGENCY_ZONE)  # A Thursday.

PHRASES = """
jeudi 15 h                      | 2026-10-29 15:00 | 2026-12-03 15:00 | ?
jeudi à 15h                     | 2026-10-29 15:00 | 2026-12-03 15:00 | ?
Jeudi, 15:30                    | 2026-10-29 15:30 | 2026-12-03 15:30 | ?
jeu. 15h30                      | 2026-10-29 15:30 | 2026-12-03 15:30 | ?
lundi                           | 2026-10-26       | ?                | 2027-01-04
lundi prochain                  | 2026-10-26       | 2026-12-07       | 2027-01-04
jeudi prochain                  | 2026-10-29       | ?                | 2027-01-07
samedi prochain 10 h            | 2026-10-31 10:00 | ?                | ?
dimanche 2 h 30                 | ?                | ?                | ?
ce jeudi 11 h                   | <                | 2026-12-03 11:00 | 2026-12-31 11:00
jeudi en huit                   | 2026-11-05       | 2026-12-10       | 2027-01-07
jeudi en quinze                 | 2026-11-12       | 2026-12-17       | 2027-01-14
jeudi de la semaine prochaine   | 2026-10-29       | 2026-12-10       | 2027-01-07
la semaine prochaine            | ?                | ?                | ?
mardi 14 h ou mercredi 15 h     | ?                | ?                | ?
demain                          | 2026-10-25       | 2026-12-01       | 2027-01-01
demain matin                    | 2026-10-25 matin | 2026-12-01 matin | 2027-01-01 matin
demain à 10 heures              | 2026-10-25 10:00 | 2026-12-01 10:00 | 2027-01-01 10:00
demain 2h30 du matin            | ?                | 2026-12-01 02:30 | 2027-01-01 02:30
demain 3 h                      | ?                | ?                | ?
demain 3 h de l’après-midi      | 2026-10-25 15:00 | 2026-12-01 15:00 | 2027-01-01 15:00
demain après-midi à 4 h         | 2026-10-25 16:00 | 2026-12-01 16:00 | 2027-01-01 16:00
demain soir 19h                 | 2026-10-25 19:00 | 2026-12-01 19:00 | 2027-01-01 19:00
demain matin 15 h               | ?                | ?                | ?
après-demain                    | 2026-10-26       | 2026-12-02       | 2027-01-02
apres demain midi               | 2026-10-26 12:00 | 2026-12-02 12:00 | 2027-01-02 12:00
demain midi et demi             | 2026-10-25 12:30 | 2026-12-01 12:30 | 2027-01-01 12:30
aujourd’hui 16 h                | 2026-10-24 16:00 | 2026-11-30 16:00 | 2026-12-31 16:00
aujourd’hui à 10 h              | <                | <                | <
cet après-midi                  | 2026-10-24 apres-midi | 2026-11-30 apres-midi | 2026-12-31 apres-midi
ce soir à 7 h                   | 2026-10-24 19:00 | 2026-11-30 19:00 | 2026-12-31 19:00
ce matin 9 h                    | <                | <                | <
hier                            | <                | <                | <
avant-hier                      | <                | <                | <
dans 2 semaines                 | 2026-11-07       | 2026-12-14       | 2027-01-14
dans une semaine, 10 h          | 2026-10-31 10:00 | 2026-12-07 10:00 | 2027-01-07 10:00
dans huit jours                 | ?                | ?                | ?
dans 15 jours                   | ?                | ?                | ?
dans 10 jours                   | 2026-11-03       | 2026-12-10       | 2027-01-10
dans un mois                    | 2026-11-24       | 2026-12-30       | 2027-01-31
dans 2 mois                     | 2026-12-24       | 2027-01-30       | ?
dans 2 heures                   | 2026-10-24 12:42 | 2026-11-30 12:42 | 2026-12-31 12:42
dans 20 heures                  | 2026-10-25 05:42 | 2026-12-01 06:42 | 2027-01-01 06:42
dans 30 min                     | 2026-10-24 11:12 | 2026-11-30 11:12 | 2026-12-31 11:12
le 3 à 10h30                    | 2026-11-03 10:30 | 2026-12-03 10:30 | 2027-01-03 10:30
le 31                           | 2026-10-31       | ?                | ?
le 30                           | 2026-10-30       | ?                | 2027-01-30
le 1er                          | 2026-11-01       | 2026-12-01       | 2027-01-01
3 décembre                      | 2026-12-03       | 2026-12-03       | <
le 5 janvier à 14 h             | 2027-01-05 14:00 | 2027-01-05 14:00 | 2027-01-05 14:00
3/12                            | 2026-12-03       | 2026-12-03       | <
03/12/2026 à 9h                 | 2026-12-03 09:00 | 2026-12-03 09:00 | <
2027-01-05 11:00                | 2027-01-05 11:00 | 2027-01-05 11:00 | 2027-01-05 11:00
jeudi 3 décembre 9 h et quart   | 2026-12-03 09:15 | 2026-12-03 09:15 | <
mardi 3 décembre                | ?                | ?                | ?
jeudi 3 à 11 h moins le quart   | ?                | 2026-12-03 10:45 | ?
31/02/2027                      | ?                | ?                | ?
29/02/2028                      | 2028-02-29       | 2028-02-29       | 2028-02-29
entre 14 h et 16 h              | ?                | ?                | ?
demain 25 h                     | ?                | ?                | ?
dans un quart d’heure           | 2026-10-24 10:57 | 2026-11-30 10:57 | 2026-12-31 10:57
dans 1h                         | 2026-10-24 11:42 | 2026-11-30 11:42 | 2026-12-31 11:42
dans 0 jours                    | ?                | ?                | ?
15 janv. 10h                    | 2027-01-15 10:00 | 2027-01-15 10:00 | 2027-01-15 10:00
15 déc                          | 2026-12-15       | 2026-12-15       | <
5 jui. 10 h                     | ?                | ?                | ?
10                              | ?                | ?                | ?
demain 12h30 et quart           | ?                | ?                | ?
quand elle rentrera             | ?                | ?                | ?
fin du mois                     | ?                | ?                | ?
"""


def shown(said: SaidMoment) -> str:
    if said.doubt is not None:
        return "<" if said.doubt is MomentDoubt.PAST else "?"
    hour = f"{said.hour:%H:%M}" if said.hour else said.part
    return f"{said.day} {hour}".strip()


@table("line", [line for line in PHRASES.splitlines() if line])
def test_a_moment_is_read_as_it_is_said_or_asked(line: str) -> None:
    phrase, *expected = (part.strip() for part in line.split("|"))
    assert [shown(read_moment(phrase, now)) for now in (OCTOBER, NOVEMBER, DECEMBER)] == expected


def test_what_is_asked_names_the_days_it_may_be() -> None:
    thursday = read_moment("jeudi", DECEMBER)
    assert thursday.doubt is MomentDoubt.DAY
    assert [f"{day}" for day in thursday.days] == ["2026-12-31", "2027-01-07"]
    assert [f"{day}" for day in read_moment("dans 2 mois", DECEMBER).days] == ["2027-02-28", "2027-03-03"]
    wrong = read_moment("mardi 3 décembre", NOVEMBER)
    assert (wrong.doubt, f"{wrong.days[0]}") == (MomentDoubt.WEEKDAY, "2026-12-03")
    assert read_moment("15 h", NOVEMBER) == SaidMoment(hour=datetime(2026, 1, 1, 15).time())  # noqa: DTZ001
    assert read_moment("", NOVEMBER) == SaidMoment()
