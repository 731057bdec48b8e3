"""What an empty page says is true: it is said from the counts that the first page shows."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.actions.calling import calldesk, calling
from core.actions.common import agency, people, step_cache
from core.actions.desk import today
from core.actions.leads import milestones
from core.actions.letters import noticing, posting
from core.model.milestone import MilestoneKind, TradeEvent
from core.store import leads
from tests.ui.finding import child
from tests.ui.office_fixture import BY, NOW, Add, Desk, agree, put_together, row, take
from ui.common.office import Office
from ui.pages.calls.page import CallsPage
from ui.pages.letters.page import LettersPage
from ui.pages.today.lines import lines_of, page_of
from ui.widgets.button import Button

EVERYTHING = frozenset({"*"})


def told(page: QWidget, name: str) -> tuple[str, str]:
    found = (child(page, QLabel, f"{name}-{part}").text().replace("\u202f", " ") for part in ("title", "sentence"))
    title, sentence = found
    return title, sentence


def letters(office: Office, qtbot: QtBot) -> LettersPage:
    page = put_together(LettersPage, office, qtbot)
    page.refresh(EVERYTHING)
    page.head.show_tab("due")
    page.refresh(EVERYTHING)
    return page


def inform(office: Office, ids: Sequence[int], folder: Path) -> None:
    made = noticing.make(office.store, ids, folder, by=BY, at=NOW).made
    with office.store.read() as r:
        posting_of = [posting.letter_of(r, one.reference) for one in made]
    posting.posted(office.store, posting_of, by=BY, at=NOW)


def test_no_letter_is_said_gone_while_the_agency_is_incomplete(
    office: Office, desk: Desk, add: Add, qtbot: QtBot
) -> None:
    page = letters(office, qtbot)
    assert told(page, "letters-empty") == ("Aucune lettre à préparer.", "Celles qui seront dues attendront ici.")
    add(), add(last_name="Besson")
    agency.save_agency(office.store, {"siren": ""}, by=BY, at=NOW)
    office.forget(frozenset({"setting"}))
    page.refresh(EVERYTHING)
    assert told(page, "letters-empty")[1] == "2 lettres attendent la fiche de votre agence. Complétez-la."
    child(page, Button, "letters-empty-go").click()
    agency.save_agency(office.store, {"siren": "123456782", "free_estimate": ""}, by=BY, at=NOW)
    office.forget(frozenset({"setting"}))
    page.refresh(EVERYTHING)
    assert told(page, "letters-empty")[1] == "2 lettres attendent vos réponses : Réglages, « Vos affirmations »."
    child(page, Button, "letters-empty-go").click()
    assert desk.gone == [("settings/section=agency", None), ("settings/section=claims", None)]


def test_what_comes_before_a_letter_is_said(office: Office, add: Add, qtbot: QtBot, tmp_path: Path) -> None:
    ready = add()
    noticing.make(office.store, [ready], tmp_path, by=BY, at=NOW)
    page = letters(office, qtbot)
    assert told(page, "letters-empty")[1] == "1 lettre est prête, pas encore postée."
    add(last_name="Besson", address="")
    page.refresh(EVERYTHING)
    assert told(page, "letters-empty")[1] == "1 fiche à compléter d’abord."
    assert not child(page, Button, "letters-empty-go").isVisibleTo(page), "it is done on more than one page"


def test_agreements_that_wait_are_not_said_to_be_none(office: Office, add: Add, qtbot: QtBot, tmp_path: Path) -> None:
    """Each has agreed and has met the agency: nobody is to be called, and nobody is said to lack an agreement."""
    ids = [add(last_name=name) for name in ("Alba", "Brun")]
    inform(office, ids, tmp_path)
    for lead in ids:
        agree(office.store, lead, tmp_path)
        met = TradeEvent(MilestoneKind.APPOINTMENT, NOW + timedelta(days=2), "Au bien")
        milestones.note_milestone(office.store, people.Who(lead), met, by=BY, at=NOW)
    page = put_together(CallsPage, office, qtbot)
    page.refresh(EVERYTHING)
    title, sentence = told(page, "calls-empty")
    assert title == "Aucune personne à appeler"
    assert sentence.startswith("2 personnes ont un accord, un contrat, une demande ou un rappel :")


def test_without_any_agreement_it_is_said(office: Office, add: Add, qtbot: QtBot) -> None:
    add()
    page = put_together(CallsPage, office, qtbot)
    page.refresh(EVERYTHING)
    assert told(page, "calls-empty")[1].startswith("Aucun accord, contrat ou demande en cours.")


@pytest.mark.parametrize("agreed", [False, True])
def test_a_callback_leads_to_the_telephone_only_if_it_may_be_made(
    office: Office, add: Add, desk: Desk, qtbot: QtBot, tmp_path: Path, agreed: bool
) -> None:
    lead = add()
    inform(office, [lead], tmp_path)
    if agreed:
        agree(office.store, lead, tmp_path)
    calling.plan_callback(office.store, lead, due=NOW.replace(hour=14, minute=5), by=BY, at=NOW)
    page = put_together(CallsPage, office, qtbot)
    page.refresh(EVERYTHING)
    with office.store.read() as r:
        dues = today.pressing(r, office.law, office.standing(r, at=NOW), by=BY, at=NOW)
    [due] = [one for one in dues if one.kind in ("callbacks", "barred")]
    [line] = [one for one in lines_of([due], NOW) if not one.heading]
    assert "14" in line.detail
    if agreed:
        assert (page_of(due), line.verb) == (("calls", lead), "Appeler")
        assert told(page, "calls-empty")[0].startswith("Aucune personne à appeler avant 14")
    else:
        assert (page_of(due), line.verb) == (("leads", lead), "Voir la fiche")
        assert line.sentence == "1 rappel prévu, appel non permis"
        title, sentence = told(page, "calls-empty")
        assert title == "Aucune personne à appeler", "no hour is promised"
        assert sentence.startswith("1 personne a un accord, un contrat, une demande ou un rappel :")


def test_the_queue_holds_as_many_as_the_first_page_counts(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More people have an agreement and nothing left to be called about than are read: whoever may be called is."""
    take(office, *(row(line, last_name=f"Roux{line}") for line in range(1, 5)))
    with office.store.read() as r:
        ids = list(leads.search(r))
    inform(office, ids, tmp_path)
    for lead in ids:
        agree(office.store, lead, tmp_path)
    lost = TradeEvent(MilestoneKind.LOST, NOW, said="price")
    for lead in sorted(ids)[:3]:
        milestones.note_milestone(office.store, people.Who(lead), lost, by=BY, at=NOW)
    step_cache.keep(office.store, office.law, by=BY, at=NOW)
    monkeypatch.setattr(calldesk, "MOST", 3)
    with office.store.read() as r:
        found = calldesk.queue(r, office.law, at=NOW)
        counted = office.standing(r, at=NOW)
    assert [one.id for one in found.now] == sorted(ids)[3:]
    assert sum(counted.count(step) for step in calldesk.CALL_NOW) == 1
