"""The built wheel, alone in a clean environment, runs `cockpit check`: what is shipped is what is tested."""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-23T10:00+08:00"


def main() -> None:
    """Build, install, write a demo, check it; raise when any of it fails."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT))
        python = _environment(place / "clean")
        _run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(ROOT / "requirements.txt"))
        _run(python, "-m", "pip", "install", "--quiet", "--no-deps", str(next(place.glob("*.whl"))))
        cockpit = str(Path(python).with_name("cockpit"))
        demo = place / "demo"
        _run(cockpit, "demo", str(demo), "--no-open", "--as-of", AS_OF)
        _same_twice(cockpit, demo)


def _environment(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    return str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")


def _same_twice(cockpit: str, demo: Path) -> None:
    command = [cockpit, "check", "-w", str(demo), "--as-of", AS_OF, "--format", "json", "--fail-on", "never"]
    first, second = (subprocess.run(command, check=True, capture_output=True, cwd=demo).stdout for _ in range(2))
    if first != second:
        raise SystemExit("two headless runs on the same workspace differ")
    found = json.loads(first)
    sys.stdout.write(f"wheel: {len(found['issues'])} issues from {len(found['reports'])} files\n")
    if not found["issues"]:
        raise SystemExit("the built wheel finds no issue in the demo")


def _run(*command: str) -> None:
    # Not from the checkout: `cockpit` must be the installed one.
    subprocess.run(command, check=True, cwd=tempfile.gettempdir())


if __name__ == "__main__":
    main()
