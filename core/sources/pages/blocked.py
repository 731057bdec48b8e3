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
    ("request unsuccessful", "incapsula"),
    ("attention required!", "cloudflare"),
    ("cf-turnstile",),
    ("kpsdk",),
    ("access denied", "you don't have permission to access"),
    ("the requested url was rejected", "support id"),
    ("sucuri website firewall",),
)
"""Words that stand together only in the screens of DataDome, Cloudflare, PerimeterX, Imperva, Akamai, AWS, Kasada, F5
and Sucuri."""
_ROBOT = re.compile(
    r"recaptcha|hcaptcha|captcha|(?:n.(?:êtes|etes) pas|pas) un robot|are (?:you )?(?:a )?human|not a (?:ro)?bot"
    r"|v[ée]rifi(?:ez|er|cation)[^.]{0,40}(?:humain|robot)|unusual traffic|trafic (?:inhabituel|suspect)"
    r"|trop de requ[êe]tes|too many requests|acc[èe]s (?:refus[ée]|interdit|bloqu[ée])"
    r"|(?:ip|adresse) a [ée]t[ée] bloqu",
    re.I,
)
_FEW = 80
"""Words a screen shows at most; a page of ads that speaks of robots shows more."""

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


def is_robot_check(text: str) -> bool:
    """Tell whether a page without an ad asks to prove that one is no robot, or says that the visitor is shut out."""
    if len(text) > _SCREEN_SIZE:
        return False
    shown = _shown(text)
    title = _TITLE.search(text)
    words = f"{title[1] if title else ''} {shown}"
    return len(shown.split()) < _FEW and bool(
        _ROBOT.search(words) or (len(shown.split()) < _FEW // 4 and re.search(r"recaptcha/api|hcaptcha\.com", text))
    )


_REFRESH = re.compile(
    r"""<meta\b(?=[^<>]{0,300}http-equiv\s*=\s*["']?refresh)[^<>]{0,300}?content\s*=\s*["']?\s*\d{0,4}\s*[;,]\s*url"""
    r"|(?:window|document|top|self)?\.?location(?:\.href\s*=|\.replace\(|\s*=)\s*[\"'][^\"']{1,500}[\"']",
    re.I,
)
_GONE = re.compile(
    r"\b(?:annonce|page|bien|offre)s?\b[^.!?]{0,60}\b(?:n.est plus|n.existe (?:plus|pas)"
    r"|a [ée]t[ée] (?:supprim|d[ée]sactiv|retir|vendu|d[ée]pos)|a expir"
    r"|est (?:expir|introuvable|vendu|lou[ée]|d[ée]sactiv)|introuvable|non trouv|no longer|not found)"
    r"|\bn.est plus (?:en ligne|disponible)|\b(?:erreur|error) ?404\b|\bpage (?:not found|non trouv[ée]e)",
    re.I,
)
_TROUBLE = re.compile(
    r"\b(?:en|site|under|cours de) maintenance\b|\b(?:erreur|error) ?(?:5\d\d|interne|serveur)\b|internal server error"
    r"|service (?:temporairement )?(?:indisponible|unavailable)|bad gateway|gateway time-?out"
    r"|momentan[ée]ment indisponible|revenez (?:plus tard|dans quelques)",
    re.I,
)


def is_refresh(text: str) -> bool:
    """Tell whether a page only sends to another one: a meta or a script does, and hardly anything is shown."""
    return len(_shown(text).split()) < _FEW // 4 and bool(_REFRESH.search(text[:_SCREEN_SIZE]))


def is_gone(text: str) -> bool:
    """Tell whether a page without an ad says that its ad is no longer online."""
    return _says(text, _GONE)


def says_gone(words: str) -> bool:
    """Tell whether the words of an ad say that it is no longer online."""
    return bool(_GONE.search(words))


def is_in_trouble(text: str) -> bool:
    """Tell whether a page without an ad says that its site is out of order."""
    return _says(text, _TROUBLE)


def _says(text: str, shape: re.Pattern[str]) -> bool:
    shown = _shown(text)
    title = _TITLE.search(text)
    return len(shown.split()) < 2 * _FEW and bool(shape.search(f"{title[1] if title else ''}. {shown}"))


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
