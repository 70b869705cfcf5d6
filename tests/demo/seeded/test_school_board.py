"""What a school board would look at in the demo."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from expertise.claims.enums import EndorsementBasis
from expertise.claims.models import Endorsement, Evidence
from expertise.claims.suggestions import list_suggestions
from expertise.finding.models import SavedSearch
from expertise.products.models import KnowledgeProduct, ProductVersion
from knowledge_network.dashboards.queries.mine import find_my_groups
from knowledge_network.members.people.models import Member, NetworkRole
from knowledge_network.notifications.events.models import NoticePreference
from knowledge_network.notifications.outbox.models import MailRhythm
from knowledge_network.school_year.models import ClosedDay
from knowledge_network.topics.models import Topic
from plg.groups.models import Group
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus
from plg.space.models import Conversation
from tests.demo.seeded.conftest import REFERENCE

pytestmark = pytest.mark.usefixtures("demo_network")


def test_evidence_and_recognitions_rest_on_what_happened_in_the_network():
    evidence = list(Evidence.objects.all())
    linked = [row for row in evidence if row.product_id or row.meeting_id or row.group_id or row.elsewhere]
    assert len(linked) >= 90
    assert sum(row.product_id is not None for row in linked) >= 25
    assert sum(row.meeting_id is not None for row in linked) >= 40
    assert len({row.title for row in evidence}) >= 150
    basis = Counter(Endorsement.objects.values_list("basis", flat=True))
    assert set(basis) == set(EndorsementBasis)
    assert min(basis.values()) >= 8
    assert sum(basis.values()) >= 170


def test_colleagues_recognise_each_other_in_words_of_their_own_and_from_what_both_know():
    rows = list(Endorsement.objects.select_related("product", "help_request"))
    assert len({row.text for row in rows}) >= 150
    there = {
        (meeting, member)
        for meeting, member in MeetingInvitation.objects.filter(
            attendance__status__in=AttendanceStatus.WERE_THERE
        ).values_list("meeting_id", "member_id")
    }
    at_meetings = [row for row in rows if row.meeting_id]
    assert all({(row.meeting_id, row.by_id), (row.meeting_id, row.about_id)} <= there for row in at_meetings)
    assert all(row.product.contact_person_id == row.about_id for row in rows if row.product is not None)
    assert all(row.help_request.asker_id == row.by_id for row in rows if row.help_request is not None)


def test_every_product_made_here_is_a_document_and_four_in_six_people_have_a_drawn_portrait():
    files = Counter(version.file_name.rpartition(".")[2] for version in ProductVersion.objects.all())
    assert set(files) == {"pdf"}
    assert not KnowledgeProduct.objects.filter(versions__isnull=True, taken_over_from="").exists()
    assert 90 <= Member.objects.exclude(photo="").count() <= 130


def test_every_group_has_talked_for_some_time_and_most_of_it_was_read():
    counts = Counter(Conversation.objects.values_list("group__name", flat=True))
    assert set(counts) == set(Group.objects.values_list("name", flat=True))
    assert max(Conversation.objects.values_list("post_count", flat=True)) >= 6
    teacher = Member.objects.get(email="leraar@demo.example")
    assert sum(row.unread for row in find_my_groups(teacher)) <= 8


def test_meetings_say_what_they_are_about_and_leading_them_is_suggested_by_number():
    assert Meeting.objects.filter(topic_items__isnull=False).distinct().count() >= 75
    lead = Member.objects.get(email="schoolopleider@demo.example")
    led = [one.why for one in list_suggestions(lead)]
    topics = Topic.objects.filter(meeting_items__content_object__group__memberships__member=lead).distinct()
    assert topics.exists()
    assert all(why for why in led)


def test_somebody_has_two_meetings_at_one_time_and_one_leader_too_few_hours():
    coming = MeetingInvitation.objects.standing().filter(
        member__isnull=False, meeting__starts_at__date__gt=REFERENCE, meeting__status__in=MeetingStatus.TAKES_PLACE
    )
    times: dict[int, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    for row in coming.select_related("meeting"):
        times[row.member_id].append((row.meeting.starts_at, row.meeting.ends_at))
    overlap = {who for who, rows in times.items() for a, b in combinations(rows, 2) if a[0] < b[1] and b[0] < a[1]}
    assert Member.objects.get(email="leraar@demo.example").pk in overlap
    hours = NetworkRole.objects.filter(role="programme_leader").values_list("fte", flat=True)
    assert sorted(map(str, hours)) == ["0.15", "0.20"]


def test_people_keep_searches_have_choices_and_schools_have_study_days():
    assert SavedSearch.objects.filter(tells=True).exists()
    assert MailRhythm.objects.count() >= 4
    assert NoticePreference.objects.count() >= 4
    kinds = set(ClosedDay.objects.values_list("organisation__kind", flat=True))
    assert kinds == {"site", "board"}
    assert not ClosedDay.objects.filter(start__lt=REFERENCE).exists()


def test_who_starts_the_demo_a_week_later_still_finds_meetings_to_come():
    later = dt.datetime.combine(REFERENCE + dt.timedelta(days=7), dt.time(12), dt.UTC)
    groups = Group.objects.filter(meetings__in=Meeting.objects.of_whole_groups().upcoming(later)).distinct()
    assert groups.count() >= 8
    for login in ("leraar", "expert", "aspirant", "schoolopleider"):
        mine = MeetingInvitation.objects.standing().filter(member__email=f"{login}@demo.example")
        assert mine.filter(meeting__in=Meeting.objects.upcoming(later)).count() >= 2, login
