"""The list: words, filters, lights and orders, asked together."""

from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest

from core.actions.calling import calling
from core.actions.common import people
from core.actions.common.judging import law_of
from core.actions.common.next_step_facts import next_steps
from core.actions.common.step_cache import keep
from core.actions.leads.lead_views import contact_verdicts, find, lead_rows, lead_sheet
from core.actions.register import opposing
from core.base.errors import UserError
from core.base.moments import kept
from core.base.records import replace
from core.model.channel import Channel
from core.model.settings import Settings
from core.model.step import Step
from core.model.verdict import Light
from core.records.lead import Lead
from core.records.listing import Listing
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, note_agreement, take
from tests.lengths import some
from tests.tables import table

SETTINGS = Settings(caller_number="01 99 00 10 10")
LAW = replace(law_of(SETTINGS), agency_missing=())


def ids(store: Store, **asked: object) -> list[int]:
    with store.read() as r:
        return list(find(r, LAW, at=NOW, **asked))  # type: ignore[arg-type]


def one(store: Store, number: int, name: str, **changes: object) -> int:
    values: dict[str, object] = {"last_name": name, "first_name": "", "phones": (f"06 39 98 00 {number:02d}",)}
    values |= {"emails": (), "address": f"{number} rue Haute", "reference": f"R{number}"}
    return add(store, **(values | changes))


def agree(store: Store, lead_id: int, tmp_path: Path, phone: str = "") -> None:
    proof = tmp_path / "coupon.txt"
    proof.write_text("signé")
    with store.read() as r:
        who = people.find(r, phone) if phone else people.of_lead(r, lead_id)
    note_agreement(store, who, proof, collected=NOW - timedelta(days=3), object_="l’estimation")


@pytest.fixture
def four(store: Store, tmp_path: Path) -> dict[str, int]:
    """Alba may be called, Brun not, Celle is opposed, Dory had her letter."""
    made = {name: one(store, number, name) for number, name in enumerate(("Alba", "Brun", "Celle", "Dory"), 1)}
    agree(store, made["Alba"], tmp_path)
    with store.read() as r:
        celle = people.of_lead(r, made["Celle"])
    opposing.oppose(store, celle, how="call", by=BY, at=NOW - timedelta(days=1))
    return made


@table(
    "filters, names",
    [
        ({}, "Alba Brun Celle Dory"),
        ({"light": "allowed"}, "Alba"),
        ({"light": "wait"}, ""),
        ({"light": "forbidden"}, "Brun Dory"),
        ({"light": "opposed"}, "Celle"),
        ({"opposition": "no"}, "Alba Brun Dory"),
        ({"opposition": "yes"}, "Celle"),
        ({"light": "opposed", "opposition": "no"}, ""),
        ({"light": "forbidden", "opposition": "yes"}, ""),
        ({"notice": "due"}, "Alba Brun Dory"),
        ({"late": "2026-12-21"}, "Alba Brun Dory"),
        ({"late": "2026-12-20"}, ""),
        ({"title": "no", "opposition": "no"}, "Brun Dory"),
    ],
)
def test_filters_together(store: Store, four: dict[str, int], filters: dict[str, str], names: str) -> None:
    assert ids(store, filters=filters) == [four[name] for name in names.split()]


@pytest.fixture
def town(store: Store) -> dict[str, int]:
    """Five people by their town, price and property; only the last ad of Eva counts."""
    told: tuple[tuple[str, dict[str, object]], ...] = (
        ("Alba", {"town": "Uzès", "postcode": "30700", "price": "342 000 €", "kind": "Maison de village"}),
        ("Brun", {"town": "Nîmes", "postcode": "30000", "price": "150 000 €", "kind": "Appartement"}),
        ("Celle", {"town": "Arpaillargues-et-Aureillac", "postcode": "30700", "price": "", "kind": "Grange"}),
        ("Dory", {"town": "UZES", "postcode": "30700", "price": "850 €", "deal": "rent", "kind": "Studio"}),
        ("Eva", {"town": "Alès", "postcode": "30100", "price": "90 000 €", "kind": "", "title": "Villa à Alès"}),
    )
    made = {name: one(store, number, name, **values) for number, (name, values) in enumerate(told, 1)}
    with store.write("ad", by=BY, at=NOW) as w:
        later = Listing(lead_id=made["Eva"], site="PAP", kind="Terrain", price=70_000_00)._asdict()
        w.insert("listing", {name: value for name, value in later.items() if name != "id"})
    return made


@table(
    "filters, names",
    [
        ({"town": "uzes"}, "Alba Dory"),
        ({"town": "Uzès|Nîmes"}, "Alba Brun Dory"),
        ({"around": "Uzès"}, "Alba Celle Dory"),
        ({"around": "Nulle-Part"}, ""),
        ({"price": "150000-342000"}, "Alba Brun"),
        ({"price": "-100000"}, "Dory Eva"),
        ({"price": "342001-"}, ""),
        ({"price": "99999999999999999999-"}, ""),
        ({"price": "0-99999999999999999999"}, "Alba Brun Dory Eva"),
        ({"priced": "no"}, "Celle"),
        ({"kind": "maison"}, "Alba"),
        ({"kind": "terrain"}, "Eva"),
        ({"kind": "villa"}, ""),
        ({"kind": "other"}, "Celle Dory"),
        ({"deal": "rent"}, "Dory"),
        ({"active_since": ""}, ""),
        ({"idle_since": "", "town": "Uzès"}, "Alba Dory"),
    ],
)
def test_the_town_and_the_property_are_filters(
    store: Store, town: dict[str, int], filters: dict[str, str], names: str
) -> None:
    assert ids(store, filters=filters) == [town[name] for name in names.split()]


def test_activity_is_what_happened_with_the_person(store: Store, four: dict[str, int]) -> None:
    with store.read() as r:
        dory = people.of_lead(r, four["Dory"])
    calling.log(store, dory, direction="in", outcome="talked", by=BY, at=NOW - timedelta(days=9))
    for days, names in ((0, "Alba"), (7, "Alba"), (30, "Alba Dory")):
        since = kept(NOW - timedelta(days=days))
        assert ids(store, filters={"active_since": since}) == [four[name] for name in names.split()], days
    older = {"active_since": "", "idle_since": kept(NOW - timedelta(days=7))}
    assert ids(store, filters=older) == [four["Dory"]]
    assert ids(store, filters={"idle_since": ""}) == [four["Brun"], four["Celle"]]
    with store.read() as r:
        rows = {row.id: row.last_act for row in lead_rows(r, [*four.values()], law_of(Settings()), at=NOW)}
    assert (rows[four["Dory"]], rows[four["Brun"]], rows[four["Celle"]]) == (NOW - timedelta(days=9), None, None)
    assert [one for one in four.values() if rows[one]] == [four[name] for name in ("Alba", "Dory")]


def test_words_and_a_light_together(store: Store, four: dict[str, int]) -> None:
    assert ids(store, text="06 39 98 00 02", filters={"light": "forbidden"}) == [four["Brun"]]
    assert ids(store, text="alb", filters={"light": "forbidden"}) == []


def test_each_set_of_steps_keeps_who_stands_at_one_of_them(store: Store, four: dict[str, int]) -> None:
    with store.read() as r:
        steps = {lead_id: one.step.value for lead_id, one in next_steps(r, list(four.values()), LAW, at=NOW).items()}
    names = [step.value for step in Step]
    assert len(set(steps.values())) > 1
    for kept_first in (False, True):
        if kept_first:
            keep(store, LAW, by=BY, at=NOW)
        for size in (1, 2, len(names) - 2, len(names) - 1, len(names)):
            for asked in some([*combinations(names, size)], of=1 if size in (1, len(names) - 1) else 9):
                wanted = {lead_id for lead_id, step in steps.items() if step in asked}
                assert set(ids(store, filters={"step": ",".join(asked)})) == wanted


def test_the_most_urgent_step_first_and_those_without_a_day_by_name(store: Store, four: dict[str, int]) -> None:
    keep(store, LAW, by=BY, at=NOW)
    with store.read() as r:
        steps = next_steps(r, list(four.values()), LAW, at=NOW)
    waited = (Step.WAIT, Step.NOTHING)
    dated = sorted((one.day, lead_id) for lead_id, one in steps.items() if one.day and one.step not in waited)
    named = [four[name] for name in sorted(four) if four[name] not in {lead_id for _day, lead_id in dated}]
    assert dated
    assert ids(store, sort="step") == [*(lead_id for _day, lead_id in dated), *named]


@pytest.mark.parametrize(
    "filters",
    [
        {"light": "blue"},
        {"colour": "red"},
        {"notice": "lost"},
        {"not_step": "{}"},
        {"price": "abc"},
        {"price": "-"},
        {"way": "{}"},
    ],
    ids=["light", "name", "value", "inner", "price", "no end", "inner way"],
)
def test_an_unknown_filter_is_an_error(store: Store, filters: dict[str, str]) -> None:
    with pytest.raises(UserError):
        ids(store, filters=filters)


def test_who_may_be_called_first_and_who_refuses_last(store: Store, four: dict[str, int]) -> None:
    order = ["Alba", "Brun", "Dory", "Celle"]
    assert ids(store, sort="way") == [four[name] for name in order]
    assert ids(store, sort="way", descending=True) == [four[name] for name in ("Celle", "Dory", "Brun", "Alba")]


def test_calls_and_callbacks_first_then_by_name(store: Store, four: dict[str, int]) -> None:
    with store.read() as r:
        dory, brun = people.of_lead(r, four["Dory"]), people.of_lead(r, four["Brun"])
    calling.log(store, dory, direction="in", outcome="talked", by=BY, at=NOW - timedelta(days=2))
    calling.log(store, brun, direction="in", outcome="talked", by=BY, at=NOW - timedelta(days=1))
    calling.plan_callback(store, four["Dory"], due=NOW + timedelta(days=1), by=BY, at=NOW)
    names = {lead_id: name for name, lead_id in four.items()}
    assert [names[one] for one in ids(store, sort="last_call")] == ["Dory", "Brun", "Alba", "Celle"]
    assert [names[one] for one in ids(store, sort="last_call", descending=True)] == ["Brun", "Dory", "Alba", "Celle"]
    assert [names[one] for one in ids(store, sort="callback")] == ["Dory", "Alba", "Brun", "Celle"]


def test_only_some_and_only_so_many(store: Store, four: dict[str, int]) -> None:
    with store.read() as r:
        assert list(leads.search(r, among=[four["Dory"], four["Alba"]])) == [four["Alba"], four["Dory"]]
        assert list(leads.search(r, limit=2)) == [four["Alba"], four["Brun"]]


def test_a_search_gives_the_newest_thousand_but_filters_look_further(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads, "FOUND_LIMIT", 2)
    made = [one(store, number, name) for number, name in enumerate(("Alba", "Brun", "Celle"), 1)]
    assert ids(store, text="uzes") == made[1:]
    assert ids(store, text="uzes", filters={"opposition": "no"}) == made


def test_who_refuses_is_no_longer_to_be_informed(store: Store, four: dict[str, int]) -> None:
    with store.read() as r:
        rows = {row.name: row for row in lead_rows(r, list(four.values()), LAW, at=NOW)}
    assert rows["Celle"].notice_due is None
    assert rows["Brun"].notice_due is not None


def test_an_agreement_bears_on_the_number_it_names(store: Store, tmp_path: Path) -> None:
    lead_id = one(store, 1, "Alba", phones=("06 39 98 00 01", "06 39 98 00 02"), emails=("alba@exemple.fr",))
    agree(store, lead_id, tmp_path, phone="06 39 98 00 02")
    with store.read() as r:
        sheet = lead_sheet(r, lead_id, LAW, at=NOW)
        said = contact_verdicts(r, sheet, LAW, at=NOW)
    lights = {contact.value.partition(",")[0]: said[contact.id].light for contact in sheet.contacts}
    assert lights == {
        "+33639980001": Light.FORBIDDEN,
        "+33639980002": Light.ALLOWED,
        "alba@exemple.fr": Light.FORBIDDEN,
        "1 rue Haute": said[sheet.contacts[-1].id].light,
    }
    assert said[sheet.contacts[-1].id].channel is Channel.LETTER


def test_the_lead_of_a_batch_and_the_words_of_an_ad(store: Store) -> None:
    report = take(store, DRAFT._replace(text="Agences s’abstenir"), batch=BATCH)
    assert report.opposed == 1
    with store.read() as r:
        lead_id = leads.last_lead_of_batch(r, report.batch)
        assert lead_id is not None
        assert "abstenir" in r.row(Lead, lead_id).quote
        assert leads.last_lead_of_batch(r, 1) is None
        assert r.row(Lead, 1).quote == ""


def test_everybody_has_something_to_do_on_a_day(store: Store) -> None:
    made = [one(store, number, f"Nom{number}") for number in range(3)]
    keep(store, LAW, by=BY, at=NOW)
    assert ids(store, sort="step") == made
    assert ids(store, sort="step", descending=True) == made
    assert ids(store, sort="step", text="nom1") == made[1:2]
