"""The impact of an erasure: what is erased, what stays and why; then « Effacer », confirmed on the page itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.keeping import forgetting
from core.actions.rights import erasing_on_request
from core.base.errors import Stale
from core.base.i18n import _
from core.model.forgetting import Impact
from core.model.request import PersonRequest
from core.words.keeping import goes, stays
from ui.common.office import Office
from ui.pages.requests.steps import Step
from ui.widgets.button import Button
from ui.widgets.fields import CheckBox
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import drop_all


class EraseStep(Step):
    """The step. ``erased(letter)`` is emitted when it is done; the letter is the last place that holds the name. It is
    None when nothing was: what would go is to be read again."""

    erased = Signal(object)

    def __init__(self, office: Office, asked: PersonRequest, lead_id: int) -> None:
        super().__init__(office, asked, name="erase-step")
        self._lead = lead_id
        self.property_kept = CheckBox(
            office.theme, _("Garder le bien, sans lien avec la personne"), name="erase-property"
        )
        self.property_kept.setChecked(True)
        self.property_kept.toggled.connect(self._read)
        self._sheet = QWidget()
        self._lines = QVBoxLayout(self._sheet)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self.column.addWidget(self.property_kept)
        self.column.addWidget(self._sheet)
        self._ask = Button(office.theme, _("Effacer…"), name="erase-ask", icon="trash")
        self._sure = Button(office.theme, _("Effacer définitivement"), name="erase-sure", kind="refusal", icon="trash")
        self._not = Button(office.theme, _("Ne pas effacer"), name="erase-not")
        self._ask.clicked.connect(lambda: self._confirm(asked=True))
        self._not.clicked.connect(lambda: self._confirm(asked=False))
        self._sure.clicked.connect(self.erase)
        self._warning = paragraph(
            _("Rien ne pourra être rétabli. La lettre de réponse est le dernier écrit à son nom : copiez-la aussitôt."),
            ink="forbidden", name="erase-warning",
        )  # fmt: skip
        self.column.addWidget(self._warning)
        self.add_buttons(self._ask, self._sure, self._not)
        self._read()
        self._confirm(asked=False)

    def erase(self) -> None:
        """Erase the person, and emit the letter."""
        office = self.office
        with office.trying():
            try:
                done = erasing_on_request.erase(
                    office.store, self.asked.id, by=office.by, at=office.now(), shown=self._lead,
                    keep_property=self.property_kept.isChecked(),
                )  # fmt: skip
            except Stale as problem:
                office.complain(problem)
                self.erased.emit(None)
                return
            words = _("Il ne reste rien dans la base. Supprimez vous-même ce que vous avez enregistré ailleurs.")
            if not done.done.whole:
                words = _("Un autre programme lisait la base : la fin se fera au prochain démarrage.")
            office.say("done", _("Personne effacée."), words)
            self.erased.emit(done.letter)

    def _confirm(self, *, asked: bool) -> None:
        held = (self._ask, self._sure, self._not, self._warning)
        focused = any(one.hasFocus() for one in held)
        self._ask.setVisible(not asked)
        for widget in (self._sure, self._not, self._warning):
            widget.setVisible(asked)
        if focused:
            (self._not if asked else self._ask).setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        office = self.office
        with office.store.read() as r:
            found = forgetting.impact(
                r, self._lead, on=office.now().date(), keep_property=self.property_kept.isChecked()
            )  # fmt: skip
        drop_all(self._lines)
        self._show(found)

    def _show(self, found: Impact) -> None:
        if found.tied:
            self._lines.addWidget(
                paragraph(_("Un contrat est en cours avec cette personne : sa preuve reste."), ink="wait")
            )
        self._lines.addWidget(label(_("Ce qui part"), semibold=True))
        for words in goes(found):
            self._lines.addWidget(paragraph(f"– {words}"))
        self._lines.addWidget(label(_("Ce qui reste, et pourquoi"), semibold=True))
        for words in stays(found):
            self._lines.addWidget(paragraph(f"– {words}"))
        if not found.opposed:
            words = _("Sans opposition, un prochain fichier peut ramener cette personne.")
            self._lines.addWidget(paragraph(words, ink="wait", name="erase-unopposed"))
        if not found.stays:
            self._lines.addWidget(paragraph(_("Rien."), ink="muted"))
        words = _("Lettres, copies et listes enregistrées ailleurs\u202f: à supprimer vous-même.")
        self._lines.addWidget(paragraph(words, ink="muted", name="erase-elsewhere"))
