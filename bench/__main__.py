"""Run the measures: ``python -m bench`` runs all, ``python -m bench members_crosswalk`` one; each prints its table."""

from __future__ import annotations

import importlib.metadata
import platform
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHOWN = (
    "attrs",
    "cattrs",
    "pluggy",
    "rapidfuzz",
    "numpy",
    "pandas",
    "polars",
    "duckdb",
    "zen-engine",
    "openfisca-core",
    "dask",
)


def main() -> int:
    """Run the named benches, or all."""
    every = sorted(path.stem for path in HERE.glob("[a-z]*_*.py"))
    chosen = [name for name in sys.argv[1:] if not name.startswith("-")] or every
    unknown = sorted(set(chosen) - set(every))
    if unknown:
        print(f"there is no bench {', '.join(unknown)}; there are {', '.join(every)}")
        return 2
    versions = ", ".join(f"{name} {_version(name)}" for name in SHOWN)
    print(f"CPython {platform.python_version()}, {versions}; ratios and medians, the machine is shared")
    for name in chosen:
        print(f"\n## {name}")
        sys.argv = [name]
        runpy.run_module(f"bench.{name}", run_name="__main__")
    return 0


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    sys.exit(main())
