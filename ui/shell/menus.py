"""The menus, which hold every command and key of the program."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from core.base.i18n import N_, _
from ui.common.office import Office
from ui.common.page import PageGesture
from ui.look.theme import SCALES, Scheme
from ui.shell import rooms
from ui.shell.frame import Frame
from ui.widgets.speech import announce

SCHEMES: tuple[tuple[Scheme, str], ...] = (
    ("system", N_("Comme le système")),
    ("light", N_("Clair")),
    ("dark", N_("Sombre")),
)


def build_menus(window: Frame, office: Office, *, do: Callable[[PageGesture], None], find: Callable[[], None]) -> None:
    """Fill the menu bar. ``do`` performs a gesture on the visible page; ``find`` opens « Chercher ou faire »."""
    _file(window, office, do)
    _edit(window, office, do, find)
    _view(window, office)
    _lead(window, office, do)
    _tools(window, office)
    _help(window, office)


def acts_of(window: Frame, office: Office) -> dict[str, Callable[[], object]]:
    """Return what the window itself can do, by the names of :func:`core.words.commands.commands`."""
    return {
        "window": partial(rooms.new_window, office), "undo": window.band.undo,
        "quit": window.close, "verify": partial(rooms.verify, office),
        "gestures": partial(rooms.recent_gestures, window, office),
        "news": partial(rooms.open_news, window, office),
        "help": partial(rooms.help_text, window, office), "larger": partial(_scale, window, office, 1),
        "smaller": partial(_scale, window, office, -1), "normal": partial(_scale, window, office, 0),
        **{scheme: partial(_choose, window, f"scheme-{scheme}") for scheme, _words in SCHEMES},
    }  # fmt: skip


def _choose(window: Frame, name: str) -> None:
    """Choose what a menu offers, so that the menu shows it."""
    action = window.findChild(QAction, name)
    if action is not None:
        action.trigger()


def _command(window: Frame, text: str, keys: str, run: Callable[[], object]) -> QAction:
    """Return an action for a menu, active in the whole window."""
    action = QAction(text, window)
    action.setObjectName(f"action-{keys or text}")
    if keys:
        action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _checked=False: run())
    return action


def _file(window: Frame, office: Office, do: Callable[[PageGesture], None]) -> None:
    menu = window.menuBar().addMenu(_("&Fichier"))
    menu.addAction(_command(window, _("Importer un fichier…"), "Ctrl+I", partial(office.go, "imports/import_file")))
    menu.addAction(_command(window, _("Lire une page d’annonce…"), "", partial(office.go, "imports/capture_page")))
    menu.addAction(_command(window, _("Saisir un prospect…"), "Ctrl+N", partial(office.go, "leads/new_lead")))
    menu.addSeparator()
    menu.addAction(_command(window, _("Préparer ou imprimer les lettres"), "Ctrl+P", partial(do, PageGesture.PRINT)))
    menu.addAction(_command(window, _("Nouvelle fenêtre"), "Ctrl+Shift+N", partial(rooms.new_window, office)))
    menu.addSeparator()
    menu.addAction(_command(window, _("Imprimer la liste…"), "", partial(office.go, "leads/print_list")))
    menu.addAction(_command(window, _("Exporter la liste…"), "", partial(office.go, "leads/export_list")))
    menu.addSeparator()
    menu.addAction(_command(window, _("Quitter"), "Ctrl+Q", window.close))


def _edit(window: Frame, office: Office, do: Callable[[PageGesture], None], find: Callable[[], None]) -> None:
    menu = window.menuBar().addMenu(_("É&dition"))
    undo = _command(window, "", "Ctrl+Z", window.band.undo)
    window.band.changed.connect(partial(_tell_undo, window, undo))
    _tell_undo(window, undo)
    menu.addAction(undo)
    recent = partial(rooms.recent_gestures, window, office)
    menu.addAction(_command(window, _("Gestes récents"), "Ctrl+Shift+Z", recent))
    menu.addAction(_command(window, _("Filtrer"), "Ctrl+F", partial(do, PageGesture.SEARCH)))
    menu.addAction(_command(window, _("Chercher ou faire…"), "Ctrl+K", find))


def _tell_undo(window: Frame, undo: QAction) -> None:
    """Say in the menu what Ctrl+Z will take back."""
    words = window.band.undoing.rstrip(".")
    undo.setText(_("Annuler\u202f: {what}").format(what=words.replace("&", "&&")) if words else _("Rien à annuler"))


def _view(window: Frame, office: Office) -> None:
    menu = window.menuBar().addMenu(_("Afficha&ge"))
    larger = _command(window, _("Texte plus grand"), "Ctrl++", partial(_scale, window, office, 1))
    larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
    menu.addAction(larger)
    menu.addAction(_command(window, _("Texte plus petit"), "Ctrl+-", partial(_scale, window, office, -1)))
    menu.addAction(_command(window, _("Taille normale"), "Ctrl+0", partial(_scale, window, office, 0)))
    menu.addSeparator()
    group = QActionGroup(window)
    for scheme, text in SCHEMES:
        action = QAction(_(text), window)
        action.setObjectName(f"scheme-{scheme}")
        action.setCheckable(True)
        action.setChecked(office.seat.scheme == scheme)
        action.triggered.connect(partial(_scheme, window, office, scheme))
        group.addAction(action)
        menu.addAction(action)


def _scale(window: Frame, office: Office, step: int) -> None:
    """Change to the next text size, or back to 100 % when step is 0."""
    place = min(range(len(SCALES)), key=lambda index: abs(SCALES[index] - office.theme.scale))
    scale = SCALES[max(0, min(len(SCALES) - 1, place + step))] if step else 100
    office.seat.text_scale = scale
    office.theme.choose(office.seat.scheme, scale)
    announce(window, _("Texte à {scale}\u00a0%.").format(scale=scale))


def _scheme(window: Frame, office: Office, scheme: Scheme, _checked: bool = True) -> None:
    office.seat.scheme = scheme
    office.theme.choose(scheme, office.theme.scale)
    announce(window, _("Apparence\u202f: {scheme}.").format(scheme=_(dict(SCHEMES)[scheme])))


def _lead(window: Frame, office: Office, do: Callable[[PageGesture], None]) -> None:
    menu = window.menuBar().addMenu(_("Prosp&ect"))
    menu.addAction(_command(window, _("Appeler, ou personne suivante"), "F9", partial(do, PageGesture.CALL)))
    menu.addAction(_command(window, _("On m’appelle"), "F2", partial(do, PageGesture.CALLER)))
    menu.addAction(_command(window, _("Planifier un rappel"), "F7", partial(do, PageGesture.CALLBACK)))
    menu.addAction(_command(window, _("S’oppose au démarchage"), "F8", partial(do, PageGesture.OPPOSE)))
    menu.addSeparator()
    recent = menu.addMenu(_("Person&nes récentes"))
    recent.setObjectName("recent-people")
    menu.aboutToShow.connect(partial(_name_recent, recent, office))


def _name_recent(menu: QMenu, office: Office) -> None:
    """Fill a menu with the people opened last in this window, by name, the last one first."""
    menu.clear()
    for lead_id, name in rooms.recent_people(office):
        menu.addAction(name.replace("&", "&&"), partial(office.go, "leads", lead_id))
    menu.menuAction().setEnabled(not menu.isEmpty())


def _tools(window: Frame, office: Office) -> None:
    menu = window.menuBar().addMenu(_("Ou&tils"))
    menu.addAction(_command(window, _("Voir les doublons"), "", partial(office.go, "leads/alike=yes")))
    menu.addAction(_command(window, _("Sauvegarder…"), "", partial(office.go, "settings/section=backups")))
    menu.addSeparator()
    menu.addAction(_command(window, _("Noter une demande…"), "", partial(office.go, "requests/new_request")))
    menu.addAction(_command(window, _("Vérifier la base et le journal"), "", partial(rooms.verify, office)))


def _help(window: Frame, office: Office) -> None:
    menu = window.menuBar().addMenu(_("&Aide"))
    menu.addAction(_command(window, _("Aide, là où vous êtes"), "F1", partial(rooms.help_text, window, office)))
    menu.addAction(_command(window, _("De l’aide au travail"), "F6", partial(rooms.help_focus, window, office)))
    newer = partial(office.go, "settings/section=about")
    menu.addAction(_command(window, _("Voir s’il existe une version plus récente…"), "", newer))
    menu.addAction(_command(window, _("Nouveautés"), "", partial(rooms.open_news, window, office)))
    menu.addAction(_command(window, _("Préparer un diagnostic…"), "", partial(rooms.offer_diagnostic, window, office)))
    menu.addAction(_command(window, _("À propos de Qt"), "", QApplication.aboutQt))
