"""Says what the ads of a page are before they are taken, what the terms of a site allow, what may still be taken from
it today, and the mailbox of its alerts."""

from collections.abc import Iterable

from core.base.i18n import _, n_
from core.base.screen_shapes import day, listed, number
from core.model.alert_box import AlertBox
from core.model.site_standing import SiteStanding
from core.words.terms import term


def field_word(name: str) -> str:
    """Return the French word of a field."""
    return term("ad_fields", name)


def refuses(quote: str) -> str:
    """Return what is said of an ad that refuses agencies, in its own words."""
    return _("L’annonce refuse les agences («\u202f{quote}\u202f»)\u202f: ni nom ni numéro ne sera gardé.").format(
        quote=quote
    )


def may_refuse(quote: str) -> str:
    """Return what is asked of an ad that may refuse agencies."""
    return _("«\u202f{quote}\u202f»\u202f: est-ce un refus\u202f? Sans réponse, la fiche attendra.").format(quote=quote)


def layout_changed(site: str, fields: Iterable[str]) -> str:
    """Return the sentence for fields that no card of a page says."""
    words = listed([field_word(name) for name in fields])
    return _("La présentation de {site} a changé\u202f: aucune annonce ne dit {fields}. Complétez à la main.").format(
        site=site or _("ce site"), fields=words
    )


def to_check(fields: Iterable[str]) -> str:
    """Return « À vérifier : prix, surface. », empty for nothing."""
    words = ", ".join(field_word(name) for name in fields)
    return _("À vérifier\u202f: {fields}.").format(fields=words) if words else ""


def terms_words(one: SiteStanding) -> str:
    """Return where a site stands on one line: « PAP : lecture permise, réponse de Claire Moreau le 24 novembre. »."""
    parts = [one.terms.shown.format(site=one.site)]
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
    words = _("Mot de passe au trousseau du système.") if kept else _("Mot de passe demandé à chaque lecture.")
    return f"{where} {words}"


def answer_words(one: SiteStanding) -> str:
    """Return « réponse de Claire Moreau le 24 novembre 2026 »."""
    return _("réponse de {user} le {date}").format(user=one.by, date=day(one.day)) if one.day else ""


def left_words(one: SiteStanding) -> str:
    """Return what may still be taken of a site today."""
    if one.refused:
        return _("Une annonce à la fois, enregistrée ou copiée par vous\u202f; celles d’une alerte ensemble.")
    if not one.left:
        return _("Plafond du jour atteint\u202f: reprenez demain.")
    return n_("Encore {n} annonce aujourd’hui.", "Encore {n} annonces aujourd’hui.", one.left).format(
        n=number(one.left)
    )
