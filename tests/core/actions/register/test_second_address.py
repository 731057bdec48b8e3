"""Who refused by an address is heard at the second address of a row too; the neighbours there are not."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from core.actions.common.people import Who
from core.actions.intake.import_rows import take_in
from core.actions.intake.importing import ImportFile, import_into
from core.actions.register import opposing
from core.model.draft import Draft
from tests.bases import new_base
from tests.core.actions.conftest import BATCH, BY, NOW

CSV = """Nom;Prénom;Tél;Rue (domicile);CP (domicile);Ville (domicile);Rue (bureau);CP (bureau);Ville (bureau)
Aubert;Lise;06 39 98 41 01;3 rue Haute;30700;Uzès;14 rue des Mûriers;30000;Nîmes
Aubert;Lise;06 39 98 41 02;14 rue des Mûriers;30000;Nîmes;;;
Bastide;Paul;06 39 98 41 03;5 rue Haute;30700;Uzès;14 rue des Mûriers;30000;Nîmes
Aubert;Lise;06 39 98 41 04;7 rue Haute;30700;Uzès;16 rue des Mûriers;30000;Nîmes
"""
CARDS = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nN:{name};Lise;;;\nTEL:06 39 98 41 0{at}\nADR;TYPE=HOME:;;{at} rue Haute;Uzès;;30700;\n"
    f"ADR;TYPE=WORK:;;{number} rue des Mûriers;Nîmes;;30000;\nEND:VCARD\n"
    for at, (name, number) in enumerate((("Aubert", 14), ("Bastide", 14), ("Aubert", 16)), 1)
)


@pytest.mark.parametrize(("name", "content", "opposed", "added"), [("a.csv", CSV, 2, 2), ("a.vcf", CARDS, 1, 2)])
def test_the_second_address_is_no_way_back_in(
    tmp_path: Path, name: str, content: str, opposed: int, added: int
) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")
    with closing(new_base(tmp_path / "base")) as store:
        refused = Draft(
            1, last_name="Aubert", address="14 rue des Mûriers", postcode="30000", town="Nîmes", cells=("a",)
        )
        take_in(store, [refused], BATCH, by=BY, now=NOW)
        with store.read() as r:
            [lead] = r.column(int, "SELECT id FROM lead")
            who = Who(lead)
        opposing.oppose(store, who, how="letter", by=BY, at=NOW)
        day = date(2026, 11, 20).isoformat()
        report = import_into(store, ImportFile(tmp_path / "base", file, "Pige", day, BY, NOW, site="Toit Direct"))
        assert (report.opposed, report.added, report.merged) == (opposed, added, 0)
