"""Where the installation keeps its state, and its secret key.

Everything that must outlive a restart lies under one directory: `var/` beside manage.py, or the
directory named by the environment variable TRANG_VAR.
"""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def var_dir() -> Path:
    """Return the state directory, made on first use and closed to other users."""
    directory = Path(os.environ.get("TRANG_VAR") or ROOT / "var").resolve()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory


def subdirectory(name: str) -> Path:
    """Return `var/<name>`, made on first use, closed to other users."""
    directory = var_dir() / name
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory


def secret_key() -> str:
    """Return Django's secret key from `var/secret_key`; the file is made with mode 600 on first use.

    Two processes may start at once: a whole file is linked into place, and the one that comes
    second reads what the first has written.
    """
    path = var_dir() / "secret_key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
