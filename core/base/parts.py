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
    listing = COLLECTED_LICENCES / LIST
    if listing.is_file():
        lines = listing.read_text("utf-8").splitlines()
        return sorted([*SHIPPED, *((name, terms) for name, _sign, terms in (line.partition(" : ") for line in lines))])
    return sorted([*SHIPPED, *_installed(_needed(_PROGRAM)).items()], key=lambda part: part[0].lower())


def terms(about: Message | PackageMetadata) -> str:
    """Return the terms that the metadata of a package tell (core metadata 2.4), empty when none."""
    headings = [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    statements = [
        *about.get_all("License-Expression", []),
        ", ".join(line.rpartition(" :: ")[2] for line in headings),
        *about.get_all("License", []),
    ]
    return next((text.splitlines()[0] for text in statements if text), "")


def _installed(waiting: list[str]) -> dict[str, str]:
    """Return the packages that those named need, themselves included, with their terms."""
    packages: dict[str, str] = {}
    visited: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in visited:
            continue
        visited.add(name)
        try:
            about = distribution(name).metadata
        except PackageNotFoundError:  # Of another system.
            continue
        packages[f"{about['Name']} {about['Version']}"] = terms(about)
        waiting += _needed(name)
    return packages


def _needed(name: str) -> list[str]:
    """Return the names of the packages that one needs, without its extras; those of the checkout, for one of none."""
    try:
        requirements = distribution(name).requires or []
    except PackageNotFoundError:
        requirements = tomllib.loads(SHIPPED_PROJECT.read_text("utf-8"))["project"]["dependencies"]
    matches = [re.match(r"[\w.-]+", requirement) for requirement in requirements if "extra ==" not in requirement]
    return [match[0].lower().replace("_", "-") for match in matches if match]
