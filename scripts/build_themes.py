"""Write the package data of the themes from the dossier: ``python scripts/build_themes.py [--shared DIR] [--check]``.

Takes facts only (codes, labels, addresses, dates, article numbers) from ``shared/data/association``. What is described
by hand stands in ``themes/``: the schemes with their sources, and our own placing of main themes in the three areas.
Equal labels of two schemes are found here and marked as found so.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from _package_data import Rows, read, run, sha256, write

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "vngkit" / "data" / "themes"
DATA = Path("data") / "association"
REFINED = "2023-01-01"  # Iv3-Informatievoorschrift 2023: refinements from, and the fields that they replace until
JCI = re.compile(r"https?://wetten\.overheid\.nl/(jci1\.3:c:BWB[RVW]\d{7}(?:&[^&=]+=[^&=]+)*)")
TIERS = ("Rijk", "Provincie", "Waterschap", "Gemeente")
FLAGS = (*TIERS, "Burger", "Bedrijf", "Autonomie", "Medebewind", "Aanvraag", "Subsidie", "Melding", "Verplichting")
NOT_A_THEME = {"organisatie en beleid", "overige economische sectoren"}  # says nothing without the main theme above it
COLUMNS = ("scheme", "notation", "uri", "label", "alt", "broader", "kind", "valid_from", "valid_to", "definition_en")


def concept(scheme: str, notation: str, label: str, **more: str) -> dict[str, str]:
    """One row of ``concepts.csv``."""
    row = dict.fromkeys(COLUMNS, "") | {"scheme": scheme, "notation": notation, "label": label}
    return row | more


def areas(rows: Rows) -> Rows:
    """The three areas with what each means."""
    return [concept("areas", row["slug"], row["naam"], definition_en=row["slogan_en"]) for row in rows]


def toplijst(rows: Rows) -> Rows:
    """The TOP list."""
    return [
        concept("top", row["code"], row["prefLabel_nl"], uri=row["uri"], broader=row["broader_code"]) for row in rows
    ]


def woo(rows: Rows) -> Rows:
    """Woo categories; the name for more than one is another label."""
    out = []
    for row in rows:
        plural = row["naam_meervoud"] if row["naam_meervoud"] != row["naam"] else ""
        out.append(concept("woo", row["code"], row["naam"].strip(), uri=row["uri"], alt=plural.strip()))
    return out


def beleidsagenda(rows: Rows) -> Rows:
    """The taxonomy of the policy agenda: main themes, and below them labels that carry the main theme in their name."""
    mains = dict.fromkeys(row["main"] for row in rows)
    out = [concept("beleidsagenda", main, main) for main in mains]
    for row in rows:
        if not row["sub"]:
            continue
        kind = "" if row["in_published_list"] == "1" else "observed"
        out.append(concept("beleidsagenda", row["label"], row["label"], alt=row["sub"], broader=row["main"], kind=kind))
    return out


def iv3(rows: Rows) -> Rows:
    """Task fields; those of which only the refinements go on ended when these began."""
    out = []
    for row in rows:
        refinement = row["soort"] == "verfijning 2023"
        out.append(
            concept(
                "iv3",
                row["code"],
                row["naam"],
                broader=row["parent"],
                kind=row["soort"].partition(" ")[0],
                valid_from=REFINED if refinement else "",
                valid_to=REFINED if row["deprecated"] == "1" else "",
            )
        )
    return out


def topics(rows: Rows) -> Rows:
    """The topics of VNG of 2018; three slugs of the source stand at two names, so the other name makes its own."""
    return [
        concept("vng2018", notation, row["naam"], broader=row["parent_slug"])
        for notation, row in zip(topic_notations(rows), rows, strict=True)
    ]


def topic_notations(rows: Rows) -> list[str]:
    """The slugs from the main topic down; of a slug that two names have, the name that fits it keeps it."""
    often = Counter(row["slug"] for row in rows)
    out = []
    for row in rows:
        slug = plain(row["naam"]).replace(" ", "-") if often[row["slug"]] > 1 else row["slug"]
        out.append(f"{row['parent_slug']}/{slug}" if row["parent_slug"] else slug)
    return out


def products(rows: Rows) -> tuple[Rows, Rows]:
    """Products, and the grounds of law that they name."""
    named: dict[str, Rows] = defaultdict(list)
    for row in rows:
        named[row["URI"]].append(row)
    grounds: dict[tuple[str, str, str], str] = {}
    found = []
    for uri, lines in named.items():
        first, own = lines[0], []
        for row in lines:
            key = (row["Grondslag"].strip(), row["Grondslaglabel"].strip(), row["Grondslaglink"].strip())
            if any(key):
                own.append(grounds.setdefault(key, str(len(grounds) + 1)))
        found.append(
            {
                "notation": uri.rpartition("/")[2],
                "uri": uri,
                "name": first["UniformeProductnaam"].strip(),
                "flags": " ".join(flag.lower() for flag in FLAGS if first[flag] == "X")
                + (" dienstenwet" if first["Dienstenwet"] == "X" else ""),
                "sdg": " ".join(filter(None, first["SDG"].split(";"))),
                "grounds": " ".join(dict.fromkeys(own)),
            }
        )
    table = [
        {"number": number, "uri": uri, "label": label, "jci": jci_of(link), "url": "" if jci_of(link) else link}
        for (uri, label, link), number in grounds.items()
    ]
    return found, table


def jci_of(link: str) -> str:
    """The Juriconnect citation in a link; empty when it is another kind of link."""
    match = JCI.fullmatch(link)
    return match[1] if match else ""


def plain(label: str) -> str:
    """A label as it is compared: letters and digits in small, words apart."""
    small = unicodedata.normalize("NFKD", label.lower())
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in small if not unicodedata.combining(sign))))


def mapping(left: tuple[str, str], relation: str, right: tuple[str, str], *told: str) -> dict[str, str]:
    """One row of ``mappings.csv``; ``told`` is basis, who says so, since when and why."""
    values = (*left, relation, *right, *told)
    names = ("from_scheme", "from", "relation", "to_scheme", "to", "basis", "by", "since", "note")
    return dict(zip(names, values, strict=True))


def editorial(topic_rows: Rows, placed: Rows) -> Rows:
    """Our placing in the three areas: of topics as the dossier has it, of main themes as in ``themes/areas.csv``."""
    known = ("leefomgeving", "inclusieve-samenleving", "informatiesamenleving")
    out = [
        mapping(("vng2018", notation), "broadMatch", ("areas", row["area_editorial"]), *ours("2026-11-23"))
        for notation, row in zip(topic_notations(topic_rows), topic_rows, strict=True)
        if row["area_editorial"] in known
    ]
    return out + [
        mapping((row["scheme"], row["notation"]), "broadMatch", ("areas", row["area"]), *ours("2026-11-25"))
        for row in placed
    ]


def ours(since: str) -> tuple[str, str, str, str]:
    """Who says so of what this project placed itself."""
    return ("editorial", "vngkit", since, "placed by this project; no official list")


def equal_labels(concepts: Rows) -> Rows:
    """Concepts of two schemes of themes with the same label, where it is of one concept in each.

    It is a close match when what stands above them has the same label too; else they are only related: *water* below
    nature is not *water* below traffic.
    """
    names = {(row["scheme"], row["notation"]): plain(own_label(row)) for row in concepts}
    above = {(row["scheme"], row["notation"]): names.get((row["scheme"], row["broader"]), "") for row in concepts}
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in concepts:
        label = names[row["scheme"], row["notation"]]
        if row["scheme"] not in ("areas", "woo") and label not in NOT_A_THEME and row["kind"] != "observed":
            held[row["scheme"]][label].append(row["notation"])
    out = []
    for first, second in combinations(held, 2):
        for label, notations in held[first].items():
            others = held[second].get(label, [])
            if len(notations) == len(others) == 1:
                left, right = (first, notations[0]), (second, others[0])
                close = above[left] == above[right]
                why = "the labels are equal" + ("" if close else ", what stands above them is not")
                told = ("derived", "vngkit", "2026-11-25", f"{why}; nobody compared the contents")
                out.append(mapping(left, "closeMatch" if close else "relatedMatch", right, *told))
    return out


def own_label(row: dict[str, str]) -> str:
    """The label without the main theme in front."""
    return row["alt"] if row["scheme"] == "beleidsagenda" and row["alt"] else row["label"]


def check(concepts: Rows, mappings: Rows, grounds: Rows) -> None:
    """Every notation once, every parent and every end of a mapping there."""
    keys = [(row["scheme"], row["notation"]) for row in concepts]
    twice = [key for key, count in Counter(keys).items() if count > 1]
    known = set(keys)
    lost = [row for row in concepts if row["broader"] and (row["scheme"], row["broader"]) not in known]
    ends = [(row["from_scheme"], row["from"]) for row in mappings] + [(row["to_scheme"], row["to"]) for row in mappings]
    if twice or lost or set(ends) - known or not grounds:
        sys.exit(f"the dossier does not hold together: {twice} {lost} {sorted(set(ends) - known)}")


def sources(schemes: Rows, files: dict[str, str], read_from: dict[str, str]) -> str:
    """What was read for what, with checksums; per scheme the publisher and licence stand in ``schemes.csv``."""
    record = {
        "read_from": read_from,
        "sha256": {name: sha256(text.encode()) for name, text in files.items()},
        "schemes": {row["id"]: {key: row[key] for key in ("publisher", "licence", "attribution")} for row in schemes},
        "mappings": "written by this project: editorial, or derived from equal labels; none is of an official body",
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def build(shared: Path) -> dict[str, str]:
    """All files of ``data/themes`` by name."""
    names = {
        "areas": "vng_areas.csv",
        "top": "toplijst.csv",
        "beleidsagenda": "taxonomie_beleidsagenda.csv",
        "woo": "woo_informatiecategorieen.csv",
        "iv3": "iv3_taakvelden.csv",
        "vng2018": "vng_onderwerpen_2018.csv",
        "upl": "upl.csv",
    }
    rows = {scheme: read(shared / DATA / name) for scheme, name in names.items()}
    concepts = [
        *areas(rows["areas"]),
        *toplijst(rows["top"]),
        *beleidsagenda(rows["beleidsagenda"]),
        *woo(rows["woo"]),
        *iv3(rows["iv3"]),
        *topics(rows["vng2018"]),
    ]
    found, grounds = products(rows["upl"])
    mappings = [*editorial(rows["vng2018"], read(HERE / "themes" / "areas.csv")), *equal_labels(concepts)]
    check(concepts, mappings, grounds)
    schemes = read(HERE / "themes" / "schemes.csv")
    files = {
        "schemes.csv": write(schemes),
        "concepts.csv": write(concepts),
        "mappings.csv": write(mappings),
        "products.csv": write(found),
        "grounds.csv": write(grounds),
    }
    checksums = {f"{DATA}/{name}": sha256((shared / DATA / name).read_bytes()) for name in names.values()}
    files["SOURCES.json"] = sources(schemes, files, checksums)
    return files


if __name__ == "__main__":
    sys.exit(run(build, TARGET, script=Path(__file__), description=__doc__))
