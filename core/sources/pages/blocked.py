"""Recognises pages that are not the page asked for: an anti-robot screen (often with status 200) or a login page.

They are reported as such, never as « no listing »; the program does not try to get past them (law file, SCR-07).
"""

import re

_SCREENS = (
    ("geo.captcha-delivery.com", "var dd="),
    ("datadome captcha",),
    ("captcha-delivery.com/c.js",),
    ("_cf_chl_opt",),
    ("just a moment...", "challenge-platform"),
    ("px-captcha",),
    ("_incapsula_resource", "incident"),
    ("pardon our interruption",),
    ("access denied", "reference&#32;&#35;"),
    ("awswaf.com", "challenge.js"),
)
"""Words that stand together only in the screens of DataDome, Cloudflare, PerimeterX, Imperva, Akamai and AWS."""

_SCREEN_SIZE = 120_000
_TITLE = re.compile(r"<title[^>]*>([^<]{0,200})", re.I)
_LOGIN_TITLE = re.compile(
    r"\b(?:connexion|connectez|se connecter|identifi(?:ez|cation)|authentification|log ?in|sign ?in|anmelden|einloggen)"
    r"\b",
    re.I,
)
_PASSWORD = re.compile(r"""<input\b[^<>]{0,300}\btype\s*=\s*["']?password""", re.I)


def is_blocked(text: str) -> bool:
    """Tell whether the page is an anti-robot screen. Such screens are short: ordinary large pages contain the same
    scripts, unused."""
    if len(text) > _SCREEN_SIZE:
        return False
    words = text.lower()
    return any(all(mark in words for mark in marks) for marks in _SCREENS)


def is_login(text: str) -> bool:
    """Tell whether the page is a login form: its title says so and it asks for a password (many other pages hide
    such a form)."""
    title = _TITLE.search(text)
    return bool(title and _LOGIN_TITLE.search(title[1]) and _PASSWORD.search(text))
