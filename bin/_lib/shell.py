"""Words to the person at the terminal, and commands run for them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent.parent
VENDOR = ROOT / ".vendor"


def say(sentence: str) -> None:
    """Print one line at once, also into a pipe."""
    print(sentence, flush=True)


def fail(sentence: str) -> NoReturn:
    """End with one clear sentence."""
    sys.stdout.flush()
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(1)


def in_ci() -> bool:
    """Tell whether a missing tool must be a failure: environment CI, set by .ci/run."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def run_quietly(command: list[str], **options: object) -> str | None:
    """Run a command; return None when it succeeded, else the last lines of what it said."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return None
    lines = (done.stdout + done.stderr).strip().splitlines()
    return "\n".join(lines[-15:]) or f"status {done.returncode}"
