"""The preview of an ad has words for each of its fields, whatever a page says."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.actions.intake.offering import CORRECTED, Offer, OfferFate
from core.model.draft import Draft
from core.sources.pages.extracted import NAMES, STATE, Ad, ExtractedValue
from core.words.offers import field_word
from tests.ui.finding import child
from ui.look.theme import Theme
from ui.pages.imports.offer_card import OfferCard
from ui.pages.imports.offers import offer_columns, rows_of

SHOWN = [name for name in NAMES if name not in (*CORRECTED, "text")]


@pytest.mark.parametrize("fate", OfferFate)
def test_each_field_is_shown_with_its_words(theme: Theme, qtbot: QtBot, fate: OfferFate) -> None:
    ad = Ad({name: ExtractedValue(f"valeur {name}", f"{STATE} : {name}", 0.5) for name in NAMES})
    offer = Offer(1, 0, Draft(line=1, cells=("row",)), ad, fate, doubts=NAMES)
    card = OfferCard(theme)
    qtbot.addWidget(card)
    card.show_offer(offer)
    others = child(card, QLabel, "offer-others").text().splitlines()
    kept = [name for name in SHOWN if offer.keeps_person or name not in ("phones", "emails", "address")]
    assert [line.partition("\u202f:")[0] for line in others] == [field_word(name) for name in kept]
    assert all(child(card, QLineEdit, f"offer-{name}") for name in CORRECTED)
    [row] = rows_of([offer], [1]).values()
    assert all(isinstance(column.cell(row).text, str) for column in offer_columns())


def test_somebody_answers_whether_an_ad_refuses(theme: Theme, qtbot: QtBot) -> None:
    card = OfferCard(theme)
    qtbot.addWidget(card)
    answers: list[tuple[int, str, str]] = []
    card.corrected.connect(lambda *answer: answers.append(answer))
    refusing, free = Offer(1, 0, Draft(line=1, heard="Je refuse"), Ad(), OfferFate.REFUSES), Offer(2, 0, Draft(), Ad())
    asked = Offer(3, 0, Draft(doubt="Je m’occupe de tout"), Ad(), doubts=("refuses",))
    for offer, buttons in ((refusing, (True, False)), (free, (False, False)), (asked, (True, True))):
        card.show_offer(offer)
        assert (not card.is_none.isHidden(), not card.is_one.isHidden()) == buttons
    assert "Je m’occupe de tout" in child(card, QLabel, "offer-asked").text()
    card.is_one.click()
    card.show_offer(refusing)
    card.is_none.click()
    assert answers == [(3, "refuses", "oui"), (1, "refuses", "non")]


def test_lifting_what_the_register_holds_asks_why(theme: Theme, qtbot: QtBot) -> None:
    card = OfferCard(theme)
    qtbot.addWidget(card)
    answers: list[tuple[int, str, str]] = []
    card.corrected.connect(lambda *answer: answers.append(answer))
    card.show_offer(Offer(1, 0, Draft(heard="Je refuse"), Ad(), OfferFate.REFUSES, earlier=1))
    assert not card.why.isHidden()
    card.is_none.click()
    assert (answers, card.why.property("wrong")) == ([], True)
    card.why.setText("C’est une phrase du site")
    card.is_none.click()
    assert answers == [(1, "refuses", "non")]
    card.show_offer(Offer(2, 0, Draft(heard="Je refuse"), Ad(), OfferFate.REFUSES))
    assert (card.why.isHidden(), card.why.text()) == (True, "")
