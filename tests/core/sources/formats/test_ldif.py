"""Address books in LDIF, and workbooks of LibreOffice in one XML file."""

from base64 import b64encode
from pathlib import Path

from core.model.draft import Draft
from core.sources.formats.kinds import kind_of
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.failing import fails_with


def read(path: Path) -> list[Draft]:
    table = open_table(path)
    return list(drafts(table, fields_of(table, {})))


def b64(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_an_address_book_of_thunderbird(tmp_path: Path) -> None:
    photo = "\n ".join(b64("x" * 600)[at : at + 70] for at in range(0, 800, 70))
    file = tmp_path / "carnet.ldif"
    file.write_text(
        f"""# exported
dn:: {b64("cn=Cécile Vannier")}
objectclass: top
objectclass: person
givenName:: {b64("Cécile")}
sn: Vannier
cn:: {b64("Cécile Vannier")}
jpegPhoto:: {photo}
mail: cecile.vannier@example.org
mail: c.vannier@example.net
facsimileTelephoneNumber: 01 99 00 51 09
telephoneNumber: 01 99 00 51 01
mobile: 06 39 98 51 03
mozillaHomeStreet:: {b64("20 rue des Arènes")}
mozillaHomeLocalityName:: {b64("Nîmes")}
mozillaHomePostalCode: 30000
mozillaHomeCountryName: France

dn: cn=Paul Estrade
sn: Estrade
givenName: Paul
mobile: 06 39 98 51 04
street: 3 rue de la Por
 te-Neuve
l: Uzès
postalCode: 30700
description: Ne plus démarcher
""",
        "utf-8",
    )
    assert kind_of(file) == "ldif"
    first, second = read(file)
    assert (first.last_name, first.first_name, first.line) == ("Vannier", "Cécile", 2)
    assert first.phones == ("01 99 00 51 01", "06 39 98 51 03"), "a fax is not called"
    assert first.emails == ("cecile.vannier@example.org", "c.vannier@example.net")
    assert (first.address, first.postcode, first.town) == ("20 rue des Arènes", "30000", "Nîmes")
    assert (second.address, second.postcode, second.town) == ("3 rue de la Porte-Neuve", "30700", "Uzès")
    assert second.heard and not first.heard


def test_what_is_no_attribute_is_told(tmp_path: Path) -> None:
    file = tmp_path / "carnet.ldif"
    file.write_text("dn: cn=Paul\nsn: Estrade\nn'importe quoi\n", "utf-8")
    with fails_with("RECORD_BROKEN"):
        read(file)


def test_a_flat_workbook_of_libreoffice(tmp_path: Path) -> None:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    rows = [("Nom", "Mobile", "Rue", "CP", "Ville"), ("Durand", "06 39 98 57 01", "3 rue Haute", "18000", "Bourges")]
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    file = tmp_path / "vendeurs.fods"
    file.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
        f'<table:table table:name="Mars">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document>",
        "utf-8",
    )
    assert open_table(file).sheets == ("Mars",)
    (one,) = read(file)
    assert (one.name, one.phones, one.address, one.town) == ("Durand", ("06 39 98 57 01",), "3 rue Haute", "Bourges")
