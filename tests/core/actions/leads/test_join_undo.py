"""Whatever two sheets hold, joining them opens nothing that a refusal, a withdrawal or a limit closed on either."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from core.actions.common.agency import save_settings
from core.actions.common.judging import facts, law_of
from core.actions.common.people import phone_hash
from core.actions.leads.join_guard import CLOSURES
from core.actions.leads.join_undo import disjoin
from core.actions.leads.joining import join
from core.base.errors import UserError
from core.base.moments import kept
from core.base.records import Struct
from core.model.channel import Channel
from core.model.settings import Settings
from core.records.contact import Contact
from core.rules.channels import judge
from core.store.port import Reader, Store, Value
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add
from tests.lengths import length

LAW = law_of(Settings(caller_number="01 99 00 10 20"))
MOMENTS = (NOW, NOW + timedelta(hours=4), NOW + timedelta(days=6), NOW + timedelta(days=40))
NUMBERS = count(1)
Way = tuple[Channel, str]


class Fact(Struct, frozen=True):
    """One thing that happened to a lead: what, how many days ago, and whether it bears on its first number only."""

    what: str
    ago: int
    narrow: bool


FACTS = st.lists(
    st.builds(
        Fact,
        st.sampled_from(
            [
                "agreed",
                "agreed",
                "agreed_mail",
                "withdrawn",
                "opposed",
                "refused",
                "missed",
                "contract",
                "posted",
                "back",
            ]
        ),
        st.integers(0, 45),
        st.booleans(),
    ),
    max_size=5,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One base for all: each example brings its own two people."""
    store = new_base(tmp_path_factory.mktemp("joins"))
    save_settings(store, {"caller_number": "01 99 00 10 20"}, by=BY, at=NOW)
    yield store
    store.close()


def person(store: Store, facts_: list[Fact], phones: int) -> int:
    """Add a person whom nothing relates to another, and what happened to them."""
    number = next(NUMBERS)
    lead_id = add(
        store, last_name=f"Moreau{number}", phones=tuple(f"06 39 98 {i} {number:03d}" for i in range(phones)),
        emails=(f"m{number}@exemple.fr",), address=f"{number} rue Pasteur", reference=f"R{number}",
    )  # fmt: skip
    with store.write("test", by=BY, at=NOW) as w:
        w.update("lead", lead_id, {"obtained": "2026-11-10", "notice_due": "2026-12-10"})
        values = w.of(Contact, lead_id=lead_id)
        hashed = phone_hash(w, values[0].value) if phones else ""
        coupon = w.insert("proof", {"name": "coupon.png", "sha256": "", "content": b"coupon"})
        for fact in facts_:
            for table, row in rows(fact, hashed):
                proof = {"proof_id": coupon} if table in ("consent", "title") else {}
                w.insert(table, {"lead_id": lead_id, "by": BY, **proof, **row})
            if fact.what == "opposed":
                at = kept(NOW - timedelta(days=fact.ago))
                w.update("lead", lead_id, {"opposed_at": at, "opposed_how": "call"})
    return lead_id


def rows(fact: Fact, hashed: str) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield the rows that tell a fact."""
    day = NOW - timedelta(days=fact.ago)
    at = kept(day)
    key = hashed if fact.narrow else ""
    consent: dict[str, Value] = {"hash": key, "collected": at, "wording": "v1", "object": "", "at": at}
    call: dict[str, Value] = {
        "hash": hashed,
        "phone": "",
        "direction": "out",
        "started": at,
        "ended": at,
        "verdict": "",
    }
    letter: dict[str, Value] = {"reference": f"L{next(NUMBERS)}", "versions": "", "sha256": "", "file": ""}
    letter |= {"day": day.date().isoformat(), "at": at, "posted_at": at}
    match fact.what:
        case "agreed":
            yield "consent", {**consent, "channels": "call,sms"}
        case "agreed_mail":
            yield "consent", {**consent, "channels": "call,email"}
        case "withdrawn":
            yield "consent", {**consent, "channels": "call,email", "withdrawn": kept(day + timedelta(hours=1))}
        case "refused":
            yield "call", {**call, "outcome": "not_interested"}
        case "missed":
            for _ in range(2):
                yield "call", {**call, "outcome": "no_answer"}
        case "contract":
            contract: dict[str, Value] = {"kind": "contract", "number": "12", "object": "vente", "how": "", "at": at}
            yield "title", {**contract, "starts": day.date().isoformat(), "ends": "2027-03-01"}
        case "posted":
            yield "notice", letter
        case "back":
            yield "notice", {**letter, "returned_at": kept(NOW)}


def ways(r: Reader, lead_id: int) -> set[Way]:
    """Return the ways to reach a lead: a channel, and the number or e-mail it goes by."""
    found: set[Way] = set()
    for contact in r.of(Contact, lead_id=lead_id):
        if contact.kind == "phone":
            hashed = phone_hash(r, contact.value)
            found |= {(Channel.CALL, hashed), (Channel.SMS, hashed)}
        elif contact.kind == "email":
            found.add((Channel.EMAIL, r.keyed_hash("email", contact.value)))
        else:
            found.add((Channel.LETTER, ""))
    return found


def reasons(store: Store, lead_id: int, at: datetime) -> dict[Way, tuple[bool, frozenset[str]]]:
    """Return for each way whether it is open, and the codes that say so."""
    with store.read() as r:
        known = facts(r, [lead_id], LAW)[lead_id]
        found = {}
        for channel, key in ways(r, lead_id):
            said = judge(channel, known, at, LAW.books, key=key)
            found[channel, key] = said.allowed, frozenset(reason.code for reason in said.reasons)
        return found


@settings(max_examples=length(6, long=500), suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([Fact("withdrawn", 1, False)], [Fact("contract", 1, False)], 1, 1)
@example([Fact("refused", 3, True)], [Fact("agreed", 1, False), Fact("posted", 20, False)], 1, 2)
@given(FACTS, FACTS, st.integers(0, 2), st.integers(0, 2))
def test_a_join_opens_nothing(base: Store, mine: list[Fact], theirs: list[Fact], one: int, two: int) -> None:
    keep, other = person(base, mine, one), person(base, theirs, two)
    before = [(at, reasons(base, lead_id, at)) for at in MOMENTS for lead_id in (keep, other)]
    try:
        done = join(base, keep, other, by=BY, at=NOW)
    except UserError as refused:
        assert refused.code == "JOIN_OPENS"
        event("refused")
        return
    after = {at: reasons(base, keep, at) for at in MOMENTS}
    event(f"open: {any(allowed for at in MOMENTS for allowed, _ in after[at].values())}")
    for at, said in before:
        for way, (allowed, codes) in said.items():
            opened, why = after[at].get(way, (False, frozenset()))
            if not allowed and opened:
                assert not codes & CLOSURES, (way, codes, why)
                # What opens is never the other sheet's agreement, which names its own numbers.
                assert not why & {"CALL_CONSENT", "ELECTRONIC"}, (way, codes, why)
    if any(fact.what == "opposed" for fact in (*mine, *theirs)):
        assert done.opposed
        assert not any(allowed for at in MOMENTS for allowed, _ in after[at].values())
    disjoin(base, done.id, by=BY, at=NOW)
    again = [(at, reasons(base, lead_id, at)) for at in MOMENTS for lead_id in (keep, other)]
    assert again == before
