"""The addresses of frameworks, profiles and looking at oneself by them."""

from __future__ import annotations

from django.urls import URLPattern, path

from knowledge_network.insight.frameworks.views import keeping, looks

ONE = "kaders/<slug:slug>/"
CRITERION = f"{ONE}criterium/<slug:criterion>/"
LOOK = "kaders/ronde/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("kaders/", keeping.framework_list, name="framework_list"),
    path("kaders/nieuw/", keeping.framework_add, name="framework_add"),
    path(LOOK, looks.look_detail, name="look_detail"),
    path(f"{LOOK}punt/<slug:item>/", looks.look_item, name="look_item"),
    path(f"{LOOK}vragen/", looks.look_ask, name="look_ask"),
    path(f"{LOOK}gevraagd/", looks.look_friend, name="look_friend"),
    path(f"{LOOK}gesprek/", looks.look_talk, name="look_talk"),
    path(f"{LOOK}actie/", looks.look_action_add, name="look_action_add"),
    path(f"{LOOK}actie/<slug:action>/", looks.look_action_done, name="look_action_done"),
    path(f"{LOOK}afronden/", looks.look_done, name="look_done"),
    path(f"{LOOK}weg/", looks.look_remove, name="look_remove"),
]
last_urlpatterns: list[URLPattern] = [
    path(ONE, keeping.framework_detail, name="framework_detail"),
    path(f"{ONE}wijzigen/", keeping.framework_change, name="framework_change"),
    path(f"{ONE}beginnen/", looks.look_begin, name="look_begin"),
    path(f"{ONE}criterium/", keeping.criterion_add, name="criterion_add"),
    path(CRITERION, keeping.criterion_change, name="criterion_change"),
    path(f"{CRITERION}weg/", keeping.criterion_remove, name="criterion_remove"),
]
