"""What may be done now: one word for each situation, never more than the verdicts allow."""

from collections import Counter
from datetime import UTC, date
from random import Random

from core.actions.common.law import rulebooks
from core.base.records import replace
from core.model.facts import NoticeFact
from core.model.step import Situation, Step, Twin
from core.model.verdict import Light
from core.model.way_now import WayNow
from core.rules.next_step import judged, step_of
from core.rules.way_now import way_now
from tests.core.rules.people import CONSENT, NEW, REFUSAL, TUESDAY, attempts, facts
from tests.core.rules.test_next_step import EVENING, RETURNED, TWICE, has
from tests.core.rules.test_step_turns import drawn
from tests.lengths import length
from tests.oracle.cases import cases
from tests.tables import table

TITLED = facts(consents=(CONSENT,))
ANSWERED = NoticeFact(NEW.obtained, sent=(TUESDAY.date(),), answered=TUESDAY.date())
IN_CALLS = replace(REFUSAL, calls_only=True)
ENDING = facts(consents=(replace(CONSENT, until=TUESDAY.date()),))


@table(
    "situation, way",
    [
        (has(TITLED), "call"),
        (has(TITLED, reachable=False), "sent"),
        (has(facts(consents=(CONSENT,), notice=NEW), reachable=False), "letter"),
        (has(facts(consents=(CONSENT,), attempts=attempts(0, 0, 1, 4))), "wait"),
        (has(facts(notice=NEW)), "letter"),
        (has(facts(notice=NEW), letter_ready=TUESDAY.date(), letter_printed=True), "letter"),
        (has(facts(notice=NEW, oppositions=(IN_CALLS,))), "letter"),
        (has(), "sent"),
        (has(facts(notice=TWICE)), "sent"),
        (has(facts(notice=ANSWERED)), None),
        (has(facts(notice=RETURNED)), "lack"),
        (has(facts(notice=NEW, has_address=False)), "lack"),
        (has(facts(notice=NEW, origin_complete=False, agency_missing=("name",))), "lack"),
        (has(facts(notice=NEW, near_opposed=TUESDAY)), "decide"),
        (has(facts(notice=NEW, may_refuse=TUESDAY)), "decide"),
        (has(TITLED, twin=Twin("Garcin", "Alès")), "decide"),
        (has(facts(oppositions=(REFUSAL,), consents=(CONSENT,))), "opposed"),
        (has(facts(oppositions=(REFUSAL,), erased=TUESDAY)), "opposed"),
        (has(facts(erased=TUESDAY)), None),
        (has(facts(notice=NEW, restricted=TUESDAY)), None),
        (has(facts(notice=NEW, stop_asked=TUESDAY.date())), None),
        (has(facts(notice=NEW, register_closed=True)), None),
        (has(facts(notice=NoticeFact(date(2025, 1, 2)))), None),
    ],
)
def test_one_word_for_each(situation: Situation, way: str | None) -> None:
    assert way_now(judged(situation, TUESDAY, rulebooks())) == way


def test_a_title_waits_for_its_hour_and_never_for_an_hour_that_does_not_come() -> None:
    assert way_now(judged(has(TITLED), EVENING, rulebooks())) is WayNow.WAIT
    ending = judged(has(ENDING), EVENING, rulebooks())
    assert (ending.call.light, ending.call.until, way_now(ending)) == (Light.WAIT, None, WayNow.SENT)


def test_it_promises_nothing_that_a_verdict_refuses() -> None:
    dice, seen = Random(27), Counter[WayNow | None]()
    for asked in cases(length(300, long=60_000), seed=27):
        at = asked.at.astimezone(UTC)
        view = judged(Situation(asked.person, **drawn(dice, at)), at, rulebooks())  # type: ignore[arg-type]
        way, facts_known = way_now(view), view.has.facts
        seen[way] += 1
        assert (way is WayNow.CALL) <= view.call.allowed
        assert (way is WayNow.LETTER) <= view.letter.allowed
        assert (way is WayNow.OPPOSED) == (view.call.light is view.letter.light is Light.OPPOSED)
        assert (way is WayNow.LETTER) <= (facts_known.near_opposed is None and facts_known.may_refuse is None)
        assert (way is WayNow.LACK) <= (not view.letter.allowed)
        if step_of(view).step in (Step.DECIDE, Step.OPPOSED):
            assert way is not None and way.value == step_of(view).step.value
    assert len(seen) > 6, seen
