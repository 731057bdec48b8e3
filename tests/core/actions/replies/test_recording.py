"""Coupons on a real base: each box changes verdict and next step at once, an opposition wins, nothing is lost, and all
of it can be taken back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.actions.calling import consent_forms, titles
from core.actions.calling.consenting import Agreed
from core.actions.common.agency import settings
from core.actions.common.judging import facts, law_of, verdict
from core.actions.common.next_step_facts import next_steps
from core.actions.keeping import forgetting
from core.actions.leads.timeline import events
from core.actions.letters import noticing, posting
from core.actions.register import entries, opposing
from core.actions.replies import recording, taking_back
from core.actions.rights import everything_known, requests
from core.base.errors import UserError
from core.base.records import replace
from core.model.channel import Channel
from core.model.consent import ConsentTerms
from core.model.reply import Box, ReplyRead
from core.model.request import Outcome, RequestKind
from core.model.verdict import Light
from core.records.consent import Proof
from core.records.contact import Contact
from core.records.lead import Lead
from core.records.notice import Notice
from core.records.reply import Reply
from core.store.notices import asked_in_writing
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add
from tests.failing import fails_with
from tests.tables import table

DAY = NOW.date()
PAGE = Proof(name="page-1.png", content=b"\x89PNG page")
PHONE = "06 39 98 52 61"
SOON = NOW + timedelta(days=1)


def sent(store: Store, out: Path, *, posted: bool = True, **changes: object) -> tuple[int, str]:
    """Return a lead and the reference of its letter, made a week ago."""
    lead_id = add(store, **changes)
    [made] = noticing.make(store, [lead_id], out, by=BY, at=NOW - timedelta(days=7)).made
    if posted:
        with store.read() as r:
            letter = posting.letter_of(r, made.reference)
        posting.posted(store, [letter], by=BY, at=NOW - timedelta(days=6))
    return lead_id, made.reference


def said(reference: str, *boxes: Box, **more: object) -> ReplyRead:
    return replace(ReplyRead(reference, frozenset(boxes), DAY), **more)  # type: ignore[arg-type]


def put(store: Store, reference: str, *boxes: Box, agreed: Agreed | None = None, **more: object) -> recording.Recorded:
    return recording.record(store, said(reference, *boxes, **more), by=BY, at=NOW, agreed=agreed)


def light(store: Store, lead_id: int, channel: Channel, at: datetime = NOW) -> Light:
    with store.read() as r:
        return verdict(r, lead_id, law_of(settings(r)), channel=channel, at=at).light


def step(store: Store, lead_id: int) -> str:
    with store.read() as r:
        return next_steps(r, [lead_id], law_of(settings(r)), at=NOW)[lead_id].code


def words(done: recording.Recorded) -> str:
    return " ".join(done.told)


def everything(store: Store) -> dict[str, list[dict[str, object]]]:
    """Return every row but those of the journal and of coupons taken back."""
    tables = ("lead", "contact", "notice", "consent", "title", "request", "callback", "opposition", "proof", "origin")
    with store.read() as r:
        return {one: [dict(row) for row in r.records(f'SELECT * FROM "{one}" ORDER BY 1')] for one in tables}


def alive(rows: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """Return rows without what only counts the changes, refusals lifted left out."""
    return [
        {name: value for name, value in row.items() if name != "version"} for row in rows if not row.get("lifted_at")
    ]


AGREED = Agreed((Channel.CALL,), NOW - timedelta(days=1), "consent-1", given=ConsentTerms(way="coupon"))


@table(
    "boxes, more, code, call",
    [
        ((Box.OPPOSE,), {}, "NEXT_OPPOSED_TELL", Light.OPPOSED),
        ((Box.CONFIRM,), {}, "NEXT_ANSWER", Light.OPPOSED),
        ((Box.BLANK,), {}, "NEXT_OPPOSED_TELL", Light.OPPOSED),
        ((), {"block": "06 39 98 00 77"}, "NEXT_OPPOSED_TELL", Light.OPPOSED),
        ((Box.ESTIMATE,), {}, "NEXT_ESTIMATE_ASKED", Light.FORBIDDEN),
        ((Box.ESTIMATE,), {"scan": PAGE, "number": PHONE}, "NEXT_ESTIMATE_ASKED", Light.FORBIDDEN),
        ((Box.CALL_ME,), {"scan": PAGE, "number": PHONE}, "NEXT_CALL_REQUEST", Light.ALLOWED),
        ((Box.CALL_ME,), {"scan": PAGE}, "NEXT_ESTIMATE_ASKED", Light.FORBIDDEN),
        ((Box.CALL_ME,), {"number": PHONE}, "NEXT_ESTIMATE_ASKED", Light.FORBIDDEN),
        ((Box.FORM,), {}, "NEXT_FORM_ASKED", Light.FORBIDDEN),
        ((Box.SOLD,), {}, "NEXT_ANSWER", Light.FORBIDDEN),
        ((Box.NOT_ME,), {}, "NEXT_RETURNED", Light.FORBIDDEN),
        ((Box.RETURNED,), {}, "NEXT_RETURNED", Light.FORBIDDEN),
        ((Box.CONSENT,), {"scan": PAGE, "agreed": AGREED}, "NEXT_CALL_CONSENT", Light.ALLOWED),
        ((Box.REFUSE_CALLS,), {}, "NEXT_DONE_OPEN", Light.OPPOSED),
        ((Box.REFUSE_ELECTRONIC,), {}, "NEXT_DONE_OPEN", Light.FORBIDDEN),
        ((Box.OPPOSE, Box.CALL_ME), {"scan": PAGE, "number": PHONE}, "NEXT_OPPOSED_TELL", Light.OPPOSED),
        ((Box.OPPOSE, Box.SOLD), {}, "NEXT_ANSWER", Light.OPPOSED),
    ],
)
def test_each_box_changes_verdict_and_step_and_is_taken_back(
    tmp_path: Path, ready: Store, boxes: tuple[Box, ...], more: dict[str, object], code: str, call: Light
) -> None:
    out = tmp_path / "lettres"
    number = len(everything(ready)["lead"])
    lead_id, reference = sent(
        ready, out, last_name=f"Nom{number}", phones=(f"06 39 98 12 {number:02}",), emails=(), reference=f"R{number}",
        address=f"{number + 1} rue des Mûriers",
    )  # fmt: skip
    before = everything(ready)
    first = step(ready, lead_id)
    told = recording.foreseen(ready, said(reference, *boxes, **_plain(more)), by=BY, at=NOW, agreed=more.get("agreed"))  # type: ignore[arg-type]
    assert everything(ready) == before
    done = put(ready, reference, *boxes, **more)  # type: ignore[arg-type]
    assert told.told == done.told
    assert told.then is not None
    assert told.then.code == step(ready, lead_id) == code
    assert light(ready, lead_id, Channel.CALL) is call
    opposed = light(ready, lead_id, Channel.LETTER) is Light.OPPOSED
    assert opposed == (Box.OPPOSE in done.boxes)
    with ready.read() as r:
        assert any("Coupon reçu" in one.text for one in events(r, lead_id))
    taking_back.undo(ready, done, by=BY, at=NOW + timedelta(minutes=9))
    assert step(ready, lead_id) == first
    for name, rows in everything(ready).items():
        assert alive(rows) == alive(before[name]), name


def _plain(more: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in more.items() if name != "agreed"}


@table(
    "when, told",
    [
        (SOON.replace(hour=11, minute=0), "mercredi 25"),
        (SOON.replace(hour=8), "hors des heures"),
        (NOW - timedelta(days=2), "Le jour demandé est passé"),
        (NOW + timedelta(days=20), "plus de cinq jours"),
    ],
)
def test_the_moment_asked_for_a_call(tmp_path: Path, ready: Store, when: datetime, told: str) -> None:
    number = len(everything(ready)["lead"])
    lead_id, reference = sent(
        ready, tmp_path / "lettres", last_name=f"Nom{number}", phones=(), emails=(), reference=f"R{number}",
        address=f"{number + 1} rue des Mûriers",
    )  # fmt: skip
    done = put(ready, reference, Box.CALL_ME, when=when, number=f"06 39 98 52 {number:02}", scan=PAGE)
    assert told in words(done)
    planned = [row for row in everything(ready)["callback"] if row["lead_id"] == lead_id]
    assert len(planned) == (told == "mercredi 25")


def test_the_title_of_a_call_is_limited_and_its_number_is_the_persons(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference.lower().replace("-", " "), Box.CALL_ME, number=PHONE, scan=PAGE)
    with ready.read() as r:
        [asked] = facts(r, [lead_id], law_of(settings(r)))[lead_id].requests
        assert (asked.object, asked.how, asked.has_proof) == ("Estimation", "coupon", True)
        assert "+33639985261" in [one.value for one in r.of(Contact, lead_id=lead_id)]
        assert everything_known.proofs(r, lead_id) == [(PAGE.name, PAGE.content)]
        assert any(
            "Demande un rappel" in str(item) for part in everything_known.held(r, lead_id) for item in part.items
        )


def test_a_number_of_the_register_closes_the_sheet_and_opens_no_call(tmp_path: Path, ready: Store) -> None:
    opposing.oppose_typed(ready, PHONE, how="call", by=BY, at=NOW)
    lead_id, reference = sent(ready, tmp_path / "lettres")
    done = put(ready, reference, Box.CALL_ME, number=PHONE, scan=PAGE)
    assert "au registre d’opposition" in words(done)
    assert light(ready, lead_id, Channel.CALL) is Light.OPPOSED
    assert everything(ready)["title"] == []


def test_a_blank_reply_coupon_of_the_first_letters_changes_nothing(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    with ready.write("old", by=BY, at=NOW) as w:
        w.update("notice", posting.letter_of(w, reference), {"versions": "letter-1 notice-1 reply-1"})
    done = put(ready, reference, Box.BLANK)
    assert "rien ne change" in words(done)
    assert step(ready, lead_id) == "NEXT_DONE_OPEN"


def test_an_answered_letter_was_posted(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres", posted=False)
    done = put(ready, reference, Box.ESTIMATE)
    assert "n’était pas notée postée" in words(done)
    with ready.read() as r:
        assert facts(r, [lead_id], law_of(settings(r)))[lead_id].notice.sent == (DAY,)
        assert r.row(Lead, lead_id).notice_sent == DAY.isoformat()
    taking_back.undo(ready, done, by=BY, at=NOW)
    with ready.read() as r:
        assert facts(r, [lead_id], law_of(settings(r)))[lead_id].notice.sent == ()


def test_the_form_is_answered_when_it_is_printed_and_the_estimate_when_it_is_said(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference, Box.FORM, Box.ESTIMATE)
    assert step(ready, lead_id) == "NEXT_ESTIMATE_ASKED"
    [estimate] = [row["id"] for row in everything(ready)["title"] if row["written"] == "estimate"]
    titles.answered(ready, int(str(estimate)), by=BY, at=NOW)
    assert step(ready, lead_id) == "NEXT_FORM_ASKED"
    consent_forms.print_form(ready, "counter", tmp_path / "accord.pdf", by=BY, at=NOW, lead_id=lead_id)
    assert step(ready, lead_id) == "NEXT_DONE_OPEN"


def test_sold_is_a_request_of_erasure_recognised_by_its_coupon(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference, Box.SOLD)
    put(ready, reference, Box.SOLD, Box.REFUSE_ELECTRONIC)
    with ready.read() as r:
        [asked] = requests.of_person(r, lead_id)
    assert (asked.kind, asked.how, asked.received) == (RequestKind.ERASURE, "letter", DAY)
    assert reference in asked.identity


def test_the_same_reply_twice_adds_nothing_and_another_is_kept_beside(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference, Box.FORM)
    again = put(ready, reference, Box.FORM)
    assert again.already
    assert "Rien n’a été ajouté" in words(again)
    assert "Les deux sont gardées" in words(put(ready, reference, Box.OPPOSE))
    with ready.read() as r:
        assert [one.boxes for one in r.of(Reply, lead_id=lead_id)] == ["form", "oppose"]
    assert light(ready, lead_id, Channel.LETTER) is Light.OPPOSED


def test_a_refusal_of_calls_takes_the_agreement_back_for_the_telephone_alone(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    both = replace(AGREED, channels=(Channel.CALL, Channel.EMAIL))
    put(ready, reference, Box.CONSENT, scan=PAGE, agreed=both)
    assert light(ready, lead_id, Channel.EMAIL) is Light.ALLOWED
    put(ready, reference, Box.REFUSE_CALLS)
    assert (light(ready, lead_id, Channel.CALL), light(ready, lead_id, Channel.EMAIL)) == (Light.OPPOSED, Light.ALLOWED)
    put(ready, reference, Box.REFUSE_ELECTRONIC)
    assert light(ready, lead_id, Channel.EMAIL) is Light.OPPOSED


@table("box, channel", [(Box.REFUSE_ELECTRONIC, Channel.EMAIL), (Box.REFUSE_CALLS, Channel.CALL)])
def test_a_way_refused_outlives_the_sheet_and_is_taken_back_with_its_coupon(
    tmp_path: Path, ready: Store, box: Box, channel: Channel
) -> None:
    at = list(Box).index(box)
    mine: dict[str, Any] = {
        "last_name": f"Nom{'abcdefghijkl'[at]}",
        "phones": (f"06 39 98 52 7{at % 10}",),
        "emails": (),
    }
    lead_id, reference = sent(ready, tmp_path / f"lettres{at}", **mine, address=f"{at} rue Basse", reference=f"R{at}")
    done = put(ready, reference, box)
    forgetting.forget(ready, lead_id, why="request", by=BY, at=NOW)
    back = add(ready, **mine, address=f"{at} rue Basse", reference=f"S{at}")
    codes = {Channel.EMAIL: "OPPOSED_EMAIL", Channel.CALL: "OPPOSED_NUMBER"}
    with ready.read() as r:
        said_now = verdict(r, back, law_of(settings(r)), channel=channel, at=SOON)
    assert codes[channel] in {one.code for one in said_now.reasons}
    assert light(ready, back, Channel.LETTER, SOON) is not Light.OPPOSED
    taking_back.undo(ready, done, by=BY, at=NOW)
    with ready.read() as r:
        said_then = verdict(r, back, law_of(settings(r)), channel=channel, at=SOON)
    assert codes[channel] not in {one.code for one in said_then.reasons}


class TestErased:
    @pytest.fixture
    def erased(self, tmp_path: Path, ready: Store) -> tuple[int, str]:
        lead_id, reference = sent(ready, tmp_path / "lettres")
        forgetting.forget(ready, lead_id, by=BY, at=NOW, keep_property=True, why="request")
        return lead_id, reference

    def test_its_refusal_is_kept(self, ready: Store, erased: tuple[int, str]) -> None:
        done = put(ready, erased[1], Box.BLANK, scan=PAGE)
        assert "bloquées, sans nom" in words(done)
        with ready.read() as r:
            known = entries.registered(r, "06 39 98 12 41")
        assert known is not None
        assert known.at is not None
        assert everything(ready)["proof"] == []

    def test_the_confirmation_it_asks_for_is_due(self, ready: Store, erased: tuple[int, str]) -> None:
        lead, reference = erased
        done = put(ready, reference, Box.OPPOSE, Box.CONFIRM)
        with ready.read() as r:
            [asked] = requests.every(r)
        assert (asked.lead_id, asked.person, asked.open) == (lead, reference, True)
        assert "confirmation" in words(done).lower()
        taking_back.undo(ready, done, by=BY, at=NOW)
        with ready.read() as r:
            assert requests.every(r) == []

    def test_the_rest_is_refused_or_has_nothing_to_do(self, ready: Store, erased: tuple[int, str]) -> None:
        with fails_with("REPLY_ERASED_AGREES"):
            put(ready, erased[1], Box.CALL_ME, number=PHONE, scan=PAGE)
        assert "déjà effacée" in words(put(ready, erased[1], Box.SOLD))

    def test_a_refusal_nothing_can_hold_is_said_loudly_and_taken_by_the_back(
        self, ready: Store, erased: tuple[int, str]
    ) -> None:
        with ready.write("lost", by=BY, at=NOW) as w:
            w.delete_many("erased_mark", ("erased_id",), [(row["id"],) for row in w.records("SELECT id FROM erased")])
        with fails_with("REFUSAL_UNHELD"):
            put(ready, erased[1], Box.OPPOSE)
        assert "Bloqué aussi" in words(put(ready, erased[1], Box.OPPOSE, block="06 39 98 00 77"))
        with ready.read() as r:
            known = entries.registered(r, "06 39 98 00 77")
        assert known is not None
        assert known.at is not None


@table(
    "boxes, more, code",
    [
        ((Box.FORM,), {"received": DAY - timedelta(days=30)}, "REPLY_BEFORE_LETTER"),
        ((Box.FORM,), {"received": DAY + timedelta(days=1)}, "REPLY_FUTURE"),
        ((), {}, "REPLY_NO_BOX"),
        ((Box.CONSENT,), {"scan": PAGE}, "REPLY_CONSENT_WORDS"),
        ((Box.CONSENT,), {"agreed": AGREED}, "REPLY_CONSENT_PAGE"),
        ((Box.CONSENT,), {"scan": PAGE, "agreed": replace(AGREED, collected=NOW - timedelta(days=30))},
         "CONSENT_BEFORE_LETTER"),
        ((Box.CALL_ME,), {"scan": PAGE, "number": "12"}, "PHONE_IMPOSSIBLE"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_changes_nothing_and_never_costs_a_refusal(
    tmp_path: Path, ready: Store, boxes: tuple[Box, ...], more: dict[str, object], code: str
) -> None:
    number = len(everything(ready)["lead"])
    lead_id, reference = sent(
        ready, tmp_path / "lettres", last_name=f"Nom{number}", phones=(), emails=(), reference=f"R{number}",
        address=f"{number + 1} rue des Mûriers",
    )  # fmt: skip
    before = everything(ready)
    with fails_with(code):
        put(ready, reference, *boxes, **more)  # type: ignore[arg-type]
    assert everything(ready) == before
    done = put(ready, reference, *boxes, Box.REFUSE_CALLS, **more)  # type: ignore[arg-type]
    assert Box.REFUSE_CALLS in done.boxes
    assert light(ready, lead_id, Channel.CALL) is Light.OPPOSED


def test_an_unknown_letter(ready: Store) -> None:
    with fails_with("LETTER_UNKNOWN"):
        put(ready, "K7P4MD", Box.OPPOSE)


def test_it_is_not_taken_back_late_nor_twice_nor_once_it_was_answered(tmp_path: Path, ready: Store) -> None:
    _, reference = sent(ready, tmp_path / "lettres")
    done = put(ready, reference, Box.FORM)
    late = put(ready, reference, Box.OPPOSE)
    for one, when, code in ((done, 11, "REPLY_UNDO_LATE"), (late, 11, "UNDO_LATE")):
        with fails_with(code):
            taking_back.undo(ready, one, by=BY, at=NOW + timedelta(minutes=when))
    titles.answered(ready, done.made[-1][1], by=BY, at=NOW)
    with pytest.raises(UserError):
        taking_back.undo(ready, done, by=BY, at=NOW)
    taking_back.undo(ready, late, by=BY, at=NOW)
    with pytest.raises(UserError):
        taking_back.undo(ready, late, by=BY, at=NOW)


def test_the_page_of_a_refusal_goes_with_its_sheet_and_that_of_an_agreement_stays(tmp_path: Path, ready: Store) -> None:
    one, first = sent(ready, tmp_path / "lettres")
    put(ready, first, Box.REFUSE_ELECTRONIC, scan=PAGE)
    put(ready, first, Box.CONSENT, scan=PAGE._replace(name="Moreau.png", content=b"accord"), agreed=AGREED)
    forgetting.forget(ready, one, by=BY, at=NOW, keep_property=True, why="request")
    assert [(row["name"], row["content"]) for row in everything(ready)["proof"]] == [("preuve.png", b"accord")]


@table("box, again", [(box, box is Box.RETURNED) for box in Box if box not in (Box.CONSENT, Box.OPPOSE, Box.CONFIRM)])
def test_who_answered_in_any_way_gets_no_second_letter(tmp_path: Path, ready: Store, box: Box, again: bool) -> None:
    number = len(everything(ready)["lead"])
    lead_id, reference = sent(
        ready, tmp_path / "lettres", last_name=f"Nom{number}", phones=(), emails=(), reference=f"R{number}",
        address=f"{number + 1} rue des Mûriers",
    )  # fmt: skip
    with ready.write("old", by=BY, at=NOW) as w:
        w.update("notice", posting.letter_of(w, reference), {"versions": "letter-1"})
    put(ready, reference, box)
    with ready.read() as r:
        notice = facts(r, [lead_id], law_of(settings(r)))[lead_id].notice
    assert (notice.answered is None) == again


def test_a_second_coupon_of_the_same_letter_undoes_only_its_own(tmp_path: Path, ready: Store) -> None:
    """What the first one had asked, refused or brought back already is neither written twice nor taken back."""
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference, Box.CONSENT, scan=PAGE, agreed=AGREED)
    put(ready, reference, Box.ESTIMATE, Box.RETURNED, Box.REFUSE_CALLS)
    put(ready, reference, Box.OPPOSE)
    before = everything(ready)
    again = put(ready, reference, Box.OPPOSE, Box.NOT_ME, Box.ESTIMATE, Box.REFUSE_CALLS, block="bonjour")
    assert again.gestures == ()
    # What cannot be read on the back loses nothing of the rest.
    assert "« bonjour » n’est ni un numéro" in words(again).replace("\u202f", " ")
    assert len(everything(ready)["title"]) == len(before["title"])
    with ready.read() as r:
        assert [one.kind for one in r.of(Contact, lead_id=lead_id)] == ["phone", "email"]
    taking_back.undo(ready, again, by=BY, at=NOW)
    assert {name: alive(rows) for name, rows in everything(ready).items()} == {
        name: alive(rows) for name, rows in before.items()
    }
    with ready.read() as r:
        assert "Réponse annulée" in [one.text for one in events(r, lead_id)]


def test_a_coupon_of_somebody_without_an_address_comes_back_all_the_same(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference, Box.NOT_ME, Box.FORM)
    put(ready, reference, Box.NOT_ME, Box.FORM, Box.ESTIMATE)
    assert [row["written"] for row in everything(ready)["title"]] == ["form", "estimate"], "asked for once"
    with ready.read() as r:
        assert "address" not in [one.kind for one in r.of(Contact, lead_id=lead_id)]
        [letter] = r.of(Notice, lead_id=lead_id)
    assert letter.returned_at


def test_a_call_asked_for_long_ago_is_answered_in_writing(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    late = NOW + timedelta(days=30)
    done = recording.record(ready, said(reference, Box.CALL_ME, number=PHONE, scan=PAGE), by=BY, at=late)
    assert "cinq jours ouvrables" in words(done)
    assert [row["written"] for row in everything(ready)["title"] if row["lead_id"] == lead_id] == ["estimate"]


def test_a_call_at_the_number_of_the_sheet_adds_none(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference, Box.CALL_ME, number="06 39 98 12 41", scan=PAGE)
    with ready.read() as r:
        assert [one.value for one in r.of(Contact, lead_id=lead_id) if one.kind == "phone"] == ["+33639981241"]
    assert step(ready, lead_id) == "NEXT_CALL_REQUEST"


def test_a_request_that_was_answered_keeps_its_coupon(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    done = put(ready, reference, Box.SOLD)
    with ready.read() as r:
        [asked] = requests.of_person(r, lead_id)
    requests.answer(ready, asked.id, Outcome.REFUSED, how="letter", by=BY, at=NOW, reason="déjà effacée")
    with fails_with("REPLY_UNDO_LATE"):
        taking_back.undo(ready, done, by=BY, at=NOW)


def test_a_call_asked_for_then_its_page_is_one_request(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference, Box.CALL_ME, number=PHONE)
    assert step(ready, lead_id) == "NEXT_ESTIMATE_ASKED", "without its page it opens no call"
    page = put(ready, reference, Box.CALL_ME, number=PHONE, scan=PAGE)
    assert step(ready, lead_id) == "NEXT_CALL_REQUEST"
    with ready.read() as r:
        assert asked_in_writing(r, [lead_id]) == [], "it is called about, not written too"
    taking_back.undo(ready, page, by=BY, at=NOW)
    assert step(ready, lead_id) == "NEXT_ESTIMATE_ASKED"


def test_a_request_answered_is_not_asked_again_by_its_page(tmp_path: Path, ready: Store) -> None:
    lead_id, reference = sent(ready, tmp_path / "lettres")
    put(ready, reference, Box.CALL_ME, number=PHONE)
    with ready.read() as r:
        [asked] = asked_in_writing(r, [lead_id])
    titles.answered(ready, asked.id, by=BY, at=NOW)
    after = step(ready, lead_id)
    page = put(ready, reference, Box.CALL_ME, number=PHONE, scan=PAGE)
    assert "déjà sa réponse" in words(page)
    assert step(ready, lead_id) == after
    with ready.read() as r:
        assert next(one.proof_id for one in r.of(Reply, "-id", lead_id=lead_id)) is not None, "the page is kept"
