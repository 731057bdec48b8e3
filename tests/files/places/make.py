"""Writes communes.z and merged.z of resources/places from Etalab's list of communes; once a year, when INSEE's changes.

    npm pack @etalab/decoupage-administratif @etalab/decoupage-administratif@0.3.0
    python -m tests.files.places.make etalab-decoupage-administratif-6.0.0.tgz etalab-decoupage-administratif-0.3.0.tgz

Then write the versions and the day in resources/places/LICENCE.txt. Two tables in communes.z, parted by a blank line:
postcode TAB names parted by « | »; key of a name TAB postcodes parted by spaces. One in merged.z: key of a former
commune TAB keys, parted by « | », of those that took it over. An old commune goes with the postcodes of the one it is
part of. The older package names the communes that are no more, even as a part of another.
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


def taken_over(places: list[dict[str, Any]], older: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the key of each former commune and those of the communes that took over one of this name."""
    names = {place["code"]: place["nom"] for place in older if place["type"] != "commune-actuelle"}
    names |= {place["code"]: place["nom"] for place in older if place["type"] == "commune-actuelle"}
    parents: dict[str, set[str]] = defaultdict(set)
    now = {place["code"]: place["nom"] for place in places if place["type"] == "commune-actuelle"}
    merged = [(place["nom"], now[place["chefLieu"]]) for place in places if place.get("chefLieu") in now]
    merged += [
        (names[former], place["nom"])
        for place in places
        if place["type"] == "commune-actuelle"
        for former in place.get("anciensCodes", ())
        if former in names
    ]
    for former, parent in merged:
        if town_key(former) != town_key(parent):
            parents[town_key(former)].add(town_key(parent))
    return parents


def packed(places: list[dict[str, Any]], older: list[dict[str, Any]]) -> dict[str, bytes]:
    """Return the content of each file, its tables compressed."""
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
    communes_now = (
        [f"{code}\t{'|'.join(sorted(names))}" for code, names in sorted(towns.items())],
        [f"{key}\t{' '.join(sorted(codes))}" for key, codes in sorted(postcodes.items()) if codes],
    )
    merged = [f"{key}\t{'|'.join(sorted(parents))}" for key, parents in sorted(taken_over(places, older).items())]
    return {
        name: zlib.compress("\n\n".join("\n".join(table) for table in tables).encode(), 9)
        for name, tables in (("communes.z", communes_now), ("merged.z", (merged,)))
    }


def main() -> None:
    """Write the files and say how big they are."""
    for name, content in packed(*(communes(Path(name)) for name in sys.argv[1:3])).items():
        target = resource("places", name)
        target.write_bytes(content)
        print(f"{target}: {len(content)} bytes")


if __name__ == "__main__":
    main()
