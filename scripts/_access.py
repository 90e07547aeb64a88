"""The table of who may read or write which kind of field for which purpose, from the rows on sharing.

What the law lets a role receive for a purpose, that role may read and write for it in a file; nothing else. A row that
stands for a mixture of data, or for all of it, opens no more than the lightest kind. What follows from another rule
stands in ``access_by_hand.csv`` with its ground.
"""

from __future__ import annotations

from _package_data import Rows

ROLES = (  # those of a gemeente, and the house in which it takes part
    "college",
    "appointed_college_official",
    "college_debt_help",
    "college_wmo",
    "mayor",
    "mayor_or_appointed_official",
    "care_and_safety_house",
)
KINDS = {
    "bsn": "bsn",
    "health": "sensitive",
    "special": "sensitive",
    "criminal": "criminal",
    "detention": "criminal",
    "enforcement": "criminal",
}
BEST = ("shall", "shall_unless_weighty_reasons", "may", "conditional")  # the strongest ground is the one that is told


def access(shared: Rows, words: Rows, by_hand: Rows, rules: Rows) -> Rows:
    """The rows of the table, in the order of roles, purposes and kinds."""
    wider = {row["key"]: row["more"].split("|") for row in words if row["kind"] == "role"}
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    open_rows = [row for row in shared if row["decision"] == "allow" and row["purpose"] != "any"]
    for row in sorted(open_rows, key=lambda row: BEST.index(row["modality"])):
        for role in ROLES:
            if row["to_role"] == role or row["to_role"] in wider[role]:
                place = (role, row["purpose"], KINDS.get(row["category"], "personal"))
                found.setdefault(place, _row(*place, ground=row["jci"], source=row["id"]))
    jci = {rule["id"]: rule["jci"] for rule in rules}
    for row in by_hand:
        place = (row["role"], row["purpose"], row["kind"])
        if place in found:
            raise SystemExit(f"scripts/access_by_hand.csv: {place} follows from the rows on sharing already")
        ground = jci[row["rule"]] if row["rule"] else row["ground"]
        found[place] = _row(*place, read=row["read"], write=row["write"], ground=ground, source=row["source"])
    return [found[place] for place in sorted(found, key=lambda place: (ROLES.index(place[0]), *place[1:]))]


def _row(role: str, purpose: str, kind: str, **more: str) -> dict[str, str]:
    return {"role": role, "purpose": purpose, "kind": kind, "read": "yes", "write": "yes"} | more
