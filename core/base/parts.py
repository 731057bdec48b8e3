"""What the program is made of and the terms of each part: as the folder of licences that an installer collected tells,
else as the metadata of the packages installed do."""

import re
import tomllib
from email.message import Message
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution

from core.base.resources import COLLECTED_LICENCES, SHIPPED_PROJECT

LIST = "LISEZMOI.txt"
"""In the folder of licences: one line a part, « name version : terms »."""
SHIPPED = (("Source Sans 3", "OFL-1.1"), ("CLDR 47", "Unicode-3.0"), ("Communes de France", "etalab-2.0"))
"""What is no package, and stands in resources with its licence."""
_PROGRAM = "premier-contact"


def parts() -> list[tuple[str, str]]:
    """Return (name and version, terms) of each part, in alphabetical order."""
    collected = COLLECTED_LICENCES / LIST
    if collected.is_file():
        lines = collected.read_text("utf-8").splitlines()
        return sorted([*SHIPPED, *((name, terms) for name, _sign, terms in (line.partition(" : ") for line in lines))])
    return sorted([*SHIPPED, *_installed(_needed(_PROGRAM)).items()], key=lambda part: part[0].lower())


def terms(about: Message | PackageMetadata) -> str:
    """Return the terms that the metadata of a package tell (core metadata 2.4), empty when none."""
    headings = [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    said = [about["License-Expression"], ", ".join(line.rpartition(" :: ")[2] for line in headings), about["License"]]
    return next((one.splitlines()[0] for one in said if one), "")


def _installed(waiting: list[str]) -> dict[str, str]:
    """Return the packages that those named need, themselves included, with their terms."""
    known: dict[str, str] = {}
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            about = distribution(name).metadata
        except PackageNotFoundError:  # Of another system.
            continue
        known[f"{about['Name']} {about['Version']}"] = terms(about)
        waiting += _needed(name)
    return known


def _needed(name: str) -> list[str]:
    """Return the names of the packages that one needs, without its extras; those of the checkout, for one of none."""
    try:
        asked = distribution(name).requires or []
    except PackageNotFoundError:
        asked = tomllib.loads(SHIPPED_PROJECT.read_text("utf-8"))["project"]["dependencies"]
    names = [re.match(r"[\w.-]+", one) for one in asked if "extra ==" not in one]
    return [found[0].lower().replace("_", "-") for found in names if found]
