"""Settings: what is saved is read back, what is absent keeps its default, what is wrong is never kept."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.actions.common.settings_texts import look_texts, own_texts, service_texts, settings_from, texts_from
from core.base.records import Struct, fields, replace
from core.model.agency import Agency
from core.model.letter_look import LetterLook
from core.model.mail_service import MailService
from core.model.settings import Settings
from tests.failing import fails_with
from tests.tables import table
from tests.texts import ANY

_VALUES = {
    bool: st.booleans(),
    type(None): st.none() | st.booleans(),
    int: st.integers(min_value=0, max_value=10**6),
    str: st.text(ANY).filter(lambda text: "\0" not in text).map(str.strip),
}


def _values(default: object) -> st.SearchStrategy[dict[str, Any]]:
    assert isinstance(default, Struct)
    known = [field for field in fields(default) if field.name not in ("agency", "look", "references", "service")]
    return st.fixed_dictionaries(
        {}, optional={field.name: _VALUES[type(getattr(default, field.name))] for field in known}
    )


def test_nothing_saved_is_the_defaults() -> None:
    assert settings_from({}) == Settings()
    assert settings_from({"written_by_a_later_version": "x", "agency.later": "x"}) == Settings()


@given(_values(Agency()), _values(LetterLook()), _values(MailService()), _values(Settings()))
def test_what_is_saved_is_read_back(
    agency: dict[str, Any], look: dict[str, Any], service: dict[str, Any], own: dict[str, Any]
) -> None:
    agency = {name: value for name, value in agency.items() if not name.startswith("mail_")}
    kept = texts_from(agency) | look_texts(look) | service_texts(service) | own_texts(own)
    told = {"mail_provider": service.get("name", ""), "mail_provider_country": service.get("country", "")}
    agency |= told | {"mail_erasure_days": service.get("erasure_days", "") if service.get("accepted_on") else ""}
    settings = Settings(Agency(**agency), look=LetterLook(**look), service=MailService(**service))
    assert settings_from(kept) == replace(settings, **own)


def test_who_posts_the_letters_is_typed_with_the_service_alone() -> None:
    before = {"agency.mail_provider": "Poste Exemple", "agency.mail_provider_country": "Suisse"}
    kept = settings_from(before)
    assert (kept.service.name, kept.service.country, kept.agency.mail_provider) == (
        "Poste Exemple", "Suisse", "Poste Exemple",
    )  # fmt: skip
    kept = settings_from(before | service_texts({"name": ""}))
    assert (kept.service.name, kept.agency.mail_provider, kept.agency.mail_provider_country) == ("", "", "Suisse")
    with fails_with("FIELD_UNKNOWN"):
        texts_from({"mail_provider": "Poste"})


@table(
    "text, value",
    [("oui", True), ("Oui", True), ("1", True), ("vrai", True), ("non", False), ("0", False), ("", None)],
)
def test_yes_and_no_as_people_write_them(text: str, value: bool | None) -> None:
    """Nothing said is no answer where the answer is printed, and no elsewhere."""
    assert settings_from(texts_from({"holds_funds": text})).agency.holds_funds is value
    assert settings_from(own_texts({"local_holidays": text})).local_holidays is bool(value)


@table(
    "values, code",
    [
        ({"couleur": "rouge"}, "FIELD_UNKNOWN"),
        ({"holds_funds": "peut-être"}, "FIELD_VALUE"),
        ({"consent_months": "six"}, "FIELD_VALUE"),
        ({"consent_months": "-1"}, "FIELD_VALUE"),
        ({"consent_months": ""}, "FIELD_VALUE"),
    ],
)
def test_a_wrong_field_of_the_agency_is_refused(values: dict[str, str], code: str) -> None:
    with fails_with(code):
        texts_from({"name": "Agence des Tilleuls"} | values)


@table("values, code", [({"local_holidays": "peut-être"}, "FIELD_VALUE"), ({"agency": "x"}, "FIELD_UNKNOWN")])
def test_a_wrong_setting_is_refused_before_it_is_kept(values: dict[str, str], code: str) -> None:
    """Kept, it would make every later reading of the settings fail."""
    with fails_with(code):
        own_texts(values)
