"""What the world sees of meetings and products without coming here: only what somebody opened, and nobody's name."""

from __future__ import annotations

import datetime as dt
import io
import json
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from expertise.products.enums import ProductAccess
from knowledge_network.exchange.feeds import actions, queries
from knowledge_network.exchange.feeds.models import PublicMeeting
from knowledge_network.exchange.feeds.pictures import draw_share_image
from knowledge_network.exchange.feeds.views import agenda
from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.trail.models import AuditEvent
from plg.groups.enums import GroupRole, GroupState
from plg.meetings.calendars import build_event
from plg.meetings.enums import MeetingAudience, MeetingStatus
from tests import factories as f
from tests.expertise.products.test_products import sign_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# What shows the agenda, each in its own form.
AGENDA = ("exchange:public_agenda", "exchange:agenda_widget", "exchange:agenda_feed", "exchange:agenda_calendar")


def planned(**values):
    start = timezone.now() + dt.timedelta(days=7)
    planner = f.MemberFactory(given_name="kanarie-planner-einde", family_name="kanarie-achternaam-einde")
    made = f.MeetingFactory(
        **{
            "group": f.GroupFactory(name="Rekenkring"), "title": "Samen tellen", "starts_at": start,
            "ends_at": start + dt.timedelta(hours=2), "planned_by": planner, "location": "Teamkamer",
            "description": "kanarie-omschrijving-einde", "link": "https://example.org/kanarie-deelnamelink-einde",
        } | values
    )  # fmt: skip
    made.invitations.create(member=planner)
    return made


def opened(**values):
    meeting = planned(**values)
    actions.open_meeting(meeting=meeting, by=meeting.planned_by)
    return meeting


@pytest.mark.parametrize("name", AGENDA)
def test_a_meeting_is_for_everybody_only_once_its_organiser_says_so(client, name):
    meeting = planned()
    assert "Samen tellen" not in client.get(reverse(name)).content.decode()
    actions.open_meeting(meeting=meeting, by=meeting.planned_by)
    assert "Samen tellen" in client.get(reverse(name)).content.decode()
    actions.close_meeting(meeting=meeting, by=meeting.planned_by)
    assert "Samen tellen" not in client.get(reverse(name)).content.decode()
    assert list(AuditEvent.objects.filter(verb__startswith="exchange.").values_list("verb", flat=True)) == [
        "exchange.meeting_opened",
        "exchange.meeting_closed",
    ]


@pytest.mark.parametrize("name", AGENDA)
def test_nobody_is_named_and_nothing_of_what_is_said_there_is_told(client, name):
    meeting = opened()
    text = client.get(reverse(name)).content.decode()
    assert "kanarie" not in text
    assert meeting.planned_by.email not in text


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": MeetingStatus.DRAFT},
        {"audience": MeetingAudience.CHOSEN},
        {"group__state": GroupState.DRAFT},
        {"days_ago": 2},
    ],
    ids=["draft", "of a team", "of a group that is no group yet", "over"],
)
def test_what_became_closed_is_not_shown_although_it_was_opened(client, hidden):
    hidden = dict(hidden)
    state = hidden.pop("group__state", None)
    if ago := hidden.pop("days_ago", 0):
        start = timezone.now() - dt.timedelta(days=ago)
        hidden |= {"starts_at": start, "ends_at": start + dt.timedelta(hours=2)}
    meeting = opened(**hidden)
    if state:
        type(meeting.group).objects.filter(pk=meeting.group.pk).update(state=state)
    assert not PublicMeeting.objects.upcoming().exists()
    assert "Samen tellen" not in client.get(reverse("exchange:public_agenda")).content.decode()


def test_the_agenda_is_an_event_for_search_engines_and_a_cancelled_one_says_so(client):
    opened(status=MeetingStatus.CANCELLED)
    page = client.get(reverse("exchange:public_agenda")).content.decode()
    facts = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    event = facts["@graph"][0]
    assert event["@type"] == "EducationEvent"
    assert event["eventStatus"].endswith("EventCancelled")
    assert event["location"]["name"] == "Teamkamer"
    calendar = Calendar.from_ical(client.get(reverse("exchange:agenda_calendar")).content)
    assert [str(one["status"]) for one in calendar.walk("VEVENT")] == ["CANCELLED"]


def test_other_sites_may_frame_the_widget_and_nothing_else(client):
    opened()
    response = client.get(reverse("exchange:agenda_widget"))
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert not Page(response).all("script, form, img")
    assert not response.cookies
    assert client.get(reverse("exchange:public_agenda"))["X-Frame-Options"] == "DENY"


def test_signs_that_programs_refuse_go_into_no_feed_and_no_calendar(client):
    meeting = opened(title="Samen\x0btellen\x01", location="Zaal\x0c1\rX")
    type(meeting.group).objects.filter(pk=meeting.group.pk).update(name="Reken\x02kring")
    entry = ElementTree.fromstring(client.get(reverse("exchange:agenda_feed")).content).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Samentellen"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Rekenkring"
    calendar = client.get(reverse("exchange:agenda_calendar")).content.decode()
    assert "SUMMARY:Rekenkring: Samen\\ntellen\r\n" in calendar
    assert not set(calendar.replace("\r\n", "")) & {chr(number) for number in range(32)}
    event = build_event(meeting)
    assert str(event["location"]) == "Zaal\n1\nX"


def test_the_organiser_sees_beforehand_what_everybody_will_see(client):
    meeting = planned()
    lead = f.MemberFactory()
    f.GroupMembershipFactory(group=meeting.group, member=lead, role=GroupRole.LEAD)
    sign_in(client, lead)
    url = reverse("exchange:meeting_open", args=[meeting.public_id])
    page = Page(client.get(url))
    assert "Samen tellen" in page
    assert "kanarie-omschrijving-einde" not in page.one("main").words
    assert url in client.get(reverse("plg:meeting_detail", args=[meeting.public_id])).content.decode()
    client.post(url, {"public": "1"})
    assert PublicMeeting.objects.get().opened_by == lead
    client.post(url, {"public": "0"})
    assert not PublicMeeting.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_agenda_costs_the_same_for_one_and_for_three(client, count, django_assert_num_queries):
    for _ in range(count):
        opened(host_site=f.SiteFactory())
    client.get(reverse("exchange:agenda_widget"))
    with django_assert_num_queries(1):
        assert len(Page(client.get(reverse("exchange:agenda_widget"))).all("li")) == count


def test_the_agenda_has_pages_and_the_widget_says_that_there_is_more(client, monkeypatch):
    monkeypatch.setattr(agenda, "ON_A_PAGE", 2)
    start = timezone.now() + dt.timedelta(days=7)
    for number in range(5):
        opened(title=f"Samen {number}", starts_at=start, ends_at=start + dt.timedelta(hours=2))
    address, seen = reverse("exchange:public_agenda"), []
    for _page in range(3):
        page = Page(client.get(address))
        seen += [one.words for one in page.all("main li h2")]
        address = reverse("exchange:public_agenda") + next((one["href"] for one in page.all("[rel=next]")), "")
    assert seen == [f"Samen {number}" for number in range(5)]
    widget = Page(client.get(reverse("exchange:agenda_widget")))
    assert len(widget.all("li")) == 2
    assert widget.one("ul + p.meta").words


def test_the_feed_tells_of_public_products_and_names_the_group_as_maker(client):
    group = f.GroupFactory(name="Rekenkring")
    product = f.KnowledgeProductFactory(title="Splitskaart", group=group, makers="kanarie-makers-einde")
    f.KnowledgeProductFactory(title="Besloten", access=ProductAccess.NETWORK)
    feed = ElementTree.fromstring(client.get(reverse("exchange:product_feed")).content)
    entry = feed.find(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")] == ["Splitskaart"]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Rekenkring"
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{product.urn}"
    assert "kanarie" not in ElementTree.tostring(feed, encoding="unicode")


def read_map(client):
    """The address of each page in the map, in all its parts."""
    tree = ElementTree.fromstring(client.get(reverse("exchange:site_map")).content)
    parts = [urlsplit(node.text).path for node in tree.iter(f"{MAP}loc")]
    trees = [ElementTree.fromstring(client.get(part).content) for part in parts]
    return parts, [node.text for tree in trees for node in tree.iter(f"{MAP}loc")]


def test_the_map_of_the_site_has_groups_and_products_and_nobody(client):
    member = f.MemberFactory()
    shown, hidden = f.GroupFactory(), f.GroupFactory(state=GroupState.DRAFT)
    product = f.KnowledgeProductFactory(contact_person=member)
    _parts, addresses = read_map(client)
    assert any(address.endswith(shown.get_absolute_url()) for address in addresses)
    assert any(address.endswith(product.get_absolute_url()) for address in addresses)
    assert not any(
        hidden.slug in address or member.public_id in address or "/leden/" in address for address in addresses
    )
    assert reverse("exchange:site_map") in client.get("/robots.txt").content.decode()


def test_the_map_leaves_nothing_out_however_much_there_is(client, monkeypatch):
    monkeypatch.setattr(queries, "IN_A_PART", 2)
    products = [f.KnowledgeProductFactory(title=f"Kaart {number}") for number in range(5)]
    parts, addresses = read_map(client)
    assert [part for part in parts if "producten" in part] == [f"/sitemap/producten-{n}.xml" for n in (1, 2, 3)]
    assert len(addresses) == len(set(addresses))
    assert {absolute_url(product.get_absolute_url()) for product in products} <= set(addresses)
    # What comes before the parts are counted again stands in the part that it belongs in.
    later = [f.KnowledgeProductFactory(title=title) for title in ("Aap", "Kaart 1 b", "Zon")]
    again = read_map(client)
    assert again[0] == parts
    assert {absolute_url(product.get_absolute_url()) for product in later} <= set(again[1])


@pytest.mark.parametrize("part", ["producten-0", "producten-2", "leden-1", "paginas-2"])
def test_there_is_no_other_part_of_the_map(client, part):
    f.KnowledgeProductFactory()
    assert client.get(f"/sitemap/{part}.xml").status_code == 404


def test_the_shared_picture_is_drawn_once_and_only_for_what_is_public(client):
    product = f.KnowledgeProductFactory(title="Splitsen tot tien met eierdozen en knikkers in de kring")
    response = client.get(reverse("exchange:share_image", args=[product.slug]))
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    closed = f.KnowledgeProductFactory(access=ProductAccess.NETWORK)
    assert client.get(reverse("exchange:share_image", args=[closed.slug])).status_code == 404


@pytest.mark.parametrize("title", ["Kort", "w" * 150, "王 صباح " * 30, "", "a\nb"])
def test_every_title_fits_in_the_picture(title):
    drawn = draw_share_image(title=title, under="Kijkwijzer", network="Netwerk")
    assert Image.open(io.BytesIO(drawn)).format == "PNG"


def test_another_site_shows_a_card_of_a_product_by_its_address(client):
    product = f.KnowledgeProductFactory(title="Splitsen <b>", makers="kanarie-makers-einde")
    address = absolute_url(product.get_absolute_url())
    card = client.get(reverse("exchange:oembed"), {"url": address, "maxwidth": "300"}).json()
    assert (card["type"], card["version"], card["width"]) == ("rich", "1.0", 300)
    assert "Splitsen &lt;b&gt;" in card["html"]
    assert "<script" not in card["html"]
    assert "kanarie" not in json.dumps(card)
    page = Page(client.get(product.get_absolute_url()))
    assert reverse("exchange:oembed") in page.one('link[type="application/json+oembed"]')["href"]


@pytest.mark.parametrize("address", ["", "https://elders.example/", "http://[", "/leden/", "/kennisbank/geen/", "%00"])
def test_there_is_no_card_of_anything_else(client, address):
    assert client.get(reverse("exchange:oembed"), {"url": address}).status_code == 404


def test_the_address_of_another_site_gives_no_card_of_ours(client):
    address = f"https://elders.example{f.KnowledgeProductFactory().get_absolute_url()}"
    assert client.get(reverse("exchange:oembed"), {"url": address}).status_code == 404


def test_the_front_page_says_that_this_is_an_organisation(client):
    page = client.get("/").content.decode()
    facts = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert facts["@type"] == "Organization"
