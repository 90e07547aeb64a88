"""References to law in the text of a question: names and abbreviations with articles, links, BWB and CVDR ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from attrs import frozen

from vngkit.errors import DataError
from vngkit.legislation import Citation, CvdrId, Lang
from vngkit.questions._law_names import held_works, law_names, law_title, mention_pattern, named

__all__ = ["LawRef", "law_refs"]


@frozen(kw_only=True)
class LawRef:
    """Verwijzing naar recht in een tekst.

    Args:
        text: as it stands in the text.
        law: the name of the law, or what the text calls it.
        citation: the place; None when no law of that name is held.
        cvdr: the id of a local regulation, for a reference to one.
        held: whether this version holds rules of that law; without it the article can be named and not looked into.
        sure: False when the article stood without a law and the only law of the text was taken.
    """

    text: str
    law: str
    citation: Citation | None = None
    cvdr: str | None = None
    held: bool = False
    sure: bool = True

    @property
    def known(self) -> bool:
        """Whether it could be resolved to a place."""
        return self.citation is not None or self.cvdr is not None

    def explain(self, lang: Lang = "nl") -> str:
        """What is known of it, in one line."""
        if not self.known and self.law in law_names():
            said = "staat niet in het Basiswettenbestand" if lang == "nl" else "does not stand in the BWB"
        elif not self.known and not self.law:
            said = "wet niet genoemd" if lang == "nl" else "law not named"
        elif not self.known:
            said = "deze wet is niet bekend" if lang == "nl" else "this law is not known"
        elif not self.held and self.cvdr is None:
            said = "van deze wet is geen regel aanwezig" if lang == "nl" else "no rule of this law is held"
        elif not self.sure:
            said = "wet niet genoemd; de enige genoemde wet" if lang == "nl" else "law not named; the only one named"
        else:
            said = ""
        place = f"{self.law} {self.citation.short()}".strip() if self.citation else (self.cvdr or self.law or self.text)
        return f"{place} ({said})" if said else place


class _Articles(NamedTuple):
    start: int
    end: int
    places: tuple[tuple[tuple[str, str], ...], ...]


class _Law(NamedTuple):
    start: int
    end: int
    work: str
    name: str
    known: bool


_ARTICLE_NUMBER: Final = r"\d{1,4}(?:[.:]\d{1,3}){0,3}[a-z]{0,3}(?![\w])"
_ORDINALS: Final = {
    "eerste": "1", "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5", "zesde": "6", "zevende": "7",
    "achtste": "8", "negende": "9", "tiende": "10", "elfde": "11", "twaalfde": "12",
}  # fmt: skip
_LID: Final = rf"(?:,?[ ]?(?:lid[ ](?P<lid>\d{{1,2}}[a-z]?)|(?P<ordinal>{'|'.join(_ORDINALS)})[ ]lid))"
_PART: Final = r"(?:,?[ ]?(?:aanhef[ ]en[ ])?(?:onderdeel|onder|sub)[ ](?P<part>[a-z]{1,2}|\d{1,2})(?:\u00b0)?(?![\w]))"
_ARTICLES: Final = re.compile(
    rf"(?<![\w])(?:artikelen|artikel|artt\.?|art\.?)[ ]?(?P<first>{_ARTICLE_NUMBER}){_LID}?{_PART}?"
    rf"(?P<more>(?:[ ]?(?:,|en|of|tot en met|t/m)[ ]{{0,2}}(?:artikel[ ]|art\.?[ ])?{_ARTICLE_NUMBER}){{0,8}})",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(
    r",?[ ]?(?:van[ ](?:de|het|deze)?[ ]?|uit[ ](?:de|het)[ ]|in[ ](?:de|het)[ ]|de[ ])?", re.IGNORECASE
)
_UNKNOWN: Final = re.compile(
    r"[ ]?(?:,?[ ]?(?:van|uit|in)[ ](?:de|het)[ ]|,[ ]?)?(?P<name>(?:Wet|Besluit|Regeling|Verordening|Wetboek)[ ]"
    r"(?:(?:op|inzake|houdende|tot|van|voor|bij|de|het|en|in|tegen|over"
    r"|[a-z]{2,20}(?:lijke|ige|ische|ale|ele))[ ]){0,5}"
    r"[\w'-]{2,40}(?:[ ]\d{4})?"
    r"|[A-Z][\w-]{2,30}(?:wet|verordening|besluit|regeling)(?:[ ]\d{4})?)(?!\w)"
)
_LINK: Final = re.compile(r"(?:jci)?1\.\d:c:BWB[RVW]\d{7}(?:&[\w.\-]+=[\w.:\-]+)*", re.IGNORECASE)
_BWB: Final = re.compile(r"(?<![\w:])BWB[RVW]\d{7}(?!\w)", re.IGNORECASE)
_CVDR: Final = re.compile(r"(?<![\w])CVDR[:/]{0,3}\d{1,7}(?:[_/]\d{1,4})?(?!\w)", re.IGNORECASE)


def law_refs(text: str) -> tuple[LawRef, ...]:
    """The references to law (*verwijzingen*) in a text, each once, in the order of the text.

    Args:
        text: the text of a question or an answer.

    Returns:
        What was found: names and abbreviations of laws with their articles, paragraphs and parts, Juriconnect links,
        BWB and CVDR ids. A law that is not known is in it without a citation. An article without a law belongs to the
        only law that the text names, and then is not ``sure``; when it names none or more, it stands for itself.

    Source: names of laws from the list of products (UPL) and the dossier on law.

    >>> [ref.citation.jci for ref in law_refs("Mag dat volgens artikel 2.3.5, derde lid, Wmo 2015?")]
    ['jci1.3:c:BWBR0035362&artikel=2.3.5&lid=3']
    >>> [(ref.law, ref.known) for ref in law_refs("artikel 3 van de Wet op de maanreizen")]
    [('Wet op de maanreizen', False)]
    """
    refs = sorted(_all(text), key=lambda found: found[0])
    unique: dict[tuple[str, str], LawRef] = {}
    for _, ref in refs:
        key = (ref.citation.jci if ref.citation else ref.cvdr or "", "" if ref.known else f"{ref.law} {ref.text}")
        unique.setdefault(key, ref)
    exact = [ref for ref in unique.values() if ref.citation is not None and ref.citation.article]
    return tuple(
        ref
        for ref in unique.values()
        if ref.citation is None or ref.citation.parts or not any(_inside(other, ref) for other in exact)
    )


def _inside(exact: LawRef, whole: LawRef) -> bool:
    return exact.citation is not None and whole.citation is not None and exact.citation.work == whole.citation.work


def _all(text: str) -> Iterator[tuple[int, LawRef]]:
    links = list(_links(text))
    yield from links
    covered = [(start, start + len(ref.text)) for start, ref in links]
    laws = [law for law in _laws(text) if not _within(law.start, covered)]
    groups = [group for group in _articles(text) if not _within(group.start, covered)]
    used: set[_Law] = set()
    works = {law.work for law in laws if law.known and law.work}
    for group in groups:
        law = _law_of(group, laws, text)
        sure = law is not None
        if law is None and len(works) == 1:
            law = next(law for law in laws if law.work in works)
        if law is not None:
            used.add(law)
        yield from _cited(group, law, text, sure=sure)
    for law in laws:
        if law not in used:
            yield law.start, _ref(text[law.start : law.end], law, (), sure=True)


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _links(text: str) -> Iterator[tuple[int, LawRef]]:
    taken: list[tuple[int, int]] = []
    for pattern in (_LINK, _BWB, _CVDR):
        for found in pattern.finditer(text):
            if _within(found.start(), taken):
                continue
            taken.append(found.span())
            ref = _of_cvdr(found[0]) if pattern is _CVDR else _of_link(found[0])
            if ref is not None:
                yield found.start(), ref


def _of_link(text: str) -> LawRef | None:
    try:
        citation = Citation.parse(text if ":" in text else f"jci1.3:c:{text}")
    except DataError:
        return None
    return LawRef(text=text, law=law_title(citation.work), citation=citation, held=citation.work in held_works())


def _of_cvdr(text: str) -> LawRef | None:
    try:
        return LawRef(text=text, law="CVDR", cvdr=str(CvdrId.parse(text)))
    except DataError:
        return None


def _laws(text: str) -> list[_Law]:
    found = [
        _Law(match.start(), match.end(), (name := named(match)).work, name.name, known=True)
        for match in mention_pattern().finditer(text)
    ]
    return sorted(found)


def _articles(text: str) -> Iterator[_Articles]:
    for match in _ARTICLES.finditer(text):
        lid = match["lid"] or (_ORDINALS[match["ordinal"].lower()] if match["ordinal"] else None)
        first: list[tuple[str, str]] = [("artikel", match["first"])]
        if lid:
            first.append(("lid", lid))
        if match["part"]:
            first.append(("onderdeel", match["part"]))
        more = re.findall(_ARTICLE_NUMBER, match["more"], re.IGNORECASE) if match["more"] else []
        yield _Articles(match.start(), match.end(), (tuple(first), *((("artikel", number),) for number in more)))


def _law_of(group: _Articles, laws: list[_Law], text: str) -> _Law | None:
    """The law behind the articles, or before them; a name of no law that is held counts as an unknown one."""
    after = _BETWEEN.match(text, group.end)
    begin = after.end() if after else group.end
    for law in laws:
        if law.start in (begin, group.end):
            return law
    unknown = _UNKNOWN.match(text, group.end)
    if unknown:
        return _Law(unknown.start("name"), unknown.end("name"), "", unknown["name"], known=False)
    for law in laws:
        if law.end <= group.start and re.fullmatch(r"[ ]?[,(:]?[ ]?", text[law.end : group.start]):
            return law
    return None


def _cited(group: _Articles, law: _Law | None, text: str, *, sure: bool) -> Iterator[tuple[int, LawRef]]:
    shown = text[group.start : max(group.end, law.end if law and sure else 0)]
    for place in group.places:
        if law is None:
            yield group.start, LawRef(text=shown, law="", sure=False)
            return
        yield group.start, _ref(shown, law, place, sure=sure)


def _ref(shown: str, law: _Law, place: tuple[tuple[str, str], ...], *, sure: bool) -> LawRef:
    if not law.work:
        return LawRef(text=shown, law=law.name, sure=sure)
    citation = Citation(work=law.work, parts=place)
    return LawRef(text=shown, law=law_title(law.work), citation=citation, held=law.work in held_works(), sure=sure)
