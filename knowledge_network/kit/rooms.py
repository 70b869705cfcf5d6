"""Rooms: the folders of a wing, one per capability. A wing finds what its rooms offer by itself; nobody keeps a list.

A room is a package directly below a wing. What it adds to the services that work by registration stands in modules of
fixed names, which are imported when Django is ready; its models and addresses come along the same way.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import AppConfig, apps
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

# What a wing loads by itself. The services ask for `audit`, `notices`, `search`, `navigation` and `database_views`
# with `autodiscover`.
PARTS = ("rules", "sections", "digest", "receivers", "tasks")
# Folders of a wing that Django itself gives a meaning.
NOT_ROOMS = {"management", "migrations", "templatetags"}


def list_rooms(wing: str) -> list[str]:
    """The dotted names of the rooms of `wing`, by name."""
    found = pkgutil.iter_modules(import_module(wing).__path__)
    return [f"{wing}.{part.name}" for part in found if part.ispkg and part.name not in NOT_ROOMS]


def import_parts(wing: str, name: str) -> Iterator[ModuleType]:
    """The module `name` of each room of `wing` that has one, imported; of one that grew into a folder all its files."""
    for room in list_rooms(wing):
        if find_spec(f"{room}.{name}"):
            module = import_module(f"{room}.{name}")
            for part in pkgutil.iter_modules(getattr(module, "__path__", [])):
                import_module(f"{module.__name__}.{part.name}")
            yield module


def load_models(wing: str) -> None:
    """Import the models of all rooms: they share the app label of their wing."""
    for _module in import_parts(wing, "models"):
        pass


def collect_addresses(wing: str) -> list[URLPattern | URLResolver]:
    """The `urlpatterns` of all rooms, then their `last_urlpatterns`: those that would take the addresses of others."""
    modules = list(import_parts(wing, "urls"))
    first = [pattern for module in modules for pattern in getattr(module, "urlpatterns", [])]
    last = [pattern for module in modules for pattern in getattr(module, "last_urlpatterns", [])]
    return group_addresses([*first, *last])


def group_addresses(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses, those that begin with the same word behind that word.

    Django tries one after the other: of several hundreds that costs every request a millisecond, of some dozens of
    words a fraction of it. What does not begin with a plain word stays where it is.
    """
    found: list[URLPattern | URLResolver] = []
    behind: dict[str, list[URLPattern | URLResolver]] = {}
    for pattern in patterns:
        route = pattern.pattern
        word, slash, rest = str(route).partition("/")
        if not isinstance(pattern, URLPattern) or not isinstance(route, RoutePattern) or not slash or "<" in word:
            found.append(pattern)
            continue
        if word not in behind:
            behind[word] = []
            found.append(path(f"{word}/", include(behind[word])))
        inner = RoutePattern(rest, name=route.name, is_endpoint=True)
        behind[word].append(URLPattern(inner, pattern.callback, pattern.default_args, pattern.name))
    return found


def autodiscover(*names: str) -> None:
    """Import modules of these names of every app, and of every room of a wing: what is in them registers itself."""
    for config in apps.get_app_configs():
        for name in names:
            if find_spec(f"{config.name}.{name}"):
                import_module(f"{config.name}.{name}")
            if isinstance(config, Wing):
                for _module in import_parts(config.name, name):
                    pass


class Wing(AppConfig):
    """A part of the platform that is built of rooms."""

    # Django takes the one configuration that a module `apps` holds; that of the wing, not this one imported beside it.
    default = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        for name in PARTS:
            for _module in import_parts(self.name, name):
                pass
