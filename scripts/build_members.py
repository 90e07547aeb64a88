"""Write the package data of the members: ``python scripts/build_members.py [--shared DIR] [--check]``.

Takes facts only (codes, names, dates, numbers, memberships) from ``shared/data/members`` and the list of networks
from ``shared/data/association``, computes the centroids from the boundaries (which are not shipped), and writes
compact tables and a ``SOURCES.json`` with publisher, licence, date, attribution and checksums. What is described by
hand stands in ``members_sources.json``. The same input gives the same bytes; ``--check`` writes nothing and says
whether what is in the package is what would be written.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "vngkit" / "data" / "members"
SOURCES = HERE / "members_sources.json"

LISTS_FROM = "1990-01-01"  # before this day the starts of gemeenten are mostly unknown: REPORT.md, hole 1
HELD_UNTIL = "2027-01-01"  # first day that the tables do not cover: REPORT.md, section 2

Rows = list[dict[str, str]]
Ring = list[list[float]]


def read(path: Path) -> Rows:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(columns: str, rows: Sequence[tuple[str, ...]], *, tabs: bool = False) -> str:
    """Rows as CSV text under the named columns; with tabs and never a quote for the one table that must load fast."""
    if tabs:
        return "".join("\t".join(row) + "\n" for row in [tuple(columns.split(",")), *rows])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns.split(","))
    writer.writerows(rows)
    return out.getvalue()


def gemeenten(rows: Rows) -> str:
    """The core table; a code that ended was alive on the day before, so each code is attested on some day."""
    out = []
    for row in rows:
        attested = row["valid_from"] or row["attested_from"]
        if not attested or attested == row["valid_to"]:
            attested = (date.fromisoformat(row["valid_to"]) - timedelta(days=1)).isoformat()
        out.append((row["code"], row["name"], row["kind"], row["valid_from"], row["valid_to"], attested))
    return write("code,name,kind,valid_from,valid_to,attested_from", out, tabs=True)


def names(rows: Rows) -> str:
    """Other names and spellings; the official name stands in the core table."""
    cells = [(row["code"], row["alias"], row["kind"], row["lang"], row["source"]) for row in rows]
    return write("code,name,kind,lang,source", cells)


def successions(rows: Rows) -> str:
    """Who went on in whom; names stand in the core table; of the notes only the woonplaatsen of a part."""
    columns = "date,from_code,to_code,kind,share,cbs_date,cbs_to_code,sources,part"
    parts = [row["note"] if row["note"].startswith("woonplaats") else "" for row in rows]
    cells = [tuple(row[column] for column in columns.split(",")[:-1]) for row in rows]
    return write(columns, [(*cell, part) for cell, part in zip(cells, parts, strict=True)])


def with_renames_filled(rows: Rows, changes: Rows) -> Rows:
    """Provinces of a gemeente that began in the middle of a year.

    The yearly lists first show it on the next 1 January. Where it is a rename, and the gemeente before and the next
    list name the same province, the months between are filled and marked ``derived``.
    """
    by_code: dict[str, Rows] = defaultdict(list)
    for row in rows:
        if row["kind"] == "provincie":
            by_code[row["gemeente_code"]].append(row)
    filled = []
    for change in changes:
        if change["kind"] != "rename" or change["date"] < LISTS_FROM or not by_code[change["from_code"]]:
            continue
        before = max(by_code[change["from_code"]], key=lambda row: row["valid_from"])
        after = min(by_code[change["to_code"]], key=lambda row: row["valid_from"])
        if before["valid_to"] == change["date"] < after["valid_from"] and before["region_code"] == after["region_code"]:
            filled.append({**after, "valid_from": change["date"], "valid_to": after["valid_from"], "basis": "derived"})
    return rows + filled


def memberships(rows: Rows) -> str:
    """One line per region and period, with the codes that lie in it; an empty cell of the source is no region."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        if not row["region_code"]:
            continue
        key = (row["kind"], row["region_code"], row["valid_from"], row["valid_to"], row["basis"], row["source"])
        groups[key].append(row["gemeente_code"])
    lines = [(*key, " ".join(sorted(codes))) for key, codes in sorted(groups.items())]
    return write("kind,region_code,valid_from,valid_to,basis,source,codes", lines)


def regions(rows: Rows) -> str:
    """Region codes and, where a source gives one, names."""
    return write("kind,code,name,source", [(r["kind"], r["code"], r["name"], r["source"]) for r in rows if r["code"]])


def population(rows: Rows) -> str:
    """Inhabitants on 1 January."""
    return write("code,year,inhabitants,source", [(r["code"], r["year"], r["inhabitants"], r["source"]) for r in rows])


def area(rows: Rows) -> str:
    """Land and water in km2, and the CBS class of urbanity, for the years that have them."""
    columns = "code,year,land_km2,water_km2,urbanity,source"
    return write(columns, [tuple(row[column] for column in columns.split(",")) for row in rows if row["land_km2"]])


def identifiers(rows: Rows) -> str:
    """Numbers and addresses of gemeenten in other registers."""
    columns = "code,tooi_uri,rsin,oin,kvk,rsin_kvk_asof,wikidata,website,website_asof"
    return write(columns, [tuple(row[column] for column in columns.split(",")) for row in rows])


def neighbours(rows: Rows, features: list[dict[str, Any]]) -> str:
    """Per gemeente its neighbours; an island has none, which is a fact and so has a line."""
    found: dict[str, set[str]] = {feature["properties"]["code"]: set() for feature in features}
    for row in rows:
        found[row["code_a"]].add(row["code_b"])
        found[row["code_b"]].add(row["code_a"])
    return write("code,neighbours", [(code, " ".join(sorted(others))) for code, others in sorted(found.items())])


def ring_moment(ring: Ring) -> tuple[float, float, float]:
    """Signed area and first moments of a closed ring (shoelace)."""
    area = mx = my = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area += cross
        mx += (x0 + x1) * cross
        my += (y0 + y1) * cross
    return area / 2, mx / 6, my / 6


def centroid(geometry: dict[str, Any]) -> tuple[float, float]:
    """The centre of gravity in degrees; an affine map keeps it, so scaling the longitude would not change it."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    total = mx = my = 0.0
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            area, x, y = ring_moment(ring)
            sign = (1 if area > 0 else -1) * (1 if number == 0 else -1)  # a hole counts against
            total, mx, my = total + sign * area, mx + sign * x, my + sign * y
    return mx / total, my / total


def centroids(features: list[dict[str, Any]]) -> str:
    """Longitude and latitude (WGS84) of the centre of each gemeente."""
    points = {feature["properties"]["code"]: centroid(feature["geometry"]) for feature in features}
    return write("code,longitude,latitude", [(code, f"{x:.4f}", f"{y:.4f}") for code, (x, y) in sorted(points.items())])


def network_members(rows: Rows, gemeenten_rows: Rows, aliases: Rows) -> str:
    """Networks with codes instead of names: the name must belong to exactly one gemeente that exists now."""
    current = {row["code"]: row["name"] for row in gemeenten_rows if not row["valid_to"]}
    codes: dict[str, set[str]] = defaultdict(set)
    for code, name in [*current.items(), *((r["code"], r["alias"]) for r in aliases if r["kind"] != "former_name")]:
        if code in current:
            codes[name].add(code)
    out = []
    for row in rows:
        found = codes[row["gemeente"]]
        if len(found) != 1:
            sys.exit(f"{row['network']}: {row['gemeente']!r} is the name of {len(found)} gemeenten")
        out.append((row["network"], *found, row["since_or_asof"], row["source"]))
    return write("network,code,since_or_asof,source", sorted(out))


def build(shared: Path) -> dict[str, str]:
    """All files of the package data, by name."""
    members, association = shared / "data" / "members", shared / "data" / "association"
    core, changes = read(members / "gemeenten.csv"), read(members / "successions.csv")
    aliases, people = read(members / "aliases.csv"), read(members / "population.csv")
    features = json.loads((members / "gemeenten_2025.geojson").read_text(encoding="utf-8"))["features"]
    described = json.loads(SOURCES.read_text(encoding="utf-8"))
    network_columns = "network,label_nl,completeness,held_from,held_until,known_total"
    files = {
        "coverage.csv": write("lists_from,held_until", [(LISTS_FROM, HELD_UNTIL)]),
        "gemeenten.tsv": gemeenten(core),
        "names.csv": names(aliases),
        "successions.csv": successions(changes),
        "region_kinds.csv": write("kind,label_nl,held", [tuple(row) for row in described["region_kinds"]]),
        "regions.csv": regions(read(members / "regions.csv")),
        "memberships.csv": memberships(with_renames_filled(read(members / "memberships.csv"), changes)),
        "population.csv": population(people),
        "area.csv": area(people),
        "identifiers.csv": identifiers(read(members / "identifiers.csv")),
        "neighbours.csv": neighbours(read(members / "neighbours.csv"), features),
        "centroids.csv": centroids(features),
        "networks.csv": write(network_columns, [tuple(row) for row in described["networks"]]),
        "network_members.csv": network_members(read(association / "networks_members.csv"), core, aliases),
    }
    files["SOURCES.json"] = sources(described["sources"], files, shared)
    return files


def sources(described: dict[str, dict[str, Any]], files: dict[str, str], shared: Path) -> str:
    """The record of sources: what was written by hand, with the checksums of what was read and what was written."""
    record: dict[str, Any] = {}
    for subject, source in described.items():
        record[subject] = {
            **source,
            "read": {path: digest((shared / path).read_bytes()) for path in source["read"]},
            "tables": {name: digest(files[name].encode()) for name in source["tables"]},
        }
    missing = set(files) - {name for source in record.values() for name in source["tables"]}
    if missing:
        sys.exit(f"no source is described for {sorted(missing)}: add it to {SOURCES.name}")
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def digest(content: bytes) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def stale(files: dict[str, str], target: Path) -> list[str]:
    """Names of files that differ from what the build gives, are missing, or should not be there."""
    held = {path.name: path.read_text(encoding="utf-8") for path in target.glob("*.*")}
    return sorted(name for name in files.keys() | held.keys() if files.get(name) != held.get(name))


def main() -> int:
    """Write the package data, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared", help="holds data/members")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the package data is stale")
    options = parser.parse_args()
    files = build(options.shared)
    differing = stale(files, TARGET)
    if options.check:
        print(f"stale: {', '.join(differing)}; run scripts/build_members.py" if differing else "up to date")
        return 1 if differing else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in differing:
        if name in files:
            (TARGET / name).write_text(files[name], encoding="utf-8", newline="\n")
        else:
            (TARGET / name).unlink()
    size = sum(len(text.encode()) for text in files.values()) // 1000
    print(f"{len(files)} files, {size} kB, written: {', '.join(differing) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
