"""Pango for WeasyPrint where it could not be installed into the system.

`bin/start` unpacks Debian's packages into `.vendor/root` when it may not install them. WeasyPrint
opens its libraries by soname only, so they are loaded here first by full path: the loader then finds
each soname already in memory, and no LD_LIBRARY_PATH has to be set before Python starts.
"""

import ctypes
import os
from pathlib import Path

from project.state import ROOT

VENDOR = ROOT / ".vendor"


def preload() -> int:
    """Load every unpacked library; return how many there are (0 when the system has its own)."""
    libraries = sorted(VENDOR.glob("root/usr/lib/*-linux-gnu*/lib*.so.*"))
    if not libraries:
        return 0
    fonts = VENDOR / "fonts.conf"
    if fonts.exists():
        os.environ.setdefault("FONTCONFIG_FILE", str(fonts))
    return _load_in_order_of_need(libraries)


def _load_in_order_of_need(libraries: list[Path]) -> int:
    """A library whose own needs are not in memory yet fails and is tried again in the next round."""
    loaded, waiting = 0, libraries
    while waiting:
        failed = [path for path in waiting if not _load(path)]
        loaded += len(waiting) - len(failed)
        if len(failed) == len(waiting):
            break
        waiting = failed
    return loaded


def _load(path: Path) -> bool:
    try:
        ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True
