"""Goal 16: from a name with or without a typing error to the gemeente, against difflib and rapidfuzz on all names.

The labelled set is made from the names and spellings of today's gemeenten: each as it is written, and with one or two
typing errors (a letter deleted, put in, replaced, or swapped with the next). Added are names that are no gemeente, for
which nothing should be given. What is ambiguous as it is written (Bergen) is left out of the set.
"""

from __future__ import annotations

import difflib
import random
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from bench._members import Row, rounds, show
from vngkit import members

TODAY = date(2026, 11, 23)
PEER = "rapidfuzz ratio on all names"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CUTOFF = 80  # percent, for every way that takes one
# places, provinces, water and countries that are no gemeente and never were
STRANGERS = (
    "Atlantis",
    "Antwerpen",
    "Brussel",
    "Düsseldorf",
    "Parijs",
    "Londen",
    "Noordzee",
    "IJsselmeer",
    "Waddenzee",
    "België",
    "Duitsland",
    "Randstad",
    "Achterhoek",
    "Betuwe",
    "Onbekend",
    "Overig",
    "Totaal",
    "Nederland",
    "Schiphol",
    "Scheveningen",
    "Ijburg",
    "Slotervaart",
    "Bijlmer",
)


class Case(NamedTuple):
    """A text as somebody wrote it, the code that is meant (empty when it is no gemeente), and how it was made."""

    text: str
    code: str
    made: str


class Score(NamedTuple):
    """Of what was given, how much is right; of what should be given, how much was given right; how many were given."""

    way: str
    made: str
    precision: float
    recall: float
    given: int
    cases: int


def misspelt(text: str, draw: random.Random) -> str:
    """The text with one typing error in its letters."""
    place = draw.randrange(len(text) - 1)
    letter = draw.choice(LETTERS)
    return draw.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        ]
    )


def labelled() -> list[Case]:
    """The set; the same at every run."""
    draw = random.Random(16)
    register = members.load()
    cases = []
    for gemeente in register.on(TODAY):
        kinds = {"former_name", "colloquial"}
        names = [gemeente.name, *(other.name for other in gemeente.spellings if other.kind not in kinds)]
        for name in dict.fromkeys(names):
            try:
                if register.find(name) is not gemeente:
                    continue
            except members.AmbiguousName:
                continue
            cases.append(Case(name, gemeente.code, "as written"))
            if len(name) > 4:
                once = misspelt(name, draw)
                cases.append(Case(once, gemeente.code, "one error"))
                cases.append(Case(misspelt(once, draw), gemeente.code, "two errors"))
    strangers = [Case(name, "", "no gemeente") for name in STRANGERS]
    return [*cases, *strangers]


def names() -> dict[str, str]:
    """What the peers look in: every name and spelling in small letters with the code; today's gemeenten go first."""
    register = members.load()
    found: dict[str, str] = {}
    for gemeente in sorted(register, key=lambda g: g.valid_to is not None):
        for name in (gemeente.name, *(other.name for other in gemeente.spellings)):
            found.setdefault(name.casefold(), gemeente.code)
    return found


def ways(texts: list[str]) -> dict[str, tuple[Callable[[], list[str]], int]]:
    """Each way gives a code per text, empty where it gives none; difflib only of the first ones, it is so slow."""
    register = members.load()
    known = names()
    keys = list(known)
    few = texts[:: max(1, len(texts) // 60)]

    def on_all(scorer: Callable[..., float]) -> list[str]:
        found = (process.extractOne(text.casefold(), keys, scorer=scorer, score_cutoff=CUTOFF) for text in texts)
        return [known[best[0]] if best else "" for best in found]

    def all_at_once() -> list[str]:
        scores = process.cdist([text.casefold() for text in texts], keys, scorer=fuzz.ratio, dtype=np.uint8)
        return [
            known[keys[column]] if top >= CUTOFF else ""
            for column, top in zip(scores.argmax(1), scores.max(1), strict=True)
        ]

    def in_difflib(some: list[str]) -> list[str]:
        found = (difflib.get_close_matches(text.casefold(), keys, 1, CUTOFF / 100) for text in some)
        return [known[best[0]] if best else "" for best in found]

    def exact() -> list[str]:
        return [known.get(text.casefold(), "") for text in texts]

    def ours() -> list[str]:
        return [found.gemeente.code if found else "" for found in register.match(texts)]

    def ours_one_by_one() -> list[str]:
        found = (register.search(text, limit=1) for text in texts)
        return [best[0].gemeente.code if best and best[0].score >= CUTOFF / 100 else "" for best in found]

    return {
        PEER: (lambda: on_all(fuzz.ratio), len(texts)),
        "rapidfuzz WRatio on all names": (lambda: on_all(fuzz.WRatio), len(texts)),
        "rapidfuzz cdist, all at once": (all_at_once, len(texts)),
        "difflib": (lambda: in_difflib(few), len(few)),
        "dict of names, no errors": (exact, len(texts)),
        "vngkit, match(column)": (ours, len(texts)),
        "vngkit, search(name, limit=1)": (ours_one_by_one, len(texts)),
    }


def graded(cases: list[Case], number_of_difflib: int = 600) -> list[Score]:
    """Precision and recall per way and kind of case."""
    found = []
    for way in ways([]):
        some = random.Random(1).sample(cases, number_of_difflib) if way == "difflib" else cases
        texts = [case.text for case in some]
        if way == "difflib":
            known = names()
            best = (difflib.get_close_matches(text.casefold(), list(known), 1, CUTOFF / 100) for text in texts)
            given = [known[one[0]] if one else "" for one in best]
        else:
            given = ways(texts)[way][0]()
        found += [_score(way, made, some, given) for made in dict.fromkeys(case.made for case in cases)]
    return found


def _score(way: str, made: str, cases: list[Case], given: list[str]) -> Score:
    mine = [(case, code) for case, code in zip(cases, given, strict=True) if case.made == made]
    right = sum(bool(code) and code == case.code for case, code in mine)
    told = sum(bool(code) for _, code in mine)
    meant = sum(bool(case.code) for case, _ in mine)
    return Score(way, made, right / told if told else 1.0, right / meant if meant else 1.0, told, len(mine))


def mixed(cases: list[Case], size: int = 2000) -> list[str]:
    """Texts as in a real column: 70 % as written, 30 % with one error; every one of its own, so nothing is kept."""
    draw = random.Random(2)
    written = [case.text for case in cases if case.made == "as written"]
    return [
        text if draw.random() < 0.7 or len(text) < 5 else misspelt(text, draw) for text in draw.choices(written, k=size)
    ]


def run() -> list[Row]:
    """All ways on the same column."""
    return rounds(ways(mixed(labelled())), PEER, 5)


def main() -> None:
    """Print both tables, and whether the goal is met."""
    cases = labelled()
    found = run()
    show(found, "names", PEER)
    rate = {row.name: row.rate for row in found}
    print(f"\n{len(cases)} labelled cases; precision / recall, cutoff {CUTOFF} %\n")
    kinds = list(dict.fromkeys(case.made for case in cases))
    print("| way | " + " | ".join(kinds) + " |\n|" + "---|" * (len(kinds) + 1))
    scores = graded(cases)
    for way in rate:
        cells = []
        for kind in kinds:
            (score,) = (s for s in scores if (s.way, s.made) == (way, kind))
            guessed = f"{score.given} of {score.cases} guessed" if kind == "no gemeente" else ""
            cells.append(guessed or f"{score.precision:.3f} / {score.recall:.3f}")
        print(f"| {way} | " + " | ".join(cells) + " |")
    own = rate["vngkit, match(column)"]
    print(f"\ngoal: at least 2 times {PEER}: {own / rate[PEER]:.1f}; 50 times difflib: {own / rate['difflib']:.0f}")


if __name__ == "__main__":
    main()
