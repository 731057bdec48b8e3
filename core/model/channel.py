"""The ways to reach a person, and what may open a telephone call."""

from enum import StrEnum


class Channel(StrEnum):
    """A means of canvassing the law judges."""

    CALL = "call"
    LETTER = "letter"
    EMAIL = "email"
    SMS = "sms"
    PORTAL = "portal"
    ROBOT = "robot"
    VISIT = "visit"


class TitleKind(StrEnum):
    """What opens a telephone call since 11 August 2026 (law file, TEL-26-01, 06, 07, 12)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    REQUEST = "request"
    PROFESSIONAL = "professional"
