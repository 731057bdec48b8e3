"""Every key of the program, in one table."""

from collections.abc import Sequence

from core.base.i18n import N_, _
from ui.common.office import Office
from ui.pages.settings.section import Section
from ui.widgets.card import MarginRows
from ui.widgets.label import label, paragraph

KEYS: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        N_("La personne"),
        (
            ("F8", N_("S’oppose au démarchage : tous les canaux, tout de suite")),
            ("F9", N_("Appeler, terminer, personne suivante")),
            ("F7", N_("Planifier un rappel")),
            ("1 à 8", N_("Issue de l’appel, quand aucun champ n’a le clavier")),
            ("Ctrl+Entrée", N_("Enregistrer l’issue et la note")),
        ),
    ),
    (
        N_("Partout"),
        (
            ("Ctrl+K", N_("Chercher ou faire")),
            ("Ctrl+F", N_("Filtrer la liste")),
            ("Ctrl+I", N_("Importer un fichier")),
            ("Ctrl+N", N_("Saisir un prospect")),
            ("Ctrl+P", N_("Préparer les lettres")),
            ("Ctrl+Z", N_("Annuler la dernière action")),
            ("Échap", N_("Fermer le message")),
            ("Ctrl++  Ctrl+-", N_("Texte plus grand, plus petit")),
            ("Ctrl+0", N_("Taille normale")),
            ("F1", N_("Aide")),
        ),
    ),
    (
        N_("Dans une liste"),
        (
            ("↑ ↓", N_("Changer de ligne")),
            ("Entrée", N_("Ouvrir")),
            ("Espace", N_("Choisir plusieurs lignes")),
            ("Ctrl+C", N_("Copier les lignes choisies")),
        ),
    ),
)


class KeysSection(Section):
    """Nothing to change: the keys are the same every day."""

    key = "keys"
    title = N_("Raccourcis")
    sentence = N_("Tout le programme se conduit au clavier.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        for place, (title, rows) in enumerate(KEYS):
            card = MarginRows(office.theme, _(title), name=f"keys-{place}", margin=132)
            for key, words in rows:
                card.add(label(key, semibold=True), paragraph(_(words)))
            self.body.addWidget(card)
        self.body.addStretch(1)
