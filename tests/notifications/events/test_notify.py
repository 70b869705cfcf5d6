"""One call tells the bell and plans the mail, the way each reader chose."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from knowledge_network.notifications.events import actions
from knowledge_network.notifications.events.mails import compose_notice
from knowledge_network.notifications.events.models import Notice, NoticePreference
from knowledge_network.notifications.events.registry import Urgency
from knowledge_network.notifications.outbox import Composed, deliver_due, rhythm
from knowledge_network.notifications.outbox.models import Delivery
from tests.factories import MemberFactory
from tests.notifications.calendars import Weekdays

pytestmark = pytest.mark.django_db

# A Tuesday, in working hours and in the evening.
NOON = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
EVENING = dt.datetime(2026, 11, 24, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def every_weekday_is_a_school_day(monkeypatch, time_machine):
    time_machine.move_to(NOON)
    monkeypatch.setattr(rhythm, "school_days_of_network", lambda first, last: Weekdays())


def tell(kind, *people, at=NOON, key="test.thing:1", **params):
    actions.notify(kind, to=people, key=key, at=at, **params)


@pytest.mark.parametrize(
    ("urgency", "channel", "mails"),
    [
        (Urgency.URGENT, "now", 1),
        (Urgency.PROMPT, "now", 1),
        (Urgency.NORMAL, "now", 0),
        *[(urgency, channel, 0) for urgency in Urgency for channel in ("app", "daily", "weekly", "off")],
    ],
)
def test_only_what_cannot_wait_for_the_mail_of_the_day_has_a_mail_of_its_own(make_kind, urgency, channel, mails):
    kind, member = make_kind(urgency=urgency), MemberFactory()
    NoticePreference.objects.create(member=member, kind=kind.name, channel=channel)
    tell(kind, member)
    assert Delivery.objects.count() == mails
    assert list(Notice.objects.values_list("channel", flat=True)) == ([] if channel == "off" else [channel])


def test_telling_again_plans_nothing_new(make_kind):
    kind, member = make_kind(urgency=Urgency.PROMPT), MemberFactory()
    for moment in (NOON, NOON + dt.timedelta(days=1)):
        tell(kind, member, at=moment)
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 1)


@pytest.mark.parametrize(("urgency", "due"), [(Urgency.URGENT, EVENING), (Urgency.PROMPT, None)])
def test_in_the_evening_only_a_change_goes_out(make_kind, urgency, due):
    tell(make_kind(urgency=urgency), MemberFactory(), at=EVENING)
    morning = rhythm.local(dt.date(2026, 11, 25), dt.time(7))
    assert Delivery.objects.get().due_at == (due or morning)


# More than 200: is it a flood?
@pytest.mark.parametrize(
    ("people", "queries"), [(3, 10), *(pytest.param(n, 12, marks=pytest.mark.slow) for n in (300, 400))]
)
def test_many_readers_cost_as_many_queries_as_few(make_kind, django_assert_num_queries, people, queries):
    kind, members = make_kind(urgency=Urgency.PROMPT), MemberFactory.create_batch(people)
    with django_assert_num_queries(queries):
        tell(kind, *members)
    assert Delivery.objects.count() == people


def reasons() -> list[str]:
    deliver_due()
    return list(Delivery.objects.values_list("reason", flat=True))


def test_what_was_read_in_the_app_is_not_mailed(make_kind, mailoutbox):
    member = MemberFactory()
    tell(make_kind(urgency=Urgency.URGENT), member)
    actions.mark_all_read(by=member)
    assert reasons() == ["read in the app"]
    assert mailoutbox == []


def test_what_no_longer_holds_is_not_mailed(make_kind, mailoutbox):
    tell(make_kind(urgency=Urgency.URGENT, stale=lambda notice: "the meeting was moved"), MemberFactory())
    assert reasons() == ["the meeting was moved"]
    assert mailoutbox == []


@pytest.mark.parametrize("channel", ["off", "app"])
def test_who_changed_their_mind_gets_no_mail(make_kind, channel, mailoutbox):
    kind, member = make_kind(urgency=Urgency.URGENT), MemberFactory()
    tell(kind, member)
    actions.choose_channels(member=member, choices={(kind.name, ""): channel})
    assert reasons() == ["no longer wanted by mail"]
    assert mailoutbox == []


def test_a_notice_that_was_taken_back_is_not_mailed(make_kind, mailoutbox):
    tell(make_kind(urgency=Urgency.URGENT), MemberFactory())
    actions.forget_notices(keys=["test.thing:1"])
    assert reasons() == ["taken back"]
    assert mailoutbox == []


def test_who_left_meanwhile_gets_no_mail(make_kind, mailoutbox):
    member = MemberFactory()
    tell(make_kind(urgency=Urgency.URGENT), member)
    type(member).objects.filter(pk=member.pk).update(left_at=timezone.now())
    assert reasons() == ["left the network"]
    assert mailoutbox == []


def test_a_sent_mail_marks_its_notice(make_kind, mailoutbox):
    tell(make_kind(urgency=Urgency.URGENT), MemberFactory())
    deliver_due()
    assert [mail.subject for mail in mailoutbox] == ["Own subject"]
    assert Notice.objects.get().mailed_at is not None
    assert Notice.objects.get().read_at is None


def test_the_mail_says_why_and_how_to_end_it_and_is_light(make_kind, mailoutbox):
    tell(make_kind(urgency=Urgency.URGENT), MemberFactory())
    deliver_due()
    (mail,) = mailoutbox
    html = mail.alternatives[0][0]
    for part in (mail.body, html):
        assert "You are in this test." in part
        assert "/meldingen/instellingen/" in part
        assert "/mail/stoppen/" in part
        assert "https://example.org/own/" in part
    assert html.count('class="button"') == 1
    assert len(mail.message().as_bytes()) < 40_000
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_nobody_can_turn_off_offers_no_way_to_end_it(make_kind, mailoutbox):
    tell(make_kind(urgency=Urgency.URGENT, choosable=False), MemberFactory())
    deliver_due()
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    assert "/mail/stoppen/" not in mailoutbox[0].body


@pytest.mark.parametrize(("language", "button"), [("nl", "Bekijk"), ("en", "Look at it")])
def test_a_plain_mail_is_in_the_language_of_its_reader(make_kind, language, button):
    tell(make_kind(urgency=Urgency.URGENT, mail=None), MemberFactory(language=language), name="Ada")
    composed = compose_notice(Delivery.objects.get())
    assert isinstance(composed, Composed)
    assert composed.subject == "The text of Ada"
    assert button in composed.text
