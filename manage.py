#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

# These only write source files: they need no server, hence no settings from the environment.
WITHOUT_ENVIRONMENT = {"makemigrations", "create_max_migration_files", "rebase_migration", "squashmigrations"}


def main() -> None:
    # An installation that has its environment, and no tools of developers, may ask whether its tables are up to date.
    asks = "--check" in sys.argv and "SECRET_KEY" in os.environ
    offline = WITHOUT_ENVIRONMENT.intersection(sys.argv[1:2]) and not asks
    settings = "knowledge_network.settings_test" if offline else "knowledge_network.settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    try:
        import django  # noqa: F401
    except ModuleNotFoundError:
        sys.exit("Django is not installed for this Python. `make run` installs all in .venv/ and starts the demo.")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.DEBUG  # noqa: B018 - reads the environment now, so that an error is a list and no traceback
    except ImproperlyConfigured as error:
        sys.exit(f'{error}\nFor the demo, which sets all of this itself: make manage ARGS="{" ".join(sys.argv[1:])}"')
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
