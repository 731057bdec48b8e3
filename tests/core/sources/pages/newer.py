"""More shapes of invented pages, as the programs of 2026 write them: streams of components, lists of values that point
at each other, caches of named nodes, islands, objects of JavaScript, components with their own tree."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from random import Random
from urllib.parse import quote

from tests.core.sources.pages.invented import ENGLISH, FRENCH, Shape, Truth, drawn, heading, month, page, record, who
from tests.core.sources.pages.newer_mails import alone, compact, sideways, unframed, worded


def script(body: str, kind: str = "") -> str:
    return f"<script{f' type={kind}' if kind else ''}>{body}</script>"


def flight(ads: list[Truth], host: str) -> bytes:
    """The texts in rows of their own, whose length is told in bytes and which no line break ends; cut anywhere."""
    rows, told = ['1:"$Sreact.fragment"\n', '2:I[39756,["339","a.js"],"default"]\n'], []
    for rank, one in enumerate(ads):
        rows.append(f"a{rank:x}:T{len(one.words.encode()):x},{one.words}")
        told.append(record(one, FRENCH) | {"description": f"$a{rank:x}"})
    rows.append("5:" + json.dumps(["$", "$L2", None, {"annonces": told, "autres": "$L9"}]) + "\n0:{}\n")
    text = "".join(rows)
    pieces = [text[start : start + 700] for start in range(0, len(text), 700)]
    pushed = "".join(script(f"self.__next_f.push({json.dumps([1, piece])})") for piece in pieces)
    return page(f"<div id=r></div>{pushed}", host=host, path="/recherche", title=heading(ads))


def flattened(value: object, named: str = "") -> str:
    """Return a value as the list of its values; ``named``: what stands before the place of a name, "" for names as they
    are."""
    found: list[object] = []

    def put(one: object) -> int:
        place = len(found)
        found.append(None)
        if isinstance(one, dict):
            found[place] = {f"_{put(name)}" if named else name: put(inner) for name, inner in one.items()}
        else:
            found[place] = [put(inner) for inner in one] if isinstance(one, list) else one
        return place

    put(value)
    return json.dumps(found, ensure_ascii=False)


def revived(ads: list[Truth], host: str) -> bytes:
    told = flattened({"data": {"q": {"results": [record(one, ENGLISH) for one in ads]}}, "once": []})
    state = script(told, '"application/json" id="__NUXT_DATA__"')
    return page(f"<div id=__nuxt></div>{state}", host=host, path="/s", title=heading(ads))


def streamed(ads: list[Truth], host: str) -> bytes:
    told = flattened({"loaderData": {"routes/list": {"ads": [record(one, ENGLISH) for one in ads]}}}, "_")
    body = script(f"window.__c.streamController.enqueue({json.dumps(told)});")
    return page(body, host=host, path="/s", title=heading(ads))


def pointed(ads: list[Truth], host: str) -> bytes:
    state: dict[str, object] = {"ROOT_QUERY": {"ads": [{"__ref": f"Ad:{one.number}"} for one in ads]}}
    for one in ads:
        told = record(one, ENGLISH)
        town, code, text = told.pop("cityName"), told.pop("zipcode"), told.pop("body")
        told["price"], told["place"] = {"__ref": f"Money:{one.number}"}, {"__ref": f"Place:{one.number}"}
        told['description({"length":300})'] = text
        state[f"Ad:{one.number}"] = told
        state[f"Money:{one.number}"] = {"amount": told.pop("priceAmount")}
        state[f"Place:{one.number}"] = {"city": town, "zipCode": code}
    return page(script(f"window.__APOLLO_STATE__={json.dumps(state)};"), host=host, path="/s", title=heading(ads))


def keyed(ads: list[Truth], host: str) -> bytes:
    """Ads under their number, the figures in a part with a title of its own."""
    told = {
        str(one.number): {
            "id": str(one.number), "url": f"/achat/{one.slug}", "rawData": {"distributionType": one.deal},
            "hardFacts": {"title": one.title, "price": {"value": f"{one.spaced} €", "additionalInformation": one.per},
                          "facts": [{"type": "numberOfRooms", "value": f"{one.rooms} pièces"},
                                    {"type": "livingSpace", "value": f"{one.area} m²"}]},
            "location": {"address": {"city": one.town, "zipCode": one.postcode}},
            "provider": {"isPrivate": one.seller == "private"}, "description": {"text": one.words},
        }
        for one in ads
    }  # fmt: skip
    state = json.dumps({"data": {"classifiedsData": told}})
    return page(script(f"window['S']=JSON.parse({json.dumps(state)})"), host=host, path="/s", title=heading(ads))


def literal(ads: list[Truth], host: str) -> bytes:
    """An object without quotes around its names, common values handed over as arguments."""
    told = ",".join(
        "{" + ",".join(
            f"{name}:{'b' if value == one.kind else 'c' if name == 'typeTransaction' else json.dumps(value)}"
            for name, value in record(one, FRENCH).items()
        ) + ",exclusif:a,vues:void 0}"
        for one in ads
    )  # fmt: skip
    same = all(one.kind == ads[0].kind for one in ads)
    told = told if same else told.replace("typeBien:b", "typeBien:void 0")
    deal = "vente" if ads[0].deal == "sale" else "location"
    given = f'(false,"{ads[0].kind}","{deal}")'
    made = f'window.__NUXT__=(function(a,b,c){{return {{layout:"x",data:[{{annonces:[{told}]}}],error:null}}}}{given});'
    return page(script(made), host=host, path="/s", title=heading(ads))


def islands(ads: list[Truth], host: str) -> bytes:
    def paired(value: object) -> object:
        if isinstance(value, dict):
            return [0, {name: paired(one) for name, one in value.items()}]
        return [1, [paired(one) for one in value]] if isinstance(value, list) else [0, value]

    told = escape(json.dumps({"annonces": paired([record(one, FRENCH) for one in ads])}, ensure_ascii=False))
    return page(f'<astro-island props="{told}" ssr></astro-island>', host=host, path="/s", title=heading(ads))


def card(one: Truth, price: str) -> str:
    return (
        f'<article><a href="/{one.slug}"><h3>{one.title}</h3></a><div>{price}</div><div>{one.town} ({one.postcode})'
        f"</div><p>{one.words}</p><i>{who(one)}</i></article>"
    )


def shadows(ads: list[Truth], host: str) -> bytes:
    cards = "".join(
        f"<x-ad><template shadowrootmode=open><style>p{{}}</style>{card(one, f'{one.spaced} €')}</template></x-ad>"
        for one in ads
    )
    return page(f"<h1>{heading(ads)}</h1>{cards}", host=host, path="/l", title=heading(ads))


def cut(ads: list[Truth], host: str) -> bytes:
    """Prices in pieces, a former one struck through by its style, what a loan would cost."""
    cards = []
    for one in ads:
        whole = "".join(f"<span>{part}</span><i></i>" for part in f"{one.price:,}".split(","))
        before = f'<span class="price-old">{one.price + 9000} €</span>' if one.number % 2 else ""
        loan = f"<em>ou {one.price // 200} €/mois</em>" if one.deal == "sale" and one.price > 60_000 else ""
        cards.append(card(one, f"{before}{loan}<b>{whole}<sup>€</sup></b>"))
    return page(f"<h1>{heading(ads)}</h1>{''.join(cards)}", host=host, path="/l", title=heading(ads))


def attributes(ads: list[Truth], host: str) -> bytes:
    """Cards without a word: the figures in attributes, a refusal in what a badge is called."""
    refused = '<i aria-label="Refuse le démarchage"></i>'
    cards = "".join(
        f'<li data-id="{one.number}" data-price="{one.price}" data-surface="{one.area}" data-rooms="{one.rooms}" '
        f'data-city="{one.town}" data-zipcode="{one.postcode}" data-property-type="{one.kind}" '
        f'data-seller-type="{who(one)}" data-transaction="{one.deal}"><a href="/{one.slug}" title="{one.title}">'
        f'<img src=x alt="{one.title}"></a>{refused if one.refuses else ""}</li>'
        for one in ads
    )
    return page(f"<ul>{cards}</ul>", host=host, path="/l", title=heading(ads))


def headed(ads: list[Truth], host: str) -> bytes:
    rows = "".join(
        f'<tr><td><a href="/fiche?id={one.number}">{one.number}</a></td><td>{one.kind}</td>'
        f"<td>{one.postcode} {one.town}</td><td>{one.rooms}</td><td>{one.area}</td><td>{one.spaced} €</td>"
        f"<td>{who(one)}</td><td>{one.words}</td></tr>"
        for one in ads
    )
    names = ("Réf.", "Type", "Localité", "Pièces", "Surface (m²)", "Prix", "Annonceur", "Remarques")
    table = f"<table><tr>{''.join(f'<th>{name}</th>' for name in names)}</tr>{rows}</table>"
    return page(f"<h1>{heading(ads)}</h1>{table}", host=host, path="/l", title=heading(ads))


def above(ads: list[Truth], host: str) -> bytes:
    """The page of an ad whose figures stand above their names."""
    one = ads[0]
    told = (
        (f"{one.area} m²", "Hab."),
        (one.rooms, "Pièces"),
        (one.bedrooms, "Chambres"),
        (f"{one.land} m²", "Terrain"),
    )
    figures = "".join(f"<li><span>{value}</span><span>{name}</span></li>" for value, name in told)
    said = "Maison ou appartement à vendre" if one.deal == "sale" else "À louer"
    body = (
        f"<main><h2>{said}</h2><h1>{one.kind} à {one.town}</h1><p>{one.spaced} €{month(one)}</p><ul>{figures}</ul>"
        f"<p>{one.postcode} {one.town}</p><p>Annonce n° {one.number} du 3 novembre 2026</p><p>Vendeur : {who(one)}</p>"
        f"<p>{one.words}</p></main>"
    )
    return page(body, host=host, path=f"/{one.slug}", title=f"{one.kind} à {one.town}")


def written(ads: list[Truth], host: str) -> bytes:
    """An object in a list, as a program writes it in its own page; a day is made by a call."""
    told = ",".join(
        "{"
        + ",".join(f"{name}:{json.dumps(value)}" for name, value in record(one, FRENCH).items())
        + ",le:new Date(0)}"
        for one in ads
    )
    body = f'const data=[null,{{type:"data",data:{{ads:[{told}]}},uses:{{}}}}];start({{data}})'
    return page(script(body), host=host, path="/s", title=heading(ads))


def quoted(ads: list[Truth], host: str) -> bytes:
    told = json.dumps({"ads": [record(one, FRENCH) for one in ads]}, ensure_ascii=False)
    for letter, name in (("&", "&a;"), ('"', "&q;"), ("'", "&s;"), ("<", "&l;"), (">", "&g;")):
        told = told.replace(letter, name)
    return page(script(told, '"application/json" id=state'), host=host, path="/s", title=heading(ads))


def encoded(ads: list[Truth], host: str) -> bytes:
    told = b64encode(json.dumps({"ads": [record(one, ENGLISH) for one in ads]}).encode()).decode()
    return page(script(f'window.S=JSON.parse(atob("{told}"))'), host=host, path="/s", title=heading(ads))


def stored(ads: list[Truth], host: str) -> bytes:
    """A store whose nodes have names that say nothing, as another program writes it."""
    state: dict[str, object] = {"client:root": {"ads": {"__refs": [f"UHI6{one.number}==" for one in ads]}}}
    for one in ads:
        told = record(one, ENGLISH) | {"price": {"__ref": f"client:UHI6{one.number}==:price"}}
        state[f"UHI6{one.number}=="] = told
        state[f"client:UHI6{one.number}==:price"] = {"amount": told.pop("priceAmount")}
    return page(script(f"window.__RELAY__={json.dumps(state)};"), host=host, path="/s", title=heading(ads))


def listed(ads: list[Truth], host: str) -> bytes:
    told = escape(json.dumps([record(one, FRENCH) for one in ads], ensure_ascii=False))
    coded = quote(json.dumps({"autre": "x" * 90}))
    body = f'<x-liste ads="{told}"></x-liste>{script(f"s=JSON.parse(decodeURIComponent({coded!r}))")}'
    return page(body, host=host, path="/s", title=heading(ads))


def clicked(ads: list[Truth], host: str) -> bytes:
    """Cards without a link, which a script opens."""
    cards = "".join(
        f'<div data-href="/{one.slug}"><b>{one.title}</b><p>{one.spaced} €</p><p>{one.town} ({one.postcode})</p>'
        f"<i>{who(one)}</i><p>{one.words}</p></div>"
        for one in ads
    )
    return page(f"<h1>{heading(ads)}</h1>{cards}", host=host, path="/l", title=heading(ads))


def bound(ads: list[Truth], host: str) -> bytes:
    """Elements that a program made up, the figures in their attributes as it writes them."""
    cards = "".join(
        f'<x-annonce :id="{one.number}" titre="{one.title}" :prix="{one.price}" surface="{one.area} m²" '
        f':pieces="{one.rooms}" ville="{one.town}" code-postal="{one.postcode}" type-bien="{one.kind}" '
        f'transaction="{one.deal}" type-vendeur="{who(one)}" lien="/{one.slug}"><p>{one.words}</p></x-annonce>'
        for one in ads
    )
    return page(f"<h1>{heading(ads)}</h1>{cards}", host=host, path="/l", title=heading(ads))


def lazy(ads: list[Truth], host: str) -> bytes:
    cards = "".join(f"<div class=skeleton><noscript>{card(one, f'{one.spaced} €')}</noscript></div>" for one in ads)
    return page(f"<h1>{heading(ads)}</h1>{cards}", host=host, path="/l", title=heading(ads))


SHAPES = (
    *(flight, revived, streamed, pointed, keyed, literal, islands, shadows, cut, attributes, headed, written, quoted),
    *(encoded, unframed, compact, stored, listed, clicked, sideways, worded, bound, lazy),
)
LISTS: Mapping[str, Shape] = {shape.__name__: shape for shape in SHAPES}
ALONE: Mapping[str, Shape] = {"above": above, "alone": alone}


def newer(seed: int, host: str) -> Iterator[tuple[str, bytes, list[Truth]]]:
    """Yield (shape, page, ads): a list in each shape, and an ad in each."""
    rng = Random(seed)
    for shapes, count in ((LISTS, 5), (ALONE, 1)):
        for name, shape in shapes.items():
            ads = drawn(rng, count)
            yield name, shape(ads, host), ads
