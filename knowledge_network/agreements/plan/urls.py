"""The addresses of the work plan, its money, the strategic agenda and the evaluations."""

from django.urls import path

from knowledge_network.agreements.plan.views import agenda, parts, plans

urlpatterns = [
    path("werkplan/", plans.work_plan_list, name="work_plan_list"),
    path("werkplan/nieuw/", plans.plan_start, name="plan_start"),
    path("werkplan/activiteit/<slug:public_id>/", parts.activity_change, name="activity_change"),
    path("werkplan/activiteit/<slug:public_id>/weg/", parts.activity_remove, name="activity_remove"),
    path("werkplan/post/<slug:public_id>/", parts.budget_line, name="budget_line"),
    path("werkplan/post/<slug:public_id>/wijzigen/", parts.line_change, name="line_change"),
    path("werkplan/post/<slug:public_id>/weg/", parts.line_remove, name="line_remove"),
    path("werkplan/<slug:year>/", plans.work_plan, name="work_plan"),
    path("werkplan/<slug:year>/wijzigen/", plans.plan_change, name="plan_change"),
    path("werkplan/<slug:year>/concept-klaar/", plans.plan_draft_ready, name="plan_draft_ready"),
    path("werkplan/<slug:year>/vaststellen/", plans.plan_adopt, name="plan_adopt"),
    path("werkplan/<slug:year>/weg/", plans.plan_remove, name="plan_remove"),
    path("werkplan/<slug:year>/begroting.xlsx", plans.budget_export, name="budget_export"),
    path("werkplan/<slug:year>/activiteit/", parts.activity_add, name="activity_add"),
    path("werkplan/<slug:year>/post/", parts.line_add, name="line_add"),
    path("strategische-agenda/", agenda.theme_list, name="theme_list"),
    path("strategische-agenda/nieuw/", agenda.theme_add, name="theme_add"),
    path("strategische-agenda/<slug:public_id>/", agenda.theme_change, name="theme_change"),
    path("strategische-agenda/<slug:public_id>/weg/", agenda.theme_remove, name="theme_remove"),
    path("evaluaties/", agenda.evaluation_list, name="evaluation_list"),
    path("evaluaties/nieuw/", agenda.evaluation_add, name="evaluation_add"),
    path("evaluaties/<slug:public_id>/", agenda.evaluation_detail, name="evaluation_detail"),
    path("evaluaties/<slug:public_id>/wijzigen/", agenda.evaluation_change, name="evaluation_change"),
    path("evaluaties/<slug:public_id>/weg/", agenda.evaluation_remove, name="evaluation_remove"),
]
