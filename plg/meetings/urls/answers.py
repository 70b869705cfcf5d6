"""Invitations and answers: their addresses."""

from __future__ import annotations

from django.urls import path

from plg.meetings.views import answers

urlpatterns = [
    path("bijeenkomsten/<slug:public_id>/antwoord/", answers.meeting_answer, name="meeting_answer"),
    path("bijeenkomsten/<slug:public_id>/mensen/", answers.meeting_people, name="meeting_people"),
    path("bijeenkomsten/<slug:public_id>/mensen/antwoord/", answers.meeting_answer_for, name="meeting_answer_for"),
    path("bijeenkomsten/<slug:public_id>/mensen/herinneren/", answers.meeting_remind, name="meeting_remind"),
    path(
        "bijeenkomsten/<slug:public_id>/mensen/<slug:invitation>/intrekken/",
        answers.meeting_invitation_withdraw,
        name="meeting_invitation_withdraw",
    ),
    path(
        "bijeenkomsten/<slug:public_id>/mensen/<slug:invitation>/terug/",
        answers.meeting_invitation_restore,
        name="meeting_invitation_restore",
    ),
    path("antwoord/<str:token>/", answers.answer_from_mail, name="answer_from_mail"),
    path("antwoord/<str:token>/geen-mail/", answers.guest_stop, name="guest_stop"),
    path("beheer/bijeenkomsten/herinneren/", answers.unanswered_remind, name="unanswered_remind"),
]
