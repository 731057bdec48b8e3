"""What the timeline says of a value that changed: before, after, who; and what it must not say."""

from datetime import timedelta

from core.actions.keeping import forgetting
from core.actions.leads import correcting, editing
from core.actions.leads.edit_undo import undo_edit
from core.actions.leads.value_changes import changes_told
from core.actions.register import opposing
from core.model.editing import Change, How, ValueSource
from core.records.contact import Contact
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW, add, who_is

AD = ValueSource(How.LISTING, NOW.date())
FIRST, SECOND, THIRD = "06 39 98 12 90", "06 39 98 12 91", "06 39 98 12 92"


def told(store: Store, lead: int) -> list[tuple[str, str]]:
    with store.read() as r:
        return [
            (one.text.replace("\u00a0", " ").replace("\u202f", " "), one.where) for one in changes_told(r, lead).events
        ]


def edit(store: Store, lead: int, field: str, value: str, contact: int = 0, told_of: ValueSource | None = AD) -> object:
    return editing.edit(store, lead, [Change(field, value, contact)], told=told_of, by=BY, at=NOW)


def phone(store: Store, lead: int) -> int:
    with store.read() as r:
        return r.of(Contact, lead_id=lead, kind="phone")[-1].id


def test_each_value_says_what_it_was(store: Store) -> None:
    lead = add(store, phones=(FIRST,), price="372 000 €")
    edit(store, lead, "price", "355000", told_of=None)
    done = editing.edit(store, lead, [Change("price", "349000")], told=AD, by="Hugo", at=NOW)
    edit(store, lead, "phone", SECOND, phone(store, lead))
    edit(store, lead, "last_name", "Morel")
    undo_edit(store, done, by=BY, at=NOW)
    correcting.correct(store, lead, fields={"town": "Alès"}, by=BY, at=NOW + timedelta(days=1))
    assert told(store, lead)[0] == (
        "Adresse : 14 rue des Mûriers, 30700 Uzès → 14 rue des Mûriers, 30700 Alès", f"Donnée par la personne, {BY}",
    )  # fmt: skip
    assert told(store, lead)[1:] == [
        ("Prix : 349 000 € → 355 000 €", f"Annulé par {BY}"),
        ("Nom : Moreau Hélène → Morel Hélène", f"Lu dans l’annonce, {BY}"),
        (f"Téléphone : {FIRST} → {SECOND}", f"Lu dans l’annonce, {BY}"),
        ("Prix : 355 000 € → 349 000 €", "Corrigé par Hugo"),  # its origin went with the undoing
        ("Prix : 372 000 € → 355 000 €", f"Corrigé par {BY}"),
    ]


def test_the_former_number_of_who_refuses_is_not_told(store: Store) -> None:
    lead = add(store, phones=(FIRST,), emails=())
    twin = add(store, phones=("06 39 98 12 95",), emails=(), reference="T2", address="1 rue A", last_name="Garcin")
    for one, number in ((lead, SECOND), (lead, THIRD), (twin, "06 39 98 12 96")):
        edit(store, one, "phone", number, phone(store, one))
    edit(store, twin, "price", "100000")
    opposing.oppose_typed(store, THIRD, how="call", by=BY, at=NOW)
    hidden = "Téléphone. Ancienne valeur cachée : la personne s’oppose"
    assert [text for text, _where in told(store, lead)] == [hidden, hidden]
    assert len(told(store, twin)) == 2, "another is told as before"
    # The former number of this one is that of somebody who refuses.
    opposing.oppose_typed(store, "06 39 98 12 95", how="call", by=BY, at=NOW)
    assert hidden in [text for text, _where in told(store, twin)]
    assert "12 95" not in str(told(store, twin))


def test_what_somebody_else_refuses_is_not_told_either(store: Store) -> None:
    """The former e-mail and address of this one are those of somebody in the register."""
    lead = add(store, emails=("a@exemple.fr",), address="14 rue des Mûriers", phones=())
    with store.read() as r:
        email, home = (r.of(Contact, lead_id=lead, kind=kind)[0].id for kind in ("email", "address"))
    edit(store, lead, "email", "b@exemple.fr", email)
    edit(store, lead, "address", "3 rue Basse", home)
    edit(store, lead, "town", "Alès")
    assert not any("cachée" in text for text, _where in told(store, lead))
    other = add(store, emails=("a@exemple.fr",), phones=("06 39 98 12 99",), reference="T9")
    opposing.oppose(store, who_is(store, other), how="call", by=BY, at=NOW)
    texts = [text for text, _where in told(store, lead)]
    assert len([text for text in texts if "cachée" in text]) == 2, texts
    assert "a@exemple" not in str(texts) and "Mûriers" not in str(texts)


def test_an_erased_person_leaves_nothing(store: Store) -> None:
    lead = add(store, phones=(FIRST,))
    edit(store, lead, "phone", SECOND, phone(store, lead))
    edit(store, lead, "price", "100000")
    assert len(told(store, lead)) == 2
    forgetting.forget(store, lead, by=BY, at=NOW)
    assert told(store, lead) == []


def test_a_contact_point_removed_leaves_a_line_until_the_person_is_erased(store: Store) -> None:
    lead = add(store, phones=(FIRST,), emails=("lea@exemple.fr",))
    edit(store, lead, "phone", SECOND, phone(store, lead))
    edit(store, lead, "phone", "", phone(store, lead), told_of=None)
    assert told(store, lead) == [
        (f"Téléphone : {SECOND} → retiré", f"Retiré par {BY}"),
        (f"Téléphone : {FIRST} → {SECOND}", f"Corrigé par {BY}"),
    ]
    with store.read() as r:
        [email] = r.of(Contact, lead_id=lead, kind="email")
    correcting.correct(store, lead, contacts={email.id: ""}, by=BY, at=NOW)
    assert told(store, lead)[0] == ("E-mail : lea@exemple.fr → retiré", f"Retiré par {BY}")
    done = editing.edit(store, lead, [Change("phone", THIRD)], told=AD, by=BY, at=NOW)
    removed = editing.edit(store, lead, [Change("phone", "", phone(store, lead))], by=BY, at=NOW)
    undo_edit(store, removed, by=BY, at=NOW)
    assert [text for text, _where in told(store, lead)][:3] == [
        f"Téléphone : + {THIRD}", f"Téléphone : {THIRD} → retiré", f"Téléphone : + {THIRD}",
    ]  # fmt: skip
    assert done.written
    opposing.oppose_typed(store, str(lead), how="call", by=BY, at=NOW)
    assert SECOND not in str(told(store, lead)), "nor once the person refuses"
    assert ("Téléphone. Ancienne valeur cachée : la personne s’oppose", f"Retiré par {BY}") in told(store, lead)
    forgetting.forget(store, lead, by=BY, at=NOW)
    assert told(store, lead) == []
