"""A refused number or e-mail written in another cell than its own holds the row until somebody says whose it is."""

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.intake.contacts_in_other_cells import strays
from core.actions.intake.importing import ImportFile, import_into
from core.actions.register import opposing, refusal_answers
from core.base.contacts import read_contacts
from core.model.channel import Channel
from core.model.draft import Draft
from core.records.lead import Lead
from core.store import leads
from core.store.port import Store
from tests.core.actions.conftest import BY, NOW
from tests.files.bases.make import AGENCY
from tests.tables import table

HEAD = "Nom;Prénom;Téléphone;E-mail;Adresse;CP;Ville;Vue sur;Vue le;Note;Lien;Référence"
PHONE, EMAIL = "06 39 98 12 41", "h.moreau@exemple.fr"
CELLS = ("name", "phone and name", "e-mail", "note", "ad", "link", "reference", "mail in note", "mail in name")


def row(rank: int, **cells: str) -> str:
    held = {"nom": f"Roux{chr(97 + rank)}", "adr": f"{rank} rue Neuve", "tel": f"06 39 97 00 {rank:02d}"} | cells
    first = [held["nom"], "Luc", held["tel"], held.get("mail", ""), held["adr"], "30000", "Nîmes", "PAP", "03/11/2026"]
    return ";".join((*first, held.get("note", ""), held.get("link", ""), held.get("ref", "")))


def rows() -> list[str]:
    """One for each of ``CELLS``, then their twins."""
    found = [
        *(row(0, nom=f"Rouxa {PHONE}"), row(1, tel="", nom="Rouxb 0639981241"), row(2, mail=PHONE, tel="")),
        *(row(3, note=f"2e tel {PHONE}"), row(4, note="Maison, me joindre au +33 (0)6.39.98.12.41 le soir")),
        *(row(5, link="tel:+33639981241"), row(6, ref="0639981241"), row(7, note=f"écrire à {EMAIL}")),
        row(8, nom=f"Rouxi {EMAIL}"),
    ]
    return found + [row(10 + rank, note=f"2e tel 06 39 98 77 {rank:02d}") for rank in range(len(found))]


def test_each_is_held_and_its_twin_is_written_to(store: Store) -> None:
    save_agency(store, AGENCY, by=BY, at=NOW)
    opposing.oppose_typed(store, f"{PHONE} {EMAIL}", how="call", by=BY, at=NOW)
    file = store.path.parent / "pige.csv"
    file.write_text("\n".join((HEAD, *rows())), "utf-8")
    import_into(store, ImportFile(store.path.parent, file, "Pige Est", "2026-11-20", BY, NOW))
    reached = set()
    with store.read() as r:
        law = law_of(settings(r))
        for lead_id in leads.search(r):
            person = r.get(Lead, lead_id)
            letter, call = (verdict(r, lead_id, law, channel=one, at=NOW) for one in (Channel.LETTER, Channel.CALL))
            assert person is not None
            assert not call.allowed
            if letter.allowed:
                reached.add(person.name)
            elif person.name.startswith("Rouxd"):
                asked = refusal_answers.in_doubt(r, lead_id)
                assert asked is not None
                held = lead_id
    assert reached == {f"Roux{chr(97 + 10 + rank)} Luc" for rank in range(len(CELLS))}
    refusal_answers.is_none(store, held, by=BY, at=NOW)
    with store.read() as r:
        assert verdict(r, held, law, channel=Channel.LETTER, at=NOW).allowed


@table(
    "cells, found",
    [
        (("Roux", PHONE, f"{PHONE} le soir"), 0),
        (("Roux", PHONE, "ou +33639981241"), 0),
        (("Roux", PHONE, "ou 01 99 00 12 34, a@exemple.fr"), 2),
        (("30000", PHONE, "12/11/2026", "210 000 €", "réf. 4512"), 0),
        (tuple(f"01 99 00 12 {rank:02d}" for rank in range(30)), 0),
    ],
)
def test_what_is_the_rows_own_is_none(cells: tuple[str, ...], found: int) -> None:
    draft = Draft(line=2, phones=(PHONE,), cells=cells)
    assert len(strays(draft, read_contacts(draft.phones, ()))) == found


def test_a_cell_is_looked_at_again_where_it_is_not_the_rows_own() -> None:
    owner = Draft(line=2, phones=(PHONE,), cells=("Roux", PHONE))
    beside = Draft(line=3, phones=("01 99 00 12 34",), cells=("Roux", PHONE, "01 99 00 12 34"))
    for _ in range(2):
        assert strays(owner, read_contacts(owner.phones, ())) == ()
        assert strays(beside, read_contacts(beside.phones, ())) == (("phone", "0639981241"),)


def test_an_ad_without_cells_is_looked_at_by_its_words() -> None:
    assert strays(Draft(line=1, text=f"me joindre au {PHONE}"), read_contacts((), ())) == (("phone", "0639981241"),)
