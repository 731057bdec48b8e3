"""What leaves the agency by others: the page « vos données » of its site, and the service that prints and posts."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.actions.letters import handing_over, mail_service
from core.actions.papers import data_page
from core.base.i18n import N_, _
from core.base.moments import read_day
from core.base.records import asdict
from core.base.screen_shapes import day, listed
from core.model.mail_service import MailProfile
from core.notices.data_page import webmaster_message
from ui.common.file_dialogs import ask_folder, ask_save
from ui.common.office import Office
from ui.pages.settings.section import SettingsSection
from ui.pages.start.agency_form import shown
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.fields import text_field
from ui.widgets.flow import Flow
from ui.widgets.form import FieldRow, Form
from ui.widgets.label import paragraph, set_ink
from ui.widgets.layouts import STRETCH, fill, nest


class DataPageSection(SettingsSection):
    """The page of the site: saved as a file, and whether the one saved last is still true. Nothing is fetched."""

    key = "data-page"
    title = N_("Page «\u202fvos données\u202f»")
    sentence = N_("Une page pour votre site, qui redit le dos de vos lettres. Le programme ne va rien y lire.")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._state = paragraph("", name="data-page-state")
        self._former = paragraph("", ink="wait", name="data-page-former")
        row = Flow(spacing=10)
        for words, name, icon, act in (
            (_("Enregistrer la page…"), "data-page-save", "download", self._ask),
            (_("Copier le texte"), "data-page-text", "copy", self.copy_text),
            (_("Copier le message au webmaster"), "data-page-message", "copy", self.copy_message),
        ):
            button = Button(office.theme, words, name=name, icon=icon, press=act)
            row.add_widget(button)
        answer = Button(office.theme, _("Son adresse, et si elle est en ligne"), name="data-page-answer", kind="link")
        answer.clicked.connect(lambda: office.go("settings/section=claims"))
        fill(self.body, self._state, self._former, row, answer, STRETCH)

    def refresh(self) -> None:
        """Show when the page was saved, and what it says that is so no more."""
        with self.office.store.read() as r:
            state = data_page.page_state(r)
        words = _("Aucune page n’a encore été enregistrée.")
        if state.saved is not None:
            words = _("Dernière page enregistrée le {day}.").format(day=day(state.saved))
        online = _("Vos lettres donnent l’adresse de la page.") if state.online else _("Vos lettres ne la nomment pas.")
        self._state.setText(f"{words} {online}")
        self._former.setText(stale_words(state))
        self._former.setVisible(state.stale)

    def copy_text(self) -> None:
        """Copy the page as text."""
        office = self.office
        with office.trying():
            with office.store.read() as r:
                QGuiApplication.clipboard().setText(data_page.text_of_page(r, at=office.now()))
            office.say("done", _("Texte copié."), _("En français, à coller dans votre site."))

    def copy_message(self) -> None:
        """Copy the words to send with the file to whoever keeps the site."""
        QGuiApplication.clipboard().setText(webmaster_message(self.office.settings.agency))
        self.office.say("done", _("Message copié."), _("Joignez-y le fichier de la page."))

    def _ask(self) -> None:
        office = self.office
        out = ask_save(self, office.seat, _("Enregistrer la page"), data_page.NAME, "HTML (*.html)")
        if out is None:
            return
        with self.saving():
            data_page.save_page(office.store, out, by=office.by, at=office.now())
            office.say("done", _("Page enregistrée."), _("Envoyez-la à qui tient votre site."))
        self.refresh()


def stale_words(state: data_page.PageState) -> str:
    """Return what the page saved last says that is so no more, or does not say yet; empty when it is of today."""
    words = [_("La page de votre site dit encore\u202f: {text}").format(text=text) for text in state.former[:1]]
    words += [_("Elle ne dit pas encore\u202f: {text}").format(text=text) for text in state.missing[:1]]
    return " ".join([*words, _("Enregistrez-la de nouveau.")]) if words else ""


_ROWS = (
    FieldRow(
        "profile",
        N_("Ses fichiers"),
        "choice",
        options=(("", N_("Choisir")), *MailProfile.choices()),
    ),
    FieldRow("name", N_("Son nom")),
    FieldRow("accepted_on", N_("Contrat accepté le"), hint="24/11/2026", narrow=True),
    FieldRow("country", N_("Son pays"), narrow=True, hint=N_("France")),
    FieldRow("sub_processors", N_("Ses sous-traitants"), help=N_("«\u202faucun\u202f» s’il n’en a pas.")),
    FieldRow("erasure_days", N_("Efface après, en jours"), narrow=True),
    FieldRow("return_reference", N_("Enveloppe retour"), help=N_("La référence convenue\u202f; vide sans enveloppe.")),
)


class MailServiceSection(SettingsSection):
    """The service that prints and posts: what its contract says, and two letters to the agency before anybody's."""

    key = "mail-service"
    title = N_("Service d’envoi")
    sentence = N_(
        "Un service qui imprime et poste vos lettres est un sous-traitant\u202f: dites lequel avant la première."
    )

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._state = paragraph("", name="mail-service-state")
        self.form = Form(office.theme, [shown(row) for row in _ROWS], name="mail-service-form")
        self.form.changed.connect(self.save)
        self._duties = paragraph("", ink="muted", name="mail-service-duties")
        fill(self.body, self._state, self.form, self._duties, self._trial(office), STRETCH)

    def refresh(self) -> None:
        """Show what is said of the service, and what it waits for."""
        service = self.office.settings.service
        self.show_kept(self.form, {row.key: asdict(service)[row.key] for row in _ROWS})
        self._duties.setText(
            _("Son contrat doit le prévoir\u202f: {duties}.").format(
                duties=listed([_(one) for one in mail_service.DUTIES])
            )
        )
        lacking, tried = mail_service.missing(service), read_day(service.tried_on)
        words = _("Aucun service\u202f: vous imprimez et postez vous-mêmes.")
        if tried is not None and not lacking:
            words = _("Essayé le {day} par {by}\u202f: {seen}.").format(
                day=day(tried), by=service.tried_by, seen=service.tried_words.rstrip(".")
            )
        elif service.name or service.profile:
            words = _("À dire encore\u202f: {missing}.").format(missing=listed(lacking)) if lacking else ""
            words = words or _("À essayer\u202f: deux lettres à votre agence, avant celles des autres.")
        self._state.setText(words)
        set_ink(self._state, "text" if tried is not None and not lacking else "wait" if service.name else "muted")

    def make_trial(self) -> None:
        """Write the two letters of the trial where the user says."""
        office = self.office
        out = ask_folder(self, office.seat, _("Dossier des deux lettres d’essai"))
        if out is None:
            return
        with self.saving():
            handing_over.make_trial(office.store, out, by=office.by, at=office.now())
            office.say("done", _("Lettres d’essai écrites."), _("Faites-les poster à votre agence."))
        self.refresh()

    def note_tried(self) -> None:
        """Note that the two letters came, and what was seen."""
        office = self.office
        with self.saving():
            mail_service.note_tried(office.store, self.seen.text(), by=office.by, at=office.now())
            office.say("done", _("Service noté comme essayé."))
        self.refresh()

    def _trial(self, office: Office) -> QWidget:
        card = Card(office.theme, _("L’essai"), name="mail-service-trial")
        make = Button(office.theme, _("Écrire deux lettres d’essai…"), name="mail-service-make", icon="download")
        make.clicked.connect(self.make_trial)
        self.seen = text_field(
            office.theme, name="mail-service-seen", title=_("Ce que vous avez vu"),
            hint=_("Adresse dans la fenêtre, coupon entier"),
        )  # fmt: skip
        self.seen.setMinimumWidth(office.theme.px(300))
        tried = Button(office.theme, _("Noter comme essayé"), name="mail-service-tried", press=self.note_tried)
        for control in (make, self.seen, tried):
            line = Flow(spacing=10)
            line.add_widget(control)
            nest(card.body, line)
        return card

    def save(self, key: str, value: str) -> None:
        """Save one thing said of the service."""
        office = self.office
        with self.saving():
            mail_service.save_service(office.store, {key: value}, by=office.by, at=office.now())
        self.refresh()
