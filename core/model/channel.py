"""The ways to reach a person, and what may open a telephone call."""

from core.base.i18n import N_
from core.base.worded import WordedEnum


class Channel(WordedEnum):
    """A way to contact a person, each judged by the law separately. ``by``: how one is reached by it."""

    by: str

    CALL = "call", N_("téléphone"), N_("par téléphone")
    LETTER = "letter", N_("lettre"), N_("par courrier")
    EMAIL = "email", N_("e-mail"), N_("par e-mail")
    SMS = "sms", N_("SMS"), N_("par SMS")
    PORTAL = "portal", N_("la messagerie du site"), N_("par la messagerie du site")
    ROBOT = "robot", N_("automate d’appel"), N_("par automate d’appel")
    VISIT = "visit", N_("visite"), N_("en visite")


class ContactKind(WordedEnum):
    """A contact point of a person. ``in_full``: what it is called to the person; ``several``: the heading of several.
    ``channels``: what it serves, first what is judged where it is shown."""

    in_full: str
    several: str
    channels: tuple[Channel, ...]

    PHONE = "phone", N_("téléphone"), N_("téléphone"), N_("Téléphones"), (Channel.CALL, Channel.SMS)
    EMAIL = "email", N_("e-mail"), N_("e-mail"), N_("E-mails"), (Channel.EMAIL,)
    ADDRESS = "address", N_("adresse"), N_("adresse postale"), N_("Adresses"), (Channel.LETTER,)


class TitleKind(WordedEnum):
    """What makes a telephone call lawful since 11 August 2026 (law file, TEL-26-01, 06, 07, 12).

    ``inspected``: what the controller reads; ``opening``: what opens calls, in the law applied, neither translated.
    ``recorded``: that it was recorded, of the person ``name``. ``dated``: its line among what happened, with ``n``,
    ``object`` and ``how`` of its row. An agreement is a row of another table."""

    inspected: str
    opening: str
    recorded: str
    dated: str

    CONSENT = "consent", N_("accord"), "accord", "un accord prouvé", N_("{name} donne son accord"), N_("Accord donné")
    CONTRACT = (
        "contract", N_("contrat"), "contrat en cours", "un contrat en cours", N_("Contrat noté\u202f: {name}"),
        N_("Contrat noté\u202f: mandat n°\u00a0{n}"),
    )  # fmt: skip
    REQUEST = (
        "request", N_("demande"), "demande de la personne", "une demande de la personne",
        N_("Demande notée\u202f: {name}"), N_("Demande de la personne\u202f: {object}"),
    )  # fmt: skip
    PROFESSIONAL = (
        "professional", N_("professionnel"), "professionnel", "une activité professionnelle",
        N_("Professionnel noté\u202f: {name}"), N_("Professionnel noté\u202f: {how}"),
    )  # fmt: skip

    @property
    def unproven(self) -> str:
        """The code of the reason that nothing proves it."""
        return f"{self.name}_UNPROVEN"
