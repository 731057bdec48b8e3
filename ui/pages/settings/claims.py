"""What the letters of the agency state: each question is asked once, and no letter leaves on an answer that nobody
gave."""

from PySide6.QtCore import Qt

from core.actions.letters import looks
from core.actions.letters.letter_answers import note_read, save_answers
from core.base.i18n import N_, _
from core.model.letter_look import PROOFS
from core.notices.agency_answers import HELD_BY, answers
from ui.common import checks
from ui.common.office import Office
from ui.pages.settings.section import SettingsSection
from ui.pages.start.agency_form import AgencyFields, shown
from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import label, paragraph, set_ink
from ui.widgets.layouts import STRETCH, fill

_NO, _YES = ("0", N_("Non")), ("1", N_("Oui"))


def _choice(key: str, title: str, question: str, *options: tuple[str, str]) -> FieldRow:
    """Return the row of a question that one of ``options`` answers, no or yes where none are given."""
    return FieldRow(key, title, "choice", help=question, options=(("", N_("Choisir")), *(options or (_NO, _YES))))


def _country(key: str, title: str) -> FieldRow:
    return FieldRow(key, title, narrow=True, hint=N_("France"))


_PROOFS = (
    ("", N_("Rien")),
    ("since", N_("Depuis quand, et où")),
    ("sales", N_("Les ventes de l’an passé")),
    ("team", N_("L’équipe")),
    ("hours", N_("Les horaires")),
)
GROUPS = (
    AgencyFields("data", N_("Les données"), (
        _choice("software_place", N_("Données du programme"), N_("Où sont les données de ce programme\u202f?"),
                ("own", N_("Sur nos ordinateurs")), ("host", N_("Chez un hébergeur")),
                ("unknown", N_("Je ne sais pas"))),
        FieldRow("software_host", N_("Hébergeur"), help=N_("S’il y en a un.")),
        _country("software_host_country", N_("Pays de l’hébergeur")),
        FieldRow("mailbox_host", N_("Messagerie"), help=N_("Qui héberge vos e-mails. Vide\u202f: non dit.")),
        _country("mailbox_country", N_("Pays de la messagerie")),
        FieldRow("backup_host", N_("Sauvegardes"), help=N_("Chez qui, hors de l’agence. Vide\u202f: personne.")),
        _country("backup_country", N_("Pays des sauvegardes")),
        _choice("sends_abroad", N_("Hors de l’Union"),
                N_("Une société hors de l’Union européenne voit-elle ces données\u202f? Hébergeur, sauvegarde, "
                   "messagerie, imprimeur."),
                ("0", N_("Non, nous l’avons vérifié")), _YES),
        FieldRow("transfer_recipient", N_("Laquelle"), help=N_("Si oui.")),
        FieldRow("transfer_country", N_("Dans quel pays"), narrow=True),
        FieldRow("transfer_safeguard", N_("Avec quelle garantie"), hint=N_("clauses contractuelles types")),
        _choice("sells_data", N_("Vente des données"),
                N_("Vendez-vous, louez-vous ou échangez-vous ces données\u202f?")),
        FieldRow("other_recipients", N_("Autres destinataires"), help=N_("Vide s’il n’y en a pas.")),
        _choice("scores", N_("Classement"), N_("Classez-vous ou notez-vous les personnes\u202f? Ici ou ailleurs.")),
        FieldRow("scoring_criteria", N_("Selon quoi"), help=N_("Si oui\u202f: leur date, leur commune…")),
        _choice("has_dpo", N_("Délégué"), N_("Avez-vous un délégué à la protection des données\u202f?")),
        FieldRow("dpo_contact", N_("Son nom et son contact"), help=N_("Si oui.")),
    )),
    AgencyFields("offer", N_("Ce que vous proposez"), (
        _choice("free_estimate", N_("Estimations"),
                N_("Vos estimations sont-elles écrites, gratuites et sans engagement\u202f?")),
        _choice("any_day", N_("Jour de visite"), N_("Venez-vous au jour choisi par la personne\u202f?"),
                _YES, ("0", N_("Sur rendez-vous"))),
        _choice("comparables", N_("Ventes citées"), N_("Vos estimations citent-elles des ventes récentes\u202f?"),
                ("no", N_("Non")), ("public", N_("Oui, données publiques (DVF)")), ("own", N_("Oui, nos ventes"))),
        _choice("lets", N_("Locataires"), N_("Cherchez-vous des locataires\u202f?")),
        _choice("manages", N_("Gestion locative"),
                N_("Gérez-vous des locations\u202f? Avec la carte «\u202fGestion\u202f».")),
    )),
    AgencyFields("refusal", N_("Pour vous joindre"), (
        FieldRow("objection_phone", N_("Refus par téléphone"), narrow=True, check=checks.phone,
                 help=N_("À quel numéro peut-on refuser vos propositions\u202f? Ni 08 payant, ni numéro court. "
                         "Vide\u202f: par courrier et par e-mail.")),
        FieldRow("short_url", N_("Page «\u202fvos données\u202f»"), help=N_("Son adresse sur votre site.")),
        _choice("page_online", N_("Page en ligne"), N_("Cette page est-elle en ligne\u202f?"),
                _YES, ("0", N_("Pas encore"))),
        FieldRow("reply_prepaid", N_("Enveloppe retour"), "check", text=N_("Prépayée, jointe à chaque lettre")),
    )),
    AgencyFields("proofs", N_("Ce que vous voulez dire de vous (facultatif)"), (
        FieldRow("since_year", N_("Depuis quelle année"), narrow=True, hint="1998"),
        FieldRow("since_place", N_("Et où"), narrow=True),
        FieldRow("areas", N_("Vos rues ou quartiers"),
                 help=N_("Trois au plus\u202f: «\u202fla Tour et le Port\u202f».")),
        FieldRow("sales_count", N_("Ventes signées l’an passé"), narrow=True,
                 help=N_("Trois au moins, d’après votre registre des mandats.")),
        FieldRow("sales_year", N_("L’année"), narrow=True,
                 help=N_("Celle d’avant\u202f: la phrase part au 1er janvier.")),
        FieldRow("sales_place", N_("Où"), narrow=True),
        FieldRow("team", N_("Équipe"), help=N_("Combien êtes-vous\u202f?"), narrow=True),
        FieldRow("hours", N_("Horaires"), hint=N_("du lundi au samedi, de 9\u00a0h à 18\u00a0h")),
        FieldRow("method", N_("Votre façon de travailler"), help=N_("Une phrase, 120 caractères au plus.")),
    )),
)  # fmt: skip
_CLOSINGS = (
    ("", N_("Je vous souhaite une bonne vente.")),
    ("plain", N_("Bien cordialement,")),
    ("formal", N_("Veuillez agréer…")),
)
CHOICES = AgencyFields("choices", N_("Dans la lettre"), (
    FieldRow("first", N_("Dire d’abord"), "choice", options=_PROOFS),
    FieldRow("second", N_("Puis"), "choice", options=_PROOFS),
    FieldRow("closing", N_("Pour finir"), "choice", options=_CLOSINGS),
    FieldRow("by_mail", N_("Pour répondre"), "check", text=N_("Le coupon et l’e-mail, pas le téléphone")),
))  # fmt: skip
"""What is chosen of the letter itself."""


class ClaimsSection(SettingsSection):
    """The section; each answer applies when it is left."""

    key = "claims"
    title = N_("Vos affirmations")
    sentence = N_(
        "Ce que vos lettres affirment\u202f: à dire une fois. Sans réponse, la phrase manque, ou la lettre attend."
    )

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._held = paragraph("", name="claims-held")
        self._forms = {group.key: self._form(group) for group in (*GROUPS, CHOICES)}
        for group in GROUPS:
            self._forms[group.key].changed.connect(self._save)
        self._forms[CHOICES.key].changed.connect(self._choose)
        self._read = label("", "caption", ink="muted", name="claims-read")
        self.same = Button(office.theme, _("Rien n’a changé"), name="claims-same", press=self._note_read)
        row = Flow(spacing=10)
        for control in (self._read, self.same):
            row.add_widget(control)
        fill(self.body, self._held, row)
        for group in (*GROUPS, CHOICES):
            fill(self.body, label(_(group.title), "heading"), self._forms[group.key])
        fill(self.body, STRETCH)

    def refresh(self) -> None:
        """Show the answers kept, and which letters wait for."""
        agency, look = self.office.settings.agency, self.office.settings.look
        for group in GROUPS:
            self.show_kept(self._forms[group.key], {row.key: _typed(getattr(agency, row.key)) for row in group.rows})
        first, second = (*look.chosen_proofs, "", "")[:2]
        choices = {"first": first, "second": second, "closing": look.closing, "by_mail": _typed(look.by_mail)}
        self.show_kept(self._forms[CHOICES.key], choices)
        self._show_held()
        year = self.office.settings.answers_year
        self._read.setText(_("Réponses relues en {year}.").format(year=year))
        self.same.setVisible(year < str(self.office.now().year))

    def arrive(self) -> None:
        """Give the focus to the first question that letters wait for."""
        waiting = self._waiting()
        for group in GROUPS:
            for row in group.rows:
                if row.key in waiting:
                    self._forms[group.key].field(row.key).setFocus(Qt.FocusReason.OtherFocusReason)
                    return

    def form(self, key: str) -> Form:
        """Return the form of a group of questions."""
        return self._forms[key]

    def _form(self, group: AgencyFields) -> Form:
        form = Form(self.office.theme, [shown(row) for row in group.rows], name=f"claims-{group.key}")
        form.setAccessibleName(_(group.title))
        return form

    def _waiting(self) -> frozenset[str]:
        known = answers(self.office.settings.agency)
        return frozenset(name for name in (*HELD_BY, "lets", "manages") if known[name] is None)

    def _show_held(self) -> None:
        waiting = self._waiting()
        for group in GROUPS:
            for row in group.rows:
                lack = _("Vos lettres l’attendent.") if row.key in waiting else ""
                self._forms[group.key].show_lack(row.key, lack)
        held = waiting & set(HELD_BY)
        self._held.setText(_("Aucune lettre ne part sans ces réponses.") if held else _("Vos lettres peuvent partir."))
        set_ink(self._held, "wait" if held else "allowed")

    def _save(self, key: str, value: str) -> None:
        office = self.office
        with self.saving():
            save_answers(office.store, {key: value}, by=office.by, at=office.now())
        self._show_held()

    def _note_read(self) -> None:
        office = self.office
        with self.saving():
            note_read(office.store, by=office.by, at=office.now())
            office.say("done", _("Réponses relues."), _("Elles seront à relire en janvier prochain."))
        self.refresh()

    def _choose(self, _key: str, _value: str) -> None:
        office, chosen = self.office, self._forms[CHOICES.key].values()
        proofs = dict.fromkeys(name for name in (chosen["first"], chosen["second"]) if name in PROOFS)
        values = {"proofs": ",".join(proofs), "closing": chosen["closing"], "by_mail": chosen["by_mail"]}
        with self.saving():
            looks.save_look(office.store, values, by=office.by, at=office.now())


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value)) if value else "0"
    return "" if value is None else str(value)
