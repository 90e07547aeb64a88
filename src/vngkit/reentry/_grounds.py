"""On which provision every finding of national law rests: duties, checks and proposals, for when a law changes."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from vngkit.legislation import Citation, Lang
from vngkit.reentry._check_texts import check_texts
from vngkit.reentry._duties import duties
from vngkit.reentry._signal_rules import signal_rules

__all__ = ["Ground", "grounds"]


@frozen(kw_only=True)
class Ground:
    """Grondslag van een bevinding: the id of a duty, check or proposal and a provision that it rests on."""

    id: str
    citation: Citation
    title_nl: str
    title_en: str

    def title(self, lang: Lang = "nl") -> str:
        """What the finding says, in Dutch or English."""
        return self.title_nl if lang == "nl" else self.title_en


def grounds() -> tuple[Ground, ...]:
    """Every provision that a finding of national law rests on (*grondslagen*), duties first.

    A duty that takes its term from another law is there for both. Proposals of mere practice rest on nothing.

    >>> [ground.citation.article for ground in grounds() if ground.id == "housing.urgency_decision"]
    ['13', '4:13']
    """
    return tuple(dict.fromkeys(_grounds()))


def _grounds() -> Iterator[Ground]:
    for duty in duties():
        for citation in duty.citations:
            yield Ground(id=duty.id, citation=citation, title_nl=duty.title_nl, title_en=duty.title_en)
    for text in check_texts().values():
        if text.rule.citation is not None:
            titles = {"title_nl": text.title_nl.format(area="…"), "title_en": text.title_en.format(area="…")}
            yield Ground(id=text.id, citation=text.rule.citation, **titles)
    for rule in signal_rules():
        if rule.rule is not None and rule.rule.citation is not None:
            yield Ground(id=rule.id, citation=rule.rule.citation, title_nl=rule.title_nl, title_en=rule.title_en)
