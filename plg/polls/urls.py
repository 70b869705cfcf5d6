"""The addresses of polls, in the closed space of their group."""

from django.urls import include, path

from plg.polls.views import answers, endings, polls

inside = [
    path("peilingen/", polls.poll_list, name="poll_list"),
    path("peilingen/nieuw/", polls.poll_start, name="poll_start"),
    path("peilingen/<slug:public_id>/", polls.poll_detail, name="poll_detail"),
    path("peilingen/<slug:public_id>/wijzigen/", polls.poll_change, name="poll_change"),
    path("peilingen/<slug:public_id>/opties/", polls.poll_options, name="poll_options"),
    path("peilingen/<slug:public_id>/antwoord/", answers.poll_answer, name="poll_answer"),
    path("peilingen/<slug:public_id>/antwoord/terugnemen/", answers.poll_answer_withdraw, name="poll_answer_withdraw"),
    path("peilingen/<slug:public_id>/herinneren/", answers.poll_remind, name="poll_remind"),
    path("peilingen/<slug:public_id>/sluiten/", endings.poll_close, name="poll_close"),
    path("peilingen/<slug:public_id>/heropenen/", endings.poll_reopen, name="poll_reopen"),
    path("peilingen/<slug:public_id>/tot/", endings.poll_until, name="poll_until"),
    path("peilingen/<slug:public_id>/kiezen/<slug:option>/", endings.poll_choose, name="poll_choose"),
    path("peilingen/<slug:public_id>/verwijderen/", endings.poll_remove, name="poll_remove"),
    path("peilingen/<slug:public_id>/terugzetten/", endings.poll_restore, name="poll_restore"),
]

urlpatterns = [path("groepen/<slug:slug>/besloten/", include(inside))]
