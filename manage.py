#!/usr/bin/env python
"""Django's command line; the settings are `project.settings` unless the environment names others."""

import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    from django.core.management import execute_from_command_line

    from project import database

    with database.said_plainly():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
