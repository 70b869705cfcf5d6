"""Questions from practice: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.questions.views import board, bundles, cycles, desk, questions, table

ONE = "praktijkvragen/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("praktijkvragen/", questions.practice_question_list, name="practice_question_list"),
    path("praktijkvragen/inbrengen/", questions.practice_question_bring_in, name="practice_question_bring_in"),
    path("praktijkvragen/bekend/", questions.practice_question_known, name="practice_question_known"),
    path("praktijkvragen/plakken/", desk.practice_question_paste, name="practice_question_paste"),
    path("praktijkvragen/plakken/<slug:batch>/", desk.practice_question_pasted, name="practice_question_pasted"),
    path("praktijkvragen/bundelen/", board.question_board, name="question_board"),
    path("praktijkvragen/bundelen/verplaats/", board.question_board_move, name="question_board_move"),
    path("praktijkvragen/bundelen/stand/", board.question_board_moves, name="question_board_moves"),
    path("praktijkvragen/bundelen/muur/", board.question_board_wall, name="question_board_wall"),
    path("praktijkvragen/bundelen/vaststellen/", board.question_board_confirm, name="question_board_confirm"),
    path("praktijkvragen/buiten-bereik/", board.question_outside_list, name="question_outside_list"),
    path("praktijkvragen/bundels/<slug:public_id>/", bundles.bundle_detail, name="bundle_detail"),
    path("praktijkvragen/bundels/<slug:public_id>/woorden/", bundles.bundle_change, name="bundle_change"),
    path("praktijkvragen/bundels/<slug:public_id>/gevonden/", bundles.bundle_check, name="bundle_check"),
    path("praktijkvragen/bundels/<slug:public_id>/uit-elkaar/", bundles.bundle_remove, name="bundle_remove"),
    path("praktijkvragen/kaarten/<slug:public_id>/antwoord/", bundles.bundle_objection, name="bundle_objection"),
    path("beheer/praktijkvragen/", table.practice_question_table, name="practice_question_table"),
    path("beheer/praktijkvragen/samen/", table.practice_questions_bulk, name="practice_questions_bulk"),
    path("beheer/praktijkvragen/samen/terugdraaien/", table.practice_questions_undo, name="practice_questions_undo"),
    path("cop/", cycles.cop_cycle_list, name="cop_cycle_list"),
    path("cop/begin/", cycles.cop_cycle_start, name="cop_cycle_start"),
    path("cop/<slug:year>/", cycles.cop_cycle, name="cop_cycle"),
    path("cop/<slug:year>/wijzigen/", cycles.cop_cycle_change, name="cop_cycle_change"),
    path("cop/<slug:year>/team/", cycles.cop_cycle_team, name="cop_cycle_team"),
    path("cop/<slug:year>/verder/", cycles.cop_cycle_go, name="cop_cycle_go"),
    path(ONE, questions.practice_question_detail, name="practice_question_detail"),
    path(f"{ONE}intrekken/", questions.practice_question_withdraw, name="practice_question_withdraw"),
    path(f"{ONE}terugzetten/", questions.practice_question_put_back, name="practice_question_put_back"),
    path(f"{ONE}doorgezet/", desk.practice_question_pass_on, name="practice_question_pass_on"),
    path(f"{ONE}weglakken/", questions.practice_question_black_out, name="practice_question_black_out"),
    path(f"{ONE}besluit/", desk.practice_question_decide, name="practice_question_decide"),
    path(f"{ONE}niet-bedoeld/", bundles.practice_question_not_meant, name="practice_question_not_meant"),
    path(f"{ONE}heropenen/", desk.practice_question_undo, name="practice_question_undo"),
]
