"""Where a question goes: rules of the desk, chosen by how exactly they fit, with the reason and the last day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from attrs import field, frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation, Lang, Layer, Source
from vngkit.questions._fields import is_day, is_member, is_short, maybe_day, several
from vngkit.questions._question import Question
from vngkit.questions._words import AskerRole, Channel, Confidentiality, Urgency
from vngkit.terms import End, Term, day_text
from vngkit.themes import Themes, load

__all__ = ["FALLBACK", "DeskRule", "Routing", "check_desk_rule", "route"]


def _roles(values: Iterable[str]) -> tuple[AskerRole, ...]:
    return tuple(AskerRole(value) for value in several(values))


def _channels(values: Iterable[str]) -> tuple[Channel, ...]:
    return tuple(Channel(value) for value in several(values))


def _closed(values: Iterable[str]) -> tuple[Confidentiality, ...]:
    return tuple(Confidentiality(value) for value in several(values))


def _urgent(values: Iterable[str]) -> tuple[Urgency, ...]:
    return tuple(Urgency(value) for value in several(values))


def _maybe_term(_: Any, __: Any, value: Any) -> None:
    if value is not None and not isinstance(value, Term):
        raise DataError("term of a desk rule is no Term.", fix='give Term(5, "working_days"), or leave it out')


@frozen(kw_only=True)
class DeskRule:
    """Balieregel: which questions go to which desk, and how soon they are answered there.

    A condition that is left out fits everything. Of several rules that fit, the one with the most conditions is taken;
    then one of a gemeente before a general one; then the first id. The order in which rules were given never counts.

    Args:
        id: its name; of a plugin it begins with the name of the plugin.
        desk: where the question goes.
        themes: themes, as ``scheme:code``; one is enough.
        products: products (UPN), as the question names them.
        roles: roles of the asker.
        channels: how it came in.
        confidentialities: who may read it.
        urgencies: how soon an answer is asked for.
        languages: languages of the text (``nl``, ``en``, ``de``, ``fr``).
        works: BWB ids of laws that the question refers to; one is enough.
        member: only questions of this gemeente.
        term: how soon the desk answers, counted from the day after receipt; none is no promise.
        layer: in what kind of rule the term stands: it decides whether the Algemene termijnenwet extends it. A promise
            of service is a ``convenant``: not extended. Working days skip the free days of that act by themselves.
        source: where the rule stands.
        valid_from: the first day.
        valid_to: the first day on which it no longer holds.

    Raises ``DataError`` for a field that is not of its form.

    >>> rule = DeskRule(id="wmo", desk="sociaal domein", themes=["top:zorg"], term=Term(5, "working_days"),
    ...                 valid_from=date(2026, 1, 1))
    >>> rule.conditions
    ('themes',)
    """

    id: str = field(validator=is_short)
    desk: str = field(validator=is_short)
    themes: tuple[str, ...] = field(default=(), converter=several)
    products: tuple[str, ...] = field(default=(), converter=several)
    roles: tuple[AskerRole, ...] = field(default=(), converter=_roles)
    channels: tuple[Channel, ...] = field(default=(), converter=_channels)
    confidentialities: tuple[Confidentiality, ...] = field(default=(), converter=_closed)
    urgencies: tuple[Urgency, ...] = field(default=(), converter=_urgent)
    languages: tuple[str, ...] = field(default=(), converter=several)
    works: tuple[str, ...] = field(default=(), converter=several)
    member: str | None = field(default=None, validator=is_member)
    term: Term | None = field(default=None, validator=_maybe_term)
    layer: Layer = Layer.CONVENANT
    source: Source | None = None
    valid_from: date = field(validator=is_day)
    valid_to: date | None = field(default=None, validator=maybe_day)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that it has."""
        return tuple(name for name in (*_CONDITIONS, "member") if getattr(self, name))

    def misfit(self, question: Question, on: date) -> str | None:
        """The first condition that a question does not meet on a day; None when the rule fits."""
        if on < self.valid_from or (self.valid_to is not None and on >= self.valid_to):
            return "valid_from" if on < self.valid_from else "valid_to"
        if self.member is not None and question.asker.member != self.member:
            return "member"
        for name, told in _told(question):
            wanted = getattr(self, name)
            if wanted and not set(wanted) & set(told):
                return name
        return None


_CONDITIONS: Final = ("themes", "products", "roles", "channels", "confidentialities", "urgencies", "languages", "works")
_NAMES_NL: Final = {
    "themes": "thema", "products": "product", "roles": "rol", "channels": "kanaal", "works": "wet",
    "confidentialities": "vertrouwelijkheid", "urgencies": "spoed", "languages": "taal", "member": "gemeente",
    "valid_from": "gold nog niet", "valid_to": "geldt niet meer",
}  # fmt: skip
FALLBACK: Final = DeskRule(id="vngkit.fallback", desk="klantcontactcentrum", valid_from=date(1, 1, 1))
"""Terugvalregel: where a question goes when no rule fits; it promises no term, for no source that is held has one."""


def _told(question: Question) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "themes", tuple(map(str, question.themes))
    yield "products", (question.product,) if question.product else ()
    yield "roles", (question.asker.role,)
    yield "channels", (question.channel,)
    yield "confidentialities", (question.confidentiality,)
    yield "urgencies", (question.urgency,)
    yield "languages", (question.language,) if question.language else ()
    yield "works", tuple(ref.citation.work for ref in question.law_refs if ref.citation is not None)


@frozen(kw_only=True)
class Routing:
    """Toewijzing: the rule that was taken, what else fitted, and what did not and why.

    Args:
        rule: the rule that was taken.
        on: the day from which the term runs.
        end: the last day with its arithmetic; None when the rule promises no term.
        others: rules that fit as well and have fewer conditions or a later id.
        misfits: rules that do not fit, with the first condition that is not met.
    """

    rule: DeskRule
    on: date
    end: End | None
    others: tuple[DeskRule, ...] = ()
    misfits: tuple[tuple[str, str], ...] = ()

    @property
    def desk(self) -> str:
        """Where the question goes."""
        return self.rule.desk

    @property
    def due_on(self) -> date | None:
        """The last day for an answer; None without a term."""
        return self.end.date if self.end is not None else None

    @property
    def fallback(self) -> bool:
        """Whether no rule fitted."""
        return not self.rule.conditions

    def explain(self, lang: Lang = "nl") -> str:
        """Why the question goes there, in a few lines."""
        dutch = lang == "nl"
        why = ", ".join(_NAMES_NL[name] if dutch else name for name in self.rule.conditions)
        said = (
            (f"past op {why}" if dutch else f"fits on {why}")
            if why
            else ("geen regel past" if dutch else "no rule fits")
        )
        lines = [f"{'Balie' if dutch else 'Desk'} {self.desk}: {self.rule.id} ({said})"]
        if self.rule.term is not None and self.due_on is not None:
            day = day_text(self.due_on, lang)
            lines.append(f"{self.rule.term.label(lang)}: {'uiterlijk' if dutch else 'by'} {day}")
        else:
            lines.append("geen termijn bekend" if dutch else "no term is known")
        lines += [f"{'past ook' if dutch else 'fits too'}: {other.id} → {other.desk}" for other in self.others]
        for rule_id, name in self.misfits:
            why = _NAMES_NL[name] if dutch else name
            lines.append(f"{'past niet' if dutch else 'does not fit'}: {rule_id} ({why})")
        return "\n".join(lines)


def check_desk_rule(rule: DeskRule, *, themes: Themes | None = None) -> None:
    """Refuse a rule that could never fit: a theme, product or law that does not exist.

    Themes of a scheme that is not of this package (a gemeente's own) are not looked up.

    Raises ``NotFound`` or ``DataError``.
    """
    known = load() if themes is None else themes
    for theme in rule.themes:
        if theme.partition(":")[0] in known.schemes:
            known[theme]
        elif ":" not in theme:
            raise DataError(f"{theme!r:.60} is no theme of a scheme.", fix="write scheme:code, for example top:...")
    for product in rule.products:
        known.products.find(product)
    for work in rule.works:
        Citation.parse(f"jci1.3:c:{work}")


def route(question: Question, rules: Iterable[DeskRule], *, on: date, fallback: DeskRule = FALLBACK) -> Routing:
    """Where a question goes (*toewijzen*) by the rules of the desk.

    Args:
        question: the question.
        rules: the rules, in any order.
        on: the day of receipt at the desk.
        fallback: the rule when none fits.

    Returns:
        The rule with its reasons. The same rules in another order give the same.
    """
    fits, misfits = [], []
    for rule in rules:
        why = rule.misfit(question, on)
        if why is None:
            fits.append(rule)
        else:
            misfits.append((rule.id, why))
    fits.sort(key=lambda rule: (-len(rule.conditions), rule.member is None, rule.id))
    best = fits[0] if fits else fallback
    end = best.term.reckon(on, source=best.layer) if best.term is not None else None
    return Routing(rule=best, on=on, end=end, others=tuple(fits[1:]), misfits=tuple(sorted(misfits)))
