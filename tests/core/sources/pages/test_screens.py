"""A page that is not the page asked for is told for what it is, in invented words of many sites; a page of ads never
is."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from core.sources.pages.reading import read_page
from tests.tables import table

AT = datetime(2026, 11, 24, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))
PAGES = Path(__file__).resolve().parents[3] / "files" / "pages"
AD = "<h1>Maison 5 pièces 110 m²</h1><p>249 000 €</p><p>110 m²</p><p>Vitré (35500)</p><p>Particulier</p>"


def shown(body: str, *, title: str = "Annonces", head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


@table(
    "page, code",
    [
        (shown("<p>Veuillez confirmer que vous n’êtes pas un robot.</p>"), "PAGE_BLOCKED"),
        (shown("<p>Please verify you are a human</p><div class='g-recaptcha'></div>"), "PAGE_BLOCKED"),
        (shown("<div class='h-captcha'></div><script src='https://hcaptcha.com/1/api.js'></script>"), "PAGE_BLOCKED"),
        (shown("<p>Trop de requêtes. Patientez.</p>", title="429"), "PAGE_BLOCKED"),
        (shown("<p>Accès refusé</p>"), "PAGE_BLOCKED"),
        (shown("<h1>Access Denied</h1><p>You don't have permission to access this server.</p>"), "PAGE_BLOCKED"),
        (shown("<p>The requested URL was rejected. Your support ID is: 12</p>"), "PAGE_BLOCKED"),
        (shown("<p>Our systems have detected unusual traffic</p>"), "PAGE_BLOCKED"),
        (shown("<p>Request unsuccessful. Incapsula incident ID: 1</p>"), "PAGE_BLOCKED"),
        (shown("<p>Attention Required! | Cloudflare</p>"), "PAGE_BLOCKED"),
        (shown("<p>Cette annonce n’est plus en ligne.</p>"), "PAGE_GONE"),
        (shown("<p>L'annonce que vous cherchez n'existe plus</p>"), "PAGE_GONE"),
        (shown("<p>Oups, cette page est introuvable.</p>"), "PAGE_GONE"),
        (shown("<p>Cette annonce a été désactivée par son auteur.</p>"), "PAGE_GONE"),
        (shown("<p>Désolé, ce bien est vendu.</p>"), "PAGE_GONE"),
        (shown("<p>…</p>", title="Erreur 404"), "PAGE_GONE"),
        (shown("<p>Notre site est en maintenance, revenez plus tard.</p>"), "PAGE_TROUBLE"),
        (shown("<h1>502 Bad Gateway</h1><hr>nginx"), "PAGE_TROUBLE"),
        (shown("<p>Internal Server Error</p>"), "PAGE_TROUBLE"),
        (shown("<p>Service momentanément indisponible</p>"), "PAGE_TROUBLE"),
        (shown("", head='<meta http-equiv="refresh" content="0; url=https://www.annonces.example/1">'), "PAGE_REFRESH"),
        (shown("<p>Redirection…</p>", head="<meta content='5;URL=/x' http-equiv='Refresh'>"), "PAGE_REFRESH"),
        (shown("<script>window.location.href = '/annonce/12';</script>"), "PAGE_REFRESH"),
        (shown("<script>location.replace('/annonce/12')</script>"), "PAGE_REFRESH"),
        (shown("<p>Continuer sans accepter</p><p>Nous respectons votre vie privée</p>"), "PAGE_CONSENT"),
        (shown("<div id='app'></div><script src='/a.js'></script>"), "PAGE_SHELL"),
        (shown("<p>Aucune annonce ne correspond à votre recherche</p>"), "PAGE_NO_RESULT"),
        (shown("<input type='password'>", title="Se connecter"), "PAGE_LOGIN"),
        (shown("<p>Recette de la tarte aux pommes</p>"), "PAGE_NO_LISTING"),
        (shown(f"<p>{'Nos conseils pour vendre sa maison sans robot ni maintenance. ' * 30}</p>"), "PAGE_NO_LISTING"),
        (shown(AD), ""),
        (shown(AD + "<p>Vérifiez que vous n’êtes pas un robot avant d’écrire</p>"), ""),
        (shown(AD + "<p>Chaudière en maintenance annuelle. Erreur 404 sur le plan. Bien vendu meublé.</p>"), ""),
        (shown(AD, head='<meta http-equiv="refresh" content="900; url=/encore">'), ""),
    ],
)
def test_a_page_is_told_for_what_it_is(page: bytes, code: str) -> None:
    assert read_page(page, url="https://www.annonces.example/7700001", at=AT).code == code


def test_a_page_of_ads_is_never_taken_for_a_screen() -> None:
    for path in sorted(PAGES.glob("*_2026_*.html")):
        page = path.read_bytes().replace(b"</body>", b"<p>captcha, 404, maintenance, introuvable</p></body>")
        assert bool(read_page(page, at=AT).drafts) == bool(read_page(path.read_bytes(), at=AT).drafts), path.name
