"""The lessons of a cycle, and the page for in the classroom."""

from django.urls import path

from lesson_study.classroom.views import devices, lessons, shell

urlpatterns = [
    path("<slug:public_id>/waarnemen/", lessons.lesson, name="lesson"),
    path("<slug:public_id>/waarnemen/<int:number>/", lessons.lesson_of_number, name="lesson_of_number"),
    path("<slug:public_id>/waarnemen/<int:number>/opzetten/", lessons.lesson_setup, name="lesson_setup"),
    path("<slug:public_id>/waarnemen/<int:number>/begin/", lessons.lesson_start, name="lesson_start"),
    path("<slug:public_id>/waarnemen/<int:number>/einde/", lessons.lesson_end, name="lesson_end"),
    path("<slug:public_id>/waarnemen/<int:number>/heropenen/", lessons.lesson_reopen, name="lesson_reopen"),
    path("<slug:public_id>/waarnemen/<int:number>/notitie/", lessons.note_write, name="note_write"),
    path("<slug:public_id>/waarnemen/<int:number>/notitie/<uuid:uuid>/", lessons.note_change, name="note_change"),
    path(
        "<slug:public_id>/waarnemen/<int:number>/gesprek/<slug:code>/", lessons.interview_write, name="interview_write"
    ),
    path("<slug:public_id>/waarnemen/<int:number>/geen-gesprekken/", lessons.interviews_skip, name="interviews_skip"),
    # In the classroom: the worker sees what lies below this address, and nothing else.
    path("<slug:public_id>/waarnemen/<int:number>/klas/", shell.observe, name="observe"),
    path("<slug:public_id>/waarnemen/<int:number>/klas/worker.js", shell.observe_worker, name="observe_worker"),
    path(
        "<slug:public_id>/waarnemen/<int:number>/klas/app.webmanifest",
        shell.observe_manifest,
        name="observe_manifest",
    ),
    path("<slug:public_id>/waarnemen/<int:number>/klas/pakket/", devices.observe_bundle, name="observe_bundle"),
    path("<slug:public_id>/waarnemen/<int:number>/klas/versturen/", devices.observe_sync, name="observe_sync"),
]
