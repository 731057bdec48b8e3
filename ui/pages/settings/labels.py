"""The labels in use, in the settings: each can be renamed everywhere, or removed from every lead; one Ctrl+Z takes it
back."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.leads import several, tags
from core.actions.leads.several import Several
from core.base.french import number
from core.base.i18n import _, n_
from core.words.cautions import tag_caution
from ui.common.office import Office
from ui.common.private_words import watch
from ui.widgets.button import Button
from ui.widgets.card import MarginRows
from ui.widgets.fields import being_typed, text_field
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest
from ui.widgets.message_band import Act


class LabelsCard(MarginRows):
    """The card, hidden without a label, made again when one changed. Signal: ``saved``."""

    saved = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Les étiquettes"), name="labels", margin=64)
        self._office = office
        self._shown: dict[str, int] | None = None

    def refresh(self) -> None:
        """Show the labels in use, unless they are those shown, or one is being typed."""
        with self._office.store.read() as r:
            every = tags.known(r)
        if every != self._shown and not being_typed(self):
            self._shown = every
            self.clear()
            for place, (name, leads) in enumerate(every.items()):
                self.add(None, self._line(name, leads, place), line=place > 0)
        self.setVisible(bool(every))

    def _line(self, name: str, leads: int, place: int) -> QWidget:
        office, held = self._office, QWidget()
        field = text_field(office.theme, name=f"label-{place}", title=_("Étiquette {tag}").format(tag=name))
        field.setText(name)

        def left() -> None:
            field.setModified(False)
            self._rename(name, field.text().strip())

        field.editingFinished.connect(left)
        words = n_("{n} prospect", "{n} prospects", leads).format(n=number(leads))
        remove = Button(office.theme, _("Retirer partout"), name=f"label-remove-{place}", kind="link")
        remove.setAccessibleName(_("Retirer partout l’étiquette {tag}").format(tag=name))
        # Queued: the card is made again, and the button is in it.
        remove.clicked.connect(lambda: self._rename(name, ""), Qt.ConnectionType.QueuedConnection)
        column, row = QVBoxLayout(held), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        nest(column, row)
        column.addWidget(watch(field, name=f"label-caution-{place}", said=tag_caution))
        row.setSpacing(12)
        row.addWidget(field, 2)
        row.addWidget(paragraph(words, "caption", ink="muted"), 1)
        row.addWidget(remove)
        return held

    def _rename(self, name: str, wanted: str) -> None:
        """Rename a label everywhere, or remove it when ``wanted`` is empty."""
        office = self._office
        if wanted == name or name not in (self._shown or {}):
            return
        with office.trying():
            done = tags.rename_tag(office.store, name, wanted, by=office.by, at=office.now())
            count = number(done.leads)
            if wanted:
                words = n_(
                    "«\u202f{tag}\u202f» devient «\u202f{new}\u202f» sur {n} prospect.",
                    "«\u202f{tag}\u202f» devient «\u202f{new}\u202f» sur {n} prospects.",
                    done.leads,
                )
            else:
                words = n_(
                    "Étiquette «\u202f{tag}\u202f» retirée de {n} prospect.",
                    "Étiquette «\u202f{tag}\u202f» retirée de {n} prospects.",
                    done.leads,
                )
            said = words.format(tag=name, new=wanted, n=count)
            office.say("done", said, act=Act(_("Annuler"), partial(self._undo, done)))
        self._shown = None
        self.saved.emit()

    def _undo(self, done: Several) -> None:
        office = self._office
        with office.trying():
            count = several.undo_several(office.store, done, by=office.by, at=office.now())
            words = n_("{n} prospect a retrouvé ses étiquettes.", "{n} prospects ont retrouvé leurs étiquettes.", count)
            office.say("done", words.format(n=number(count)))
        self._shown = None
        self.saved.emit()
