"""``%load_ext vngkit``: tables for the value objects of the domain, which know nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import frozen

from vngkit.notebook._table import as_html, as_text
from vngkit.notebook._views import ROWS, View, short, views
from vngkit.notebook._words import as_lang

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vngkit.legislation import Lang

__all__ = ["load_ipython_extension", "unload_ipython_extension"]

_HTML, _TEXT = "text/html", "text/plain"


class Formatter(Protocol):
    """What IPython has for each form of output."""

    def for_type(self, kind: type, func: Callable[..., Any]) -> object:
        """Use the function for objects of this class."""
        ...

    def pop(self, kind: type, default: object = None) -> object:
        """Forget what was told for this class."""
        ...


class Shell(Protocol):
    """The shell of IPython, as far as it is used here."""

    @property
    def display_formatter(self) -> Any:
        """Holds a formatter for each form of output."""
        ...


@frozen
class _Html:
    """The table as HTML; the same for every object of a class."""

    view: View
    lang: Lang

    def __call__(self, found: object) -> str:
        return as_html(short(self.view(found, self.lang), ROWS, self.lang))


@frozen
class _Text:
    """The table as text; an object inside another one is written as always."""

    view: View
    lang: Lang

    def __call__(self, found: object, printer: Any, cycle: bool) -> None:  # noqa: FBT001  # the signature of IPython
        whole = not cycle and len(printer.stack) <= 1
        printer.text(as_text(short(self.view(found, self.lang), ROWS, self.lang)) if whole else repr(found))


_MADE: Final[Mapping[str, type[_Html | _Text]]] = {_HTML: _Html, _TEXT: _Text}


def load_ipython_extension(shell: Shell) -> None:
    """Register the tables (*tabellen*) with a notebook: what ``%load_ext vngkit`` calls.

    Args:
        shell: the shell of IPython. The language is that of ``VNGKIT_LANG``, or Dutch.

    Raises:
        DataError: ``VNGKIT_LANG`` is another language.
    """
    lang = as_lang(None)
    for form, make in _MADE.items():
        formatter: Formatter = shell.display_formatter.formatters[form]
        for kind, view in views().items():
            formatter.for_type(kind, make(view, lang))


def unload_ipython_extension(shell: Shell) -> None:
    """Take the tables away again: what ``%unload_ext vngkit`` calls."""
    for form in _MADE:
        formatter: Formatter = shell.display_formatter.formatters[form]
        for kind in views():
            formatter.pop(kind, None)
