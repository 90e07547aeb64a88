"""The index of answers that exist: put in, taken out, found and explained."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from attrs import evolve

from vngkit.errors import DataError, NotFound
from vngkit.questions.search._counts import Counts
from vngkit.questions.search._engine import Engine
from vngkit.questions.search._journal import JOURNAL, Change, Journal
from vngkit.questions.search._query import Query, make_query
from vngkit.questions.search._result import Hit, Others, SearchDocument, SearchResult
from vngkit.questions.search._semantic import Semantic
from vngkit.questions.search._tokens import Terms
from vngkit.questions.search._weights import Weights
from vngkit.text import STEMMER, Compounds, Speller, plain, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SearchIndex"]

_FORMAT: Final = {"format": 1, "stemmer": STEMMER, "terms": "stems+parts, pieces of 4 and 5"}
_MARK: Final = "vngkit-index.json"
_LOOKED_AT: Final = 40
_LOOKED_AT_LONG: Final = 60
_TIMES: Final = 3
_COMPARED: Final = 100
_INDEXED: Final = 200_000
_SAME: Final = 1e-9
_WAITING: Final = 32


class SearchIndex:
    """Index van antwoorden: finds the answer that exists, in memory or in a folder, and says what a hit rests on.

    Args:
        folder: where its files are; in memory if left out. One program at a time can have it open.
        weights: how much each view of the words counts.
        semantic: likeness of meaning; that of the extra ``semantic`` if left out, named as absent when it is not there.

    Raises ``IndexBroken`` when the files can not be read (make it anew with ``rebuild``), and ``VngkitError`` when the
    extra ``questions`` is absent or another program has it open. An index made by another stemmer or another version is
    made anew from its own documents.

    >>> index = SearchIndex(semantic=Semantic(load=lambda: None))
    >>> index.add(SearchDocument(id="a", title="Wanneer heb ik recht op huurtoeslag?", text="Als u huurt en …"))
    >>> index.add(SearchDocument(id="b", title="Hoe vraag ik een paspoort aan?", text="Bij de gemeente."))
    >>> result = index.search("krijg ik een huurtoeslaag")
    >>> result.hits[0].id, dict(result.corrected), result.semantic
    ('a', {'huurtoeslaag': 'huurtoeslag'}, 'absent: no model')
    """

    def __init__(
        self,
        folder: str | Path | None = None,
        *,
        weights: Weights | None = None,
        semantic: Semantic | None = None,
    ) -> None:
        self.weights = weights or Weights()
        self._semantic = semantic or Semantic()
        self._folder = None if folder is None else Path(folder)
        self._lock = RLock()
        self._compounds = Compounds()
        self._terms = Terms(self._compounds)
        other = self._prepare()
        self._engine = Engine(self._folder)
        self._journal = Journal(self._folder)
        self._waiting = self._journal.read()
        self._settle()
        self._next = 0
        self._empty()
        held = list(self._engine.documents())
        if other:
            self.rebuild(document for document, _, _ in held)
        else:
            for document, number, vector in held:
                self._count_in(document, number, vector)

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, name: object) -> bool:
        return name in self._documents

    def __iter__(self) -> Iterator[SearchDocument]:
        return iter(sorted(self._documents.values(), key=lambda document: document.id))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<SearchIndex: {len(self)} documents{'' if self._folder is None else ', in a folder'}>"

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._settle()
            self._engine.close()

    def get(self, name: str) -> SearchDocument:
        """A document by its id; raises ``NotFound``."""
        try:
            return self._documents[name]
        except KeyError:
            raise NotFound(
                "there is no document of that id in the index.", fix="look whether the id was copied whole"
            ) from None

    def add(self, *documents: SearchDocument) -> None:
        """Put documents in, for good when this returns; one with an id that is there already takes its place."""
        with self._lock:
            new = self._prepared(documents)
            self._keep([Change(name=each.id, document=each, number=at, vector=vector) for each, at, vector in new])
            for document, number, vector in new:
                if document.id in self._documents:
                    self._count_out(document.id)
                self._count_in(document, number, vector)

    def remove(self, *names: str) -> None:
        """Take documents out, for good when this returns; an id that is not there is no error."""
        with self._lock:
            self._engine.check_open()
            known = [name for name in dict.fromkeys(names) if name in self._documents]
            self._keep([Change(name=name) for name in known])
            for name in known:
                self._count_out(name)

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Make the index anew (*opnieuw opbouwen*) of these documents; nothing of before stays.

        It is one step: when it fails, or the program ends in it, the index is as before.
        """
        with self._lock:
            self._settle()
            new = self._prepared(documents)
            self._engine.clear()
            self._write(Change(name=each.id, document=each, number=at, vector=vector) for each, at, vector in new)
            self._empty()
            for document, number, vector in new:
                self._count_in(document, number, vector)
            self._sign()

    @classmethod
    def anew(
        cls,
        folder: str | Path,
        documents: Iterable[SearchDocument],
        *,
        weights: Weights | None = None,
        semantic: Semantic | None = None,
    ) -> SearchIndex:
        """An index made of documents in a folder whose index is broken or absent (*nieuwe index*)."""
        path = Path(folder)
        if path.is_dir():
            for file in path.iterdir():
                if file.suffix in _SUFFIXES or file.name in (
                    _MARK,
                    JOURNAL,
                    "meta.json",
                    ".managed.json",
                    ".tantivy-meta.lock",
                    ".tantivy-writer.lock",
                ):
                    file.unlink()
        index = cls(path, weights=weights, semantic=semantic)
        index.rebuild(documents)
        return index

    def add_alias(self, name: str, wording: str) -> None:
        """Let a document be found by another wording (*alias*), with nothing personal in it; raises ``NotFound``."""
        held = self.get(name)
        if wording.strip() and wording not in held.aliases:
            self.add(evolve(held, aliases=(*held.aliases, wording)))

    def remove_alias(self, name: str, wording: str) -> None:
        """Take a wording back; one that is not there is no error. Raises ``NotFound``."""
        held = self.get(name)
        if wording in held.aliases:
            self.add(evolve(held, aliases=tuple(other for other in held.aliases if other != wording)))

    def search(self, text: str, *, limit: int = 10, weights: Weights | None = None) -> SearchResult:
        """Find the answers that exist (*zoeken*) for a question.

        Args:
            text: the question, short or long, with or without spelling errors. HTML and control characters are left
                out; of more than 20,000 letters the beginning counts.
            limit: how many hits at most, 1 to 100.
            weights: other weights than those of the index, this once.

        Returns:
            The hits with what they rest on; no hits for a question without words that are known.

        Raises ``DataError`` for a question that is no text or empty, and for a limit that is no such number.
        """
        if type(text) is not str or not words(plain(text[:_INDEXED])):
            raise DataError("there is no question in it.", fix="write a question with at least one word")
        if type(limit) is not int or not 1 <= limit <= _COMPARED:
            raise DataError("limit is not a number of hits.", fix=f"give a whole number from 1 to {_COMPARED}")
        with self._lock:
            used = weights or self.weights
            query = self._understand(text, used)
            semantic = self._semantic.state if self._vectors else "absent: no document has numbers of meaning"
            if self._semantic.state != "used":
                semantic = self._semantic.state
            share = 0.0 if semantic != "used" else used.long_meaning if query.long else used.meaning
            hits = self._hits(query, limit, share)
        return SearchResult(
            hits=hits[:limit],
            corrected=query.corrected,
            official=query.official,
            compounds=query.compounds,
            semantic=semantic,
            margin=hits[0].score - hits[1].score if len(hits) > 1 else None,
            long=query.long,
        )

    def _understand(self, text: str, weights: Weights) -> Query:
        return make_query(
            text,
            counts=self._counts,
            speller=self._speller,
            compounds=self._compounds,
            terms=self._terms,
            weights=weights,
        )

    def _hits(self, query: Query, limit: int, meaning: float) -> tuple[Hit, ...]:
        looked_at = max(_LOOKED_AT_LONG if query.long else _LOOKED_AT, _TIMES * limit)
        numbers = self._engine.candidates(query.asked, max(_COMPARED, limit + 1) if meaning else looked_at)
        compared = self._compared(numbers)
        if not query.asked or not compared:
            return ()
        counted, rest = self._counts.score(query.asked, compared, long=query.long)
        held = [place for place, score in enumerate(counted.tolist()) if score > 0]
        names, bases, scores = [compared[place] for place in held], [rest[place] for place in held], counted[held]
        factor = 1.0
        others: list[Others] = [()] * len(names)
        if meaning and names:
            scores, factor, others = self._with_meaning(query, names, scores, meaning)
        return tuple(
            Hit(
                document=self._documents[names[place]],
                score=float(scores[place]),
                basis=bases[place],
                asked=query.asked,
                factor=factor,
                others=others[place],
            )
            for place in _best(names, scores, limit + 1)
        )

    def _with_meaning(
        self, query: Query, names: list[str], scores: NDArray[np.float64], weight: float
    ) -> tuple[NDArray[np.float64], float, list[Others]]:
        """How far each stands above the mean of those compared, by words and by meaning, and what makes that up."""
        asked = self._semantic.of_question(query.text)
        like = _likes([self._vectors.get(name) for name in names], asked)
        by_words, by_meaning = 1.0 / _spread(scores), weight / _spread(like)
        level = -by_words * float(scores.mean()) - by_meaning * float(like.mean())
        others: list[Others] = [(("meaning", by_meaning * float(each)), ("level", level)) for each in like]
        return by_words * scores + by_meaning * like + level, by_words, others

    def _compared(self, numbers: Sequence[int]) -> list[str]:
        """The documents to score: those that the engine found, and those that it does not know yet."""
        waiting = (change.name for change in self._waiting if change.name in self._documents)
        found = (self._names[number] for number in numbers if number in self._names)
        return list(dict.fromkeys([*found, *waiting]))

    def _prepared(self, documents: Iterable[SearchDocument]) -> list[tuple[SearchDocument, int, bytes]]:
        """Documents, of one id the last, each with its number and its vector."""
        self._engine.check_open()
        new: dict[str, tuple[SearchDocument, int, bytes]] = {}
        number = self._next
        for document in documents:
            number += 1
            new[document.id] = (document, number, self._semantic.of_document(document.title, document.text))
        return list(new.values())

    def _keep(self, changes: list[Change]) -> None:
        """Keep changes for good: a few in the journal, at once; many, or when many wait, in the files of the engine."""
        if len(changes) < _WAITING:
            self._journal.append(changes)
            self._waiting += changes
            if len(self._waiting) >= _WAITING:
                self._settle()
        else:
            self._settle()
            self._write(changes)

    def _settle(self) -> None:
        """Let the engine write what waits; until then the journal has it."""
        if self._waiting:
            self._write(self._waiting)
            self._waiting = []
            self._journal.clear()

    def _write(self, changes: Iterable[Change]) -> None:
        try:
            for change in changes:
                if change.document is None:
                    self._engine.take(change.name)
                else:
                    texts = self._terms.texts(_words(change.document))
                    self._engine.put(change.document, change.number, texts, change.vector)
        except BaseException:
            self._engine.rollback()
            raise
        self._engine.commit()

    def _count_in(self, document: SearchDocument, number: int, vector: bytes) -> None:
        found = _words(document)
        self._counts.add(document.id, found)
        for word in set(found):
            self._speller.add(word)
        self._documents[document.id] = document
        self._names[number] = document.id
        self._numbers[document.id] = number
        self._next = max(self._next, number)
        if vector:
            self._vectors[document.id] = np.frombuffer(vector, dtype=np.float16)

    def _count_out(self, name: str) -> None:
        for word in set(_words(self._documents.pop(name))):
            self._speller.remove(word)
        self._counts.remove(name)
        del self._names[self._numbers.pop(name)]
        self._vectors.pop(name, None)

    def _empty(self) -> None:
        self._counts, self._speller = Counts(self._terms), Speller(self._compounds)
        self._names: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._documents: dict[str, SearchDocument] = {}
        self._vectors: dict[str, NDArray[np.float16]] = {}

    def _prepare(self) -> bool:
        """Make the folder ready; whether what is in it was made in another way."""
        if self._folder is None:
            return False
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # some answers are for inside alone
            if (self._folder / _MARK).is_file():
                held = json.loads((self._folder / _MARK).read_text(encoding="utf-8"))
                return bool(held != _FORMAT)
            if (self._folder / "meta.json").exists():
                return True
            self._sign()
        except ValueError:
            return True
        except OSError as error:
            raise DataError(
                f"the folder of the index can not be used ({type(error).__name__}).",
                fix="give a folder that can be written",
            ) from None
        return False

    def _sign(self) -> None:
        if self._folder is not None:
            (self._folder / _MARK).write_text(json.dumps(_FORMAT), encoding="utf-8")


_SUFFIXES: Final = frozenset({".store", ".term", ".idx", ".pos", ".fast", ".fieldnorm", ".del", ".managed", ".lock"})


def _words(document: SearchDocument) -> list[str]:
    return words(plain(" ".join((document.title, *document.aliases, document.text))[:_INDEXED]))


def _best(names: list[str], scores: NDArray[np.float64], limit: int) -> list[int]:
    """The places of the best scores; of two that are equal the first id."""
    order = sorted(range(len(names)), key=lambda place: (-round(float(scores[place]), 9), names[place]))
    return order[:limit]


def _likes(vectors: Sequence[NDArray[np.float16] | None], asked: NDArray[np.float32]) -> NDArray[np.float64]:
    """How like each is to what is asked; one that has no numbers is as like as the mean of the others."""
    known = [float(vector.astype(np.float32) @ asked) for vector in vectors if vector is not None]
    level = sum(known) / (len(known) or 1)
    told = iter(known)
    return np.array([level if vector is None else next(told) for vector in vectors])


def _spread(values: NDArray[np.float64]) -> float:
    """The standard deviation; 1 for values that are all the same."""
    spread = float(values.std())
    return spread if spread > _SAME else 1.0
