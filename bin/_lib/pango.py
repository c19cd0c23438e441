"""Pango, the only system library that the product needs (WeasyPrint sets the PDF with it)."""

import ctypes
from xml.sax.saxutils import escape

from _lib import debian
from _lib.shell import VENDOR, fail, say

PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
SONAMES = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1"]
UNPACKED = VENDOR / "root"
# The unpacked fontconfig knows no configuration of the system; the product brings its own fonts.
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{unpacked}/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def ensure() -> None:
    """Leave Pango usable: in the system, or unpacked in `.vendor/root`; else end and say what to install."""
    if in_system() or (UNPACKED / "usr").is_dir():
        return
    say("Installing Pango for the PDF documents (once) …")
    refused = debian.install(PACKAGES)
    if refused is None and in_system():
        return
    trouble = debian.unpack(PACKAGES, UNPACKED)
    if trouble:
        fail(
            "Trạng needs Pango for its PDF documents and could neither install nor unpack it.\n"
            f"Ask an administrator to run: apt-get install {' '.join(PACKAGES)}\n({refused}; {trouble})"
        )
    conf = FONTS_CONF.format(unpacked=escape(str(UNPACKED)), cache=escape(str(VENDOR / "fontcache")))
    (VENDOR / "fonts.conf").write_text(conf, encoding="utf-8")


def in_system() -> bool:
    """Tell whether the system's loader finds every library that WeasyPrint opens."""
    try:
        for name in SONAMES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True
