"""The core tasks in a browser that runs no scripts."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from knowledge_network.members.admission.models import SignupRequest
from plg.groups.models import JoinRequest
from plg.space.models import Post
from tests.access.kept import kept_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "java_script_enabled": False, "viewport": {"width": 360, "height": 800}}


@pytest.fixture
def world(transactional_db):
    return kept_world()


def main(page):
    return page.locator("main")


def test_somebody_logs_in(world, visit):
    world.member.set_password("netwerk-proef-9")
    world.member.save()
    page = visit("/inloggen/")
    page.get_by_label("E-mailadres").fill(world.member.email)
    page.get_by_label("Wachtwoord").fill("netwerk-proef-9")
    main(page).get_by_role("button", name="Inloggen").click()
    assert page.url.endswith("/start/")


def test_a_visitor_opens_the_menu_and_searches(world, visit):
    call_command("rebuild_search", verbosity=0)
    page = visit("/")
    page.locator("summary", has_text="Menu").click()
    assert page.get_by_role("navigation", name="Menu").is_visible()
    page = visit("/zoeken/")
    page.locator("main input[name=q]").fill(world.group.name)
    main(page).get_by_role("button", name="Zoek").first.click()
    main(page).get_by_role("link", name=world.group.name).first.click()
    assert page.url.endswith(f"/groepen/{world.group.slug}/")


def test_a_member_filters_the_directory(world, visit, sign_in_browser):
    sign_in_browser(world.people["same_board"])
    page = visit("/leden/")
    shown = world.people["leader_own"].get_full_name()
    # Of the first page of people, on which not everybody stands.
    roles = ("group_member", "group_lead", "same_board", "other_board")
    names = [world.people[role].get_full_name() for role in roles]
    hidden = next(name for name in names if page.get_by_role("link", name=name).count())
    page.locator("main form summary").first.click()
    page.locator("select[name=functie]").select_option("schoolleider")
    page.locator("main form button.no-js, main form .no-js button").first.click()
    assert page.get_by_role("link", name=shown).count()
    assert not page.get_by_role("link", name=hidden).count()


def test_a_teacher_asks_to_join(world, visit, sign_in_browser):
    asker = world.people["leader_other"]
    sign_in_browser(asker)
    page = visit(f"/groepen/{world.group.slug}/")
    page.get_by_role("button", name="Vraag om mee te doen").first.click()
    assert page.get_by_text("Je vroeg om mee te doen").is_visible()
    assert JoinRequest.objects.filter(group=world.group, member=asker, state="open").exists()


def test_a_group_member_answers_in_a_conversation(world, visit, sign_in_browser):
    sign_in_browser(world.member)
    page = visit(f"/groepen/{world.group.slug}/besloten/gesprekken/{world.conversation.public_id}/")
    page.locator("textarea[name=text]").fill("Ik doe graag mee.")
    page.get_by_role("button", name="Plaats je antwoord").click()
    assert page.locator(".post", has_text="Ik doe graag mee.").is_visible()
    assert Post.objects.filter(conversation=world.conversation, author=world.member, text="Ik doe graag mee.").exists()


def test_a_visitor_asks_to_become_a_member_and_keeps_the_text_after_a_mistake(world, visit):
    page = visit("/aanmelden/")
    page.locator("input[name=given_name]").fill("Noor")
    page.locator("textarea[name=motivation]").fill("Ik wil van andere scholen leren.")
    page.get_by_role("button", name="Meld mij aan").click()
    assert page.locator("textarea[name=motivation]").input_value() == "Ik wil van andere scholen leren."
    page.locator("input[name=family_name]").fill("Nieuwkomer")
    page.locator("input[name=email]").fill("noor@example.org")
    page.locator("input[name=organisation]").fill(f"{world.site.name}, {world.site.place}")
    page.locator("select[name=function]").select_option("teacher")
    page.get_by_role("button", name="Meld mij aan").click()
    assert page.url.endswith("/aanmelden/verstuurd/")
    assert SignupRequest.objects.get(email="noor@example.org").motivation == "Ik wil van andere scholen leren."
