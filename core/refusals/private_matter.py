"""Tells whether the text of an ad speaks of the person's life: a death, a separation, health, debts, a departure (law
file, SCR-09). The words are neither kept nor repeated: what they decide is which letter is sent, the neutral one.

In doubt the answer is yes: the neutral letter says nothing wrong to anybody. What is said of a house, of a street or of
a tax (« WC séparés », « droits de mutation », « au départ des sentiers ») is taken out first.
"""

import re
from collections.abc import Iterable, Iterator

from core.base.text import fold

_EITHER = re.compile(r"\[(\w+)\]")


def any_of(stems: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of ``stems``, literal but for « [eé] », one of two letters, and « + », which is left out."""
    tree: _Tree = {}
    for stem in stems:
        for spelling in _spellings(stem.replace("+", "")):
            node = tree
            for letter in spelling:
                node = node.setdefault(letter, {})
            node[""] = {}
    return re.compile(_written(tree))


_Tree = dict[str, "_Tree"]


def _spellings(stem: str) -> Iterator[str]:
    either = _EITHER.search(stem)
    if either is None:
        yield stem
    else:
        for letter in either[1]:
            yield from _spellings(stem[: either.start()] + letter + stem[either.end() :])


def _written(tree: _Tree) -> str:
    """Return the pattern of a tree; where a stem ends, what goes on says no more."""
    if "" in tree:
        return ""
    parts = [re.escape(letter) + _written(rest) for letter, rest in sorted(tree.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


STEMS = """
    succes succés h[ée]rit hoirie indivis d[ée]c[éèe]s d[ée]c[ée]d m[ée]dical dcd d[ée]funt veuf veuv vve deuil
    obs[èe]qu disparu dispari papa maman devorc divor s[ée]par[ée] s[ée]parat rupture malad sant[ée] hospitalis handic
    invalidit cancer alzheim autonom ehpad retraite âgé viager dette endett saisie judiciair liquidat huissier
    cr[ée]ancier financi argent banque faillite ch[ôo]mage licenci impay relais mutat mut[ée] d[ée]part expatri
    d[ée]m[ée]nag [ée]tranger quitte quittons quittent quitt[é] partons partent emploi tutelle curatelle enceinte
    naissance grossesse agrandi prison incarc umzug scheid trennung erbschaft erbengem todesfall krank probate inherit
    deceased mort
"""
"""Without one of these nothing is told. Asked first, of letters in small."""

MAY_TELL = any_of(STEMS.split())

_OF_A_LIFE = """
    d[ée]c[éè]s d[ée]c[ée]d hoirie d[ée]funt veuf veuve obs[èe]ques divorc devorc hospitalis alzheim surendett endett
    faillite ch[ôo]mage licencié licencie judiciair huissier cr[ée]ancier expatri tutelle curatelle viager erbengemein
    erbschaft scheidung invalidit h[ée]ritier
"""
_SURE = any_of(_OF_A_LIFE.split())
"""Said of nothing but a life."""
_WHY = (
    "cause",
    "suite",
    "pour",
    "raison",
    "raisons",
    "motif",
    "motifs",
    "urgent",
    "urgence",
    "vend",
    "vends",
    "vendons",
)
_WHOSE = (
    "notre",
    "mon",
    "ma",
    "nous",
    "je",
    "proprietaire",
    "proprietaires",
    "vendeur",
    "vendeurs",
    "couple",
    "parents",
)
_WITH = {
    "separe": frozenset(
        ("suis", "sommes", "couple", "epoux", "conjoint", "nous", "parents", "cause", "vendeurs", "se")
    ),
    **{
        stem: frozenset((*_WHY, *_WHOSE, *more.split()))
        for stem, more in {
            "separat": "suis sommes epoux conjoint apres instance cours",
            "depart": "a en vers prevu definitif imminent precipite rapide proche professionnel avant projet vente",
            "retraite": "maison depart part partir partie parti avant",
            "age": "personne personnes dame monsieur mere pere trop devenu devenue devenus vendeuse",
            "argent": "besoin besoins probleme problemes",
            "banque": "demande exige presse saisit reclame",
            "emploi": "perte nouvel",
            "relais": "pret prets",
            "agrandi": "famille foyer",
            "etranger": "part partent partons partir pars quitte depart",
            "quitte": "on papa maman pere mere mari femme",
        }.items()
    },
}
"""Stems that houses share, and the words without one of which they say nothing."""
_AROUND = 70
"""Letters read on each side of a stem."""
_ELSEWHERE = re.compile(
    r"\b(?:droits? (?:de |d )?(?:succession|mutation)s?|mutation a titre onereux"
    r"|succession (?:de |d )(?:\w+ )?(?:pieces?|salons?|chambres?|terrasses?|volumes?|salles?)"
    r"|(?:maisons?|centres?|poles?|cabinets?|professionnels?|services?|etablissements?) (?:\w+ )?(?:de )?sante"
    r"|(?:proche|pres|proximite|proximite immediate|cote|non loin|face|voisin|voisine) (?:de |d |du |des |a |au |un "
    r"|une |l |la |les )*"
    r"(?:ehpad|maison de retraite|prison)"
    r"|(?:acces|accessibles?|normes?|places?|parkings?|stationnements?|wc|sanitaires?|adaptee?s?"
    r"|amenagee?s?) (?:aux? |pour |les |des |\w+ )?"
    r"(?:personnes? )?handicap\w*"
    r"|(?:residences?|foyers?|logements?) (?:\w+ )?(?:pour |de )?(?:personnes? agees?|seniors?|retraites?)"
    r"|departs? (?:de|des|du|vers|immediats? de|a pied|a ski) (?:\w+ )?(?:sentiers?|randonnees?|balades?|promenades?"
    r"|pistes?|bus|trains?|skis?"
    r"|circuits?|chemins?|plages?|foret)"
    r"|(?:wc|toilettes?|sanitaires?|entrees?|cuisines?|bains?|bain et wc|eau|douche|chambres?|sde|sdb|dressing|bien"
    r"|acces|compteurs?|appartements?"
    r"|logements?|studios?|lots?|garages?|batiments?|espaces?|jour nuit|maisons?|maisonnettes?|cave|terrain|grange"
    r"|dependances?|box|atelier"
    r"|annexe|pieces?|salons?|sejour|t[1-5]|non|pas|totalement|entierement|completement|vendus?|loues?|vente|par \w+"
    r"|est|sont|et|salle) separee?s?"
    r"|separee?s? (?:de|du|des|par|d un|d une)"
    r"|separations? (?:jour|nuit|coin|parents?|enfants?|des|entre|vitree|bois|par|possible|acoustique|phonique)"
    r"|(?:proche|commerces|pres|poste|pharmacie|et|la|une|de|ecoles?) (?:\w+ )?banque(?! (?:demande|exige|presse"
    r"|saisit|reclame))|enceinte (?:fermee|close|securisee|fortifiee|du|de|des)"
    r"|relais (?:colis|poste|assistante?s? maternelles?|h|\d)|mort de rire|feu de bois|(?:a|pare|coupe|de|du|au|le"
    r"|avec) feu)\b"
)
"""What a house, a street or a tax is said to be, and not a life."""
_TELLS = re.compile(
    r"\b(?:suc+es+ions?|succes+oin|succesion|heritages?|heriti?er?e?s?|heritees?|herites?|hoiries?|indivisions?"
    r"|indivisaires?"
    r"|dece[sd]\w*|dcd|defunte?s?|veufs?|veuves?|vve|deuils?|obseques|disparition (?:de|du|d un|brutale)|mort (?:de"
    r"|du|d un)|erbengemeinschaft"
    r"|erbschaft|todesfall|inherited|inheritance|probate|deceased|feue? (?:m|mr|mme|mon|ma|son|sa|monsieur|madame)"
    r"|(?:papa|maman|pere|mere|mari|epoux|epouse|femme) (?:nous |m )?(?:a|vient de|est|sont|ayant) (?:quittee?s?"
    r"|disparue?|partie?|morte?)"
    r"|d[ei]vorc\w*|separations?|separee?s?|se separent?|rupture (?:de|conjugale|avec)|scheidung\w*|trennung"
    r"|maladies?|malades?|(?:raisons?|problemes?|soucis?|ennuis?|motifs?|etat|cause|question|graves?) (?:de "
    r"|d ordre |pour )*(?:sante|medical\w*)"
    r"|hospitalis\w*|handicap\w*|invalidite|cancers?|alzheimer|perte d autonomie|plus autonome|ehpad"
    r"|(?:entree?|departs?|part|partir|partie?|rejoint|rejoindre|place\w*|va|aller|vit|admis\w*) (?:\w+ )?(?:en|a la"
    r"|a l|dans une?|pour une?) (?:\w+ )?"
    r"(?:maison de retraite|foyer|residence)"
    r"|(?:proprietaires?|vendeurs?|vendeuses?|personnes?|dame|monsieur|couple|parents?|mere|pere|trop|devenus?"
    r"|devenue) (?:tres |trop |est |sont )*agee?s?"
    r"|viagers?|krankheit\w*|dettes?|(?:sur)?endette\w*|saisies?|judiciaires?|liquidations?|huissiers?|creanciers?"
    r"|(?:difficultes?|problemes?|soucis?|besoins?|raisons?|pression|motifs?) (?:d |de |du )?(?:financier\w*|argent"
    r"|tresorerie|banque)"
    r"|(?:gene|ennuis?) financier\w*|faillite|chomage|licencie\w*|perte (?:de |d |du |mon |son |mes )*emploi"
    r"|nouvel emploi|impayes?"
    r"|banque (?:demande|exige|presse|saisit|reclame)|prets? relais|mutations?|mutee?s?"
    r"|(?:cause|pour|suite|raison|vente|urgent|urgence|avant|vend|vends|vendons|vendue?|notre|mon|motif|projet"
    r"|prochain) (?:d |de |a |un |une |mon |ma |"
    r"notre |son |leur |prochain |cause |au |la )*(?:departs?|retraite|demenagements?|naissances?|grossesse|etranger)"
    r"|departs? (?:a |en |pour |vers |prevu|definitif|imminent|precipite|rapide|proche|professionnel|de la region"
    r"|du vendeur|des proprietaires)"
    r"|expatri\w*|demenageons|demenager? (?:pour|a|en|cause|vite|rapidement)|(?:nous|on) (?:quittons|quitte|partons"
    r"|part)|je (?:quitte|pars)"
    r"|(?:part|partent|partons|partir|pars|quitte|quittons|quittent|muter?) (?:\w+ )?(?:a |pour |vers )*l etranger"
    r"|tutelles?|curatelles?|(?:suis|est|femme|compagne|maman) enceinte|bebe en route|(?:famille"
    r"|foyer) (?:\w+ )?(?:s |est )?agrandi\w*"
    r"|agrandissement (?:de la famille|familial)|(?:en|de|sorti de) prison|incarcer\w*|umzug\w*)\b"
)


def tells_private(text: str) -> bool:
    """Tell whether ``text`` speaks of somebody's life."""
    lowered = text.lower()
    return _SURE.search(lowered) is not None or any(_read(lowered, stem) for stem in MAY_TELL.finditer(lowered))


def _read(lowered: str, stem: re.Match[str]) -> bool:
    """Tell whether a stem is said of a life, by the words around it."""
    near = fold(lowered[max(0, stem.start() - _AROUND) : stem.end() + _AROUND])
    partners = _WITH.get(fold(stem[0]))
    if partners is not None and partners.isdisjoint(near.split()):
        return False
    return _TELLS.search(_ELSEWHERE.sub(" | ", near)) is not None
