"""Where all leads stand is read once, and again as soon as another answer is possible."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.actions.calling import calling
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of
from core.actions.common.step_cache import AT_ONCE, StepTally, keep
from core.actions.common.step_counts import StepTallies
from core.actions.register import opposing
from core.base.records import replace
from core.model.step import Step
from core.store.engine.opening import opened
from core.store.port import Store
from tests.core.actions.conftest import BY, DRAFT, NOW, add, law_today, take
from tests.files.bases.make import AGENCY

PHONE = "06 39 98 12 41"
Ask = Callable[..., StepTally]


@pytest.fixture
def ask(store: Store) -> Ask:
    """Asks where all stand, of a base with one lead whose step is kept: ``ask(after, twice=…)``."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    add(store, phones=(PHONE,), emails=())
    standings = StepTallies()

    def told(after: timedelta = timedelta(0), *, twice: bool = True) -> StepTally:
        with store.read() as r:
            law = replace(law_of(settings(r)), second_letter=twice)
            return standings.told(r, law, at=NOW + after, state=store.state)

    law = law_today(store)
    keep(store, law, by=BY, at=NOW)
    return told


def test_what_holds_is_not_read_again(ask: Ask) -> None:
    first = ask()
    assert ask() is first
    assert ask(timedelta(minutes=1)) is first


def test_a_write_is_heard_at_once_from_here_and_from_elsewhere(store: Store, ask: Ask) -> None:
    assert ask().count(Step.WRITE) == 1
    with opened(store.path.parent) as other:
        opposing.oppose_typed(other, PHONE, how="call", by=BY, at=NOW)
    assert (ask().count(Step.WRITE), ask().count(Step.OPPOSED)) == (0, 1)
    before = ask()
    add(store, last_name="Besson", phones=("06 39 98 12 42",), emails=(), reference="B")
    assert (before.count(Step.WRITE), ask().count(Step.WRITE)) == (0, 1)


def test_a_step_that_turns_another_law_and_a_clock_set_back_are_read_anew(store: Store, ask: Ask) -> None:
    lead_id = add(store, last_name="Besson", phones=("06 39 98 12 42",), emails=(), reference="B")
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW)
    first = ask()
    assert first.fresh, "a step just made turns too"
    assert first.turns is not None
    assert ask(timedelta(days=400)) is not first
    later = ask()
    assert later is not first, "the clock was set back"
    assert ask(twice=False) is not later


def test_nothing_is_remembered_while_steps_are_to_be_made(store: Store, ask: Ask) -> None:
    row = DRAFT._replace(emails=(), phones=())
    others = [(f"Nom{place}", f"{place} rue Neuve") for place in range(AT_ONCE + 1)]
    take(store, *(row._replace(last_name=name, address=street, reference=name) for name, street in others))
    assert not ask().whole
    assert ask() is not ask()
