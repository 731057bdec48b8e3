"""Converts settings to and from the texts stored in the base."""

from collections.abc import Mapping
from typing import Any

from core.base.records import FieldInfo, fields
from core.model.agency import Agency
from core.model.letter_look import LetterLook
from core.model.mail_service import MailService
from core.model.settings import Settings
from core.words.errors import error

_AGENCY = {field.name: field for field in fields(Agency)}
_OF_SERVICE = {"mail_provider": "name", "mail_provider_country": "country", "mail_erasure_days": "erasure_days"}
"""What papers say of the service that posts the letters: field of the agency → that of the service, the one typed."""
_LOOK = {field.name: field for field in fields(LetterLook)}
_SERVICE = {field.name: field for field in fields(MailService)}
_PARTS = ("agency", "look", "references", "service")
_OWN = {field.name: field for field in fields(Settings) if field.name not in _PARTS}
_YES = {"1", "oui", "yes", "true", "vrai"}
_NO = {"", "0", "non", "no", "false", "faux"}


def settings_from(texts: Mapping[str, str]) -> Settings:
    """Return the settings stored as ``texts`` (``agency.name``, ``local_holidays``…); a missing one has its default."""
    # An older base has them with the agency alone.
    before = {f"service.{name}": texts.get(f"agency.{field}", "") for field, name in _OF_SERVICE.items()}
    service = MailService(**_kept(_SERVICE, {**before, **texts}, "service."))
    derived = {field: getattr(service, name) for field, name in _OF_SERVICE.items()}
    if not service.accepted_on:
        derived["mail_erasure_days"] = ""
    agency, look = Agency(**(_kept(_AGENCY, texts, "agency.") | derived)), LetterLook(**_kept(_LOOK, texts, "look."))
    return Settings(agency=agency, look=look, service=service, **_kept(_OWN, texts))


def texts_from(values: Mapping[str, Any]) -> dict[str, str]:
    """Return fields of the agency (``name``, ``siren``…) as texts to store. Raises UserError for an unknown field or
    a bad value; what papers say of the posting service is typed with it alone."""
    typed = {name: info for name, info in _AGENCY.items() if name not in _OF_SERVICE}
    return {f"agency.{name}": text for name, text in _texts(typed, values).items()}


def look_texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what the agency chose of its letters as texts to store. Raises UserError as :func:`texts_from` does."""
    return {f"look.{name}": text for name, text in _texts(_LOOK, values).items()}


def service_texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is said of the service that posts the letters as texts to store. Raises UserError as
    :func:`texts_from` does."""
    return {f"service.{name}": text for name, text in _texts(_SERVICE, values).items()}


def own_texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return settings outside the agency's identity (``user``, ``local_holidays``…) as texts to store. Raises
    UserError as :func:`texts_from` does."""
    return _texts(_OWN, values)


def _kept(known: Mapping[str, FieldInfo], texts: Mapping[str, str], part: str = "") -> dict[str, Any]:
    return {name: _typed(known[name], texts[part + name]) for name in known if part + name in texts}


def _texts(known: Mapping[str, FieldInfo], values: Mapping[str, Any]) -> dict[str, str]:
    texts = {}
    for name, value in values.items():
        field = known.get(name)
        if field is None:
            raise error("FIELD_UNKNOWN", field=name, known=", ".join(sorted(known)))
        texts[name] = _text(value)
        _typed(field, texts[name])
    return texts


def _text(value: Any) -> str:
    if value is None:
        return ""
    # Nothing of a text is seen after a NUL by what watches the rows that something else changes.
    return str(int(value)) if isinstance(value, bool) else str(value).replace("\0", " ").strip()


def _typed(field: FieldInfo, text: str) -> Any:
    if field.type == (bool | None) and not text.strip():
        return None
    if field.type in (bool, bool | None):
        word = text.strip().lower()
        if word not in _YES | _NO:
            raise error("FIELD_VALUE", field=field.name, value=text)
        return word in _YES
    if field.type is int:
        if not text.strip().isdecimal():
            raise error("FIELD_VALUE", field=field.name, value=text)
        return int(text)
    return text
