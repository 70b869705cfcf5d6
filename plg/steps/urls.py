"""The addresses of the ten steps, in the closed space of a theme group."""

from django.urls import include, path

from plg.steps import views

inside = [
    path("stappen/", views.steps, name="steps"),
    path("stappen/begin/", views.steps_start, name="steps_start"),
    path("stappen/verder/", views.steps_go, name="steps_go"),
    path("stappen/achter-de-vraag/", views.steps_approve, name="steps_approve"),
    path("stappen/<int:step>/", views.steps_write, name="steps_write"),
    path("stappen/erbij/<slug:kind>/", views.step_entry_add, name="step_entry_add"),
    path("stappen/deel/<slug:public_id>/", views.step_entry_change, name="step_entry_change"),
    path("stappen/deel/<slug:public_id>/weg/", views.step_entry_remove, name="step_entry_remove"),
]

urlpatterns = [path("groepen/<slug:slug>/besloten/", include(inside))]
