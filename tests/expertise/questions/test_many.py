"""Pages of questions when there are many: they show a part, say so, and lead to the rest."""

from __future__ import annotations

import pytest
from django.urls import reverse

from expertise.questions.actions import cycles, originals
from expertise.questions.actions.board import Place
from expertise.questions.enums import CycleState, RoleGroup
from expertise.questions.models import PracticeQuestion
from expertise.questions.presenters.rounds import ROUND_SIZE
from knowledge_network.kit.up_to import UpTo, count_capped
from tests import factories as f
from tests.expertise.questions.playing import bring_in, card_of, make_bundle, move

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


def test_what_was_pasted_has_pages(client):
    runs = f.NetworkRoleFactory().member
    lines = [f"Hoe leer ik kinderen samen werken, manier {number}?" for number in range(60)]
    batch = originals.bring_in_lines(by=runs, lines=lines, role_group=RoleGroup.TEACHER)
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:practice_question_pasted", args=[batch])
    first = client.get(address).context
    assert [question.text for question in first["page"]] == lines[:50]
    assert first["pasted"].can_be_taken_back
    second = client.get(address, {"vanaf": first["page"].next_cursor})
    assert [question.text for question in second.context["page"]] == lines[50:]
    assert 'rel="prev"' in second.content.decode()


def test_the_list_counts_no_further_than_it_helps(client):
    asker = f.MemberFactory()
    for number in range(3):
        bring_in(f"Hoe leer ik kinderen op manier {number} lezen?", by=asker)
    rows = PracticeQuestion.objects.all()
    assert (count_capped(rows, most=3).words, count_capped(rows, most=2).words) == ("3", "meer dan 2")
    client.force_login(asker, backend=BACKEND)
    page = client.get(reverse("expertise:practice_question_list"))
    assert page.context["found"] == UpTo(3)
    assert "<b>3</b>" in page.content.decode()


def test_what_a_round_would_confirm_has_pages_and_numbers_of_after_the_last_move(client):
    runs = f.NetworkRoleFactory().member
    cycle = cycles.go_to_state(
        cycle=cycles.start_cycle(school_year=2026, by=runs), by=runs, state=CycleState.COLLECTING
    )
    bundles = [make_bundle(cycle, runs, name=f"Bundel {number:02}") for number in range(ROUND_SIZE + 1)]
    cards = [card_of(bring_in(f"Hoe leer ik op manier {number} lezen?")) for number in range(2)]
    client.force_login(runs, backend=BACKEND)
    address = reverse("expertise:question_board_confirm")
    for moved, card in enumerate(cards, 1):
        move(cycle, runs, card, Place(bundles[0]))
        shown = client.get(address).context["shown"]
        numbers = shown.stand.numbers
        assert (numbers.changed, numbers.loose, shown.bundles[0]) == (moved, 2 - moved, (bundles[0], moved))
    assert [bundle for bundle, _count in shown.bundles] == bundles[:ROUND_SIZE]
    rest = client.get(address, {"vanaf": shown.page.next_cursor}).context["shown"]
    assert [bundle for bundle, _count in rest.bundles] == bundles[ROUND_SIZE:]
    client.post(address, {"seen": shown.stand.last_move})
    assert client.get(address).context["shown"].stand.numbers.changed == 0
