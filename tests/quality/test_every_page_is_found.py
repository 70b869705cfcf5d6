"""Ctrl K knows every page that somebody may open, in people's own words, and offers nothing that refuses them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import get_resolver, reverse

from knowledge_network.dashboards.places import DESKS
from knowledge_network.search import registry
from knowledge_network.search.queries import shortcuts
from tests.access.table import MEMBERS, OK, Row
from tests.access.test_access import declared_rows
from tests.factories import MemberFactory, NetworkRoleFactory

# Pages that nobody looks for by name. Of each the reason.
NOT_LOOKED_FOR = {
    "for machines": {
        "healthz",
        "readyz",
        "robots_txt",
        "manifest",
        "security_txt",
        "members:network_style",
        "agreements:seal_certificates",
        "exchange:badge_status",
        "exchange:did_document",
        "exchange:saml_metadata",
        "site_worker",
        "exchange:oai",
        "exchange:product_feed",
        "exchange:agenda_feed",
        "exchange:agenda_calendar",
        "exchange:agenda_widget",
        "exchange:site_map",
        "exchange:site_map_part",
        "exchange:oembed",
        "exchange:api_description",
        "exchange:show_key",
        "exchange:list_groups",
        "exchange:list_meetings",
        "exchange:list_products",
        "exchange:list_expertise",
        "exchange:list_agreements",
    },
    "the search itself": {"search:search"},
    "shown where there is no connection": {"offline"},
    "on the way in": {
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_email_verification_sent",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_reauthenticate",
        "account_set_password",
        "account_logout",
        "account_signup",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "exchange:identity_bind",
        "exchange:federation_problem",
        "exchange:saml_finish",
        "members:second_factor_required",
        "members:signup",
        "members:signup_sent",
        "members:welcome",
    },
    "a step of «Beveiliging»": {
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    },
    "a part or a step of another page": {
        "dashboards:contact_sent",
        "dashboards:leader_groups",
        "agreements:signature_list",
        "members:profile_topics",
        "members:profile_preview",
        "insight:scan_start",
        "members:topic_suggest",
        "members:member_suggest",
        "expertise:product_suggest",
        "plg:group_suggest",
        "members:topic_add",
        "members:word_change",
        "members:my_data_erase",
        "members:my_data_return",
        "members:network_history",
        "members:network_partners",
        "members:network_topics",
        "members:network_second",
        "members:network_test_mail",
        "school_year:holiday_import",
        "school_year:closed_day_add",
        "expertise:help_similar",
        "expertise:practice_question_known",
        "expertise:question_board_moves",
        "expertise:question_board_wall",
        "expertise:question_board_confirm",
        "expertise:claim_topics",
        "expertise:claim_from_text",
        "expertise:saved_search_add",
        "expertise:search_missed",
        "expertise:method_load",
        "lesson_study:cover_approve",
        "agreements:rule_add",
        "agreements:rules_begin",
        "agreements:theme_add",
        "exchange:intake_file",
        "exchange:intake_harvest",
        "notifications:digest_preview",
        "plg:manage_decisions",
    },
}
ENDS_OF_FILES = ("_csv", "_json", "_xlsx", "_pdf", "_zip", "_export", "_sheet", "_copy")


def list_pages() -> dict[str, Row]:
    """The addresses without anything to fill in that show somebody a page, by the access table."""
    rows = {row.name: row for row in declared_rows() if row.method == "get" and not row.note}
    plain = {name for name in rows if not needs_something(name)}
    return {name: rows[name] for name in plain if any(rows[name].outcome(role) == OK for role in MEMBERS)}


def needs_something(name: str) -> bool:
    resolver, names = get_resolver(), name.split(":")
    for namespace in names[:-1]:
        _prefix, resolver = resolver.namespace_dict[namespace]
    return all(params for possibility in resolver.reverse_dict.getlist(names[-1]) for _path, params in possibility[0])


def test_every_page_is_found_by_name_or_said_not_to_be_looked_for():
    known = {shortcut.url_name for shortcut in registry.shortcuts()}
    excused = {name for names in NOT_LOOKED_FOR.values() for name in names}
    pages = set(list_pages())
    lacking = {name for name in pages - known - excused if not name.endswith(ENDS_OF_FILES)}
    assert len(pages) > 80, "the table shows nothing to look for"
    assert lacking == set()
    assert excused & known == set(), "excused, and found all the same"


def test_every_page_is_offered_once():
    names = [shortcut.url_name for shortcut in registry.shortcuts()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize("role", MEMBERS)
def test_each_role_is_offered_exactly_what_it_may_open(world, role):
    """What refuses is not offered; what is open to this role is."""
    pages = list_pages()
    offered = {shortcut.url_name for shortcut in shortcuts(world.people[role])}
    may_open = {name for name, row in pages.items() if row.outcome(role) == OK}
    named = {shortcut.url_name for shortcut in registry.shortcuts()}
    assert offered & set(pages) == may_open & named


@pytest.mark.django_db
def test_a_visitor_is_offered_open_pages_only(world):
    anonymous = {name for name, row in list_pages().items() if row.outcome("anonymous") == OK}
    offered = {shortcut.url_name for shortcut in shortcuts(AnonymousUser())}
    assert offered <= anonymous
    assert "dashboards:contact" in offered


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("importeren", "members:import_list"),
        ("leden importeren", "members:import_members"),
        ("excel inlezen", "members:import_list"),
        ("herinneren", "plg:unanswered_remind"),
        ("herinnering sturen", "plg:unanswered_remind"),
        ("uitnodigen", "members:invitation_create"),
        ("nieuw lid toevoegen", "members:invitation_create"),
        ("verzonden", "notifications:delivery_list"),
        ("bijeenkomst plannen", "plg:network_meeting_plan"),
        ("vakanties", "school_year:holiday_list"),
        ("wachtwoord wijzigen", "account_change_password"),
        ("minder mail", "notifications:preferences"),
        ("begroting", "agreements:work_plan_list"),
        ("mijn uren", "plg:my_hours"),
        ("logboek", "members:audit_trail"),
        ("agenda koppelen", "plg:feed_list"),
        ("thema's samenvoegen", "members:topic_manage"),
        ("synoniemen", "members:word_list"),
        ("wie antwoordde nog niet", "plg:unanswered_remind"),
        ("foto veranderen", "members:profile_edit"),
        ("scholen van duo", "members:import_sites"),
        ("hoe geef ik een rol", "members:role_grant"),
    ],
)
def test_people_find_it_in_their_own_words(everybody, typed, found):
    assert found in [shortcut.url_name for shortcut in shortcuts(everybody, typed)]


@pytest.fixture
def everybody():
    """Who runs the network and looks after privacy as well: all pages are open."""
    member = MemberFactory()
    for role in ("network_coordinator", "privacy_contact"):
        NetworkRoleFactory(member=member, role=role)
    return type(member).objects.with_access().get(pk=member.pk)


@pytest.mark.django_db
def test_a_liaison_officer_has_the_desk_that_leads_there(client):
    member = NetworkRoleFactory(role="liaison_officer").member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    page = client.get(reverse("dashboards:management"))
    assert page.status_code == 200
    addresses = {url for _place, url in page.context["places"]}
    assert {reverse("expertise:help_board"), reverse("expertise:gaps_board")} <= addresses
    assert all(client.get(url).status_code == 200 for url in addresses)


def test_every_desk_says_what_one_does_there_or_is_a_thing_to_begin():
    assert {place.url_name for place in DESKS if not place.desk} == {
        "plg:network_series_plan",
        "expertise:show_day_plan",
        "members:invitation_create",
        "members:import_members",
        "members:import_sites",
        "members:import_boards",
        "members:import_successors",
        "members:import_topics",
        "members:import_words",
        "members:function_words",
        "members:role_grant",
        "agreements:agreement_start",
        "agreements:plan_start",
        "agreements:evaluation_add",
        "insight:framework_add",
        "exchange:hook_add",
        "insight:round_start",
    }
