"""A question of the agenda says what became of it; what the Kennisrotonde answers comes back to who asked."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from expertise.agenda import actions, notices
from expertise.agenda.enums import AgendaState, ExternalState, WishKind
from expertise.agenda.models import ExternalQuestion, FollowUp, SnapshotLine
from expertise.agenda.queries import MOST_OF_PART, find_agenda, find_gaps, read_agenda
from expertise.claims.enums import ClaimState
from expertise.products.enums import ProductStatus
from expertise.questions.actions import cycles, rounds
from expertise.questions.actions.board import Place
from expertise.questions.enums import CycleState
from knowledge_network.kit.errors import RefusedError
from knowledge_network.notifications.events.models import Notice
from knowledge_network.topics.models import Topic
from plg.steps.enums import EntryKind, ThemeStep
from tests import factories as f
from tests.expertise.questions.playing import bring_in, card_of, make_bundle, move
from tests.pages import Page

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
CHECKED = dict.fromkeys(ExternalQuestion.CHECKLIST, "Ingevuld.")


@pytest.fixture
def runs():
    return f.NetworkRoleFactory().member


@pytest.fixture
def cycle(runs):
    made = cycles.start_cycle(school_year=2026, by=runs)
    return cycles.go_to_state(cycle=made, by=runs, state=CycleState.COLLECTING)


@pytest.fixture
def asker():
    return f.MemberFactory()


@pytest.fixture
def bundle(runs, cycle, asker):
    """With one question, about «voorlezen», which is part of «lezen»."""
    main = f.TopicFactory(name="lezen")
    sub = f.TopicFactory(name="voorlezen", parent=main)
    f.TopicFactory(name="spelling", parent=main)
    made = make_bundle(cycle, runs)
    move(cycle, runs, card_of(bring_in(by=asker, topics=[sub])), Place(made))
    rounds.confirm_round(cycle=cycle, by=runs, tell=False)
    return made


def state_of(cycle):
    return [row.state for row in find_agenda(cycle)]


def draft(bundle, runs, **fields):
    external = ExternalQuestion(bundle=bundle, question="Helpt voorlezen?", **fields)
    return actions.draft_external(external=external, by=runs)


def bring_on(external, runs, state, **fields):
    return actions.move_external(external=external, by=runs, state=state, on=timezone.localdate(), **fields)


# The agenda ---------------------------------------------------------------------------------------


def test_a_question_says_what_became_of_it(runs, cycle, bundle):
    assert state_of(cycle) == [AgendaState.OPEN]
    external = draft(bundle, runs, **CHECKED)
    assert state_of(cycle) == [AgendaState.OPEN], "a draft is nowhere yet"
    bring_on(external, runs, ExternalState.SUBMITTED)
    assert state_of(cycle) == [AgendaState.OUTSIDE]
    actions.begin_theme_group(bundle=bundle, by=runs, name="Themagroep lezen")
    assert state_of(cycle) == [AgendaState.GROUP]
    actions.answer_bundle(bundle=bundle, by=runs, product=f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED))
    assert state_of(cycle) == [AgendaState.ANSWERED]


def test_it_stands_under_its_themes_and_names_what_nobody_asked_about(cycle, bundle):
    (row,) = find_agenda(cycle)
    assert (row.theme.name, row.sub_theme.name) == ("lezen", "voorlezen")
    assert [topic.name for topic in find_gaps({row.sub_theme.pk})[row.theme.pk]] == ["spelling"]


def test_each_strategic_theme_says_who_can_be_asked_about_it(client, runs, cycle, bundle):
    """How many people, of how many boards; the state of the topic only for who sees the board of gaps."""
    topic = Topic.objects.get(name="voorlezen")
    Topic.objects.filter(pk=topic.pk).update(strategic=True)
    for _person in range(2):
        f.ExpertiseClaimFactory(topic=topic, state=ClaimState.SUBSTANTIATED)
    gap = f.TopicFactory(name="toetsen", strategic=True)
    cache.delete("expertise.strategic")
    for reader, where, sees_state in (
        (f.MemberFactory(), reverse("expertise:finder", query={"thema": topic.slug}), False),
        (runs, reverse("expertise:gaps_topic", args=[topic.slug]), True),
    ):
        client.force_login(reader, backend=BACKEND)
        page = Page(client.get(reverse("expertise:research_agenda")))
        told, nobody = page.all(".agenda-known > li")
        assert told.words.startswith("voorlezen")
        assert "2 mensen van 2 besturen" in told
        assert told.one("a")["href"] == where
        assert bool(told.all(".chip")) == sees_state
        assert nobody.words.startswith(gap.name)
        assert "nog niemand te vragen" in nobody


def test_what_was_settled_stays_as_it_stood(client, runs, cycle, bundle):
    actions.settle_agenda(cycle=cycle, by=runs)
    actions.answer_bundle(bundle=bundle, by=runs, product=f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED))
    bundle.words = "Iets anders?"
    bundle.save()
    line = SnapshotLine.objects.get()
    assert (line.theme, line.sub_theme, line.words, line.state) == (
        "lezen", "voorlezen", "Hoe lees je voor?", AgendaState.OPEN,
    )  # fmt: skip
    client.force_login(f.MemberFactory(), backend=BACKEND)
    page = client.get(reverse("expertise:agenda_settled", args=[cycle.name])).content.decode()
    assert "Hoe lees je voor?" in page


def test_who_asked_hears_once_that_a_product_answers_it(runs, bundle, asker):
    product = f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED)
    for _time in range(2):
        actions.answer_bundle(bundle=bundle, by=runs, product=product)
    notice = Notice.objects.get(member=asker, kind=notices.BUNDLE_ANSWERED.name)
    assert notice.url == product.get_absolute_url()


def test_three_wishes_of_a_theme_stand_on_top(client, runs, cycle, bundle):
    theme = find_agenda(cycle)[0].theme
    client.force_login(f.MemberFactory(), backend=BACKEND)
    address = reverse("expertise:theme_wishes", args=[cycle.name, theme.slug])
    for number in range(4):
        client.post(address, {"deed": "wish", "kind": WishKind.WISH, "text": f"Wens {number}"})
    wishes = list(cycle.wishes.order_by("pk"))
    client.force_login(runs, backend=BACKEND)
    twice = {"deed": "top", "place-1": wishes[0].public_id, "place-2": wishes[0].public_id}
    assert client.post(address, twice).status_code == 422
    sent = {"deed": "top", "place-1": wishes[2].public_id, "place-2": wishes[0].public_id}
    assert client.post(address, sent).status_code == 302
    assert list(cycle.wishes.order_by("pk").values_list("top", flat=True)) == [2, None, 1, None]


# A theme group ------------------------------------------------------------------------------------


def test_a_theme_group_begins_with_the_words_of_the_bundle_and_its_originals(runs, bundle):
    group = actions.begin_theme_group(bundle=bundle, by=runs, name="Themagroep lezen")
    assert (group.question, group.walk.central_question) == ("Hoe lees je voor?", "Hoe lees je voor?")
    assert (group.walk.step, group.walk.origin_count) == (ThemeStep.BRAINSTORM, 1)
    assert group.walk.origin_url == bundle.get_absolute_url()
    with pytest.raises(RefusedError):
        actions.begin_theme_group(bundle=bundle, by=runs, name="Nog een")


# The Kennisrotonde --------------------------------------------------------------------------------


def test_what_is_not_concrete_yet_is_not_submitted(runs, bundle):
    external = draft(bundle, runs, who="Groep 5")
    with pytest.raises(RefusedError, match="welke aanpak"):
        bring_on(external, runs, ExternalState.SUBMITTED)


def test_what_is_not_concrete_yet_says_what_lacks_and_asks_nothing_that_is_refused(client, runs, bundle):
    external = draft(bundle, runs, who="Groep 5")
    client.force_login(runs, backend=BACKEND)
    where = reverse("expertise:external_go", args=[external.public_id])
    page = client.get(where).text
    assert "welke aanpak" in page
    assert 'name="state"' not in page
    assert where not in client.get(external.get_absolute_url()).text


def test_the_link_to_the_question_there_stands_on_its_page_from_the_day_it_was_submitted(client, runs, bundle):
    external = draft(bundle, runs, **CHECKED)
    client.force_login(runs, backend=BACKEND)
    page = client.get(reverse("expertise:external_go", args=[external.public_id])).text
    assert 'value="submitted"' in page
    assert "checked" in page
    bring_on(external, runs, ExternalState.SUBMITTED, url="https://kennisrotonde.example/12")
    assert "https://kennisrotonde.example/12" in client.get(external.get_absolute_url()).text


def test_what_comes_back_goes_to_who_asked_and_to_step_six_of_the_group(runs, bundle, asker):
    group = actions.begin_theme_group(bundle=bundle, by=runs, name="Themagroep lezen")
    member = f.GroupMembershipFactory(group=group).member
    external = draft(bundle, runs, **CHECKED)
    bring_on(external, runs, ExternalState.SUBMITTED)
    with pytest.raises(RefusedError):
        bring_on(external, runs, ExternalState.ANSWERED)
    bring_on(external, runs, ExternalState.ANSWERED, answer_summary="Ja, als je erover praat.")
    entry = group.walk.entries.get(kind=EntryKind.SOURCE)
    assert entry.first == "Ja, als je erover praat."
    for reader in (asker, member):
        notice = Notice.objects.filter(member=reader, kind=notices.EXTERNAL_STATE.name).last()
        assert notices.EXTERNAL_STATE.mail(notice).quote == "Ja, als je erover praat."


def test_what_was_submitted_stays_as_it_went(client, runs, bundle):
    external = draft(bundle, runs, **CHECKED)
    bring_on(external, runs, ExternalState.SUBMITTED)
    client.force_login(runs, backend=BACKEND)
    client.post(reverse("expertise:external_change", args=[external.public_id]), {"question": "Anders?"})
    external.refresh_from_db()
    assert external.question == "Helpt voorlezen?"


def test_a_draft_is_hidden_from_who_has_nothing_to_do_with_it(client, runs, bundle):
    external = draft(bundle, runs)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    assert client.get(external.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_agenda_costs_the_same_whatever_its_length(
    client, django_assert_num_queries, runs, cycle, bundle, item_count
):
    for number in range(item_count):
        other = make_bundle(cycle, runs, f"Bundel {number}", f"Vraag {number}?")
        move(cycle, runs, card_of(bring_in(topics=[f.TopicFactory()])), Place(other))
        FollowUp.objects.create(
            bundle=other, group=f.GroupFactory(), product=f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED)
        )
    rounds.confirm_round(cycle=cycle, by=runs, tell=False)
    client.force_login(f.MemberFactory(), backend=BACKEND)
    client.get(reverse("expertise:research_agenda"))
    with django_assert_num_queries(12):
        client.get(reverse("expertise:research_agenda"))


# Many ---------------------------------------------------------------------------------------------


def test_a_theme_with_many_questions_has_a_page_of_its_own(client, runs, cycle, bundle, asker):
    sub = Topic.objects.get(name="voorlezen")
    for number in range(9):
        made = make_bundle(cycle, runs, name=f"Voorlezen {number}", words=f"Hoe lees je voor, manier {number}?")
        move(cycle, runs, card_of(bring_in(by=asker, topics=[sub])), Place(made))
    rounds.confirm_round(cycle=cycle, by=runs, tell=False)
    client.force_login(asker, backend=BACKEND)
    address = reverse("expertise:research_agenda")
    page = Page(client.get(address))
    assert len(page.all(".agenda-rows > li")) == MOST_OF_PART
    assert f"nog {10 - MOST_OF_PART} vragen hierover" in page
    whole = Page(client.get(address, {"thema": sub.parent.slug}))
    assert len(whole.all(".agenda-rows > li")) == 10
    assert "Alle thema’s van de agenda" in whole
    assert "Alle thema’s" not in Page(client.get(address, {"thema": "bestaat-niet"}))


def test_the_agenda_is_counted_once_and_anew_after_a_deed(
    client, runs, cycle, bundle, django_capture_on_commit_callbacks
):
    assert read_agenda(cycle).found.states == {AgendaState.OPEN: 1}
    FollowUp.objects.create(bundle=bundle, group=f.GroupFactory())
    assert read_agenda(cycle).found.states == {AgendaState.OPEN: 1}
    with django_capture_on_commit_callbacks(execute=True):
        product = f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED)
        actions.answer_bundle(bundle=bundle, by=runs, product=product)
    assert read_agenda(cycle).found.states == {AgendaState.ANSWERED: 1}
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_bundle(bundle=bundle, by=runs, product=None)
    assert read_agenda(cycle).found.states == {AgendaState.GROUP: 1}


def test_the_product_that_answers_is_named_and_not_picked_out_of_all(client, runs, bundle):
    product = f.KnowledgeProductFactory(title="Leeskist", status=ProductStatus.PUBLISHED)
    address = reverse("expertise:bundle_further", args=[bundle.public_id])
    client.force_login(runs, backend=BACKEND)
    assert "Leeskist" not in Page(client.get(address))
    assert client.post(address, {"deed": "answer", "product": "leesk"}).status_code == 302
    assert FollowUp.objects.get(bundle=bundle).product == product
    assert Page(client.get(address)).one("[name=product]")["value"] == "Leeskist"
    client.post(address, {"deed": "answer", "product": "", "seen-product": "Leeskist"})
    of_group = f.KnowledgeProductFactory(status=ProductStatus.PUBLISHED, group=f.GroupFactory())
    FollowUp.objects.filter(bundle=bundle).update(group=of_group.group)
    assert of_group.title in Page(client.get(address)).one("[name=product]").words
