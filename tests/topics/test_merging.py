"""Two topics become one: first shown, then all that is about the one is about the other, and for a day back again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils import timezone

from expertise.agenda.models import AgendaWish
from expertise.claims.actions import claims, evidence
from expertise.claims.enums import ClaimState, EvidenceKind
from expertise.claims.models import Endorsement, Evidence, ExpertiseClaim
from expertise.gaps.enums import GapActionKind
from expertise.gaps.models import GapAction
from expertise.questions.models import CoPCycle
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.privacy.actions import erase_member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.members.vocabulary import actions
from knowledge_network.members.vocabulary.models import TopicFollow, TopicMerge
from knowledge_network.search.models import SearchEntry
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from tests import factories as f
from tests.pages import Page
from tests.topics.test_governance import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture
def topics():
    """Two topics with something of every kind about them, some of it about both."""
    old, new = f.TopicFactory(name="Tekst lezen", synonyms=["lezen van tekst"]), f.TopicFactory(name="Begrijpend lezen")
    f.TopicFactory(name="Samenvatten", parent=old)
    both = f.ExpertiseClaimFactory(topic=old).member
    f.ExpertiseClaimFactory(topic=new, member=both)
    f.ExpertiseClaimFactory(topic=old)
    f.EndorsementFactory(claim=ExpertiseClaim.objects.get(topic=old, member=both))
    evidence.add_evidence(
        claim=ExpertiseClaim.objects.get(topic=new, member=both), by=both, kind=EvidenceKind.TRAINING, title="Cursus"
    )
    f.GroupFactory().topics.add(old)
    group = f.GroupFactory()
    group.topics.add(old, new)
    for thing in (f.HelpRequestFactory(), f.KnowledgeProductFactory()):
        thing.topics.set([old])
    cycle = CoPCycle.objects.create(school_year=2071)
    for theme in (old, new):
        AgendaWish.objects.create(cycle=cycle, theme=theme, text=f"Een wens bij {theme}", top=1)
    GapAction.objects.create(topic=old, kind=GapActionKind.OTHER)
    actions.follow_topic(topic=old, by=both)
    actions.follow_topic(topic=new, by=both)
    claims.changed(ExpertiseClaim.objects.all())
    return old, new


def everything(*topics: Topic) -> dict[str, list[tuple[object, ...]]]:
    """What points at which of these topics, what claims hold, and the topics themselves."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for reference in actions.list_references():
        rows = reference.model._base_manager.filter(**{f"{reference.name}__in": topics})
        # A tag that was taken off and put on again is another row that says the same.
        says = "content_object_id" if _has(reference.model, "content_object") else "pk"
        label = f"{reference.model._meta.label_lower}.{reference.name}"
        found[label] = sorted(rows.values_list(says, reference.attname), key=str)
    found["claims"] = sorted(ExpertiseClaim.objects.values_list("pk", "topic_id", "state", "archived_at"), key=str)
    found["evidence"] = sorted(Evidence.objects.values_list("pk", "claim_id"))
    found["endorsements"] = sorted(Endorsement.objects.values_list("pk", "claim_id"))
    found["wishes"] = sorted(AgendaWish.objects.values_list("pk", "theme_id", "top"))
    found["topics"] = sorted(Topic.objects.values_list("pk", "state", "parent_id", "merged_into_id", "synonyms"))
    return found


def _has(model: type, name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def test_nothing_points_at_a_topic_that_went_up_in_another(topics, coordinator):
    old, new = topics
    actions.merge_topic(topic=old, into=new, by=coordinator)
    left = {label for label, rows in everything(old).items() if "." in label and rows}
    assert left == set()
    assert sorted(AgendaWish.objects.values_list("theme", "top"), key=str) == [(new.pk, 1), (new.pk, None)]


def test_within_a_day_each_topic_has_again_what_was_about_it(topics, coordinator):
    old, new = topics
    before = everything(old, new)
    merge = actions.merge_topic(topic=old, into=new, by=coordinator)
    assert everything(old, new) != before
    actions.undo_topic_merge(merge=merge, by=coordinator)
    assert everything(old, new) == before
    assert AuditEvent.objects.filter(verb="topics.merge_undone", actor=coordinator).exists()
    actions.undo_topic_merge(merge=merge, by=coordinator)
    assert everything(old, new) == before


def test_after_an_undo_both_are_found_by_their_own_names(topics, coordinator, django_capture_on_commit_callbacks):
    old, new = topics
    with django_capture_on_commit_callbacks(execute=True):
        merge = actions.merge_topic(topic=old, into=new, by=coordinator)
    assert not SearchEntry.objects.filter(kind="topic", object_key=old.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        actions.undo_topic_merge(merge=merge, by=coordinator)
    assert SearchEntry.objects.filter(kind="topic", object_key=old.pk).exists()
    new.refresh_from_db()
    assert new.synonyms == []


def test_looking_first_changes_nothing(topics):
    old, new = topics
    before = everything(old, new)
    outcome = actions.preview_topic_merge(topic=old, into=new)
    assert outcome.tally()
    assert everything(old, new) == before


def test_after_a_day_it_stays(topics, coordinator):
    old, new = topics
    merge = actions.merge_topic(topic=old, into=new, by=coordinator)
    TopicMerge.objects.update(merged_at=timezone.now() - dt.timedelta(hours=25))
    with pytest.raises(RefusedError):
        actions.undo_topic_merge(merge=merge, by=coordinator)
    assert actions.forget_topic_merges() == 1
    merge.refresh_from_db()
    assert (merge.moved, merge.dropped) == ([], [])


def test_what_was_erased_meanwhile_stays_erased(topics, coordinator):
    old, new = topics
    merge = actions.merge_topic(topic=old, into=new, by=coordinator)
    follower = TopicFollow.objects.get().member
    erase_member(member=follower)
    gone = ExpertiseClaim.objects.filter(topic=new, archived_at__isnull=True).first().member
    erase_member(member=gone)
    actions.undo_topic_merge(merge=merge, by=coordinator)
    assert not ExpertiseClaim.objects.filter(member=gone).exists()
    assert not TopicFollow.objects.exists()
    old.refresh_from_db()
    assert old.state == TopicState.APPROVED


def test_a_claim_that_was_made_meanwhile_stays_and_the_other_one_stays_in_the_archive(topics, coordinator):
    old, new = topics
    merge = actions.merge_topic(topic=old, into=new, by=coordinator)
    archived = ExpertiseClaim.objects.get(state=ClaimState.ARCHIVED)
    current = ExpertiseClaim.objects.get(member=archived.member, topic=new, archived_at__isnull=True)
    actions.undo_topic_merge(merge=merge, by=coordinator)
    archived.refresh_from_db()
    current.refresh_from_db()
    assert {archived.topic, current.topic} == {old, new}
    assert archived.state != ClaimState.ARCHIVED


def test_a_topic_that_went_on_into_a_third_goes_back_in_order(coordinator):
    first, second, third = (f.TopicFactory(name=name) for name in ("Een", "Twee", "Drie"))
    one = actions.merge_topic(topic=first, into=second, by=coordinator)
    two = actions.merge_topic(topic=second, into=third, by=coordinator)
    with pytest.raises(RefusedError):
        actions.undo_topic_merge(merge=one, by=coordinator)
    actions.undo_topic_merge(merge=two, by=coordinator)
    actions.undo_topic_merge(merge=one, by=coordinator)
    assert set(Topic.objects.values_list("state", flat=True)) == {TopicState.APPROVED}


def test_merging_into_a_part_of_a_part_leaves_no_circle(coordinator):
    top = f.TopicFactory(name="Taal")
    middle = f.TopicFactory(name="Lezen", parent=top)
    low = f.TopicFactory(name="Technisch lezen", parent=middle)
    merge = actions.merge_topic(topic=top, into=low, by=coordinator)
    low.refresh_from_db()
    middle.refresh_from_db()
    assert (low.parent, middle.parent) == (None, low)
    actions.undo_topic_merge(merge=merge, by=coordinator)
    low.refresh_from_db()
    middle.refresh_from_db()
    assert (low.parent, middle.parent) == (middle, top)


def test_a_coordinator_looks_merges_and_takes_it_back(client, coordinator, topics):
    old, new = topics
    url = reverse("members:topic_merge", args=[old.slug])
    page = Page(client.post(url, {"into": new.slug}))
    assert page.one("input[name=confirmed]")["value"] == new.slug
    old.refresh_from_db()
    assert old.state == TopicState.APPROVED
    page = Page(client.post(url, {"into": new.slug, "confirmed": new.slug}, follow=True))
    merge = TopicMerge.objects.get()
    undo = reverse("members:topic_merge_undo", args=[merge.public_id])
    assert page.all(f'form[action="{undo}"]')
    client.post(undo)
    old.refresh_from_db()
    assert old.state == TopicState.APPROVED
    assert not Page(client.get(reverse("members:topic_manage"))).all(f'form[action="{undo}"]')


def test_another_one_than_was_shown_is_shown_first(client, coordinator, topics):
    old, new = topics
    url = reverse("members:topic_merge", args=[old.slug])
    client.post(url, {"into": new.slug, "confirmed": "iets-anders"})
    old.refresh_from_db()
    assert old.state == TopicState.APPROVED
