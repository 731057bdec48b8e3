"""An opposed person whose sheet was erased, spelt in every ordinary way by a later file: no letter leaves by itself,
and whoever is another person still gets theirs."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path

import pytest

from core.actions.common import fuzzy_suppression
from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.keeping.forgetting import forget
from core.actions.letters import noticing
from core.actions.register import opposing
from core.actions.register.refusal_lists import ImportList, import_list
from core.base.errors import UserError
from core.base.records import Struct
from core.model.channel import Channel
from core.model.draft import Draft
from core.store import leads
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, DRAFT, NOW, take, who_is
from tests.files.bases.make import AGENCY
from tests.lengths import length, some

LATER = NOW + timedelta(hours=1)


class P(Struct, frozen=True):
    """A person as a file says it: « surname / first name » or the name in one cell, the address, postcode and town."""

    name: str
    address: str
    postcode: str = ""
    town: str = ""

    def draft(self, number: int) -> Draft:
        """Return a row of a later file: another reference, and no telephone that would tell."""
        last, parted, first = self.name.partition(" / ")
        names = {"last_name": last, "first_name": first} if parted else {"name": self.name, "last_name": ""}
        blank = {"first_name": "", "phones": (), "emails": (), "civility": ""}
        row = {**blank, **names, "address": self.address, "postcode": self.postcode, "town": self.town}
        return DRAFT._replace(line=number, reference=f"S{number}", **row)  # type: ignore[arg-type]


class Group(Struct, frozen=True):
    """One opposed person, their other spellings, and their twins."""

    opposed: P
    spellings: tuple[P, ...]
    twins: tuple[P, ...]


def _at(name: str, postcode: str, town: str, *addresses: str) -> tuple[P, ...]:
    return tuple(P(name, address, postcode, town) for address in addresses)


def _named(address: str, postcode: str, town: str, *names: str) -> tuple[P, ...]:
    return tuple(P(name, address, postcode, town) for name in names)


GROUPS = (
    Group(
        P("Moreau / Hélène", "14 rue des Mûriers", "30700", "Uzès"),
        (
            *_at(
                *("Moreau / Hélène", "30700", "Uzès"),
                *("14, RUE DES MURIERS", "14 r. des Mûriers", "N° 14 rue des Mûriers", "n°14, r des muriers"),
                *("014 rue des Mûriers", "14 rue Mûriers", "14 rue des Mûrier", "14 rue des Muriesr"),
                *("14 rue des Murriers", "14 rue des Mriers", "14, rue des Mûriers, Uzès", "rue des Mûriers 14"),
                *("rue des Mûriers, n° 14", "rue des Mûriers", "14 des Mûriers", "14-16 rue des Mûriers"),
                *("12-14 rue des Mûriers", "12 et 14 r. des Mûriers", "12/14, rue des Mûriers", "12 à 14 r. Murier"),
                *("Bât. B, 14 rue des Mûriers", "14 rue des Mûriers Bât B esc 2", "Appt 4, 14 rue des Mûriers"),
                *("Rés. Les Pins, 14 rue des Mûriers", "14 rue des Mûriers, 3e étage", "14 rue des Mûriers BP 12"),
                *("14 rue des Mûriers - Appartement 12", "Résidence les Pins\nBât C\n14 rue des Mûriers"),
                *("chez M. Petit 14 rue des Mûriers", "14 rue des Mûriers 30700 Uzès", "14 bis rue des Mûriers"),
                *("14 RueMûriers", "14RUEDES MURIERS"),
                *("3 impasse du Lac / 14 rue des Mûriers", "3 impasse du Lac et 14 r. des Muriers"),
                *("14 à 18 rue des Mûriers", "14 et 18 rue des Mûriers", "8 quai Bas ; 14, rue des Mûriers"),
                *("14 chemin des Mûriers", "14, IMPASSE DES MURIERS", "14 allée des Mûriers", "14 pl. des Mûriers"),
            ),
            *_at("Moreau / Hélène", "", "", "14 rue des Mûriers 30700 Uzès", "14 rue des Mûriers\n30700 UZES"),
            *_at("Moreau / Hélène", "", "", "30700 Uzès, 14 rue des Mûriers", "14 rue des Mûriers, Uzès"),
            *_at("Moreau / Hélène", "", "", "14 rue des Mûriers", "14 rue des Mûriers, 30702 Uzès Cedex"),
            P("Moreau / Hélène", "14 rue des Mûriers", "", "Uzès"),
            P("Moreau / Hélène", "14 rue des Mûriers", "30700", ""),
            P("Moreau / Hélène", "14 avenue Foch, 30700 Uzès"),
            P("Moreau / Hélène", "14 chemin des Mûres", "30700", "Uzès"),
            P("Moreau / Hélène", "14 rue des Lilas", "30700", "Uzès"),
            P("Moreau / Hélène", "3 impasse du Lac / 14 rue des Lilas", "30700", "Uzès"),
            P("Moreau / Hélène", "14 rue des Mûriers", "30702", "UZES CEDEX 2"),
            P("Moreau / Hélène", "14 rue des Mûriers", "", "30700 Uzès"),
            *_named(
                *("14 rue des Mûriers", "30700", "Uzès"),
                *("Moreau Hélène", "Hélène MOREAU", "Mme Moreau", "Madame Hélène Moreau", "H. Moreau", "MOREAU H."),
                *("M. et Mme Moreau", "Mme H Moreau", "Famille Moreau", "Hélène Moreaux", "Moreau / "),
                *("Moraeu / Hélène", "Morreau / Hélène", "Moreau-Petit / Hélène", "Petit Moreau Hélène", "Moreau", ""),
                *("Helene moreau", "moreau helene", "HélèneMoreau", "SCI Moreau", "S.C.I. de Moreau", "Sarl Moreau"),
                *("Succession Moreau", "Hoirie MOREAU", "Indivision Moreau", "Les enfants de Mme Moreau", "Vve Moreau"),
                *("Durand ép. Moreau", "Mme Durand née Moreau", "Moreau / Durand", "Durand & Moreau", "Me Moreau"),
                *("M. Petit ou Mme Moreau", "Propriétaire : Moreau", "Héritiers de Mme Moreau", "Dr Moreau"),
            ),
            P("H. MOREAUX", "Bât B, 14 r. des Murier", "", "UZES"),
        ),
        (
            P("Payet / Inès", "14 chemin des Mûriers", "30700", "Uzès"),
            P("Payet / Inès", "3 impasse du Lac / 14 rue des Mûriers", "30700", "Uzès"),
            P("Moreau / Hélène", "16 à 18 rue des Mûriers", "30700", "Uzès"),
            P("SCI Moreau", "16 rue des Mûriers", "30700", "Uzès"),
            *_named(
                *("14 rue des Mûriers", "30700", "Uzès"),
                *("SCI Payet", "Succession Payet", "Durand ép. Payet", "Payet / Durand", "M. et Mme Payet Paul"),
                *("Les enfants de Mme Payet", "Docteur Payet", "Payet & Durand"),
            ),
            P("Payet / Inès", "14 rue des Mûriers", "30700", "Uzès"),
            P("Inès Payet", "14 r des Muriers", "30700", "Uzès"),
            P("Morel / Hélène", "14 rue des Mûriers", "30700", "Uzès"),
            P("Moreau / Hélène", "15 rue des Mûriers", "30700", "Uzès"),
            P("Hélène Moreau", "4 rue des Mûriers", "30700", "Uzès"),
            P("Hélène Moreau", "10-12 rue des Mûriers", "30700", "Uzès"),
            P("Moreau / Hélène", "14 rue des Mûriers", "30000", "Nîmes"),
            P("Hélène Martin", "14 rue des Mûriers", "30700", "Uzès"),
            P("Payet / Inès", "14 bis rue des Mûriers", "30700", "Uzès"),
        ),
    ),
    Group(
        P("Le Goff / Yann", "3 bis rue de l’Église", "29200", "Brest"),
        (
            *_at(
                *("Le Goff / Yann", "29200", "Brest"),
                *("3bis, rue de l'Eglise", "3 B rue de l’Église", "3b r. de l'église", "3 BIS R DE L EGLISE"),
                *("3 - bis rue de l’Eglise", "3, bis rue de l’Église", "3 rue de l’Église", "rue de l’Église 3 bis"),
            ),
            *_named(
                *("3 bis rue de l’Église", "29200", "Brest"),
                *("Legoff / Yann", "LEGOFF Yann", "Yann Le Goff", "Le Goff", "Goff / Yann", "M. LE GOFF Y."),
                *("Le-Goff Yann", "Le Gof / Yann"),
            ),
        ),
        (
            P("Le Goff / Yann", "3 ter rue de l’Église", "29200", "Brest"),
            P("Le Gall / Yann", "3 bis rue de l’Église", "29200", "Brest"),
            P("Le Goff / Yann", "5 rue de l’Église", "29200", "Brest"),
        ),
    ),
    Group(
        P("de La Tour / Anne", "12 avenue du Maréchal Foch", "33000", "Bordeaux"),
        (
            *_at(
                *("de La Tour / Anne", "33000", "Bordeaux"),
                *("12 av. Mal Foch", "12, AV DU MAL FOCH", "12 avenue Foch", "12 ave Foch", "12 av Marechal Foch"),
                *("12 avenue du Maréchal Ferdinand Foch", "12 av. Foch appt 3 - 33000 BORDEAUX", "12 rue Foch"),
                "12 avenue du Maréchal Joffre",
            ),
            *_named(
                *("12 avenue du Maréchal Foch", "33000", "Bordeaux"),
                *("La Tour / Anne", "Delatour / Anne", "Anne DE LA TOUR", "Latour / Anne", "Tour (de la) Anne"),
            ),
        ),
        (
            P("de La Tour / Anne", "14 rue Foch", "33000", "Bordeaux"),
            P("de La Cour / Anne", "12 rue Foch", "33000", "Bordeaux"),
            P("de La Cour / Anne", "12 avenue du Maréchal Foch", "33000", "Bordeaux"),
        ),
    ),
    Group(
        P("Martin-Durand / Paul", "Lieu-dit La Bastide", "12400", "Saint-Affrique"),
        (
            *_at(
                *("Martin-Durand / Paul", "12400", "Saint-Affrique"),
                *("La Bastide", "lieudit La Bastide", "LD La Bastide", "Hameau de la Bastide", "la bastide"),
                *("Lieu dit « La Bastide »", "La Bastide, 12400 St Affrique", "2 La Bastide"),
            ),
            P("Martin-Durand / Paul", "La Bastide", "", "St-Affrique"),
            *_named(
                *("Lieu-dit La Bastide", "12400", "Saint-Affrique"),
                *("Martin Durand / Paul", "Durand-Martin / Paul", "Martindurand / Paul", "Paul Martin Durand"),
                *("Durand / Paul", "M. Martin-Durand"),
            ),
        ),
        (
            P("Martin-Durand / Paul", "Lieu-dit Le Cros", "12400", "Saint-Affrique"),
            P("Martin-Petit / Paul", "Lieu-dit La Bastide", "12400", "Saint-Affrique"),
        ),
    ),
    Group(
        P("Jean-Pierre Garnier", "20 rue du 8 mai 1945", "69007", "Lyon"),
        (
            *_at(
                *("Jean-Pierre Garnier", "69007", "Lyon"),
                *("20, rue du 8-Mai-1945", "20 r du 8 mai 45", "20 rue du huit mai 1945", "20 rue du 8 mai"),
            ),
            P("Jean-Pierre Garnier", "20 rue du 8 mai 1945", "", "Lyon 7e"),
            P("Jean-Pierre Garnier", "20 rue du 11 novembre 1918", "69007", "Lyon"),
            *_named(
                *("20 rue du 8 mai 1945", "69007", "Lyon"),
                *("Garnier Jean-Pierre", "GARNIER JP", "Garnier / Jean-Pierre", "J.-P. Garnier"),
                *("M. Garnier Jean Pierre", "M. GARNIER"),
                *("Garnier-Roux / Luc", "Petit-Garnier / Jean-Pierre"),
                *("Ménage Garnier", "GARNIER père", "EARL Garnier", "Garnier - Roux", "Tutelle de M. Garnier"),
                *("SCI Garnier", "Succession Garnier", "M. et Mme Garnier Paul", "Garnier / Roux", "Docteur Garnier"),
                *("Garnier Jeanpierre", "Garnier / ", "Grenier / Jean-Pierre"),
            ),
        ),
        (
            P("Jean-Pierre Roux", "20 rue du 8 mai 1945", "69007", "Lyon"),
            P("Ménage Roux", "20 rue du 8 mai 1945", "69007", "Lyon"),
            P("Jean Roux", "20 rue du 8 mai 1945", "69007", "Lyon"),
            P("SCI Roux", "20 rue du 8 mai 1945", "69007", "Lyon"),
            P("Petit-Roux / Jean-Pierre", "20 rue du 8 mai 1945", "69007", "Lyon"),
            P("M. et Mme Roux Paul", "20 rue du 8 mai 1945", "69007", "Lyon"),
            P("Jean-Pierre Garnier", "22 rue du 8 mai 1945", "69007", "Lyon"),
        ),
    ),
    Group(
        P("Lefèvre / Luc", "Résidence Les Pins, Bât B, 8 bd Léon Gambetta", "34000", "Montpellier"),
        _at(
            *("Lefebvre / Luc", "34000", "Montpellier"),
            *("8 boulevard Gambetta", "8 bvd L. Gambetta", "8 BLD GAMBETTA", "Les Pins, 8 boul. Gambetta"),
            *("Gambetta 8 bd", "8 bd. Gambeta", "8 boulevard Victor Hugo"),
        ),
        (
            P("Durand / Luc", "Résidence Les Pins, Bât B, 8 bd Léon Gambetta", "34000", "Montpellier"),
        ),
    ),
)  # fmt: skip


def fill(store: Store) -> None:
    """Six persons who refused and whose sheets were then erased, in a base that may write letters."""
    save_agency(store, AGENCY, by=BY, at=NOW)
    for number, group in enumerate(GROUPS):
        row = group.opposed.draft(number)._replace(phones=(f"06 39 98 00 {number:02}",), reference=f"O{number}")
        assert take(store, row).added == 1
    with store.read() as r:
        found = list(leads.search(r))
    for lead_id in found:
        oppose(store, lead_id)
        forget(store, lead_id, by=BY, at=NOW)


def oppose(store: Store, lead_id: int) -> opposing.Opposed:
    who = who_is(store, lead_id)
    return opposing.oppose(store, who, how="call", by=BY, at=NOW)


UNPLACED = {"ADDRESS_MISSING", "ORIGIN_MISSING"}
"""What a letter lacks to somebody whose postcode and town stand in no field of their own."""


def letters(folder: Path, rows: Sequence[P]) -> dict[P, set[str]]:
    """Return what a base that heard the refusals says of the letter to each row; an opposed row says OPPOSED."""
    store = new_base(folder, fill)
    said: dict[P, set[str]] = {}
    for number, row in enumerate(rows):
        with store.read() as r:
            before = set(leads.search(r))
        report = take(store, row.draft(100 + number))
        with store.read() as r:
            fresh = set(leads.search(r)) - before
            law = law_of(settings(r))
            codes = {
                reason.code
                for one in fresh
                for reason in verdict(r, one, law, channel=Channel.LETTER, at=LATER).reasons
                if reason.blocks
            }
        said[row] = codes | ({"OPPOSED"} if report.opposed else set())
        assert report.opposed + report.added == 1, row
    store.close()
    return said


def columns(rows: Sequence[Sequence[P]]) -> Iterator[list[P]]:
    """Yield one row of each group at a time: those of one group would be taken for one another's."""
    for together in zip_longest(*rows):
        yield [row for row in together if row is not None]


def test_no_spelling_of_an_opposed_person_gets_a_letter_by_itself(tmp_path: Path) -> None:
    said: dict[P, set[str]] = {}
    for at, rows in enumerate(columns([some((group.opposed, *group.spellings), of=4) for group in GROUPS])):
        said |= letters(tmp_path / f"spelt-{at}", rows)
    assert len(said) >= length(30, long=100)
    assert not {row: codes for row, codes in said.items() if not codes & {"OPPOSED", "ADDRESS_NEAR_OPPOSED"}}
    # Of « Durand & Moreau », one is near, and the other may be another name of hers.
    ways = ({"OPPOSED"}, {"ADDRESS_NEAR_OPPOSED"}, {"ADDRESS_NEAR_OPPOSED", "REFUSAL_IN_DOUBT"})
    assert all(codes - UNPLACED in ways for codes in said.values())


def held(folder: Path) -> tuple[Store, int]:
    """Return a base with one lead near an opposed person, and that lead."""
    store = new_base(folder, fill)
    take(store, P("Moreau / Hélène", "14 rue des Muriesr", "30700", "Uzès").draft(200))
    with store.read() as r:
        lead_id = max(leads.search(r))
    return store, lead_id


def blocking(store: Store, lead_id: int) -> set[str]:
    with store.read() as r:
        law = law_of(settings(r))
        said = verdict(r, lead_id, law, channel=Channel.LETTER, at=LATER)
    return {reason.code for reason in said.reasons if reason.blocks}


def test_a_letter_that_is_held_is_not_made(tmp_path: Path) -> None:
    store, lead_id = held(tmp_path / "base")
    made = noticing.make(store, [lead_id], tmp_path / "lettres", by=BY, at=LATER)
    assert not made.made
    assert made.refused[0].codes == ("ADDRESS_NEAR_OPPOSED",)
    store.close()


def test_another_person_gets_the_letter_until_somebody_else_refuses(tmp_path: Path) -> None:
    store, lead_id = held(tmp_path / "base")
    with store.read() as r:
        [refusal] = fuzzy_suppression.near_of(r, lead_id)
        assert fuzzy_suppression.addresses_of(r, lead_id) == [("Moreau Hélène", "14 rue des Muriesr", "30700", "Uzès")]
    assert (refusal.how, refusal.lead_id) == ("call", None)
    assert fuzzy_suppression.another_person(store, lead_id, by=BY, at=LATER) == 1
    assert fuzzy_suppression.another_person(store, lead_id, by=BY, at=LATER) == 0
    assert blocking(store, lead_id) == set()
    take(store, P("Moreau / Luc", "14 rue des Murriers", "30700", "Uzès").draft(201)._replace(phones=("0639980077",)))
    opposing.oppose_typed(store, "0639980077", how="call", by=BY, at=LATER)
    assert blocking(store, lead_id) == {"ADDRESS_NEAR_OPPOSED"}
    forget(store, lead_id, by=BY, at=LATER)
    with store.read() as r:
        assert r.value(int, "SELECT count(*) FROM near_apart") == 0
    store.close()


def test_the_same_person_is_opposed(tmp_path: Path) -> None:
    store, lead_id = held(tmp_path / "base")
    oppose(store, lead_id)
    assert blocking(store, lead_id) == {"OPPOSED_PERSON"}
    with store.read() as r, pytest.raises(UserError):
        fuzzy_suppression.near_of(r, 12)
    store.close()


def test_a_refusal_undone_holds_nobody(tmp_path: Path) -> None:
    store = new_base(tmp_path / "base", lambda empty: save_agency(empty, AGENCY, by=BY, at=NOW))
    take(store, DRAFT._replace(emails=()))
    refused = opposing.oppose_typed(store, "0639981241", how="call", by=BY, at=NOW)
    take(store, P("Moreau / Hélène", "14 rue des Muriesr", "30700", "Uzès").draft(200))
    with store.read() as r:
        lead_id = max(leads.search(r))
    assert blocking(store, lead_id) == {"ADDRESS_NEAR_OPPOSED"}
    opposing.undo(store, refused.gesture, by=BY, at=NOW)
    assert blocking(store, lead_id) == set()
    store.close()


def test_a_list_of_refusals_and_an_ad_that_refuses_hold_too(tmp_path: Path) -> None:
    store = new_base(tmp_path / "base", lambda empty: save_agency(empty, AGENCY, by=BY, at=NOW))
    file = tmp_path / "cahier.csv"
    file.write_text("Nom;Adresse;Code postal;Ville\nMoreau;14 rue des Mûriers;30700;Uzès\n", "utf-8")
    import_list(store, ImportList(tmp_path, file, BY, NOW))
    refusing = P("Roux / Luc", "3 place aux Herbes", "30700", "Uzès").draft(1)
    take(store, refusing._replace(text="Agences s’abstenir"))
    for number, row in enumerate(("Moreau / H.|14 rue des Muriesr", "Roux / Luc|3 place aux Hrebes")):
        name, _, address = row.partition("|")
        take(store, P(name, address, "30700", "Uzès").draft(200 + number))
        with store.read() as r:
            lead_id = max(leads.search(r))
        assert blocking(store, lead_id) == {"ADDRESS_NEAR_OPPOSED"}
    store.close()


def test_whoever_is_another_person_gets_a_letter(tmp_path: Path) -> None:
    said: dict[P, set[str]] = {}
    for at, rows in enumerate(columns([group.twins for group in GROUPS])):
        said |= letters(tmp_path / f"twins-{at}", rows)
    assert len(said) >= 20
    assert not {row: codes for row, codes in said.items() if codes - UNPLACED}
