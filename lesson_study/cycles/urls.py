"""The archive, the start, and the page of a cycle."""

from django.urls import path

from lesson_study.cycles import views

urlpatterns = [
    path("", views.cycle_list, name="cycle_list"),
    path("<slug:public_id>/", views.cycle_detail, name="cycle_detail"),
]
