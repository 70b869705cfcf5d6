"""A notice is told once, to the right people, and stays new until somebody says otherwise."""

import datetime as dt
import json

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from knowledge_network.kit.templatetags.kit import icon_names
from knowledge_network.notifications.events import actions, forms, registry, tasks
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox import kinds as outbox_kinds
from tests.factories import GroupFactory, GroupMembershipFactory, MemberFactory, NoticeFactory
from tests.pages import Page

pytestmark = pytest.mark.django_db

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(outbox_kinds, "_urgencies", dict(outbox_kinds._urgencies))
    monkeypatch.setattr(outbox_kinds, "_names", dict(outbox_kinds._names))
    return registry.register(
        NoticeKind(
            name="test.lesson_shared",
            text=lambda params: translation.gettext("Members") + f": {params['name']}",
            why="You follow this lesson.",
        )
    )


@pytest.fixture
def member(client):
    member = MemberFactory(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return member


def test_the_same_news_is_told_once_however_often_it_is_sent(kind):
    one, two = MemberFactory(), MemberFactory()
    for people in ([one], [one, two], [two, one]):
        actions.notify(kind, to=people, key="test.lesson_shared:1", name="Ada")
    assert sorted(Notice.objects.values_list("member", flat=True)) == sorted([one.pk, two.pk])


def test_other_news_is_told_again(kind):
    member = MemberFactory()
    actions.notify(kind, to=[member], key="test.lesson_shared:1", name="Ada")
    actions.notify(kind, to=[member], key="test.lesson_shared:2", name="Ada")
    assert member.notices.count() == 2


def test_nobody_is_told_what_they_did_themselves_and_who_left_is_told_nothing(kind):
    actor, reader = MemberFactory(), MemberFactory()
    left, suspended = MemberFactory(left_at=timezone.now()), MemberFactory(suspended_at=timezone.now())
    actions.notify(kind, to=[actor, reader, left, suspended], key="k", by=actor, name="Ada")
    assert [notice.member for notice in Notice.objects.all()] == [reader]


def test_the_text_is_made_in_the_language_of_the_reader(kind, client, member):
    actions.notify(kind, to=[member], key="k", name="Ada")
    for language, text in (("nl", "Leden: Ada"), ("en", "Members: Ada")):
        client.cookies["django_language"] = language
        assert text in client.get(reverse("notifications:notice_list")).content.decode()


def test_a_notice_of_an_unknown_kind_still_shows(client, member):
    NoticeFactory(member=member, kind="gone.kind")
    assert client.get(reverse("notifications:notice_list")).status_code == 200


def test_looking_marks_nothing_as_read(client, member):
    NoticeFactory(member=member)
    client.get(reverse("notifications:notice_list"))
    assert member.notices.unread().count() == 1


def test_opening_marks_as_read_and_goes_there(client, member):
    notice = NoticeFactory(member=member, url="/themas/")
    response = client.post(reverse("notifications:notice_open", args=[notice.public_id]))
    assert response["Location"] == "/themas/"
    assert not member.notices.unread().exists()


def test_opening_never_leads_to_another_site(client, member):
    notice = NoticeFactory(member=member, url="https://elders.example.org/")
    response = client.post(reverse("notifications:notice_open", args=[notice.public_id]))
    assert response["Location"] == reverse("notifications:notice_list")


def test_a_notice_can_become_new_again(client, member):
    notice = NoticeFactory(member=member)
    client.post(reverse("notifications:notice_read", args=[notice.public_id]))
    assert not member.notices.unread().exists()
    client.post(reverse("notifications:notice_unread", args=[notice.public_id]))
    assert member.notices.unread().count() == 1


def test_all_read_leaves_what_came_after_the_page_was_made(client, member):
    page_made = timezone.now()
    seen = NoticeFactory(member=member, created_at=page_made - dt.timedelta(minutes=1))
    NoticeFactory(member=member, created_at=page_made + dt.timedelta(minutes=1))
    client.post(reverse("notifications:notices_read"), {"until": page_made.isoformat()})
    assert member.notices.filter(read_at__isnull=False).get() == seen


@pytest.mark.parametrize("until", ["", "gisteren", "2026-13-45T99:99", "2026-01-01T10:00"])
def test_all_read_without_a_usable_moment_means_now(client, member, until):
    NoticeFactory(member=member)
    client.post(reverse("notifications:notices_read"), {"until": until})
    assert not member.notices.unread().exists()


def test_new_notices_stand_on_top_of_read_ones(client, member):
    read = NoticeFactory(member=member, read_at=timezone.now(), params={"topic": "gelezen"})
    old = NoticeFactory(member=member, created_at=read.created_at - dt.timedelta(days=9), params={"topic": "ongelezen"})
    first, second = Page(client.get(reverse("notifications:notice_list"))).all("li.notice-line")
    assert old.params["topic"] in first
    assert read.params["topic"] in second
    assert old.params["topic"] not in second


def test_only_new_notices_can_be_shown(client, member):
    read = NoticeFactory(member=member, read_at=timezone.now())
    new = NoticeFactory(member=member)
    text = client.get(reverse("notifications:notice_list"), {"toon": "nieuw"}).content.decode()
    assert new.public_id in text
    assert read.public_id not in text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, member, django_assert_num_queries, item_count):
    NoticeFactory.create_batch(item_count, member=member)
    NoticeFactory.create_batch(item_count, member=member, read_at=timezone.now())
    with django_assert_num_queries(6):  # session, reader, groups, what is new, the rest, refused mail
        client.get(reverse("notifications:notice_list"))


def test_the_number_at_the_bell_comes_with_the_reader_and_is_capped(client, member, django_assert_num_queries):
    NoticeFactory.create_batch(3, member=member)
    NoticeFactory(member=member, read_at=timezone.now())
    with django_assert_num_queries(2):  # the session, and the reader with everything
        response = client.get(reverse("dashboards:accessibility"))
        assert response.context["frame"].unread == 3
    Notice.objects.bulk_create(Notice(member=member, kind="k", key=f"many:{n}") for n in range(120))
    assert client.get(reverse("dashboards:accessibility")).context["frame"].unread == 99


def test_taken_back_news_disappears_unless_it_was_read(kind):
    one, two = MemberFactory(), MemberFactory()
    actions.notify(kind, to=[one, two], key="invited:1", name="Ada")
    actions.notify(kind, to=[one], key="invited:12", name="Ada")
    Notice.objects.filter(member=two).update(read_at=timezone.now())
    actions.forget_notices(keys=["invited:1"])
    assert sorted(Notice.objects.values_list("key", flat=True)) == sorted(
        [f"invited:1:{two.public_id}", f"invited:12:{one.public_id}"]
    )


@pytest.mark.parametrize("kind_name", sorted(kind.name for kind in registry.kinds()))
def test_every_registered_kind_has_a_picture_and_says_why(kind_name):
    kind = registry.get(kind_name)
    assert kind.icon in icon_names()
    assert str(kind.why)


@pytest.mark.parametrize("read", [True, False])
def test_a_notice_goes_after_six_months_read_or_not(read, time_machine):
    now = timezone.now()
    NoticeFactory(created_at=now, read_at=now if read else None)
    time_machine.move_to(now + dt.timedelta(days=180))
    assert actions.forget_old_notices() == 0
    time_machine.move_to(now + dt.timedelta(days=182))
    tasks.forget_old_notices()
    assert not Notice.objects.exists()


def test_the_schedule_keeps_the_term_of_notices():
    assert "notifications.forget_old_notices" in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def test_the_bell_shows_what_is_of_one_group(client, member):
    group = GroupFactory()
    GroupMembershipFactory(group=group, member=member)
    ours = NoticeFactory(member=member, group_key=group.slug)
    other = NoticeFactory(member=member, group_key="another-group")
    page = client.get(reverse("notifications:notice_list"), {"groep": group.slug}).content.decode()
    assert ours.public_id in page
    assert other.public_id not in page
    everything = client.get(reverse("notifications:notice_list"), {"groep": "no-group-of-mine"}).content.decode()
    assert other.public_id in everything


def test_each_line_leads_to_the_choice_about_its_kind(client, member):
    NoticeFactory(member=member)
    page = client.get(reverse("notifications:notice_list")).content.decode()
    anchor = forms.make_anchor("topics.approved")
    assert f"#{anchor}" in page
    assert f'id="{anchor}"' in client.get(reverse("notifications:preferences")).content.decode()


# Opening the thing itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "page", "is_read"),
    [
        ("/groepen/", "/groepen/", True),
        ("/groepen/#deel", "/groepen/", True),
        ("/groepen/", "/groepen/?soort=plg", True),
        ("/groepen/?soort=plg", "/groepen/?soort=plg", True),
        ("/groepen/?soort=plg", "/groepen/", False),
        ("/groepen/rekenen/", "/groepen/", False),
        ("", "", False),
    ],
)
def test_who_has_the_page_before_them_read_what_was_told_about_it(client, member, address, page, is_read):
    about = NoticeFactory(member=member, url=address, read_at=None)
    somebody_elses = NoticeFactory(url=address, read_at=None)
    answer = client.post(reverse("notifications:page_read"), {"page": page})
    about.refresh_from_db()
    somebody_elses.refresh_from_db()
    assert answer.status_code == 204
    assert (about.read_at is not None) is is_read
    assert somebody_elses.read_at is None
    assert json.loads(answer["HX-Trigger"]) == {"notices-read": {"left": 0 if is_read else 1}}


def test_only_a_page_about_which_something_was_told_says_that_it_is_read(client, member):
    NoticeFactory(member=member, url=reverse("plg:group_list"), read_at=None)
    assert reverse("notifications:page_read") in client.get(reverse("plg:group_list")).text
    assert reverse("notifications:page_read") not in client.get(reverse("notifications:notice_list")).text


@pytest.mark.parametrize("told", [["a:1:x"], ["a:1:x", "b:1:x"]])
def test_what_takes_back_something_unsent_is_told_to_nobody(kind, told):
    unheard, mailed, reader, stranger = (MemberFactory() for _ in range(4))
    now = timezone.now()
    for member, state in ((unheard, {}), (mailed, {"mailed_at": now}), (reader, {"read_at": now})):
        for number, key in enumerate(told):
            values = {"read_at": None, "mailed_at": None, "channel": "now", "kind": kind.name}
            NoticeFactory(member=member, key=f"{key}{member.pk}", **values | (state if number == 0 else {}))
    actions.notify(kind, to=[unheard, mailed, reader, stranger], key="undo:1", follows=["a:1", "b:1"], name="Ada")
    people = set(Notice.objects.filter(key__startswith="undo:1:").values_list("member", flat=True))
    assert people == {mailed.pk, reader.pk, stranger.pk}
