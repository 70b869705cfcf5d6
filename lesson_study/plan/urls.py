"""Below `/lesson-study/<cycle>/lesontwerp/`; and the plan for a guest with a signed link."""

from django.urls import path

from lesson_study.plan.views import grid, paper, plans, pupils, remarks

HERE = "<slug:public_id>/lesontwerp/"

urlpatterns = [
    path("gast/<str:token>/lesontwerp/", remarks.guest_plan, name="guest_plan"),
    path(HERE, plans.lesson_plan, name="lesson_plan"),
    path(HERE + "beginnen/", plans.plan_start, name="plan_start"),
    path(HERE + "vastmaken/", plans.plan_fix, name="plan_fix"),
    path(HERE + "volgende/", plans.plan_next, name="plan_next"),
    path(HERE + "versies/", plans.plan_versions, name="plan_versions"),
    path(HERE + "versies/<int:version>/", plans.plan_version, name="plan_version"),
    path(HERE + "versies/<int:version>/lesontwerp.pdf", paper.plan_pdf, name="plan_pdf"),
    path(HERE + "versies/<int:version>/waarneemblad.pdf", paper.observation_sheet, name="observation_sheet"),
    path(HERE + "overnemen/", plans.plan_take_over, name="plan_take_over"),
    path(HERE + "cel/", grid.plan_cell, name="plan_cell"),
    path(HERE + "rij/", grid.plan_row, name="plan_row"),
    path(HERE + "rij/nieuw/", grid.plan_row_add, name="plan_row_add"),
    path(HERE + "rij/<uuid:key>/terug/", grid.plan_row_restore, name="plan_row_restore"),
    path(HERE + "kiezen/", grid.plan_settle, name="plan_settle"),
    path(HERE + "stand/", grid.plan_state, name="plan_state"),
    path(HERE + "opmerking/", remarks.plan_comment, name="plan_comment"),
    path(HERE + "opmerking/<slug:comment>/", remarks.plan_comment_resolve, name="plan_comment_resolve"),
    path(HERE + "feedback/vragen/", remarks.feedback_ask, name="feedback_ask"),
    path(HERE + "feedback/geven/", remarks.feedback_give, name="feedback_give"),
    path(HERE + "feedback/waarom-niet/", remarks.feedback_reason, name="feedback_reason"),
    path(HERE + "leerlingen/", pupils.case_pupils, name="case_pupils"),
    path(HERE + "leerlingen/<slug:code>/weg/", pupils.case_pupil_remove, name="case_pupil_remove"),
]
