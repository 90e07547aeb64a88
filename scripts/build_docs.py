"""Write the reference pages that come from data: ``python scripts/build_docs.py [--check]``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from vngkit import members, reentry, themes
from vngkit.legislation import (
    Citation,
    OpenTerm,
    SharingRow,
    national_rule,
    national_rules,
    open_terms,
    retention_rules,
    sharing_rows,
    sharing_words,
    value_text,
)
from vngkit.reentry._duties import rules_outside_cases

DOCS = Path(__file__).resolve().parent.parent / "docs" / "reference"


def open_terms_page() -> str:
    """All open terms: id, what fills it, who, under which article, and the row of law that it came from."""
    lines = [
        "# Open terms",
        "",
        "What national law leaves to gemeenten, as this version holds it. *Read* says whether the provision was read;",
        "*layer read* whether the delegation was read for this very value (only then is another layer refused). The",
        "last column is the id of the same row in the law dossier; how the two lists were made one stands in",
        "[decision 0004](../decisions/0004-open-term-ids.md). Written by `scripts/build_docs.py`.",
        "",
        "| id | about | type | bounds | required | who, in what | provision | read | layer read | law dossier |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_open_term(term) for term in open_terms().values()]
    return "\n".join(lines) + "\n"


def _open_term(term: OpenTerm) -> str:
    bounds = [f"at least {value_text(term.minimum, term.unit, lang='en')}"] if term.minimum is not None else []
    bounds += [f"at most {value_text(term.maximum, term.unit, lang='en')}"] if term.maximum is not None else []
    bounds += [f"the law itself: {value_text(term.default, term.unit, lang='en')}"] if term.default is not None else []
    bounds += [term.bound_note.replace("|", " or ")] if term.bound_note else []
    bounds += [" or ".join(term.choices)] if term.choices else []
    kind = f"{term.type.value} ({term.unit})" if term.unit else term.type.value
    layer = f"{term.body}, {term.layer.label('nl')}" if term.layer else term.body
    where = f"[{term.where()}]({term.citation.url})" if term.citation else term.where()
    until = f" (until {term.valid_to})" if term.valid_to else ""
    cells = (
        f"`{term.id}`",
        f"{term.label('en')} (*{term.label('nl')}*)",
        kind,
        "; ".join(bounds),
        _yes(term.required),
        layer,
        where + until,
        _yes(term.verified),
        _yes(term.layer_read),
        term.national_id and f"`{term.national_id}`",
    )
    return "| " + " | ".join(cell or "–" for cell in cells) + " |"


def law_page() -> str:
    """Which laws the data holds, in which version, and how much of it was read."""
    rules = national_rules()
    lines = [
        "# The law data",
        "",
        f"{len(rules)} national rules, {sum(rule.verified for rule in rules)} of them were read. A version",
        "is the start of the text that was read, not the birth of the rule. It is research material, not legal advice:",
        "confirm at wetten.overheid.nl before you rely on it. Written by `scripts/build_docs.py`.",
        "",
        "| law | work | text read of | rules | not read |",
        "|---|---|---|---|---|",
    ]
    groups = Counter((rule.law, rule.citation.work if rule.citation else "–") for rule in rules)
    for (law, work), count in sorted(groups.items()):
        mine = [rule for rule in rules if rule.law == law]
        versions = sorted({str(rule.text_valid_from) for rule in mine if rule.text_valid_from})
        lines.append(
            f"| {law} | {work} | {', '.join(versions) or '–'} | {count} | {sum(not rule.verified for rule in mine)} |"
        )
    return "\n".join(lines) + "\n"


def sharing_page() -> str:
    """All rows on sharing by regime, rows that differ in their item only in one line; then the rules on keeping."""
    rows = sharing_rows()
    lines = [
        "# Who may share what",
        "",
        f"{len(rows)} rows, {sum(row.allow for row in rows)} allow. Without a row that allows it the answer is no.",
        "A row can name a word that stands for more than one role or item; [what stands for",
        "what](../explanation/care-and-public-order.md) is data too. Research material, not legal advice. Written by",
        "`scripts/build_docs.py`.",
        "",
    ]
    for regime, word in sharing_words("regime").items():
        mine = [row for row in rows if row.regime == regime]
        lines += [f"## {regime}: {word.en}", "", f"*{word.nl}*. Flow: `{word.more[0]}`.", ""]
        lines += ["| items | from → to | purpose | may it | consent | provision |", "|---|---|---|---|---|---|"]
        lines += [_sharing_line(group) for group in _by_all_but_item(mine)]
        lines.append("")
    return "\n".join([*lines, *_retention_lines()]) + "\n"


def _by_all_but_item(rows: list[SharingRow]) -> list[list[SharingRow]]:
    """Rows that differ in item, giver and receiver only, together; where every pair has the same items."""
    pairs: dict[tuple[object, ...], list[SharingRow]] = {}
    for row in rows:
        same = (row.purpose, row.modality, row.consent, row.article, row.verified)
        pairs.setdefault((row.from_role, row.to_role, *same), []).append(row)
    groups: dict[tuple[object, ...], list[SharingRow]] = {}
    for (_, _, *rest), mine in pairs.items():
        groups.setdefault((*rest, *(row.item for row in mine)), []).extend(mine)
    return list(groups.values())


def _sharing_line(rows: list[SharingRow]) -> str:
    row = rows[0]
    items = ", ".join(dict.fromkeys(f"`{each.item}`" for each in rows))
    pairs = "; ".join(dict.fromkeys(f"`{each.from_role}` → `{each.to_role}`" for each in rows))
    lids = ", ".join(dict.fromkeys(each.lid for each in rows if each.lid))
    place = f"{row.article}{f' lid {lids}' if lids else ''}{'' if row.verified else ' (not read)'}"
    outcome = f"{'yes' if row.allow else '**no**'}: {row.modality}"
    return f"| {items} | {pairs} | `{row.purpose}` | {outcome} | {row.consent} | {row.law} {place} |"


def _retention_lines() -> list[str]:
    lines = ["## How long it is kept", "", "| flow | what | from | only if | term | who | provision |"]
    lines.append("|---|---|---|---|---|---|---|")
    for step in retention_rules():
        rule = national_rule(step.rule)
        place = rule.citation.short() if rule.citation else ""
        lines.append(
            f"| `{step.flow}` | `{step.action}`: {step.en} | `{step.event}` | {step.only_if or '–'} |"
            f" {rule.term or '–'} | {', '.join(rule.who)} | {rule.law} {place} |"
        )
    return lines


def _yes(value: bool) -> str:  # noqa: FBT001  # a cell of a table
    return "yes" if value else "no"


def members_page() -> str:
    """What is held about gemeenten, for which days, and where it comes from."""
    register = members.load()
    counts = Counter(gemeente.kind for gemeente in register)
    lines = [
        "# The members data",
        "",
        f"{counts['gemeente']:,} gemeenten that exist or existed, and {len(register) - counts['gemeente']} old codes",
        f"that were none. The list of a day is complete from {register.lists_from} and held until",
        f"{register.held_until} (not included). For everything else the answer is `NotHeld`; what that means stands in",
        "[gemeenten through time](../explanation/gemeenten-through-time.md). Written by `scripts/build_docs.py`.",
        "",
        "## Sources",
        "",
        "`register.sources` holds the same, with the checksum of every file that was read and every table. Show the",
        "attribution beside what you make with the data.",
        "",
        "| subject | what | publisher | date | licence | attribution |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{s.subject}` | {s.title} | {s.publisher} | {s.date} | {s.licence} | {s.attribution} |"
        for s in register.sources.values()
    ]
    lines += [
        "",
        "## Regions",
        "",
        "| kind | Dutch term | held for | regions | without a name |",
        "|---|---|---|---|---|",
    ]
    lines += [_region_kind(register, kind) for kind in register.region_kinds.values()]
    lines += [
        "",
        "## Networks",
        "",
        "| network | state | whole list held | known | members in all |",
        "|---|---|---|---|---|",
    ]
    for network in register.networks:
        held = f"{network.held_from} until {network.held_until}" if network.held_from else "no day"
        cells = (network.name, network.completeness, held, str(len(network.members)), str(network.known_total))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _region_kind(register: members.Register, kind: members.RegionKind) -> str:
    held = ", ".join(f"{first} until {end}" for first, end in kind.held)
    regions = {
        region.code: region.name
        for first, _ in kind.held
        for region in register.regions(kind.kind, on=first, incomplete_ok=True)
    }
    nameless = sum(name is None for name in regions.values())
    cells = (f"`{kind.kind}`", kind.label_nl, held or "no source found", str(len(regions) or "–"), str(nameless or "–"))
    return f"| {' | '.join(cells)} |"


def duties_page() -> str:
    """All duties of a reentry case by area, with their parts; then the rules that no case holds, and the steps."""
    found = reentry.duties()
    unread = sum(duty.rule is not None and not duty.rule.verified for duty in found)
    lines = [
        "# Duties of a reentry case",
        "",
        f"{len(found)} duties, rights, bars and checks from the national rules, {unread} of them on a text that was",
        "not read. Each is a row of data; how that works stands in",
        "[decision 0033](../decisions/0033-duties-as-data.md). A row with ↳ says more about the row above it and is",
        "shown inside its finding. *Local* names the open term that sets the term (in bold) or a fact that who acts",
        "must know. A condition `told.…` does not hold while it is not known: then a check asks for it.",
        "Research material, not legal advice. Written by `scripts/build_docs.py`.",
        "",
    ]
    for area in dict.fromkeys(duty.id.partition(".")[0] for duty in found):
        mine = [duty for duty in found if duty.id.startswith(f"{area}.")]
        lines += [f"## {area}", "", "| id | what | who | from → until | term | law | read | local |"]
        lines.append("|---|---|---|---|---|---|---|---|")
        mains = [duty for duty in mine if not duty.within]
        lines += [_duty_line(one) for main in mains for one in (main, *(d for d in mine if d.within == main.id))]
        lines.append("")
    return "\n".join([*lines, *_outside_lines(), *_step_lines()]) + "\n"


def _duty_line(duty: reentry.Duty) -> str:
    rule, term_rule = duty.rule, duty.term_rule
    runs = term_rule is not None and not duty.how & {"untimed", "that_day"}
    term = term_rule.term if term_rule and runs and term_rule.term else None
    at_once = term_rule is not None and runs and term_rule.reckoning.counts == "at_once"
    said = str(term) if term else "at once" if at_once else "that day" if "that_day" in duty.how else ""
    where = "; ".join(f"[{law} {found.short()}]({found.url})" for law, found in _provisions(duty))
    local = [f"**`{duty.local_term}`**"] if duty.local_term else []
    local += [f"`{term}`" for term in duty.local_facts]
    span = "" if duty.within else f"{_kinds(duty.starts)} → {_kinds(duty.ends)}"
    conditions = f" Only if {_kinds(duty.when)}." if duty.when and not duty.within else ""  # a part has those above it
    cells = (
        f"{'↳ ' if duty.within else ''}`{duty.id}`",
        f"{duty.title_nl} / {duty.title_en} ({duty.kind}).{conditions}",
        duty.who.label("nl"),
        span,
        said,
        where or (rule.law if rule else ""),
        _yes(rule.verified) if rule else "",
        ", ".join(local),
    )
    return "| " + " | ".join(cell or "–" for cell in cells) + " |"


def _provisions(duty: reentry.Duty) -> list[tuple[str, Citation]]:
    laws = [(rule.law, rule.citation) for rule in (duty.rule, duty.term_of) if rule is not None]
    if not laws:
        local = open_terms()[duty.local_term]
        laws = [(local.law, local.citation)]
    return [(law, found) for law, found in laws if found is not None]


def _kinds(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


def _outside_lines() -> list[str]:
    outside = rules_outside_cases()
    lines = ["## National rules that no case holds", "", "| why | held by | rules |", "|---|---|---|"]
    for held_by, reason in dict.fromkeys(outside.values()):
        mine = tuple(rule for rule, found in outside.items() if found == (held_by, reason))
        lines.append(f"| {reason} | {held_by} | {_kinds(mine)} |")
    return [*lines, ""]


def _step_lines() -> list[str]:
    lines = [
        "## Steps",
        "",
        "What people record; duties start and end at them.",
        "",
        "| step | what | event |",
        "|---|---|---|",
    ]
    lines += [f"| `{kind.id}` | {kind.nl} / {kind.en} | {_kinds(kind.events)} |" for kind in reentry.steps().values()]
    return lines


def themes_page() -> str:
    """The lists of themes with their sources, the mappings by basis, and what the products say."""
    held = themes.load()
    lines = [
        "# The themes data",
        "",
        "Lists as this version holds them; *state* is the day of the state, where that is known. Whether a list holds",
        "today is not known when that day is old. Show the attribution beside what you make with a list. How mappings",
        "came to be stands in [decision 0049](../decisions/0049-mappings-of-themes.md). Written by",
        "`scripts/build_docs.py`; the data by `scripts/build_themes.py`.",
        "",
        "| id | list | version | state | concepts | publisher | licence | attribution |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for scheme in held.all:
        cells = (f"`{scheme.id}`", scheme.title, scheme.version, str(scheme.attested_on or ""), f"{len(scheme):,}")
        lines.append("| " + " | ".join((*cells, scheme.publisher, scheme.licence, scheme.attribution)) + " |")
    observed = sum(concept.kind == "observed" for concept in held.scheme("beleidsagenda"))
    lines += [
        "",
        f"Of the taxonomy of the policy agenda {observed} labels were seen in metadata only (`kind` is `observed`);",
        "the TOP list came in its place. Of Iv3 the refinements hold from 2023-01-01, and the four fields that they",
        "refine until that day; of everything else no days are known. The topics of VNG are those of about 2018.",
        "",
        "## Mappings",
        "",
        "Seen from one end. No mapping is of an official body.",
        "",
        "| from | to | relation | basis | number |",
        "|---|---|---|---|---|",
    ]
    counted = Counter(
        (link.source.partition(":")[0], link.target.partition(":")[0], link.relation.value, link.basis.value)
        for link in held.links
    )
    lines += [
        f"| `{a}` | `{b}` | {relation} | {basis} | {n} |" for (a, b, relation, basis), n in sorted(counted.items())
    ]
    grounds = {ground for product in held.products for ground in product.grounds}
    counts = (
        ("products", len(held.products)),
        ("given by a gemeente", sum("gemeente" in product.givers for product in held.products)),
        ("with a ground", sum(bool(product.grounds) for product in held.products)),
        ("grounds", len(grounds)),
        ("grounds with a Juriconnect citation", sum(bool(ground.jci) for ground in grounds)),
        ("grounds with an article", sum(bool(ground.article) for ground in grounds)),
    )
    lines += ["", "## Products", "", "| what | number |", "|---|---|"]
    return "\n".join([*lines, *(f"| {what} | {number:,} |" for what, number in counts)]) + "\n"


def _pages() -> dict[str, str]:
    return {
        "open-terms.md": open_terms_page(),
        "law-data.md": law_page(),
        "sharing.md": sharing_page(),
        "members-data.md": members_page(),
        "duties.md": duties_page(),
        "themes-data.md": themes_page(),
    }


def main() -> int:
    """Write the pages, or with ``--check`` only say whether they are up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page differs")
    check = parser.parse_args().check
    stale = []
    for name, text in _pages().items():
        path = DOCS / name
        if check and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"not up to date: {', '.join(stale)}; run scripts/build_docs.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
