"""The addresses below `/lesson-study/`, each room its own; and `/beeld/`, which any group uses."""

from django.urls import include, path

from knowledge_network.kit.rooms import collect_addresses
from lesson_study.video.urls import own_urlpatterns

app_name = "lesson_study"

urlpatterns = [
    path("lesson-study/", include(collect_addresses("lesson_study"))),
    path("beeld/", include(own_urlpatterns)),
]
