"""The addresses of value stories."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.insight.stories import views

ONE = "waardeverhalen/<slug:public_id>/"
PART = f"{ONE}deel/<slug:part>/"

urlpatterns: list[URLPattern] = [
    path("waardeverhalen/", views.story_list, name="story_list"),
    path("waardeverhalen/vertellen/", views.story_tell, name="story_tell"),
    path("waardeverhalen/groep/<slug:slug>/", views.story_group, name="story_group"),
    path(ONE, views.story_detail, name="story_detail"),
    path(f"{ONE}wijzigen/", views.story_change, name="story_change"),
    path(f"{ONE}weg/", views.story_remove, name="story_remove"),
    path(f"{ONE}uit-beeld/", views.story_hide, name="story_hide"),
    path(f"{ONE}deel/", views.story_part_add, name="story_part_add"),
    path(PART, views.story_part_change, name="story_part_change"),
    path(f"{PART}weg/", views.story_part_remove, name="story_part_remove"),
]
