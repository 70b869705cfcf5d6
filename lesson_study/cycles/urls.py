"""The archive, the start step by step, the page of a cycle, its goal and study beforehand, cover, and the expert."""

from django.urls import path

from lesson_study.cycles.views import cover, cycle, days, experts, goal, lists, moves, start, study

urlpatterns = [
    path("", lists.cycle_list, name="cycle_list"),
    path("starten/", start.cycle_start, name="cycle_start"),
    # Leaving class.
    path("vrijroosteren/", cover.cover_desk, name="cover_desk"),
    path("vrijroosteren/regelen/", cover.cover_approve, name="cover_approve"),
    path("vrijroosteren/mail/<str:token>/", cover.cover_from_mail, name="cover_from_mail"),
    path("vrijroosteren/<slug:public_id>/", cover.cover_answer, name="cover_answer"),
    # The expert who has no account.
    path("gast/<str:token>/", experts.guest, name="guest"),
    # One cycle.
    path("<slug:public_id>/", cycle.cycle_detail, name="cycle_detail"),
    path("<slug:public_id>/bewerken/", cycle.cycle_about, name="cycle_about"),
    path("<slug:public_id>/starten/team/", start.start_team, name="start_team"),
    path("<slug:public_id>/starten/team/<slug:member>/", start.team_change, name="team_change"),
    path("<slug:public_id>/starten/afspraken/", start.start_charter, name="start_charter"),
    path("<slug:public_id>/afspraken/akkoord/", start.charter_accept, name="charter_accept"),
    path("<slug:public_id>/team/antwoord/", start.team_answer, name="team_answer"),
    path("<slug:public_id>/starten/planning/", days.start_days, name="start_days"),
    path("<slug:public_id>/starten/planning/vastleggen/", days.days_settle, name="days_settle"),
    path("<slug:public_id>/starten/planning/dag/", days.day_add, name="day_add"),
    path("<slug:public_id>/planning/<slug:day>/", days.day_change, name="day_change"),
    path("<slug:public_id>/planning/<slug:day>/weg/", days.day_remove, name="day_remove"),
    path("<slug:public_id>/starten/vervanging/", cover.start_cover, name="start_cover"),
    path("<slug:public_id>/vervanging/<slug:cover>/", cover.cover_step, name="cover_step"),
    path("<slug:public_id>/starten/kennisexpert/", experts.start_expert, name="start_expert"),
    path("<slug:public_id>/kennisexpert/<slug:expert>/", experts.expert_step, name="expert_step"),
    path("<slug:public_id>/verder/", moves.cycle_forward, name="cycle_forward"),
    path("<slug:public_id>/terug/", moves.cycle_back, name="cycle_back"),
    path("<slug:public_id>/pauze/", moves.cycle_pause, name="cycle_pause"),
    path("<slug:public_id>/hervatten/", moves.cycle_resume, name="cycle_resume"),
    path("<slug:public_id>/stoppen/", moves.cycle_stop, name="cycle_stop"),
    path("<slug:public_id>/afronden/", moves.cycle_finish, name="cycle_finish"),
    path("<slug:public_id>/heropenen/", moves.cycle_reopen, name="cycle_reopen"),
    path("<slug:public_id>/doel/", goal.goal, name="goal"),
    path("<slug:public_id>/voorstudie/", study.prior_study, name="prior_study"),
    path("<slug:public_id>/voorstudie/toevoegen/", study.study_add, name="study_add"),
    path("<slug:public_id>/voorstudie/product/", study.study_add_product, name="study_add_product"),
    path("<slug:public_id>/voorstudie/<slug:item>/", study.study_item, name="study_item"),
    path("<slug:public_id>/voorstudie/<slug:item>/weg/", study.study_remove, name="study_remove"),
    path("<slug:public_id>/voorstudie/<slug:item>/lezen/", study.study_reading, name="study_reading"),
]
