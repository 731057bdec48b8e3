"""Calls, agreements and oppositions on a real base: what the law says is asked again when it counts."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calldesk, calling, consenting
from core.actions.common import people
from core.actions.common.agency import save_settings, settings
from core.actions.common.judging import judged_who, law_of, verdict
from core.actions.common.people import Who
from core.actions.common.proofs import PROOF_LIMIT
from core.actions.keeping import backing_up, restoring
from core.actions.leads import editing, lead_views
from core.actions.register import opposing, refusal_answers
from core.base.errors import UserError
from core.base.moments import kept
from core.model.channel import Channel, TitleKind
from core.model.editing import Change
from core.model.verdict import Light, Verdict
from core.records.call import Call, Callback
from core.records.consent import Consent, Proof
from core.records.lead import Lead
from core.store import registers, steps
from core.store.engine import journal
from core.store.engine.opening import open_store
from core.store.port import Store
from core.words.verdicts import sentence
from tests.core.actions.conftest import BY, DRAFT, NOW, PARIS, add, note_agreement, take, who_is
from tests.failing import fails_with
from tests.tables import table

COLLECTED = datetime(2026, 11, 20, 9, 30, tzinfo=PARIS)


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A scanned coupon."""
    file = tmp_path / "coupon.pdf"
    file.write_bytes(b"%PDF-1.4 coupon")
    return file


def who(store: Store, lead_id: int) -> people.Who:
    with store.read() as r:
        return people.of_lead(r, lead_id)


def agree(store: Store, lead_id: int, proof_file: Path, **changes: object) -> int:
    values: dict[str, object] = {
        "channels": [Channel.CALL], "collected": COLLECTED, "wording": "consent-1", "proof": proof_file, "by": BY,
        "at": NOW,
    }  # fmt: skip
    save_settings(store, {"caller_number": "01 99 00 10 20"}, by=BY, at=NOW)
    return consenting.record(store, who(store, lead_id), **(values | changes))  # type: ignore[arg-type]


def judged(store: Store, lead_id: int, at: datetime = NOW, channel: Channel = Channel.CALL) -> Verdict:
    with store.read() as r:
        return verdict(r, lead_id, law_of(settings(r)), channel=channel, at=at)


def codes(found: Verdict) -> list[str]:
    return [reason.code for reason in found.reasons]


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def test_a_fresh_lead_may_not_be_called(store: Store) -> None:
    found = judged(store, add(store))
    assert not found.allowed
    assert found.reasons[0].code == "CONSENT_NONE"
    assert found.reasons[0].reference == "C. consom., art.\u00a0L223-1"


@pytest.mark.parametrize(
    ("at", "allowed", "code"),
    [
        ("2026-11-24T14:00", True, "CALL_CONSENT"),
        ("2026-11-24T13:00", False, "HOURS_OUTSIDE"),
        ("2026-11-24T12:59:59", True, "CALL_CONSENT"),
        ("2026-11-28T11:00", False, "HOURS_WEEKEND"),
        ("2026-12-25T11:00", False, "HOURS_HOLIDAY"),
    ],
)
def test_with_a_consent_the_hours_decide(store: Store, proof: Path, at: str, allowed: bool, code: str) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    found = judged(store, lead_id, paris(at))
    assert found.allowed is allowed
    assert code in codes(found)


def test_an_overseas_number_of_somebody_who_sells_in_the_metropole(store: Store, proof: Path) -> None:
    lead_id = add(store, phones=("0639981241", "0692 12 34 56"))
    agree(store, lead_id, proof)
    assert codes(judged(store, lead_id, paris("2026-11-24T18:00")))[0] == "HOURS_OUTSIDE"
    assert judged(store, lead_id, paris("2026-11-24T16:00")).allowed


def test_a_holiday_of_november(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof, collected=paris("2026-11-02T10:00"))
    found = judged(store, lead_id, paris("2026-11-11T10:30"))
    assert not found.allowed
    assert "HOURS_HOLIDAY" in codes(found)


def test_the_fifth_attempt_is_refused_and_journaled(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    person = who(store, lead_id)
    for minute in range(4):
        calling.log(store, person, direction="out", outcome="no_answer", by=BY, at=NOW + timedelta(minutes=minute))
    with pytest.raises(calling.CallForbidden) as refused:
        calling.start(store, person, by=BY, at=NOW + timedelta(hours=1))
    assert "FREQUENCY" in codes(refused.value.verdict)
    assert refused.value.text
    with store.read() as r:
        [payload] = r.column(str, "SELECT payload FROM journal ORDER BY id DESC LIMIT 1")
        assert json.loads(str(payload)) == [{"note": "call refused: FREQUENCY"}]
        assert r.count(Call, lead_id=lead_id) == 4


def test_a_wrong_number_is_no_longer_called(store: Store, proof: Path) -> None:
    """Whoever answers there agreed to nothing. The outcome corrected, another number or a later agreement open it."""
    lead_id = add(store, phones=("06 39 98 12 41", "06 39 98 12 42"))
    agree(store, lead_id, proof)
    with store.read() as r:
        first, second = (calldesk.telephone(r, lead_id, f"+3363998124{last}") for last in (1, 2))

    def lights() -> list[Light]:
        with store.read() as r:
            law = law_of(settings(r))
            asked = (*(judged_who(r, one, law, channel=Channel.CALL, at=later) for one in (first, second)),)
            return [*(one.light for one in asked), verdict(r, lead_id, law, channel=Channel.CALL, at=later).light]

    later = NOW + timedelta(hours=4)
    call = calling.start(store, first, by=BY, at=NOW).call
    for outcome, light in (
        ("wrong_number", Light.FORBIDDEN),
        ("talked", Light.ALLOWED),
        ("wrong_number", Light.FORBIDDEN),
    ):
        calling.finish(store, call, outcome=outcome, by=BY, at=NOW)
        assert lights() == [light, Light.ALLOWED, Light.ALLOWED]
    with pytest.raises(calling.CallForbidden) as refused:
        calling.start(store, first, by=BY, at=later)
    assert refused.value.text == "N’appelez pas ce numéro\u202f: le 24\u00a0novembre 2026, quelqu’un d’autre a répondu."
    calling.log(store, second, direction="out", outcome="wrong_number", by=BY, at=NOW + timedelta(minutes=5))
    assert lights() == [Light.FORBIDDEN] * 3
    agree(store, lead_id, proof, collected=NOW + timedelta(hours=1), at=NOW + timedelta(hours=2))
    assert lights() == [Light.ALLOWED] * 3


def test_a_call_that_was_not_allowed_is_written_as_it_was_and_its_refusal_kept(store: Store) -> None:
    lead_id = add(store)
    done = calling.log(store, who(store, lead_id), direction="out", outcome="opposed", by=BY, at=NOW, note="stop")
    assert "CONSENT_NONE" in done.breach
    with store.read() as r:
        [call] = r.of(Call, "started", lead_id=lead_id)
        assert (call.id, call.outcome, call.note) == (done.call, "opposed", "stop")
    # The verdict kept is that of the call's start: the refusal came after.
    assert done.verdict is not None
    assert "OPPOSED_PERSON" not in codes(done.verdict)
    assert "OPPOSED_PERSON" in codes(judged(store, lead_id, NOW + timedelta(minutes=1)))


def test_a_refusal_by_somebody_unknown_who_was_called_is_kept(store: Store) -> None:
    with store.read() as r:
        stranger = people.find(r, "06 39 98 77 77")
    done = calling.log(store, stranger, direction="out", outcome="opposed", by=BY, at=NOW)
    assert done.breach
    with pytest.raises(calling.CallForbidden) as refused:
        calling.start(store, stranger, by=BY, at=NOW + timedelta(minutes=1))
    assert "OPPOSED_NUMBER" in codes(refused.value.verdict)


def test_an_attempt_without_an_answer_is_no_first_contact(store: Store, proof: Path) -> None:
    """The notice stays due at its date: one unanswered attempt locked the sheet the next day (rule GDPR-13)."""
    lead_id = add(store)
    agree(store, lead_id, proof)
    for outcome in ("no_answer", "voicemail", "wrong_number"):
        calling.log(store, who(store, lead_id), direction="out", outcome=outcome, by=BY, at=NOW)
    assert "NOTICE_OVERDUE" not in codes(judged(store, lead_id, NOW + timedelta(days=1)))
    calling.log(store, who(store, lead_id), direction="out", outcome="message_left", by=BY, at=NOW)
    assert "NOTICE_OVERDUE" in codes(judged(store, lead_id, NOW + timedelta(days=1)))


def test_attempts_count_over_every_sheet_of_the_same_number(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    for minute in range(4):
        calling.log(
            store, who(store, lead_id), direction="out", outcome="voicemail", by=BY, at=NOW + timedelta(minutes=minute)
        )
    with store.write("split", by=BY, at=NOW) as w:
        other = w.insert("lead", {
            "name": "Autre", "first_name": "", "last_name": "", "civility": "", "sort_key": "autre", "town": "",
            "town_key": "", "postcode": "30700", "obtained": "2026-11-20", "notice_due": "2026-12-20",
            "source": "Saisie",
        })  # fmt: skip
        w.mark([(other, "phone", w.keyed_hash("phone", "0639981241"))])
    assert "FREQUENCY" in codes(judged(store, other, NOW + timedelta(hours=1)))


def test_the_verdict_of_the_start_is_kept_as_proof(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    started = calling.start(store, who(store, lead_id), by=BY, at=NOW)
    with store.read() as r:
        [proof_kept] = r.column(str, "SELECT verdict FROM call WHERE id = ?", started.call)
        assert json.loads(proof_kept)["reasons"][0]["code"] == "CALL_CONSENT"
        assert [call.id for call in r.of(Call, "started", ended=None)] == [started.call]
    calling.finish(store, started.call, outcome="appointment", by=BY, at=NOW + timedelta(minutes=3), note="jeudi")
    with store.read() as r:
        assert r.of(Call, "started", ended=None) == []
        [call] = r.of(Call, "started", lead_id=lead_id)
        assert (call.outcome, call.note) == ("appointment", "jeudi")


def test_a_call_found_open_is_closed_without_inventing(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    started = calling.start(store, who(store, lead_id), by=BY, at=NOW)
    calling.finish(store, started.call, outcome="no_answer", by=BY, at=NOW)
    calling.finish(store, started.call, outcome="voicemail", by=BY, at=NOW + timedelta(minutes=1))
    with store.read() as r:
        assert r.of(Call, "started", lead_id=lead_id)[0].outcome == "voicemail"


def test_an_outcome_corrected_keeps_the_note_unless_another_is_given(store: Store) -> None:
    lead_id = add(store)
    call_id = calling.log(
        store, who(store, lead_id), direction="in", outcome="talked", by=BY, at=NOW, note="jeudi"
    ).call
    calling.finish(store, call_id, outcome="appointment", by=BY, at=NOW)
    with store.read() as r:
        assert r.of(Call, "started", lead_id=lead_id)[0].note == "jeudi"
    calling.finish(store, call_id, outcome="talked", by=BY, at=NOW, note="vendredi")
    with store.read() as r:
        assert r.of(Call, "started", lead_id=lead_id)[0].note == "vendredi"


def test_a_call_logged_as_a_refusal_records_the_opposition(store: Store) -> None:
    lead_id = add(store)
    call_id = calling.log(
        store, who(store, lead_id), direction="in", outcome="opposed", by=BY, at=NOW, note="ferme"
    ).call
    with store.read() as r:
        assert r.row(Lead, lead_id).opposed_at
        [call] = r.of(Call, "started", lead_id=lead_id)
    assert (call.id, call.outcome) == (call_id, "opposed")
    assert judged(store, lead_id, NOW + timedelta(minutes=1)).light is Light.OPPOSED


def test_an_incoming_call_is_written_and_opens_nothing(store: Store) -> None:
    lead_id = add(store)
    calling.log(store, who(store, lead_id), direction="in", outcome="talked", by=BY, at=NOW)
    assert "CONSENT_NONE" in codes(judged(store, lead_id))
    with store.read() as r:
        assert r.of(Call, "started", lead_id=lead_id)[0].direction == "in"


def test_a_call_answers_the_callbacks_that_were_due(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    calling.plan_callback(store, lead_id, due=NOW + timedelta(minutes=5), by=BY, at=NOW)
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=2), by=BY, at=NOW)
    calling.log(store, who(store, lead_id), direction="out", outcome="talked", by=BY, at=NOW + timedelta(minutes=9))
    with store.read() as r:
        assert r.count(Callback, lead_id=lead_id, done_at=None, cancelled_at=None) == 1
        assert steps.worth_a_call(r)[0] == lead_id


def test_a_callback_in_the_past_is_refused(store: Store) -> None:
    lead_id = add(store)
    with fails_with("CALLBACK_PAST"):
        calling.plan_callback(store, lead_id, due=NOW - timedelta(days=1), by=BY, at=NOW)


@pytest.mark.parametrize("outcome", ["rien", ""])
def test_an_unknown_outcome_is_refused(store: Store, outcome: str) -> None:
    lead_id = add(store)
    with pytest.raises(UserError):
        calling.log(store, who(store, lead_id), direction="in", outcome=outcome, by=BY, at=NOW)


def test_nobody_unknown_is_called(store: Store) -> None:
    with store.read() as r:
        stranger = people.find(r, "06 39 98 77 77")
    with fails_with("CALL_FORBIDDEN"):
        calling.start(store, stranger, by=BY, at=NOW)


def test_an_opposition_covers_everything_at_once(store: Store, proof: Path) -> None:
    lead_id = add(store, phones=("0639981241", "0199001010"))
    agree(store, lead_id, proof)
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW)
    started = calling.start(store, who(store, lead_id), by=BY, at=NOW)
    done = opposing.oppose(
        store, who(store, lead_id), how="call", by=BY, at=NOW + timedelta(minutes=1), call_id=started.call
    )
    assert (done.callbacks, done.call, done.already) == (1, started.call, False)
    for channel in (Channel.CALL, Channel.LETTER, Channel.EMAIL, Channel.SMS, Channel.VISIT):
        found = judged(store, lead_id, NOW + timedelta(minutes=2), channel)
        assert not found.allowed
        assert found.light is Light.OPPOSED
    with store.read() as r:
        stranger = people.find(r, "01 99 00 10 10")
        assert stranger.lead_id == lead_id
        call = r.get(Call, started.call)
        assert call is not None
        assert call.outcome == "opposed"
        [consent] = r.of(Consent, lead_id=lead_id)
        assert consent.withdrawn is not None
        assert journal.check(r).problems == ()


def test_opposing_twice_changes_nothing(store: Store) -> None:
    lead_id = add(store)
    first = opposing.oppose(store, who(store, lead_id), how="call", by=BY, at=NOW)
    second = opposing.oppose(store, who(store, lead_id), how="call", by=BY, at=NOW + timedelta(seconds=1))
    assert (first.already, second.already) == (False, True)
    with store.read() as r:
        assert registers.count_gestures(r) == 1


def test_undo_gives_back_the_consent_and_the_callback(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW)
    done = opposing.oppose(store, who(store, lead_id), how="call", by=BY, at=NOW)
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(minutes=1))
    assert judged(store, lead_id, NOW + timedelta(minutes=2)).allowed
    with store.read() as r:
        assert r.count(Callback, lead_id=lead_id, done_at=None, cancelled_at=None) == 1


@pytest.mark.parametrize("after", [timedelta(minutes=11), timedelta(days=1), timedelta(minutes=-1)])
def test_undo_is_for_a_slip_of_the_finger(store: Store, after: timedelta) -> None:
    lead_id = add(store)
    done = opposing.oppose(store, who(store, lead_id), how="call", by=BY, at=NOW)
    with fails_with("UNDO_LATE"):
        opposing.undo(store, done.gesture, by=BY, at=NOW + after)
    with store.read() as r:
        assert registers.count_gestures(r) == 1


def test_undo_leaves_another_opposition_in_force(store: Store) -> None:
    lead_id = add(store)
    nameless = add(store, last_name="", first_name="", civility="", phones=("0199001010",), emails=(), reference="TD2")
    opposing.oppose(store, who(store, nameless), how="letter", by=BY, at=NOW - timedelta(days=3))
    done = opposing.oppose(store, who(store, lead_id), how="call", by=BY, at=NOW)
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(minutes=1))
    assert judged(store, lead_id, NOW + timedelta(minutes=2)).light is Light.OPPOSED
    with store.read() as r:
        assert r.row(Lead, lead_id).opposed_at is not None


def test_an_opposed_number_nobody_has_a_sheet_for(store: Store) -> None:
    opposing.oppose_typed(store, "0639987777", how="counter", by=BY, at=NOW)
    with store.read() as r:
        found = judged_who(r, people.find(r, "+33 6 39 98 77 77"), law_of(settings(r)), channel=Channel.CALL, at=NOW)
        unknown = judged_who(r, people.find(r, "0639980001"), law_of(settings(r)), channel=Channel.CALL, at=NOW)
    assert found.light is Light.OPPOSED
    assert unknown.light is Light.FORBIDDEN


def test_an_opposition_of_a_suppliers_list_names_the_supplier(store: Store) -> None:
    lead_id = add(store)
    opposing.oppose(store, who(store, lead_id), how="list", by=BY, at=NOW)
    said = judged(store, lead_id)
    assert said.code == "OPPOSED_BY_SUPPLIER"
    assert "Pige Ouest" in sentence(said.reasons[0])


@pytest.mark.parametrize("how", ["", "fax"])
def test_an_opposition_says_how_it_came(store: Store, how: str) -> None:
    lead_id = add(store)
    with pytest.raises(UserError):
        opposing.oppose(store, who(store, lead_id), how=how, by=BY, at=NOW)


@pytest.mark.parametrize("typed", ["0692 12 34 56", "+33 692 12 34 56", "+262 692 12 34 56", "00262692123456"])
def test_an_overseas_number_cannot_escape_by_its_spelling(store: Store, typed: str) -> None:
    opposing.oppose_typed(store, "0692123456", how="counter", by=BY, at=NOW)
    report = take(store, DRAFT.__class__(line=2, name="X", phones=(typed,), site="PAP", reference="Z", cells=("x",)))
    assert report.opposed == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"collected": NOW + timedelta(minutes=1)}, "CONSENT_FUTURE"),
        ({"wording": " "}, "CONSENT_WORDING"),
        ({"channels": []}, "FIELD_VALUE"),
        ({"channels": [Channel.LETTER]}, "FIELD_VALUE"),
        ({"proof": Path("/nowhere/coupon.pdf")}, "PROOF_UNREADABLE"),
    ],
)
def test_a_doubtful_agreement_is_not_recorded(store: Store, proof: Path, changes: dict[str, object], code: str) -> None:
    lead_id = add(store)
    with fails_with(code):
        agree(store, lead_id, proof, **changes)
    with store.read() as r:
        assert r.of(Consent, lead_id=lead_id) == []


def test_an_empty_or_huge_proof_is_refused(store: Store, tmp_path: Path) -> None:
    lead_id = add(store)
    empty, huge = tmp_path / "vide.pdf", tmp_path / "gros.pdf"
    empty.write_bytes(b"")
    with huge.open("wb") as file:
        file.truncate(PROOF_LIMIT + 1)
    for file_, code in ((empty, "PROOF_UNREADABLE"), (huge, "PROOF_TOO_BIG")):
        with fails_with(code):
            agree(store, lead_id, file_)


def test_nobody_unknown_agrees(store: Store, proof: Path) -> None:
    with store.read() as r:
        stranger = people.find(r, "0639987777")
    with pytest.raises(UserError):
        note_agreement(store, stranger, proof, collected=COLLECTED, wording="x")
    with pytest.raises(UserError):
        consenting.open_title(store, stranger, TitleKind.REQUEST, object_="", by=BY, at=NOW)


def test_a_withdrawn_agreement_closes_the_phone(store: Store, proof: Path) -> None:
    lead_id = add(store)
    consent = agree(store, lead_id, proof)
    consenting.withdraw(store, consent, by=BY, at=NOW)
    assert "CONSENT_WITHDRAWN" in codes(judged(store, lead_id, NOW + timedelta(minutes=1)))


def test_the_proof_is_kept_with_its_hash(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof, until=date(2026, 12, 10))
    with store.read() as r:
        [row] = r.of(Consent, lead_id=lead_id)
        assert row.proof_id is not None
        kept = r.get(Proof, row.proof_id)
    assert kept is not None
    assert (kept.name, kept.content) == ("coupon.pdf", b"%PDF-1.4 coupon")
    assert judged(store, lead_id, paris("2026-12-10T11:00")).allowed
    assert "CONSENT_EXPIRED" in codes(judged(store, lead_id, paris("2026-12-11T11:00")))


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        (
            TitleKind.CONTRACT,
            {"number": "M12", "starts": date(2026, 11, 1), "ends": date(2027, 1, 31)},
            "CALL_CONTRACT",
        ),
        (
            TitleKind.CONTRACT,
            {"number": "M12", "starts": date(2026, 1, 1), "ends": date(2026, 10, 31)},
            "CONTRACT_ENDED",
        ),
        (TitleKind.REQUEST, {"how": "téléphone", "starts": NOW - timedelta(days=1)}, "CALL_REQUEST"),
        (TitleKind.REQUEST, {"how": "téléphone", "starts": NOW - timedelta(days=15)}, "REQUEST_OLD"),
        (TitleKind.PROFESSIONAL, {"number": "000000000", "how": "SCI du Gardon"}, "CALL_PROFESSIONAL"),
    ],
)
def test_the_other_titles(store: Store, proof: Path, kind: TitleKind, values: dict[str, object], code: str) -> None:
    save_settings(store, {"caller_number": "01 99 00 10 20"}, by=BY, at=NOW)
    lead_id = add(store)
    consenting.open_title(
        store,
        who(store, lead_id),
        kind,
        object_="vente de la maison",
        by=BY,
        at=NOW,
        proof=proof,
        **values,  # type: ignore[arg-type]
    )
    assert code in codes(judged(store, lead_id))


def test_a_title_without_proof_says_so(store: Store) -> None:
    lead_id = add(store)
    consenting.open_title(
        store, who(store, lead_id), TitleKind.REQUEST, object_="estimation", how="", by=BY, at=NOW, starts=NOW
    )
    assert "REQUEST_UNPROVEN" in codes(judged(store, lead_id))


def test_the_timeline_tells_the_story(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    calling.log(store, who(store, lead_id), direction="out", outcome="talked", by=BY, at=NOW, note="aimable")
    calling.plan_callback(store, lead_id, due=NOW + timedelta(days=1), by=BY, at=NOW, note="matin")
    done = opposing.oppose(store, who(store, lead_id), how="call", by=BY, at=NOW + timedelta(minutes=1), note="ferme")
    opposing.undo(store, done.gesture, by=BY, at=NOW + timedelta(minutes=2))
    with store.read() as r:
        sheet = lead_views.lead_sheet(r, lead_id, law_of(settings(r)), at=NOW)
    kinds = {event.kind for event in sheet.events}
    assert {"import", "call", "consent", "opposition", "callback"} <= kinds
    assert any("annulée" in event.text for event in sheet.events)
    assert any(event.text == "Appel\u202f: échange. aimable" for event in sheet.events)
    assert [event.at for event in sheet.events] == sorted((event.at for event in sheet.events), reverse=True)


@pytest.mark.parametrize("typed", ["bonjour", "12", "7531154517467860992", ""])
def test_nobody_is_guessed(store: Store, typed: str) -> None:
    with store.read() as r, fails_with("LEAD_UNKNOWN"):
        people.find(r, typed)


def test_who_may_be_an_id_a_phone_or_an_email(store: Store) -> None:
    lead_id, silent = add(store), add_without_phone(store)
    with store.read() as r:
        found = [people.find(r, typed).lead_id for typed in (str(lead_id), "0639981241", "h.moreau@exemple.fr")]
        assert found == [lead_id] * 3
        assert people.known(r, "0639981241") == lead_id
        with pytest.raises(UserError):
            people.known(r, "0639980009")
        with pytest.raises(UserError):
            people.of_lead(r, 5)
        assert people.of_lead(r, silent).phone == ""


def add_without_phone(store: Store) -> int:
    return add(store, phones=(), emails=(), address="3 rue Neuve", reference="TD77", last_name="Blanc")


def test_moments_are_kept_in_utc(store: Store, proof: Path) -> None:
    lead_id = add(store)
    agree(store, lead_id, proof)
    started = calling.start(store, who(store, lead_id), by=BY, at=NOW)
    with store.read() as r:
        call = r.get(Call, started.call)
    assert call is not None
    assert call.started == NOW.astimezone(UTC).isoformat(timespec="milliseconds")


def test_a_call_that_was_not_allowed_is_shown_so_on_the_sheet_and_in_the_lists(store: Store, proof: Path) -> None:
    lead_id, twin = add(store), add(store, last_name="Besson", phones=("0639981248",), emails=(), reference="TD2",
                                    address="3 rue Neuve")  # fmt: skip
    agree(store, twin, proof)
    for called in (lead_id, twin):
        calling.log(store, who(store, called), direction="out", outcome="no_answer", by=BY, at=NOW, note="midi.")
    with store.read() as r:
        law = law_of(settings(r))
        told = {one: lead_views.lead_sheet(r, one, law, at=NOW) for one in (lead_id, twin)}
    [broken] = [one.text for one in told[lead_id].events if one.kind == "call"]
    assert broken == "Appel\u202f: ne répond pas. midi. Cet appel n’était pas permis (C. consom., art.\u00a0L223-1)"
    [allowed] = [one.text for one in told[twin].events if one.kind == "call"]
    assert allowed == "Appel\u202f: ne répond pas. midi"
    assert [told[one].row.last_breach for one in (lead_id, twin)] == [True, False]


# --- What is noted after a call or on a sheet and may be a refusal holds the person until somebody says whether it is

DOUBTFUL = "Souhaite vendre seul"


def asks(store: Store, lead_id: int) -> bool:
    with store.read() as r:
        return refusal_answers.in_doubt(r, lead_id) is not None


def somebody(store: Store, at: int) -> int:
    """Add a lead that shares nothing with another of these."""
    return add(store, last_name=f"Moreau{'abcdefgh'[at]}", phones=(f"06 39 98 12 {at:02d}",), emails=(),
               address=f"{at + 1} rue des Mûriers", reference=f"N{at}", url="")  # fmt: skip


@table(
    "at, note, outcome, asked",
    [
        (1, DOUBTFUL, "talked", True),
        (2, "ne veut pas être démarché", "talked", True),
        (3, "ne veut pas être démarché", "opposed", False),
        (4, "frais d’agence trop hauts, rappeler mardi", "talked", False),
        (5, "", "no_answer", False),
    ],
)
def test_the_note_of_a_call(store: Store, at: int, note: str, outcome: str, asked: bool) -> None:
    lead_id = somebody(store, at)
    who = who_is(store, lead_id)
    calling.log(store, who, direction="in", outcome=outcome, by=BY, at=NOW, note=note)
    assert asks(store, lead_id) == asked


def test_the_note_of_a_sheet(store: Store) -> None:
    held, free = somebody(store, 1), somebody(store, 2)
    editing.edit(store, held, [Change("notes", DOUBTFUL)], told=None, by=BY, at=NOW)
    editing.edit(store, free, [Change("notes", "frais d’agence trop hauts")], told=None, by=BY, at=NOW)
    assert (asks(store, held), asks(store, free)) == (True, False)
    assert refusal_answers.is_none(store, held, by=BY, at=NOW) == 1
    editing.edit(store, held, [Change("notes", DOUBTFUL.upper())], told=None, by=BY, at=NOW)
    assert not asks(store, held), "the same words are not asked about twice"


# --- A call that goes on while another window puts back a copy made before it: it stays written, with its person or,
# when the copy does not know them, with their number

Step = Callable[[Store, Path], object]


def agreed(store: Store, folder: Path) -> None:
    with store.read() as r:
        who = people.find(r, "06 39 98 12 41")
    note_agreement(store, who, folder / "coupon.txt", collected=NOW - timedelta(days=1), object_="l’estimation")


@pytest.mark.parametrize("known", [True, False])
def test_a_call_stays_written_though_a_copy_without_it_is_put_back(store: Store, tmp_path: Path, known: bool) -> None:
    copy = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    lead = add(store)
    agreed(store, tmp_path)
    if known:
        copy = backing_up.back_up(store, tmp_path / "autre", by=BY, at=NOW).path
    who = who_is(store, lead)
    started = calling.start(store, who, by=BY, at=NOW)
    going_on = {"direction": "out", "started": NOW, "said": started.verdict, "by": BY, "at": NOW}
    assert not calling.hold(store, started.call, who, **going_on), "as it is"  # type: ignore[arg-type]
    restoring.restore(store.path.parent, copy, by="Paul", at=NOW)
    assert calling.hold(store, started.call, who, **going_on)  # type: ignore[arg-type]
    calling.finish(store, started.call, outcome="talked", note="revient de vacances", by=BY, at=NOW)
    with store.read() as r:
        found = r.get(Call, started.call)
    assert found is not None
    assert (found.lead_id, found.hash, found.outcome) == (lead if known else None, who.hash, "talked")
    assert '"CALL_CONSENT"' in found.verdict, "what allowed it, whatever the copy knows"


def test_a_call_found_open_is_judged_by_what_the_copy_knows(store: Store, tmp_path: Path) -> None:
    copy = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    add(store)
    agreed(store, tmp_path)
    with store.read() as r:
        who = people.find(r, "06 39 98 12 41")
    call = calling.start(store, who, by=BY, at=NOW).call
    restoring.restore(store.path.parent, copy, by="Paul", at=NOW)
    assert calling.hold(store, call, who, direction="out", started=NOW, by=BY, at=NOW)
    with store.read() as r:
        found = r.get(Call, call)
    assert found is not None and '"allowed": false' in found.verdict


def test_two_windows_that_show_a_call_write_it_once(store: Store, tmp_path: Path) -> None:
    copy = backing_up.back_up(store, tmp_path / "disque", by=BY, at=NOW).path
    with store.read() as r:
        who = people.find(r, "06 39 98 12 41")
    call = calling.receive(store, who, by=BY, at=NOW)
    restoring.restore(store.path.parent, copy, by="Paul", at=NOW)

    def other() -> bool:
        with closing(open_store(store.path.parent)) as again:
            return calling.hold(again, call, who, direction="in", started=NOW, by=BY, at=NOW)

    with ThreadPoolExecutor(1) as pool, store.write("test", by=BY, at=NOW) as w:
        late = pool.submit(other)
        while not w.awaited() and not late.done():
            time.sleep(0.001)  # Until the other window, which saw no call, waits for its turn.
        w.insert("call", {"id": call, "phone": who.phone, "hash": who.hash, "direction": "in", "by": BY,
                          "started": kept(NOW), "verdict": "{}"})  # fmt: skip
    assert late.result()


def test_a_refusal_of_nobody_is_said_not_to_be_held(store: Store) -> None:
    with fails_with("REFUSAL_UNHELD"):
        opposing.oppose(store, Who(None), how="call", by=BY, at=NOW)
