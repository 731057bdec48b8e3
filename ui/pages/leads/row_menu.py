"""The menu of a row of the list, or of all those selected: the same gestures as the bar, for whoever has the keyboard
(the menu key, Maj+F10) or the right button."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from core.actions.leads.chosen import Chosen
from core.base.french import number, phone_pairs
from core.base.i18n import _, n_
from core.model.lead import LeadRow
from core.model.step import Step
from core.model.verdict import Light
from ui.common.office import Office
from ui.pages.leads.exports import ask_export, ask_print, copy_leads
from ui.pages.leads.together import Together


def row_menu(
    office: Office,
    bar: QWidget,
    together: Together,
    of: Chosen,
    *,
    ask_tag: Callable[[Chosen], object],
    oppose: Callable[[], object],
) -> QMenu:
    """Return the menu for these leads."""
    menu = QMenu(bar)
    menu.setObjectName("row-menu")
    menu.setAccessibleName(_("Gestes"))
    if of.alone is not None:
        _of_one(menu, office, of.alone)
    menu.addAction(_("Étiqueter…")).triggered.connect(lambda: ask_tag(of))
    fill_assign(menu.addMenu(_("Affecter à")), office, together, of)
    alone, online = len(of.ids) == 1, of.online
    gone = menu.addAction(
        _("Annonce retirée ou vendue")
        if alone
        else n_("{n} annonce retirée", "{n} annonces retirées", len(online)).format(n=number(len(online)))
    )
    gone.setEnabled(bool(online))
    gone.triggered.connect(lambda: together.withdraw(of))
    listed, left = of.listed, of.opposable
    for words, run in (
        (n_("Copier la ligne", "Copier les {n} lignes", len(listed)), lambda: copy_leads(office, of.ids)),
        (n_("Exporter la ligne…", "Exporter les {n} lignes…", len(listed)), lambda: ask_export(office, bar, of.ids)),
        (n_("Imprimer la ligne…", "Imprimer les {n} lignes…", len(listed)), lambda: ask_print(office, bar, of.ids)),
    ):
        out = menu.addAction(words.format(n=number(len(listed))))
        out.setEnabled(bool(listed))
        out.triggered.connect(run)
    kept = _("Effacer, garder le bien") if alone else _("Effacer, garder les biens")
    fill_erase(menu.addMenu(kept), together, of)
    menu.addSeparator()
    refusal = menu.addAction(
        _("S’oppose au démarchage")
        if alone
        else n_("{n} s’oppose", "Les {n} s’opposent", len(left)).format(n=number(len(left)))
    )
    refusal.setEnabled(bool(left))
    refusal.triggered.connect(lambda: oppose())
    return menu


def fill_assign(menu: QMenu, office: Office, together: Together, of: Chosen) -> None:
    """Put in ``menu`` the people of the agency, who is at this seat first, then nobody."""
    here = sorted(together.agents(), key=lambda one: one.name != office.by)
    for one in here:
        words = _("Moi, {name}").format(name=one.name) if one.name == office.by else one.name
        menu.addAction(words.replace("&", "&&")).triggered.connect(partial(_assign, together, of, one.id))
    if here:
        menu.addSeparator()
    nobody = menu.addAction(_("Personne"))
    nobody.setEnabled(of.followed)
    nobody.triggered.connect(lambda: together.assign(of, None))
    people = menu.addAction(_("Les personnes de l’agence…"))
    people.triggered.connect(lambda: office.go("settings/section=user"))


def fill_erase(menu: QMenu, together: Together, of: Chosen) -> None:
    """Put in ``menu`` the one entry that erases for good."""
    count = len(of.erasable)
    words = n_("Effacer définitivement {n} personne", "Effacer définitivement {n} personnes", count)
    sure = menu.addAction(words.format(n=number(count)))
    sure.setEnabled(bool(count))
    sure.triggered.connect(lambda: together.erase(of))


def _assign(together: Together, of: Chosen, agent_id: int, *_checked: object) -> None:
    agent = next((one for one in together.agents() if one.id == agent_id), None)
    if agent is not None:
        together.assign(of, agent)


def _of_one(menu: QMenu, office: Office, row: LeadRow) -> None:
    menu.addAction(_("Ouvrir la fiche")).triggered.connect(lambda: office.go("leads", row.id))
    call = menu.addAction(_("Appeler"))
    call.setEnabled(row.call.allowed)
    call.triggered.connect(lambda: office.go("calls", row.id))
    write = menu.addAction(_("Préparer la lettre"))
    write.setEnabled(row.step.step in (Step.WRITE, Step.WRITE_AGAIN, Step.PRINT, Step.POST))
    write.triggered.connect(lambda: office.go("letters", row.id))
    copy = menu.addAction(_("Copier le numéro"))
    copy.setEnabled(bool(row.phone) and row.light is not Light.OPPOSED)
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(phone_pairs(row.phone)))
    menu.addSeparator()
