"""System checks of the renderer: a missing library is said at start, not at the first document."""

import ctypes
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from reports.pdf.qr import is_fit

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
HINT = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def missing_libraries(names: Sequence[str] = LIBRARIES) -> list[str]:
    """Return the shared libraries that cannot be loaded; their names are those of Linux."""
    missing = []
    for name in names if sys.platform.startswith("linux") else ():
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


@register("reports")
def renderer_libraries(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report ``reports.E001`` when documents cannot be rendered on this machine."""
    missing = missing_libraries()
    if not missing:
        return []
    message = f"PDF files cannot be made: {', '.join(missing)} cannot be loaded."
    return [Error(message, hint=HINT, id="reports.E001")]


@register("reports")
def public_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report ``reports.E002`` when the address that papers are to show is none."""
    if not settings.PUBLIC_URL or is_fit(settings.PUBLIC_URL):
        return []
    message = f"TRANG_PUBLIC_URL is no address that can be printed as a QR code: {settings.PUBLIC_URL}"
    return [Error(message, hint="For example https://thi.example.vn", id="reports.E002")]


@register("reports", deploy=True)
def papers_have_marks(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report ``reports.W002`` when papers are issued without the mark by which they can be verified."""
    if settings.PUBLIC_URL:
        return []
    message = "TRANG_PUBLIC_URL is not set: issued papers carry no QR code by which they can be verified."
    return [Warning(message, hint="For example https://thi.example.vn", id="reports.W002")]
