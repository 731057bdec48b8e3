"""The card that links the user's browser: a click there on an ad hands its page over."""

from core.actions.common import browser_link
from core.base.errors import UserError
from core.base.i18n import _
from core.base.resources import SHIPPED_EXTENSION
from core.store.safe.homes import config_folder
from core.words.errors import error
from ui.common.office import Office
from ui.common.one_job import open_file
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import flow
from ui.widgets.label import paragraph
from ui.widgets.layouts import fill


class BrowserCard(Card):
    """The card; it says which browsers are linked, and what is left to be done there."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.theme, _("Le clic du navigateur"), name="browser")
        self._office = office
        words = _(
            "Dans Chrome ou Edge, un clic sur une annonce ouverte l’envoie ici, sans quitter cet ordinateur. Rien "
            "n’est lu sans votre clic."
        )
        self._said = paragraph("", "caption", ink="muted", name="browser-said")
        self.link = Button(office.theme, _("Relier mon navigateur"), name="browser-link", icon="link")
        self.unlink = Button(office.theme, _("Ne plus relier"), name="browser-unlink")
        self.folder = Button(office.theme, _("Ouvrir l’extension"), name="browser-folder", icon="file")
        for button, run in ((self.link, self._link), (self.unlink, self._unlink), (self.folder, self._show_folder)):
            button.clicked.connect(run)
        fill(self.body, paragraph(words), self._said, flow(self.link, self.folder, self.unlink))
        self.refresh()

    def refresh(self) -> None:
        """Show which browsers are linked."""
        names = browser_link.linked()
        after = _(
            "Relié : {names}. Reste à charger l’extension : page « Extensions » du navigateur, « Mode développeur », "
            "« Charger l’extension non empaquetée »."
        )
        self._said.setText(after.format(names=", ".join(names)))
        self._said.setVisible(bool(names))
        self.link.setVisible(not names)
        self.unlink.setVisible(bool(names))
        self.folder.setVisible(bool(names))

    def _link(self) -> None:
        try:
            if not browser_link.link(self._office.folder, config_folder()):
                raise error("BROWSER_NONE")
        except OSError as problem:
            self._office.complain(error("BROWSER_NOT_LINKED", why=problem.strerror or str(problem)))
        except UserError as problem:
            self._office.complain(problem)
        self.refresh()

    def _unlink(self) -> None:
        browser_link.unlink(config_folder())
        self.refresh()

    def _show_folder(self) -> None:
        open_file(self._office, str(SHIPPED_EXTENSION))
