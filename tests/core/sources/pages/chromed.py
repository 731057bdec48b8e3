"""Invented pages and alert e-mails of one ad, in the shapes of today's sites, each inside the chrome of its site:
cookie banner, newsletter, alert, forms, footer, trap for robots, other ads. Which refuse was
written before they were read."""

import json
from collections.abc import Iterator
from email.message import EmailMessage
from html import escape
from itertools import count

from core.base.records import Struct

TITLE, PRICE, TEXT = "Maison 5 pièces 110 m²", "249 000 €", "Au calme, jardin clos, école à 300 m. Libre à la vente."
COOKIES = (
    '<div id="didomi-host"><div class="notice"><p>Nous et nos partenaires utilisons des cookies. Vous pouvez tout '
    "refuser.</p><button>Tout refuser</button><button>Refuser tout</button><button>Tout accepter</button></div></div>",
    '<div class="cookie-consent" role="dialog"><span>Gérer mes choix</span><span class="btn">Tout refuser</span>'
    '<a href="#">Je refuse</a></div>',
    '<section aria-label="Bandeau cookies" class="cmp-banner"><p>Refuser tout</p><p>Accepter et fermer</p></section>',
)
HEADERS = (
    "<header><a href=/>Accueil</a><nav><a href=/vendre>Vendre sans agence</a><a href=/compte>Se connecter</a></nav>"
    "</header>",
    '<div class="top-bar" role="banner"><span>De particulier à particulier, sans agence</span></div>',
)
NEWSLETTERS = (
    "<form action=/newsletter><label>Recevoir nos offres, ou me désinscrire</label><input type=email>"
    "<button>Se désinscrire</button></form>",
    '<div class="newsletter"><p>Vous ne souhaitez plus être contacté\u202f?</p><a href=/out>Se désinscrire</a></div>',
    '<form><p>JE SUPPRIME MON ALERTE</p><label>Ne plus recevoir<input type="checkbox"></label></form>',
)
REPORTS = (
    '<p>Une annonce suspecte\u202f? <a href="/signaler">Signalez-la</a></p>',
    '<button title="Signalez-la si une agence vous démarche">Signalez-la</button>',
    '<a href=/alerte role=button>JE SUPPRIME MON ALERTE</a><div role="button">Je refuse</div>',
)
TRAPS = (
    '<div style="display:none"><label>Ne pas remplir<input name="url2"></label><p>Agences s’abstenir</p></div>',
    '<form><textarea></textarea><p style="visibility:hidden">Pas de démarchage</p>'
    '<label class="hp">Laissez vide, ne pas contacter</label><div class="cf-turnstile"></div></form>',
    "<p hidden>Ne pas démarcher</p><template><p>Je refuse les agences</p></template>"
    '<span class="sr-only" aria-hidden="true">Pas d’agence</span>',
)
FOOTERS = (
    "<footer><p>Tous droits réservés © De Particulier à Particulier</p><a href=/cgu>Conditions</a></footer>",
    '<div class="site-footer"><p>Tous droits réservés © De Particulier à Particulier</p><p>Démarchage interdit par nos '
    "conditions</p></div>",
    '<div id="footer"><small>Les agences s’abstiennent de contacter nos annonceurs</small></div>',
)
OTHERS = (
    '<section class="similar"><h2>Annonces similaires</h2><div class="card"><a href="/annonces/maison-rennes-{a}">'
    "<h3>Maison à Rennes</h3></a><p>199 000 €</p><p>90 m² Rennes (35000)</p><p>Agences s’abstenir</p></div>"
    '<div class="card"><a href="/annonces/maison-vitre-{b}"><h3>Maison à Vitré</h3></a><p>209 000 €</p>'
    "<p>95 m² Vitré (35500)</p></div></section>",
    "",
)
SURE = ("Agences s’abstenir.", "Pas de démarchage, merci.", "Je refuse tout démarchage.", "Agences ne pas appeler.")
UNKNOWN = (
    "Je m’occupe de tout, professionnels passez votre chemin.",
    "Je me charge de trouver mon acheteur moi-même.",
    "Inutile de me proposer un mandat.",
)


class ChromedAd(Struct, frozen=True):
    """One document. ``shape``: whose; ``case``: where its seller refuses, "clean" when they do not; ``data``: its
    bytes; ``url``: its address, empty for an e-mail."""

    shape: str
    case: str
    data: bytes
    url: str = ""


class _Slots(Struct, frozen=True):
    """What an ad says: ``text``, ``flag``, a badge, and ``seller``, the words of the seller's card."""

    number: int
    text: str
    flag: str
    seller: str
    said: bool = False


def _pap(ad: _Slots) -> str:
    return (
        f'<div class="main-content"><h1 class="item-title">{TITLE} <span class="item-price">{PRICE}</span></h1>'
        f'<h2>Vitré (35500)</h2>{ad.flag}<ul class="item-tags"><li>5 pièces</li><li>110 m²</li></ul>'
        f'<div class="item-description"><p>{ad.text}</p></div></div>'
        f'<div class="owner-card"><p>Camille</p><p>{ad.seller}</p></div>'
    )


def _state(ad: _Slots) -> str:
    record = {
        **{"list_id": ad.number, "subject": TITLE, "body": ad.text, "price": [249000], "square": "110", "rooms": 5},
        **{"city": "Vitré", "zipcode": "35500", "owner": {"type": "private", "name": "Camille"}},
        "attributes": [{"key": "no_salesmen", "value": "true"}] if ad.said else [],
    }
    state = json.dumps({"props": {"pageProps": {"ad": record}}, "locales": {"cookies.refuse": "Tout refuser"}})
    return (
        f'<main><article><h1>{TITLE}</h1><p>{PRICE}</p>{ad.flag}<div class="sc-x1">{ad.text}</div>'
        f"<aside><p>Camille</p><p>{ad.seller}</p><button>Contacter</button></aside></article></main>"
        f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'
    )


def _microdata(ad: _Slots) -> str:
    return (
        f'<div itemscope itemtype="https://schema.org/House"><h1 itemprop="name">{TITLE}</h1><span itemprop="price" '
        f'content="249000">{PRICE}</span>{ad.flag}<div itemprop="description">{ad.text}</div><p>110 m²</p><p>5 pièces'
        f'</p><p>Vitré (35500)</p></div><div class="bloc-vendeur"><strong>Camille</strong><p>{ad.seller}</p></div>'
    )


def _linked(ad: _Slots) -> str:
    house = {"@type": "House", "name": TITLE, "description": ad.text, "offers": {"price": 249000}}
    return (
        f'<script type="application/ld+json">{json.dumps(house)}</script><main><header><h1>{TITLE}</h1></header>'
        f"<section><p>{PRICE}</p><p>110 m² - Vitré (35500)</p>{ad.flag}</section><section><h2>Description</h2>"
        f'<p>{ad.text}</p></section><section class="advertiser"><p>Camille</p><p>{ad.seller}</p></section></main>'
    )


def _obscure(ad: _Slots) -> str:
    """Names of styles that say nothing, and one frame for the ad."""
    return (
        f'<div class="a1"><div class="b2"><h1>{TITLE}</h1><div class="c3">{PRICE}</div><div class="c4">110 m²</div>'
        f'<div class="c4">Vitré (35500)</div>{ad.flag}<div class="d5"><p>{ad.text}</p></div>'
        f'<aside class="e6"><b>Camille</b><p>{ad.seller}</p></aside></div></div>'
    )


def _formed(ad: _Slots) -> str:
    """The whole page in one form, as some servers write it."""
    return (
        f'<form id="aspnetForm" action="/post"><div id="fiche"><h1>{TITLE}</h1><p class="prix">{PRICE}</p>{ad.flag}<p>'
        f'110 m²</p><p>Vitré (35500)</p><div class="descriptif">{ad.text}</div><div class="annonceur"><p>Camille</p>'
        f"<p>{ad.seller}</p></div></div></form>"
    )


def _flat(ad: _Slots) -> str:
    return (
        f"<h1>{TITLE}</h1><p>{PRICE}</p><p>110 m²</p><p>Vitré (35500)</p>{ad.flag}<p class=description>{ad.text}</p>"
        f"<aside><p>Camille</p><p>{ad.seller}</p></aside>"
    )


def _tabled(ad: _Slots) -> str:
    return (
        f"<table><tr><td colspan=2><h1>{TITLE}</h1>{ad.flag}</td></tr><tr><th>Prix</th><td>{PRICE}</td></tr><tr><th>"
        f"Ville</th><td>Vitré (35500)</td></tr><tr><th>Surface</th><td>110 m²</td></tr><tr><th>Description</th><td>"
        f"{ad.text}</td></tr><tr><th>Vendeur</th><td>Camille. {ad.seller}</td></tr></table>"
    )


SHAPES = (
    (_pap, "www.pap.fr/annonces/maison-vitre-35500-r{n}"),
    (_state, "www.leboncoin.fr/ad/ventes_immobilieres/{n}"),
    (_microdata, "www.paruvendu.fr/immobilier/vente/maison/{n}A1KIVHMN000"),
    (_linked, "www.seloger.com/annonces/achat/maison/vitre-35/{n}.htm"),
    (_obscure, "www.proprietaires.example/annonces-immobilieres/vente-maison/vitre-35500/ref-{n}"),
    (_formed, "www.annonces.example/fiche.aspx?id={n}"),
    (_flat, "www.etreproprio.com/immobilier-{n}-maison-vitre"),
    (_tabled, "www.petites-annonces.example/maison-{n}.html"),
)
FLAGS = (
    '<span class="badge" title="Refuse le démarchage commercial">i</span>', "<p>Démarchage refusé</p>",
    '<i aria-label="Pas de démarchage commercial"></i>', '<img alt="Refuse les agences" src="x.svg">',
)  # fmt: skip
CASES = ("clean", "clean", "text", "flag", "seller", "unknown")


def pages() -> Iterator[ChromedAd]:
    """Yield the pages, each shape with each case."""
    numbers = count(900_100_001, 7)
    for rank, (shape, address) in enumerate(SHAPES):
        for turn, case in enumerate(CASES):
            number, pick = next(numbers), rank + turn
            said = {"text": SURE, "unknown": UNKNOWN}.get(case, ("", "", ""))
            ad = _Slots(
                number,
                f"{TEXT} {said[pick % 3]}".strip(),
                FLAGS[pick % 4] if case == "flag" else "<p>À la une</p>",
                SURE[pick % 4] if case == "seller" else "Répond en 2 heures",
                case == "flag",
            )
            yield ChromedAd(shape.__name__[1:], case, _page(shape(ad), pick), "https://" + address.format(n=number))


def _page(body: str, pick: int, extra: str = "") -> bytes:
    """Return a page: ``body`` amid a chrome of its own, a part of each sort."""
    others = OTHERS[pick % 2].format(a=800_000_000 + pick, b=800_100_000 + pick)
    parts = (HEADERS[pick % 2], COOKIES[pick % 3], body, REPORTS[pick % 3], TRAPS[(pick + 1) % 3], others)
    after = (NEWSLETTERS[(pick + 2) % 3], FOOTERS[pick % 3], COOKIES[(pick + 1) % 3], extra)
    head = f"<!doctype html><html><head><title>{TITLE} Vitré</title></head><body>"
    return f"{head}{''.join((*parts, *after))}</body></html>".encode()


SENDERS = (
    "alertes@pap.fr",
    "no-reply@leboncoin.fr",
    "alerte@seloger.com",
    "info@paruvendu.fr",
    "mail@annonces.example",
)
MAIL_FOOTS = (
    "<td><a href='https://{host}/out?u=1'>Se désinscrire</a> <a href='https://{host}/stop?u=1'>JE SUPPRIME MON ALERTE"
    "</a></td>",
    "<td><p>Tous droits réservés © De Particulier à Particulier</p><a href='https://{host}/out'>Ne plus être contacté"
    "</a></td>",
    "<td><div class='footer'>Pour ne plus recevoir nos messages, désinscrivez-vous</div></td>",
)


def mails() -> Iterator[ChromedAd]:
    """Yield alert e-mails of one ad, those of each sender clean, then refusing."""
    for rank, sender in enumerate(SENDERS):
        for case in ("clean", "text"):
            host, number = f"www.{sender.rpartition('@')[2]}", 900_200_001 + 10 * rank + (case == "text")
            words = f"<p>{SURE[rank % 4]}</p>" if case == "text" else ""
            link = f"https://{host}/annonces/maison-vitre-35500-r{number}"
            body = (
                f"<html><body><table><tr><td><p>Votre alerte\u202f: 1 nouvelle annonce</p></td></tr><tr><td>"
                f"<a href='{link}'><b>{TITLE}</b></a><p>{PRICE}</p><p>110 m² - Vitré (35500)</p>{words}"
                f"<a href='{link}'>Voir l’annonce</a></td></tr><tr>{MAIL_FOOTS[rank % 3].format(host=host)}</tr>"
                "<tr><td style='display:none'>Ne pas répondre, ne pas contacter</td></tr></table></body></html>"
            )
            message = EmailMessage()
            message["From"], message["To"], message["Subject"] = sender, "agence@example.org", "Votre alerte"
            message["Date"] = "Tue, 24 Nov 2026 08:00:00 +0100"
            message.set_content(body, subtype="html")
            yield ChromedAd(sender.rpartition("@")[2], case, message.as_bytes())


PLACES = (
    "<button>{words}</button>", '<div class="cookie-banner"><p>{words}</p></div>', "<footer><p>{words}</p></footer>",
    '<div role="banner"><p>{words}</p></div>', '<a href="/aide">{words}</a>', "<form><p>{words}</p></form>",
    "<label>{words}</label>", '<p style="display:none">{words}</p>', '<div role="dialog">{words}</div>',
    "<style>.q7{{display: none}}</style><p class='q7'>{words}</p>", "<nav><p>{words}</p></nav>",
    '<div class="newsletter-box">{words}</div>',
)  # fmt: skip
"""Where the words of a site stand."""


def put_around(words: str) -> Iterator[ChromedAd]:
    """Yield clean pages, in which the site itself says ``words`` in each place of its chrome: before, in and after the
    ad."""
    said = escape(words)
    for rank, (shape, address) in enumerate(SHAPES):
        for turn in range(5):
            number = 900_300_001 + 100 * rank + turn
            inside = "".join(place.format(words=said) for place in PLACES[turn::5])
            ad = _Slots(number, TEXT, inside, "Répond en 2 heures")
            around = "".join(place.format(words=said) for place in PLACES)
            yield ChromedAd(
                shape.__name__[1:],
                "around",
                _page(around + shape(ad), rank + turn, around),
                "https://" + address.format(n=number),
            )


def put_beside(words: str) -> Iterator[ChromedAd]:
    """Yield clean pages whose site says ``words`` in the frame of the ad, before its heading and after all that is the
    seller's, in a block that no name tells from the ad's own."""
    for rank, (shape, address) in enumerate(SHAPES):
        number = 900_400_001 + rank
        ad = shape(_Slots(number, TEXT, "", "Répond en 2 heures"))
        said = f"<div>{escape(words)}</div>"
        for place, body in enumerate((ad.replace("<h1", f"{said}<h1", 1), ad + said)):
            yield ChromedAd(shape.__name__[1:], "beside", _page(body, place), "https://" + address.format(n=number))
