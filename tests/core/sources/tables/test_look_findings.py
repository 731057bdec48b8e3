"""A legend answers for its own colour alone; whatever else stands above the data answers nothing."""

from collections.abc import Mapping, Sequence

from core.sources.formats.isolated import BookLooks
from core.sources.tables.look_findings import look_findings, shown_rows
from tests.tables import table

RED, GREEN = "ff0000", "92d050"
HEAD = ["Nom", "Opposition", "Téléphone"]


@table(
    "above, fills, choices",
    [
        ((["Rouge = ne veut pas d’agence"],), {}, {"rouge": "refuse", "vert": ""}),
        ((["Vert : mandat", "Rouge : ne pas contacter"],), {}, {"rouge": "refuse", "vert": ""}),
        ((["Ne veut pas d’agence"],), {RED: (1,)}, {"rouge": "refuse", "vert": ""}),
        ((["Mandat signé", "Ne veut pas d’agence"],), {RED: (1,), GREEN: (1,)}, {"rouge": "", "vert": ""}),
        ((), {RED: (1,)}, {"rouge": "", "vert": ""}),
        ((["Vendeurs de novembre"],), {RED: (1, 2)}, {"rouge": "", "vert": ""}),
    ],
)
def test_what_a_legend_answers(
    above: Sequence[list[str]], fills: Mapping[str, Sequence[int]], choices: dict[str, str]
) -> None:
    first = len(above) + 2
    sample = [*enumerate((*above, HEAD), 1), (first, ["Moreau", "", "06 39 98 00 01"])]
    rows = {RED: (*fills.get(RED, ()), first), GREEN: (*fills.get(GREEN, ()), first + 1)}
    painted = {colour: dict.fromkeys(numbers, 1) for colour, numbers in rows.items()}
    findings = look_findings(shown_rows(BookLooks(painted), sample, first))
    assert {finding.about: finding.choice for finding in findings} == choices
    assert [finding.count for finding in findings] == [1, 1]
