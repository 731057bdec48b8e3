"""Says where the data of a letter come from: one sentence on page 1, and on page 2 each datum with what gave it (RGPD
art. 14(2)(f); rules GDPR-11 and GDPR-12).

What the agency has not established is told as said by whoever said it.
"""

from collections.abc import Iterator, Sequence

from core.base.records import replace
from core.model.letter import DATA, Audience, LetterFacts, LetterOrigin, Way, main_origins
from core.notices.fields import with_capital
from core.notices.language import Tongue, tongue_of
from core.notices.template import Context
from core.notices.texts import FORMER, said
from core.notices.typed import one_line

_SEVERAL = "S4"
_IF_KNOWN = ("date", "reference", "site", "supplier", "supplier_address", "url", "way", "where")
_PLACES = {way: str(place) for place, way in enumerate(Way, start=1)}
URL_ON_PAGE_ONE = 60


def sources(facts: LetterFacts, context: Context) -> Context:
    """Return ``context`` with the sentence of the source, the lines of the origins and of the people who could see the
    ads."""
    return replace(
        context,
        values={**context.values, "source_sentence": _sentence(facts, context)},
        lines={"origins": tuple(_origins(facts, context)), "audiences": tuple(_audiences(facts, context))},
    )


def completed(facts: LetterFacts) -> bool:
    """Tell whether the agency found the postal address itself."""
    return any(origin.way is Way.AGENCY and "address" in origin.data for origin in facts.origins)


def _sentence(facts: LetterFacts, context: Context) -> str:
    """Return the sentence of page 1. Two files of one supplier count once: the oldest that tells its ad speaks."""
    found: dict[str, LetterOrigin] = {}
    for origin in main_origins(facts):
        found.setdefault(_named(origin, context), origin)
    several = len(found) > 1
    first = next(iter(found.values()))
    if several:
        found |= {_named(one, context): one for one in facts.origins if one.added and one.way is not Way.AGENCY}
    names = [*found, *([_name(Way.AGENCY, context)] if completed(facts) else [])]
    own = of_origin(context, first)
    whole = replace(
        own,
        values={**own.values, "source_names": tongue_of(context.english).listed(names)},
        conditions={**own.conditions, "address_completed": completed(facts) and not several},
        choices={"source": _SEVERAL if several else first.way.source},
    )
    return " ".join(block.text for block in said("letter/source", whole))


def _named(one: LetterOrigin, context: Context) -> str:
    """Return an origin in a list of several."""
    return _name(one.way, of_origin(context, one))


def _name(way: Way, context: Context) -> str:
    (name,) = said("letter/source-name", replace(context, choices={"origin": "N" + _PLACES[way]}))
    return name.text


def _origins(facts: LetterFacts, context: Context) -> Iterator[str]:
    """Yield a line per group of data that came the same way: « Votre nom et votre numéro de téléphone : d’un… »."""
    tongue = tongue_of(context.english)
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], list[str]] = {}
    for datum in DATA:
        sure = tuple(place for place, one in enumerate(facts.origins) if datum in one.data)
        perhaps = tuple(place for place, one in enumerate(facts.origins) if datum in one.perhaps)
        if sure or perhaps:
            groups.setdefault((sure, perhaps), []).append(datum)
    sentences: set[str] = set()
    for (sure, perhaps), data in groups.items():
        surely, maybe = (
            [_brick(facts.origins[place], data, context, sentences) for place in places] for places in (sure, perhaps)
        )
        origins = tongue.words["then"].join(dict.fromkeys(surely))
        if maybe:
            origins += (tongue.words["also"] if origins else "") + tongue.words["or"].join(dict.fromkeys(maybe))
        by_sign = {facts.origins[place].way for place in (*sure, *perhaps)} == {Way.SIGN}
        names = [tongue.names[_beside_a_sign(datum, context) if by_sign else datum] for datum in data]
        yield f"{with_capital(tongue.listed(names))}{tongue.words['gave']}{origins}."
    spent = [origin for origin in main_origins(facts) if not origin.data and not origin.perhaps]
    for brick in dict.fromkeys(_brick(origin, (), context, sentences) for origin in spent):
        (line,) = said("notice/spent", replace(context, values={**context.values, "ad": brick}))
        yield line.text


def _beside_a_sign(datum: str, context: Context) -> str:
    """Return what a datum seen on a sign is called: no ad, which former texts named."""
    return "property" if datum == "listing" and context.texts.notice not in FORMER else datum


def _brick(one: LetterOrigin, data: Sequence[str], context: Context, told: set[str]) -> str:
    """Return how one origin gave ``data``. ``told``: suppliers whose address was said already."""
    own = of_origin(context, one)
    ad = "listing" in data and bool(one_line(one.site))
    noted = tongue_of(context.english).noted([_whole_name(datum) for datum in data])
    values = {**own.values, "noted": noted, "ad": said("notice/ad", own)[0].text if ad else ""}
    address = bool(one_line(one.supplier_address)) and one_line(one.supplier) not in told
    told.add(one_line(one.supplier))
    conditions = {**own.conditions, "listing": ad, "supplier_address": address}
    whole = replace(own, values=values, conditions=conditions, choices={"origin": "O" + _PLACES[one.way]})
    (brick,) = said("notice/origin", whole)
    return brick.text


def _audiences(facts: LetterFacts, context: Context) -> Iterator[str]:
    """Yield who could see the ads, a sentence for each that differs, the site named where they do."""
    ads = [
        origin
        for origin in facts.origins
        if origin.audience is not None and "listing" in (*origin.data, *origin.perhaps)
    ]
    for several in (False, True):
        sentences = list(dict.fromkeys(_audience(origin, context, several=several) for origin in ads))
        if len(sentences) < 2:
            break
    yield from sentences


def _audience(one: LetterOrigin, context: Context, *, several: bool) -> str:
    own = of_origin(context, one)
    conditions = {**own.conditions, "several": several and bool(one_line(one.site))}
    choices = {"public": (one.audience or Audience.UNKNOWN).value}
    (line,) = said("notice/audience", replace(own, conditions=conditions, choices=choices))
    return line.text


def of_origin(context: Context, one: LetterOrigin) -> Context:
    """Return ``context`` for one origin."""
    tongue = tongue_of(context.english)
    where, on_site = _where(one, tongue), tongue.on_site(one.site, one.medium)
    values = {
        "access_condition": one.condition,
        "ad": "",
        "date": tongue.long_date(one.day or (None if one.way is Way.FILE else one.obtained)),
        "noted": "",
        "ad_there": on_site or (tongue.words["published"].format(site=one.site) if one.site else ""),
        "obtained_date": tongue.long_date(one.obtained),
        "on_site": on_site,
        "reference": one.reference,
        "site": one.site,
        "source_names": "",
        "supplier": one.supplier,
        "supplier_address": one.supplier_address,
        "url": one.url,
        "way": tongue.phrase(one.words),
        "where": where,
    }
    known = {name: bool(one_line(values[name])) for name in _IF_KNOWN}
    apart = dict.fromkeys(("address_completed", "listing", "several"), False)
    placed = {"placed": bool(on_site), "unplaced": bool(one_line(one.site)) and not on_site}
    return replace(
        context,
        values={**context.values, **values},
        conditions={**context.conditions, **known, **apart, **placed},
        choices=dict.fromkeys(("source", "origin", "proof", "public"), ""),
    )


def _where(one: LetterOrigin, tongue: Tongue) -> str:
    """Return how to find the ad that the agency read: its address, on page 2 when it is long, else its reference."""
    if one_line(one.url):
        long = len(one_line(one.url)) > URL_ON_PAGE_ONE
        return tongue.words["on_page_two" if long else "at_url"].format(url=one.url)
    return tongue.words["under"].format(reference=one.reference) if one_line(one.reference) else ""


def _whole_name(datum: str) -> str:
    """Return the word that agrees with a part of a name as with the whole."""
    return "name" if datum in ("first_name", "last_name") else datum
