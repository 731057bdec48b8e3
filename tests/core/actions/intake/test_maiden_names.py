"""Who refuses under one name and comes back under the name of her birth, or of her marriage, at the same number of the
same place, is held; a twin of another house or another first name is free."""

from pathlib import Path

from core.actions.common.agency import save_agency, settings
from core.actions.common.judging import law_of, verdict
from core.actions.intake.importing import ImportFile, import_into
from core.model.channel import Channel
from core.records.contact import Contact
from core.records.lead import Lead
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.files.bases.make import AGENCY
from tests.tables import each

HEAD = "Nom;Prénom;Téléphone;Adresse;CP;Ville;Note"
WHOLE = "Nom complet;Téléphone;Adresse;CP;Ville;Note"
OWNERS = "Propriétaire 1;Tél 1;Propriétaire 2;Tél 2;Adresse;CP;Ville;Note"
BORN = "Nom;Nom de naissance;Prénom;Téléphone;Adresse;CP;Ville;Note"
SAYS = "ne veut pas d'agence"


def refused(rank: int) -> list[tuple[str, str]]:
    """Return the shapes of (headings, row) in which she refuses, at a house of its own each."""
    home, phone, his = f"{rank + 3} rue du Moulin;30700;Uzès", f"06 39 98 45 {rank:02d}", f"06 39 98 46 {rank:02d}"
    return [
        (WHOLE, f"Odile Ferrandel née Petit;{phone};{home};{SAYS}"),
        (WHOLE, f"Mme FERRANDEL Odile (née PETIT);{phone};{home};{SAYS}"),
        (WHOLE, f"FERRANDEL-PETIT Odile;{phone};{home};{SAYS}"),
        (HEAD, f"FERRANDEL née PETIT;Odile;{phone};{home};{SAYS}"),
        (HEAD, f"PETIT épouse FERRANDEL;Odile;{phone};{home};{SAYS}"),
        (BORN, f"FERRANDEL;PETIT;Odile;{phone};{home};{SAYS}"),
        (OWNERS, f"Ferrandel Marc;{his};Ferrandel Odile née Petit ({SAYS});{phone};{home};"),
        (OWNERS, f"Ferrandel Marc;{his};Odile Ferrandel née Petit;{phone};{home};Odile {SAYS}"),
        (WHOLE, f"Marc et Odile Ferrandel née Petit;{phone};{home};Odile {SAYS}"),
        (WHOLE, f"M. Marc Ferrandel et Mme Odile Ferrandel née Petit;{phone};{home};Madame {SAYS}"),
    ]


def import_lines(store: Store, *lines: str) -> None:
    file = store.path.parent.parent / "pige.csv"
    file.write_text("\n".join(lines), "utf-8")
    import_into(store, ImportFile(store.path.parent, file, "Pige Est", "2026-11-20", BY, NOW, site="PAP"))


def written_to(store: Store) -> set[str]:
    """Return the telephones, without their spaces, of those who may be written to."""
    with store.read() as r:
        law = law_of(settings(r))
        free_ids = [lead.id for lead in r.of(Lead) if verdict(r, lead.id, law, channel=Channel.LETTER, at=NOW).allowed]
        return {contact.value[-6:] for contact in r.of(Contact, lead_id=free_ids) if contact.kind == "phone"}


def test_she_is_held_under_her_other_name(tmp_path: Path) -> None:
    store = new_base(tmp_path / "base", lambda made: save_agency(made, AGENCY, by=BY, at=NOW))
    shapes = [refused(rank)[rank] for rank in range(len(refused(0)))]
    for head, row in shapes:
        import_lines(store, head, row)

    def back(rank: int) -> None:
        hers, *twins = (f"06 39 98 {of} {rank:02d}" for of in (47, 48, 49))
        home, far = (f"{rank + more} place Haute;30700;Uzès;" for more in (3, 53))
        import_lines(store, HEAD, f"PETIT;Odile;{hers};{home}", f"PETIT;Odette;{twins[0]};{home}",
                     f"PETIT;Odile;{twins[1]};{far}")  # fmt: skip
        alone = {f"98{of}{rank:02d}" for of in (47, 48, 49)}
        assert written_to(store) & alone == alone - {f"9847{rank:02d}"}, shapes[rank]

    each(range(len(shapes)), back)
    store.close()
