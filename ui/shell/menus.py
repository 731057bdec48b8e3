"""Every command and key of the program, in a menu."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication

from core.actions.keeping import verifying
from core.actions.keeping.verifying import Verification
from core.base.french import number
from core.base.i18n import N_, _, n_
from ui.common.office import Office
from ui.look.theme import SCALES, Scheme
from ui.shell.help import show_help

if TYPE_CHECKING:
    from ui.shell.window import Window

SCHEMES: tuple[tuple[Scheme, str], ...] = (
    ("system", N_("Comme le système")),
    ("light", N_("Clair")),
    ("dark", N_("Sombre")),
)


def build_menus(window: "Window", office: Office) -> None:
    """Fill the menu bar."""
    _file(window)
    _edit(window)
    _view(window, office)
    _lead(window)
    _tools(window, office)
    _help(window, office)


def _file(window: "Window") -> None:
    menu = window.menuBar().addMenu(_("&Fichier"))
    menu.addAction(window.command(_("Importer un fichier…"), "Ctrl+I", partial(_import, window, "import_file")))
    menu.addAction(window.command(_("Lire une page d’annonce…"), "", partial(_import, window, "capture_page")))
    menu.addAction(window.command(_("Saisir un prospect…"), "Ctrl+N", partial(_new_lead, window)))
    menu.addSeparator()
    menu.addAction(window.command(_("Préparer les lettres"), "Ctrl+P", partial(window.do, "print_")))
    menu.addSeparator()
    menu.addAction(window.command(_("Quitter"), "Ctrl+Q", window.close))


def _import(window: "Window", method: str) -> None:
    window.go_to("imports")
    window.do(method)


def _new_lead(window: "Window") -> None:
    window.go_to("leads")
    window.do("new_lead")


def _edit(window: "Window") -> None:
    menu = window.menuBar().addMenu(_("É&dition"))
    menu.addAction(window.command(_("Annuler la dernière action"), "Ctrl+Z", window.band.act))
    menu.addAction(window.command(_("Filtrer"), "Ctrl+F", partial(window.do, "focus_search")))
    menu.addAction(window.command(_("Chercher ou faire…"), "Ctrl+K", window.open_palette))


def _view(window: "Window", office: Office) -> None:
    menu = window.menuBar().addMenu(_("Afficha&ge"))
    larger = window.command(_("Texte plus grand"), "Ctrl++", partial(_scale, office, 1))
    larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
    menu.addAction(larger)
    menu.addAction(window.command(_("Texte plus petit"), "Ctrl+-", partial(_scale, office, -1)))
    menu.addAction(window.command(_("Taille normale"), "Ctrl+0", partial(_scale, office, 0)))
    menu.addSeparator()
    group = QActionGroup(window)
    for scheme, text in SCHEMES:
        action = QAction(_(text), window)
        action.setObjectName(f"scheme-{scheme}")
        action.setCheckable(True)
        action.setChecked(office.seat.scheme == scheme)
        action.triggered.connect(partial(_scheme, office, scheme))
        group.addAction(action)
        menu.addAction(action)


def _scale(office: Office, step: int) -> None:
    """Go to the next text size, or back to 100 % for step 0."""
    place = min(range(len(SCALES)), key=lambda index: abs(SCALES[index] - office.theme.scale))
    scale = SCALES[max(0, min(len(SCALES) - 1, place + step))] if step else 100
    office.seat.text_scale = scale
    office.theme.choose(office.seat.scheme, scale)


def _scheme(office: Office, scheme: Scheme, _checked: bool = True) -> None:
    office.seat.scheme = scheme
    office.theme.choose(scheme, office.theme.scale)


def _lead(window: "Window") -> None:
    menu = window.menuBar().addMenu(_("Prosp&ect"))
    menu.addAction(window.command(_("Appeler, ou personne suivante"), "F9", partial(window.do, "call")))
    menu.addAction(window.command(_("Planifier un rappel"), "F7", partial(window.do, "callback")))
    menu.addAction(window.command(_("S’oppose au démarchage"), "F8", partial(window.do, "oppose")))


def _tools(window: "Window", office: Office) -> None:
    menu = window.menuBar().addMenu(_("Ou&tils"))
    menu.addAction(window.command(_("Noter une demande…"), "", partial(window.go_to, "requests/new_request")))
    menu.addAction(window.command(_("Vérifier la base et le journal"), "", partial(_verify, office)))


def _verify(office: Office) -> None:
    office.say("note", _("Vérification en cours…"))
    office.jobs.run(verifying.check, office.folder, done=partial(_verified, office), failed=office.complain)


def _verified(office: Office, found: Verification) -> None:
    if found.ok:
        rows = n_("{n} événement au journal", "{n} événements au journal", found.rows).format(n=number(found.rows))
        office.say("done", _("La base est intacte."), _("{rows}, chaîne vérifiée.").format(rows=rows))
    else:
        office.say("error", _("La base ne se vérifie plus."), " ".join(found.problems[:3]))


def _help(window: "Window", office: Office) -> None:
    menu = window.menuBar().addMenu(_("&Aide"))
    menu.addAction(window.command(_("Aide et raccourcis"), "F1", partial(show_help, window, office.theme)))
    menu.addAction(window.command(_("À propos de Qt"), "", QApplication.aboutQt))
