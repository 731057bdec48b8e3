"""The answers besides the rights: what was asked, nothing sold, and a tribunal named where the answer is a no."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.actions.calling import calling, consent_forms
from core.actions.common.agency import save_agency
from core.actions.common.held_papers import Purpose, check_paper
from core.actions.keeping import forgetting
from core.actions.letters import giving, noticing
from core.actions.register import opposing
from core.actions.replies import recording
from core.actions.rights import requests
from core.actions.rights.other_answers import ASKED, other_answer
from core.base.errors import UserError
from core.base.moments import kept
from core.model.reply import Box, ReplyRead
from core.model.request import RequestKind
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW, add, who_is
from tests.core.notices.reading import flat
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

TYPED = {
    "slots_offered": "lundi à 10 h, mardi à 14 h ou mercredi à 16 h", "asked": "samedi à 9 h", "object": "l’estimation",
    "answer": "elle est gratuite.",
}  # fmt: skip
BOXES = {"estimate": Box.ESTIMATE, "callback": Box.CALL_ME, "form": Box.FORM, "wrong": Box.NOT_ME}


@table(
    "name, said",
    [
        ("estimate", "demandé le 24 novembre 2026 une estimation pour une maison à Uzès. Elle est gratuite"),
        ("estimate", "Nous vous proposons : lundi à 10 h, mardi à 14 h ou mercredi à 16 h."),
        (
            "callback",
            "de vous rappeler le samedi à 9 h. Nous ne pouvons pas le faire à ce moment.",
        ),
        ("callback", "sur l’estimation : elle est gratuite."),
        ("form", "Vous êtes libre de ne pas le renvoyer"),
        ("wrong", "Objet : notre lettre du 24 novembre 2026"),
    ],
)
def test_each_answer_says_what_was_asked(name: str, said: str) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), agency)) as store:
        lead_id = answered(store, Path(folder), BOXES[name])
        with store.read() as r:
            words = other_answer(r, lead_id, name, TYPED, at=NOW, by="Zoé Collègue")
    assert said in flat(words.text)
    assert words.text.rstrip().endswith("Zoé Collègue, pour Tilleuls Immobilier"), "who answers signs"
    assert words.version.rpartition("-")[0] == name


def agency(store: Store) -> None:
    """An agency that may write."""
    save_agency(store, AGENCY, by=BY, at=NOW)


def answered(store: Store, folder: Path, box: Box) -> int:
    """Return somebody whose coupon came back with a box ticked."""
    lead_id = add(store)
    [made] = noticing.make(store, [lead_id], folder / "lettres", by=BY, at=NOW).made
    recording.record(store, ReplyRead(made.reference, frozenset({box}), NOW.date()), by=BY, at=NOW)
    return lead_id


def code_of(store: Store, lead_id: int, name: str, typed: dict[str, str] = TYPED) -> str:
    with store.read() as r, pytest.raises(UserError) as refused:
        other_answer(r, lead_id, name, typed, at=NOW)
    return refused.value.code


@table("name", ASKED)
def test_nothing_is_answered_that_nobody_asked_or_after_a_refusal(name: str) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), agency)) as store:
        lead_id = add(store)
        assert code_of(store, lead_id, name) == "ANSWER_UNASKED"
        assert code_of(store, 12, name) == "LEAD_UNKNOWN"
        if ASKED[name]:
            assert code_of(store, lead_id, name, {}) == "FIELD_VALUE"
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), agency)) as store:
        lead_id = answered(store, Path(folder), BOXES[name])
        opposing.oppose(store, who_is(store, lead_id), how="email", by=BY, at=NOW)
        if name == "wrong":
            with store.read() as r:
                assert other_answer(r, lead_id, name, TYPED, at=NOW).text, "a mistake is said to whoever refuses too"
        else:
            assert code_of(store, lead_id, name) == "PAPER_HELD"
        forgetting.forget(store, lead_id, by=BY, at=NOW)
        assert code_of(store, lead_id, name) == "PAPER_HELD"


def test_a_call_promised_is_asked_for_and_a_place_is_needed(ready: Store) -> None:
    lead_id = add(ready, town="", postcode="", address="")
    calling.plan_callback(ready, lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW)
    with ready.read() as r:
        assert "demandé de vous rappeler" in flat(other_answer(r, lead_id, "callback", TYPED, at=NOW).text)
    asked = {"kind": "request", "object": "vente", "how": "coupon", "starts": kept(NOW), "at": kept(NOW), "by": BY}
    with ready.write("t", by=BY, at=NOW) as w:
        w.insert("title", {"lead_id": lead_id, "number": "", "written": "estimate", **asked})
    with ready.read() as r, pytest.raises(UserError, match="la commune du bien"):
        other_answer(r, lead_id, "estimate", TYPED, at=NOW)


@table("purpose, held", [(Purpose.GO_ON, True), (Purpose.INFORM, False)])
@table("kind", [RequestKind.ERASURE, RequestKind.RESTRICTION, RequestKind.OBJECTION])
def test_a_form_waits_with_its_person_and_information_never_does(
    purpose: Purpose, held: bool, kind: RequestKind
) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), agency)) as store:
        lead_id = add(store)
        requests.note(store, str(lead_id), kind, received=NOW.date(), how="call", by=BY, at=NOW)
        form = Path(folder) / "accord.pdf"
        with store.read() as r:
            if held:
                with pytest.raises(UserError, match="Ce papier ne part pas"):
                    check_paper(r, lead_id, purpose, at=NOW)
            else:
                check_paper(r, lead_id, purpose, at=NOW)
        with pytest.raises(UserError) as refused:
            consent_forms.print_form(store, "counter", form, by=BY, at=NOW, lead_id=lead_id)
        assert (refused.value.code, form.exists()) == ("PAPER_HELD", False)
        consent_forms.print_form(store, "counter", form, by=BY, at=NOW)
        forgetting.forget(store, lead_id, by=BY, at=NOW)
        with store.read() as r, fails_with("PAPER_HELD"):
            giving.print_given(r, lead_id, Path(folder) / "info.pdf", how="counter", at=NOW)


@table("free, said", [(True, "Elle est gratuite et sans engagement."), (False, "Elle est payante"), (None, "")])
def test_an_estimate_is_said_to_be_free_as_the_agency_answered(free: bool | None, said: str) -> None:
    with TemporaryDirectory() as folder, closing(new_base(Path(folder), agency)) as store:
        lead_id = answered(store, Path(folder), Box.ESTIMATE)
        save_agency(store, {"free_estimate": free}, by=BY, at=NOW)
        if free is None:
            assert code_of(store, lead_id, "estimate") == "CLAIM_UNANSWERED"
        else:
            with store.read() as r:
                assert said in flat(other_answer(r, lead_id, "estimate", TYPED, at=NOW).text)
