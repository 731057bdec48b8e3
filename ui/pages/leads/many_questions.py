"""What is asked before a gesture for many leads: the number that will be done, what follows, and who is left out."""

from core.actions.leads.chosen import LeadSelection
from core.base.i18n import _, n_
from core.base.screen_shapes import number
from core.model.opposing import SAID_HOWS, RefusalHow
from core.model.verdict import Light
from core.model.way_now import WayNow
from ui.widgets.many_question import ManyAsked, ManyPart


def _left_out(of: LeadSelection) -> tuple[ManyPart, ...]:
    """Return those of the selection that no file may hold, and why."""
    parts = []
    if opposed := len(of.refused):
        words = n_("opposé", "opposés", opposed)
        parts.append(ManyPart(WayNow.OPPOSED, opposed, words, _("aucun fichier ne les porte")))
    if erased := len(of.erased):
        words = n_("déjà effacé", "déjà effacés", erased)
        parts.append(ManyPart(WayNow.DECIDE, erased, words, _("il n’en reste que le bien")))
    return tuple(parts)


def letters_question(of: LeadSelection) -> ManyAsked:
    """Return what is asked before letters are prepared."""
    count = len(of.writable)
    done = ManyPart(WayNow.LETTER, count, n_("lettre préparée", "lettres préparées", count), _("avec leur coupon"))
    rest = len(of.ids) - count
    still = ManyPart(WayNow.LACK, rest, n_("laissé de côté", "laissés de côté", rest), _("leur fiche dit pourquoi"))
    return ManyAsked(
        title=n_("Préparer {n} lettre\u202f?", "Préparer {n} lettres\u202f?", count).format(n=number(count)),
        sentence=_("Chacune avec l’information et le coupon. Rien n’est imprimé ni posté."),
        go=n_("Préparer {n} lettre", "Préparer {n} lettres", count).format(n=number(count)),
        parts=(done, still) if rest else (),
        shape=WayNow.LETTER,
    )


def assign_question(of: LeadSelection, name: str) -> ManyAsked:
    """Return what is asked before leads are given to somebody to follow, to nobody where ``name`` is empty."""
    count, who = len(of.ids), name or _("personne")
    return ManyAsked(
        title=n_("Affecter {n} prospect à {user}\u202f?", "Affecter {n} prospects à {user}\u202f?", count).format(
            n=number(count), user=who
        ),
        sentence=_("S’annule en une fois, 30\u00a0jours."),
        go=n_("Affecter {n} prospect", "Affecter {n} prospects", count).format(n=number(count)),
        shape=WayNow.DECIDE,
    )


def tag_question(of: LeadSelection, tag: str, *, put: bool) -> ManyAsked:
    """Return what is asked before a label is put on leads, or taken off."""
    count = len(of.ids)
    onto = n_("Poser «\u202f{tag}\u202f» sur {n} prospect\u202f?",
              "Poser «\u202f{tag}\u202f» sur {n} prospects\u202f?", count)  # fmt: skip
    off = n_("Retirer «\u202f{tag}\u202f» de {n} prospect\u202f?",
             "Retirer «\u202f{tag}\u202f» de {n} prospects\u202f?", count)  # fmt: skip
    title = (onto if put else off).format(n=number(count), tag=tag)
    go = _("Poser l’étiquette") if put else _("Retirer l’étiquette")
    return ManyAsked(title, _("S’annule en une fois, 30\u00a0jours."), go, shape=WayNow.DECIDE)


def gone_question(of: LeadSelection) -> ManyAsked:
    """Return what is asked before ads are noted as withdrawn."""
    count = len(of.online)
    return ManyAsked(
        title=n_("Noter {n} annonce retirée\u202f?", "Noter {n} annonces retirées\u202f?", count).format(
            n=number(count)
        ),
        sentence=_("Les noms et les coordonnées seront ensuite à effacer."),
        go=n_("Noter {n} annonce", "Noter {n} annonces", count).format(n=number(count)),
        shape=WayNow.DECIDE,
    )


def export_question(of: LeadSelection) -> ManyAsked:
    """Return what is asked, always, before leads are written to a file."""
    count = len(of.listed)
    return ManyAsked(
        title=n_(
            "Écrire {n} prospect dans un fichier\u202f?", "Écrire {n} prospects dans un fichier\u202f?", count
        ).format(n=number(count)),
        sentence=_("Un refus noté demain n’atteindra pas ce fichier."),
        go=n_("Écrire {n} prospect", "Écrire {n} prospects", count).format(n=number(count)),
        parts=_left_out(of),
        shape=WayNow.DECIDE,
    )


def erase_question(of: LeadSelection) -> ManyAsked:
    """Return what is asked, always, before persons are erased."""
    count = len(of.erasable)
    done = ManyPart(WayNow.OPPOSED, count, n_("personne effacée", "personnes effacées", count), _("le bien reste"))
    kept = len(of.ids) - len(of.erased) - count
    words = n_("gardée", "gardées", kept)
    still = ManyPart(WayNow.CALL, kept, words, _("une demande attend, ou un accord court"))
    return ManyAsked(
        title=n_("Effacer {n} personne\u202f?", "Effacer {n} personnes\u202f?", count).format(n=number(count)),
        sentence=_("Les biens restent. Un effacement ne se défait pas."),
        go=n_("Effacer {n} personne", "Effacer {n} personnes", count).format(n=number(count)),
        parts=(done, still) if kept else (),
        grave=True,
    )


WAYS = (RefusalHow.UNSAID, *SAID_HOWS)
"""How people may have said that they refuse. Nothing is chosen for the user: the register would tell what nobody
said."""


def oppose_question(count: int, already: int) -> ManyAsked:
    """Return what is asked before ``count`` people are opposed; ``already``: how many of those chosen are."""
    done = ManyPart(Light.OPPOSED, count, _("oppositions notées"), _("tous les canaux"))
    same = ManyPart(
        Light.OPPOSED, already, n_("déjà opposé", "déjà opposés", already), _("rien ne change pour eux")
    )  # fmt: skip
    return ManyAsked(
        grave=True,
        title=_("{n} personnes s’opposent\u202f?").format(n=number(count)),
        sentence=_("Tous les canaux, à l’instant. S’annule dix minutes."),
        go=_("Noter {n} oppositions").format(n=number(count)),
        parts=(done, same) if already else (),
        ways=tuple((how.value, how.shown) for how in WAYS),
        way=_("Elles l’ont dit par"),
    )
