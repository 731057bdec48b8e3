"""Writes the sample tables beside it: invented sellers, in the shapes of bought files. Run it again after a change."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
PEOPLE = [
    *(("Lefèvre", "Anaïs"), ("Dupont", "Aurélie"), ("Noël", "Zoé"), ("Garçon", "François"), ("Bœuf", "Cédric")),
    *(
        ("D’Aubigné", "Hélène"),
        ("Fernandes", "Inès"),
        ("Müller", "Rémi"),
        ("Saint-Martin", "Joëlle"),
        ("Morvan", "Luc"),
    ),
]
TOWNS = [("01000", "Bourg-en-Bresse"), ("30000", "Nîmes"), ("67000", "Strasbourg"), ("97400", "Saint-Denis")]
PHONES = (
    *("06 39 98 {a} {b}", "06.39.98.{a}.{b}", "+33 6 39 98 {a} {b}"),
    *("0033639 98{a}{b}", "63998{a}{b}", "06-39-98-{a}-{b}"),
)
HEADINGS = [
    *("Réf. annonce", "Date de parution", "Site d'origine", "Lien", "Nom du vendeur", "Prénom", "Téléphone 1"),
    *("Téléphone 2", "Adresse", "CP", "Ville", "Type de bien", "Prix de vente", "Surface (m²)", "Nb pièces"),
    "Texte de l'annonce",
]
TWO_LINES = 'Vue dégagée, jardin clos.\r\nVisites le samedi ; dit "le Clos".'
ONE_LINE = "Appartement refait à neuf ; cave."


def phone(rank: int) -> str:
    """A mobile kept for fiction, in one of six shapes."""
    return PHONES[rank % len(PHONES)].format(a=f"{rank // 100:02}", b=f"{rank % 100:02}")


def row(rank: int) -> list[str]:
    """One seller, in the columns of HEADINGS."""
    day = date(2026, 10, 1) + timedelta(days=rank % 28)
    listing = [f"V{rank:06}", f"{day:%d/%m/%Y}", ("PAP", "ParuVendu")[rank % 2]]
    person = [*PEOPLE[rank % len(PEOPLE)], phone(rank), "0199000000" if rank % 5 == 0 else ""]
    place = [f"{rank + 1} rue de l’Église", *TOWNS[rank % len(TOWNS)]]
    goods = [("Maison", "Appartement", "Terrain")[rank % 3], f"{200 + rank} 000 €", f"{60 + rank}", str(1 + rank % 6)]
    link = f"https://annonces.exemple.fr/V{rank:06}"
    return [*listing, link, *person, *place, *goods, TWO_LINES if rank % 3 else ONE_LINE]


def supplier_cp1252() -> bytes:
    """A title, headings, forty sellers with texts of two lines, a row of separators."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Export Vendeurs Directs – secteur 12", *[""] * 15])
    writer.writerow(HEADINGS)
    writer.writerows(row(rank) for rank in range(40))
    writer.writerow([""] * 16)
    return out.getvalue().encode("cp1252")


def other_supplier_bom() -> bytes:
    """UTF-8 with its mark, commas, a blank line after each of ten sellers."""
    lines = ["reference,vendeur,mobile,email,adresse,code_postal,ville,prix,date_collecte,site"]
    for rank in range(10):
        name, place = PEOPLE[rank][0], ",".join(TOWNS[rank % 4])
        street = f"{rank + 1} chemin des Prés"
        lines += [f"W{rank},{name},+336399801{rank:02},,{street},{place},{300 + rank}000,24/10/2026,PAP", ""]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def no_header_utf16() -> bytes:
    """UTF-16, tabs, no headings."""
    lines = []
    for rank in range(12):
        who, place = " ".join(PEOPLE[rank % 10]), "\t".join(TOWNS[rank % 4])
        lines.append(f"2026-10-{rank + 1:02}\tX{rank:05}\t{who}\t06399802{rank:02}\t{place}\t{250 + 9 * rank}000")
    return "\r\n".join(lines).encode("utf-16")


def workbook(path: Path) -> None:
    """A notice first, a hidden sheet of codes, sellers below and right of empty cells, figures for phones."""
    book = openpyxl.Workbook()
    notice = book.active
    notice.title = "Notice"
    for text in ("Fichier vendeurs – mode d’emploi", None, "Les données sont dans l’onglet Vendeurs."):
        notice.append([text])
    sheet = book.create_sheet("Vendeurs")
    sheet.append([])
    headings = [
        "N° annonce",
        "Date\nparution",
        "Vendeur",
        "N°\nTéléphone",
        "CP Ville ",
        "Bien\tproposé",
        "Prix (€)",
        "Source",
    ]
    sheet.append([None, *headings])
    for rank in range(20):
        last, first = PEOPLE[rank % 10]
        who = f"{('M. et Mme', 'Mme', 'M.')[rank % 3]} {last.upper()} {first}"
        place = f"{' '.join(TOWNS[rank % 4])} "
        day = date(2026, 10, rank + 1)
        sheet.append([None, f"V{rank}", day, who, 639980300 + rank, place, "Maison", 210000.0 + rank, "PAP"])
    for number in range(23, 200):
        sheet.cell(number, 2).font = openpyxl.styles.Font(bold=True)
    codes = book.create_sheet("Codes")
    codes.sheet_state = "hidden"
    for rank in range(300):
        codes.append([f"code{part}{rank}" for part in range(12)])
    book.save(path)


def cards() -> bytes:
    """vCards of the three versions: quoted-printable, folded lines, several numbers, a photo."""
    old = [
        *("BEGIN:VCARD", "VERSION:2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;Ana=C3=AFs;;Mme"),
        *("TEL;CELL;PREF:06 39 98 03 01", "TEL;HOME:01 99 00 03 01", "TEL;FAX:01 99 00 03 99"),
        *("ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;1 rue de l=E2=80=99=", "=C3=89glise;N=C3=AEmes;;30000;"),
        *("PHOTO;JPEG;ENCODING=BASE64:", *[" " + "QUJD" * 18] * 40, "", "END:VCARD"),
    ]
    middle = [
        *(
            "BEGIN:VCARD",
            "VERSION:3.0",
            "FN:M. Cédric Bœuf",
            "N:Bœuf;Cédric;;M.;",
            "item1.TEL;type=CELL:+33 6 39 98 03 02",
        ),
        *(
            "EMAIL;type=INTERNET:cedric.boeuf@exemple.fr",
            "ADR:;;2 chemin des Prés\\, bât. B;Bourg-en-Bresse;;01000;France",
        ),
        *("NOTE:Rappeler le soir\\nClés chez le voi", " sin", "END:VCARD"),
    ]
    new = [
        *("BEGIN:VCARD", "VERSION:4.0", "FN:Zoé Noël", 'TEL;VALUE=uri;TYPE="voice,cell":tel:+33639980303'),
        *("EMAIL:zoe.noel@exemple.fr", "END:VCARD"),
    ]
    return ("\r\n".join([*old, *middle, *new]) + "\r\n").encode()


def objects() -> bytes:
    """One array of objects inside an object, an object and a list inside each."""
    found = [
        {
            "reference": f"J{rank:04}",
            "site": "PAP",
            "vendeur": {
                "nom": PEOPLE[rank][0],
                "prenom": PEOPLE[rank][1],
                "telephones": [phone(rank), f"01 99 00 04 {rank:02}"],
            },
            "agence": {"nom": "Agence du Clos", "telephone": "01 99 00 04 99"},
            "bien": {
                "type": "Maison",
                "code_postal": TOWNS[rank % 4][0],
                "ville": TOWNS[rank % 4][1],
                "prix": 200000 + rank,
            },
            "photos": [],
        }
        for rank in range(10)
    ]
    return json.dumps({"total": len(found), "annonces": found}, ensure_ascii=False, indent=1).encode()


def json_lines() -> bytes:
    """One object to a line, a blank line, a column that comes late."""
    lines = [
        json.dumps({"nom": " ".join(PEOPLE[rank]), "tel": phone(rank), "ville": TOWNS[rank % 4][1]}, ensure_ascii=False)
        for rank in range(6)
    ]
    late = json.dumps({"nom": "Morvan", "tel": phone(7), "source": "ParuVendu"})
    return ("\n".join([*lines[:3], "", *lines[3:], late]) + "\n").encode()


def opendocument() -> bytes:
    """An ODS: a row repeated, the empty filler that spreadsheets leave below."""

    def line(*texts: str, repeated: int = 1) -> str:
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            if text
            else '<table:table-cell table:number-columns-repeated="3"/>'
            for text in texts
        )
        return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'

    body = line("Nom", "Téléphone", "CP", "Ville", "Source") + "".join(
        line(PEOPLE[rank][0], phone(rank), *TOWNS[rank % 4], "PAP") for rank in range(10)
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Vendeurs">{body}{line("", repeated=1_048_000)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def packed(entries: dict[str, bytes]) -> bytes:
    """A ZIP of these files, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Write the files. ``ancien.xls`` was written once with xlwt, which nothing else needs."""
    (HERE / "contacts.vcf").write_bytes(cards())
    (HERE / "annonces.json").write_bytes(objects())
    (HERE / "vendeurs.ndjson").write_bytes(json_lines())
    (HERE / "vendeurs.ods").write_bytes(opendocument())
    (HERE / "vendeurs.zip").write_bytes(packed({"export/vendeurs.csv": supplier_cp1252(), "lisez-moi.txt": b"Bonjour"}))
    (HERE / "fournisseur_cp1252.csv").write_bytes(supplier_cp1252())
    (HERE / "autre_fournisseur_bom.csv").write_bytes(other_supplier_bom())
    (HERE / "sans_entete_utf16.txt").write_bytes(no_header_utf16())
    workbook(HERE / "tableur.xlsx")


if __name__ == "__main__":
    main()
