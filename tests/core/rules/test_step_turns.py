"""Until when a step and what may be done now hold: computed again at any moment before, they are the same."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

from core.actions.common.law import rulebooks
from core.model.facts import NoticeFact
from core.model.milestone import MilestoneKind, TradeEvent
from core.model.opposing import CallOutcome
from core.model.step import PendingRequest, Situation, Twin
from core.rules.next_step import judged, step_of
from core.rules.step_turns import step_holds_until
from core.rules.way_now import way_now
from tests.core.rules.people import NEW, TUESDAY, facts, paris
from tests.lengths import length
from tests.oracle.cases import cases
from tests.tables import table

CASES, SEED = length(200, long=60_000), 26
OUTCOMES = (*CallOutcome, None)
NEAR = (timedelta(0), timedelta(minutes=1), timedelta(hours=3), timedelta(days=1), timedelta(days=40))


def drawn(dice: Random, at: datetime) -> dict[str, object]:
    """What stands beside the facts, often nothing."""

    def moment() -> datetime:
        return at + dice.choice((-1, 1)) * timedelta(minutes=dice.choice((1, 45, 300, 1500, 30_000)))

    def some(one: object) -> object:
        return one if dice.random() < 0.2 else None

    kind = dice.choice(list(MilestoneKind))
    back = (at + timedelta(days=dice.randint(-2, 3))).date()
    return {
        "request": some(PendingRequest("access", (at + timedelta(days=dice.randint(-3, 3))).date())),
        "open_call": moment() if dice.random() < 0.05 else None,
        "to_tell": some(("Pige Ouest", at.date())),
        "twin": some(Twin("Autre", "Uzès")),
        "letter_ready": some(at.date()),
        "callback": some(moment()),
        "last_call": some((moment(), dice.choice(OUTCOMES))),
        "reachable": dice.random() < 0.8,
        "milestone": some(TradeEvent(kind, moment(), said="x", back=back if kind is MilestoneKind.ESTIMATE else None)),
        "origin_gap": dice.choice(("", "", "site", "day")),
        "address_gap": dice.choice(("", "", "address", "town")),
    }


def until(has: Situation, at: datetime) -> tuple[object, datetime]:
    view = judged(has, at, rulebooks())
    step = step_of(view)
    kept = step.step, step.day, way_now(view)
    return kept, step_holds_until(has, at, rulebooks(), step=step, call=view.call)


def test_it_is_the_same_at_any_moment_before() -> None:
    dice, seen = Random(26), Counter[str]()
    for asked in cases(CASES, seed=SEED):
        at, person = asked.at.astimezone(UTC), asked.person
        still = dice.random() < 0.4
        has = Situation(person) if still else Situation(person, **drawn(dice, at))  # type: ignore[arg-type]
        kept, turns = until(has, at)
        assert turns > at
        seen[f"{'still' if still else 'any'} {kept[0]}"] += 1  # type: ignore[index]
        room = min(turns - at, timedelta(days=400))
        moments = {at + room * dice.random() for _ in range(4)}
        moments |= {turns - timedelta(minutes=1), turns - timedelta(seconds=1)}
        moments |= {at + one for one in NEAR}
        for moment in sorted(one for one in moments if at <= one < turns):
            seen["looked at"] += 1
            assert until(has, moment)[0] == kept, (asked, has, moment, turns)
    print(dict(seen))
    assert len(seen) > 15
    assert seen["looked at"] > CASES


@table(
    "notice, end",
    [
        (NEW, "2026-12-22 00:00"),
        (NoticeFact(NEW.obtained, sent=(TUESDAY.date(),)), "2026-11-25 00:00"),
        (NoticeFact(NEW.obtained, told=TUESDAY.date()), "2026-11-25 00:00"),
    ],
)
def test_a_still_lead_turns_on_its_days(notice: NoticeFact, end: str) -> None:
    found = until(Situation(facts(notice=notice)), TUESDAY)[1]
    assert found <= paris(end)
    assert found > TUESDAY + timedelta(hours=9)
