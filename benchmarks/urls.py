"""The product's addresses and, only here, the floor pages."""

from django.urls import include, path

from benchmarks import floor

urlpatterns = [
    path("floor/directory/", floor.directory, name="floor_directory"),
    path("floor/profile/<str:public_id>/", floor.profile, name="floor_profile"),
    path("floor/group/<slug:slug>/", floor.group, name="floor_group"),
    path("floor/finder/", floor.finder, name="floor_finder"),
    path("", include("knowledge_network.urls")),
]
