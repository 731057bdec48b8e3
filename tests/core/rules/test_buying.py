"""What a supplier's sheet leaves open: each gap with its rule, and a filled field that never adds one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.base.records import replace
from core.model.supplier import Risk, Severity, SiteLicence, SupplierSheet
from core.rules import buying
from core.rules.buying import TO_KNOW, lacking, risks, worst
from tests.tables import table

EMPTY = SupplierSheet(1, "Pige Ouest")
WHOLE = SupplierSheet(
    1,
    "Pige Ouest",
    legal_name="Pige Ouest SARL",
    siren="123456782",
    address="1 rue du Pont, 30700 Uzès",
    email="oppositions@pige-ouest.example",
    contract="2026-118 du 3 mars 2026",
    method="Relevé à la main des annonces publiques",
    notice_day=date(2026, 11, 18),
    notice_text="Vos coordonnées seront transmises à des agences…",
    objections="Retirées du fichier du lendemain",
    sites=(SiteLicence("Toit Direct", "licence 2026-12"),),
)
FILLED = ("legal_name", "siren", "address", "email", "contract", "method", "notice_day", "notice_text", "objections")
SITES = ("Toit Direct", "Le Bon Toit", "Îlot Annonces")


def codes(found: tuple[Risk, ...]) -> list[str]:
    return [risk.code for risk in found if risk.severity is not Severity.NONE]


def told(code: str) -> Risk:
    return next(risk for risk in risks(EMPTY, ["Toit Direct"]) if risk.code == code)


@table(
    "code, rule, grade, severity, reference",
    [
        ("CONTRACT", "BUY-01", "A", "red", buying.FORIOU),
        ("METHOD", "BUY-01", "A", "red", buying.FORIOU),
        ("NOTICE_TEXT", "BUY-01", "A", "red", buying.FORIOU),
        ("OBJECTIONS", "BUY-01", "A", "red", buying.FORIOU),
        ("LEGAL_NAME", "BUY-01", "A", "red", buying.FORIOU),
        ("LICENCE", "BUY-04", "B", "red", buying.LEBONCOIN),
        ("NOTICE_DAY", "BUY-06", "D", "amber", "Prudence"),
        ("SIREN", "BUY-05", "D", "amber", "Prudence"),
        ("ADDRESS", "BUY-05", "D", "amber", "Prudence"),
        ("EMAIL", "GDPR-07", "D", "amber", "Prudence"),
        ("CONSENT_FLAG", "BUY-02", "B", "none", "CNIL, décision du 15\u00a0mai 2025 (Solocal Marketing Services)"),
        ("INTEREST", "BUY-03", "C", "none", "CNIL, décision du 15\u00a0mai 2025 (Caloga)"),
        ("CONTROLLERS", "BUY-05", "D", "none", "Prudence"),
        ("OPPOSED_FIRST", "BUY-07", "C", "none", "CNIL, SAN-2019-010 (Futura Internationale)"),
    ],
)
def test_each_gap_has_its_rule(code: str, rule: str, grade: str, severity: str, reference: str) -> None:
    found = told(code)
    assert (found.rule, found.grade, found.severity, found.reference) == (rule, grade, severity, reference)


def test_a_whole_sheet_leaves_only_rules_to_know() -> None:
    assert risks(WHOLE, ["toit direct"]) == TO_KNOW
    assert worst(TO_KNOW) is worst(()) is Severity.NONE


@table("field", FILLED)
def test_one_field_missing_is_one_gap(field: str) -> None:
    found = risks(replace(WHOLE, **{field: getattr(EMPTY, field)}))
    assert codes(found) == [field.upper()]
    assert worst(found) is found[0].severity is not Severity.NONE


def test_a_consent_flag_is_never_an_agreement_whatever_the_sheet_says() -> None:
    boasting = replace(WHOLE, method="Vendeurs avec consentement", objections="Tous opt-in")
    assert "CONSENT_FLAG" in [risk.code for risk in risks(boasting)]


def test_each_site_seen_asks_for_its_licence_once() -> None:
    found = risks(WHOLE, ["Toit direct", "Le Bon Toit", "LE BON TOIT"])
    assert [(risk.code, risk.values["site"], risk.missing) for risk in found if risk.severity is Severity.RED] == [
        ("LICENCE", "Le Bon Toit", "la licence pour Le Bon Toit")
    ]
    unsaid = replace(WHOLE, sites=(SiteLicence("Toit Direct"),))
    assert codes(risks(unsaid)) == ["LICENCE"]


def test_red_comes_first_and_one_line_names_two() -> None:
    found = risks(EMPTY, ["Toit Direct"])
    severities = [risk.severity for risk in found]
    assert severities == sorted(severities, key=tuple(Severity).index)
    assert lacking(found) == ("le contrat", "le mode de collecte", "4 autres éléments")
    assert lacking(found[3:6]) == ("le sort des oppositions", "la raison sociale", "la licence pour Toit Direct")
    assert lacking(TO_KNOW) == ()


sheets = st.builds(
    SupplierSheet,
    id=st.just(1),
    name=st.just("Pige Ouest"),
    **{field: st.sampled_from([getattr(EMPTY, field), getattr(WHOLE, field)]) for field in FILLED},
    sites=st.lists(
        st.builds(SiteLicence, st.sampled_from(SITES), st.sampled_from(["", "licence"])), unique_by=lambda one: one.site
    ).map(tuple),
)


@given(sheets, st.sets(st.sampled_from(SITES)), st.sampled_from(FILLED))
def test_filling_a_field_never_adds_a_risk(sheet: SupplierSheet, seen: set[str], field: str) -> None:
    before = risks(sheet, seen)
    after = risks(replace(sheet, **{field: getattr(WHOLE, field)}), seen)
    assert set(codes(after)) == set(codes(before)) - {field.upper()}
    assert tuple(Severity).index(worst(after)) >= tuple(Severity).index(worst(before))


@given(sheets, st.sets(st.sampled_from(SITES)), st.sampled_from(SITES))
def test_a_licence_never_adds_a_risk(sheet: SupplierSheet, seen: set[str], site: str) -> None:
    others = tuple(one for one in sheet.sites if one.site != site)
    licensed = replace(sheet, sites=(*others, SiteLicence(site, "licence 2026-12")))
    before, after = ({(risk.code, *risk.values.values()) for risk in risks(one, seen)} for one in (sheet, licensed))
    assert after <= before
