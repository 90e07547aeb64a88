"""A gemeente's own themes: a scheme of its own beside those of all, with mappings that it answers for itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from vngkit.errors import DataError, NotFound, VngkitError
from vngkit.themes._concept import Concept, Wording
from vngkit.themes._mapping import Basis, Mapping, Relation
from vngkit.themes._scheme import Scheme

if TYPE_CHECKING:
    from vngkit.themes._themes import Themes

__all__ = ["LocalTheme", "local_schemes", "sound_themes"]

_SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def _texts(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


def _pairs(given: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(given)


@frozen(kw_only=True)
class LocalTheme:
    """Eigen thema van een gemeente, given by its plugin.

    Args:
        id: the name of the plugin, a dot, and a short name of its own.
        member: the code of the gemeente.
        label: what it is called in Dutch.
        label_en: what it is called in English, if anything.
        other_labels: other words by which it is found.
        broader: the id of another own theme, above it.
        matches: pairs of a relation of SKOS and ``scheme:code`` or ``scheme:label`` in a list of all.
        valid_from: the first day, if it matters.
        valid_to: the first day on which it no longer holds.

    >>> LocalTheme(
    ...     id="voorbeeldstad.havenfeest", member="GM9999", label="Havenfeest",
    ...     matches=(("broadMatch", "top:evenementen"),),
    ... ).slug
    'havenfeest'
    """

    id: str
    member: str
    label: str
    label_en: str = ""
    other_labels: tuple[str, ...] = field(default=(), converter=_texts)
    broader: str | None = None
    matches: tuple[tuple[str, str], ...] = field(default=(), converter=_pairs)
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def slug(self) -> str:
        """Its own short name, without that of the plugin (*korte naam*)."""
        return self.id.partition(".")[2]

    def concept(self, scheme: str) -> Concept:
        """It as a concept of a scheme (*begrip*); raises ``DataError`` when a field is not of its form."""
        _check_form(self)
        wordings = [Wording(text=self.label), *(Wording(text=text, kind="alt") for text in self.other_labels)]
        if self.label_en:
            wordings.append(Wording(text=self.label_en, lang="en"))
        return Concept(
            scheme=scheme,
            notation=self.slug,
            wordings=tuple(wordings),
            broader=(self.broader.partition(".")[2],) if self.broader else (),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )

    def links(self, scheme: str, themes: Themes) -> tuple[Mapping, ...]:
        """Its mappings to the lists of all (*koppelingen*); raises ``DataError`` or ``NotFound`` when one is wrong."""
        return tuple(
            Mapping(
                source=f"{scheme}:{self.slug}",
                relation=_relation(relation),
                target=_target(themes, target),
                basis=Basis.EDITORIAL,
                by=self.member,
                since=self.valid_from,
            )
            for relation, target in self.matches
        )


def _check_form(theme: LocalTheme) -> None:
    """Types of the fields that a plugin fills in; a wrong one is told before anything is built on it."""
    days = (theme.valid_from, theme.valid_to)
    if not _SLUG.fullmatch(theme.slug):
        raise DataError(f"the theme {theme.id!r:.80} has no short name of small letters.", fix="write name.short-name")
    if any(day is not None and type(day) is not date for day in days):
        raise DataError(f"a day of the theme {theme.id!r:.80} is no date.", fix="give a date")
    if theme.valid_to is not None and theme.valid_to <= (theme.valid_from or date.min):
        raise DataError(f"the theme {theme.id!r:.80} ends before it begins.", fix="correct the days")
    if any(type(text) is not str for text in theme.other_labels) or type(theme.broader) not in (str, type(None)):
        raise DataError(f"other_labels or broader of {theme.id!r:.80} is no text.", fix="write texts")
    if any(type(pair) is not tuple or len(pair) != 2 or {*map(type, pair)} != {str} for pair in theme.matches):
        raise DataError(f"matches of {theme.id!r:.80} are no pairs of texts.", fix='write ("broadMatch", "top:afval")')


def _relation(text: str) -> Relation:
    try:
        return Relation(text)
    except ValueError:
        known = ", ".join(relation.value for relation in Relation)
        raise DataError(f"{text!r:.60} is no relation of SKOS.", fix=f"write one of {known}") from None


def _target(themes: Themes, text: str) -> str:
    scheme, colon, what = text.partition(":")
    if not colon:
        raise DataError(f"{text!r:.60} is not scheme:code or scheme:label.", fix="write for example top:afval")
    return themes.find(what, scheme).ref


def sound_themes(
    given: Sequence[LocalTheme], themes: Themes
) -> tuple[tuple[LocalTheme, ...], list[tuple[LocalTheme, VngkitError]]]:
    """The themes of one plugin that can stand, and what is wrong with each of the others.

    A theme below one that is refused is refused too: it has lost its place.
    """
    wrong: dict[int, tuple[LocalTheme, VngkitError]] = {}
    for theme in given:
        try:
            name = theme.id.partition(".")[0]
            if name in themes.schemes:
                raise DataError(f"{name!r} is the name of a list of all.", fix="give the plugin another name")
            theme.concept(name)
            theme.links(name, themes)
        except VngkitError as error:
            wrong[id(theme)] = (theme, error)
    labels = Counter((theme.member, theme.id) for theme in given)
    while True:
        kept = [theme for theme in given if id(theme) not in wrong]
        told = ((theme, _lost(theme, kept, labels)) for theme in kept)
        lost = {id(theme): (theme, problem) for theme, problem in told if problem is not None}
        if not lost:
            return tuple(kept), list(wrong.values())
        wrong.update(lost)


def _lost(theme: LocalTheme, kept: Iterable[LocalTheme], ids: Counter[tuple[str, str]]) -> VngkitError | None:
    """What is wrong with its place among the others; None when all is well."""
    if ids[theme.member, theme.id] > 1:
        return DataError(f"the theme {theme.id!r:.80} is given more than once.", fix="give each its own id")
    above = {other.id: other for other in kept if other.member == theme.member}
    seen, now = {theme.id}, theme.broader
    while now is not None:
        if now in seen:
            return DataError(f"the theme {theme.id!r:.80} stands below itself.", fix="correct broader")
        if now not in above:
            return NotFound(
                f"the theme {theme.id!r:.80} stands below {now!r:.80}, which is not among the own themes.",
                fix="write the id of an own theme; a list of all is named in matches",
            )
        seen.add(now)
        now = above[now].broader
    return None


def local_schemes(name: str, given: Sequence[LocalTheme], themes: Themes) -> Themes:
    """The themes with the sound own themes of one plugin beside them, a scheme for each of its gemeenten."""
    by_member: dict[str, list[LocalTheme]] = {}
    for theme in given:
        by_member.setdefault(theme.member, []).append(theme)
    for member, own in sorted(by_member.items()):
        id_ = name if len(by_member) == 1 else f"{name}.{member.lower()}"
        titles: dict[str, Any] = {"nl": f"Eigen thema's van {member}", "en": f"Own themes of {member}"}
        scheme = Scheme(
            id=id_,
            titles=tuple(Wording(text=text, lang=lang) for lang, text in titles.items()),
            concepts=tuple(theme.concept(id_) for theme in own),
            publisher=member,
            member=member,
        )
        links = tuple(link for theme in own for link in theme.links(id_, themes))
        themes = themes.with_schemes([scheme], links)
    return themes
