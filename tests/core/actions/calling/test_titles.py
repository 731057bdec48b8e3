"""What lets a person be called: each title whole with its proof, or refused in the words of the law."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.actions.calling import calldesk, calling, consenting, openings, titles
from core.actions.common.agency import save_agency, save_settings, settings
from core.actions.common.judging import law_of, verdict
from core.actions.common.people import Who, of_lead
from core.actions.desk import recent
from core.actions.leads import lead_views
from core.actions.register import opposing
from core.base.errors import UserError
from core.model.channel import Channel, TitleKind
from core.model.consent import ConsentGap, ConsentTerms, ConsentWay
from core.model.verdict import Light, Verdict
from core.records.consent import Consent, Proof
from core.records.title import Title
from core.store import registers
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, PARIS, add, informed, things_due
from tests.failing import fails_with
from tests.files.bases.make import AGENCY
from tests.tables import table

COLLECTED = datetime(2026, 11, 20, 9, 30, tzinfo=PARIS)
SIREN = "123 456 782"


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A scanned paper."""
    file = tmp_path / "preuve.pdf"
    file.write_bytes(b"%PDF-1.4 preuve")
    return file


@pytest.fixture
def lead(store: Store) -> int:
    """A lead of an agency whose name and number are known."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    save_settings(store, {"caller_number": "01 99 00 10 20"}, by=BY, at=NOW)
    return add(store)


def judged(store: Store, lead: int, at: datetime = NOW, channel: Channel = Channel.CALL) -> Verdict:
    with store.read() as r:
        return verdict(r, lead, law_of(settings(r)), channel=channel, at=at)


def codes(said: Verdict) -> list[str]:
    return [reason.code for reason in said.reasons]


def shown(store: Store, lead: int, at: datetime = NOW) -> list[openings.CallTitle]:
    with store.read() as r:
        return openings.held(r, lead, law_of(settings(r)), at=at)


def plain(text: str) -> str:
    """The words, whatever their unbreakable spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def lines(one: openings.CallTitle) -> tuple[str, ...]:
    return tuple(map(plain, one.lines))


def agree(
    store: Store,
    lead: int,
    proof: Path,
    given: ConsentTerms = ConsentTerms(way="counter"),  # noqa: B008
    **more: object,
) -> int:
    values: dict[str, object] = {"channels": [Channel.CALL], "collected": COLLECTED, "wording": "consent-1"}
    return consenting.record(store, Who(lead), proof=proof, given=given, by=BY, at=NOW, **(values | more))  # type: ignore[arg-type]


def contract(store: Store, lead: int, proof: Path | None, **changes: object) -> int:
    values: dict[str, object] = {
        "number": "2026-041", "object_": "vente", "start": date(2026, 10, 1), "end": date(2027, 3, 31),
    }  # fmt: skip
    return titles.contract(store, Who(lead), proof=proof, by=BY, at=NOW, **(values | changes))  # type: ignore[arg-type]


def request(store: Store, lead: int, proof: Path | None, **changes: object) -> int:
    values: dict[str, object] = {"object_": "estimation", "received": NOW - timedelta(days=1), "how": "e-mail"}
    return titles.request(store, Who(lead), proof=proof, by=BY, at=NOW, **(values | changes))  # type: ignore[arg-type]


def professional(store: Store, lead: int, proof: Path | None, **changes: object) -> int:
    values: dict[str, object] = {"number": SIREN, "company": "SARL Pierre et Fils", "object_": "vente de lots"}
    return titles.professional(store, Who(lead), proof=proof, by=BY, at=NOW, **(values | changes))  # type: ignore[arg-type]


def test_each_title_opens_the_call_with_its_proof_and_its_end(store: Store, lead: int, proof: Path) -> None:
    made = [
        contract(store, lead, proof),
        request(store, lead, proof, asker="sa fille"),
        professional(store, lead, proof),
    ]
    assert codes(judged(store, lead))[:3] == ["CALL_CONTRACT", "CALL_REQUEST", "CALL_PROFESSIONAL"]
    with store.read() as r:
        held = [r.get(Title, one) for one in made]
        assert all(one is not None and r.get(Proof, one.proof_id or 0) is not None for one in held)
    found = {one.kind: one for one in shown(store, lead)}
    assert lines(found[TitleKind.CONTRACT]) == ("vente", "Du 1er octobre 2026 au 31 mars 2027")
    assert found[TitleKind.CONTRACT].ends == date(2027, 3, 31)
    assert lines(found[TitleKind.REQUEST]) == ("estimation", "e-mail", "De : sa fille")
    assert found[TitleKind.REQUEST].ends == date(2026, 11, 28)
    assert (found[TitleKind.PROFESSIONAL].head, found[TitleKind.PROFESSIONAL].ends) == ("SARL Pierre et Fils", None)
    assert all(one.flaw is None and one.alive for one in found.values())


REFUSED: dict[str, tuple[Callable[..., int], dict[str, object], str]] = {
    "no number": (contract, {"number": " "}, "sans numéro, objet, début, fin et copie"),
    "no object": (contract, {"object_": ""}, "sans numéro, objet, début, fin et copie"),
    "no start": (contract, {"start": None}, "sans numéro, objet, début, fin et copie"),
    "no end": (contract, {"end": None}, "sans numéro, objet, début, fin et copie"),
    "ends before it begins": (contract, {"end": date(2026, 9, 1)}, "sans numéro, objet, début, fin et copie"),
    "ended": (contract, {"end": date(2026, 11, 23)}, "a pris fin le 23 novembre 2026"),
    "asked nothing": (request, {"object_": ""}, "qui, quand, comment et sur quoi"),
    "asked no way": (request, {"how": ""}, "qui, quand, comment et sur quoi"),
    "asked never": (request, {"received": None}, "qui, quand, comment et sur quoi"),
    "asked tomorrow": (request, {"received": NOW + timedelta(days=1)}, "qui, quand, comment et sur quoi"),
    "asked long ago": (request, {"received": NOW - timedelta(days=8)}, "plus de cinq jours ouvrables"),
    "no SIREN": (professional, {"number": ""}, "Rien ne prouve"),
    "false SIREN": (professional, {"number": "123456789"}, "Rien ne prouve"),
    "no company": (professional, {"company": ""}, "Rien ne prouve"),
    "no activity": (professional, {"object_": ""}, "Rien ne prouve"),
    "over": (professional, {"end": date(2026, 11, 23)}, "Rien ne prouve"),
}


@pytest.mark.parametrize(("record", "changes", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_whole_is_refused_in_the_words_of_the_law(
    store: Store, lead: int, proof: Path, record: Callable[..., int], changes: dict[str, object], words: str
) -> None:
    with pytest.raises(UserError) as refused:
        record(store, lead, proof, **changes)
    assert refused.value.code == "TITLE_REFUSED"
    assert words in plain(refused.value.text)
    assert shown(store, lead) == []


@pytest.mark.parametrize("record", [contract, request, professional])
def test_no_title_without_a_proof(store: Store, lead: int, record: Callable[..., int]) -> None:
    with fails_with("TITLE_REFUSED"):
        record(store, lead, None)
    assert shown(store, lead) == []


def test_a_mandate_may_be_recorded_before_it_begins(store: Store, lead: int, proof: Path) -> None:
    contract(store, lead, proof, start=date(2026, 12, 1))
    assert "CONTRACT_NOT_BEGUN" in codes(judged(store, lead))
    [one] = shown(store, lead)
    assert one.flaw is not None
    assert one.flaw.code == "CONTRACT_NOT_BEGUN"


def test_a_professional_title_ends_on_its_day(store: Store, lead: int, proof: Path) -> None:
    professional(store, lead, proof, end=date(2026, 11, 30))
    assert judged(store, lead).allowed
    assert "PROFESSIONAL_UNPROVEN" in codes(judged(store, lead, NOW + timedelta(days=7)))


def test_a_request_answered_and_a_title_closed_open_nothing_more(store: Store, lead: int, proof: Path) -> None:
    asked, mandate = request(store, lead, proof), contract(store, lead, proof)
    titles.answered(store, asked, by=BY, at=NOW)
    titles.answered(store, asked, by=BY, at=NOW + timedelta(days=1))
    titles.close(store, mandate, by=BY, at=NOW)
    titles.close(store, mandate, by=BY, at=NOW + timedelta(days=1))
    said = judged(store, lead, NOW + timedelta(minutes=1))
    assert (said.allowed, codes(said)[0]) == (False, "CONSENT_NONE")
    assert "REQUEST_ANSWERED" in codes(said)
    with store.read() as r:
        answered, closed = r.get(Title, asked), r.get(Title, mandate)
    assert answered is not None
    assert closed is not None
    assert answered.answered == closed.closed_at == NOW.astimezone(UTC).isoformat(timespec="milliseconds")
    found = {one.kind: one for one in shown(store, lead)}
    assert not any(one.alive for one in found.values())
    assert "Arrêté le 24 novembre 2026" in lines(found[TitleKind.CONTRACT])
    for end in (titles.answered, titles.close):
        with pytest.raises(UserError):
            end(store, 1, by=BY, at=NOW)


def test_an_agreement_keeps_how_where_and_for_which_hours(store: Store, lead: int, proof: Path) -> None:
    given = ConsentTerms(
        way="counter", place="Uzès", collector="Marc", slots=((2, "10:00", "12:00"),),
        exact=(datetime(2026, 11, 28, 19, 30),),  # noqa: DTZ001 - the person's own time
    )  # fmt: skip
    agree(store, lead, proof, given, channels=[Channel.CALL, Channel.EMAIL, Channel.SMS], object_="estimation")
    assert judged(store, lead).allowed
    assert "CONSENT_SLOT" in codes(judged(store, lead, NOW.replace(hour=14)))
    assert codes(judged(store, lead, datetime(2026, 11, 28, 19, 35, tzinfo=PARIS)))[0] == "CALL_OFF_HOURS"
    assert not judged(store, lead, datetime(2026, 11, 28, 19, 50, tzinfo=PARIS)).allowed
    [one] = shown(store, lead)
    assert plain(one.head) == "Accord du 20 novembre 2026 à 9 h 30"
    assert lines(one) == (
        "Pour : téléphone, e-mail et SMS",
        "Formulaire signé à l’agence, Uzès, Marc",
        "Heures : le mardi de 10 h à 12 h",
        "Hors horaires, une seule fois le 28 novembre 2026 à 19 h 30",
        "estimation",
    )
    with store.read() as r:
        [made] = r.of(Consent, "-collected, -id", lead_id=lead)
    assert (made.agency, len(made.text_sha256)) == ("Tilleuls Immobilier", 64)


@pytest.mark.parametrize("way", [way for way in ConsentWay if not way.counts])
def test_what_is_no_agreement_is_refused_with_the_reason(store: Store, lead: int, proof: Path, way: str) -> None:
    with pytest.raises(UserError) as refused:
        agree(store, lead, proof, ConsentTerms(way=way))
    words = "aucune preuve n’est jointe" if way == "oral" else "ne vaut pas consentement"
    assert refused.value.code == "TITLE_REFUSED"
    assert words in refused.value.text
    assert "R223-" in refused.value.text
    assert shown(store, lead) == []


@pytest.mark.parametrize("lack", ConsentGap)
def test_a_paper_that_lacks_something_is_refused(store: Store, lead: int, proof: Path, lack: str) -> None:
    with pytest.raises(UserError) as refused:
        agree(store, lead, proof, ConsentTerms(missing=(lack,)))
    assert f"il y manque {ConsentGap(lack).word}." in refused.value.text
    assert shown(store, lead) == []


@pytest.mark.parametrize(
    "given",
    [
        ConsentTerms(way="rumeur"),
        ConsentTerms(missing=("tampon",)),
        ConsentTerms(slots=((8, "10:00", "12:00"),)),
        ConsentTerms(slots=((1, "dix", "12:00"),)),
        ConsentTerms(slots=((1, "10:00", "midi"),)),
        ConsentTerms(slots=((1, "12:00", "10:00"),)),
    ],
)
def test_a_value_that_does_not_exist_is_refused(store: Store, lead: int, proof: Path, given: ConsentTerms) -> None:
    with fails_with("FIELD_VALUE"):
        agree(store, lead, proof, given)


def test_an_agreement_found_incomplete_opens_nothing_more(store: Store, lead: int, proof: Path) -> None:
    one = agree(store, lead, proof)
    consenting.find_incomplete(store, one, ["signature"], by=BY, at=NOW)
    consenting.find_incomplete(store, one, ["duration", "signature"], by=BY, at=NOW)
    said = judged(store, lead)
    assert codes(said) == ["CONSENT_INCOMPLETE"]
    assert said.reasons[0].values["missing"] == ("la signature", "la durée")
    with store.read() as r:
        made = r.get(Consent, one)
    assert made is not None
    assert not made.mentions
    with pytest.raises(UserError):
        consenting.find_incomplete(store, 1, ["signature"], by=BY, at=NOW)


def test_an_agreement_given_to_another_name_is_another_agency_s(store: Store, lead: int, proof: Path) -> None:
    agree(store, lead, proof)
    save_agency(store, {"legal_name": "TILLEULS  immobilier"}, by=BY, at=NOW)
    assert judged(store, lead).allowed
    save_agency(store, {"legal_name": "Acacias Immobilier"}, by=BY, at=NOW)
    assert codes(judged(store, lead)) == ["CONSENT_OTHER_AGENCY"]
    assert shown(store, lead)[0].flaw is not None


def test_the_telephone_alone_is_taken_back(store: Store, lead: int, proof: Path) -> None:
    agree(store, lead, proof, channels=[Channel.CALL, Channel.EMAIL])
    agree(store, lead, proof, channels=[Channel.EMAIL])
    later = NOW + timedelta(minutes=1)
    assert consenting.withdraw_all(store, lead, by=BY, at=NOW, how="call", calls_only=True) == 1
    assert consenting.withdraw_all(store, lead, by=BY, at=later, how="call", calls_only=True) == 0
    assert codes(judged(store, lead, later)) == ["CONSENT_WITHDRAWN"]
    assert judged(store, lead, later, Channel.EMAIL).allowed
    assert "Téléphone retiré le 24 novembre 2026" in [line for one in shown(store, lead, later) for line in lines(one)]
    assert consenting.withdraw_all(store, lead, by=BY, at=later, how="letter") == 2
    assert not judged(store, lead, later + timedelta(minutes=1), Channel.EMAIL).allowed
    with pytest.raises(UserError):
        consenting.withdraw(store, 1, by=BY, at=NOW)


def test_a_later_proven_agreement_opens_again_after_a_withdrawal(store: Store, lead: int, proof: Path) -> None:
    first = agree(store, lead, proof)
    consenting.withdraw(store, first, by=BY, at=NOW, how="call")
    assert not judged(store, lead, NOW + timedelta(minutes=1)).allowed
    later = NOW + timedelta(days=1)
    consenting.record(
        store, Who(lead), channels=[Channel.CALL], collected=later, wording="consent-1", proof=proof, by=BY, at=later,
        given=ConsentTerms(way="coupon"),
    )  # fmt: skip
    assert judged(store, lead, later + timedelta(minutes=1)).allowed


def test_an_agreement_about_to_end_says_so_and_is_not_renewed(store: Store, lead: int, proof: Path) -> None:
    agree(store, lead, proof, until=date(2026, 12, 20))
    assert "CONSENT_ENDS_SOON" in codes(judged(store, lead))
    [one] = shown(store, lead)
    assert (one.soon, one.ends) == (True, date(2026, 12, 20))
    assert codes(judged(store, lead, datetime(2026, 12, 21, 11, 0, tzinfo=PARIS)))[0] == "CONSENT_EXPIRED"
    contract(store, lead, proof)
    assert "CONSENT_ENDS_SOON" not in codes(judged(store, lead))


def test_an_e_mail_agreement_is_judged_for_e_mails(store: Store, lead: int, proof: Path) -> None:
    agree(store, lead, proof, channels=[Channel.EMAIL])
    [one] = shown(store, lead)
    assert (one.flaw, one.kind) == (None, TitleKind.CONSENT)
    assert judged(store, lead).light is Light.FORBIDDEN
    assert not judged(store, lead, channel=Channel.ROBOT).allowed
    assert judged(store, lead, channel=Channel.PORTAL).allowed


def test_a_coupon_for_a_number_and_for_e_mails_is_good_for_both(store: Store, lead: int, proof: Path) -> None:
    with store.read() as r:
        caller = of_lead(r, lead)
        law = law_of(settings(r))
        by_mail = r.keyed_hash("email", "paul@example.fr")
    dialled = Who(lead, "phone", "0639981241", caller.hash, caller.phone)
    consenting.record(store, dialled, channels=[Channel.CALL, Channel.EMAIL], collected=COLLECTED, wording="consent-1",
                      proof=proof, by=BY, at=NOW, given=ConsentTerms(way="counter"))  # fmt: skip
    with store.read() as r:
        assert verdict(r, lead, law, channel=Channel.EMAIL, at=NOW, key=by_mail).allowed
        assert verdict(r, lead, law, channel=Channel.CALL, at=NOW, key=caller.hash).allowed
        assert not verdict(r, lead, law, channel=Channel.SMS, at=NOW, key=caller.hash).allowed
        other = r.keyed_hash("phone", "0199001010")
        assert codes(verdict(r, lead, law, channel=Channel.CALL, at=NOW, key=other)) == ["CONSENT_OTHER_NUMBER"]


def test_an_opposition_withdraws_the_agreement_too(store: Store, lead: int, proof: Path) -> None:
    agree(store, lead, proof)
    opposing.oppose(store, Who(lead), how="call", by=BY, at=NOW)
    [one] = shown(store, lead, NOW + timedelta(minutes=1))
    assert (one.alive, one.flaw is not None) == (False, True)


def test_a_refusal_after_a_later_agreement_is_a_new_one_and_can_be_undone(store: Store, lead: int, proof: Path) -> None:
    opposing.oppose(store, Who(lead), how="letter", by=BY, at=NOW)
    agreed, again = NOW + timedelta(minutes=30), NOW + timedelta(minutes=40)
    consenting.record(store, Who(lead), channels=[Channel.CALL], collected=agreed, wording="consent-1", proof=proof,
                      by=BY, at=agreed, given=ConsentTerms(way="counter"))  # fmt: skip
    assert judged(store, lead, again).allowed
    with store.read() as r:
        assert [one.id for one in calldesk.queue(r, law_of(settings(r)), at=again).now] == [lead]
    done = opposing.oppose(store, Who(lead), how="call", by=BY, at=again)
    assert not done.already
    later = again + timedelta(minutes=1)
    assert judged(store, lead, later).light is Light.OPPOSED
    assert opposing.oppose(store, Who(lead), how="call", by=BY, at=later).already
    with store.read() as r:
        assert registers.count_gestures(r) == 2
        assert calldesk.queue(r, law_of(settings(r)), at=later) == calldesk.CallQueue()
    opposing.undo(store, done.gesture, by=BY, at=later)
    assert judged(store, lead, later).allowed
    assert judged(store, lead, later, Channel.LETTER).light is Light.OPPOSED


def test_a_coupon_found_late_brings_nobody_opposed_back_to_the_desk(store: Store, lead: int, proof: Path) -> None:
    opposing.oppose(store, Who(lead), how="letter", by=BY, at=NOW)
    agree(store, lead, proof)
    with store.read() as r:
        assert calldesk.queue(r, law_of(settings(r)), at=NOW + timedelta(minutes=1)) == calldesk.CallQueue()


def test_the_sheet_and_the_day_tell_the_titles(store: Store, lead: int, proof: Path) -> None:
    consent, asked, mandate = agree(store, lead, proof), request(store, lead, proof), contract(store, lead, proof)
    professional(store, lead, proof)
    titles.answered(store, asked, by=BY, at=NOW)
    titles.close(store, mandate, by=BY, at=NOW)
    consenting.find_incomplete(store, consent, ["signature"], by=BY, at=NOW)
    consenting.withdraw(store, consent, by=BY, at=NOW, calls_only=True)
    with store.read() as r:
        said = {event.text for event in lead_views.lead_sheet(r, lead, law_of(settings(r)), at=NOW).events}
        day = [one.text for one in recent.recent(r, at=NOW, limit=50)]
    assert {
        "Contrat noté\u202f: mandat n°\u00a02026-041",
        "Demande de la personne\u202f: estimation",
        "Demande répondue",
        "Titre arrêté avant sa fin",
        "Professionnel noté\u202f: SARL Pierre et Fils",
        "Accord retiré pour le téléphone",
    } <= said
    for words in ("Demande répondue", "Titre arrêté", "trouvé incomplet"):
        assert any(words in one for one in day), words


def test_a_callback_is_judged_again_when_it_comes_due(store: Store, lead: int, proof: Path) -> None:
    """One planned after the end of the agreement is announced to nobody: it will not be allowed."""
    informed(store, lead)
    agree(store, lead, proof, until=date(2026, 11, 30))
    due = datetime(2026, 12, 1, 11, 0, tzinfo=PARIS)
    calling.plan_callback(store, lead, due=due, by=BY, at=NOW)
    with store.read() as r:
        law = law_of(settings(r))
        assert calldesk.queue(r, law, at=NOW) == calldesk.CallQueue(others=1)
        assert calldesk.queue(r, law, at=due) == calldesk.CallQueue(others=1)
        who = of_lead(r, lead)
    with pytest.raises(calling.CallForbidden) as refused:
        calling.start(store, who, by=BY, at=due)
    assert "CONSENT_EXPIRED" in codes(refused.value.verdict)


def test_four_attempts_count_over_every_number_and_every_user(store: Store, lead: int, proof: Path) -> None:
    two = add(store, phones=("06 39 98 44 01", "01 99 00 44 02"), last_name="Roux", emails=(), address="1 rue Neuve",
              reference="TD9")  # fmt: skip
    agree(store, two, proof)
    for place, (phone, user) in enumerate(
        (("+33639984401", "Marc"), ("+33199004402", BY), ("+33639984401", BY), ("+33199004402", "Marc"))
    ):
        with store.read() as r:
            who = calldesk.telephone(r, two, phone)
        at = NOW + timedelta(minutes=place)
        calling.log(store, who, direction="out", outcome="no_answer", by=user, at=at)
    for phone in ("+33639984401", "+33199004402"):
        with store.read() as r:
            who = calldesk.telephone(r, two, phone)
        with pytest.raises(calling.CallForbidden) as refused:
            calling.start(store, who, by="Léa", at=NOW + timedelta(days=2))
        assert "FREQUENCY" in codes(refused.value.verdict)


def test_a_title_closed_leaves_the_queue(store: Store, lead: int, proof: Path) -> None:
    informed(store, lead)
    mandate = contract(store, lead, proof, end=date(2026, 12, 5))
    agree(store, lead, proof)
    consenting.withdraw_all(store, lead, by=BY, at=NOW, calls_only=True)
    with store.read() as r:
        law = law_of(settings(r))
        assert [one.id for one in calldesk.queue(r, law, at=NOW).now] == [lead]
        assert "contracts" in [one.kind for one in things_due(r, law, at=NOW)]
    titles.close(store, mandate, by=BY, at=NOW)
    with store.read() as r:
        assert calldesk.queue(r, law, at=NOW) == calldesk.CallQueue()
        assert "contracts" not in [one.kind for one in things_due(r, law, at=NOW)]


@table(
    "way, days, refused",
    [("coupon", 20, True), ("email", 16, True), ("coupon", 15, False), ("counter", 20, False), ("", 20, False)],
)
def test_a_coupon_is_no_older_than_its_letter(store: Store, proof: Path, way: str, days: int, refused: bool) -> None:
    lead = add(
        store, last_name=f"C{way}{days}", phones=(), emails=(f"c{way}{days}@exemple.fr",), address="", reference=way
    )
    informed(store, lead)
    collected = NOW - timedelta(days=days)
    given = ConsentTerms(way=way)
    with pytest.raises(UserError, match="avant la lettre") if refused else nullcontext():
        consenting.record(store, Who(lead), channels=[Channel.EMAIL], collected=collected, wording="consent-1",
                          proof=proof, by=BY, at=NOW, given=given)  # fmt: skip
