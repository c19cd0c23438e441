"""Answers that are files: names in UTF-8, never guessed types, never shown as a page by accident."""

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import quote

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from workflows.vietnamese.fold import slug


def disposition(filename: str, *, inline: bool = False) -> str:
    """Return a Content-Disposition with an ASCII name for old readers and the real one (RFC 6266)."""
    clean = filename.replace("\r", "").replace("\n", "") or "tep"
    stem, dot, suffix = clean.rpartition(".")
    plain = f"{slug(stem)}.{slug(suffix)}" if dot and stem else slug(clean)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


def download(content: bytes, filename: str, content_type: str, *, inline: bool = False) -> HttpResponse:
    """Return bytes as a private file."""
    response = HttpResponse(content, content_type=content_type)
    return _private(response, filename, inline)


def stream(file: Any, filename: str, content_type: str, *, inline: bool = False) -> FileResponse:
    """Return a stored file piece by piece."""
    response = FileResponse(file.open("rb"), content_type=content_type or "application/octet-stream")
    return _private(response, filename, inline)


def stream_pieces(pieces: Iterable[bytes], filename: str, content_type: str) -> StreamingHttpResponse:
    """Return a file that is made while it is read."""
    response = StreamingHttpResponse(pieces, content_type=content_type)
    return cast(StreamingHttpResponse, _private(response, filename, False))


def _private(response: Any, filename: str, inline: bool) -> Any:
    response.headers["Content-Disposition"] = disposition(filename, inline=inline)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
