"""Settings of the test-suite: a state directory of its own that vanishes with the process.

DATABASE_URL chooses the engine, as everywhere.
"""

import atexit
import os
import shutil
import tempfile

_VAR = tempfile.mkdtemp(prefix="trang-test-")
os.environ["TRANG_VAR"] = _VAR
atexit.register(shutil.rmtree, _VAR, ignore_errors=True)

from project.settings import *  # noqa: E402, F403
from project.settings import DATABASES, STORAGES  # noqa: E402

# Threads must see one database: a file, not the private memory of a connection.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].update({"TEST": {"NAME": f"{_VAR}/test.sqlite3"}})
    # the file is thrown away: nothing to keep safe from a power cut
    _OPTIONS = DATABASES["default"]["OPTIONS"]
    _OPTIONS["init_command"] = f"{_OPTIONS['init_command']}PRAGMA synchronous=OFF;"
DATABASES["default"].update({"CONN_MAX_AGE": 0})

# papers of the tests are signed, by the authority of the demonstration
SIGNING = "demo"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# one visitor asks for everything; tests of the limits set their own
PUBLIC_RATES = {}
