"""Reads what an agency says of itself in the text of its letterhead, of its legal notice or of an e-mail signature:
whatever is not surely there is left out, since the letters of the agency would print it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from core.base import phones, siren
from core.base.legal_forms import FORMS
from core.base.text import emails

_LONGEST = 6000
"""Letters looked at: no letterhead has more."""
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'&.-]*(?: (?:[\w’'&.-]+))*"
_STREET = r"\d{1,4}(?: ?(?:bis|ter|quater))?,? [^,;|·\n]{3,60}"
_PLACE = (
    rf"(?P<address>{_STREET})(?:[,;|·\n–-]| -)+ *(?P<postcode>\d{{5}}) (?P<town>{_NAME}?)(?= ?(?:[,;|·.\n–(]| - |$))"
)
_FORM = re.compile(rf"(?<![\w’'])(?:{'|'.join(sorted(FORMS, key=len, reverse=True))})(?![\w’'])", re.IGNORECASE)
_CAPITAL = re.compile(
    r"capital(?: social)?(?: variable)?(?: de)? ?:? ?(\d[\d .]*)(?:,\d\d)? ?(?:€|euros?)", re.IGNORECASE
)
_NUMBER = r"\d{3}[ .]?\d{3}[ .]?\d{3}"
_SIREN = re.compile(rf"(?<![\d.])({_NUMBER})(?:[ .]?\d{{5}})?(?![\d.]?\d)")
_VAT = re.compile(rf"\bFR ?(\d\d) ?({_NUMBER})(?!\d)", re.IGNORECASE)
_REGISTER = r"\bR\.?C\.?S\.?(?: de| d[’'])? ?:? ?"
_ENDS = r"(?= ?[,;|·.\n–-]|$)"
_RCS = (
    re.compile(rf"{_REGISTER}(?P<town>{_NAME}?)(?: sous le n(?:°|uméro))? ?(?:[A-D] )?{_NUMBER}"),
    re.compile(rf"{_REGISTER}(?:n° ?)?(?:[A-D] )?{_NUMBER}(?: ?\d{{5}})?,? (?P<town>{_NAME}?){_ENDS}"),
    re.compile(rf"{_NUMBER},? {_REGISTER}(?P<town>{_NAME}?){_ENDS}"),
)
_CARD = re.compile(r"\bCPI ?:? ?(?:n° ?)?(\d{4}) ?(\d{4}) ?(\d{3}) ?(\d{3}) ?(\d{3})(?!\d)")
_OF = r"(?: de la| de l[’']| des| de| du| d[’'])? ?"
_CCI = re.compile(
    rf"(?:\bCCI|(?i:chambre de commerce(?: et d[’']industrie)?)){_OF}(?P<name>{_NAME}?)(?=(?: ?[,;|·.\n–():]| - |$))"
)
_NO_FUNDS = re.compile(
    r"(?:ne |n[’'])(?:reçoit|recevant|détient|détenant|perçoit|percevant|doit recevoir|pouvant recevoir)|"
    r"(?:sans|non[- ]?)(?: ?le)? ?(?:maniement|détention|perception) (?:de|d[’']aucun) ?fonds",
    re.IGNORECASE,
)
_BODIES = {
    "guarantor": re.compile(r"garanti(?:e|r)?(?: financière?)?|garant(?: financier)?", re.IGNORECASE),
    "insurer": re.compile(r"\bRC ?P(?:ro)?\b|responsabilité civile|assur(?:ance|eur|ée?s?)\b", re.IGNORECASE),
    "mediator": re.compile(r"médiat(?:eur|ion)", re.IGNORECASE),
}
"""Who stands behind the agency → how the line about them begins."""
_BODY = re.compile(
    rf"(?:: ?| par | auprès (?:de |d[’']))(?:la |le |l[’'])?(?P<name>{_NAME}?)(?= ?[,;|(–]| - )[ ,;|(–-]+{_PLACE}"
)
_SITE = re.compile(
    r"(?<![@\w.])(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,9})(?:/\S*)?(?!@)", re.IGNORECASE
)
_ROLE = re.compile(
    r"^(?:co-?|directeur|directrice|gérant|président|négociat|conseill|responsable|agente? commercial|fondat|associé|"
    r"assistant|manager|mandataire)",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"agence|immo|transaction|foncier|habitat|propriét|pierre|toit|cabinet", re.IGNORECASE)
_TITLE = re.compile(r"[A-ZÀ-ÖØ-Þ][^\d@\n]{0,58}[^\d@\n,.;:!?]")
"""A line that may be a name: of a person, of an agency."""
_LABEL = re.compile(r"^(?:adresse|siège(?: social)?|raison sociale|nom|enseigne) ?: ?", re.IGNORECASE)
_FAX = re.compile(r"(?:fax|télécopie|f\.) ?:? ?$", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+33 ?(?:\(0\) ?)?|0)[1-9](?:[ .-]?\d\d){4}(?!\d)")


def read_letterhead(raw: str) -> dict[str, str]:
    """Return the fields of :class:`core.model.agency.Agency` that a text holds, as the settings take them typed."""
    lines = [
        " ".join(line.replace("\u202f", " ").replace("\u00a0", " ").split()) for line in raw[:_LONGEST].splitlines()
    ]
    text = "\n".join(line for line in lines if line)
    parts = (_numbers, _card, _bodies, _contact, _people)
    values = dict(pair for part in parts for pair in part(text))
    if "guarantor_name" in values or _NO_FUNDS.search(text):
        values["holds_funds"] = "0" if _NO_FUNDS.search(text) else "1"
    return {key: value.strip(" ,;.-–") for key, value in values.items() if value.strip(" ,;.-–")}


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield what has a shape of its own: form, capital, SIREN, register, VAT."""
    if form := _FORM.search(text):
        yield "legal_form", FORMS[form[0].lower()]
        yield "legal_name", _beside(text, form)
    if capital := _CAPITAL.search(text):
        yield "capital", "".join(filter(str.isdigit, capital[1]))
    vat = _VAT.search(text)
    if vat:
        yield "vat", f"FR{vat[1]}{siren.bare(vat[2])}"
    numbers = [match[1] for match in _SIREN.finditer(text)] + ([vat[2]] if vat else [])
    if number := next((bare for bare in map(siren.bare, numbers) if siren.is_whole(bare) and siren.is_keyed(bare)), ""):
        yield "siren", number
    if register := next((match for pattern in _RCS if (match := pattern.search(text))), None):
        yield "rcs_town", register["town"]


def _card(text: str) -> Iterator[tuple[str, str]]:
    """Yield the professional card, and the chamber that gave it."""
    if card := _CARD.search(text):
        yield "card_number", f"CPI {' '.join(card.groups())}"
    if chamber := _CCI.search(text):
        yield "card_cci", chamber["name"]
        if place := re.match(rf"[ ,;|(–-]+{_PLACE}", text[chamber.end() :]):
            yield "card_cci_address", _one_line(place)


def _beside(text: str, form: re.Match[str]) -> str:
    """Return the name that stands beside a legal form: after it up to the capital, or before it on its line."""
    before = text[text.rfind("\n", 0, form.start()) + 1 : form.start()]
    after = text[form.end() :].partition("\n")[0]
    match = re.match(rf" ?:? ?({_NAME}?)(?= au capital|,| -| –|\||·|;|$)", after)
    if match:
        return match[1]
    return re.split(r"[|·;–]| - ", _LABEL.sub("", before).strip(" ,(-–"))[-1].strip()


def _bodies(text: str) -> Iterator[tuple[str, str]]:
    """Yield the guarantor, the insurer and the mediator, each where its name comes with its address."""
    for line in re.split(r"\n|(?<=[a-z\d)])\. (?=[A-ZÀ-Þ])", text):
        for key, begins in _BODIES.items():
            if (first := begins.search(line)) and (body := _BODY.search(line, first.start())):
                yield f"{key}_name", body["name"]
                yield f"{key}_address", _one_line(body)
                site = _SITE.search(line, body.end())
                if key == "mediator" and site:
                    yield "mediator_url", site[1]
                break


def _one_line(place: re.Match[str]) -> str:
    return f"{place['address'].strip()}, {place['postcode']} {place['town'].strip()}"


def _contact(text: str) -> Iterator[tuple[str, str]]:
    """Yield the agency's own address, telephone and e-mail: those of others are on lines about them."""
    bodies = [*_BODIES.values(), _CCI]
    parts = re.split(r"\n| ?\| ?", text)
    about = "\n".join(part for part in parts if not any(body.search(part) for body in bodies))
    if place := re.search(_PLACE, about):
        yield from ((key, place[key].strip()) for key in ("address", "postcode", "town"))
    dialled = (match for match in _PHONE.finditer(about) if not _FAX.search(about[: match.start()].rpartition("\n")[2]))
    if phone := next((match[0] for match in dialled if phones.parse(match[0])), ""):
        yield "phone", phone
    if mail := next(iter(emails(about)), ""):
        yield "email", mail


def _people(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of the agency, and who signs where a line says their role."""
    lines = [_LABEL.sub("", line) for line in text.split("\n")]
    titles = [line for line in lines if _TITLE.fullmatch(line) and not _FORM.search(line)]
    for before, line in pairwise(titles):
        if _ROLE.search(line) and not _ROLE.search(before) and not _AGENCY.search(before):
            yield "signer_name", before
            yield "signer_role", line[0].lower() + line[1:]
            titles = [name for name in titles if name not in (before, line)]
            break
    names = [line for line in titles if not any(body.search(line) for body in _BODIES.values())]
    if name := next(
        (line for line in names if _AGENCY.search(line)), names[0] if names and names[0] == lines[0] else ""
    ):
        yield "name", re.split(r" [|·–-] ", name)[0]
