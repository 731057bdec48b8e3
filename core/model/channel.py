"""The ways to reach a person, and what may open a telephone call."""

from enum import StrEnum


class Channel(StrEnum):
    """A way to contact a person, each judged by the law separately."""

    CALL = "call"
    LETTER = "letter"
    EMAIL = "email"
    SMS = "sms"
    PORTAL = "portal"
    ROBOT = "robot"
    VISIT = "visit"


class TitleKind(StrEnum):
    """What makes a telephone call lawful since 11 August 2026 (law file, TEL-26-01, 06, 07, 12)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    REQUEST = "request"
    PROFESSIONAL = "professional"
