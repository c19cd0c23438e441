"""The product's own settings, with the yardstick beside it: same database, sessions and middleware."""

from project.settings import *  # noqa: F403
from project.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.stock_viewflow.contest"]
ROOT_URLCONF = "benchmarks.urls"
