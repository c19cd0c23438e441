#!/usr/bin/env python3
"""What must be green before anything is merged: every check, then every test, from a bare Debian.

Usage: .ci/run
Each check prints its own output; the last line counts the parts: `N passed, N failed`.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bin"))

from _lib import setup, venv  # noqa: E402
from _lib.shell import say  # noqa: E402

BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
SOURCES = [".", "bin/start", "bin/test", "bin/manage", ".ci/checks.py"]
TEMPLATES = ["project/templates", "workflows/templates", "reports/templates"]
CHECKS: dict[str, list[str]] = {
    "ruff": [str(BIN / "ruff"), "check", *SOURCES],
    "ruff format": [str(BIN / "ruff"), "format", "--check", *SOURCES],
    "mypy": [str(BIN / "mypy")],
    "import-linter": [str(BIN / "lint-imports")],
    "djlint": [str(BIN / "djlint"), "--lint", "--quiet", *TEMPLATES],
    "django": [PYTHON, "-W", "error", "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [PYTHON, "-m", "project.catalogue", "--check"],
    "tests": [str(ROOT / "bin" / "test")],
}


def main() -> int:
    """Run all parts, also after one has failed; return 0 when all passed."""
    os.environ["CI"] = "true"
    os.chdir(ROOT)
    setup.ensure(venv.RUN_AND_TEST)
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    for name in failed:
        say(f"FAILED: {name}")
    say(f"{len(CHECKS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    say(f"\n=== {name} ===")
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
