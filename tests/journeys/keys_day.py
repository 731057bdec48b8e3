"""The day at the desk by the keyboard alone, on a French one."""

import time

from tests.journeys.real_day import (
    ADDRESSES,
    ENDED,
    LABEL,
    MADE,
    NOTED,
    PEOPLE,
    READ_S,
    SIGN,
    VIEWS,
    RealDay,
    outcomes_of,
)
from ui.pages.calls.outcomes import OFFERED

PAGES = {"leads": "alt+p", "calls": "alt+l", "imports": "alt+i", "today": "alt+j"}
"""The letter underlined of each page of the rail."""


class KeysDay(RealDay):
    """The day."""

    def complete(self) -> None:
        """The view by the arrows, Entrée on the first line; then the address, where it was read, Entrée."""
        hand, before = self.hand, self.count(ADDRESSES)
        self.go("leads")
        hand.wait(lambda: f"À compléter {self.plan.completed}" in self.views(), "the view does not count them")
        self.view("À compléter")
        hand.tab_to("lead-table")
        hand.key("Home", "Return")
        for place in range(self.plan.completed):
            with hand.act("address completed"):
                hand.wait_held("step-address")
                hand.type(self.street(place))
                hand.tab_to("step-told")
                hand.key("Down")
                hand.wait(lambda: hand.text("step-told").startswith(SIGN), "the arrow chose nothing")
                hand.key("Return")
                self.reach(ADDRESSES, before + place + 1, "the address was not kept")
        hand.shot("tout-est-complete")
        hand.key("Escape")

    def call(self) -> None:
        """F9, letters for the note, a figure for the outcome."""
        hand = self.hand
        self.go("calls")
        hand.wait_held("call")
        for place, outcome in enumerate(outcomes_of(self.plan)):
            made, ended = self.count(MADE), self.count(ENDED)
            self.read_name()
            with hand.act(f"call, {outcome}"):
                hand.key("Return" if place % 3 else "F9")
                self.reach(MADE, made + 1, "no call began")
                if place % 2:
                    self.notes.append(f"Appel {place} : le bien sera visité, rappeler le soir")
                    hand.type(self.notes[-1])
                    hand.wait_held("note")
                    hand.key("ctrl+Return")
                self.end(outcome)
                self.reach(ENDED, ended + 1, f"{outcome} did not end the call")
            hand.wait_held("call")

    def end(self, outcome: str) -> None:
        """Press the figure of an outcome, and fill what it asks."""
        hand = self.hand
        if outcome == "opposed":
            hand.key("F8")
            self.oppositions += 1
            hand.wait_held("next-person")
            hand.key("Return")
            return
        hand.key(str(OFFERED.index(outcome) + 1))
        if outcome == "callback":
            hand.wait_held("callback-day")
            hand.key("Return")
        elif outcome == "appointment":
            hand.wait_held("appointment-day")
            hand.tab_to("appointment-place")
            hand.type("Au bien")
            hand.key("Return")

    def answer(self) -> None:
        """F2, the number, Entrée; the note; F2 again for the sheet; the figure."""
        hand = self.hand
        for place in range(self.plan.strangers):
            made, ended = self.count(MADE), self.count(ENDED)
            with hand.act("unknown caller"):
                hand.key("F2")
                hand.wait_held("caller")
                hand.type(self.stranger(place))
                hand.key("Return")
                self.reach(MADE, made + 1, "the call was not noted")
                hand.wait_held("note")
                self.notes.append(f"Nous appelle {place} : veut une estimation")
                hand.type(self.notes[-1])
                hand.key("F2")
                hand.wait_said("Fiche créée.")
                hand.key("ctrl+Return", str(OFFERED.index("talked") + 1))
                self.reach(ENDED, ended + 1, "the call did not end")

    def keep_calendars(self) -> None:
        """The view « Rendez-vous »; from each line to its sheet by Tab."""
        hand, plan = self.hand, self.plan
        self.go("leads")
        self.view("Rendez-vous")
        hand.wait(lambda: hand.ask("rows", "lead-table") == plan.appointments, "the view does not hold them all")
        for place in range(plan.appointments):
            with hand.act("appointment written for the calendar"):
                self.open_line(place)
                hand.tab_to("trade-calendar")
                hand.key("Return")
                self.file("Ajouter à mon agenda", "")
                hand.wait_said("Rendez-vous écrit dans")
        hand.key("Escape")

    def take_notes(self) -> None:
        """A note on one sheet after the other: Tab to the field, and the next line."""
        hand = self.hand
        self.go("leads")
        self.view("Tous")
        for place in range(NOTED):
            with hand.act("note on a sheet"):
                self.open_line(place)
                hand.tab_to("notes-field")
                self.notes.append(f"Visite {place} : portail bleu, clés chez la voisine")
                hand.type(self.notes[-1])
                hand.key("Tab")
                self.reach("SELECT count(*) FROM lead WHERE notes <> ''", place + 1, "a note was lost")
        hand.key("Escape")

    def bring_and_take_back(self) -> None:
        """Ctrl+I, the file; Entrée on each button; the batch by Entrée on its line."""
        hand = self.hand
        for place in range(self.plan.batches):
            before = self.count(PEOPLE)
            with hand.act("file imported"):
                hand.key("ctrl+i")
                self.file("Importer un fichier", str(self.folder / f"pige_{place}.csv"))
                if not place:
                    hand.wait_held("import-supplier")
                    hand.type("Pige Ouest")
                    hand.key("Tab", "ctrl+a")
                    hand.type("19/11/2026")
                    hand.key("alt+v")
                hand.wait(lambda: hand.shows("import-check"), "the check is not shown")
                hand.wait_held("import-footer-forward")
                hand.wait(lambda: hand.text("import-footer-forward").startswith("I&mporter"), "nothing to import")
                hand.key("Return")
                hand.wait(lambda: hand.shows("import-result"), "nothing was imported")
            brought = self.count(PEOPLE)
            assert brought > before, "nobody was brought in"
            hand.tab_to("import-footer-cancel", key="shift+Tab")
            hand.key("Return")
            hand.wait_held("batches")
            hand.key("Home", "Return")
            self.undo_batch(before)
            with hand.act("batch given back"):
                hand.key("ctrl+z")
                self.reach(PEOPLE, brought, "the batch did not come back")
            self.undo_batch(before)
            hand.key("Escape")

    def undo_batch(self, left: int) -> None:
        """Alt+N, which asks once; Entrée."""
        hand = self.hand
        with hand.act("batch undone"):
            hand.wait_held("batch-back")
            hand.tab_to("batch-undo")
            hand.key("Return")
            hand.wait(lambda: hand.text("batch-undo").startswith("Retirer"), "it is not asked")
            time.sleep(READ_S)
            hand.key("Return")
            self.reach(PEOPLE, left, "the batch was not undone")
            hand.wait_said("Lot annulé.")

    def keep_views(self) -> None:
        """Keep three, remove two by Suppr, take both removals back."""
        hand = self.hand
        self.go("leads")
        for name, tab in VIEWS:
            with hand.act("view kept"):
                self.view(tab)
                hand.tab_to("views-save")
                hand.key("Return")
                hand.wait_held("views-name")
                hand.type(name)
                hand.key("Return")
                hand.wait_said(f"Vue «\u202f{name}\u202f» enregistrée")
        for name, _tab in VIEWS[:2]:
            with hand.act("view removed and taken back"):
                self.view(name)
                hand.key("Delete")
                hand.wait_said(f"Vue «\u202f{name}\u202f» supprimée")
                hand.key("ctrl+z")
                hand.wait_said(f"Vue «\u202f{name}\u202f» rétablie")
        assert [one.rpartition(" ")[0] for one in self.views()[-3:]] == [name for name, _tab in VIEWS]

    def export(self) -> None:
        """Ctrl+K, « exporter », Entrée: everybody."""
        hand = self.hand
        self.view("Tous")
        with hand.act("list exported"):
            hand.key("ctrl+k")
            hand.wait_held("palette-field")
            hand.type("exporter la liste")
            hand.key("Return")
            hand.wait_held("many-go")
            hand.key("Return")
            self.file("Exporter des prospects", "")
            hand.wait_said("prospects-2026-11-24.xlsx")

    def label_many(self) -> None:
        """Ctrl+A, Tab to « Étiqueter », Entrée twice; then Ctrl+Maj+Z, Espace, Échap."""
        hand = self.hand
        self.view("Tous")
        hand.tab_to("lead-table")
        hand.key("ctrl+a")
        with hand.act("everybody labelled"):
            hand.tab_to("selection-tag")
            hand.key("space")
            hand.wait_held("tag-field")
            hand.type(LABEL)
            hand.key("Return")
            hand.wait_held("many-go")
            hand.key("Return")
            hand.wait_said(f"Étiquette «\u202f{LABEL}\u202f» posée sur")
        with hand.act("taken back among the recent gestures"):
            hand.key("ctrl+shift+z")
            hand.wait_held("gesture-act-0")
            hand.key("space")
            hand.wait_said("Annulé")
            hand.key("Escape")

    def evening(self) -> None:
        """The first page again, then the list: they count the same people."""
        self.go("today")
        self.hand.shot("le-soir")
        self.go("leads")
        self.compare()

    def go(self, page: str) -> None:
        """Press the letter underlined of a page, unless it is the one in sight."""
        if not self.hand.shows(f"place-{page}"):
            self.hand.key(PAGES[page])
        self.hand.wait(lambda: self.hand.shows(f"place-{page}"), f"{PAGES[page]} did not show {page}")

    def view(self, name: str) -> None:
        """Go from tab to tab with the arrows, or take the view among those folded away."""
        hand = self.hand
        hand.tab_to("views-tabs", key="shift+Tab" if hand.held() == "lead-table" else "Tab")
        for arrow in ("Left", "Right"):
            for _press in range(len(self.views())):
                if str(hand.ask("current", "views-tabs")).startswith(name):
                    return
                hand.key(arrow)
        hand.tab_to("views-more")
        hand.key("Return")
        hand.wait(lambda: bool(hand.ask("entries")), "no menu opened")
        folded = hand.ask("entries")
        assert isinstance(folded, list)
        place = next(at for at, words in enumerate(folded) if str(words).startswith(name))
        hand.key(*["Down"] * (place + 1), "Return")
        hand.wait(lambda: str(hand.ask("current", "views-tabs")).startswith(name), f"« {name} » was not taken")
        hand.wait_held("views-tabs")

    def open_line(self, place: int) -> None:
        """Go to a line of the list, and open its sheet."""
        hand = self.hand
        hand.key("Escape")
        hand.tab_to("lead-table")
        hand.key("Home", *["Down"] * place, "Return")
        hand.wait(lambda: hand.shows("sheet"), "no sheet opened")

    def file(self, title: str, name: str) -> None:
        """Give a file in the dialog of that title: the one proposed when no name is typed."""
        hand = self.hand
        hand.wait(lambda: hand.ask("front") == title, f"« {title} » did not open")
        if name:
            hand.type(name)
        hand.key("Return")
        hand.wait(lambda: hand.ask("front") != title, f"« {title} » did not close")
