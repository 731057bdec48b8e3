"""Lists what is missing before a letter may be printed, in the user's words; an incomplete letter is refused."""

from core.base.countries import abroad
from core.model.letter import Audience, LetterFacts, LetterOrigin, Way, main_origins
from core.notices.agency_gaps import agency_missing
from core.notices.fields import DATA_WORDS, PROPERTIES
from core.notices.typed import one_line

_OF_AN_AD = (Way.FILE, Way.PAGE, Way.MAIL)


def missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return the mentions missing from the agency of this letter: see :func:`agency_missing`."""
    return agency_missing(facts.agency)


def origin_missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return what the letter lacks to say where the data come from (art. 14(2)(f)) and about which property."""
    lacking = _empty(facts, {"property_town": "la commune du bien"})
    lacking += dict.fromkeys(lack for one in main_origins(facts) for lack in _unsaid(one))
    if any(one.audience is Audience.LIMITED and not one_line(one.condition) for one in facts.origins):
        lacking.append("qui pouvait voir l’annonce")
    if facts.property not in PROPERTIES:
        lacking.append("le type de bien")
    if not facts.fields & DATA_WORDS.keys():
        lacking.append("la liste des données gardées")
    if not any("address" in (*one.data, *one.perhaps) for one in facts.origins):
        lacking.append("d’où vient l’adresse postale")
    return tuple(lacking)


def _unsaid(one: LetterOrigin) -> list[str]:
    """Return what an origin lacks to be named: of a file its supplier, of an ad its site."""
    lacking = ["le fournisseur du fichier"] if one.way is Way.FILE and not one_line(one.supplier) else []
    return lacking + (["le site de l’annonce"] if one.way in _OF_AN_AD and not one_line(one.site) else [])


def recipient_missing(facts: LetterFacts) -> tuple[str, ...]:
    """Return what the letter lacks for the post to deliver it; abroad a postcode may stand beside the town."""
    if abroad(facts.address, facts.town) is not None:
        return ()
    return tuple(_empty(facts, {"address": "la rue", "postcode": "le code postal", "town": "la commune"}))


def _empty(facts: LetterFacts, names: dict[str, str]) -> list[str]:
    return [label for name, label in names.items() if not one_line(str(getattr(facts, name)))]
