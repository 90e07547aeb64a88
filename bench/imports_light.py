"""Goal 19: ``import vngkit`` against importing attrs, cattrs and pluggy; net CPU time in fresh interpreters."""

from __future__ import annotations

import statistics
import subprocess
import sys

ROUNDS = 15
PROGRAM = "{before}import time; start = time.process_time(); {code}; print(time.process_time() - start)"
CODES = {
    "attrs": "import attrs",
    "attrs, cattrs, pluggy": "import attrs, cattrs, pluggy",
    "vngkit": "import vngkit",
    "vngkit.members": "import vngkit.members",
    "vngkit.members and load()": "import vngkit.members; vngkit.members.load()",
    "the same, where attrs is there": "import vngkit.members; vngkit.members.load()",
    "public API (all rooms)": "import vngkit.kit, vngkit.legislation, vngkit.members, vngkit.terms, vngkit.plugins",
}


BEFORE = {"the same, where attrs is there": "import attrs; "}


def seconds(code: str, before: str = "") -> float:
    """CPU seconds of one piece of code in a fresh interpreter, the interpreter itself not counted."""
    command = [sys.executable, "-c", PROGRAM.format(code=code, before=before)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Interleaved rounds, medians, and the ratio to importing attrs, cattrs and pluggy."""
    for code in CODES.values():
        seconds(code)  # bytecode is written before anything counts
    taken: dict[str, list[float]] = {name: [] for name in CODES}
    for _ in range(ROUNDS):
        for name, code in CODES.items():
            taken[name].append(seconds(code, BEFORE.get(name, "")))
    medians = {name: statistics.median(values) for name, values in taken.items()}
    peer = medians["attrs, cattrs, pluggy"]
    print("| import | net CPU ms | ratio to attrs + cattrs + pluggy |")
    print("|---|---|---|")
    for name, value in medians.items():
        print(f"| {name} | {value * 1000:.1f} | {value / peer:.3f} |")


if __name__ == "__main__":
    main()
