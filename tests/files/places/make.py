"""Writes resources/places/communes.z from Etalab's list of communes; once a year, when INSEE's list changes.

    npm pack @etalab/decoupage-administratif
    python -m tests.files.places.make etalab-decoupage-administratif-6.0.0.tgz

Then write the version and the day in resources/places/LICENCE.txt. Two tables, parted by a blank line: postcode TAB
names parted by « | »; key of a name TAB postcodes parted by spaces. An old commune goes with the postcodes of the one
it is part of.
"""

import json
import sys
import tarfile
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from core.base.places import town_key
from core.base.resources import resource


def communes(package: Path) -> list[dict[str, Any]]:
    """Return the communes of the npm package."""
    with tarfile.open(package) as archive:
        held = archive.extractfile("package/data/communes.json")
        assert held is not None
        found: list[dict[str, Any]] = json.load(held)
    return found


def packed(places: list[dict[str, Any]]) -> bytes:
    """Return the two tables, compressed."""
    now = [place for place in places if place["type"] == "commune-actuelle"]
    of_code: dict[str, list[str]] = {place["code"]: place.get("codesPostaux", []) for place in now}
    towns: dict[str, set[str]] = defaultdict(set)
    postcodes: dict[str, set[str]] = defaultdict(set)
    for place in places:
        codes = place.get("codesPostaux") or of_code.get(place.get("chefLieu", ""), [])
        postcodes[town_key(place["nom"])].update(codes)
        if place["type"] == "commune-actuelle":
            for code in codes:
                towns[code].add(place["nom"].replace("'", "’"))
    tables = (
        [f"{code}\t{'|'.join(sorted(names))}" for code, names in sorted(towns.items())],
        [f"{key}\t{' '.join(sorted(codes))}" for key, codes in sorted(postcodes.items()) if codes],
    )
    return zlib.compress("\n\n".join("\n".join(table) for table in tables).encode(), 9)


def main() -> None:
    """Write the file and say how big it is."""
    target = resource("places", "communes.z")
    target.write_bytes(packed(communes(Path(sys.argv[1]))))
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
