"""Two people of one property at one address have each their letter, and these travel in one envelope; the letter of the
one who refuses does not leave, nor is a neighbour's put with them."""

import csv
from contextlib import closing
from pathlib import Path

from core.actions.common.kept_files import letters_folder
from core.actions.common.people import Who
from core.actions.intake.typed_lead import type_lead
from core.actions.letters import handing_over, noticing, print_runs
from core.actions.letters.households import envelope_count
from core.actions.register import opposing
from core.model.batch import TypedOrigin
from core.model.draft import Draft
from core.model.print_run import LetterPlace
from core.records.lead import Lead
from core.records.notice import Notice
from core.store.port import Store
from tests.bases import new_base
from tests.core.actions.conftest import BY, NOW
from tests.core.actions.letters.test_service_files import tried

COUPLE = "Ferrandel Marc / Ferrandel Odile"
PHONES = ("06 39 98 12 81", "06 39 98 12 82")


def filled(store: Store) -> None:
    """A couple who live together, two owners who do not, and a neighbour, as somebody would type them."""
    tried(store, "other")
    whose = " / ".join(f"{name} : {phone}" for name, phone in zip(COUPLE.split(" / "), PHONES, strict=True))
    home = Draft(address="9 rue Haute", postcode="30700", town="Uzès", site="PAP", seen="18/11/2026")
    drafts = [
        home._replace(name=COUPLE, phones=PHONES, cells=(whose,), reference="A1"),
        home._replace(name="Lou Voisin", phones=("06 39 98 12 83",), reference="A2"),
    ]
    for draft in drafts:
        type_lead(store, draft, came=TypedOrigin.PERSON, by=BY, now=NOW)


def test_letters_of_one_household_travel_together(tmp_path: Path) -> None:
    with closing(new_base(tmp_path / "base", filled)) as store:
        with store.read() as r:
            marc, odile, neighbour = [lead.id for lead in r.of(Lead)]
        made = noticing.make(store, [marc, neighbour, odile], letters_folder(store), by=BY, at=NOW)
        assert [letter.lead for letter in made.made] == [marc, odile, neighbour]
        with store.read() as r:
            letters = {letter.lead_id: letter.id for letter in r.of(Notice)}
            asked = [letters[marc], letters[neighbour], letters[odile]]
            assert envelope_count(r, asked) == 2
        handing_over.hand_to_service(store, asked, tmp_path / "service", by=BY, at=NOW)
        with (tmp_path / "service" / "adresses.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [row["pli"] for row in csv.DictReader(file, delimiter=";")] == ["1", "1", "2"]
        run_id, _held = print_runs.start_run(store, asked, printer="HP", both_sides=True, by=BY, at=NOW)
        assert run_id is not None
        assert [letter.lead for letter in print_runs.run_of(store, run_id).letters] == [marc, odile, neighbour]
        opposing.oppose(store, Who(odile), how="call", by=BY, at=NOW)
        sent: list[str] = []
        run = print_runs.send_run(store, run_id, lambda _pdf, title: sent.append(title), by=BY, clock=lambda: NOW)
        assert (len(sent), [letter.lead for letter in run.at_place(LetterPlace.LEFT)]) == (2, [odile])
