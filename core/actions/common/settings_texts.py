"""Converts settings to and from the texts stored in the base."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from core.model.agency import Agency
from core.model.settings import Settings
from core.words.errors import error

_AGENCY = {field.name: field for field in dataclasses.fields(Agency)}
_OWN = {field.name: field for field in dataclasses.fields(Settings) if field.name not in ("agency", "references")}
_YES = {"1", "oui", "yes", "true", "vrai"}
_NO = {"", "0", "non", "no", "false", "faux"}


def settings_from(texts: Mapping[str, str]) -> Settings:
    """Return the settings stored as ``texts`` (``agency.name``, ``local_holidays``…); a missing one has its default."""
    agency = {name: _typed(_AGENCY[name], texts[f"agency.{name}"]) for name in _AGENCY if f"agency.{name}" in texts}
    own = {name: _typed(_OWN[name], texts[name]) for name in _OWN if name in texts}
    return Settings(agency=Agency(**agency), **own)


def texts_from(values: Mapping[str, Any]) -> dict[str, str]:
    """Return fields of the agency (``name``, ``siren``…) as texts to store. Raises UserError for an unknown field or
    a bad value."""
    return {f"agency.{name}": text for name, text in _texts(_AGENCY, values).items()}


def own_texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return settings outside the agency's identity (``user``, ``local_holidays``…) as texts to store. Raises
    UserError as :func:`texts_from` does."""
    return _texts(_OWN, values)


def _texts(fields: "Mapping[str, dataclasses.Field[Any]]", values: Mapping[str, Any]) -> dict[str, str]:
    texts = {}
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            raise error("FIELD_UNKNOWN", field=name, known=", ".join(sorted(fields)))
        texts[name] = str(int(value)) if isinstance(value, bool) else str(value).strip()
        _typed(field, texts[name])
    return texts


def _typed(field: "dataclasses.Field[Any]", text: str) -> Any:
    if field.type in (bool, "bool"):
        word = text.strip().lower()
        if word not in _YES | _NO:
            raise error("FIELD_VALUE", field=field.name, value=text)
        return word in _YES
    if field.type in (int, "int"):
        if not text.strip().isdecimal():
            raise error("FIELD_VALUE", field=field.name, value=text)
        return int(text)
    return text
