"""Files in the shapes of sixteen more products (telephone desks, forms of networks, address books, customer programs,
bases and notes on line, harvested ads): each row field by field, and whether it refuses."""

import csv
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from core.actions.intake.parse import read_rows
from core.actions.intake.rows import ParsedRow
from core.base.text import fold
from core.model.checking import Fixes
from core.sources.tables.findings import judge
from core.sources.tables.reading import drafts, fields_of, open_table, records
from tests.core.sources.tables.test_exports import FACTS, TODAY
from tests.tables import table

PEOPLE = (
    ("Lefèvre", "Anaïs", "12 rue des Lilas", "30700", "Uzès"),
    ("Garçon", "Luc", "3 avenue Foch", "01000", "Bourg-en-Bresse"),
    ("Noël", "Zoé", "8 chemin du Moulin", "30000", "Nîmes"),
    ("Morvan", "Cédric", "21 rue Pasteur", "34000", "Montpellier"),
)
Row = Callable[[Sequence[str], str, str], Sequence[str]]
"""The cells of a person: who, telephone, and what is said of them, several by « | »."""


def phone(rank: int) -> str:
    return f"06 39 98 60 0{rank}"


def whole(person: Sequence[str]) -> str:
    return f"{person[0]} {person[1]}"


SHAPES: Sequence[tuple[str, str, Row, Sequence[str], str, str]] = (
    ("calls", "Date;Heure;Sens;Numéro;Contact;Durée;Étiquettes;Note de l'agent",
     lambda who, tel, said: ["20/11/2026", "10:12", "Sortant", tel, whole(who), "00:02:11", *said.split("|")],
     ("|rappeler", "DNC|", "|ne veut plus être appelée", "|intéressée"), " xx ", "name phone"),
    ("lead form", "id,created_time,ad_name,full_name,phone_number,street_address,city,zip_code,rappel ?",
     lambda who, tel, said: ["l:1", "2026-11-20T10:00:00+01:00", "Estimation", whole(who), f"p:{tel}", who[2],
                             who[4], who[3], said],
     ("", "ne plus me rappeler", "", ""), " x  ", ""),
    ("contacts on line", "First Name,Last Name,Labels,Notes,Phone 1 - Label,Phone 1 - Value,Address 1 - Street,"
     "Address 1 - City,Address 1 - Postal Code,Address 1 - Country",
     lambda who, tel, said: [who[1], who[0], *said.split("|"), "Mobile", tel, who[2], who[4], who[3], "FR"],
     ("* myContacts|", "Vendeurs ::: Ne pas contacter|", "|Agences s'abstenir", "|rappeler en mars"), " xx ", ""),
    ("address book", "Titre,Prénom,Nom,Rue (domicile),Ville (domicile),Code postal (domicile),Tél. mobile,Catégories",
     lambda who, tel, said: ["Mme", who[1], who[0], who[2], who[4], who[3], tel, said],
     ("", "Opposition", "Ne plus relancer SVP", ""), " xx ", ""),
    ("customers in English", "Record ID,First Name,Last Name,Phone Number,Street Address,City,Postal Code,Lead Status",
     lambda who, tel, said: ["90", who[1], who[0], tel, who[2], who[4], who[3], said],
     ("Open", "Unqualified - do not contact", "New", "Open"), " x  ", ""),
    ("deals", "Personne - Nom,Personne - Téléphone,Personne - Adresse postale,Affaire - Statut,"
     "Affaire - Raison de la perte",
     lambda who, tel, said: [whole(who), tel, f"{who[2]}, {who[3]} {who[4]}, France", *said.split("|")],
     ("Ouvert|", "Perdu|Ne veut pas d'agence", "Perdu|Prix trop élevé", "Ouvert|"), " x  ", ""),
    ("base on line", "Vendeur,Tel 1,Tel 2,Adresse complète,Statut,Commentaires",
     lambda who, tel, said: [whole(who), tel, "", f"{who[2]} {who[3]} {who[4]}", *said.split("|")],
     ("🟢 À contacter|", "🔴 Ne pas rappeler|", "🟠 En attente|vend par son notaire", "|pas de démarchage"),
     " x x", ""),
    ("page of notes", "Name,Tags,Téléphone,Adresse,Ville,CP,Created",
     lambda who, tel, said: [whole(who), said, tel, who[2], who[4], who[3], "November 20, 2026 10:12 AM"],
     ("Maison", "Maison, Anti agence", "Appartement", "Terrain, à relancer"), " x  ", ""),
    ("harvested ads", "titre,prix,telephone,no_salesmen,pseudo,code_postal,ville,date_publication,url",
     lambda who, tel, said: ["Maison", "200000", tel, said, whole(who), who[3], who[4], "2026-11-20T10:00:00",
                             "https://exemple.fr/a/1"],
     ("False", "True", "False", "True"), " x x", "name phone postcode town"),
    ("directory", "Civ;Nom;Prénom;Tél dom;Tél port;N°;B/T/Q;Voie;Compl;CP;Ville;Bloctel",
     lambda who, tel, said: ["MME", who[0].upper(), who[1], "", tel, *who[2].split(" ", 1)[:1], "",
                             who[2].split(" ", 1)[1], "", who[3], who[4].upper(), said],
     ("N", "O", "N", "N"), " x  ", ""),
    ("mailing list", "Email Address,First Name,Last Name,Phone,Address,MEMBER_RATING,NOTES",
     lambda who, tel, said: ["a@exemple.fr", who[1], who[0], tel, f"{who[2]}  {who[4]} {who[3]} FR", "2", said],
     ("", "opt out", "", ""), " x  ", ""),
    ("follow-up", "Contact;Mobile;Rue;CP;Ville;Statut;Motif",
     lambda who, tel, said: [whole(who), tel, *who[2:], *said.split("|")],
     ("En cours|", "Perdu|Déjà en agence", "Perdu|Ne souhaite plus être contacté", "Perdu|A vendu seul"), "  x ", ""),
    ("consent of agencies", "Nom;GSM;Adresse;CP;Localité;Opt-in agences",
     lambda who, tel, said: [whole(who), tel, *who[2:], said], ("oui", "non", "oui", "oui"), " x  ", ""),
)  # fmt: skip


def _checked(file: Path, refusing: str, fields: str) -> None:
    found = open_table(file)
    judgement = judge(found, fields_of(found, {}), Fixes(), {}, partial(records, found))
    assert judgement.open == (), "nothing is asked of the whole file"
    rows = list(read_rows(drafts(found, judgement.fields, fixes=judgement.fixes), FACTS, TODAY))
    asked = fields.split() or ["name", "phone", "street", "postcode", "town"]
    for rank, (row, who) in enumerate(zip(rows, PEOPLE, strict=True)):
        assert isinstance(row, ParsedRow), row
        values = {"phone": row.phones[0][0], "street": row.address, "postcode": row.postcode, "town": row.town}
        wanted = {"phone": f"+33639986{rank:03}", "street": who[2], "postcode": who[3], "town": who[4]}
        assert {name: fold(values[name]) for name in asked if name != "name"} == {
            name: fold(wanted[name]) for name in asked if name != "name"
        }
        assert sorted(fold(row.name).split()) == sorted(fold(whole(who)).split())
        assert bool(row.refusal) is (refusing[rank] == "x"), (rank, row.refusal)


@table("name, heads, cells, said, refusing, fields", SHAPES)
def test_a_product_s_file_is_read(
    name: str, heads: str, cells: Row, said: Sequence[str], refusing: str, fields: str, tmp_path: Path
) -> None:
    mark = ";" if ";" in heads else ","
    file = tmp_path / f"{name}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = [cells(who, phone(rank), words) for rank, (who, words) in enumerate(zip(PEOPLE, said, strict=True))]
        csv.writer(out, delimiter=mark).writerows([heads.split(mark), *rows])
    _checked(file, refusing, fields)


def test_a_stream_of_records_a_card_and_a_form_are_read(tmp_path: Path) -> None:
    stream, cards, forms = (tmp_path / name for name in ("flux.ndjson", "cartes.vcf", "formulaires.txt"))
    lines = [
        {"id": rank, "vendeur": {"nom": who[0], "prenom": who[1], "telephone": phone(rank)},
         "bien": {"adresse": who[2], "code_postal": who[3], "ville": who[4]}, "refuse_demarchage": rank == 1}
        for rank, who in enumerate(PEOPLE)
    ]  # fmt: skip
    stream.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    notes = ["", "Ne pas démarcher", "", ""]
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{0};{1};;;\r\nTEL;TYPE=CELL:{5}\r\nADR;TYPE=HOME:;;{2};{4};;{3};France\r\n"
    cards.write_text(
        "".join(
            f"{card.format(*who, phone(rank))}NOTE:{notes[rank]}\r\nEND:VCARD\r\n" for rank, who in enumerate(PEOPLE)
        ),
        encoding="utf-8",
    )
    form = "Nom : {0} {1}\nTéléphone : {5}\nAdresse : {2}\nCode postal : {3}\nVille : {4}\nMessage : {6}"
    texts = [form.format(*who, phone(rank), notes[rank]) for rank, who in enumerate(PEOPLE)]
    forms.write_text("\n\n".join(texts), encoding="utf-8")
    for file in (stream, cards, forms):
        _checked(file, " x  ", "")
