"""Sending, changing and withdrawing: by a code that only the browser of the sender has."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knowledge_network.insight.surveys.actions import answers, waves
from knowledge_network.insight.surveys.models import Participation, SentAnswers
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests import factories as f
from tests.insight.helpers import answer, crowd, opened, says
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(db):
    group = crowd(9)
    made = opened(group)
    made.people = group.people
    return made


def url(name, wave):
    return reverse(f"insight:{name}", args=[wave.public_id])


def test_the_code_stands_nowhere_in_the_database(wave):
    code = answer(wave, wave.people[0], says(3))
    row = SentAnswers.objects.get()
    assert code not in str(vars(row))
    assert code.replace("-", "") not in str(vars(row)), "nor as it is typed without its lines"
    assert row.token_hash == answers.hash_code(wave, code.lower().replace("-", " "))


def test_a_row_of_answers_holds_neither_a_moment_nor_a_person():
    names = {field.name for field in SentAnswers._meta.get_fields()}
    assert names == {"uuid", "wave", "token_hash", "values"}
    assert {field.name for field in Participation._meta.get_fields()} == {"uuid", "wave", "member", "took_part"}


def test_nobody_takes_part_twice(wave):
    answer(wave, wave.people[0], says(3))
    with pytest.raises(RefusedError):
        answer(wave, wave.people[0], says(4))
    assert SentAnswers.objects.count() == 1


def test_who_is_not_asked_cannot_take_part(wave):
    with pytest.raises(RefusedError):
        answer(wave, f.MemberFactory(), says(4))
    assert not SentAnswers.objects.exists()


def test_when_answers_cannot_be_stored_the_mark_goes_too(wave, monkeypatch):
    monkeypatch.setattr(answers, "store_answers", lambda **_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer(wave, wave.people[0], says(4))
    assert not Participation.objects.filter(took_part=True).exists()


def test_with_the_code_answers_change_and_with_another_they_do_not(wave):
    code = answer(wave, wave.people[0], says(3))
    answers.change_answers(wave=wave, code=code, values=says(5))
    assert answers.find_sent(wave, code).values == says(5)
    with pytest.raises(RefusedError):
        answers.change_answers(wave=wave, code=answers.make_code(), values=says(1))


def test_withdrawn_answers_are_gone_and_one_may_take_part_anew(wave):
    code = answer(wave, wave.people[0], says(3))
    answers.withdraw_answers(wave=wave, by=wave.people[0], code=code)
    assert not SentAnswers.objects.exists()
    answer(wave, wave.people[0], says(4))


def test_after_closing_nobody_changes_or_withdraws(wave):
    code = answer(wave, wave.people[0], says(3))
    waves.close_wave(wave=wave, by=None, tells=False)
    with pytest.raises(RefusedError):
        answers.withdraw_answers(wave=wave, by=wave.people[0], code=code)
    with pytest.raises(RefusedError):
        answers.change_answers(wave=wave, code=code, values=says(1))
    with pytest.raises(RefusedError):
        answer(wave, wave.people[1], says(1))


def test_taking_part_leaves_no_trace_in_the_logbook_or_under_the_bell(wave):
    before = AuditEvent.objects.count(), Notice.objects.count()
    answer(wave, wave.people[0], says(3))
    assert (AuditEvent.objects.count(), Notice.objects.count()) == before


# In the browser ------------------------------------------------------------------------------------


def test_the_code_is_shown_once_and_kept_in_this_browser(client, wave):
    client.force_login(wave.people[0])
    shown = client.post(url("scan_answer", wave), {"q1": "4", "q2": ""})
    code = Page(shown).one(".scan-code-words").words
    cookie = shown.cookies[f"scan-{wave.public_id}"]
    assert (cookie.value, cookie["httponly"], cookie["path"]) == (code, True, wave.get_absolute_url())
    assert "no-store" in shown["Cache-Control"]
    again = client.get(url("scan_answer", wave))
    assert code not in again.text
    assert Page(again).one('input[name="q1"][value="4"]').attributes >= {"checked"}


def test_another_browser_asks_for_the_code_and_takes_it_as_typed(client, wave):
    code = answer(wave, wave.people[0], says(2))
    client.force_login(wave.people[0])
    assert "id_code" in client.get(url("scan_answer", wave)).text
    wrong = client.post(url("scan_answer", wave), {"code": "AAAA-BBBB"})
    assert wrong.status_code == 422
    client.post(url("scan_answer", wave), {"code": code.lower()})
    assert Page(client.get(url("scan_answer", wave))).one('input[name="q1"][value="2"]').attributes >= {"checked"}
    client.post(url("scan_withdraw", wave))
    assert not SentAnswers.objects.exists()


def test_answers_are_changed_on_the_same_page(client, wave):
    client.force_login(wave.people[0])
    client.post(url("scan_answer", wave), {"q1": "4"})
    client.post(url("scan_answer", wave), {"q1": "1", "q3": "5"})
    assert SentAnswers.objects.get().values == {"1": 1, "3": 5}


@pytest.mark.parametrize("data", [{}, {"q1": "6"}, {"q1": "x"}])
def test_nothing_chosen_or_nonsense_is_asked_again(client, wave, data):
    client.force_login(wave.people[0])
    assert client.post(url("scan_answer", wave), data).status_code == 422
    assert not SentAnswers.objects.exists()


def test_the_page_says_what_the_server_could_see_and_what_nobody_can_afterwards(client, wave):
    client.force_login(wave.people[0])
    promise = Page(client.get(url("scan_answer", wave))).one(".scan-promise").words
    assert "wie de server beheert" in promise
    assert "reservekopie" in promise
