"""The demonstration: a day of an invented agency, with sample leads, a letter, an agreement, a call and an
opposition, all made by the real actions."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from core.actions.calling import calling, consenting
from core.actions.common import agency, agents, people, suppliers
from core.actions.common.judging import law_of
from core.actions.desk import jobs
from core.actions.leads import lead_views
from core.actions.letters import looks, noticing, posting
from core.actions.register import opposing
from core.base.resources import resource
from core.base.screen_shapes import day
from core.cli import printed_texts
from core.cli.letters import letters_said
from core.model.batch import Report
from core.model.channel import Channel
from core.model.opposing import CallOutcome
from core.rules.holidays import national_holiday
from core.store import leads
from core.store.port import Store

BY = "Claire Vasseur"
SUPPLIER = "Pige Ouest"
READ_AFTER = timedelta(hours=3)
"""From the hour written on a coupon to its record."""
CALLBACK_HOUR = 11
TOLD = 8
"""Leads shown by the terminal's list."""


def build(store: Store, *, now: datetime) -> None:
    """Fill an empty base with an invented agency and leads that show every light, on any day and at any hour."""
    call_at = _last_allowed(now)
    first = _at(call_at, days=5, hour=10, minute=12)
    _agency(store, first)
    _import(store, first)
    answered = _read("fournisseur.toml")
    suppliers.save_named(store, SUPPLIER, answered["sheet"], licences=answered["licences"], by=BY, at=first)
    with store.read() as r:
        ids = list(leads.search(r, filters={"opposition": "no"}, sort="newest"))
    made = noticing.make(store, ids[:12], store.path.parent / "lettres", by=BY, at=first)
    with store.read() as r:
        letters = [posting.letter_of(r, letter.reference) for letter in made.made]
    posting.posted(store, letters, by=BY, at=first + timedelta(hours=6))
    for index, lead_id in enumerate(ids[:5]):
        _consent(store, lead_id, _at(call_at, days=2, hour=9 + index, minute=7 * index))
    with store.read() as r:
        called, opposed = people.of_lead(r, ids[0]), people.of_lead(r, ids[12])
    if called.phone:
        calling.log(
            store, called, direction="out", outcome=CallOutcome.APPOINTMENT, by=BY, at=call_at, note="estimation jeudi"
        )
    opposing.oppose(store, opposed, how="letter", by=BY, at=_at(now, days=1, hour=11, minute=26))
    calling.plan_callback(store, ids[1], due=_next_allowed(now), by=BY, at=now, note="préfère la fin de matinée")


def _at(now: datetime, *, days: int, hour: int, minute: int) -> datetime:
    """Return an hour of the day that was ``days`` before."""
    return (now - timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def _last_allowed(now: datetime) -> datetime:
    """Return ten past ten on the last working day before today, when a call could lawfully be made."""
    moment = _at(now, days=1, hour=10, minute=10)
    while not _is_worked(moment):
        moment -= timedelta(days=1)
    return moment


def _next_allowed(now: datetime) -> datetime:
    """Return half past eleven on the first working day when it is still to come."""
    moment = _at(now, days=-int(now.hour >= CALLBACK_HOUR), hour=CALLBACK_HOUR, minute=30)
    while not _is_worked(moment):
        moment += timedelta(days=1)
    return moment


def _is_worked(moment: datetime) -> bool:
    """Tell whether calls may be made on that day (law file, TEL-26-08)."""
    return moment.isoweekday() <= 5 and national_holiday(moment.date()) is None


def play(store: Store, say: Callable[[str], None], *, now: datetime) -> None:
    """Run the days of one person in the terminal, up to the last when a call was allowed: import, list, verdicts,
    letter, agreement, call, opposition; then print where the files are."""
    slot = _last_allowed(now)
    first = slot - timedelta(days=7)
    folder = store.path.parent
    say(f"Base d’essai : {folder}")
    _agency(store, first)
    say("\nImport du fichier d’un fournisseur")
    for line in printed_texts.report_lines(_import(store, first)):
        say(line)
    with store.read() as r:
        law = law_of(agency.settings(r))
        ids = lead_views.find(r, law, at=first, filters={"opposition": "no"})
        say(f"\nLes {TOLD} premiers prospects")
        for row in lead_views.lead_rows(r, list(ids[:TOLD]), law, at=first):
            say(printed_texts.lead_line(row))
        lead_id = next(row_id for row_id in ids if people.of_lead(r, row_id).phone)
        who = people.of_lead(r, lead_id)
        say("\nPeut-on l’appeler ?")
        for line in printed_texts.sheet_lines(lead_views.lead_sheet(r, lead_id, law, at=first)):
            say(f"  {line}")
    say("\nLa lettre d’abord")
    for line in letters_said(noticing.make(store, [lead_id], folder / "lettres", by=BY, at=first)):
        say(line)
    _consent(store, lead_id, slot - timedelta(days=2))
    say(f"\nLe coupon d’accord revient. Appel du {day(slot.date())} à 10 h 10, permis ?")
    started = calling.start(store, who, by=BY, at=slot)
    for line in printed_texts.verdict_lines(started.verdict):
        say(f"  {line}")
    opposing.oppose(store, who, how="call", by=BY, at=slot + timedelta(minutes=1), call_id=started.call)
    say("\nPendant l’appel, la personne s’oppose (F8). Et maintenant ?")
    with store.read() as r:
        for line in printed_texts.sheet_lines(lead_views.lead_sheet(r, lead_id, law, at=slot + timedelta(minutes=2))):
            say(f"  {line}")
    say(f"\nBase et lettres : {folder}")


def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(resource("demo", name).read_text("utf-8"))


def _agency(store: Store, now: datetime) -> None:
    identity = _read("agence.toml")["agency"]
    agency.save_agency(store, identity, by=BY, at=now)
    looks.save_look(store, {"proofs": "since,hours"}, by=BY, at=now)
    for name, role in ((BY, "négociatrice"), ("Karim Ben Salah", "négociateur")):
        agents.keep_agent(store, name, role=role, by=BY, at=now)
    agency.save_settings(store, {"user": BY, "caller_number": identity["phone"], "started": True}, by=BY, at=now)


def _import(store: Store, now: datetime) -> Report:
    file = resource("demo", "pige_uzes.csv")
    collected = now.date().isoformat()
    return jobs.import_into(store, jobs.ImportFile(store.path.parent, file, SUPPLIER, collected, BY, now))


def _consent(store: Store, lead_id: int, collected: datetime) -> None:
    with store.read() as r:
        who = people.of_lead(r, lead_id)
    proof: Path = resource("demo", "coupon.txt")
    consenting.record(
        store,
        who,
        channels=[Channel.CALL],
        collected=collected,
        wording="consent-1",
        proof=proof,
        by=BY,
        at=collected + READ_AFTER,
        object_="l’estimation et la vente de votre bien",
    )
