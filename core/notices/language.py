"""The two languages of a letter: French, and English for owners abroad who are written to in it. Each holds the shapes
of its dates, names and lists, and the words that the paper prints outside the texts of resources/letters."""

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from types import MappingProxyType

from core.base.french import NBSP, day, listed
from core.base.phones import parse
from core.base.records import Struct
from core.base.screen_shapes import english_day, english_listed
from core.model.agency import Agency
from core.model.letter import Medium
from core.notices import fields
from core.notices.typed import one_line


class Tongue(Struct, frozen=True):
    """``suffix``: of the versions of its texts; ``lang``: as PDF tells it.
    ``properties``, ``data``, ``names``, ``channels``: what is in the facts → its words. ``phrase``: what the agency
    typed, in the language where it is a usual phrase. ``words``: those of :data:`_FRENCH_WORDS`."""

    suffix: str
    lang: str
    day: Callable[[date], str]
    listed: Callable[[Sequence[str]], str]
    phone: Callable[[str], str]
    at_town: Callable[[str], str]
    called: Callable[[str], str]
    the_agency: Callable[[str], str]
    on_site: Callable[[str, Medium], str]
    salutation: Callable[[str, str], str]
    noted: Callable[[Sequence[str]], str]
    data_given: Callable[[Set[str]], str]
    phrase: Callable[[str], str]
    properties: Mapping[str, str]
    the_properties: Mapping[str, str]
    data: Mapping[str, str]
    columns: Mapping[str, str]
    names: Mapping[str, str]
    channels: Mapping[str, str]
    titles: Mapping[str, str]
    words: Mapping[str, str]

    def version(self, text: str) -> str:
        """Return the version of a text in this language: « letter-2 », « letter-2-en »."""
        return f"{text}{self.suffix}"

    def long_date(self, moment: date | None) -> str:
        """Return a day in full, empty when there is none."""
        return self.day(moment) if moment else ""

    def data_categories(self, held: frozenset[str], columns: frozenset[str] | None = None) -> str:
        """Return the list of the kinds of data really held, in the order of the notice, with a capital. ``columns``:
        those of the ads that are filled; None for the texts that named them all."""
        return fields.with_capital(self.listed(self._data_words(held, columns)))

    def _data_words(self, held: frozenset[str], columns: frozenset[str] | None) -> list[str]:
        words = {name: words for name, words in self.data.items() if name in held}
        if columns is not None:
            details = self.listed([word for name, word in self.columns.items() if name in columns])
            for name in {"listing", "property"} & words.keys():
                bare = words[name].partition(" (")[0]
                words[name] = f"{bare} ({details})" if details else bare
        return list(words.values())

    def given_data(self, given: frozenset[str], columns: frozenset[str]) -> str:
        """Return what a person gave, in the order of the notice, with a capital."""
        words = {"first_name": self.names["first_name"], "last_name": self.names["last_name"]}
        parts = [words[name] for name in words if name in given]
        return fields.with_capital(self.listed([*parts, *self._data_words(given, columns)]))

    def role(self, agency: Agency) -> str:
        """Return who signs."""
        return self.words["commercial_agent"] if agency.commercial_agent else self.phrase(agency.signer_role)


_MASCULINE = frozenset({"name", "first_name", "last_name", "phone"})
_FEMININE = frozenset({"listing", "property", "email", "address"})


def _noted_french(data: Sequence[str]) -> str:
    return "relevé" + "e" * _FEMININE.issuperset(data) + "s" * (len(data) > 1 or "property" in data)


def _given_french(data: Set[str]) -> str:
    return "donné" + "e" * data.isdisjoint(_MASCULINE) + "s" * (len(data) > 1 or "property" in data)


_FRENCH_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "Courrier {reference}",
        "subject": "Courrier de premier contact et information sur les données (RGPD, art. 14)",
        "form_title": "Formulaire",
        "form_subject": "Formulaire à remplir par la personne (C. consom., art. R223-1)",
        "given_title": "Vos données",
        "given_subject": "Information remise à qui donne ses coordonnées (RGPD, art. 13)",
        "then": "\u202f; puis ",
        "or": "\u202f; ou ",
        "also": "\u202f; peut-être aussi ",
        "gave": "\u202f: ",
        "on_page_two": "à l’adresse indiquée page 2",
        "at_url": "à l’adresse {url}",
        "under": "sous la référence {reference}",
        "home": "le logement",
        "free_call": "appel gratuit",
        "yours": "le vôtre",
        "published": "publiée par {site}",
        "this_letter": "Ce courrier",
        "this_sign": "Ce panneau",
        "this_ad": "Cette annonce",
        "commercial_agent": "agent commercial",
        "dated": "{town}, le\u00a0{day}",
        "reference": "Référence {reference}",
        "texts": " Textes {versions}.",
        "also_texts": " Textes {versions}, faits {facts}.",
        "oppose": "JE M’OPPOSE",
        "reply": "MA RÉPONSE",
        "of_reference": "référence {reference}",
        "prepaid": "enveloppe jointe, sans timbre",
        "sent_to": "à {sender}",
        "overleaf": "à renvoyer à l’adresse du dos",
        "reserved": "Réservé à l’agence",
        "received": "Référence {reference}, reçu le",
        "further": "Suite sur la feuille jointe",
        "scan": "Pour vous opposer\u202f: scannez",
        "continued": "{joined} Suite.",
        "nameless": "Madame, Monsieur",
    }
)

FRENCH = Tongue(
    suffix="",
    lang="fr-FR",
    day=day,
    listed=listed,
    phone=fields.by_pairs,
    at_town=fields.at_town,
    called=fields.agency_called,
    the_agency=fields.agency_the,
    on_site=fields.on_site,
    salutation=fields.salutation_of,
    noted=_noted_french,
    data_given=_given_french,
    phrase=str,
    properties=MappingProxyType({name: name for name in fields.PROPERTIES}),
    the_properties=MappingProxyType(
        {
            "une maison": "la maison",
            "un appartement": "l’appartement",
            "un terrain": "le terrain",
            "un immeuble": "l’immeuble",
            "un bien": "le bien",
        }
    ),
    data=fields.DATA_WORDS,
    columns=fields.COLUMN_WORDS,
    names=MappingProxyType(
        {
            "listing": "votre annonce",
            "property": "les informations sur votre bien",
            "name": "votre nom",
            "first_name": "votre prénom",
            "last_name": "votre nom de famille",
            "phone": "votre numéro de téléphone",
            "email": "votre adresse e-mail",
            "address": "votre adresse postale",
        }
    ),
    channels=MappingProxyType({"phone": "par téléphone", "email": "par e-mail", "sms": "par SMS"}),
    titles=MappingProxyType({}),
    words=_FRENCH_WORDS,
)

_PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "par téléphone": "by telephone",
        "par courrier": "by post",
        "par e-mail": "by e-mail",
        "à notre agence": "at our agency",
        "chez vous": "at your home",
        "sur votre coupon": "on your slip",
        "le plan ou les photos de l’annonce": "the map or the photos of the advertisement",
        "une visite de la rue": "a visit to the street",
        "l’estimation de votre bien": "the valuation of your property",
        "estimation et vente de biens immobiliers": "valuation and sale of property",
        "estimation et vente": "valuation and sale of property",
        "estimation, vente et location": "valuation, sale and letting of property",
        "France entière": "the whole of France",
        "négociateur": "negotiator",
        "négociatrice": "negotiator",
        "conseiller": "adviser",
        "conseillère": "adviser",
        "conseiller immobilier": "property adviser",
        "conseillère immobilière": "property adviser",
        "directeur": "director",
        "directrice": "director",
        "gérant": "manager",
        "gérante": "manager",
        "responsable": "manager",
        "dans notre agence": "at our agency",
        "dans notre vitrine": "in our window",
    }
)
_LEADING: Mapping[str, str] = MappingProxyType({"sur ": "on ", "dans notre vitrine, ": "in our window, "})
_TITLES: Mapping[str, str] = MappingProxyType({"Madame": "Ms", "Monsieur": "Mr", "Madame, Monsieur": "Mr and Ms"})


def _from_abroad(phone: str) -> str:
    """Return a French number as it is dialled from abroad: « +33 2 61 91 00 00 »; any other as typed."""
    found = parse(phone)
    if found is None or not found.e164.startswith("+33"):
        return one_line(phone).replace(" ", NBSP)
    own_text = found.e164.removeprefix("+33")
    return NBSP.join(["+33", own_text[:1], *(own_text[at : at + 2] for at in range(1, len(own_text), 2))])


def _at_town(town: str) -> str:
    return f"in {one_line(town)}" if one_line(town) else ""


def _called(name: str) -> str:
    return f"{name} (estate agency)" if name else ""


def _on_site(site: str, medium: Medium) -> str:
    name = one_line(site)
    if medium is Medium.PAPER:
        return f"in the newspaper {name}"
    return f"on {name}" if name and medium is Medium.WEB else ""


def _salutation(civility: str, last_name: str) -> str:
    if civility in ("Madame", "Monsieur") and one_line(last_name):
        return f"Dear {_TITLES[civility]}{NBSP}{one_line(last_name)}"
    return "Dear Sir or Madam"


def _phrase(typed: str) -> str:
    words = one_line(typed)
    if words in _PHRASES:
        return _PHRASES[words]
    text = next((one for one in _LEADING if words.startswith(one)), "")
    return _LEADING[text] + words.removeprefix(text) if text else words


ENGLISH = Tongue(
    suffix="-en",
    lang="en-GB",
    day=english_day,
    listed=english_listed,
    phone=_from_abroad,
    at_town=_at_town,
    called=_called,
    the_agency=str,
    on_site=_on_site,
    salutation=_salutation,
    noted=lambda _data: "noted",
    data_given=lambda _data: "gave us",
    phrase=_phrase,
    properties=MappingProxyType(
        {
            "une maison": "a house",
            "un appartement": "a flat",
            "un terrain": "a plot of land",
            "un immeuble": "a building",
            "un bien": "a property",
        }
    ),
    the_properties=MappingProxyType(
        {
            "une maison": "the house",
            "un appartement": "the flat",
            "un terrain": "the plot of land",
            "un immeuble": "the building",
            "un bien": "the property",
        }
    ),
    data=MappingProxyType(
        {
            "name": "your name",
            "address": "your postal address",
            "phone": "your telephone number",
            "email": "your e-mail address",
            "listing": "the facts of the advertisement (site, page, reference, title, dates, town, "
            "features and price of the property)",
            "property": "the facts of your property (town, features, price)",
            "letters": "the date and reference of our letters",
            "note": "a short note on our exchanges",
            "tags": "the labels of your sheet",
            "agent": "the name of the person of the agency who follows you",
            "calls": "the date and outcome of our calls",
            "callbacks": "the calls planned",
            "milestones": "the steps of your project and the appointments",
            "reply": "your replies and requests",
            "scans": "the copy of what you sent back to us",
            "consent": "your agreement, its date, its hour and its proof",
        }
    ),
    columns=MappingProxyType(
        {
            "site": "site",
            "url": "page",
            "reference": "reference",
            "title": "title",
            "seen": "dates",
            "town": "town",
            "kind": "type of property",
            "area": "area",
            "rooms": "rooms",
            "price": "price",
        }
    ),
    names=MappingProxyType(
        {
            "listing": "your advertisement",
            "property": "the facts of your property",
            "name": "your name",
            "first_name": "your first name",
            "last_name": "your surname",
            "phone": "your telephone number",
            "email": "your e-mail address",
            "address": "your postal address",
        }
    ),
    channels=MappingProxyType({"phone": "by telephone", "email": "by e-mail", "sms": "by text message"}),
    titles=_TITLES,
    words=MappingProxyType(
        {
            "title": "Letter {reference}",
            "subject": "First letter and information about data (GDPR, art. 14)",
            "form_title": "Form",
            "form_subject": "Form to be filled in by the person (French consumer code, art. R223-1)",
            "given_title": "Your data",
            "given_subject": "Information handed to whoever gives their contact details (GDPR, art. 13)",
            "then": "; then ",
            "or": "; or ",
            "also": "; perhaps also ",
            "gave": ": ",
            "on_page_two": "at the address given on page 2",
            "at_url": "at the address {url}",
            "under": "under the reference {reference}",
            "home": "the home",
            "free_call": "free call",
            "yours": "yours",
            "published": "published by {site}",
            "this_letter": "This letter",
            "this_sign": "This sign",
            "this_ad": "This advertisement",
            "commercial_agent": "commercial agent",
            "dated": "{town}, {day}",
            "reference": "Reference {reference}",
            "texts": " Texts {versions}, translated from the French.",
            "also_texts": " Texts {versions}, facts {facts}, translated from the French.",
            "oppose": "I OBJECT",
            "reply": "MY REPLY",
            "of_reference": "reference {reference}",
            "prepaid": "envelope enclosed, no stamp",
            "sent_to": "to {sender}",
            "overleaf": "to be sent to the address overleaf",
            "reserved": "For the agency",
            "received": "Reference {reference}, received on",
            "further": "Continued on the enclosed sheet",
            "scan": "To object: scan",
            "continued": "{joined} Continued.",
            "nameless": "Sir or Madam",
        }
    ),
)


def tongue_of(english: bool) -> Tongue:
    """Return the language of a letter."""
    return ENGLISH if english else FRENCH
