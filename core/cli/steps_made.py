"""The kept steps, made again before a verb counts or filters by them."""

from core.actions.common import agency, step_cache
from core.actions.common.judging import Law, law_of
from core.cli.desk import VerbDesk


def steps_now(at: VerbDesk) -> Law:
    """Make the kept steps those of now, and return the law they were made with."""
    with at.store.read() as r:
        law = law_of(agency.settings(r))
    step_cache.keep(at.store, law, by=at.by, at=at.now)
    return law
