"""What a render process and its owner say to each other over a socket: JSON, and the bytes of a file."""

import json
import socket
import struct
import time
from typing import Any

_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 16


class Closed(Exception):
    """The other side is gone."""


def send(end: socket.socket, words: dict[str, Any], body: bytes = b"") -> None:
    """Send one message; raises ``Closed``, or ``TimeoutError`` after the socket's time-out."""
    head = json.dumps(words, ensure_ascii=False).encode()
    try:
        for part in (head, body):
            end.sendall(_LENGTH.pack(len(part)))
            end.sendall(part)
    except (BrokenPipeError, ConnectionResetError):
        raise Closed from None


def receive(end: socket.socket, seconds: float | None = None) -> tuple[dict[str, Any], bytes]:
    """Return one message; raises ``Closed``, or ``TimeoutError`` when it is not whole after ``seconds``."""
    until = None if seconds is None else time.monotonic() + seconds
    head, body = _part(end, until), _part(end, until)
    words: dict[str, Any] = json.loads(head)
    return words, body


def _part(end: socket.socket, until: float | None) -> bytes:
    [length] = _LENGTH.unpack(_exactly(end, _LENGTH.size, until))
    return _exactly(end, length, until)


def _exactly(end: socket.socket, count: int, until: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        end.settimeout(None if until is None else max(0.001, until - time.monotonic()))
        try:
            found = end.recv(min(count - len(parts), _CHUNK))
        except ConnectionResetError:
            raise Closed from None
        if not found:
            raise Closed
        parts += found
    return bytes(parts)
