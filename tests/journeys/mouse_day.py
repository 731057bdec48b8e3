"""The day at the desk by mouse: what is seen is clicked on, and the keyboard only types words."""

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


class MouseDay(RealDay):
    """The day."""

    def complete(self) -> None:
        """From the view « À compléter », the address typed where its lack is told, then the next."""
        hand, before = self.hand, self.count(ADDRESSES)
        hand.click("rail-leads")
        hand.shot("prospects")
        hand.wait(lambda: f"À compléter {self.plan.completed}" in self.views(), "the view does not count them")
        hand.click_tab("views-tabs", "À compléter", "views-more")
        hand.shot("a-completer")
        hand.click_row("lead-table", 0)
        for place in range(self.plan.completed):
            with hand.act("address completed"):
                hand.fill("step-address", self.street(place))
                hand.choose("step-told", SIGN)
                if place == 0:
                    hand.shot("adresse-tapee")
                last = place == self.plan.completed - 1
                hand.click("step-keep-on" if hand.shows("step-keep-on") else "step-keep")
                self.reach(ADDRESSES, before + place + 1, "the address was not kept")
                if not last:
                    hand.wait(lambda: hand.text("step-address") == "", "the next one is not shown")
        hand.shot("tout-est-complete")

    def call(self) -> None:
        """« Appeler », a note in each second call, and the outcome."""
        hand = self.hand
        hand.click("rail-calls")
        hand.shot("appels")
        seen: set[str] = set()
        for place, outcome in enumerate(outcomes_of(self.plan)):
            made, ended = self.count(MADE), self.count(ENDED)
            self.read_name()
            with hand.act(f"call, {outcome}"):
                hand.click("call")
                self.reach(MADE, made + 1, "« Appeler » began no call")
                if place < 2:
                    hand.shot("appel-en-cours")
                if place % 2:
                    self.notes.append(f"Appel {place} : le bien sera visité, rappeler le soir")
                    hand.click("note")
                    hand.type(self.notes[-1])
                self.end(outcome, shot=outcome not in seen)
                self.reach(ENDED, ended + 1, f"{outcome} did not end the call")
            hand.wait(lambda: hand.held() == "call", "the keyboard is not on « Appeler »")
            if outcome not in seen:
                seen.add(outcome)
                hand.shot(f"apres-{outcome}")

    def end(self, outcome: str, *, shot: bool) -> None:
        """Click on an outcome and fill what it asks."""
        hand = self.hand
        if outcome == "opposed":
            hand.click("oppose")
            self.oppositions += 1
            hand.wait_held("next-person")
            if shot:
                hand.shot("opposition")
            hand.click("next-person")
            return
        hand.click(f"outcome-{outcome}")
        if outcome == "callback":
            hand.click("callback-form-keep")
        elif outcome == "appointment":
            hand.fill("appointment-place", "Au bien")
            if shot:
                hand.shot("rendez-vous")
            hand.click("appointment-form-keep")

    def answer(self) -> None:
        """« Une autre personne appelle… », the number, the note, « Créer la fiche »."""
        hand = self.hand
        for place in range(self.plan.strangers):
            made, ended = self.count(MADE), self.count(ENDED)
            with hand.act("unknown caller"):
                hand.click("other-caller")
                hand.wait_held("caller")
                hand.type(self.stranger(place))
                if place == 0:
                    hand.shot("qui-appelle")
                hand.click("caller-form-keep")
                self.reach(MADE, made + 1, "the call was not noted")
                hand.wait_held("note")
                self.notes.append(f"Nous appelle {place} : veut une estimation")
                hand.type(self.notes[-1])
                hand.click("make-sheet")
                hand.wait(lambda: not hand.shows("make-sheet"), "the sheet was not made")
                if place == 0:
                    hand.shot("fiche-creee")
                hand.click("outcome-talked")
                self.reach(ENDED, ended + 1, "the call did not end")
            if place == 0:
                hand.shot("apres-un-inconnu")

    def keep_calendars(self) -> None:
        """From the view « Rendez-vous », each sheet in turn, its appointment written for the calendar."""
        hand, plan = self.hand, self.plan
        hand.click("rail-leads")
        self.uncover()
        hand.click_tab("views-tabs", "Rendez-vous", "views-more")
        hand.wait(lambda: hand.ask("rows", "lead-table") == plan.appointments, "the view does not hold them all")
        for place in range(plan.appointments):
            with hand.act("appointment written for the calendar"):
                self.uncover()
                hand.click_row("lead-table", place)
                hand.click("trade-calendar")
                if place == 0:
                    hand.shot("agenda")
                hand.file("Ajouter à mon agenda", "", "Enregistrer")
                hand.wait_said("Rendez-vous écrit dans")
        hand.shot("agenda-ecrit")

    def take_notes(self) -> None:
        """A note on one sheet after the other: it is kept by clicking on the next."""
        hand = self.hand
        hand.click("rail-leads")
        self.uncover()
        hand.click_tab("views-tabs", "Tous", "views-more")
        for place in range(NOTED):
            with hand.act("note on a sheet"):
                self.uncover()
                hand.click_row("lead-table", place)
                hand.click("notes-field")
                self.notes.append(f"Visite {place} : portail bleu, clés chez la voisine")
                hand.type(self.notes[-1])
            if place == 0:
                hand.shot("note-de-fiche")
        self.uncover()
        hand.click_row("lead-table", NOTED - 2)
        self.reach("SELECT count(*) FROM lead WHERE notes <> ''", NOTED, "a note was lost")

    def bring_and_take_back(self) -> None:
        """Import a file, undo its batch, give it back, undo it again."""
        hand = self.hand
        for place in range(self.plan.batches):
            before = self.count(PEOPLE)
            with hand.act("file imported"):
                hand.click("rail-imports")
                hand.click("imports-import")
                hand.file("Importer un fichier", f"pige_{place}.csv", "Ouvrir")
                if not place:
                    hand.fill("import-supplier", "Pige Ouest")
                    hand.fill("import-collected", "19/11/2026")
                    hand.shot("import-colonnes")
                    hand.click("import-footer-forward")
                hand.look("import-check")
                hand.wait(lambda: hand.text("import-footer-forward").startswith("I&mporter"), "nothing to import")
                if not place:
                    hand.shot("import-verifier")
                hand.click("import-footer-forward")
                hand.look("import-result")
            hand.shot("import-fait")
            hand.click("import-footer-cancel")
            brought = self.count(PEOPLE)
            assert brought > before, "nobody was brought in"
            hand.click_row("batches", 0)
            hand.shot("lot")
            self.undo_batch(before)
            hand.shot("lot-annule")
            with hand.act("batch given back"):
                if place:
                    hand.key("ctrl+z")
                else:
                    hand.click("message-action")
                self.reach(PEOPLE, brought, "the batch did not come back")
            hand.shot("lot-rendu")
            self.undo_batch(before)
            hand.click("batch-back")

    def undo_batch(self, left: int) -> None:
        """« Annuler ce lot », which asks once, in place."""
        hand = self.hand
        with hand.act("batch undone"):
            hand.click("batch-undo")
            hand.wait(lambda: hand.text("batch-undo").startswith("Retirer"), "it is not asked")
            time.sleep(READ_S)
            hand.click("batch-undo")
            self.reach(PEOPLE, left, "the batch was not undone")
            hand.wait_said("Lot annulé.")

    def keep_views(self) -> None:
        """Keep three, remove each of two, take both removals back."""
        hand = self.hand
        hand.click("rail-leads")
        self.uncover()
        for name, tab in VIEWS:
            with hand.act("view kept"):
                hand.click_tab("views-tabs", tab, "views-more")
                hand.click("views-save")
                hand.type(name)
                if name == VIEWS[0][0]:
                    hand.shot("nom-de-la-vue")
                time.sleep(READ_S)
                hand.click("views-save")
                hand.wait_said(f"Vue «\u202f{name}\u202f» enregistrée")
        hand.shot("vues")
        for place, (name, _tab) in enumerate(VIEWS[:2]):
            with hand.act("view removed and taken back"):
                hand.click_tab("views-tabs", name, "views-more")
                hand.click("views-remove")
                hand.wait_said(f"Vue «\u202f{name}\u202f» supprimée")
                assert not [one for one in self.views() if one.startswith(name)]
                if place:
                    hand.key("ctrl+z")
                else:
                    hand.shot("vue-supprimee")
                    hand.click("message-action")
                hand.wait_said(f"Vue «\u202f{name}\u202f» rétablie")
        hand.shot("vue-retablie")
        assert [one.rpartition(" ")[0] for one in self.views()[-3:]] == [name for name, _tab in VIEWS]

    def export(self) -> None:
        """« Fichier », « Exporter la liste… »: everybody."""
        hand = self.hand
        hand.click_tab("views-tabs", "Tous", "views-more")
        with hand.act("list exported"):
            hand.menu("Fichier", "Exporter la liste")
            hand.wait_held("many-go")
            hand.shot("question-exporter")
            hand.click("many-go")
            hand.file("Exporter des prospects", "", "Enregistrer")
            hand.wait_said("prospects-2026-11-24.xlsx")
        hand.shot("exporte")

    def label_many(self) -> None:
        """Choose everybody, « Étiqueter », yes; then « Gestes récents », « Annuler »."""
        hand = self.hand
        hand.click_tab("views-tabs", "Tous", "views-more")
        hand.click_row("lead-table", 0)
        self.uncover()
        hand.key("ctrl+a")
        with hand.act("everybody labelled"):
            if hand.shows("selection-tag"):
                hand.click("selection-tag")
            else:
                hand.click("selection-more")
                hand.take("Étiqueter")
            hand.fill("tag-field", LABEL)
            hand.click("tag-put")
            hand.wait_held("many-go")
            hand.shot("question-etiqueter")
            hand.click("many-go")
            hand.wait_said(f"Étiquette «\u202f{LABEL}\u202f» posée sur")
        with hand.act("taken back among the recent gestures"):
            hand.menu("Édition", "Gestes récents")
            hand.wait_held("gesture-act-0")
            hand.shot("gestes-recents")
            hand.click("gesture-act-0")
            hand.wait_said("Annulé")
        hand.click("gestures-close")

    def evening(self) -> None:
        """The first page again, then the list: they count the same people."""
        hand = self.hand
        hand.click("rail-today")
        hand.shot("le-soir")
        hand.click("rail-leads")
        self.compare()

    def uncover(self) -> None:
        """Close the sheet where it stands in the place of the list."""
        if not self.hand.shows("views-tabs"):
            self.hand.click("sheet-close")
