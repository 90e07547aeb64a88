"""Notebooks (*notitieboeken*): tables, a tile map of all gemeenten and a trend plot, made from outside the domain.

``%load_ext vngkit`` registers the tables. The maps are plain SVG; the trend plot needs the extra ``notebook``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vngkit.notebook._asked import question_trend
    from vngkit.notebook._extension import load_ipython_extension, unload_ipython_extension
    from vngkit.notebook._table import Table
    from vngkit.notebook._tile_map import TileMap, tile_map
    from vngkit.notebook._trend import TrendPlot, trend
    from vngkit.notebook._views import table

__all__ = [
    "Table",
    "TileMap",
    "TrendPlot",
    "load_ipython_extension",
    "question_trend",
    "table",
    "tile_map",
    "trend",
    "unload_ipython_extension",
]

_PLACES = {
    "Table": "_table",
    "TileMap": "_tile_map",
    "TrendPlot": "_trend",
    "load_ipython_extension": "_extension",
    "question_trend": "_asked",
    "table": "_views",
    "tile_map": "_tile_map",
    "trend": "_trend",
    "unload_ipython_extension": "_extension",
}


def __getattr__(name: str) -> object:
    """Import what is named the first time that it is asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module 'vngkit.notebook' has no attribute {name!r}")
    import importlib

    value: object = getattr(importlib.import_module(f"vngkit.notebook.{_PLACES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
