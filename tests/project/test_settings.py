"""What the environment decides, tried in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from project.state import ROOT

ASK = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def ask(var: Path, *names: str, **environment: str) -> dict[str, Any]:
    """Return settings as a fresh process with this environment sees them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK, *names],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": "project.settings", "TRANG_VAR": str(var), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_sqlite_in_the_state_directory_is_the_default(tmp_path: Path) -> None:
    var = tmp_path / "with space % and ?"
    default = ask(var, "DATABASES")["DATABASES"]["default"]
    assert default["ENGINE"] == "django.db.backends.sqlite3"
    assert default["NAME"] == str(var / "db.sqlite3")
    assert default["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in default["OPTIONS"]["init_command"]


def test_database_url_names_an_sqlite_file_by_its_absolute_path(tmp_path: Path) -> None:
    default = ask(tmp_path, "DATABASES", DATABASE_URL="sqlite:////srv/data/x.sqlite3")["DATABASES"]["default"]
    assert default["NAME"] == "/srv/data/x.sqlite3"
    assert default["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_url_names_postgresql(tmp_path: Path) -> None:
    url = "postgres://trang:p%40ss@db.example:5433/contests"
    default = ask(tmp_path, "DATABASES", DATABASE_URL=url)["DATABASES"]["default"]
    assert default["ENGINE"] == "django.db.backends.postgresql"
    found = [default[name] for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")]
    assert found == ["db.example", 5433, "trang", "p@ss", "contests"]


def test_debug_is_off_and_cookies_need_tls_where_tls_is_said(tmp_path: Path) -> None:
    names = (
        "DEBUG",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    assert list(ask(tmp_path, *names).values()) == [False, False, False, False, 0]
    assert list(ask(tmp_path, *names, TRANG_HTTPS="1").values()) == [False, True, True, True, 31_536_000]


def test_the_host_that_is_served_is_answered(tmp_path: Path) -> None:
    assert "trang.example.vn" in ask(tmp_path, "ALLOWED_HOSTS", HOST="trang.example.vn")["ALLOWED_HOSTS"]
    assert ask(tmp_path, "ALLOWED_HOSTS", ALLOWED_HOSTS="a.vn,b.vn")["ALLOWED_HOSTS"] == ["a.vn", "b.vn"]


def test_mail_is_kept_in_files_until_a_server_is_named(tmp_path: Path) -> None:
    assert ask(tmp_path, "EMAIL_BACKEND")["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    found = ask(
        tmp_path, "EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", EMAIL_URL="smtp+tls://u:p@mail.example:587"
    )
    assert found["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 587)


@pytest.mark.parametrize("directive", ["script-src", "style-src", "default-src"])
def test_no_policy_allows_inline_code_or_another_host(directive: str, settings: Any) -> None:
    sources = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"][directive]
    assert set(sources) <= {"'self'", "'none'"}
