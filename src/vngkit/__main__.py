"""``python -m vngkit``: the command line."""

from __future__ import annotations

from vngkit.cli import main

if __name__ == "__main__":
    main()
