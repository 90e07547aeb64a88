"""Build the wheels of core and plugins, install them in an empty environment, and use them with ``src`` out of reach.

Dependencies come from the hash-locked ``requirements/demo.txt``; the wheels are installed without an index.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUST_HOLD = ("vngkit/py.typed", "vngkit/data/law/open_terms.csv", "vngkit/data/members/", "vngkit/data/terms/")
PROGRAM = """
import vngkit, sys
from datetime import date
from pathlib import Path
assert "site-packages" in vngkit.__file__, vngkit.__file__
with vngkit.Kit.open() as kit:
    assert not kit.plugins.faults, kit.plugins.faults
    answer = kit.rules.answer("debt.decision_term", member="GM0344", on=date(2026, 11, 23))
    assert str(answer.value) == "8 weeks", answer
    print(repr(kit))
"""


def build(target: Path) -> list[Path]:
    """The wheels of core and of every plugin; built without isolation from what is installed."""
    for project in [ROOT, *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))]:
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(project)]
        subprocess.run(command, check=True, capture_output=True)
    return sorted(target.glob("*.whl"))


def check_contents(wheels: list[Path]) -> None:
    """The core wheel holds its data and its typing marker, and nothing of the shared material."""
    core = next(path for path in wheels if path.name.startswith("vngkit-0"))
    names = zipfile.ZipFile(core).namelist()
    for wanted in MUST_HOLD:
        if not any(name.startswith(wanted) for name in names):
            raise SystemExit(f"{core.name} does not hold {wanted}")
    strange = [name for name in names if not name.startswith("vngkit")]
    if strange:
        raise SystemExit(f"{core.name} holds more than the package: {', '.join(strange[:5])}")


def main() -> int:
    """Build, look inside, install, use."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        wheels = build(place / "wheels")
        check_contents(wheels)
        venv.create(place / "env", with_pip=False)
        python = place / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        pip = [os.environ.get("UV", "uv"), "pip", "install", "--quiet", "--python", str(python)]
        subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "demo.txt")], check=True)
        subprocess.run([*pip, "--no-deps", "--no-index", *map(str, wheels)], check=True)
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VNGKIT"))}
        for command in ([str(python), "-c", PROGRAM], [str(python), "-m", "vngkit", "doctor"]):
            subprocess.run(command, check=True, cwd=place, env=clean)
        shared = Path(os.environ.get("VNGKIT_SHARED", ROOT.parent / "shared"))
        if not shared.is_dir() and not os.environ.get("CI"):
            print(f"the dossier is not at {shared}: its programs were not run; in CI they are")
            return 0
        for name in ("members_through_time", "which_rule_holds", "a_gemeente_plugs_in"):
            subprocess.run([str(python), str(shared / "acceptance" / f"{name}.py")], check=True, cwd=place, env=clean)
    print(f"{len(wheels)} wheels built, installed and used")
    return 0


if __name__ == "__main__":
    sys.exit(main())
