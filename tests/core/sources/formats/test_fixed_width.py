"""A list printed in columns is read by the places where they begin; sentences and texts with a delimiter are not."""

from pathlib import Path

from core.sources.formats.delimiter import find_delimiter
from core.sources.formats.fixed_width import MARK, cut, fixed_columns
from core.sources.tables.reading import drafts, fields_of, open_table
from tests.tables import table

WIDTHS = (20, 16, 26, 8, 14, 8, 10)
ROWS = (
    ("NOM", "TELEPHONE", "ADRESSE", "CP", "VILLE", "VU SUR", "REMARQUE"),
    *(
        (f"MOREAU LUC {n}", f"06 39 98 31 0{n}", f"{n + 1} RUE FOCH, BAT {n}", "30700", "UZES", "PAP", note)
        for n, note in enumerate(("", "NE PLUS APPELER", "CALME", ""))
    ),
)


def printed(*above: str, margin: str = "", drawn: bool = False) -> str:
    lines = ["".join(cell.ljust(wide) for cell, wide in zip(row, WIDTHS, strict=True)).rstrip() for row in ROWS]
    lines = [lines[0], *(["  ".join("-" * (wide - 2) for wide in WIDTHS)] if drawn else []), *lines[1:]]
    return "\n".join((*above, *(f"{margin}{line}" for line in lines)))


@table(
    "text",
    [
        printed(),
        printed(margin="   "),
        printed(drawn=True),
        printed("LISTE DES VENDEURS AU 20/11/2026", ""),
        printed("AGENCE DU PONT", "LISTE DES VENDEURS, ETAT DU 20/11/2026 POUR LE MOIS"),
    ],
)
def test_a_printed_list_is_read_column_by_column(text: str, tmp_path: Path) -> None:
    file = tmp_path / "liste.txt"
    file.write_text(text, encoding="cp1252")
    found = open_table(file)
    people = [one for one in drafts(found, fields_of(found, {})) if not one.is_blank]
    assert [one.phones for one in people] == [(f"06 39 98 31 0{n}",) for n in range(4)]
    assert [(one.address, one.postcode, one.town, one.site) for one in people] == [
        (f"{n + 1} RUE FOCH, BAT {n}", "30700", "UZES", "PAP") for n in range(4)
    ]
    assert [one.heard for one in people] == ["", "NE PLUS APPELER", "", ""]


@table(
    "text",
    [
        "Bonjour Madame,\nvoici la liste demandée.  Merci de la lire\net de me dire  ce que vous en pensez.\nPaul\n",
        "Nom;Téléphone\n" + "Moreau;0639981241\n" * 5,
        "Nom          ;Téléphone     ;Ville\n" + "Moreau       ;0639981241    ;Uzès\n" * 5,
        "Nom,Téléphone,Ville\n" + "Moreau,0639981241,Uzès\n" * 5,
        "Nom\n" + "Moreau\n" * 5,
        "",
    ],
)
def test_what_is_not_in_columns_is_read_as_before(text: str) -> None:
    assert not find_delimiter(text).mark.startswith(MARK)


def test_nothing_of_a_line_is_lost_by_its_cuts() -> None:
    assert cut("abc  def  ghi", [0, 5, 10]) == ["abc", "def", "ghi"]
    assert cut("abcdefg  ghi and more", [0, 5, 10]) == ["abcde", "fg  g", "hi and more"]
    assert cut("x  abc", [3, 9]) == ["x abc", ""]
    assert cut("--- ----", [0, 4]) == []
    assert fixed_columns("a  b  c\n" * 3) == "", "too few lines to tell"
