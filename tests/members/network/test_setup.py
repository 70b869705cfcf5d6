"""Beginning a network: an address that works once, a first coordinator, steps that can wait."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from knowledge_network.kit.network import read_network
from knowledge_network.members.network.actions.setup import begin_network, make_setup_address
from knowledge_network.members.network.enums import Section, SetupStep
from knowledge_network.members.network.models import SetupAddress, StepState
from knowledge_network.members.organisations.models import Board, Partnership
from knowledge_network.members.people.models import Member, NetworkRole
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.school_year.models import SchoolHoliday
from knowledge_network.topics.models import Topic
from tests.factories import BoardFactory, NetworkRoleFactory, TopicFactory

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"

PERSON = {"given_name": "Noor", "infix": "", "family_name": "Bakker", "email": "noor@example.org"}
FIRST = {**PERSON, "password": "zes groene fietsen"}


def begin(token):
    return reverse("members:setup_begin", args=[token])


def told(*arguments):
    out = io.StringIO()
    call_command("setup", *arguments, stdout=out)
    return out.getvalue()


def token_of(text):
    return text.rstrip().rstrip("/").rpartition("/")[2]


def test_the_address_of_the_command_makes_the_first_coordinator_and_works_once(client):
    token = token_of(told())
    assert client.get(begin(token)).status_code == 200
    response = client.post(begin(token), FIRST)
    assert response["Location"] == reverse("members:network_settings")
    member = Member.objects.with_access().get(email="noor@example.org")
    assert member.is_coordinator
    assert member.is_platform_admin
    assert member.is_privacy_contact
    assert client.session["_auth_user_id"] == str(member.pk)
    assert AuditEvent.objects.filter(verb="members.network_begun", subject=member).exists()
    other = Client()
    assert other.get(begin(token)).status_code == 404
    assert other.post(begin(token), {**FIRST, "email": "tweede@example.org"}).status_code == 404
    assert Member.objects.count() == 1


def test_who_begins_adds_a_second_lock_before_anything_else(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client.post(begin(make_setup_address()), FIRST)
    response = client.get(reverse("members:network_settings"))
    assert response["Location"] == reverse("members:second_factor_required")


@pytest.mark.clock
def test_an_address_works_for_a_day(client, time_machine):
    token = make_setup_address()
    begun = timezone.now()
    time_machine.move_to(begun + dt.timedelta(hours=23))
    assert client.get(begin(token)).status_code == 200
    time_machine.move_to(begun + dt.timedelta(hours=25))
    assert client.get(begin(token)).status_code == 404
    assert client.post(begin(token), FIRST).status_code == 404


def test_the_command_renews_the_address_and_the_old_one_stops(client):
    first, second = token_of(told()), token_of(told())
    assert client.get(begin(first)).status_code == 404
    assert client.get(begin(second)).status_code == 200
    assert SetupAddress.objects.count() == 1
    assert second not in SetupAddress.objects.get().token_hash, "only a hash is kept"


def test_once_somebody_runs_the_network_there_is_no_address_any_more(client):
    token = make_setup_address()
    NetworkRoleFactory()
    assert client.get(begin(token)).status_code == 404
    assert client.post(begin(token), FIRST).status_code == 404
    with pytest.raises(CommandError):
        told()
    assert told("--if-needed") == ""


@pytest.mark.parametrize(
    "changes", [{"password": "kort"}, {"password": "noorbakker1"}, {"email": "geen adres"}, {"family_name": ""}]
)
def test_what_is_wrong_stands_on_its_field_and_the_address_still_works(client, changes):
    token = make_setup_address()
    response = client.post(begin(token), FIRST | changes)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == set(changes)
    assert client.post(begin(token), FIRST).status_code == 302


# Steps --------------------------------------------------------------------------------------------


@pytest.fixture
def first():
    return begin_network(token=None, **{**PERSON, "password": "zes groene fietsen"})


@pytest.fixture
def as_first(first):
    client = Client()
    client.force_login(first, backend=BACKEND)
    return client


def step_pages():
    special = {"second": "network_second", "partners": "network_partners", "topics": "network_topics"}
    for step in SetupStep:
        if step.value in special:
            yield step, reverse(f"members:{special[step.value]}")
        else:
            yield step, reverse("members:network_section", args=[Section(step.value).address])


def test_each_step_has_a_page_and_can_be_left_for_later(as_first):
    pages = list(step_pages())
    for number, (step, page) in enumerate(pages):
        shown = as_first.get(page, {"opzet": "ja"})
        assert f"Stap {number + 1} van {len(pages)}" in shown.content.decode()
        response = as_first.post(reverse("members:network_later", args=[step.address]))
        following = (
            pages[number + 1][1] + "?opzet=ja" if number + 1 < len(pages) else reverse("members:network_settings")
        )
        assert response["Location"] == following
    assert read_network().open_steps == tuple(SetupStep.values), "what was left for later is still missing"


def test_a_step_that_is_done_is_done_and_the_next_one_comes(as_first):
    page = reverse("members:network_section", args=["naam"])
    values = {"name": "Kennisnetwerk Veluwe", "kind": "knowledge_network"}
    response = as_first.post(f"{page}?opzet=ja", values)
    assert response["Location"].startswith(reverse("members:network_section", args=["vakantieregio"]))
    assert "name" not in read_network().open_steps
    as_first.post(reverse("members:network_later", args=["naam"]))
    assert StepState.objects.get(step="name").done_at is not None, "leaving a step undoes nothing"


def test_progress_is_kept_for_whoever_goes_on(as_first):
    as_first.post(reverse("members:network_section", args=["openbaar"]), {"open_signup": "on"})
    other = Client()
    other.force_login(NetworkRoleFactory().member, backend=BACKEND)
    page = other.get(reverse("members:network_settings")).content.decode()
    assert f"Er zijn nog {len(SetupStep) - 1} stappen te doen." in page


def test_the_second_coordinator_gets_a_mail_and_that_one_person_chose_is_written_down(as_first, first):
    values = {**PERSON, "given_name": "Sam", "email": "sam@example.org"}
    as_first.post(reverse("members:network_second"), values)
    second = Member.objects.get(email="sam@example.org")
    assert NetworkRole.objects.filter(member=second, role="network_coordinator", granted_by=first).exists()
    assert AuditEvent.objects.filter(verb="members.role_granted_alone", actor=first, subject=second).exists()
    mail = Delivery.objects.get(kind="members.second_coordinator")
    assert mail.address == "sam@example.org"
    assert reverse("account_request_login_code") in mail.text


def test_a_third_coordinator_takes_two_people_and_nobody_is_told_before(as_first):
    for name in ("sam", "kim"):
        response = as_first.post(
            reverse("members:network_second"), {**PERSON, "given_name": name, "email": f"{name}@example.org"}
        )
    assert response.status_code == 422
    assert not Member.objects.filter(email="kim@example.org").exists()
    assert Delivery.objects.filter(kind="members.second_coordinator").count() == 1
    page = HTMLParser(as_first.get(reverse("members:network_second")).content)
    assert page.css_first("main form input[name=email]") is None
    assert page.css_first(f"main a[href='{reverse('members:role_list')}']") is not None


def test_an_administrator_proposes_a_coordinator_and_is_offered_nothing_that_is_refused(first):
    admin = Client()
    admin.force_login(NetworkRoleFactory(role="platform_admin").member, backend=BACKEND)
    page = HTMLParser(admin.get(reverse("members:network_second")).content)
    assert page.css_first("main form input[name=email]") is None
    assert page.css_first(f"main a[href='{reverse('members:role_list')}']") is not None
    assert page.css_first(f"main a[href='{reverse('members:invitation_create')}']") is None


def test_boards_are_searched_and_ticked_and_their_schools_come_along(as_first):
    known, other = BoardFactory(name="Stichting De Linde"), BoardFactory(name="Stichting De Eik")
    page = as_first.get(reverse("members:network_partners"), {"zoek": "linde"}).content.decode()
    assert known.name in page
    assert other.name not in page
    as_first.post(reverse("members:network_partners"), {"boards": [known.slug]})
    assert list(Board.objects.participating()) == [known]
    assert "partners" not in read_network().open_steps


def test_without_boards_the_page_says_how_to_get_them(as_first):
    page = as_first.get(reverse("members:network_partners")).content.decode()
    assert "Er zijn nog geen besturen" in page
    assert reverse("members:import_sites") in page


def test_a_list_to_begin_with_comes_in(as_first):
    as_first.post(reverse("members:network_topics"), {"sets": ["po"]})
    assert Topic.objects.approved().count() > 200
    assert "topics" not in read_network().open_steps


def test_what_came_in_another_way_is_enough(as_first):
    page = reverse("members:network_topics")
    assert "Dit is genoeg" not in as_first.get(page, {"opzet": "ja"}).content.decode(), "there is nothing yet"
    TopicFactory(name="breuken")
    assert "Dit is genoeg" in as_first.get(page, {"opzet": "ja"}).content.decode()
    as_first.post(reverse("members:network_later", args=["themas"]), {"klaar": "ja"})
    assert "topics" not in read_network().open_steps


def test_a_register_that_came_in_leads_to_who_takes_part(as_first):
    upload = SimpleUploadedFile("vestigingen.csv", SITES.encode())
    run = as_first.post(reverse("members:import_sites"), {"file": upload, "day": "2026-11-01"})["Location"]
    done = as_first.post(f"{run}uitvoeren/", follow=True).content.decode()
    assert f"{reverse('members:network_partners')}?opzet=ja" in done


# From a file --------------------------------------------------------------------------------------

SITES = (
    "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;POSTCODE;"
    "PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;PROVINCIE\n"
    "41565;07EX;07EX00;De Linde;Dorpsstraat;1;7311 AA;Apeldoorn;0200;APELDOORN;Gelderland\n"
)
FILE = """
[network]
name = "Kennisnetwerk Veluwe"
region_name = "Veluwe"
region_phrase = "op de Veluwe"
holiday_region = "centre"

[mail]
sender_name = "Netwerk Veluwe"
trusted_domains = ["school.nl"]

[public]
public_directory = false

[coordinator]
email = "noor@example.org"
given_name = "Noor"
family_name = "Bakker"

[partners]
sites = "vestigingen.csv"
boards = ["41565"]

[topics]
sets = ["po"]
"""


def test_a_file_sets_everything_up_without_anybody_there(tmp_path):
    (tmp_path / "netwerk.toml").write_text(FILE)
    (tmp_path / "vestigingen.csv").write_text(SITES)
    report = told("--file", str(tmp_path / "netwerk.toml"))
    assert "noor@example.org logs in with a code by mail" in report
    network = Partnership.objects.get()
    assert (network.name, network.holiday_region, network.public_directory) == ("Kennisnetwerk Veluwe", "centre", False)
    assert Member.objects.with_access().get(email="noor@example.org").is_coordinator
    assert [board.bg_number for board in Board.objects.participating()] == ["41565"]
    assert Topic.objects.filter(name="breuken").exists()
    assert SchoolHoliday.objects.exists()
    assert set(read_network().open_steps) == {"look", "second"}
    again = told("--file", str(tmp_path / "netwerk.toml"))
    assert "topics: 0 came in" in again
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[netwerk]\nname = 'x'", "no part of the settings"),
        ("[network]\nnaam = 'x'", "knows no naam"),
        ("network = 'x'", "no table"),
        ("[network", "is no TOML"),
        ("[topics]\nsets = ['wo']", "there is no list wo"),
        ("[partners]\nboards = ['99999']", "has the number 99999"),
        ("[partners]\nsites = 'weg.csv'", "there is no file"),
        ("[look]\nbrand_colour = '#ffdd00'", "hard to read"),
        ("[coordinator]\nemail = 'a@b.nl'", "lacks given_name, family_name"),
        ("[network]\nname = ''", "leeg"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_changes_nothing(tmp_path, text, said):
    (tmp_path / "netwerk.toml").write_text(
        "[public]\nopen_signup = false\n" + text if not text.startswith("network") else text
    )
    with pytest.raises(CommandError, match=said):
        told("--file", str(tmp_path / "netwerk.toml"))
    assert not Partnership.objects.filter(open_signup=False).exists()


def test_the_clock_of_an_address_begins_when_it_is_made():
    make_setup_address()
    assert abs(SetupAddress.objects.get().made_at - timezone.now()) < dt.timedelta(minutes=1)
