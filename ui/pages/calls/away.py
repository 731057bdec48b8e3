"""What stands in place of the person to call while the server of a team is away: what still works, what waits, what to
do about it, and what is to be sent."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.base.i18n import N_, _
from core.store.port import SeatCopy
from core.words import away
from ui.common.office import Office
from ui.widgets.card import Hairline, MarginRows
from ui.widgets.label import label, paragraph
from ui.widgets.layouts import STRETCH, drop_all, fill, hbox, vbox
from ui.widgets.mark import IconLabel
from ui.widgets.pages import scrolled

STILL = (
    ("eye", "text", N_("Lire les fiches, chercher, copier une adresse"), N_("Dans l’état de {hour}")),
    ("help", "text", N_("Répondre «\u202fD’où vient mon numéro\u202f?\u202f»"), N_("La réponse est sur la fiche")),
    (
        *("oppositions", "opposed", N_("Noter une opposition")),
        N_("Depuis la fiche\u202f: gardée sur ce poste, envoyée en premier"),
    ),
)
WAITS = (
    ("phone", "muted", N_("Appeler, préparer, lire et imprimer des lettres"), ""),
    ("edit", "muted", N_("Corriger une fiche, étiqueter, affecter, importer, effacer"), ""),
)
"""Icon, its ink, what it is, and how: the rows of a card."""
TRIES = (
    (N_("Le poste {seat} est-il allumé\u202f?"), N_("Souvent, il dort\u202f: touchez le clavier.")),
    (N_("Ce poste est-il sur le réseau\u202f?"), N_("Pas sur le Wi-Fi des clients.")),
    (N_("La box a-t-elle redémarré\u202f?"), N_("Attendez deux minutes.")),
)
SIDE = 284
"""Width of the right column, at 100 %."""


class AwayPanel(QWidget):
    """The panel. F8 on a sheet, or in Oppositions, notes a refusal."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.setObjectName("calls-away")
        theme = office.theme
        self._why = paragraph("", ink="muted", name="away-why")
        self._still = MarginRows(theme, _("Ce qui marche encore"), name="away-still", margin=52)
        self._waits = MarginRows(theme, _("Ce qui attend le poste {seat}"), name="away-waits", margin=52)
        self._side = vbox(margins=(18, 20, 18, 18), spacing=4)
        body = QWidget()
        title = paragraph(_("Aucun appel sans le registre."), "title", name="away-title")
        parts = (title, self._why, 12, self._still, 8, self._waits, STRETCH)
        vbox(*parts, on=body, margins=(28, 24, 28, 20), spacing=6)
        side = QWidget()
        side.setProperty("ground", "surface")
        vbox(self._side, on=side)
        beside = scrolled(side, name="away-side", across=False)
        beside.setFixedWidth(theme.px(SIDE))
        hbox((scrolled(body, name="away-scroll", across=False), 1), beside, on=self, spacing=0)

    def show_copy(self, copy: SeatCopy, now: datetime) -> None:
        """Show of what moment the copy is, and what waits."""
        as_of, outbox = away.since(copy.made, now), self._office.store.outbox
        why = _("Un refus a pu être noté ailleurs depuis {hour}. Tout se rouvre seul, dès son retour.")
        self._why.setText(why.format(hour=as_of))
        self._fill(self._still, STILL, as_of)
        self._waits.title.setText(_("Ce qui attend le poste {seat}").format(seat=copy.host))
        self._fill(self._waits, WAITS, as_of)
        drop_all(self._side)
        fill(self._side, paragraph(_("À faire, dans l’ordre"), semibold=True), 8)
        for number, (question, how) in enumerate(TRIES, start=1):
            row, figure = QWidget(), label(str(number), "caption", ink="muted")
            hbox((figure, 0, Qt.AlignmentFlag.AlignTop), (_two(_(question).format(seat=copy.host), _(how)), 1), on=row)
            fill(self._side, row, 8)
        waiting = outbox.pending() if outbox else []
        if waiting:
            last = _("Le dernier à {hour}").format(hour=away.since(waiting[-1].at, now))
            fill(self._side, Hairline(self._office.theme), _two(away.waits(len(waiting)), last))
        safe = _("Aucun geste confirmé avant {hour} n’est perdu.").format(hour=away.since(copy.contact, now))
        fill(self._side, STRETCH, paragraph(safe, "caption", ink="muted", name="away-safe"))

    def _fill(self, card: MarginRows, rows: tuple[tuple[str, str, str, str], ...], hour: str) -> None:
        card.clear()
        for icon, ink, what, how in rows:
            words = _two(_(what), _(how).format(hour=hour) if how else "")
            card.add(IconLabel(self._office.theme, icon, "", ink=ink), words, line=(icon, ink, what, how) != rows[0])


def _two(what: str, how: str) -> QWidget:
    """Return a fact in semibold above how it is done."""
    words = QWidget()
    lines = [paragraph(what, semibold=bool(how), ink="text" if how else "muted")]
    vbox(*lines, *([paragraph(how, "caption", ink="muted")] if how else []), on=words, spacing=0)
    return words
