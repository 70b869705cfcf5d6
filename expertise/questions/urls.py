"""Questions from practice: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.questions.views import desk, questions

ONE = "praktijkvragen/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("praktijkvragen/", questions.practice_question_list, name="practice_question_list"),
    path("praktijkvragen/inbrengen/", questions.practice_question_bring_in, name="practice_question_bring_in"),
    path("praktijkvragen/bekend/", questions.practice_question_known, name="practice_question_known"),
    path("praktijkvragen/plakken/", desk.practice_question_paste, name="practice_question_paste"),
    path("praktijkvragen/plakken/<slug:batch>/", desk.practice_question_pasted, name="practice_question_pasted"),
    path(ONE, questions.practice_question_detail, name="practice_question_detail"),
    path(f"{ONE}intrekken/", questions.practice_question_withdraw, name="practice_question_withdraw"),
    path(f"{ONE}terugzetten/", questions.practice_question_put_back, name="practice_question_put_back"),
    path(f"{ONE}weglakken/", questions.practice_question_black_out, name="practice_question_black_out"),
    path(f"{ONE}besluit/", desk.practice_question_decide, name="practice_question_decide"),
    path(f"{ONE}heropenen/", desk.practice_question_undo, name="practice_question_undo"),
]
