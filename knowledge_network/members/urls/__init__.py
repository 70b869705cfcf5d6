"""The addresses of people and organisations; each part of the app keeps its own module."""

import importlib
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver

app_name = "members"

urlpatterns: list[URLPattern | URLResolver] = []
for _part in ("organisations", "imports", "accounts", "people", "topics"):
    # Parts arrive one by one while the app is built.
    if find_spec(f"{__name__}.{_part}"):
        urlpatterns += importlib.import_module(f"{__name__}.{_part}").urlpatterns
