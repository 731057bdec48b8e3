"""Names of the agency's own people are told from those of sellers that come again."""

from collections.abc import Callable

from core.sources.columns.agency_names import agency_names
from core.sources.columns.columns import guess
from tests.tables import table

HEADS = ("Vendeur", "Contact", "Téléphone", "Adresse")
SURNAMES = ("Martin", "Bernard", "Petit", "Durand", "Leroy", "Moreau", "Simon", "Laurent", "Michel", "Garcia")


def own(rank: int) -> tuple[str, str]:
    return f"06 39 98 00 {rank:02}", f"{rank} rue Foch"


@table(
    "name, ways, asked",
    [
        (lambda _rank: "Julie Durand", own, ["AGENCY_NAME:vendeur"]),
        (lambda rank: ("Julie Durand", "Marc Petit")[rank % 2], own, ["AGENCY_NAME:vendeur"]),
        (lambda rank: SURNAMES[rank % 10], own, []),
        (lambda rank: f"Moreau Luc {rank}", own, []),
        (lambda _rank: "SCI des Lilas", lambda rank: ("06 39 98 00 01", f"{rank} rue Foch"), []),
        (lambda _rank: "Roche Alain", lambda rank: (f"06 39 98 00 {rank:02}", "3 rue Foch"), []),
        (lambda _rank: "Particulier", own, []),
    ],
)
def test_only_a_name_over_several_telephones_and_homes_is_asked_about(
    name: Callable[[int], str], ways: Callable[[int], tuple[str, str]], asked: list[str]
) -> None:
    rows = [[name(rank), f"Noël Zoé {rank}", *ways(rank)] for rank in range(20)]
    findings = agency_names(guess(HEADS, rows, has_header=True), rows)
    assert [finding.key for finding in findings] == asked
    assert [finding.instead for finding in findings] == ["Contact"] * len(asked)


def test_a_first_name_beside_it_makes_a_surname() -> None:
    heads = ("Nom", "Prénom", "Téléphone", "Adresse")
    rows = [["Moreau", f"Zoé {rank}", *own(rank)] for rank in range(8)]
    assert agency_names(guess(heads, rows, has_header=True), rows) == ()
