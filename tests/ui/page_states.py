"""The states of the real window that tests walk: each page, and what a page shows on the way."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QWidget,
)

from core.base.i18n import _
from core.base.resources import resource
from core.model.channel import TitleKind
from core.model.opposing import RefusalAuthor
from core.sources.copied_page import CopiedPage
from tests.pause import pause
from tests.tree import ROOT
from tests.ui.finding import child, page_in
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.pages.calls.consent_form import ConsentForm
from ui.pages.calls.page import CallsPage
from ui.pages.calls.titles_card import OTHER_TITLES, TitleForm, print_dialog, take_back_dialog
from ui.pages.imports.page import ImportsPage
from ui.pages.leads.page import LeadsPage
from ui.pages.letters.page import LettersPage
from ui.pages.oppositions.page import OppositionsPage
from ui.pages.settings.page import SECTIONS, SettingsPage
from ui.shell.help import show_help
from ui.shell.window import RAIL, Window

State = Callable[[Window], QWidget]


def shown(key: str) -> State:
    def show(window: Window) -> QWidget:
        window.go_to(key)
        return window

    return show


def sheet(window: Window) -> QWidget:
    window.go_to("leads")
    page = page_in(window, LeadsPage)
    page.open_lead(page.browser.table.rows().ids[0])
    return window


def calling(window: Window) -> QWidget:
    window.go_to("calls")
    window.do(PageGesture.CALL)
    window.do(PageGesture.CALLBACK)
    return window


def forbidden(window: Window) -> QWidget:
    page = page_in(window, LeadsPage)
    window.go_to("leads")
    window.go_to("calls", page.browser.table.rows().ids[0])
    return window


def opposed(window: Window) -> QWidget:
    window.go_to("calls")
    window.do(PageGesture.CALL)
    window.do(PageGesture.OPPOSE)
    return window


def consent(window: Window) -> QWidget:
    window.go_to("calls")
    lead_id = page_in(window, CallsPage).talk.read.lead_id
    assert lead_id is not None
    made = ConsentForm(window.office, lead_id, window)
    made.show()
    made.activateWindow()
    return made


def title(kind: TitleKind) -> State:
    def show(window: Window) -> QWidget:
        page = page_in(window, CallsPage)
        window.go_to("calls")
        lead_id = page.talk.read.lead_id
        assert lead_id is not None
        return in_front(TitleForm(window.office, lead_id, kind, window))

    return show


def short(make: Callable[[Office, QWidget], QDialog]) -> State:
    return lambda window: in_front(make(window.office, window))


def in_front(made: QDialog) -> QWidget:
    made.show()
    made.activateWindow()
    return made


def replies(window: Window) -> QWidget:
    page = page_in(window, LettersPage)
    window.go_to("letters")
    page.show_replies()
    return window


def columns(window: Window) -> QWidget:
    window.go_to("imports")
    page = page_in(window, ImportsPage)
    page.take_files([resource("demo", "pige_uzes.csv")])
    # A file of a known shape goes straight to the check.
    offered(window, "I&mp")
    page.assistant.footer.back_button.click()
    offered(window, _("&Vérifier"))
    return window


def check(window: Window) -> QWidget:
    return on_to_check(columns(window))


def on_to_check(window: QWidget) -> QWidget:
    """Go on from the columns."""
    assert isinstance(window, Window)
    page = page_in(window, ImportsPage).assistant
    page.columns.whole.supplier.setText("Pige Sud")
    page.footer.forward_button.click()
    offered(window, "I&mp")
    assert page.check.expected.groups
    return window


def cells(window: Window) -> QWidget:
    return on_to_cells(check(window))


def on_to_cells(window: QWidget) -> QWidget:
    """Go on from the check."""
    assert isinstance(window, Window)
    step = page_in(window, ImportsPage).assistant.check
    step.open_group(next(group.code for group in step.expected.groups if group.problems))
    return window


def result(window: Window) -> QWidget:
    return on_to_result(check(window))


def on_to_result(window: QWidget) -> QWidget:
    """Go on from the check, or from its cells."""
    assert isinstance(window, Window)
    page = page_in(window, ImportsPage).assistant
    page.footer.forward_button.click()
    offered(window, _("&Voir les prospects"))
    assert page.result.offer.isVisible()
    return window


def offered(window: Window, words: str) -> None:
    """Wait for the assistant to offer the step whose button says ``words``."""
    button = page_in(window, ImportsPage).assistant.footer.forward_button
    waited(lambda: words in button.text() and button.isEnabled() and button.isVisible())


def waited(told: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(20_000)
    while not told() and not deadline.hasExpired():
        pause(20)
    assert told()


def capture(window: Window) -> QWidget:
    window.go_to("imports/capture_page")
    return window


def offers(window: Window) -> QWidget:
    window.go_to("imports")
    page = page_in(window, ImportsPage)
    page.take_files([ROOT / "tests" / "files" / "pages" / "superimmo_2026_list.html"])
    waited(lambda: page.capture.currentWidget() is page.capture.offers)
    return window


def pasted(window: Window) -> QWidget:
    window.go_to("imports")
    page = page_in(window, ImportsPage)
    markup = "<h1>Maison 5 pièces 110 m²</h1><p>249 000 €</p><p>Vitré (35500)</p>"
    page.take_page(CopiedPage(markup.encode()), "Maison 5 pièces 110 m²\n249 000 €\nVitré (35500)")
    waited(lambda: page.capture.offers.pasted.isVisible())
    return window


def terms(window: Window) -> QWidget:
    window.go_to("imports")
    page = page_in(window, ImportsPage)
    page.take_address("https://www.pap.fr/annonces/maison-r1")
    waited(lambda: page.capture.terms.isVisible())
    return window


def batch(window: Window) -> QWidget:
    window.go_to("imports")
    page = page_in(window, ImportsPage)
    page.open_batch(page.list.table.rows().ids[0])
    return window


def entry(window: Window) -> QWidget:
    """A refusal that the program read, and why it may be taken back."""
    window.go_to("oppositions")
    page = page_in(window, OppositionsPage)
    page.open_entry(next(key for key, line in page.entries.items() if line.author == RefusalAuthor.READ))
    page.entry.mistake.fold.click()
    return window


def settings(section: str) -> State:
    def show(window: Window) -> QWidget:
        window.go_to("settings")
        page_in(window, SettingsPage).show_section(section)
        return window

    return show


def palette(window: Window) -> QWidget:
    window.open_palette()
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def help_shown(window: Window) -> QWidget:
    show_help(window, window.office)
    return child(window, QWidget, "help")


STATES: dict[str, State] = {
    **{key: shown(key) for key, *_rest in RAIL},
    **{f"settings-{section.key}": settings(section.key) for section in SECTIONS},
    "leads-form": shown("leads/new_lead"),
    "sheet": sheet,
    "calling": calling,
    "forbidden": forbidden,
    "opposed": opposed,
    "consent": consent,
    **{f"title-{kind.value}": title(kind) for kind in OTHER_TITLES},
    "take-back": short(take_back_dialog),
    "print-form": short(print_dialog),
    "replies": replies,
    "columns": columns,
    "check": check,
    "cells": cells,
    "result": result,
    "capture": capture,
    "offers": offers,
    "pasted": pasted,
    "terms": terms,
    "batch": batch,
    "entry": entry,
    "palette": palette,
    "help": help_shown,
}
ON: dict[str, Callable[[QWidget], QWidget]] = {
    "check": on_to_check,
    "cells": on_to_cells,
    "result": on_to_result,
}
"""States that a walk in the order of :data:`STATES` goes on to, without beginning again."""
