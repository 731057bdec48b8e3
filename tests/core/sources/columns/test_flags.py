"""The columns, the keys and the properties by which a file says, person by person, who may not be called."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from openpyxl import Workbook

from core.base.errors import UserError
from core.sources.columns.headings import BARE, field_of
from core.sources.tables.reading import check_stock, drafts, fields_of, open_table
from tests.lengths import LONG, some
from tests.tables import table

REFUSALS = """
    Opposition | Opposé | Opposée | Opposition démarchage | Refus | Refus démarchage | Refuse le démarchage |
    Ne pas contacter | Ne pas appeler | Ne plus appeler | À ne pas contacter | NE PAS DEMARCHER | STOP | Stop pub |
    opt_out | Opt-out | optOut | OPTOUT | isOptOut | Do not contact | doNotContact | Bloctel |
    Inscrit Bloctel | Bloctel (O/N) | Désinscrit | Droit d'opposition | Blacklist | Liste noire | Opposed | is_opposed |
    Opposé ? | Date d'opposition | Vendeur - Opposé | vendeur.optOut
"""
ACCEPTANCES = """
    Accord démarchage | Démarchage autorisé | Contactable | Consentement | consent |
    Accepte d'être contacté | Autorise le démarchage | Peut être contacté | canContact | Consentement RGPD |
    Peut-on contacter ? | vendeur.contactable
"""
NEITHER = """
    Consentement partenaires | Email Opt Out | EMAIL_BLACKLISTED | newsletter.optIn | Liste rouge | Stop bus |
    Nom | Contact | N° contact | Arrêt | Accord | agence.optOut
"""
YES = "✓ ✔ ✔️ ☑ ✅ ok OK x X 1 oui OUI Vrai VRAI true TRUE yes Y o O * + 2026-05-03 03/05/2026 téléphone opposé"
NO = "✗ ✘ ❌ ☐ non Non n N 0 00 faux FAUX false no No aucune - — / sans néant f null None"


def said(header: str) -> list[str]:
    return [one.strip() for one in header.replace("\n", " ").split("|")]


def file(folder: Path, header: str, answers: list[str]) -> Path:
    rows = [f"Durand{n};06 39 98 01 {n:02};{n + 1} rue des Lilas;30000;{said}" for n, said in enumerate(answers)]
    path = folder / "file.csv"
    path.write_text("\n".join([f"Nom;Téléphone;Adresse;CP;{header}", *rows]), "utf-8")
    return path


def refusing(path: Path) -> list[bool]:
    """Whether each row refuses, with the columns as they are guessed."""
    opened = open_table(path)
    return [one.refuses or bool(one.heard) for one in drafts(opened, fields_of(opened, {}))]


@table("header", said(REFUSALS))
def test_whatever_is_no_clear_no_refuses(tmp_path: Path, header: str) -> None:
    assert field_of(header)[0] == "refuses"
    yes, no = YES.split(" "), [*NO.split(" "), "", "pas d'opposition"]
    answers = refusing(file(tmp_path, header, yes + no))
    assert [one for one, heard in zip(yes, answers, strict=False) if not heard] == []
    assert [one for one, heard in zip(no, answers[len(yes) :], strict=True) if heard] == []
    assert refusing(file(tmp_path, header, ["✓", "", ""])) == [True, False, False]


@table("header", said(ACCEPTANCES))
def test_who_does_not_agree_refuses(tmp_path: Path, header: str) -> None:
    assert field_of(header)[0] == "accepts"
    no = ["✗", "❌", "Non", "N", "0", "FAUX", "false", "refus", "Refusé", "STOP", "opposé"]
    yes = ["", "oui", "✓", "1", "ok", "VRAI", "NC", "-"]
    answers = refusing(file(tmp_path, header, no + yes))
    assert answers == [True] * len(no) + [False] * len(yes)
    assert refusing(file(tmp_path, header, ["oui"] * 5)) == [False] * 5


@table("header", said(NEITHER))
def test_headings_of_something_else_say_nothing_of_calls(header: str) -> None:
    assert field_of(header)[0] not in ("refuses", "accepts")


@table("cell", ["STOP", "Ne pas appeler", "DNC", "Bloctel", "Désinscrit", "Désabonné", "Contactable"])
def test_what_a_cell_may_say_tells_no_line_of_headings(tmp_path: Path, cell: str) -> None:
    assert field_of(cell)[1] < BARE
    path = tmp_path / "file.csv"
    path.write_text(f"0639980101;{cell}\n0639980102;\n0639980103;", "utf-8")
    assert len(refusing(path)) == 3


def test_a_column_of_long_texts_holds_no_answers(tmp_path: Path) -> None:
    text = "Vends maison de village avec jardin clos et garage, proche des écoles, au calme, belle vue sur les collines"
    assert refusing(file(tmp_path, "Stop", [text, text, f"{text} ne plus m'appeler"])) == [False, False, True]


@table(
    "key, value, expected",
    [
        *[(key, True, True) for key in ("optOut", "doNotContact", "opposed", "opt_out", "bloctel", "isOpposed")],
        *[(key, False, False) for key in ("optOut", "doNotContact", "opposed", "opt_out", "bloctel")],
        *[(key, False, True) for key in ("contactable", "consent", "canContact")],
        *[(key, answer, False) for key in ("contactable", "consent") for answer in (True, None, "")],
        ("optOut", 1, True), ("optOut", 0, False), ("optOut", None, False), ("opposed", "2026-05-03", True),
    ],
)  # fmt: skip
def test_keys_of_json(tmp_path: Path, key: str, value: object, expected: bool) -> None:
    path = tmp_path / "file.json"
    one, other = {"nom": "Durand", "telephone": "0639980101"}, {"nom": "Martin", "telephone": "0639980102"}
    path.write_text(json.dumps([one | {key: value}, other]), "utf-8")
    assert refusing(path) == [expected, False]
    path.write_text(json.dumps([{"vendeur": one | {key: value}}, {"vendeur": other}]), "utf-8")
    assert refusing(path) == [expected, False]


@table(
    "line, expected",
    [
        *[
            (line, True)
            for line in (
                *("CATEGORIES:Opposé", "CATEGORIES:Vendeurs,Ne pas contacter", "CATEGORIES:STOP", "X-OPPOSITION:oui"),
                *("X-DNC:1", "X-OPT-OUT:TRUE", "X-DO-NOT-CALL:yes", "X-CONSENT:non", "TITLE:ne plus contacter"),
                *("NICKNAME:ne plus contacter", "ROLE:Opposé", "NOTE:ne plus appeler", "X-CONTACTABLE:0"),
            )
        ],
        *[
            (line, False)
            for line in (
                *("CATEGORIES:Vendeurs", "X-OPPOSITION:non", "X-DNC:0", "X-CONSENT:oui", "TITLE:Comptable"),
                *("NICKNAME:Lulu", "X-PHONETIC-LAST-NAME:Dura", "X-CONTACTABLE:", "X-SOCIALPROFILE:stop"),
            )
        ],
    ],
)
def test_properties_of_a_card(tmp_path: Path, line: str, expected: bool) -> None:
    path = tmp_path / "file.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Durand{n};Luc;;;\nTEL:063998010{n}\n{line}END:VCARD\n"
    path.write_text(card.format(n=1, line=f"{line}\n") + card.format(n=2, line=""), "utf-8")
    assert refusing(path) == [expected, False]


@table(
    "sheet, refuses",
    some(
        [
            ("Opposés", True),
            ("Ne pas contacter", True),
            ("Oppositions 2026", True),
            ("OPT-OUT", True),
            ("Blacklist", True),
            ("Stop bus", False),
            ("Vendeurs", False),
            ("Feuil1", False),
            ("Contacts", False),
        ],
        of=3,
    ),
)
def test_a_sheet_named_as_a_list_of_refusals_is_never_taken_for_sellers(
    sheet: str, refuses: bool, tmp_path: Path
) -> None:
    book = Workbook()
    people = book.active
    people.title = sheet
    for rank in range(5):
        people.append(["Nom", "Téléphone"] if not rank else [f"Moreau{rank}", f"06 39 98 12 4{rank}"])
    book.save(tmp_path / "seul.xlsx")
    alone = open_table(tmp_path / "seul.xlsx")
    with pytest.raises(UserError, match="page Oppositions") if refuses else nullcontext():
        check_stock(alone)
    other = book.create_sheet("Fichier")
    other.append(["Nom", "Téléphone"])
    other.append(["Vidal", "06 39 98 12 49"])
    book.save(tmp_path / "deux.xlsx")
    assert open_table(tmp_path / "deux.xlsx").sheet == ("Fichier" if refuses else sheet)


BOOKS = ("Liste d'opposition", "NE PAS CONTACTER", "Inscrits Bloctel", "Non opposés", "Prospects, opposés exclus", "")
"""Titles that are read in a workbook as well, which takes a process."""


@table(
    "title, refuses",
    [
        *[
            (title, True)
            for title in (
                *("Liste d'opposition", "PERSONNES OPPOSÉES", "Personnes opposées au démarchage - mise à jour de mai"),
                *("NE PAS CONTACTER", "Liste noire 2026", "Registre des refus", "Blacklist agence", "Désinscrits"),
                *("Fichier : ne plus appeler", "Do not call list", "Opt-out reçus en mars", "Inscrits Bloctel"),
            )
        ],
        *[
            (title, False)
            for title in (
                *("Vendeurs du secteur", "Prospects, opposés exclus", "Fichier vérifié Bloctel le 3 mars", ""),
                *("Extraction hors opposition", "Vendeurs sans refus", "Contacts nettoyés de la liste noire"),
                *("Non opposés", "Piges de mai", "Fichier croisé avec Bloctel", "Bloctel : contrôlé le 12/05"),
                "Merci de prévenir aussitôt le fournisseur dès qu'une personne de ce fichier s'est dite opposée à tout",
            )
        ],
    ],
)
def test_a_title_over_the_headings_may_say_that_all_refuse(title: str, refuses: bool, tmp_path: Path) -> None:
    people = "".join(f"Moreau{rank};06 39 98 12 4{rank}\n" for rank in range(5))
    for rank, above in enumerate((f"{title}\n", f"{title};\n\nExporté le 3 mai;\n")):
        path = tmp_path / f"{rank}.csv"
        path.write_text(f"{above}Nom;Téléphone\n{people}", "utf-8")
        with pytest.raises(UserError, match="titre du fichier") if refuses else nullcontext():
            check_stock(open_table(path))
    if not LONG and title not in BOOKS:
        return
    book = Workbook()
    for row in ([title], ["Nom", "Téléphone"], *([f"Moreau{rank}", f"06 39 98 12 4{rank}"] for rank in range(5))):
        book.active.append(row)
    book.save(tmp_path / "file.xlsx")
    with pytest.raises(UserError, match="titre du fichier") if refuses else nullcontext():
        check_stock(open_table(tmp_path / "file.xlsx"))
