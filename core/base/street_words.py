"""The words of French postal addresses, folded: types of streets, parts of a building, what is shortened."""

from collections.abc import Mapping
from types import MappingProxyType

_SHORT = {
    "rue": "r", "avenue": "av ave aven", "boulevard": "bd bld blvd bvd boul boulv", "chemin": "ch che chem chm chem",
    "impasse": "imp impas", "place": "pl plc", "allee": "all allees al", "route": "rte rt", "square": "sq squ",
    "faubourg": "fg fbg faub", "cours": "crs", "quai": "qu", "ruelle": "rle", "passage": "pass pas psg",
    "sentier": "sen sent", "montee": "mte mtee", "traverse": "tra trav", "esplanade": "esp espl", "voie": "voi",
    "cite": "", "hameau": "ham", "lotissement": "lot lots", "promenade": "prom", "quartier": "qr qrt quart",
    "venelle": "ven", "clos": "", "domaine": "dom", "rondpoint": "rpt", "chaussee": "chs", "lieudit": "ld",
    "parvis": "prv", "cour": "", "galerie": "gal", "zone": "za zi zac zae", "corniche": "cor", "rampe": "rpe",
    "mail": "", "villa": "vla", "sente": "",
}  # fmt: skip
_NO_TYPE = frozenset({"gal", "villa", "clos", "mail"})
"""Words that are more often something else: General, a house, a name."""

TYPES = MappingProxyType(
    {word: kind for kind, short in _SHORT.items() for word in (kind, *short.split()) if word not in _NO_TYPE}
)
"""A word that says the type of a street → that type in full."""

PARTS = frozenset(
    {"appartement", "appart", "appt", "apt", "app", "logement", "lgt", "logt", "studio", "batiment", "bat", "bt",
     "bloc", "escalier", "esc", "etage", "etg", "niveau", "porte", "residence", "resid", "res", "rce", "immeuble",
     "imm", "tour", "entree", "ent", "hall", "cage", "rdc", "bal", "boite", "bp", "cs", "tsa", "chez", "villa",
     "copropriete"}
)  # fmt: skip
"""What is inside a building, or is where letters wait: the street is told before it, or after it."""

FLOORS = frozenset({"etage", "etg", "niveau"})
UNNAMED = frozenset({"rdc", "hall", "copropriete"})
"""Parts of a building that no word after them names."""

REPEATS: Mapping[str, str] = {
    "bis": "bis", "ter": "ter", "quater": "quater", "b": "bis", "t": "ter", "q": "quater", "a": "a", "c": "c",
    "d": "d", "e": "e",
}  # fmt: skip
NUMBER_SIGNS = frozenset({"n", "no", "nr", "num", "numero", "nos"})
ARTICLES = frozenset({"a", "au", "aux", "de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "sur", "sous"})

IN_FULL: Mapping[str, str] = {
    "mal": "marechal", "mar": "marechal", "mchal": "marechal", "gal": "general", "gen": "general", "gnal": "general",
    "dr": "docteur", "doct": "docteur", "pr": "professeur", "prof": "professeur", "pdt": "president",
    "pres": "president", "cdt": "commandant", "cmdt": "commandant", "col": "colonel", "cne": "capitaine",
    "cap": "capitaine", "lt": "lieutenant", "sgt": "sergent", "mgr": "monseigneur", "st": "saint", "ste": "sainte",
    "sts": "saints", "fg": "faubourg", "fbg": "faubourg", "pt": "petit", "pte": "petite", "gd": "grand",
    "gde": "grande", "rep": "republique", "nd": "notre dame", "res": "residence", "premier": "1er", "huit": "8",
    "onze": "11", "quatorze": "14", "janv": "janvier", "fev": "fevrier", "avr": "avril", "juil": "juillet",
    "sept": "septembre", "oct": "octobre", "nov": "novembre", "dec": "decembre",
}  # fmt: skip
"""Words of a street that are shortened, and the days that streets bear."""

TITLES = frozenset(
    {"marechal", "general", "docteur", "professeur", "president", "commandant", "colonel", "capitaine", "lieutenant",
     "sergent", "monseigneur", "abbe"}
)  # fmt: skip
"""What « avenue Foch » leaves unsaid of « avenue du Maréchal Foch »."""

ALSO_WRITTEN: Mapping[str, str] = {
    "vx": "vieux", "vlle": "vieille", "vle": "vieille", "ht": "haut", "hte": "haute", "hts": "hauts", "htes": "hautes",
    "bse": "basse", "mt": "mont", "mts": "monts", "bx": "beaux", "bge": "bourg", "bg": "bourg", "nv": "nouveau",
    "nvelle": "nouvelle", "anc": "ancien", "pts": "petits", "ptes": "petites", "gds": "grands", "gdes": "grandes",
    "chap": "chapelle", "egl": "eglise", "fne": "fontaine", "moul": "moulin", "chau": "chateau", "chx": "champs",
    "db": "division", "rn": "nationale", "rd": "departemental", "cd": "departemental", "vc": "communale",
    "departementale": "departemental", "cr": "rural", "un": "1", "premiere": "1", "deux": "2", "deuxieme": "2",
    "second": "2", "seconde": "2", "trois": "3", "troisieme": "3", "quatre": "4", "quatrieme": "4", "cinq": "5",
    "cinquieme": "5", "six": "6", "sixieme": "6", "septieme": "7", "huitieme": "8", "neuf": "9", "neuvieme": "9",
    "dix": "10", "dixieme": "10",
}  # fmt: skip
"""Words of a street and what other sources write for them: compared, and no part of the key of an address."""

MONTHS = frozenset(
    {"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
     "decembre"}
)  # fmt: skip
YEARS: Mapping[str, str] = {"45": "1945", "44": "1944", "18": "1918", "14": "1914", "62": "1962"}
