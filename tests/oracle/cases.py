"""Cases drawn for the oracle, from a seed, crowded at the edges: ends of slots, nights when the clock changes,
29 February, ends of year, the eve of the law, a year of agreement, the fifth attempt, overseas, refusals around
agreements.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from core.model.channel import Channel
from core.model.facts import (
    CallRefusal,
    ConsentFact,
    ContractFact,
    Facts,
    NoticeFact,
    OppositionFact,
    ProfessionalFact,
    RequestFact,
    WrongNumber,
)
from tests.oracle.asked import Question

KEYS = ("0639980000", "0639980001")
PLACES = (
    *((("Europe/Paris", "75001"),) * 8),
    ("Europe/Paris", "67000"),
    ("Europe/Paris", "57000"),
    ("Europe/Paris", "68100"),
    ("Europe/Paris", ""),
    ("America/Guadeloupe", "97110"),
    ("America/St_Barthelemy", "97133"),
    ("America/Marigot", "97150"),
    ("America/Martinique", "97200"),
    ("America/Cayenne", "97300"),
    ("Indian/Reunion", "97400"),
    ("Indian/Mayotte", "97600"),
    ("America/Miquelon", "97500"),
    ("Indian/Reunion", ""),
    ("America/Martinique", ""),
    ("America/St_Barthelemy", ""),
    ("Indian/Reunion", "30700"),
    (None, ""),
    ("", ""),
    ("Mars/Olympus", ""),
)
NUMBERS = ("Indian/Reunion", "America/Martinique", "America/Miquelon", "Indian/Mayotte", "Mars/Olympus")
EDGE_DAYS = (
    *(date(2026, 8, 9) + timedelta(days) for days in range(5)),  # T0, its eve and morrow
    *(date(2026, 10, 24) + timedelta(days) for days in range(3)),  # the clock goes back
    *(date(2027, 3, 26) + timedelta(days) for days in range(5)),  # Good Friday, the clock goes on, Easter Monday
    *(date(2026, 12, 23) + timedelta(days) for days in range(12)),  # the end of a year
    *(date(2028, 2, 27) + timedelta(days) for days in range(4)),  # 29 February
    *(date(year, 5, day) for year in (2026, 2027, 2028) for day in (1, 6, 8, 14, 17, 22, 25, 27)),
    *(
        date(2027, month, day)
        for month, day in ((4, 27), (6, 10), (7, 14), (8, 15), (10, 9), (11, 1), (11, 11), (12, 20))
    ),
)
EDGE_HOURS = ("10:00:00", "13:00:00", "14:00:00", "20:00:00", "00:00:00", "02:30:00", "03:00:00", "12:00:00")
SLOTS = ("08:00", "10:00", "12:00", "13:00", "14:00", "16:00", "20:00", "9 h", "25:00")
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def cases(count: int, seed: int) -> Iterator[Question]:
    """Yield COUNT questions, the same for the same seed."""
    draw = Random(seed)
    channels = (*([Channel.CALL] * 6), *Channel)
    for _ in range(count):
        yield Drawn(draw).question(draw.choice(channels))


class Drawn:
    """One person being drawn: a place and a moment, then facts on either side of that moment's edges."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.ranks = Random(draw.getstate()[1][0])
        place: tuple[str | None, str] = draw.choice(PLACES)
        self.zone, self.postcode = place
        try:
            self.where = ZoneInfo(self.zone or "Europe/Paris")
        except (KeyError, ValueError, OSError):
            self.where = ZoneInfo("Europe/Paris")
        self.at = self._moment()
        self.day = self.at.astimezone(self.where).date()
        self.object = draw.choice(("", "", "", "vente", "Vente ", "location"))

    def chance(self, share: float) -> bool:
        """Return true that often."""
        return self.draw.random() < share

    def question(self, channel: Channel) -> Question:
        """Return the person and what is asked."""
        key = self.draw.choice(("", "", *KEYS))
        return Question(self._person(), channel, self.at, key, self.object)

    def _moment(self) -> datetime:
        kind = self.draw.random()
        if kind < 0.35:
            day = self.draw.choice(EDGE_DAYS)
        elif kind < 0.55:
            day = date(2026, 8, 10) - DAY * self.draw.randrange(1200)
        else:
            day = date(2026, 8, 11) + DAY * self.draw.randrange(1000)
        if self.chance(0.5):
            clock = time(self.draw.choice((10, 11, 12, 14, 15, 16, 17, 18, 19)), self.draw.randrange(60))
            return datetime.combine(day, clock, self.where).astimezone(UTC)
        if self.chance(0.5):
            clock = time(self.draw.randrange(24), self.draw.randrange(60), self.draw.randrange(60))
            return datetime.combine(day, clock, self.where).astimezone(UTC)
        edge = datetime.combine(day, time.fromisoformat(self.draw.choice(EDGE_HOURS)), self.where)
        return edge.astimezone(UTC) + self.draw.choice((-SECOND, 0 * SECOND, SECOND, -MINUTE))

    def _near(self, *days: int) -> datetime:
        """A moment that many days before, or just beside."""
        back = self.at - DAY * self.draw.choice(days)
        return back + self.draw.choice((0 * DAY, DAY, -DAY, SECOND, -SECOND, timedelta(hours=1), -timedelta(hours=1)))

    def _person(self) -> Facts:
        refused = self.draw.random()
        return Facts(
            notice=self._notice(),
            zone=self.zone,
            number_zone=self.draw.choice(NUMBERS) if self.chance(0.15) else None,
            postcode=self.postcode,
            oppositions=tuple(self._opposition() for _ in range(self._few(0.15))),
            consents=tuple(self._consent() for _ in range(self._few(0.6))),
            contracts=tuple(self._contract() for _ in range(self._few(0.2))),
            requests=tuple(self._request() for _ in range(self._few(0.2))),
            professional=self._professional() if self.chance(0.12) else None,
            attempts=self._attempts(),
            refusals=(CallRefusal(self._near(20, 59, 60, 61, 90), self._rank()),) if refused < 0.1 else (),
            bloctel_checked=self._bloctel(),
            erased=self._near(3) if self.chance(0.02) else None,
            restricted=self._near(3) if self.chance(0.02) else None,
            # Not drawn: the cases of a seed stay what they were.
            stop_asked=self.day - DAY if self.day.toordinal() % 37 == 0 else None,
            near_opposed=self.at - DAY if self.day.toordinal() % 30 == 0 else None,
            wrong_numbers=self._wrong_numbers(),
            number_left=self.day.toordinal() % 2 == 0,
            register_closed=self.day.toordinal() % 43 == 0,
            as_of=self.at - DAY if self.day.toordinal() % 47 == 0 else None,
            may_refuse=self.at - DAY if self.day.toordinal() % 41 == 0 else None,
            has_address=self.chance(0.9),
            origin_complete=self.chance(0.93),
            supplier=self.draw.choice(("", "Pige Ouest")),
            supplier_missing=self.draw.choice((("le contrat",), ("le nom",))) if self.chance(0.08) else (),
            unanswered=("le classement des personnes",) if self.chance(0.05) else (),
            lettings=False if self.chance(0.05) else None,
            agency_missing=("la carte professionnelle",) if self.chance(0.05) else (),
            has_caller_number=self.chance(0.9),
            agency=self.draw.choice(("", "ours", "ours", "ours")),
            listing_gone=self.day + DAY * self.draw.choice((-30, -1, 0, 1)) if self.chance(0.1) else None,
            local_holidays=self.chance(0.8),
        )

    def _wrong_numbers(self) -> tuple[WrongNumber, ...]:
        back = self.day.toordinal() % 29
        return (WrongNumber(KEYS[self.day.toordinal() % len(KEYS)], self.at - back * DAY),) if back < 3 else ()

    def _few(self, share: float) -> int:
        return (self.chance(share) and 1) + (self.chance(share / 3) and 1)

    def _attempts(self) -> tuple[datetime, ...]:
        if self.chance(0.6):
            return ()
        count = self.draw.choice((1, 2, 3, 3, 4, 4, 4, 5))
        moments = [self._near(0, 1, 2, 10, 20, 28, 29, 30, 31, 32) for _ in range(count)]
        if self.chance(0.9):
            moments = [min(moment, self.at) for moment in moments]
        return tuple(sorted(moments))

    def _bloctel(self) -> date | None:
        if self.chance(0.15):
            return None
        return self.day - DAY * self.draw.choice((0, 1, 10, 20, 28, 29, 30, 31, 32, -1))

    def _notice(self) -> NoticeFact:
        obtained = self.day - DAY * self.draw.choice(
            (0, 5, 20, 27, 28, 29, 30, 31, 32, 60, 100, 364, 365, 366, 367, 1095, 1096, 1097)
        )
        sent: list[date] = []
        if self.chance(0.7):
            sent.append(self.day - DAY * self.draw.choice((0, 1, 28, 29, 30, 31, 60, -1)))
        if sent and self.chance(0.2):
            sent.append(sent[0] + 31 * DAY)
        early = self.day - DAY * self.draw.choice((0, 1, 2, -1))
        return NoticeFact(
            obtained,
            sent=tuple(sent),
            answered=sent[0] if sent and self.chance(0.2) else None,
            first_contact=early if self.chance(0.12) else None,
            first_disclosure=early if self.chance(0.05) else None,
            reminded=self.chance(0.1),
            told=early if self.chance(0.08) else None,
            returned=sent[-1] + DAY * self.draw.choice((-1, 0, 3)) if sent and self.chance(0.1) else None,
        )

    def _opposition(self) -> OppositionFact:
        return OppositionFact(
            kind=self.draw.choice(("person", "person", "phone", "email", "address", "listing", "visit")),
            how=self.draw.choice(("call", "letter", "email", "counter", "listing", "list")),
            at=self._near(0, 5, 10, 20, 100, 300),
            key=self.draw.choice(("", *KEYS)),
            supplier=self.draw.choice(("", "Pige Ouest")),
            calls_only=self.chance(0.2),
            rank=self._rank(),
        )

    def _rank(self) -> int:
        """A place in the order of recording, often unlike that of the dates; by a draw of its own, so that the cases
        of a seed stay what they were."""
        return self.ranks.choice((0, 1, 2, 3, 4))

    def _collected(self) -> datetime | None:
        if self.chance(0.06):
            return None
        if self.chance(0.25):
            return datetime.combine(date(2026, 8, 11), time(0), self.where).astimezone(UTC) + self.draw.choice(
                (-DAY, -SECOND, 0 * DAY, SECOND)
            )
        return self._near(0, 1, 5, 10, 20, 100, 200, 364, 365, 366, 367)

    def _consent(self) -> ConsentFact:
        every = frozenset({Channel.CALL, Channel.EMAIL, Channel.SMS})
        channels = self.draw.choice((every, every, every, frozenset({Channel.CALL}), frozenset({Channel.EMAIL})))
        return ConsentFact(
            channels=frozenset(Channel) if self.chance(0.05) else channels,
            collected=self._collected(),
            until=self.day + DAY * self.draw.choice((-1, 0, 1, 200, 900)) if self.chance(0.3) else None,
            has_proof=self.chance(0.93),
            missing=("la durée",) if self.chance(0.04) else (),
            withdrawn=self._near(0, 3, 10) if self.chance(0.08) else None,
            key=self.draw.choice(("", "", "", *KEYS)),
            object=self.draw.choice(("", "vente", "vente")),
            agency=self.draw.choice(("", "ours", "ours", "ours", "ours", "theirs")),
            slots=self._slots() if self.chance(0.15) else (),
            exact=(self._appointment(),) if self.chance(0.12) else (),
            five_mentions_proven=self.chance(0.95),
            rank=self._rank(),
        )

    def _appointment(self) -> datetime:
        beside = self.draw.choice((0, 0, 1, 14, 15, -1))
        return (self.at - MINUTE * beside).astimezone(self.where)

    def _slots(self) -> tuple[tuple[int, str, str], ...]:
        today = self.day.isoweekday()
        return tuple(
            (self.draw.choice((today, today, 3)), self.draw.choice(SLOTS), self.draw.choice(SLOTS))
            for _ in range(self.draw.choice((1, 2)))
        )

    def _contract(self) -> ContractFact:
        start = self.day - DAY * self.draw.choice((-1, 0, 1, 90))
        return ContractFact(
            number="" if self.chance(0.08) else "2026-041",
            object="" if self.chance(0.08) else self.draw.choice(("vente", "location")),
            start=None if self.chance(0.08) else start,
            end=None if self.chance(0.08) else self.day + DAY * self.draw.choice((-1, 0, 1, 29, 30, 90)),
            has_proof=self.chance(0.9),
        )

    def _request(self) -> RequestFact:
        return RequestFact(
            object="" if self.chance(0.06) else self.draw.choice(("vente", "estimation")),
            at=self._near(0, 1, 4, 5, 6, 7, 8, 9),
            how="" if self.chance(0.06) else "e-mail",
            has_proof=self.chance(0.93),
            answered=self._near(0, 1) if self.chance(0.1) else None,
        )

    def _professional(self) -> ProfessionalFact:
        siren = self.draw.choice(("123456782", "123456782", "123456782", "12345678", "12345678x", ""))
        last = None if self.chance(0.5) else self.day + DAY * self.draw.choice((-1, 0, 30))
        object_ = self.draw.choice(("lots", "lots", ""))
        return ProfessionalFact(siren, "SARL Pierre et Fils", object_, self.chance(0.9), last)
