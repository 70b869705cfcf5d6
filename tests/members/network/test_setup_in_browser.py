"""A network from nothing, in a browser, as somebody of another region would: no developer, and no shell but once.

Counted is what a person does: ten seconds for a field, five for a click. It has to fit in a quarter of an hour.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import time

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from knowledge_network.kit.network import read_network
from knowledge_network.members.organisations.models import Board
from knowledge_network.notifications.outbox import deliver_due, waking
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupKind, GroupState
from plg.groups.models import Group
from plg.meetings.models import Meeting
from plg.space.forms import QUESTIONS
from tests.browser import assert_no_axe_violations
from tests.members.network.test_setup import SITES

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.real_clock(reason="codes of an app and a browser"),
]
FIELD_SECONDS, CLICK_SECONDS = 10, 5
QUARTER_OF_AN_HOUR = 15 * 60
PEOPLE = ("anna", "bram", "cees")


class Hands:
    """What somebody does in the browser, counted."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.fields = self.clicks = 0

    def go(self, name: str, *args: str) -> None:
        self.page.goto(self.site + reverse(name, args=args))

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"main [name={name}]").fill(value)
            self.fields += 1

    def tick(self, name: str, value: str) -> None:
        self.page.locator(f"main [name={name}][value='{value}']").check()
        self.fields += 1

    def press(self, text: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=text, exact=True).first.click()
        self.clicks += 1

    def follow(self, text: str) -> None:
        self.page.locator("main").get_by_role("link", name=text).first.click()
        self.clicks += 1

    def stands_at(self, name: str, *args: str) -> None:
        self.page.wait_for_url(re.compile(re.escape(reverse(name, args=args)) + r"($|\?)"))
        assert_no_axe_violations(self.page)

    @property
    def seconds(self) -> int:
        return self.fields * FIELD_SECONDS + self.clicks * CLICK_SECONDS


def address_to_begin(live_server) -> str:
    out = io.StringIO()
    call_command("setup", stdout=out)
    token = out.getvalue().rstrip().rstrip("/").rpartition("/")[2]
    return live_server.url + reverse("members:setup_begin", args=[token])


def add_second_lock(hands: Hands) -> None:
    hands.follow("Voeg een app toe")
    hands.stands_at("mfa_activate_totp")
    hands.page.locator("main summary", has_text="Scannen").first.click()
    secret = hands.page.locator("code.secret").inner_text().strip()
    code = hotp_value(secret, next(yield_hotp_counters_from_time()))
    hands.fill(code=f"{code:06}")
    hands.press("Zet aan")


def take_the_steps(hands: Hands, tmp_path) -> None:
    """Each page of setting up leads to the next; partners need two pages of the import between."""
    page = hands.page
    hands.follow("Naar mijn start")
    hands.follow("Stappen om het netwerk in te richten")
    hands.follow("Verder met inrichten")
    hands.stands_at("members:network_section", "naam")
    hands.fill(name="Kennisnetwerk Veluwe", short_name="Veluwe", region_name="Veluwe", region_phrase="op de Veluwe")
    hands.press("Opslaan en verder")
    hands.stands_at("members:network_section", "vakantieregio")
    hands.tick("holiday_region", "centre")
    hands.press("Opslaan en verder")
    hands.stands_at("members:network_section", "huisstijl")
    hands.press("Later, door naar de volgende stap")
    hands.stands_at("members:network_section", "mail")
    hands.fill(sender_name="Netwerk Veluwe")
    hands.press("Opslaan en verder")
    hands.stands_at("members:network_second")
    hands.fill(email="sam@example.org", given_name="Sam", family_name="Visser")
    hands.press("Coördinator maken en mailen")
    hands.stands_at("members:network_partners")
    hands.follow("Scholen inlezen")
    sheet = tmp_path / "vestigingen.csv"
    sheet.write_text(SITES)
    page.locator("main [name=file]").set_input_files(sheet)
    hands.fields += 1
    hands.press("Bekijk wat er verandert")
    page.locator("main form[action*=uitvoeren] button").first.click()
    hands.clicks += 1
    hands.follow("Kies welke besturen meedoen")
    hands.tick("boards", Board.objects.get().slug)
    hands.press("Deze besturen doen mee")
    hands.stands_at("members:network_topics")
    hands.tick("sets", "po")
    hands.press("Deze binnenhalen")
    hands.stands_at("members:network_section", "openbaar")
    hands.press("Opslaan en verder")
    hands.stands_at("members:network_settings")


def find_each_other(knows: Hands, asks: Hands) -> None:
    """One says what they can help with; another looks for that and finds them."""
    knows.go("expertise:claim_add")
    knows.fill(topic="breuken", description="Breuken uitleggen met stroken papier.")
    with knows.page.expect_navigation():
        knows.page.locator("main form .form-actions button").first.click()
    asks.go("expertise:finder")
    asks.page.locator("main [name=q]").fill("wie weet iets van breuken")
    asks.page.locator("main form.finder-form button").first.click()
    expect(asks.page.locator("#finder-results").get_by_text("Bram Jansen").first).to_be_visible()
    assert_no_axe_violations(asks.page)


def invite_three(hands: Hands, browser: Browser) -> dict[str, Page]:
    """Three teachers get a mail, and each of them comes in by its link: given name → a browser of their own."""
    hands.go("dashboards:start")
    hands.follow("Nodig mensen uit")
    hands.stands_at("members:invitation_create")
    people = "\n".join(f"{name.capitalize()} Jansen <{name}@example.org>" for name in PEOPLE)
    hands.fill(people=people, organisation="De Linde, Apeldoorn")
    hands.press("Uitnodigen")
    assert_no_axe_violations(hands.page)
    hands.page.locator("main button[name=confirmed]").click()
    hands.clicks += 1
    hands.stands_at("members:invitation_list")
    send_to({f"{name}@example.org" for name in PEOPLE})
    return {name: come_in(browser, hands, f"{name}@example.org") for name in PEOPLE}


def send_to(addresses: set[str]) -> None:
    """As the worker, which looks again and again: a clock may be set back between planning and sending."""
    for _turn in range(100):
        deliver_due()
        if addresses <= {address for message in mail.outbox for address in message.to}:
            return
        time.sleep(0.1)
    seen = ("address", "kind", "state", "reason", "attempts", "lost_senders", "handed_over_at", "leased_until")
    raise AssertionError(list(Delivery.objects.values(*seen)), [message.to for message in mail.outbox])


def come_in(browser: Browser, hands: Hands, address: str) -> Page:
    [message] = [message for message in mail.outbox if message.to == [address]]
    path = re.search(r"https?://[^/\s]+(/uitnodiging/\S+)", message.body)[1]
    page = browser.new_context(locale="nl-NL").new_page()
    page.goto(hands.site + path)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(re.escape(reverse("members:welcome"))))
    assert_no_axe_violations(page)
    return page


def begin_a_group(theirs: Hands, coordinator: Hands) -> Group:
    """A teacher writes it down and sends it; the coordinator lets it begin."""
    theirs.go("plg:group_create", GroupKind.PLG)
    question = "Hoe leren stille leerlingen redeneren over breuken?"
    theirs.fill(name="Redeneren met breuken", purpose="Samen lessen maken en proberen.", question=question)
    theirs.press("Concept opslaan")
    group = Group.objects.get()
    theirs.stands_at("plg:group_state", group.slug)
    theirs.go("plg:agreement_write", group.slug)
    theirs.fill(**dict.fromkeys(QUESTIONS, "Dat spreken we elke keer aan het begin af."))
    theirs.page.locator("main form.form .form-actions button").first.click()
    theirs.stands_at("plg:agreement_detail", group.slug)
    theirs.go("plg:group_state", group.slug)
    theirs.press("Stuur naar de coördinator")
    coordinator.go("plg:group_state", group.slug)
    coordinator.press("Goedkeuren en starten")
    group.refresh_from_db()
    assert group.state == GroupState.ACTIVE
    return group


def ask_and_come(theirs: Hands, others: dict[str, Hands], group: Group) -> None:
    """Who leads a group looks colleagues up by name; each decides for themselves."""
    for name, other in others.items():
        theirs.go("plg:group_members", group.slug)
        theirs.page.locator("main input[name=zoek]").fill(name)
        with theirs.page.expect_navigation():
            theirs.page.locator("#found form button").first.click()
        other.go("dashboards:start")
        other.follow("Redeneren met breuken")
        other.press("Ja, ik doe mee")
    assert group.memberships.count() == 1 + len(others)


def plan_a_meeting(theirs: Hands, group: Group) -> str:
    day = timezone.localdate() + dt.timedelta(days=14)
    theirs.go("plg:meeting_plan", group.slug)
    theirs.fill(title="Eerste middag", day=day.isoformat(), start_time="15:30", end_time="17:00", location="Lokaal 3")
    theirs.press("Plan de bijeenkomst")
    meeting = Meeting.objects.get()
    assert meeting.invitations.count() == len(PEOPLE)
    return meeting.title


@pytest.mark.drill(name="imports")
def test_a_network_is_set_up_without_a_shell_in_a_quarter_of_an_hour(
    page, browser, live_server, settings, tmp_path, monkeypatch
):
    # At the site another process sends it.
    monkeypatch.setattr(waking, "wake_sender", lambda: None)
    settings.REQUIRE_SECOND_FACTOR = True
    cache.clear()
    hands = Hands(page, live_server.url)
    page.goto(address_to_begin(live_server))
    assert_no_axe_violations(page)
    hands.fill(given_name="Noor", family_name="Bakker", email="noor@example.org", password="zes groene fietsen")
    hands.press("Beginnen")
    hands.stands_at("members:second_factor_required")
    add_second_lock(hands)
    take_the_steps(hands, tmp_path)
    assert read_network().open_steps == ("look",)
    assert Topic.objects.approved().count() > 200
    assert [board.bg_number for board in Board.objects.participating()] == ["41565"]
    assert "Kennisnetwerk Veluwe" in page.title()
    browsers = invite_three(hands, browser)
    assert hands.seconds <= QUARTER_OF_AN_HOUR, f"{hands.fields} fields and {hands.clicks} clicks"
    people = {name: Hands(theirs, live_server.url) for name, theirs in browsers.items()}
    anna = people.pop("anna")
    group = begin_a_group(anna, hands)
    ask_and_come(anna, people, group)
    title = plan_a_meeting(anna, group)
    for other in people.values():
        other.go("plg:agenda")
        assert other.page.locator("main").get_by_text(title).first.is_visible()
    find_each_other(people["bram"], anna)
    for one in (anna, *people.values()):
        one.page.context.close()
