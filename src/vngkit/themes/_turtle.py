"""Turtle as a graph: read by rdflib, an extra, because a well-kept library reads it better than we would."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vngkit.errors import DataError

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["parse_turtle"]

_LARGEST: Final = 20_000_000  # bytes; the largest list of the government is far below it


def parse_turtle(source: Path | str | bytes) -> Graph:
    """The graph in a file or text; raises ``DataError`` for whatever is wrong with it. Nothing is fetched."""
    return _graph(_content(source))


@contextmanager
def _without_its_log() -> Iterator[None]:
    """Keep what rdflib logs of this document out of the log: a day that is none, with a stack; we tell it ourselves."""
    here, logger = threading.get_ident(), logging.getLogger("rdflib.term")

    def of_another(record: logging.LogRecord) -> bool:
        return record.thread != here

    logger.addFilter(of_another)
    try:
        yield
    finally:
        logger.removeFilter(of_another)


def _content(source: Path | str | bytes) -> bytes:
    if isinstance(source, Path):
        try:
            if source.stat().st_size > _LARGEST:
                raise DataError(f"{source.name} is larger than {_LARGEST:,} bytes.", fix="give one list at a time")
            return source.read_bytes()
        except OSError as error:
            raise DataError(f"{source} can not be read: {error.strerror}.", fix="correct the path") from None
    if not isinstance(source, str | bytes):
        raise DataError(f"a {type(source).__name__} is no Turtle.", fix="hand in a Path, or the text")
    try:
        content = source.encode() if isinstance(source, str) else source
    except UnicodeEncodeError:
        raise DataError("the text holds half a character pair.", fix="read the file as UTF-8") from None
    if len(content) > _LARGEST:
        raise DataError(f"the text is larger than {_LARGEST:,} bytes.", fix="give one list at a time")
    return content


def _graph(content: bytes) -> Graph:
    try:
        from rdflib import Graph
    except ImportError:
        raise DataError(
            "reading SKOS needs rdflib, which is not installed.", fix="pip install 'vngkit[skos]'"
        ) from None
    graph = Graph(bind_namespaces="none")
    try:
        with _without_its_log():
            graph.parse(data=content, format="turtle")
    except UnicodeDecodeError:
        raise DataError("the document is not UTF-8.", fix="save it as UTF-8") from None
    except Exception as error:  # noqa: BLE001  # whatever the parser meets: the text is not ours
        line = getattr(error, "lines", None)
        where = f" line {line + 1}" if isinstance(line, int) else ""
        raise DataError(
            f"the document is not Turtle:{where or ' it can not be read'}.",
            fix="correct that line, or write it out again as Turtle",
        ) from None
    return graph
