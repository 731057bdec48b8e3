"""A request made under a name alone: the sheets that bear it are proposed, and wait where it asks to stop, until it is
said whose it is, or that it is none of theirs (rule GDPR-17)."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core.actions.common.agency import save_agency
from core.actions.common.judging import verdict
from core.actions.common.named_people import bearing_name, name_in
from core.actions.common.step_cache import keep, leading, standing
from core.actions.letters import noticing
from core.actions.rights import replies, requests
from core.actions.rights.candidates import candidates
from core.actions.rights.several_sheets import choose, choose_none
from core.model.channel import Channel
from core.model.request import Outcome, RequestKind
from core.model.step import Step
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add, law_today
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

HOUR = timedelta(hours=1)
STOPS = (RequestKind.ERASURE, RequestKind.RESTRICTION, RequestKind.OBJECTION)
TWIN: dict[str, object] = {"phones": ("06 39 98 12 48",), "emails": (), "address": "3 rue du Four", "reference": "TD2"}
WHY = "une autre adresse, dite au téléphone"


def ask(store: Store, typed: str, kind: RequestKind, *, opposes: bool = False) -> requests.Noted:
    return requests.note(
        store, typed, kind, received=NOW.date(), how="letter", by=BY, at=NOW, opposes=opposes
    )  # fmt: skip


def codes(store: Store, lead_id: int, channel: Channel = Channel.LETTER) -> set[str]:
    with store.read() as r:
        said = verdict(r, lead_id, law_today(store), channel=channel, at=NOW + HOUR)
    return {reason.code for reason in said.reasons if reason.blocks}


@table(
    "typed, name",
    [
        ("Hélène Moreau", "Hélène Moreau"),
        ("Moreau, Hélène", "Moreau Hélène"),
        ("Mme Moreau 06 39 98 12 41", "Mme Moreau"),
        ("06.39.98.12.41 Moreau", "Moreau"),
        ("h.moreau@exemple.fr", ""),
        ("14 rue des Mûriers 30700 Uzès", ""),
        ("Hélène Moreau, 14 rue des Mûriers", "Hélène Moreau"),
    ],
)
def test_the_name_in_what_is_typed(typed: str, name: str) -> None:
    assert name_in(typed) == name


@table(
    "typed, found",
    [
        ("Hélène Moreau", True),
        ("moreau helene", True),
        ("MOREAU", True),
        ("Mme Moreau", True),
        ("Hélène Moreaux", True),
        ("H. Moreau", True),
        ("Paul Moreau", False),
        ("Monsieur Moreau", False),
        ("Hélène", True),
        ("Uzès", False),
        ("rue des Mûriers", False),
        ("M", False),
        ("", False),
        ('"', False),
    ],
)
def test_whoever_bears_a_name_is_found(ready: Store, typed: str, found: bool) -> None:
    with ready.read() as r:
        mine = next(iter(r.column(int, "SELECT id FROM lead")), None)
    mine = mine or add(ready)
    with ready.read() as r:
        assert bearing_name(r, typed) == ([mine] if found else [])


def test_a_sheet_of_a_surname_or_of_a_short_name_is_found(ready: Store) -> None:
    alone = add(ready, first_name="", civility="")
    short = add(ready, **TWIN | {"last_name": "Ly", "first_name": "", "civility": ""})
    with ready.read() as r:
        assert bearing_name(r, "Hélène Moreau") == [alone]
        assert bearing_name(r, "Ly") == [short]


@table("kind", STOPS)
def test_all_who_bear_it_wait_until_it_is_one_of_them(kind: RequestKind) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), agency)) as store:
        mine, twin = add(store), add(store, **TWIN)
        stranger = add(store, **TWIN | {"last_name": "Roux", "phones": ("06 39 98 12 49",), "reference": "TD3"})
        noted = ask(store, "Hélène Moreau", kind)
        assert (noted.lead_id, noted.several) == (None, (mine, twin))
        assert noted.unheld == (kind is RequestKind.OBJECTION)
        for channel in (Channel.LETTER, Channel.CALL):
            assert ["STOP_ASKED" in codes(store, one, channel) for one in (mine, twin, stranger)] == [True, True, False]
        assert noticing.make(store, [mine], Path(folder) / "lettres", by=BY, at=NOW).made == ()
        later = add(store, **TWIN | {"phones": ("06 39 98 12 50",), "address": "9 rue B", "reference": "TD4"})
        assert "STOP_ASKED" in codes(store, later), "whoever is brought later under the name"
        for outcome in (Outcome.DONE, Outcome.NOTHING):
            with fails_with("REQUEST_CHOOSE"):
                requests.answer(store, noted.id, outcome, how="letter", by=BY, at=NOW)
        found = choose(store, noted.id, mine, by=BY, at=NOW)
        assert found.lead_id == mine
        assert codes(store, twin) & {"STOP_ASKED", "OPPOSED_PERSON"} == set()
        closed = {"ERASURE": "STOP_ASKED", "RESTRICTION": "RESTRICTED", "OBJECTION": "OPPOSED_PERSON"}[kind.name]
        assert closed in codes(store, mine)


def test_an_objection_that_comes_with_another_request_waits_too(ready: Store) -> None:
    mine = add(ready)
    noted = ask(ready, "Moreau", RequestKind.ACCESS, opposes=True)
    assert noted.beside is not None and "STOP_ASKED" in codes(ready, mine)
    choose(ready, noted.beside, mine, by=BY, at=NOW)
    assert "OPPOSED_PERSON" in codes(ready, mine)


def test_nothing_is_written_while_a_sheet_bears_the_name_and_none_is_said_with_its_reason(ready: Store) -> None:
    mine = add(ready)
    noted = ask(ready, "Hélène Moreau", RequestKind.ACCESS)
    with ready.read() as r, fails_with("REQUEST_CHOOSE"):
        replies.letter(r, noted.id, at=NOW)
    with fails_with("REQUEST_WHY_NONE"):
        choose_none(ready, noted.id, " ", by=BY, at=NOW)
    request = choose_none(ready, noted.id, WHY, by=BY, at=NOW)
    assert (request.aside, request.note) == ((mine,), WHY)
    with ready.read() as r:
        assert "aucune donnée sur vous" in replies.letter(r, noted.id, at=NOW).text
    with fails_with("REQUEST_NO_NAME"):
        choose_none(ready, noted.id, WHY, by=BY, at=NOW)
    later = add(ready, **TWIN)
    with ready.read() as r, fails_with("REQUEST_CHOOSE"):
        assert candidates(r, requests.request(r, noted.id)) == [later], "a sheet that came since may be theirs"
        replies.letter(r, noted.id, at=NOW)


def test_a_sheet_that_bears_what_was_given_is_never_set_aside(ready: Store) -> None:
    mine, twin = add(ready), add(ready, **TWIN | {"address": "14 rue des Mûriers", "last_name": "Besson"})
    noted = ask(ready, "14 rue des Mûriers 30700 Uzès", RequestKind.ERASURE)
    assert noted.several == (mine, twin)
    with fails_with("REQUEST_NO_NAME"):
        choose_none(ready, noted.id, WHY, by=BY, at=NOW)


def test_a_number_of_nobody_does_not_hide_the_name(ready: Store) -> None:
    """The register holds the number: the sheet that bears the name may still be theirs."""
    mine = add(ready)
    noted = ask(ready, "Hélène Moreau 06 39 98 77 77", RequestKind.OBJECTION)
    assert noted.opposed is not None and noted.several == (mine,)
    assert "STOP_ASKED" in codes(ready, mine)
    with fails_with("REQUEST_CHOOSE"):
        requests.answer(ready, noted.id, Outcome.DONE, how="letter", by=BY, at=NOW)


@table("end", ["none", "other", "refused"])
def test_the_kept_steps_follow(end: str) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), agency)) as store:
        mine, twin = add(store), add(store, **TWIN)
        assert written(store) == {mine, twin}
        noted = ask(store, "Moreau Hélène", RequestKind.ERASURE)
        assert written(store) == set()
        if end == "none":
            choose_none(store, noted.id, WHY, by=BY, at=NOW)
        elif end == "other":
            choose(store, noted.id, mine, by=BY, at=NOW)
        else:
            requests.answer(store, noted.id, Outcome.REFUSED, how="letter", reason="trop peu", by=BY, at=NOW)
        assert written(store) == ({twin} if end == "other" else {mine, twin})


def agency(store: Store) -> None:
    """An agency that may write letters."""
    save_agency(store, AGENCY, by=BY, at=NOW)


def written(store: Store) -> set[int]:
    """Return who is to be written to, by the steps kept, made again where they are stale."""
    law = law_today(store)
    with store.read() as r:
        tally = standing(r, law, at=NOW, most=None)
        ids = set(leading(r, tally, (Step.WRITE,)))
    keep(store, law, by=BY, at=NOW)
    return ids
