"""Pages that show several rooms of Lesson Study."""

from django.urls import path

from lesson_study.pages import views

urlpatterns = [
    path("<slug:public_id>/archief/", views.archive, name="archive"),
]
