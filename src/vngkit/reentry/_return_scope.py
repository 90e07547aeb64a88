"""Notices on return to the mayor (BIJ): from which day, and about which convictions. Never part of a case.

Both answer a question about public order. Nothing here reads or writes a reentry case: the two flows have another
recipient, another purpose and another retention.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation, Lang, NationalRule, law_number, national_rule
from vngkit.reentry._release_words import assumed, grounds
from vngkit.reentry._sentence import Assumption, Sentence, assume, law_day, years
from vngkit.reentry._words import DATA, Word
from vngkit.terms import End, Term

__all__ = ["InScope", "ReturnScope", "in_scope_of_return_notice", "return_notice_window"]

_ARTICLE = re.compile(
    r"(?:art(?:ikel|icle|\.)?\s*)?(\d+)\s*([a-z]{0,2})\s*(?:(?:lid\s*|\()\s*(\d+)\)?)?", re.IGNORECASE
)


class InScope(Word):
    """Valt het eronder: yes, no, or ambiguous (the law or what is known leaves it open)."""

    YES = "yes"
    NO = "no"
    AMBIGUOUS = "ambiguous"


@frozen(kw_only=True)
class ReturnScope:
    """Uitkomst: whether a notice on return may be given about a conviction, with every reason and the article.

    ``doubts`` are why it is ambiguous; ``assumptions`` were taken for granted; ``part`` is the part of the list.
    """

    answer: InScope
    article: str
    part: str
    rule: NationalRule = field(repr=False)
    doubts: tuple[Assumption, ...] = ()
    assumptions: tuple[Assumption, ...] = field(default=(), repr=False)

    @property
    def citation(self) -> Citation | None:
        """The article that decides."""
        return self.rule.citation

    def explain(self, lang: Lang = "nl") -> str:
        """The answer and its reasons in words, one sentence a line."""
        lines = [_SAY[lang][self.answer].format(article=self.article)]
        lines += [f"{_SAY[lang]['doubt']}: {doubt.explain(lang)}." for doubt in self.doubts]
        lines.append(f"{_SAY[lang]['ground']}: {grounds((self.rule,))}.")
        return "\n".join([*lines, *assumed(self.assumptions, lang)])


_SAY: dict[str, dict[str, str]] = {
    "nl": {
        "yes": "Een veroordeling voor artikel {article} van het Wetboek van Strafrecht staat op de lijst.",
        "no": "Een veroordeling voor artikel {article} van het Wetboek van Strafrecht staat niet op de lijst.",
        "ambiguous": "Of een veroordeling voor artikel {article} van het Wetboek van Strafrecht op de lijst staat, "
        "is niet zeker.",
        "doubt": "Onzeker",
        "ground": "Grondslag",
    },
    "en": {
        "yes": "A conviction for article {article} of the Wetboek van Strafrecht stands on the list.",
        "no": "A conviction for article {article} of the Wetboek van Strafrecht does not stand on the list.",
        "ambiguous": "Whether a conviction for article {article} of the Wetboek van Strafrecht stands on the list "
        "is not certain.",
        "doubt": "Not certain",
        "ground": "Ground",
    },
}


def return_notice_window(expected_return: date) -> End:
    """The first day on which a notice on return (*BIJ-melding*) may be given to the mayor.

    Args:
        expected_return: the day on which the person is expected back, also for a time: leave counts.

    Three months are counted back from it and never moved. Source: Besluit justitiële en strafvorderlijke gegevens 11a
    lid 3; Algemene termijnenwet 1 lid 2.

    >>> return_notice_window(date(2027, 3, 26)).date
    datetime.date(2026, 12, 26)
    """
    return national_rule("bij_not_before").reckon(expected_return)


@frozen(kw_only=True)
class _Row:
    part: str
    first: tuple[int, str]
    last: tuple[int, str] | None
    paragraphs: tuple[str, ...]
    least: str
    needs: str
    not_for_youth: bool
    valid_from: date | None
    valid_to: date | None
    rule: NationalRule

    def holds(self, number: int, letters: str) -> bool | None:
        """Whether an article is this one or lies in this range; None for a lettered article within a range."""
        if self.last is None or not letters:
            return self.first <= (number, letters) <= (self.last or self.first)
        inside = self.first[0] <= number < self.last[0]
        return None if inside else False

    def in_force(self, on: date) -> bool:
        return not (self.valid_from and on < self.valid_from) and not (self.valid_to and on >= self.valid_to)


@cache
def _rows() -> tuple[_Row, ...]:
    with (DATA.parent / "law" / "return_notice.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


def _row(row: dict[str, str]) -> _Row:
    def day(key: str) -> date | None:
        return date.fromisoformat(row[key]) if row[key] else None

    last = row["to_article"]
    return _Row(
        part=row["part"],
        first=_article(row["from_article"])[:2],
        last=_article(last)[:2] if last else None,
        paragraphs=tuple(row["paragraphs"].split("|")) if row["paragraphs"] else (),
        least=row["least"],
        needs=row["needs"],
        not_for_youth=row["not_for_youth"] == "yes",
        valid_from=day("valid_from"),
        valid_to=day("valid_to"),
        rule=national_rule(row["rule_id"]),
    )


def _article(text: str) -> tuple[int, str, str | None]:
    match = _ARTICLE.fullmatch(text.strip())
    if match is None:
        raise DataError("this is not an article of the Wetboek van Strafrecht.", fix='write "302", "141 lid 2", "37a"')
    return int(match[1]), match[2].lower(), match[3]


def in_scope_of_return_notice(
    article: str,
    *,
    on: date,
    unconditional: Sentence | None = None,
    youth_law: bool | None = False,
    extendable: bool | None = None,
) -> ReturnScope:
    """Whether a notice on return (*BIJ-melding*) may be given to the mayor about a conviction: the closed list of law.

    Args:
        article: of the Wetboek van Strafrecht: "302", "141 lid 2", "37a" (tbs), "77s" (PIJ).
        on: the day of the notice, which decides the version of the list.
        unconditional: the unconditional part of the sentence; None: not known.
        youth_law: whether youth criminal law was applied; None: not known.
        extendable: for PIJ, whether the measure can be extended; None: not known.

    Returns:
        Yes, no or ambiguous, with reasons. Raises ``DataError`` for what is no article. Nothing of it is stored and
        none of it belongs in a reentry case. Source: Besluit justitiële en strafvorderlijke gegevens 11a lid 1 and 5.

    >>> in_scope_of_return_notice("287", on=date(2026, 11, 23)).answer
    <InScope.YES: 'yes'>
    """
    number, letters, paragraph = _article(article)
    conviction = _Conviction(
        paragraph=paragraph, unconditional=unconditional, youth_law=youth_law, extendable=extendable
    )
    name = f"{number}{letters}" + (f" lid {paragraph}" if paragraph else "")
    for row in _rows():
        listed = row.holds(number, letters) if row.in_force(on) else False
        if listed is False or (paragraph and row.paragraphs and paragraph not in row.paragraphs):
            continue
        said, doubts = _tests(row, conviction)
        if listed is None:
            doubts = (*doubts, assume("lettered_article", range=_range(row)))
        answer = InScope.NO if not said else InScope.AMBIGUOUS if doubts else InScope.YES
        return ReturnScope(
            answer=answer,
            article=name,
            part=row.part,
            rule=row.rule,
            doubts=doubts if answer is InScope.AMBIGUOUS else (),
            assumptions=(assume("irrevocable"), *_older_text(row.rule, on)),
        )
    rule = national_rule("bij_scope")
    return ReturnScope(answer=InScope.NO, article=name, part="", rule=rule, assumptions=tuple(_older_text(rule, on)))


def _range(row: _Row) -> str:
    return "-".join(f"{number}{letters}" for number, letters in (row.first, row.last or row.first))


@frozen(kw_only=True)
class _Conviction:
    paragraph: str | None
    unconditional: Sentence | None
    youth_law: bool | None
    extendable: bool | None


def _tests(row: _Row, given: _Conviction) -> tuple[bool, tuple[Assumption, ...]]:
    """Whether the conviction passes the tests of its row, and why that is not certain."""
    doubts: list[Assumption] = []
    if row.paragraphs and given.paragraph is None:
        doubts.append(assume("paragraph_unknown", paragraphs=", ".join(row.paragraphs)))
    if row.not_for_youth:
        if given.youth_law:
            return False, ()
        if given.youth_law is None:
            doubts.append(assume("youth_unknown"))
    if row.needs == "extendable":
        if given.extendable is False:
            return False, ()
        if given.extendable is None:
            doubts.append(assume("extension_unknown"))
    if row.least:
        long_enough, why = _long_enough(row, given.unconditional)
        if long_enough is False:
            return False, ()
        doubts += why
    return True, tuple(doubts)


def _long_enough(row: _Row, sentence: Sentence | None) -> tuple[bool, list[Assumption]]:
    if sentence is None:
        return True, [assume("length_unknown")]
    least = Term(int(law_number(row.least)), "years")
    found = {year.length >= year.of(least): year for year in years(sentence)}
    if set(found) == {True}:
        return True, []
    if len(found) > 1:
        return True, [found[False].assumption]
    in_months = sentence.years * _MONTHS + sentence.months
    if in_months >= least.amount * _MONTHS:
        return True, [assume("twelve_months", days=min(year.length for year in years(sentence)))]
    return False, []


_MONTHS = 12  # of a calendar year; that a sentence in months is counted in days is what makes it uncertain


def _older_text(rule: NationalRule, on: date) -> Iterator[Assumption]:
    read = rule.text_valid_from
    if read and on < read:
        yield assume("older_text", nl={"day": law_day(read, "nl")}, day=law_day(read, "en"))
