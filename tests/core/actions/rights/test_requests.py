"""Requests of persons on a real base: counted, answered, refused; corrections; messages to whoever delivered."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.actions.calling import consenting
from core.actions.common import people
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.keeping import forgetting
from core.actions.leads import correcting, timeline
from core.actions.letters import noticing
from core.actions.register import opposing, recipients
from core.actions.rights import erasing_on_request, replies, requests
from core.actions.rights.freezing import unfreeze
from core.base import moments
from core.base.errors import Stale
from core.base.moments import kept
from core.base.records import replace
from core.model.batch import BatchFacts, Source
from core.model.channel import Channel
from core.model.forgetting import Impact, RetainedItem, Staying
from core.model.request import Outcome, PersonRequest, RequestKind
from core.records.consent import Consent
from core.records.contact import Contact
from core.records.lead import Lead
from core.store import leads, registers
from core.store.port import Store
from tests.bases import bytes_of
from tests.core.actions.conftest import BATCH, BY, DRAFT, NOW, add, law_today, note_agreement, take, things_due, who_is
from tests.failing import fails_with

TODAY = NOW.date()


def ask(store: Store, who: str, kind: RequestKind, *, received: date = TODAY, identity: str = "") -> int:
    return requests.note(
        store, who, kind, received=received, how="letter", by=BY, at=NOW, identity=identity
    ).id  # fmt: skip


def asked(store: Store, request_id: int) -> PersonRequest:
    with store.read() as r:
        return requests.request(r, request_id)


def messages(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as r:
        return [
            (one.recipient, one.kind.value, one.shown.reference if one.shown else "") for one in recipients.to_send(r)
        ]


def flat(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f:", " :").replace("\u202f", " ")


def letter(store: Store, request_id: int, corrections: tuple[str, ...] = ()) -> str:
    with store.read() as r:
        return flat(replies.letter(r, request_id, at=NOW, corrections=corrections).text)


def test_a_request_is_due_in_a_month_and_late_the_day_after(store: Store) -> None:
    add(store)
    one = asked(store, ask(store, "0639981241", RequestKind.ACCESS, received=date(2026, 10, 31)))
    assert (one.name, one.person, one.due) == ("Moreau Hélène", "", date(2026, 11, 30))
    assert (one.late(date(2026, 11, 30)), one.late(date(2026, 12, 1))) == (False, True)


def test_a_person_is_found_by_number_e_mail_id_or_letter(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    [made] = noticing.make(ready, [lead], tmp_path, by=BY, at=NOW).made
    with ready.read() as r:
        for typed in ("06 39 98 12 41", "h.moreau@exemple.fr", str(lead), made.reference.lower()):
            found = requests.whose(r, typed)
            assert found is not None
            assert found.lead_id == lead
        assert requests.whose(r, "Jean Inconnu, 3 rue Haute") is None


def test_what_cannot_be_noted(store: Store) -> None:
    with fails_with("REQUEST_WHO"):
        ask(store, "  ", RequestKind.ACCESS)
    with fails_with("REQUEST_FUTURE"):
        ask(store, "Jean", RequestKind.ACCESS, received=TODAY + timedelta(days=1))
    with fails_with("FIELD_VALUE"):
        requests.note(store, "Jean", RequestKind.ACCESS, received=TODAY, how="pigeon", by=BY, at=NOW)
    with store.read() as r:
        assert requests.every(r) == []
    with fails_with("REQUEST_UNKNOWN"):
        requests.reopen(store, 12, by=BY, at=NOW)


def test_nothing_held_is_an_answer(ready: Store) -> None:
    one = ask(ready, "Jean Inconnu, 3 rue Haute", RequestKind.ACCESS)
    with fails_with("REQUEST_NO_SHEET"):
        requests.answer(ready, one, Outcome.DONE, how="letter", by=BY, at=NOW)
    assert "nous n’y avons trouvé aucune donnée sur vous." in letter(ready, one)
    assert "empreinte" not in letter(ready, one)
    requests.answer(ready, one, Outcome.NOTHING, how="letter", by=BY, at=NOW, digest="abc")
    done = asked(ready, one)
    assert (done.answered, done.outcome, done.answer, done.person) == (
        TODAY, Outcome.NOTHING, "abc", "Jean Inconnu, 3 rue Haute",
    )  # fmt: skip


def test_a_number_in_the_register_without_a_sheet_is_told(ready: Store) -> None:
    opposing.oppose_typed(ready, "0639981299", how="counter", by=BY, at=NOW)
    one = ask(ready, "0639981299", RequestKind.ACCESS)
    assert "empreinte, sans votre nom, de votre opposition du 24 novembre 2026" in letter(ready, one)


def test_an_answer_agrees_with_the_base(store: Store) -> None:
    lead = add(store)
    one = ask(store, "0639981241", RequestKind.ERASURE)
    with fails_with("REQUEST_KNOWN"):
        requests.answer(store, one, Outcome.NOTHING, how="letter", by=BY, at=NOW)
    with fails_with("REQUEST_IDENTITY"):
        requests.answer(store, one, Outcome.DONE, how="letter", by=BY, at=NOW)
    with fails_with("REQUEST_REASON"):
        requests.answer(store, one, Outcome.REFUSED, how="letter", by=BY, at=NOW)
    with fails_with("REQUEST_BEFORE"):
        requests.answer(store, one, Outcome.DONE, how="letter", by=BY, at=NOW, when=TODAY - timedelta(days=1))
    with fails_with("FIELD_VALUE"):
        requests.answer(store, one, Outcome.DONE, how="pigeon", by=BY, at=NOW)
    requests.recognise(store, one, "a rappelé du numéro de la fiche", by=BY, at=NOW)
    with fails_with("REQUEST_NOT_ERASED"):
        requests.answer(store, one, Outcome.DONE, how="letter", by=BY, at=NOW)
    forgetting.forget_rows(store, [lead], by=BY, at=NOW, keep_property=True, why="request")
    requests.recognise(store, one, "a rappelé du numéro de la fiche", by=BY, at=NOW)
    with fails_with("REQUEST_KNOWN"):  # What was erased was held.
        requests.answer(store, one, Outcome.NOTHING, how="letter", by=BY, at=NOW)
    requests.answer(store, one, Outcome.DONE, how="letter", by=BY, at=NOW)
    with fails_with("REQUEST_ANSWERED"):
        requests.answer(store, one, Outcome.DONE, how="letter", by=BY, at=NOW)
    with fails_with("REQUEST_ANSWERED"):
        requests.recognise(store, one, "encore", by=BY, at=NOW)
    requests.reopen(store, one, by=BY, at=NOW)
    assert asked(store, one).open


def test_two_months_more_with_a_reason_within_the_month(ready: Store) -> None:
    add(ready)
    one = ask(ready, "0639981241", RequestKind.ACCESS)
    with ready.read() as r, fails_with("REQUEST_REASON"):
        replies.extended(r, one)
    with fails_with("REQUEST_REASON"):
        requests.extend(ready, one, " ", by=BY, at=NOW)
    assert requests.extend(ready, one, "Archives à relire.", by=BY, at=NOW) == date(2027, 2, 24)
    with fails_with("REQUEST_EXTENDED"):
        requests.extend(ready, one, "encore", by=BY, at=NOW)
    with ready.read() as r:
        said = flat(replies.extended(r, one).text)
    assert (
        "Nous ne pourrons pas y répondre en un mois : Archives à relire. Le règlement européen permet alors" in said
        and "Vous aurez notre réponse au plus tard le 24 février 2027, et avant si nous le pouvons." in said
        and "une réclamation à la CNIL (cnil.fr) ou saisir un tribunal." in said
    )
    late = ask(ready, "Jean", RequestKind.ACCESS, received=date(2026, 10, 1))
    with fails_with("REQUEST_EXTEND_LATE"):
        requests.extend(ready, late, "trop tard", by=BY, at=NOW)


def test_a_refusal_gives_its_reason(ready: Store) -> None:
    lead = add(ready)
    one = ask(ready, str(lead), RequestKind.ERASURE)
    with ready.read() as r:
        with fails_with("REQUEST_REASON"):
            replies.refused(r, one, "")
        said = flat(replies.refused(r, one, "un contrat est en cours.").text)
    assert "Madame Moreau," in said
    assert "demandé le 24 novembre 2026 : un contrat est en cours." in said
    assert "Vous pouvez aussi saisir un tribunal." in said and "75334 Paris Cedex 07" in said
    assert "Votre droit de vous opposer à notre prospection reste entier" in said
    with ready.read() as r:
        assert "N’envoyez pas de pièce d’identité" in replies.doubt(r, one).text
    requests.answer(ready, one, Outcome.REFUSED, how="letter", by=BY, at=NOW, reason="contrat")
    assert asked(ready, one).note == "contrat"


def test_an_objection_holds_at_once_and_tells_who_delivered(ready: Store) -> None:
    lead = add(ready)
    noted = requests.note(ready, "0639981241", RequestKind.OBJECTION, received=TODAY, how="call", by=BY, at=NOW)
    assert noted.opposed is not None
    with ready.read() as r:
        assert r.row(Lead, lead).opposed_at
        [task] = recipients.to_send(r)
        said = flat(recipients.words(r, task.id).text)
    assert "Madame Moreau" in letter(ready, noted.id)
    assert "Nous en avertissons aussi : Pige Ouest" in letter(ready, noted.id)
    assert said.startswith("Objet : opposition à la prospection, annonce TD1, Toit Direct\n\nBonjour,")
    assert "(fichier pige.csv, ligne 2)" in said
    assert "avant le 24 décembre 2026" in said
    for person in ("Moreau", "Hélène", "0639981241", "06 39", "Mûriers", "h.moreau"):
        assert person not in said
    requests.answer(ready, noted.id, Outcome.DONE, how="call", by=BY, at=NOW)


def test_an_objection_of_a_number_alone_and_of_nobody(ready: Store) -> None:
    number = requests.note(ready, "0639981299", RequestKind.OBJECTION, received=TODAY, how="call", by=BY, at=NOW)
    assert "Votre opposition est enregistrée" in letter(ready, number.id)
    requests.answer(ready, number.id, Outcome.DONE, how="call", by=BY, at=NOW)
    nobody = requests.note(ready, "Jean", RequestKind.OBJECTION, received=TODAY, how="call", by=BY, at=NOW)
    assert nobody.opposed is None
    assert "aucune donnée" in letter(ready, nobody.id)


def test_a_message_is_made_once_taken_back_with_its_opposition_and_proven(ready: Store) -> None:
    lead = add(ready)
    save_agency(ready, {"other_recipients": "Réseau Exemple"}, by=BY, at=NOW)
    who = who_is(ready, lead)
    done = opposing.oppose(ready, who, how="call", by=BY, at=NOW)
    assert messages(ready) == [("Pige Ouest", "objection", "TD1"), ("Réseau Exemple", "objection", "TD1")]
    opposing.oppose(ready, who, how="call", by=BY, at=NOW)
    assert len(messages(ready)) == 2
    opposing.undo(ready, done.gesture, by=BY, at=NOW)
    assert messages(ready) == []
    opposing.oppose(ready, who, how="call", by=BY, at=NOW)
    with ready.read() as r:
        supplier, other = recipients.to_send(r)
        raw = recipients.words(r, supplier.id).text
        assert "Nous vous avions communiqué ces données." in recipients.words(r, other.id).text
    with fails_with("TASK_PROOF"):
        recipients.mark_sent(ready, supplier.id, proof=" ", by=BY, at=NOW)
    recipients.mark_sent(ready, supplier.id, proof="e-mail", by=BY, at=NOW)
    with fails_with("TASK_SENT"):
        recipients.mark_sent(ready, supplier.id, proof="e-mail", by=BY, at=NOW)
    with ready.read() as r:
        [sent] = recipients.sent(r)
    assert (sent.sent, sent.proof, sent.sha256) == (TODAY, "e-mail", hashlib.sha256(raw.encode()).hexdigest())
    recipients.mark_unsent(ready, supplier.id, by=BY, at=NOW)
    assert len(messages(ready)) == 2
    with fails_with("TASK_UNKNOWN"):
        recipients.mark_sent(ready, 12, proof="e-mail", by=BY, at=NOW)


def test_two_deliveries_of_one_listing_are_one_message_and_another_listing_one_more(store: Store) -> None:
    lead = add(store)
    again = BatchFacts(
        Source.FILE, "pige2.csv", "2026-11-21", supplier="Pige Ouest", site="TOIT DIRECT", sha256="1" * 64
    )
    assert take(store, DRAFT, batch=again).merged == 1
    assert take(store, DRAFT._replace(reference="TD9", line=3), batch=again).merged == 1
    who = who_is(store, lead)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    assert sorted(messages(store)) == [("Pige Ouest", "objection", "TD1"), ("Pige Ouest", "objection", "TD9")]
    with store.read() as r:
        assert {one.shown.batch for one in recipients.to_send(r) if one.shown} == {"pige2.csv"}


def test_a_message_needs_a_signature(store: Store) -> None:
    lead = add(store)
    who = who_is(store, lead)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    with store.read() as r, fails_with("AGENCY_INCOMPLETE"):
        recipients.words(r, recipients.to_send(r)[0].id)


def test_a_freeze_holds_at_once_until_it_is_lifted(ready: Store) -> None:
    lead = add(ready)
    one = ask(ready, "0639981241", RequestKind.RESTRICTION)
    ask(ready, "0639981241", RequestKind.RESTRICTION)
    with ready.read() as r:
        assert r.row(Lead, lead).restricted_at
    assert messages(ready) == [("Pige Ouest", "restriction", "TD1")]
    assert "Nous demandons la même chose à : Pige Ouest." in letter(ready, one)
    assert unfreeze(ready, lead, by=BY, at=NOW) == []
    assert messages(ready) == [], "nobody was told yet: nobody is"
    assert unfreeze(ready, lead, by=BY, at=NOW) == []
    with ready.read() as r:
        assert r.row(Lead, lead).restricted_at is None
    ask(ready, "0639981241", RequestKind.RESTRICTION)
    with ready.read() as r:
        [task] = recipients.to_send(r)
    recipients.mark_sent(ready, task.id, proof="e-mail", by=BY, at=NOW)
    assert unfreeze(ready, lead, by=BY, at=NOW) == ["Pige Ouest"], "told that it froze, to be told it is over"
    ask(ready, "0639981241", RequestKind.RESTRICTION)
    assert messages(ready) == [("Pige Ouest", "restriction", "TD1")], "frozen again: told again"


def contact(store: Store, lead: int, kind: str) -> int:
    with store.read() as r:
        return next(row.id for row in r.of(Contact, lead_id=lead) if row.kind == kind)


def test_a_correction_says_before_and_after_and_tells_who_delivered(ready: Store) -> None:
    lead = add(ready)
    one = ask(ready, str(lead), RequestKind.RECTIFICATION, identity="pièce lue au comptoir")
    done = correcting.correct(
        ready, lead, fields={"last_name": "Morault", "town": "Nîmes", "postcode": "30000"},
        contacts={contact(ready, lead, "phone"): "06 39 98 77 77"}, added=[("email", "m@exemple.fr")], by=BY, at=NOW,
    )  # fmt: skip
    assert [(one.label, flat(one.before), flat(one.after)) for one in done] == [
        ("nom", "Moreau", "Morault"), ("commune", "Uzès", "Nîmes"), ("code postal", "30700", "30000"),
        ("téléphone", "06 39 98 12 41", "06 39 98 77 77"),
        ("e-mail", "", "m@exemple.fr"),
    ]  # fmt: skip
    with ready.read() as r:
        person = r.get(Lead, lead)
        assert person is not None
        assert (person.name, person.first_name, person.last_name) == ("Morault Hélène", "Hélène", "Morault")
        assert (person.civility, person.postcode, person.town) == ("Madame", "30000", "Nîmes")
        assert list(leads.search(r, text="morault")) == [lead]
        assert list(leads.search(r, text="moreau hélène")) == [lead], "the e-mail still says so"
        assert people.find(r, "0639987777").lead_id == lead
        assert people.find(r, "0639981241").lead_id is None
        address = next(row for row in r.of(Contact, lead_id=lead) if row.kind == "address")
        assert (address.postcode, address.town) == ("30000", "Nîmes")
        [task] = recipients.to_send(r)
        assert "Voici ce qui est exact aujourd’hui : nom : Morault" in flat(recipients.words(r, task.id).text)
        before = r.value(str, """SELECT before FROM journal_value WHERE "table" = 'lead' AND after LIKE '%Morault%'""")
        assert before is not None
        assert '"last_name":"Moreau"' in before
    said = letter(ready, one, tuple(one.said for one in done))
    assert "C’est fait (nom : Morault" in said
    assert "C’est fait (nom : Morault" in letter(ready, one), "as the message to whoever delivered says it"


def test_what_cannot_be_corrected(store: Store) -> None:
    lead = add(store)
    phone = contact(store, lead, "phone")
    with fails_with("LEAD_UNKNOWN"):
        correcting.correct(store, 12, fields={"town": "Nîmes"}, by=BY, at=NOW)
    with fails_with("FIELD_UNKNOWN"):
        correcting.correct(store, lead, fields={"age": "40"}, by=BY, at=NOW)
    with fails_with("FIELD_UNKNOWN"):
        correcting.correct(store, lead, added=[("fax", "0199000000")], by=BY, at=NOW)
    for fields in ({"postcode": "ABC"}, {"civility": "Docteur"}):
        with fails_with("FIELD_VALUE"):
            correcting.correct(store, lead, fields=fields, by=BY, at=NOW)
    with fails_with("FIELD_VALUE"):
        correcting.correct(store, lead, contacts={phone: "12"}, by=BY, at=NOW)
    with fails_with("CORRECTION_NONE"):
        correcting.correct(store, lead, fields={"town": "Uzès"}, contacts={phone: "0639981241", 5: "x"}, by=BY, at=NOW)
    with pytest.raises(Stale):
        correcting.correct(store, lead, fields={"town": "Nîmes"}, version=7, by=BY, at=NOW)


def test_a_name_and_a_number_taken_off(store: Store) -> None:
    lead = add(store)
    done = correcting.correct(
        store, lead, fields={"last_name": "", "first_name": ""}, contacts={contact(store, lead, "phone"): ""}, by=BY,
        at=NOW,
    )  # fmt: skip
    assert [flat(one.said) for one in done] == ["nom : rien", "prénom : rien", "téléphone : rien"]
    with store.read() as r:
        assert people.find(r, "0639981241").lead_id is None
        assert [row.kind for row in r.of(Contact, lead_id=lead)] == ["email", "address"]


def test_a_correction_opens_nothing_and_keeps_the_other_ways(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    save_agency(ready, {}, by=BY, at=NOW)
    law = law_today(ready)
    proof = tmp_path / "coupon.txt"
    proof.write_text("accord", encoding="utf-8")
    consenting.record(
        ready, people.Who(lead), channels=[Channel.CALL, Channel.EMAIL], collected=NOW - timedelta(days=1),
        wording="consent-1", proof=proof, by=BY, at=NOW,
    )  # fmt: skip
    correcting.correct(ready, lead, contacts={contact(ready, lead, "phone"): "0639987777"}, by=BY, at=NOW)
    with ready.read() as r:
        held = r.of(Consent, lead_id=lead)
        assert all(row.channels for row in held)
        new = people.find(r, "0639987777")
        old = r.keyed_hash("phone", "0639981241")
        call = verdict(r, lead, law, channel=Channel.CALL, at=NOW, key=new.hash)
        mail = verdict(r, lead, law, channel=Channel.EMAIL, at=NOW, key=r.keyed_hash("email", "h.moreau@exemple.fr"))
        hashes = set(r.column(str, "SELECT hash FROM consent"))
    assert not call.allowed
    assert "CONSENT_MISSING" not in {reason.code for reason in mail.reasons}
    assert old in hashes


def test_a_new_number_of_who_refuses_is_refused_and_a_refused_number_closes_the_sheet(store: Store) -> None:
    lead = add(store)
    who = who_is(store, lead)
    opposing.oppose(store, who, how="call", by=BY, at=NOW)
    correcting.correct(store, lead, contacts={contact(store, lead, "phone"): "0639987777"}, by=BY, at=NOW)
    with store.read() as r:
        hashes = {r.keyed_hash("phone", "0639987777"), r.keyed_hash("phone", "0639981241")}
        assert registers.opposed(r, list(hashes)).keys() == hashes
    other = add(
        store, last_name="Bœuf", phones=("0639981250",), emails=(), reference="TD2", address="8 impasse des Lilas"
    )
    correcting.correct(store, other, added=[("phone", "0639981241"), ("address", "2 rue Basse")], by=BY, at=NOW)
    with store.read() as r:
        assert r.row(Lead, other).opposed_at
        assert registers.opposed(r, [r.keyed_hash("phone", "0639981250")])


def test_an_erasure_tells_first_writes_the_letter_and_leaves_what_proves_it(ready: Store) -> None:
    lead = add(ready)
    one = ask(ready, str(lead), RequestKind.ERASURE)
    with fails_with("REQUEST_IDENTITY"):
        erasing_on_request.erase(ready, one, by=BY, at=NOW)
    requests.recognise(ready, one, "Moreau a rappelé", by=BY, at=NOW)
    _done, reply = erasing_on_request.erase(ready, one, by=BY, at=NOW)
    assert "Madame Moreau," in flat(reply.text)
    assert "nous effaçons de nos fichiers vos nom et coordonnées." in flat(reply.text)
    assert "Nous demandons le même effacement à : Pige Ouest." in flat(reply.text)
    requests.answer(ready, one, Outcome.DONE, how="letter", by=BY, at=NOW)
    left = asked(ready, one)
    assert left.answer == hashlib.sha256(reply.text.encode()).hexdigest()
    assert (left.name, left.person, left.note) == ("", "", "")
    assert messages(ready) == [("Pige Ouest", "erasure", "TD1")]
    with ready.read() as r:
        [task] = recipients.to_send(r)
        assert "nous a demandé d’effacer ses données" in flat(recipients.words(r, task.id).text)
    recipients.mark_sent(ready, task.id, proof="e-mail", by=BY, at=NOW)
    with ready.read() as r:
        [sent] = recipients.sent(r)
        assert (sent.shown, sent.kind, sent.day) == (None, RequestKind.ERASURE, TODAY)
        with fails_with("TASK_EMPTIED"):
            recipients.words(r, sent.id)
    recipients.mark_unsent(ready, task.id, by=BY, at=NOW)
    with ready.read() as r:
        assert recipients.sent(r)
        assert recipients.of_lead(r, lead)
    unknown = ask(ready, "Jean", RequestKind.ERASURE)
    with fails_with("REQUEST_NO_SHEET"):
        erasing_on_request.erase(ready, unknown, by=BY, at=NOW)


@pytest.mark.parametrize("stays", [False, True])
def test_an_erasure_names_replies_and_calls_only_when_it_takes_some(ready: Store, stays: bool) -> None:
    lead = add(ready)
    one = ask(ready, str(lead), RequestKind.ERASURE, identity="Moreau a rappelé")
    until = RetainedItem(Staying.CALLS, 1, "RET-05", "", "", TODAY)
    impact = Impact(lead, {}, (until,) if stays else ())

    def erased() -> str:
        with ready.read() as r:
            return flat(replies.erased(r, one, impact, at=NOW).text)

    assert "nous effaçons de nos fichiers vos nom et coordonnées." in erased()
    with ready.write("test", by=BY, at=NOW) as w:
        w.insert("call", {"lead_id": lead, "hash": "", "phone": "", "direction": "out", "started": kept(NOW),
                          "verdict": "{}", "by": BY})  # fmt: skip
    assert ("vos nom, coordonnées et appels." in erased()) is not stays
    with ready.write("test", by=BY, at=NOW) as w:
        w.insert("reply", {"lead_id": lead, "notice_id": 1, "boxes": "", "received": TODAY.isoformat(),
                           "at": kept(NOW), "by": BY})  # fmt: skip
    words = "vos nom, coordonnées et réponses." if stays else "vos nom, coordonnées, réponses et appels."
    assert words in erased()


def test_a_message_that_left_is_emptied_when_the_person_is_erased(ready: Store) -> None:
    lead = add(ready)
    who = who_is(ready, lead)
    opposing.oppose(ready, who, how="call", by=BY, at=NOW)
    with ready.read() as r:
        [task] = recipients.to_send(r)
    recipients.mark_sent(ready, task.id, proof="e-mail", by=BY, at=NOW)
    forgetting.forget(ready, lead, by=BY, at=NOW)
    with ready.read() as r:
        assert recipients.task(r, task.id).shown is None
        [erasure] = recipients.to_send(r)
    recipients.mark_sent(ready, erasure.id, proof="e-mail", by=BY, at=NOW)
    with ready.read() as r:
        left = r.records("SELECT * FROM journal_value WHERE coalesce(before, '') || coalesce(after, '') LIKE '%TD1%'")
        assert left == []


def test_the_list_has_the_open_ones_first(store: Store) -> None:
    first = ask(store, "Jean", RequestKind.ACCESS, received=date(2026, 11, 1))
    second = ask(store, "Paul", RequestKind.ACCESS, received=date(2026, 10, 1))
    third = ask(store, "Anne", RequestKind.ACCESS, received=date(2026, 9, 1))
    requests.answer(store, third, Outcome.NOTHING, how="email", by=BY, at=NOW)
    with store.read() as r:
        assert [one.id for one in requests.every(r)] == [second, first, third]
    assert BATCH.supplier == "Pige Ouest"


def test_the_life_of_a_lead_tells_its_requests_and_messages(ready: Store) -> None:
    lead = add(ready)
    one = ask(ready, str(lead), RequestKind.OBJECTION)
    old = ask(ready, str(lead), RequestKind.ACCESS, received=date(2026, 11, 2), identity="au comptoir")
    requests.answer(ready, one, Outcome.DONE, how="letter", by=BY, at=NOW)
    requests.prepared(ready, old, "0" * 64, by=BY, at=NOW)
    requests.answer(ready, old, Outcome.DONE, how="letter", by=BY, at=NOW)
    with ready.read() as r:
        [task] = recipients.to_send(r)
    recipients.mark_sent(ready, task.id, proof="e-mail", by=BY, at=NOW)
    with ready.read() as r:
        told = [flat(event.text) for event in timeline.events(r, lead)]
    answered, came = "Réponse à la demande (opposition) : faite", "Demande reçue : opposition (courrier)"
    assert told.index(answered) < told.index(came), "newest first: the answer of the same day stands above"
    for said in (
        "Demande reçue : opposition (courrier)", "Demande reçue : copie des données (courrier)",
        "Réponse à la demande (copie des données) : faite", "Message à envoyer à Pige Ouest : opposition",
        "Message parti à Pige Ouest : opposition, e-mail",
    ):  # fmt: skip
        assert said in told


def test_a_request_noted_the_day_it_came_bears_its_moment(ready: Store) -> None:
    now = moments.now()
    lead = add(ready)
    requests.note(ready, str(lead), RequestKind.ACCESS, received=now.date(), how="call", by=BY, at=now)
    with ready.read() as r:
        [asked_for] = [event for event in timeline.events(r, lead) if event.kind == "request"]
    assert abs(asked_for.at - now) < timedelta(minutes=5)


def test_due_requests_are_the_first_page_s(ready: Store) -> None:
    add(ready)
    ask(ready, "0639981241", RequestKind.OBJECTION, received=date(2026, 11, 3))
    ask(ready, "Jean Inconnu", RequestKind.ACCESS, received=date(2026, 10, 3))
    with ready.read() as r:
        found = {one.kind: one for one in things_due(r, law_of(settings(r)), at=NOW)}
    assert (found["requests"].count, found["requests"].day, found["requests"].name) == (
        2,
        date(2026, 11, 3),
        "Jean Inconnu",
    )
    assert (found["messages"].count, found["messages"].name) == (1, "Pige Ouest")


def test_a_person_already_found_and_a_letter_of_access(ready: Store) -> None:
    lead = add(ready)
    noted = requests.note(
        ready, people.Who(lead), RequestKind.ACCESS, received=TODAY, how="call", by=BY, at=NOW
    )  # fmt: skip
    with fails_with("COPY_FIRST"):
        letter(ready, noted.id)
    requests.prepared(ready, noted.id, "0" * 64, by=BY, at=NOW)
    assert "une copie de vos données. La voici, gratuitement." in letter(ready, noted.id)
    assert requests.digest_of("é") == hashlib.sha256("é".encode()).hexdigest()
    [one] = correcting.correct(ready, lead, fields={"first_name": "Élène"}, by=BY, at=NOW)
    assert one.after == "Élène"


def test_who_asks_to_be_erased_may_refuse_to_come_back(ready: Store, tmp_path: Path) -> None:
    """Erasure alone leaves no entry in the register: the next file would bring the person back."""
    lead = add(ready)
    one = requests.note(
        ready, "0639981241", RequestKind.ERASURE, received=TODAY - timedelta(days=2), how="letter", by=BY, at=NOW,
        identity="vue", opposes=True,
    )  # fmt: skip
    assert one.opposed is not None
    with ready.read() as r:
        [task] = recipients.to_send(r)
        said = flat(recipients.words(r, task.id).text)
    assert said.split("\n\n")[2].startswith("Le 22 novembre 2026, la personne"), "the day it was said"
    assert "avant le 24 décembre 2026" in said, "a month from the day it is written"
    _done, reply = erasing_on_request.erase(ready, one.id, by=BY, at=NOW)
    assert "– l’empreinte sans nom de votre opposition" in flat(reply.text)
    assert take(ready, DRAFT._replace(line=3), batch=replace(BATCH, supplier="Autre", name="b.csv")).opposed == 1
    with ready.read() as r:
        assert r.of(Contact, lead_id=lead) == []


def test_the_letter_to_who_objects_says_that_the_proof_of_their_agreement_is_kept(ready: Store, tmp_path: Path) -> None:
    lead = add(ready)
    proof = tmp_path / "coupon.pdf"
    proof.write_bytes(b"%PDF")
    who = who_is(ready, lead)
    note_agreement(ready, who, proof, collected=NOW, wording="v1")
    one = requests.note(ready, who, RequestKind.OBJECTION, received=TODAY, how="letter", by=BY, at=NOW).id
    assert (
        "La preuve de votre ancien accord, donné le 24 novembre 2026, est gardée jusqu’au 24 novembre 2029, à seule "
        "fin de preuve." in letter(ready, one)
    )
    nobody = requests.note(ready, "06 39 98 77 77", RequestKind.OBJECTION, received=TODAY, how="call", by=BY, at=NOW).id
    assert "ancien accord" not in letter(ready, nobody)


def test_a_correction_still_to_tell_goes_with_the_person(ready: Store) -> None:
    """Its words are the person's own name: they may not outlive it in a message that waits."""
    lead = add(ready)
    correcting.correct(ready, lead, fields={"last_name": "Marqueblanc"}, by=BY, at=NOW)
    assert messages(ready) == [("Pige Ouest", "rectification", "TD1")]
    with ready.read() as r:
        [stays] = [one for one in forgetting.impact(r, lead, on=TODAY).stays if one.what == "message"]
    assert stays.count == 1
    forgetting.forget(ready, lead, by=BY, at=NOW)
    assert messages(ready) == [("Pige Ouest", "erasure", "TD1")]
    for file in ready.path.parent.rglob("*"):
        assert not file.is_file() or b"marqueblanc" not in bytes_of(file).lower(), file.name


@pytest.mark.parametrize("corrected", ["name", "contact", "contact gone"])
def test_the_letter_of_a_correction_waits_for_it(ready: Store, corrected: str) -> None:
    """« C’est fait » is written once it is, by whoever did it and even when the program was closed since."""
    lead = add(ready)
    neighbour = add(ready, last_name="Autre", phones=("0639980009",), emails=(), reference="TD9", address="1 rue X")
    one = ask(ready, str(lead), RequestKind.RECTIFICATION, identity="vue")
    correcting.correct(ready, neighbour, fields={"last_name": "Autrement"}, by=BY, at=NOW)
    with fails_with("CORRECTION_FIRST"):
        letter(ready, one)
    phone = contact(ready, lead, "phone")
    if corrected == "name":
        correcting.correct(ready, lead, fields={"last_name": "Morault"}, by=BY, at=NOW)
    else:
        right = "" if corrected == "contact gone" else "06 39 98 77 77"
        correcting.correct(ready, lead, contacts={phone: right}, by=BY, at=NOW)
    assert "C’est fait (" in letter(ready, one)


# --- Data frozen at the person's wish (RGPD, art. 18): every way is closed, and says why


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.LETTER, Channel.EMAIL])
def test_a_freeze_closes_every_way(store: Store, channel: Channel) -> None:
    lead_id = add(store)
    with store.write("restriction", by=BY, at=NOW) as w:
        w.update("lead", lead_id, {"restricted_at": kept(NOW)})
    with store.read() as r:
        said = verdict(r, lead_id, law_of(settings(r)), channel=channel, at=NOW + timedelta(hours=4))
    assert not said.allowed
    [reason] = [one for one in said.reasons if one.code == "RESTRICTED"]
    assert reason.values == {"date": NOW.date()}


@pytest.mark.parametrize(
    ("site", "place"),
    [
        ("pap.fr", "publiée sur pap.fr,"),
        ("Journal Midi Libre", "publiée dans le journal Midi Libre,"),
        ("Toit Direct", "publiée par Toit Direct,"),
    ],
)
def test_a_recipient_reads_where_the_ad_was_as_it_is_said(ready: Store, site: str, place: str) -> None:
    take(ready, DRAFT, batch=replace(BATCH, site=site))
    with ready.read() as r:
        [lead] = leads.search(r)
    opposing.oppose(ready, who_is(ready, lead), how="call", by=BY, at=NOW)
    with ready.read() as r:
        [task] = recipients.to_send(r)
        assert f"annonce TD1, {place} s’est opposée" in flat(recipients.words(r, task.id).text)
