"""The card of the journal: is every gesture still as it was written?"""

from core.actions.keeping import verifying
from core.actions.keeping.verifying import Verification
from core.base.errors import UserError
from core.base.french import number
from core.base.i18n import _, n_
from ui.common.office import Office
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import paragraph, set_ink


class JournalCard(Card):
    """The card, with « Vérifier »."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Journal"), name="journal")
        self._office = office
        self._verifying = False
        verify = Button(office.theme, _("Vérifier"), name="verify", kind="link")
        verify.clicked.connect(self.verify)
        self.add_action(verify)
        self._chain = paragraph(
            _("Chaque geste y est scellé\u202f: vérifiez qu’il est entier."), ink="muted", name="journal-told"
        )
        self.body.addWidget(self._chain)
        self.body.addStretch(1)

    def verify(self) -> None:
        """Verify the base and its journal, unless it is being done."""
        if self._verifying:
            return
        self._verifying = True
        self._chain.setText(_("Vérification en cours…"))
        self._office.jobs.run(verifying.check, self._office.folder, done=self._verified, failed=self._failed)

    def _failed(self, problem: UserError) -> None:
        self._verifying = False
        self._chain.setText("")
        self._office.complain(problem)

    def _verified(self, found: Verification) -> None:
        self._verifying = False
        rows = n_("{n} événement", "{n} événements", found.rows).format(n=number(found.rows))
        whole = _("{rows}, rien n’a été touché après coup.").format(rows=rows)
        self._chain.setText(" ".join((whole, *found.notes)) if found.ok else found.problems[0])
        set_ink(self._chain, "allowed" if found.ok else "forbidden")
