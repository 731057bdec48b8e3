"""Writes the files beside it: invented people in the shapes of exports of prospecting tools and of customer programs.
What each must give stands in readings.csv. Run it again after a change."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

HERE = Path(__file__).resolve().parent
RED, GREEN = PatternFill("solid", fgColor="FFFF0000"), PatternFill("solid", fgColor="FF92D050")
HEAD = PatternFill("solid", fgColor="FFD9E1F2")
PEOPLE = [
    ("Lefèvre Anaïs", "12 rue des Lilas", "30700", "Uzès"),
    ("Garçon Luc", "3 avenue Foch", "01000", "Bourg-en-Bresse"),
    ("Noël Zoé", "8 chemin du Moulin", "30000", "Nîmes"),
    ("Morvan Cédric", "21 rue Pasteur", "34000", "Montpellier"),
    ("Fernandes Inès", "5 place du Marché", "67000", "Strasbourg"),
    ("Saint-Martin Joëlle", "40 rue de Verdun", "29200", "Brest"),
]
STATES = ("Mandat probable", "", "Rappeler mardi", "", "", "")


def phone(file: int, rank: int) -> str:
    """A number kept for fiction, of one file."""
    return f"06 39 98 {file:02} {rank:02}"


def written(name: str, heads: str, rows: list[list[str]], mark: str = ";") -> None:
    """Write one text file."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=mark).writerows([heads.split(mark), *rows])


def rows_of(file: int, *before: list[str], after: list[list[str]] | None = None) -> list[list[str]]:
    """The six people, cells ``before`` the name, then name, telephone, street, postcode, town, and cells ``after``."""
    return [
        [*(cells[at] for cells in before), person[0], phone(file, at), *person[1:], *(c[at] for c in after or [])]
        for at, person in enumerate(PEOPLE)
    ]


PLAIN = "Nom;Téléphone;Adresse;CP;Ville"


def texts() -> None:
    """Write the files of text."""
    sites, julie = ["PAP"] * 6, ["Julie Durand"] * 6
    pair = ["Julie Durand", "Marc Petit"] * 3
    tail = ";Téléphone;Adresse;CP;Ville"
    written("pige_nom_affiche.csv", f"Portail;Vendeur;Nom affiché{tail}", rows_of(1, sites, julie))
    written("crm_proprietaire.csv", f"Source;Propriétaire;Contact{tail}", rows_of(2, sites, pair))
    written("crm_responsable.csv", f"Source;Responsable;Vendeur{tail}", rows_of(3, sites, pair))
    landlord = [["PAP", "Roche Alain", "06 39 98 04 77", *person[1:]] for person in PEOPLE]
    written("bailleur_multiple.csv", f"Portail;Propriétaire{tail}", landlord)
    no = ["", "prix trop élevé", "", "prix trop élevé", "trop loin", ""]
    loan = ["non", "oui", "non", "non", "oui", "non"]
    written("relances.csv", f"{PLAIN};Objection client;Refus de prêt", rows_of(5, after=[no, loan]))
    yes = ["Oui", "Non", "Oui", "Oui", "Non", "Oui"]
    flags = ["oui", "non", "non", "non", "non", "oui"]
    written("a_contacter.csv", f"{PLAIN};À contacter", rows_of(6, after=[yes]))
    blocked = ["false", "false", "true", "false", "false", "false"]
    written("brevo_listes.csv", f"{PLAIN};Blocklisted", rows_of(7, after=[blocked]))
    written("particulier_uniquement.csv", f"{PLAIN};Particulier uniquement", rows_of(8, after=[flags]))
    tags = ["#VENDEUR", "#VENDEUR #NEPASAPPELER", "", "#ESTIMATION", "#NEPASAPPELER", ""]
    written("etiquettes.csv", f"{PLAIN};Étiquettes", rows_of(9, after=[tags]))
    cross = ["", "x", "", "", "", "x"]
    written("repoussoir.csv", f"{PLAIN};Liste repoussoir", rows_of(10, after=[cross]))
    written("anti_agence.csv", f"{PLAIN};Anti-agence", rows_of(11, after=[flags]))
    written(
        "totaux.csv", f"{PLAIN};Prix", [*rows_of(15, after=[["200000"] * 6]), ["Total", "6", "", "", "", "1200000"]]
    )
    near = ["05/11/2026", "03/10/2026", "11/11/2026", "01/10/2026", "07/11/2026", "02/11/2026"]
    written("jours_francais.csv", f"{PLAIN};Date de parution", rows_of(16, after=[near]))
    both = ["05/11/2026", "28/10/2026", "10/31/2026", "01/10/2026", "07/11/2026", "02/11/2026"]
    written("jours_melanges.csv", f"{PLAIN};Date de parution", rows_of(17, after=[both]))
    status = ["Refus", "Refus", "Refus", "Refus", "Refus", "Mandat"]
    written("appels_resultat.csv", f"{PLAIN};Démarchage (résultat)", rows_of(18, after=[status]))
    numbers()
    abroad()
    leads()


def numbers() -> None:
    """Write the files whose house numbers have a column."""
    streets = [("12", "B", "rue", "des Lilas"), ("3", "", "avenue", "Foch"), ("8", "T", "chemin", "du Moulin")]
    streets += [("21", "", "rue", "Pasteur"), ("5", "bis", "place", "du Marché"), ("40", "", "rue", "de Verdun")]
    rows = [[p[0], phone(19, at), *streets[at], *p[2:]] for at, p in enumerate(PEOPLE)]
    written("indice_repetition.csv", "Nom;Téléphone;Num.;Ind. rép.;Type voie;Nom voie;CP;Ville", rows)
    rows = [[p[0], phone(20, at), " ".join(streets[at][2:]), streets[at][0], *p[2:]] for at, p in enumerate(PEOPLE)]
    written("numero_apres.csv", "Nom;Téléphone;Rue;Numéro;CP;Ville", rows)
    rows = [[p[0], p[1], *p[2:], phone(21, at)] for at, p in enumerate(PEOPLE)]
    written("numero_telephone.csv", "Nom;Adresse;CP;Ville;Numéro", rows)


def abroad() -> None:
    """Write the files of other countries."""
    belgian = [
        ("rue Haute 12", "1000", "Bruxelles"),
        ("Meir 45", "2000", "Antwerpen"),
        ("rue Neuve 3", "4000", "Liège"),
    ]
    belgian += [("chaussée de Wavre 88", "1050", "Ixelles"), ("Grand-Place 1", "7000", "Mons")]
    belgian += [("rue de Fer 9", "5000", "Namur")]
    gsm = ["0470 00 00 01", "0485/00.00.02", "0032 470 00 00 03", "02 500 00 04", "065 00 00 05", "+32 470 00 00 06"]
    rows = [[p[0], gsm[at], *belgian[at], "Immoweb"] for at, p in enumerate(PEOPLE)]
    written("belgique.csv", "Nom;GSM;Rue;Code postal;Commune;Site", rows)
    swiss = [("rue de Bourg 12", "1003", "Lausanne"), ("rue du Rhône 45", "1204", "Genève")]
    swiss += [("Bahnhofstrasse 3", "8001", "Zürich"), ("rue du Lac 8", "1400", "Yverdon-les-Bains")]
    swiss += [("Grand-Rue 1", "1820", "Montreux"), ("avenue de la Gare 9", "2000", "Neuchâtel")]
    tel = ["079 000 00 01", "078 000 00 02", "+41 79 000 00 03", "021 000 00 04", "0041 21 000 00 05", "032 000 00 06"]
    rows = [[p[0], tel[at], *swiss[at], "Homegate"] for at, p in enumerate(PEOPLE)]
    written("suisse.csv", "Nom;Natel;Rue;NPA;Localité;Site", rows)
    british = [("12 Baker Street", "NW1 6XE", "London"), ("45 High Street", "OX1 4AW", "Oxford")]
    british += [("3 Park Row", "LS1 5HD", "Leeds"), ("8 Mill Lane", "CB2 1RX", "Cambridge")]
    british += [("1 Castle Street", "EH2 3AT", "Edinburgh"), ("9 Queen Square", "BS1 4JQ", "Bristol")]
    tel = ["07700 900101", "07700 900102", "+44 7700 900103", "020 7946 0104", "0044 7700 900105", "0113 496 0106"]
    rows = [[p[0], tel[at], *british[at], "Rightmove"] for at, p in enumerate(PEOPLE)]
    written("royaume_uni.csv", "Full name,Phone,Address,Postcode,Town,Website", rows, ",")


def leads() -> None:
    """Write the files of forms and of programs."""
    test = "<test lead: dummy data for {}>"
    rows = [[f"l:{at}", p[0], f"p:+3363998220{at}", *p[1:], "Facebook"] for at, p in enumerate(PEOPLE)]
    made = [test.format(one) for one in ("full_name", "phone_number", "street_address", "post_code", "city")]
    rows.insert(0, ["l:99", made[0], made[1], *made[2:], "Facebook"])
    written("formulaire_essai.csv", "id,full_name,phone_number,street_address,post_code,city,platform", rows, ",")
    known = [True, True, False, True, False, True]
    found = [
        {"object": "result", "seller_name": p[0], "seller_phone": phone(23, at), "street": p[1], "zipcode": p[2]}
        | {"city": p[3], "website": "PAP", "professionals_allowed": known[at]}
        for at, p in enumerate(PEOPLE)
    ]
    (HERE / "api_annonces.json").write_text(json.dumps({"data": found}, ensure_ascii=False, indent=1), "utf-8")


def books() -> None:
    """Write the workbooks, of which the styles tell something."""
    heads = PLAIN.split(";")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Rouge = ne veut pas d’agence"])
    sheet["A1"].fill = RED
    sheet.append([])
    _filled(sheet, heads, 24)
    _painted(sheet, 5, RED)
    _painted(sheet, 8, RED)
    book.save(HERE / "couleur_legende.xlsx")

    book = openpyxl.Workbook()
    sheet = book.active
    _filled(sheet, heads, 25)
    _painted(sheet, 3, RED)
    _painted(sheet, 4, GREEN)
    _painted(sheet, 6, RED)
    for cell in sheet[7]:
        cell.font = Font(strike=True)
    sheet["B2"].comment = Comment("Ne veut pas être contactée par une agence", "JD")
    book.save(HERE / "couleur_seule.xlsx")

    book = openpyxl.Workbook()
    sheet = book.active
    _filled(sheet, [*heads, "Opposition"], 26)
    sheet["F4"] = "oui"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["F"].hidden = True
    book.save(HERE / "masquees.xlsx")


def _filled(sheet: Any, heads: list[str], file: int) -> None:
    sheet.append(heads)
    for cell in sheet[sheet.max_row]:
        cell.fill = HEAD
    for at, person in enumerate(PEOPLE):
        sheet.append([person[0], phone(file, at), *person[1:]])


def _painted(sheet: Any, row: int, fill: PatternFill) -> None:
    for cell in sheet[row]:
        cell.fill = fill


if __name__ == "__main__":
    texts()
    books()
