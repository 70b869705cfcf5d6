"""The settings of the network: every page reads them, every change is kept and can be taken back."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from knowledge_network.kit.emails import render_mail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.network import read_network
from knowledge_network.members.network.actions.settings import change_network, undo_change, write_text
from knowledge_network.members.network.enums import Section, SetupStep, TextPage
from knowledge_network.members.network.models import NetworkChange, NetworkText
from knowledge_network.members.organisations.models import Partnership
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.composing import name_sender
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.school_year.models import SchoolHoliday
from tests.factories import BoardFactory, MemberFactory, NetworkRoleFactory

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def coordinator():
    return NetworkRoleFactory().member


@pytest.fixture
def as_coordinator(coordinator):
    client = Client()
    client.force_login(coordinator, backend=BACKEND)
    return client


def section(code):
    return reverse("members:network_section", args=[Section(code).address])


NAMES = {"name": "Kennisnetwerk Veluwe", "short_name": "Veluwe", "kind": "knowledge_network"}


def test_the_name_and_region_stand_on_every_page_at_once(as_coordinator, client):
    values = {**NAMES, "region_name": "Veluwe", "region_phrase": "op de Veluwe"}
    assert as_coordinator.post(section("name"), values).status_code == 302
    page = client.get(reverse("dashboards:home")).content.decode()
    assert "· Kennisnetwerk Veluwe" in page
    assert ">Veluwe</span>" in page
    assert "onderzoekers op de Veluwe elkaar" in page
    assert "Lerende Leraren" not in page


def test_without_a_phrase_a_region_is_named_with_in(client):
    change_network(section=Section.NAME, by=None, region_name="Drenthe")
    assert "onderzoekers in Drenthe elkaar" in client.get(reverse("dashboards:home")).content.decode()


def test_a_change_is_kept_with_what_stood_there_and_can_be_taken_back(as_coordinator, coordinator):
    change_network(section=Section.NAME, by=None, name="Eerste naam")
    as_coordinator.post(section("name"), NAMES)
    change = NetworkChange.objects.get(by=coordinator)
    assert change.before["name"] == "Eerste naam"
    history = as_coordinator.get(reverse("members:network_history")).content.decode()
    assert "<del>Eerste naam</del> → <ins>Kennisnetwerk Veluwe</ins>" in history
    # What is read aloud of the button is told in words too.
    assert "region_name" not in history
    as_coordinator.post(reverse("members:network_undo", args=[change.public_id]))
    assert Partnership.objects.get().name == "Eerste naam"
    assert read_network().name == "Eerste naam"
    assert AuditEvent.objects.filter(verb="members.network_change_undone", actor=coordinator).exists()


def test_a_change_on_which_another_stands_is_not_taken_back(coordinator):
    change_network(section=Section.NAME, by=coordinator, name="Een")
    change_network(section=Section.NAME, by=coordinator, name="Twee")
    first, second = NetworkChange.objects.order_by("pk")
    with pytest.raises(RefusedError):
        undo_change(change=first, by=coordinator)
    undo_change(change=second, by=coordinator)
    undo_change(change=first, by=coordinator)
    with pytest.raises(RefusedError):
        undo_change(change=first, by=coordinator)


def test_saving_the_same_again_is_no_change(coordinator):
    for _time in range(2):
        change_network(section=Section.NAME, by=coordinator, name="Kennisnetwerk Veluwe")
    assert NetworkChange.objects.count() == 1


def test_a_question_never_goes_on_before_people_had_time_to_answer(coordinator):
    with pytest.raises(ValidationError):
        change_network(section=Section.LIMITS, by=coordinator, answer_school_days=10, escalate_school_days=10)


# Look ---------------------------------------------------------------------------------------------


def test_colours_that_nobody_can_read_are_refused(as_coordinator):
    form = {"own_colours": "on", "brand_colour": "#ffdd00", "accent_colour": "#202020"}
    response = as_coordinator.post(section("look"), form)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"brand_colour", "accent_colour"}


def test_who_chooses_a_colour_and_forgets_the_tick_gets_it(as_coordinator):
    as_coordinator.post(section("look"), {"brand_colour": "#7a1f5c", "accent_colour": "#f2b535"})
    assert Partnership.objects.get().brand_colour == "#7a1f5c"
    wrong = as_coordinator.post(section("look"), {"brand_colour": "#ffdd00", "accent_colour": "#f2b535"})
    assert set(wrong.context["form"].errors) == {"brand_colour"}


def test_own_colours_come_by_a_style_sheet_of_their_own(as_coordinator, client):
    assert client.get(reverse("members:network_style")).content == b""
    form = {"own_colours": "on", "brand_colour": "#7A1F5C", "accent_colour": "#f2b535"}
    assert as_coordinator.post(section("look"), form).status_code == 302
    page = client.get(reverse("dashboards:home")).content.decode()
    assert f"{reverse('members:network_style')}?v=7a1f5cf2b535" in page
    style = client.get(reverse("members:network_style"))
    assert style["Content-Type"].startswith("text/css")
    assert "--brand: light-dark(#7a1f5c," in style.content.decode()
    as_coordinator.post(section("look"), {"brand_colour": "#7a1f5c", "accent_colour": "#f2b535"})
    assert reverse("members:network_style") not in client.get(reverse("dashboards:home")).content.decode()


def picture(kind="PNG", size=(200, 80)):
    memory = io.BytesIO()
    Image.new("RGB", size, "navy").save(memory, kind)
    return SimpleUploadedFile("logo.png", memory.getvalue(), content_type="image/png")


def test_a_logo_is_made_anew_and_an_old_address_of_it_is_gone(as_coordinator, client):
    as_coordinator.post(section("look"), {"upload": picture()})
    first = reverse("members:network_logo", args=[read_network().logo_version])
    assert first in client.get(reverse("dashboards:home")).content.decode()
    response = client.get(first)
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    as_coordinator.post(section("look"), {"upload": picture(size=(80, 80))})
    assert client.get(first).status_code == 404
    as_coordinator.post(section("look"), {"remove_logo": "on"})
    assert not read_network().logo


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_is_no_logo(as_coordinator, content):
    upload = SimpleUploadedFile("logo.png", content, content_type="image/png")
    response = as_coordinator.post(section("look"), {"upload": upload})
    assert response.status_code == 422
    assert "upload" in response.context["form"].errors


@pytest.mark.parametrize("size", [(1200, 40), (40, 1200)])
def test_a_logo_that_nobody_could_read_is_refused(as_coordinator, size):
    response = as_coordinator.post(section("look"), {"upload": picture(size=size)})
    assert response.status_code == 422
    assert "te smal" in str(response.context["form"].errors["upload"])


# Mail ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("domain", ["gmail.com", "@Hotmail.com", "school.nl\nziggo.nl"])
def test_a_domain_of_anybody_makes_nobody_known(as_coordinator, domain):
    response = as_coordinator.post(section("mail"), {"trusted_domains": domain})
    assert response.status_code == 422
    assert "Daar krijgt iedereen" in str(response.context["form"].errors["trusted_domains"])
    assert read_network().trusted_domains == ()


def test_mail_comes_from_the_network_and_answers_go_where_it_wants(as_coordinator, coordinator, settings):
    settings.DEFAULT_FROM_EMAIL = "netwerk@example.org"
    form = {"sender_name": "Netwerk Veluwe", "reply_to": "hallo@example.org", "trusted_domains": "@School.nl\nvo.nl"}
    assert as_coordinator.post(section("mail"), form).status_code == 302
    assert name_sender() == "Netwerk Veluwe <netwerk@example.org>"
    assert read_network().trusted_domains == ("school.nl", "vo.nl")
    as_coordinator.post(reverse("members:network_test_mail"))
    assert Delivery.objects.filter(kind="members.test_mail", address=coordinator.email).exists()


@pytest.mark.parametrize("name", ["a@b.nl", "Netwerk <x>", 'Netwerk "x"', "a, b"])
def test_the_name_of_a_sender_is_only_a_name(as_coordinator, name):
    assert "sender_name" in as_coordinator.post(section("mail"), {"sender_name": name}).context["form"].errors


# Public -------------------------------------------------------------------------------------------


def test_a_network_that_invites_by_itself_has_no_sign_up(as_coordinator, client):
    as_coordinator.post(section("public"), {"public_figures": "on", "public_directory": "on"})
    page = client.get(reverse("members:signup")).content.decode()
    assert "met een uitnodiging" in page
    assert '<form method="post" class="form"' not in page
    assert reverse("members:signup") not in client.get(reverse("dashboards:home")).content.decode()


def test_visitors_see_no_members_and_no_figures_where_the_network_wants_so(as_coordinator, client):
    open_one = MemberFactory(name_visibility="everybody")
    address = reverse("members:member_detail", args=[open_one.public_id])
    assert client.get(address).status_code == 200
    as_coordinator.post(section("public"), {"open_signup": "on"})
    assert client.get(address).status_code == 404
    assert as_coordinator.get(address).status_code == 200
    assert client.get(reverse("dashboards:home")).context["figures"] is None
    assert client.get(reverse("dashboards:about")).context["figures"] is None


# Groups, languages, terms -------------------------------------------------------------------------


def test_of_a_kind_that_is_not_used_nobody_starts_a_group(as_coordinator, client):
    as_coordinator.post(section("groups"), {"group_kinds": ["plg"], "languages": ["nl", "en"]})
    assert as_coordinator.get(reverse("plg:group_create", args=["plg"])).status_code == 200
    assert as_coordinator.get(reverse("plg:group_create", args=["project"])).status_code == 403
    page = client.get(reverse("dashboards:home")).content.decode()
    assert reverse("plg:project_list") not in page


def test_a_site_in_one_language_speaks_that(as_coordinator, client):
    as_coordinator.post(section("groups"), {"group_kinds": ["plg"], "languages": ["nl"]})
    page = client.get(reverse("dashboards:about"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="nl"' in page
    assert 'value="en"' not in page
    refused = as_coordinator.post(section("groups"), {"group_kinds": ["plg"], "languages": ["en"]})
    assert "languages" in refused.context["form"].errors


def test_terms_and_sizes_are_those_of_the_network(as_coordinator):
    form = {
        "dormant_school_weeks": 6,
        "answer_school_days": 3,
        "escalate_school_days": 8,
        "project_ends_days": 30,
        "programme_leader_fte": "0.3",
        **{
            f"{end}_{kind}": value
            for kind in ("plg", "project", "expert", "theme")
            for end, value in (("smallest", 5), ("largest", 9))
        },
    }
    assert as_coordinator.post(section("limits"), form).status_code == 302
    thresholds = read_network().thresholds
    assert (thresholds.dormant_school_weeks, thresholds.answer_school_days) == (6, 3)
    assert read_network().group_sizes["plg"] == (5, 9)
    form["largest_plg"] = 5
    assert "largest_plg" in as_coordinator.post(section("limits"), form).context["form"].errors


def test_the_school_holidays_come_along_with_the_region(as_coordinator):
    assert not SchoolHoliday.objects.exists()
    as_coordinator.post(section("region"), {"holiday_region": "centre"})
    assert SchoolHoliday.objects.filter(region="centre").exists()


# Texts --------------------------------------------------------------------------------------------


def test_the_network_writes_its_own_words_and_every_version_is_kept(as_coordinator, client):
    address = reverse("members:network_text", args=[TextPage.ABOUT.address, "nl"])
    look = as_coordinator.post(address, {"body": "## Wij\n\nSamen **leren**.", "preview": "1"})
    assert "<strong>leren</strong>" in look.content.decode()
    assert not NetworkText.objects.exists(), "looking saves nothing"
    for body in ("Eerste **tekst**.", "Tweede tekst."):
        as_coordinator.post(address, {"body": body})
    assert "Tweede tekst." in client.get(reverse("dashboards:about")).content.decode()
    earlier = as_coordinator.get(address, {"versie": "1"})
    assert "Eerste **tekst**." in earlier.content.decode()
    as_coordinator.post(address, {"body": ""})
    assert "Wat we doen" in client.get(reverse("dashboards:about")).content.decode()
    assert [text.version for text in NetworkText.objects.order_by("version")] == [1, 2, 3]


@pytest.mark.parametrize("page", [page for page in TextPage.values if page not in TextPage.IN_MAIL])
def test_each_open_page_shows_its_own_text(client, page):
    write_text(page=page, language="nl", body="Onze **eigen** woorden", by=None)
    shown = client.get(reverse(f"dashboards:{page}")).content.decode()
    assert "Onze <strong>eigen</strong> woorden" in shown


OF_A_MAIL = {
    **dict.fromkeys(("name", "organisation", "inviter", "message"), "Anna"),
    "expires_at": dt.datetime(2026, 12, 1, tzinfo=dt.UTC),
    "url": "https://example.org/",
}


@pytest.mark.parametrize(
    ("page", "template"), [("mail_invite", "mail/invitation"), ("mail_welcome", "mail/signup_approved")]
)
def test_a_mail_says_what_the_network_adds_to_it_and_its_foot_stands_under_every_mail(page, template):
    write_text(page=page, language="nl", body="Tot ziens bij\nde <b>eerste</b> dag", by=None)
    write_text(page="mail_foot", language="nl", body="Postbus 1, Enschede", by=None)
    for name, has_text in ((template, True), ("mail/test_mail", False)):
        _subject, text, html = render_mail(name, OF_A_MAIL, "nl")
        assert ("Tot ziens bij" in text, "&lt;b&gt;eerste" in html) == (has_text, has_text)
        assert "Postbus 1, Enschede" in text
        assert "Postbus 1, Enschede" in html


def test_a_text_holds_no_html_of_its_own(client):
    write_text(page="about", language="nl", body="<script>alert(1)</script> en <b>vet</b>", by=None)
    assert "<script>alert(1)" not in client.get(reverse("dashboards:about")).content.decode()


# Costs --------------------------------------------------------------------------------------------


def test_reading_the_settings_costs_a_page_nothing(client, django_assert_num_queries):
    change_network(section=Section.NAME, by=None, name="Kennisnetwerk Veluwe")
    read_network()
    with django_assert_num_queries(0):
        client.get(reverse("dashboards:accessibility"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_history_costs_the_same_whatever_its_length(as_coordinator, django_assert_num_queries, item_count):
    for number in range(item_count):
        someone = NetworkRoleFactory().member
        change_network(section=Section.NAME, by=someone, name=f"Naam {number}", lead_board=BoardFactory())
    read_network()
    with django_assert_num_queries(4):
        as_coordinator.get(reverse("members:network_history"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_boards_to_tick_cost_the_same_whatever_their_number(as_coordinator, django_assert_num_queries, item_count):
    BoardFactory.create_batch(item_count)
    with django_assert_num_queries(5):
        as_coordinator.get(reverse("members:network_partners"))


def test_the_cockpit_says_what_is_still_missing_until_nothing_is(as_coordinator):
    change_network(section=Section.NAME, by=None, name="Kennisnetwerk Veluwe")
    assert reverse("members:network_settings") in as_coordinator.get(reverse("dashboards:start")).content.decode()
    assert len(read_network().open_steps) == len(SetupStep)
