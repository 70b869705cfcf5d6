"""The addresses of groups: their open part and their closed space."""

import importlib
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver

app_name = "plg"

urlpatterns: list[URLPattern | URLResolver] = []
# The closed space first: its addresses lie inside those of a group.
for _part, _needs in (
    ("space", ("agreements", "conversations", "files", "meetings", "posts", "space")),
    ("groups", ()),
):
    # Parts arrive one by one while the app is built.
    if all(find_spec(f"plg.views.{_view}") for _view in _needs):
        urlpatterns += importlib.import_module(f"{__name__}.{_part}").urlpatterns
