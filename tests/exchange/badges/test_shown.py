"""Boards stand behind kinds of badges and never behind people; a badge that is shown on a screen; what pages cost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.checking import check_number
from knowledge_network.exchange.badges.enums import BadgeKind, BadgeVerdict, EndReason
from knowledge_network.exchange.badges.models import Badge, BadgeClass, ClassEndorsement
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.enums import Function
from tests import factories as f
from tests.exchange.badges.helpers import client_of, grant, make_coordinator, write
from tests.pages import Page

pytestmark = pytest.mark.django_db


def director():
    board = f.BoardFactory(name="Stichting De Brug")
    f.ParticipationFactory(organisation=board)
    return f.MemberFactory(site=board, function=Function.BOARD_MEMBER), board


def endorse(badge_class, board, by):
    actions.endorse_class(badge_class=badge_class, organisation=board, by=by, seen=badge_class.words_hash)


def read(client, badge_class):
    return Page(client.get(badge_class.get_absolute_url())).words


def test_who_directs_a_board_says_that_it_stands_behind_a_kind_and_everybody_reads_it(client):
    badge_class = write(BadgeKind.PROCESS_GUIDE, make_coordinator())
    by, board = director()
    address = reverse("exchange:badge_class_endorse", args=["procesbegeleider"])
    mine = client_of(by)
    mine.post(address, {"board": board.slug, "seen": badge_class.words_hash})
    assert "Stichting De Brug" in read(client, badge_class)
    mine.post(address, {"board": board.slug, "no_more": "1"})
    assert "Stichting De Brug" not in read(client, badge_class)


def test_an_endorsement_holds_for_the_words_that_were_read(client):
    coordinator = make_coordinator()
    badge_class = write(BadgeKind.PROCESS_GUIDE, coordinator)
    by, board = director()
    endorse(badge_class, board, by)
    changed = write(BadgeKind.PROCESS_GUIDE, coordinator, criterion="Was er een keer bij.")
    assert "Stichting De Brug" not in read(client, changed)
    with pytest.raises(RefusedError):
        actions.endorse_class(badge_class=changed, organisation=board, by=by, seen=badge_class.words_hash)


def test_nobody_speaks_for_the_board_of_others():
    badge_class = write(BadgeKind.PROCESS_GUIDE, make_coordinator())
    by, _board = director()
    with pytest.raises(RefusedError):
        endorse(badge_class, f.BoardFactory(), by)
    assert ClassEndorsement.objects.count() == 0


def test_a_board_endorses_a_kind_and_never_a_person():
    """No endorsement leads to a badge or a member, and none stands in a file of somebody."""
    pointed_at = {field.related_model for field in ClassEndorsement._meta.get_fields() if field.is_relation}
    assert BadgeClass in pointed_at
    assert Badge not in pointed_at
    by, board = director()
    badge = grant(f.MemberFactory(), make_coordinator())
    endorse(badge.badge_class, board, by)
    checked = check_number(badge.public_id, badge.member.email)
    assert "Brug" not in str(checked.document)


def test_a_badge_on_a_screen_is_checked_with_the_address_of_its_holder(client):
    badge = grant(f.MemberFactory(email="vera@example.org"), make_coordinator())
    own = client_of(badge.member).get(badge.get_absolute_url()).content.decode()
    assert "<svg" in own
    address = reverse("exchange:badge_check", query={"nummer": badge.public_id})
    assert 'name="file"' not in client.get(address).content.decode()
    told = client.post(address, {"number": badge.public_id, "address": "Vera@example.org "})
    assert badge.name in Page(told).words


def test_a_number_without_the_right_address_tells_nothing_whether_there_is_such_a_badge_or_not(client):
    badge = grant(f.MemberFactory(), make_coordinator())
    for number in (badge.public_id, "bestaatniet"):
        checked = check_number(number, "ander@example.org")
        assert (checked.verdict, checked.document, checked.badge) == (BadgeVerdict.NOT_FOUND, None, None)


def test_a_withdrawn_badge_on_a_screen_is_revoked():
    coordinator = make_coordinator()
    badge = grant(f.MemberFactory(), coordinator)
    actions.end_badge(badge=badge, by=coordinator, reason=EndReason.WITHDRAWN, note="Fout.")
    assert check_number(badge.public_id, badge.member.email).verdict == BadgeVerdict.REVOKED


@pytest.mark.parametrize("item_count", [1, 3])
def test_my_badges_cost_the_same_whatever_their_number(django_assert_num_queries, item_count):
    coordinator, member = make_coordinator(), f.MemberFactory()
    badge_class = write(BadgeKind.PROCESS_GUIDE, coordinator)
    for _number in range(item_count):
        asked = actions.ask_badge(badge_class=badge_class, by=member, motivation="Ik begeleidde.")
        actions.decline_badge(badge=asked, by=coordinator, reason="Nog niet.")
    client = client_of(member)
    client.get(reverse("exchange:my_badges"))
    with django_assert_num_queries(4):
        client.get(reverse("exchange:my_badges"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_kind_costs_the_same_whatever_the_number_of_boards(client, django_assert_num_queries, item_count):
    badge_class = write(BadgeKind.PROCESS_GUIDE, make_coordinator())
    for _number in range(item_count):
        ClassEndorsement.objects.create(
            badge_class=badge_class, organisation=f.BoardFactory(), words_hash=badge_class.words_hash
        )
    with django_assert_num_queries(2):
        client.get(badge_class.get_absolute_url())
