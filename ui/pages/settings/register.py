"""The register's key: its recovery phrase, shown for printing, and typed back on a new computer."""

from PySide6.QtWidgets import QHBoxLayout

from core.actions.register import key_phrase
from core.base.i18n import N_, _
from core.words.register import RESTORED
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.pages.start.phrase import PhraseCard
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_area
from ui.widgets.label import paragraph
from ui.widgets.layouts import nest


class RegisterSection(Section):
    """The section. The phrase is shown when asked, and hidden again when the section is left."""

    key = "register"
    title = N_("Registre d’opposition")
    sentence = N_("Ses empreintes sont faites avec une clé. Sans elle, un registre sauvé ne reconnaît plus personne.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.phrase = PhraseCard(office)
        back = Card(office.theme, _("Remettre une clé"), name="register-back")
        back.body.addWidget(
            paragraph(
                _(
                    "Sur un nouvel ordinateur, ou si cette base a perdu la sienne : recopiez les 24 mots. Une base qui "
                    "a déjà des empreintes d’une autre clé la refuse. Fermez d’abord les autres fenêtres du programme."
                ),
                ink="muted",
            )
        )
        self.typed = text_area(office.theme, name="register-typed", title=_("Phrase de secours"), lines=3)
        self.restore = Button(office.theme, _("Remettre la clé"), name="register-restore")
        self.restore.clicked.connect(self._restore)
        back.body.addWidget(self.typed)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addStretch(1)
        nest(back.body, row)
        memory = Card(office.theme, _("Mémoire de ce poste"), name="register-memory")
        memory.body.addWidget(
            paragraph(
                _(
                    "Hors du dossier de la base, ce poste garde les empreintes et les dates des refus, des effacements "
                    "et des accords retirés\u202f: ni nom, ni numéro. Une base plus ancienne remise à la main est "
                    "reconnue, et ce qui y manque y est repris. Les sauvegardes en emportent une copie."
                ),
                ink="muted",
            )
        )
        self.body.addWidget(self.phrase)
        self.body.addWidget(memory)
        self.body.addWidget(back)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Hide the phrase, and show whether it was ever shown."""
        self.phrase.refresh()

    def _restore(self) -> None:
        office = self.office
        with office.trying():
            done = key_phrase.restore_key(office.store, self.typed.toPlainText(), by=office.by, at=office.now())
            self.typed.clear()
            office.say("done", _(RESTORED[done]))
            self.refresh()
