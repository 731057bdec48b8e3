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


_EMPTY = re.compile(
    r"\baucune? (?:annonces?|r[ée]sultats?|biens?|offres?)\b.{0,40}\b(?:trouv|correspond|disponible|pour|ne )"
    r"|\b0 (?:annonces?|r[ée]sultats?|biens?)\b|\bpas (?:encore )?d[’']annonces? (?:correspondant|pour|dans)",
    re.I,
)
_NO_ADS = re.compile(r'"(?:ads|results|classifieds|listings|annonces|realEstateAds|items)"\s*:\s*\[\s*\]')
_NONE = re.compile(r'"(?:total\w*|count|nb\w*|resultCount|numberOfResults)"\s*:\s*0\b')
_CONSENT = re.compile(
    r"didomi|onetrust|tarteaucitron|sourcepoint|consentmanager|axeptio|privacy-mgmt|accepter (?:et|&amp;) "
    r"(?:continuer|fermer)"
    r"|continuer sans accepter|nous respectons votre vie priv[ée]e|cookies? et traceurs|consent\.",
    re.I,
)
_APP = re.compile(
    r"""<div\b[^<>]{0,120}\bid\s*=\s*["']?(?:root|app|__next|__nuxt|main-app|react-root|svelte)\b"""
    r"|<app-root|enable javascript|activer javascript|noscript",
    re.I,
)
_UNSEEN = re.compile(
    r"(?is)<(script|style|noscript|template|svg|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]{0,2000}>"
)
_WORDS_OF_SHELL = 120


def is_empty_list(text: str) -> bool:
    """Tell whether the page itself says, in words or in its data, that nothing answers the search."""
    return bool(_EMPTY.search(_shown(text)) or (_NO_ADS.search(text) and _NONE.search(text)))


def is_consent(text: str) -> bool:
    """Tell whether the page is a wall that asks for consent: it speaks of little else."""
    shown = _shown(text)
    return len(shown.split()) < 400 and bool(
        _CONSENT.search(shown) or (len(shown.split()) < 60 and _CONSENT.search(text))
    )


def is_shell(text: str) -> bool:
    """Tell whether the page is only the frame of a program that would fetch its ads later."""
    return len(_shown(text).split()) < _WORDS_OF_SHELL and bool(_APP.search(text)) and "<script" in text.lower()


def _shown(text: str) -> str:
    return " ".join(_UNSEEN.sub(" ", text[:600_000]).split())
