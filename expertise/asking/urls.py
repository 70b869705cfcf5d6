"""Help requests: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.asking.views import answers as help_answers
from expertise.asking.views import ask as help_ask
from expertise.asking.views import board as help_board
from expertise.asking.views import files as help_files
from expertise.asking.views import requests as help_requests

ONE = "vragen/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("vragen/", help_requests.help_request_list, name="help_request_list"),
    path("vragen/stellen/", help_ask.help_request_ask, name="help_request_ask"),
    path("vragen/vergelijkbaar/", help_ask.help_similar, name="help_similar"),
    path("vragen/antwoorden/<slug:public_id>/", help_answers.help_answer_detail, name="help_answer_detail"),
    path("vragen/antwoorden/<slug:public_id>/gebruikt/", help_answers.help_answer_used, name="help_answer_used"),
    path("vragen/gebruikt/<str:token>/", help_answers.help_follow_up, name="help_follow_up"),
    path("beheer/vragen/", help_board.help_board, name="help_board"),
    path("beheer/vragen/samen/", help_board.help_board_bulk, name="help_board_bulk"),
    path("beheer/vragen/samen/terugnemen/", help_board.help_board_undo, name="help_board_undo"),
    path(ONE, help_requests.help_request_detail, name="help_request_detail"),
    path(f"{ONE}helpen/", help_requests.help_accept, name="help_accept"),
    path(f"{ONE}ook/", help_requests.help_also_asked, name="help_also_asked"),
    path(f"{ONE}kan-niet/", help_requests.help_decline, name="help_decline"),
    path(f"{ONE}kan-niet/terug/", help_requests.help_decline_undo, name="help_decline_undo"),
    path(f"{ONE}bestanden/", help_files.help_file_add, name="help_file_add"),
    path(f"{ONE}bestanden/<slug:file>/", help_files.help_file, name="help_file"),
    path(f"{ONE}bestanden/<slug:file>/weghalen/", help_files.help_file_remove, name="help_file_remove"),
    path(f"{ONE}bericht/", help_requests.help_message_add, name="help_message_add"),
    path(f"{ONE}antwoord/<slug:message>/", help_requests.help_answer_mark, name="help_answer_mark"),
    path(f"{ONE}naam/", help_requests.help_tell_name, name="help_tell_name"),
    path(f"{ONE}netwerk/", help_requests.help_widen, name="help_widen"),
    path(f"{ONE}sluiten/", help_requests.help_close, name="help_close"),
    path(f"{ONE}intrekken/", help_requests.help_withdraw, name="help_withdraw"),
    path(f"{ONE}heropenen/", help_requests.help_reopen, name="help_reopen"),
    path(f"{ONE}doorzetten/", help_requests.help_pass_on, name="help_pass_on"),
    path(f"{ONE}iemand-vragen/", help_board.help_ask_somebody, name="help_ask_somebody"),
    path(f"{ONE}kennisbank/", help_answers.help_publish, name="help_publish"),
    path(f"{ONE}kennisbank/terug/", help_answers.help_unpublish, name="help_unpublish"),
]
