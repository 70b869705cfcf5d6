"""Demo mode: one click logs in and mail stays here; without it none of that exists."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from knowledge_network.demo.mail import newest
from knowledge_network.demo.seed.roster import LOGINS, PASSWORD
from knowledge_network.notifications.outbox import deliver_due, plan_mail
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
TESSA = LOGINS[0]


@pytest.fixture
def tessa():
    member = MemberFactory(email=TESSA.email, given_name=TESSA.given_name, family_name=TESSA.family_name)
    member.set_password(PASSWORD)
    member.save()
    return member


@pytest.fixture
def demo(demo_mode, settings, tmp_path):
    settings.DEMO_MAIL_FOLDER = tmp_path / "mail"
    mailer = {"BACKEND": "knowledge_network.demo.mail.FolderBackend"}
    settings.MAILERS = {"default": mailer, "bulk": mailer}


def send_mail(**changes):
    mail = {"key": "demo:1", "kind": "test", "address": "leraar@demo.example", "subject": "Hallo", "text": "Dag Tessa"}
    plan_mail(**{**mail, "html": "<html><head></head><p>Dag <b>Tessa</b></p></html>", **changes})
    deliver_due()


def test_one_click_logs_in(demo, client, tessa):
    page = client.get(reverse("account_login")).content.decode()
    assert all(one.email in page for one in LOGINS)
    assert PASSWORD in page
    client.post(reverse("demo:login"), {"email": TESSA.email})
    assert client.get(reverse("mfa_index")).status_code == 200


def test_the_password_of_the_demo_works_as_well(demo, client, tessa):
    client.post(reverse("account_login"), {"login": TESSA.email, "password": PASSWORD})
    assert client.get(reverse("mfa_index")).status_code == 200


def test_one_click_opens_no_other_account(demo, client):
    other = MemberFactory()
    assert client.post(reverse("demo:login"), {"email": other.email}).status_code == 404
    assert client.get(reverse("demo:login")).status_code == 405


def test_mail_is_shown_and_goes_nowhere(demo, client):
    send_mail()
    page = client.get(reverse("demo:mail_list")).content.decode()
    assert "leraar@demo.example" in page
    key = newest()[0].key
    detail = client.get(reverse("demo:mail_detail", args=[key])).content.decode()
    assert "Dag Tessa" in detail
    html = client.get(reverse("demo:mail_html", args=[key]))
    assert "Dag <b>Tessa</b>" in html.content.decode()
    assert "sandbox" in html["Content-Security-Policy"]
    assert "script-src" not in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"


def test_mail_is_found_by_its_receiver_the_newest_on_top(demo, client):
    send_mail()
    send_mail(key="demo:2", address="expert@demo.example", subject="Anders")
    assert [m.subject for m in newest()] == ["Anders", "Hallo"]
    page = client.get(reverse("demo:mail_list"), {"aan": "leraar@"}).content.decode()
    assert "Hallo" in page
    assert "Anders" not in page


@pytest.mark.parametrize("key", ["nee", "0000000000000000000-00000000", "etc-passwd"])
def test_only_mail_of_the_demo_can_be_read(demo, client, key):
    assert client.get(reverse("demo:mail_detail", args=[key])).status_code == 404


def test_the_banner_says_that_data_are_invented(demo, client):
    assert "Demo – fictieve gegevens" in client.get(reverse("account_login")).content.decode()


def test_without_demo_mode_none_of_it_exists(tessa):
    assert "knowledge_network.demo" not in django_settings.INSTALLED_APPS
    with pytest.raises(NoReverseMatch):
        reverse("demo:login")
    client = Client()
    for path in ("/demo/mail/", "/demo/inloggen/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"email": TESSA.email}).status_code in {403, 404}
    page = client.get(reverse("account_login")).content.decode()
    assert TESSA.email not in page
    assert PASSWORD not in page
    assert "fictieve gegevens" not in page


@pytest.mark.real_clock(reason="the settings are read by a process of its own, with other variables")
@pytest.mark.parametrize(("flag", "backend"), [("1", "demo.mail.FolderBackend"), ("0", "console.EmailBackend")])
def test_the_settings_keep_mail_of_a_demo_on_this_machine(flag, backend):
    program = "from django.conf import settings; print(settings.MAILERS, settings.INSTALLED_APPS)"
    environment = {"TEST_DEMO_MODE": flag, "DJANGO_SETTINGS_MODULE": "knowledge_network.settings_test", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert backend in done.stdout
    assert ("'knowledge_network.demo'" in done.stdout) == (flag == "1")
