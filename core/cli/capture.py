"""The verbs that read pages of listings and alert e-mails, and keep what the terms of their sites say."""

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from core.actions.desk import captures
from core.actions.intake import alert_mailbox, capturing, site_terms
from core.actions.intake.offering import CORRECTED, REFUSES, YES_OR_NO, Offer, OfferFate, preview
from core.actions.intake.pages_given import COPIED, PAGE_LIMIT, Capture, GivenPage, read
from core.base.i18n import _, n_
from core.base.moments import AGENCY_ZONE
from core.base.records import replace
from core.base.screen_shapes import labelled
from core.base.text import fold
from core.cli import printed_texts, shapes
from core.cli.desk import Shape, VerbDesk, moment_typed, on_base, pairs_of
from core.model.alert_box import AlertBox
from core.model.site_standing import SiteStanding, Terms
from core.sources.copied_page import CopiedPage, of_windows, page_address
from core.sources.pages.extracted import Ad
from core.words.batches import left_out
from core.words.errors import error
from core.words.offers import box_words, may_refuse, terms_words, to_check


@click.command()
@click.argument("pages", nargs=-1, required=True)
@click.option("--at", "at_", default="", metavar="ISO")
@click.option(
    "--dry-run", is_flag=True, help="Montrer les annonces lues, et ce que les prendre ferait, sans rien écrire."
)
@click.option(
    "--take", "take", multiple=True, metavar="RÉFÉRENCE", help="Ne prendre que ces annonces, même à vérifier."
)
@click.option(
    "--correct", "corrections", multiple=True, metavar="RÉFÉRENCE:CHAMP=VALEUR", help="Corriger une valeur lue."
)
@click.option("--why", default="", help="Pourquoi un refus lu (CHAMP refuses=non) est une erreur, en une phrase.")
@click.option("--url", default="", metavar="ADRESSE", help="Adresse de la page copiée, lue sur l’entrée standard (-).")
@click.option("--no-phones", is_flag=True, help="Ne pas garder les numéros vus ; le registre les connaît quand même.")
@on_base
def capture(
    at: VerbDesk,
    pages: tuple[str, ...],
    at_: str,
    dry_run: bool,
    take: tuple[str, ...],
    corrections: tuple[str, ...],
    why: str,
    url: str,
    no_phones: bool,
) -> None:
    """Lit des annonces : pages en ligne, enregistrées ou copiées (-), e-mails d’alerte, dossiers, archives."""
    moment = moment_typed(at_) if at_ else at.now
    copied = _copied(url) if COPIED in pages else CopiedPage()
    asked = Capture(at.store.path.parent, pages, at.by, moment, password=_password(at, pages), copied=copied)
    if dry_run:
        seen = preview(at.store, read(at.store, asked), asked)
        shape: Shape = {"pages": [_page(one, seen.offers, place) for place, one in enumerate(seen.pages)]}
        shape["changed"] = list(seen.changed)
        lines = [line for place, one in enumerate(seen.pages) for line in _dry(one, seen.offers, place)]
        at.answer(shape, [*lines, *seen.changed], ok=bool(seen.offers))
        return
    answers = _corrections(corrections)
    choice = capturing.OfferChoice(frozenset(take) or None, answers, why, numbers=not no_phones)
    found = captures.with_streets(at.store, capturing.capture(at.store, asked, choice), by=at.by, at=moment)
    shape = shapes.report(found.report) | {
        "pages": [_page(one, found.offers, place) for place, one in enumerate(found.pages)],
        "said": list(found.said),
        "doubtful": [_offer(offer) for offer in found.doubtful],
    }
    lines = [line for page in found.pages for line in _lines(page)]
    lines += [*found.said, *_doubtful(found.doubtful)]
    if found.report.batch:
        lines += printed_texts.report_lines(found.report)
    at.answer(shape, lines, ok=bool(found.report.batch))


@click.command("site-terms")
@click.argument("site", required=False, default="")
@click.option("--answer", "answer", type=click.Choice(Terms.texts()), help="Ce qu’elles disent.")
@click.option("--page", default="", metavar="ADRESSE", help="Où elles se lisent.")
@on_base
def terms(at: VerbDesk, site: str, answer: str | None, page: str) -> None:
    """Ce que les conditions des sites disent de la lecture par un programme."""
    if site and answer:
        found = [site_terms.answer(at.store, site, Terms(answer), page=page, by=at.by, at=at.now)]
    else:
        with at.store.read() as r:
            day = at.now.astimezone(AGENCY_ZONE).date()
            found = [site_terms.site_standing(r, site, day)] if site else site_terms.every(r, day)
    at.answer({"sites": [_standing(one) for one in found]}, [terms_words(one) for one in found])


def _copied(url: str) -> CopiedPage:
    """Return the page on standard input, at ``url`` or at the address that came with it. Raises UserError
    PAGE_ADDRESS_BAD."""
    data = sys.stdin.buffer.read(PAGE_LIMIT + 1)
    page = of_windows(data) or CopiedPage(data, piped=True)
    if not url:
        return page
    if not (address := page_address(url)):
        raise error("PAGE_ADDRESS_BAD")
    return replace(page, url=address)


def _password(at: VerbDesk, pages: Iterable[str]) -> str:
    """Return the password of the mailbox of alerts when one is to be read and the keyring has none; empty else."""
    if not any(page.startswith(alert_mailbox.GIVEN) for page in pages):
        return ""
    with at.store.read() as r:
        box = alert_mailbox.mailbox(r)
    return _typed() if box and not alert_mailbox.has_password(box) else ""


def _typed() -> str:
    return str(click.prompt(_("Mot de passe"), hide_input=True, default="", show_default=False, err=True))


def _standing(one: SiteStanding) -> Shape:
    return {
        **{"site": one.site, "terms": one.terms.value, "reference": one.judged, "members": one.login},
        **{"page": one.page, "by": one.by, "day": one.day.isoformat() if one.day else None},
        **{"cap": None if one.refused else one.cap, "taken_today": one.taken},
    }


def _corrections(raws: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the corrections typed, reference → field → text. Raises UserError PAIR_BAD, FIELD_UNKNOWN."""
    found: dict[str, dict[str, str]] = {}
    for raw in raws:
        reference, _colon, pair = raw.partition(":")
        for name, value in pairs_of([pair]).items():
            if name not in (*CORRECTED, REFUSES):
                raise error("AD_FIELD_UNKNOWN", field=name, known=", ".join((*CORRECTED, REFUSES)))
            if name == REFUSES and fold(value) not in YES_OR_NO:
                raise error("FIELD_VALUE", field=name, value=value)
            found.setdefault(reference.strip(), {})[name] = value
    return found


def _page(one: GivenPage, offers: Iterable[Offer], place: int) -> Shape:
    """Return a page as a structure: each value of its ads with where it was read and how sure it is, from 0 to 1."""
    proof = one.proof
    return {
        **{"page": one.page, "site": one.site, "kind": one.kind, "said": one.said, "container": one.what},
        "ads": [_ad(ad) for ad in one.ads],
        "offers": [_offer(offer) for offer in offers if offer.page == place],
        "left_out": [{"reason": ad.left_out, **_ad(ad)} for ad in one.left],
        "proof": None
        if proof is None
        else {
            **{"url": proof.url, "at": proof.at.isoformat(), "status": proof.status, "sha256": proof.sha256},
            **{"robots": proof.robots, "terms": proof.terms},
        },
    }


def _offer(one: Offer) -> Shape:
    return {
        **{
            "number": one.number,
            "reference": one.draft.reference,
            "fate": one.fate.value,
            "said": one.said,
            "doubts": list(one.doubts),
        },
        **{"lead": one.lead, "earlier": one.earlier},
    }


def _ad(ad: Ad) -> Shape:
    # The words of an ad, and the person who wrote them, are not printed: they are for the intake alone.
    shown = {name: found for name, found in ad.fields.items() if name != "text"}
    return {name: {"value": one.value, "where": one.where, "sure": round(one.sure, 2)} for name, one in shown.items()}


def _lines(one: GivenPage) -> Iterator[str]:
    if one.said:
        yield labelled(one.page, one.said)
    pros = ["pro" for draft in one.drafts if draft.seller == "pro"]
    if words := left_out([*(ad.left_out for ad in one.left), *pros]):
        yield labelled(one.page, words)


def _summary(offer: Offer) -> str:
    """Return « 7700003 · Maison · 28500 · 110 · Uzès »: the number comes first, by which ``--take`` takes the ad."""
    price = offer.ad.one("price") or _("prix non dit")
    values = [offer.number, offer.ad.one("kind"), price, offer.ad.one("area"), offer.ad.one("town")]
    return " · ".join(value for value in values if value)


def _doubtful(offers: Sequence[Offer]) -> Iterator[str]:
    """Yield what was left for somebody to look at, and how it is taken."""
    if not offers:
        return
    yield n_("{n} annonce à vérifier n’est pas prise\u202f:", "{n} annonces à vérifier ne sont pas prises\u202f:",
             len(offers)).format(n=len(offers))  # fmt: skip
    for offer in offers:
        yield f"  {_summary(offer)}. {to_check(offer.doubts)}"
    yield _("Pour les prendre\u202f: {options}").format(
        options=" ".join(f"--take {shlex.quote(offer.number)}" for offer in offers)
    )


def _dry(one: GivenPage, offers: Iterable[Offer], place: int) -> Iterator[str]:
    every = [offer for offer in offers if offer.page == place]
    own = [offer for offer in every if offer.fate is not OfferFate.PRO]
    if own:
        count = n_("{n} annonce sur cette page.", "{n} annonces sur cette page.", len(own)).format(n=len(own))
        yield labelled(one.page, count)
    for offer in own:
        asked = may_refuse(offer.possible_refusal) if offer.possible_refusal else ""
        yield f"  {_summary(offer)}"
        yield f"    {' '.join(filter(None, (offer.said, asked, to_check(offer.doubts))))}"
    if one.said:
        yield labelled(one.page, one.said)
    if words := left_out([*(ad.left_out for ad in one.left), *["pro"] * (len(every) - len(own))]):
        yield f"  {words}"


@click.command()
@click.option("--host", default="", metavar="SERVEUR", help="Serveur IMAP de la boîte.")
@click.option("--user", default="", metavar="COMPTE", help="Compte de la boîte.")
@click.option("--folder", default="INBOX", metavar="DOSSIER", help="Dossier des alertes.")
@click.option("--port", default=993, help="Port du serveur.")
@click.option("--forget", is_flag=True, help="Oublier la boîte et son mot de passe.")
@on_base
def alerts(at: VerbDesk, host: str, user: str, folder: str, port: int, forget: bool) -> None:
    """Règle la boîte des alertes, que « capture » lit sans rien y changer."""
    if forget:
        alert_mailbox.forget(at.store, by=at.by, at=at.now)
    elif host or user:
        alert_mailbox.save(at.store, AlertBox(host, user, folder, port), _typed(), by=at.by, at=at.now)
    with at.store.read() as r:
        box = alert_mailbox.mailbox(r)
    is_kept = alert_mailbox.has_password(box) if box else False
    shape = {"host": box.host, "user": box.user, "folder": box.folder, "port": box.port} if box else {}
    at.answer({"mailbox": shape or None, "password_kept": is_kept}, [box_words(box, kept=is_kept)])


VERBS = (capture, terms, alerts)
