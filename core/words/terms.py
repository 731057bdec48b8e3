"""What is said of the terms of a site, of what may still be taken from it today, and of the mailbox of its alerts."""

from core.base.french import day, number
from core.base.i18n import N_, _, n_
from core.model.alert_box import AlertBox
from core.model.site_standing import SiteStanding, Terms

_SAID = {
    Terms.ALLOWED: N_("{site}\u202f: lecture par un programme permise"),
    Terms.REFUSED: N_("{site}\u202f: lecture par un programme refusée"),
    Terms.UNREAD: N_("{site}\u202f: conditions pas encore lues"),
}


def terms_words(one: SiteStanding) -> str:
    """Return where a site stands on one line: « PAP : lecture permise, réponse de Claire Moreau le 24 novembre. »."""
    parts = [_(_SAID[one.terms]).format(site=one.site)]
    if one.judged:
        parts.append(one.judged)
    elif one.day:
        parts.append(answer_words(one))
    if one.login:
        parts.append(_("annonces réservées aux membres, jamais demandées"))
    return f"{', '.join(parts)}. {left_words(one)}"


def box_words(box: AlertBox | None, *, kept: bool) -> str:
    """Return where the mailbox of the alerts is, and whether its password is at hand."""
    if box is None:
        return _("Aucune boîte d’alertes n’est réglée.")
    where = _("Alertes de {user} sur {host}, dossier «\u202f{folder}\u202f».").format(
        user=box.user, host=box.host, folder=box.folder
    )
    told = _("Mot de passe au trousseau du système.") if kept else _("Mot de passe demandé à chaque lecture.")
    return f"{where} {told}"


def answer_words(one: SiteStanding) -> str:
    """Return « réponse de Claire Moreau le 24 novembre 2026 »."""
    return _("réponse de {user} le {date}").format(user=one.by, date=day(one.day)) if one.day else ""


def left_words(one: SiteStanding) -> str:
    """Return what may still be taken of a site today."""
    if one.refused:
        return _("Une annonce à la fois, enregistrée ou copiée par vous.")
    if not one.left:
        return _("Plafond du jour atteint\u202f: reprenez demain.")
    return n_("Encore {n} annonce aujourd’hui.", "Encore {n} annonces aujourd’hui.", one.left).format(
        n=number(one.left)
    )
