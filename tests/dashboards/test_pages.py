"""The open pages show the network as it is, in two languages, to everybody."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import resolve, reverse
from django.utils import timezone

from expertise.products.enums import ProductAccess, ProductStatus
from knowledge_network.dashboards.queries import front
from knowledge_network.kit import navigation
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import AskMeAbout, Member
from plg.groups.models import GroupTopic
from tests.factories import (
    GroupFactory,
    KnowledgeProductFactory,
    MeetingFactory,
    MemberFactory,
    ParticipationFactory,
    SiteFactory,
    TeacherEducationFactory,
    TopicFactory,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
OPEN_PAGES = ("home", "about", "privacy", "accessibility")


@pytest.fixture
def member(client):
    member = MemberFactory(last_seen_on=timezone.localdate())
    client.force_login(member, backend=BACKEND)
    return member


def test_the_figures_count_what_takes_part_now():
    site = SiteFactory()
    SiteFactory(school__board=site.governing_board, valid_to=timezone.localdate())
    SiteFactory()
    ParticipationFactory(organisation=site.governing_board)
    ParticipationFactory(organisation=TeacherEducationFactory())
    MemberFactory(site=site)
    MemberFactory(site=site, left_at=timezone.now())
    GroupFactory(contact_person=Member.objects.active().first())
    GroupFactory(state="draft", started_on=None, contact_person=None)
    assert front.count_network() == {"boards": 1, "schools": 1, "institutes": 1, "members": 1, "groups": 1}


def test_example_groups_are_of_different_kinds_and_open():
    for kind in ("plg", "plg", "expert", "theme"):
        GroupFactory(kind=kind)
    GroupFactory(kind="project", openness="closed")
    with_meeting = GroupFactory(kind="plg")
    MeetingFactory(group=with_meeting)
    found = front.find_example_groups()
    assert {group.kind for group in found} == {"plg", "expert", "theme"}
    assert found[0] == with_meeting


@pytest.mark.parametrize("item_count", [1, 3])
def test_home_costs_the_same_whatever_the_size_of_the_network(client, django_assert_num_queries, item_count):
    for _number in range(item_count):
        site = SiteFactory()
        ParticipationFactory(organisation=site.governing_board)
        MemberFactory(site=site)
        GroupFactory()
        KnowledgeProductFactory()
    with django_assert_num_queries(8):
        client.get(reverse("dashboards:home"))
    with django_assert_num_queries(4):
        client.get(reverse("dashboards:home"))


def test_home_leads_into_the_knowledge_base_with_what_everybody_may_read(client):
    open_one = KnowledgeProductFactory(title="Kijkwijzer breuken")
    KnowledgeProductFactory(title="Alleen voor leden", access=ProductAccess.NETWORK)
    KnowledgeProductFactory(title="Nog een concept", status=ProductStatus.DRAFT)
    page = Page(client.get(reverse("dashboards:home")))
    assert open_one.title in page.words
    assert "Alleen voor leden" not in page.words
    assert "Nog een concept" not in page.words
    assert page.one("main form[role=search]")["action"] == reverse("expertise:product_list")


def test_home_of_a_network_without_products_promises_none(client):
    assert "Wat collega's maakten" not in Page(client.get(reverse("dashboards:home"))).words


CLOSED = [("members:member_list", "wie de leden zijn"), ("plg:agenda", "is voor leden")]


@pytest.mark.parametrize(("name", "said"), CLOSED)
def test_who_comes_to_a_closed_page_reads_why_they_have_to_log_in(client, name, said):
    assert said in Page(client.get(reverse(name), follow=True)).words
    assert said not in Page(client.get(reverse("account_login"))).words


@pytest.mark.parametrize("name", OPEN_PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_open_page_exists_in_both_languages(client, name, language):
    client.cookies["django_language"] = language
    text = client.get(reverse(f"dashboards:{name}")).content.decode()
    assert f'<html lang="{language}"' in text


@pytest.mark.parametrize("name", ["about", "privacy"])
def test_pages_about_people_say_that_nothing_feeds_appraisal(client, name):
    assert "gesprekkencyclus" in client.get(reverse(f"dashboards:{name}")).content.decode()


def test_about_names_the_source_of_the_schools_and_its_licence(client):
    text = client.get(reverse("dashboards:about")).content.decode()
    assert "DUO Open Onderwijsdata" in text
    assert "CC BY 4.0" in text


# Language -------------------------------------------------------------------------------------


def test_the_language_is_remembered_in_a_cookie_and_for_a_member_for_their_mail(client, member):
    response = client.post(reverse("set_language"), {"language": "en", "next": "/over/"})
    assert response["Location"] == "/over/"
    assert response.cookies["django_language"].value == "en"
    member.refresh_from_db()
    assert member.language == "en"


@pytest.mark.parametrize("language", ["", "de", "nl'--"])
def test_an_unknown_language_changes_nothing(client, member, language):
    client.post(reverse("set_language"), {"language": language})
    member.refresh_from_db()
    assert member.language == "nl"


def test_looking_at_the_language_address_is_not_allowed(client):
    assert client.get(reverse("set_language")).status_code == 405


# Topics ---------------------------------------------------------------------------------------


def test_a_topic_shows_people_who_let_members_see_it_and_running_groups(client, member):
    topic = TopicFactory(name="Lezen")
    part = TopicFactory(name="Begrijpend lezen", parent=topic)
    shown = MemberFactory(family_name="Zichtbaar")
    hidden = MemberFactory(family_name="Verborgen", topics_visibility="nobody")
    left = MemberFactory(family_name="Weg", left_at=timezone.now())
    for person in (shown, hidden, left):
        AskMeAbout.objects.create(content_object=person, tag=part)
    running, ended = GroupFactory(name="Leeskring"), GroupFactory(state="closed", closed_on=timezone.localdate())
    for group in (running, ended):
        GroupTopic.objects.create(content_object=group, tag=topic)
    response = client.get(reverse("dashboards:topic_detail", args=[topic.slug]))
    assert [person.name for person in response.context["people"]] == [shown.get_full_name()]
    assert response.context["groups"] == [running]
    branches = client.get(reverse("dashboards:topic_list")).context["branches"]
    assert branches[0].parts[0].people_count == 1
    assert branches[0].topic.people_count == 1
    assert branches[0].topic.group_count == 1


def test_who_hides_where_they_work_is_shown_without_it(client, member):
    topic = TopicFactory()
    person = MemberFactory(work_visibility="nobody")
    AskMeAbout.objects.create(content_object=person, tag=topic)
    (found,) = client.get(reverse("dashboards:topic_detail", args=[topic.slug])).context["people"]
    assert found.meta == ""


def test_a_topic_shows_the_photo_of_who_shows_it(client, member):
    topic = TopicFactory()
    seen, hidden = MemberFactory(), MemberFactory()
    for person, visibility in ((seen, Visibility.MEMBERS), (hidden, Visibility.NOBODY)):
        AskMeAbout.objects.create(content_object=person, tag=topic)
        Member.objects.filter(pk=person.pk).update(photo="members/x.webp", photo_visibility=visibility)
    page = client.get(reverse("dashboards:topic_detail", args=[topic.slug])).content.decode()
    shown = [reverse("members:member_photo", args=[person.public_id, 96]) in page for person in (seen, hidden)]
    assert shown == [True, False]


def test_a_merged_topic_leads_to_what_it_became(client, member):
    new = TopicFactory()
    old = TopicFactory(state="merged", merged_into=new)
    response = client.get(reverse("dashboards:topic_detail", args=[old.slug]))
    assert response["Location"] == reverse("dashboards:topic_detail", args=[new.slug])


@pytest.mark.parametrize("item_count", [1, 3])
def test_topic_pages_cost_the_same_whatever_they_hold(client, member, django_assert_num_queries, item_count):
    topic = TopicFactory()
    for _number in range(item_count):
        TopicFactory(parent=topic)
        AskMeAbout.objects.create(content_object=MemberFactory(), tag=topic)
        GroupTopic.objects.create(content_object=GroupFactory(), tag=topic)
    with django_assert_num_queries(4):
        client.get(reverse("dashboards:topic_list"))
    with django_assert_num_queries(7):
        client.get(reverse("dashboards:topic_detail", args=[topic.slug]))


@pytest.mark.parametrize("name", ["home", "about"])
def test_partners_are_one_click_away_for_everybody(client, name):
    school = ParticipationFactory().organisation
    page = Page(client.get(reverse(f"dashboards:{name}")))
    assert page.all(f'.site-footer a[href="{reverse("members:organisation_list")}"]')
    if name == "about":
        assert page.all(f'a[href="{reverse("members:organisation_detail", args=[school.slug])}"]')


def test_every_entry_of_the_frame_leads_to_a_page_of_ours():
    for entry in navigation.registered():
        args = ["x" * 10] if entry.args else []
        match = resolve(reverse(entry.url_name, args=args))
        assert match.func.__module__.split(".")[0] in {
            "knowledge_network",
            "plg",
            "expertise",
            "lesson_study",
            "allauth",
        }, entry
        for section in entry.sections:
            assert reverse(section), entry


def test_the_site_can_stand_on_a_phone_as_an_app_under_the_name_of_the_network(client):
    address = Page(client.get(reverse("dashboards:home"))).one("link[rel=manifest]")["href"]
    facts = client.get(address).json()
    assert facts["name"] == read_network().title
    assert facts["start_url"] == reverse("dashboards:start")
    assert {icon["sizes"] for icon in facts["icons"]} == {"192x192", "512x512"}
    for icon in facts["icons"]:
        assert finders.find(icon["src"].removeprefix(settings.STATIC_URL))
    for shortcut in facts["shortcuts"]:
        assert resolve(shortcut["url"])
