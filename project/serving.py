"""Serve the installation at one address: web server, timers and task runners, prepared first."""

import fcntl
import json
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import CommandError
from django.db import connections
from django.utils.translation import gettext as _

from project import addresses, background, first_administrator, prepare, processes, state
from reports.pdf.qr import is_fit
from workflows.models import Installation

Say = Callable[[str], object]
WEB_PROCESSES, WEB_THREADS = 2, 4


@dataclass(frozen=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Address":
        """Read HOST (127.0.0.1) and PORT (8000).

        Raises:
            CommandError: PORT is no port number.
        """
        port = environment.get("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(_("PORT must be a number from 1 to 65535, not “%(port)s”.") % {"port": port})
        return cls(environment.get("HOST") or "127.0.0.1", int(port))

    @property
    def bind(self) -> str:
        """Return the address as gunicorn and a URL write it."""
        return addresses.bind(self.host, self.port)

    @property
    def url(self) -> str:
        """Return where a browser on this machine finds it."""
        return addresses.local_url(self.host, self.port)

    def check_free(self) -> None:
        """Refuse an address that cannot be listened on, before anything is prepared."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise CommandError(
                    _("Cannot listen on %(address)s: %(reason)s. Set HOST and PORT to a free address.")
                    % {"address": self.bind, "reason": error.strerror}
                )

    def answers(self) -> bool:
        """Tell whether somebody accepts connections there."""
        try:
            socket.create_connection((addresses.HERE.get(self.host, self.host), self.port), timeout=1).close()
        except OSError:
            return False
        return True


def serve(address: Address, *, empty: bool, say: Say) -> int:
    """Prepare and serve until told to stop; return the exit status."""
    with _only_one():
        address.check_free()
        prepared = prepare.prepare(say, empty=empty)
        if prepared.new and not empty and "demo" in get_commands():
            prepare.build_demo(say)
        lines = [*_welcome(address), *(first_administrator.lines(address.url) if empty else [])]
        # the children open connections of their own
        connections.close_all()
        return processes.run_together(
            [_web(address), _manage("worker"), *_runners()],
            ready=address.answers,
            announce=lambda: [say(line) for line in lines],
        )


def _web(address: Address) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "project.wsgi:application"),
        *("--chdir", str(state.ROOT), "--bind", address.bind, "--no-control-socket"),
        *("--workers", str(WEB_PROCESSES), "--worker-class", "gthread", "--threads", str(WEB_THREADS)),
        # loaded once and shared: half the memory, and the first page comes sooner
        *("--preload", "--log-level", "warning", "--graceful-timeout", "10"),
    ]


def _manage(command: str) -> list[str]:
    return [sys.executable, str(state.ROOT / "manage.py"), command]


def _runners() -> list[list[str]]:
    """A backend that brings a worker of its own has it started by the operator."""
    ours = settings.TASKS["default"]["BACKEND"] in background.OURS
    return [_manage("task_runner")] * (settings.TASK_RUNNERS if ours else 0)


def _only_one() -> IO[str]:
    """Hold the installation's lock: two servers would migrate and fire timers at once."""
    lock = (state.var_dir() / "serve.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise CommandError(_("This installation is already being served; stop the other one first."))
    return lock


def _welcome(address: Address) -> list[str]:
    lines = ["", _("Trạng is ready: %(url)s") % {"url": address.url}, *_demo_accounts(), *_no_marks()]
    return [*lines, _("Ctrl-C stops it."), ""]


def _no_marks() -> list[str]:
    """A demonstration that has not been told its address is reached where it listens."""
    known = settings.PUBLIC_URL
    if is_fit(known) or (not known and Installation.is_demo_database()):
        return []
    return [_("TRANG_PUBLIC_URL names no address: issued papers will carry no QR code (docs/operators.md).")]


def _demo_accounts() -> list[str]:
    """The list may have outlived its demo, when another database was restored or named: ask the database."""
    path = state.var_dir() / "demo-accounts.json"
    if not Installation.is_demo_database() or not path.exists():
        return []
    accounts = json.loads(path.read_text(encoding="utf-8"))
    return [_("Demo accounts (all of them: %(path)s):") % {"path": path}, *_one_per_role(accounts)]


def _one_per_role(accounts: list[dict[str, str]]) -> list[str]:
    first: dict[str, dict[str, str]] = {}
    for account in accounts:
        first.setdefault(account["role"], account)
    return [f"  {role:<14} {a['username']:<24} {a['password']}" for role, a in first.items()]
