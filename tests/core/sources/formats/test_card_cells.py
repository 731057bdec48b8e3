"""What a vCard says of several addresses and of several persons: the person's own is taken, the rest is told."""

from pathlib import Path

from core.model.draft import Draft
from core.sources.formats.card_cells import HEADINGS
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import table

NAME = "N:Dupont;Jean;;;"


def read(tmp_path: Path, *lines: str) -> tuple[list[Draft], dict[int, str]]:
    file = tmp_path / "a.vcf"
    file.write_text("\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD")) + "\n", "utf-8")
    opened = open_table(file)
    fields = fields_of(opened, {})
    return list(drafts(opened, fields)), fields


HOME = "ADR;TYPE=HOME:;;3 rue Haute;Uzès;;30700;"
WORK = "ADR;TYPE=WORK:;;9 quai Bas;Nîmes;;30000;"


AT_HOME, AT_WORK, TOLD = ("3 rue Haute", "30700", "Uzès"), ("9 quai Bas", "30000", "Nîmes"), "9 quai Bas, 30000 Nîmes"
LABEL = 'LABEL="3 rue Haute\\n30700 Uzès"'
SOFT = "LABEL;HOME;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:3 rue Haute=0D=0A30700 Uz=C3=A8s"


@table(
    "name, lines, place, rest",
    [
        ("one", (HOME,), AT_HOME, ""),
        ("home first", (HOME, WORK), AT_HOME, TOLD),
        ("home last", (WORK, HOME), AT_HOME, TOLD),
        ("neither", ("ADR:;;1 rue A;Uzès;;30700;", WORK), ("1 rue A", "30700", "Uzès"), TOLD),
        ("an empty one first", ("ADR;TYPE=HOME:;;;;;;", WORK), AT_WORK, ""),
        ("a label for it", ('ADR;LABEL="3 rue Haute\\n30700 Uzès":;;;;;;',), AT_HOME, ""),
        ("a label of RFC 6868", ('ADR;LABEL="3 rue Haute^n30700 Uzès^nFrance":;;;;;;',), AT_HOME, ""),
        ("a label beside it", (f"{HOME[:3]};{LABEL}{HOME[3:]}",), AT_HOME, ""),
        ("a label alone", ("LABEL;TYPE=HOME:3 rue Haute\\n30700 Uzès",), AT_HOME, ""),
        ("a label before the address", ("LABEL;TYPE=HOME:3 rue Haute\\n30700 Uzès", HOME), AT_HOME, ""),
        ("a label of another", (HOME, "LABEL;TYPE=WORK:9 quai Bas\\n30000 Nîmes"), AT_HOME, TOLD),
        ("a label that completes", ('ADR;LABEL="3 rue Haute\\n30700 Uzès":;;3 rue Haute;;;;',), AT_HOME, ""),
        ("a soft label", (SOFT,), AT_HOME, ""),
    ],
)  # fmt: skip
def test_one_address_is_the_persons(
    tmp_path: Path, name: str, lines: tuple[str, ...], place: tuple[str, str, str], rest: str
) -> None:
    [found], fields = read(tmp_path, NAME, *lines)
    assert (found.address, found.postcode, found.town) == place, name
    assert found.cells[-1] == rest
    assert len(HEADINGS) - 1 not in fields


def test_the_country_of_a_card_is_that_of_its_address(tmp_path: Path) -> None:
    abroad, work = "ADR;TYPE=HOME:;;12 Baker Street;London;;NW1 6XE;UK", f"{WORK}France"
    [found], fields = read(tmp_path, NAME, work, abroad)
    assert (found.address, found.postcode, found.town, found.country) == ("12 Baker Street", "NW1 6XE", "London", "UK")
    assert "country" in fields.values()
    [found], _fields = read(tmp_path, NAME, f"{HOME}France", abroad.replace("HOME", "WORK"))
    assert (found.town, found.country, found.cells[-1]) == ("Uzès", "", "12 Baker Street, NW1 6XE London, UK")


@table(
    "lines, name, rest",
    [
        ((NAME, "FN:Jean Dupont"), "Jean Dupont", ""),
        ((NAME, "FN:M. Jean DUPONT"), "Jean Dupont", ""),
        ((NAME, "FN:Jean et Marie Dupont"), "Jean Dupont", "Jean et Marie Dupont"),
        ((NAME, "N:Martin;Marie;;;"), "Jean Dupont", "Martin Marie"),
        ((NAME, "RELATED;TYPE=spouse;VALUE=text:Marie Martin"), "Jean Dupont", "Marie Martin"),
        ((NAME, "X-SPOUSE:Marie"), "Jean Dupont", "Marie"),
        ((NAME, "item1.X-ABRELATEDNAMES:Marie", "item1.X-ABLabel:_$!<Spouse>!$_"), "Jean Dupont", "Marie"),
        (
            (NAME, "AGENT:", "BEGIN:VCARD", "FN:Marie Martin", "TEL:06 39 98 00 09", "END:VCARD"),
            "Jean Dupont",
            "Marie Martin / 06 39 98 00 09",
        ),
        (("FN:Jean Dupont", "FN:Marie Martin"), "Jean Dupont", "Marie Martin"),
        (("FN:Jean Dupont", "N:Dupont;Jean;;M.;"), "Jean Dupont", ""),
    ],
)
def test_another_person_is_told_and_never_taken(tmp_path: Path, lines: tuple[str, ...], name: str, rest: str) -> None:
    [found], _fields = read(tmp_path, *lines, "TEL:06 39 98 00 01")
    assert f"{found.first_name} {found.last_name}".strip() == name
    assert (found.phones, found.cells[-1]) == (("06 39 98 00 01",), rest)


@table(
    "lines, phones",
    [
        (("TEL;VALUE=uri:tel:+33-6-39-98-00-01;ext=12",), ("+33-6-39-98-00-01",)),
        (("TEL;VALUE=uri:TEL:+33639980001;phone-context=x",), ("+33639980001",)),
        (("TEL:06 39 98 00 01\\;01 99 00 00 01",), ("06 39 98 00 01", "01 99 00 00 01")),
        (("TEL:06 39 98 00 01;01 99 00 00 01",), ("06 39 98 00 01", "01 99 00 00 01")),
        (("TEL:06 39 98 00 01", "TEL;WORK:01 99 00 00 01"), ("06 39 98 00 01", "01 99 00 00 01")),
    ],
)
def test_no_number_is_lost(tmp_path: Path, lines: tuple[str, ...], phones: tuple[str, ...]) -> None:
    [found], _fields = read(tmp_path, NAME, *lines)
    assert found.phones == phones
