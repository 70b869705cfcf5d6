"""Two pairs of eyes before everybody sees a product, and what comes after."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from expertise.claims.enums import EvidenceGround
from expertise.products.actions import products as actions
from expertise.products.actions import reviews
from expertise.products.dates import plan_product_dates
from expertise.products.enums import ProductKind, ProductStatus
from expertise.products.models import KnowledgeProduct, ProductReview
from expertise.products.queries.reviews import find_waiting, fitting_group
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.search.models import SearchEntry
from plg.groups.facts import collect_facts
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
GOOD = dict.fromkeys(reviews.CHECKS, True)


class Scene:
    """A group that makes something about a topic, and an expert group that knows that topic."""

    def __init__(self):
        self.topic, self.other = f.TopicFactory(), f.TopicFactory()
        self.maker = f.MemberFactory(given_name="Maker")
        self.group = f.GroupFactory(contact_person=self.maker)
        f.GroupMembershipFactory(group=self.group, member=self.maker, role="lead")
        self.experts = f.GroupFactory(kind="expert", name="Expertgroep Rekenen")
        self.experts.topics.add(self.topic)
        self.readers = [f.MemberFactory() for _number in range(3)]
        for reader in self.readers:
            f.GroupMembershipFactory(group=self.experts, member=reader)
        self.coordinator = f.NetworkRoleFactory().member

    def draft(self, **values):
        defaults = {
            "title": "Kijkwijzer",
            "summary": "Wat het is.",
            "for_whom": "groep 7",
            "kind": ProductKind.VIEWING_GUIDE,
            "link": "https://example.org/les",
            "topics": [self.topic, self.other],
        }
        return actions.create_product(by=self.maker, group=self.group, **{**defaults, **values})

    def sent_in(self, **values):
        return actions.submit_for_review(product=self.draft(**values), by=self.maker)


@pytest.fixture
def scene():
    return Scene()


def kinds_for(member):
    return set(Notice.objects.filter(member=member).values_list("kind", flat=True))


def client_of(member):
    client = Client()
    client.force_login(member, backend=BACKEND)
    return client


# Sending in -----------------------------------------------------------------------------------


def test_a_product_goes_to_the_expert_group_that_knows_its_topics(scene):
    product = scene.sent_in()
    assert (product.status, product.review_group, product.review_round) == ("review", scene.experts, 1)
    for reader in scene.readers:
        assert "expertise.product_review_asked" in kinds_for(reader)
    assert "expertise.product_review_asked" not in kinds_for(scene.maker)


def test_a_group_about_the_whole_theme_fits_and_one_about_another_part_of_it_does_not(scene):
    theme = f.TopicFactory()
    product = scene.draft(topics=[f.TopicFactory(parent=theme), scene.other])
    scene.experts.topics.set([theme])
    assert fitting_group(product) == scene.experts
    scene.experts.topics.set([f.TopicFactory(parent=theme)])
    assert fitting_group(product) is None


@pytest.mark.parametrize("what", ["dormant", "one reader", "made it", "another topic"])
def test_without_a_fitting_expert_group_the_coordinator_sees_to_it(scene, what):
    values = {}
    if what == "dormant":
        scene.experts.state = "dormant"
        scene.experts.save()
    elif what == "one reader":
        scene.experts.memberships.exclude(member=scene.readers[0]).delete()
    elif what == "made it":
        scene.group = scene.experts
    else:
        values["topics"] = [scene.other, f.TopicFactory()]
    product = scene.sent_in(**values)
    assert product.review_group is None
    assert "expertise.product_reader_needed" in kinds_for(scene.coordinator)


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        ({"topics": []}, "twee thema's"),
        ({"link": ""}, "een bestand of een link"),
        ({"for_whom": ""}, "voor wie het is"),
        ({"summary": " "}, "een samenvatting"),
    ],
)
def test_what_is_missing_is_told_before_anybody_looks(scene, gap, told):
    product = scene.draft(**gap)
    page = client_of(scene.maker).get(reverse("expertise:product_detail", args=[product.slug])).content.decode()
    assert told.replace("'", "&#x27;") in page.lower()
    with pytest.raises(RefusedError):
        actions.submit_for_review(product=product, by=scene.maker)


def test_nothing_changes_under_the_eyes_of_readers(scene):
    product = scene.sent_in()
    with pytest.raises(RefusedError):
        actions.update_product(product=product, by=scene.maker, changes={"title": "Anders"})
    actions.withdraw_from_review(product=product, by=scene.maker)
    actions.update_product(product=product, by=scene.maker, changes={"title": "Anders"})
    assert KnowledgeProduct.objects.get(pk=product.pk).title == "Anders"


# Two pairs of eyes ----------------------------------------------------------------------------


def test_the_second_good_publishes_and_not_the_first(scene):
    product = scene.sent_in()
    reviews.give_review(product=product, by=scene.readers[0], verdict="good", **GOOD)
    product.refresh_from_db()
    assert product.status == "review"
    assert not SearchEntry.objects.filter(kind="product").exists()
    reviews.give_review(product=product, by=scene.readers[1], verdict="good", **GOOD)
    product.refresh_from_db()
    today = timezone.localdate()
    assert (product.status, product.published_on) == (ProductStatus.PUBLISHED, today)
    assert product.review_on == today.replace(year=today.year + 2, day=min(today.day, 28)) or (
        (product.review_on - today).days in {730, 731}
    )
    assert SearchEntry.objects.filter(kind="product", object_key=str(product.pk)).exists()
    assert "expertise.product_published" in kinds_for(scene.maker)


def test_nobody_counts_twice(scene):
    product = scene.sent_in()
    reviews.give_review(product=product, by=scene.readers[0], verdict="good", **GOOD)
    with pytest.raises(RefusedError):
        reviews.give_review(product=product, by=scene.readers[0], verdict="good", **GOOD)


@pytest.mark.parametrize("who", ["adder", "contact", "maker", "observer", "outsider", "coordinator"])
def test_only_other_eyes_of_the_expert_group_look(scene, who):
    product = scene.sent_in()
    person = f.MemberFactory()
    f.GroupMembershipFactory(group=scene.experts, member=person, role="observer" if who == "observer" else "member")
    if who == "adder":
        KnowledgeProduct.objects.filter(pk=product.pk).update(added_by=person)
    elif who == "contact":
        KnowledgeProduct.objects.filter(pk=product.pk).update(contact_person=person)
    elif who == "maker":
        f.GroupMembershipFactory(group=scene.group, member=person)
    elif who == "outsider":
        person = f.MemberFactory()
    elif who == "coordinator":
        person = scene.coordinator
    with pytest.raises(PermissionDenied):
        reviews.give_review(product=product, by=person, verdict="good", **GOOD)


@pytest.mark.parametrize("missing", reviews.CHECKS)
def test_good_takes_all_five_checks(scene, missing):
    product = scene.sent_in()
    with pytest.raises(RefusedError):
        reviews.give_review(product=product, by=scene.readers[0], verdict="good", **{**GOOD, missing: False})
    with pytest.raises(IntegrityError), transaction.atomic():
        ProductReview.objects.create(product=product, by=scene.readers[0], verdict="good", **{**GOOD, missing: False})


def test_one_change_sends_it_back_with_a_note_that_only_the_makers_read(scene):
    product = scene.sent_in()
    with pytest.raises(RefusedError):
        reviews.give_review(product=product, by=scene.readers[0], verdict="change", note=" ")
    reviews.give_review(product=product, by=scene.readers[0], verdict="change", note="Noem de bron.")
    product.refresh_from_db()
    assert product.status == ProductStatus.DRAFT
    url = reverse("expertise:product_detail", args=[product.slug])
    assert "Noem de bron." in client_of(scene.maker).get(url).content.decode()
    assert client_of(scene.readers[1]).get(url).status_code == 404
    assert not Notice.objects.filter(params__icontains="Noem de bron").exists()
    assert not AuditEvent.objects.filter(data__icontains="Noem de bron").exists()


def test_what_was_sent_in_again_is_looked_at_anew(scene):
    product = scene.sent_in()
    reviews.give_review(product=product, by=scene.readers[0], verdict="good", **GOOD)
    reviews.give_review(product=product, by=scene.readers[1], verdict="change", note="Noem de bron.")
    product = actions.submit_for_review(product=product, by=scene.maker)
    assert product.review_round == 2
    reviews.give_review(product=product, by=scene.readers[0], verdict="good", **GOOD)
    product.refresh_from_db()
    assert product.status == "review"


def test_without_an_expert_group_a_coordinator_and_one_other_publish(scene):
    scene.experts.topics.clear()
    product = scene.sent_in()
    reader = f.MemberFactory()
    reviews.name_second_reader(product=product, by=scene.coordinator, reader=reader)
    assert "expertise.product_review_asked" in kinds_for(reader)
    reviews.give_review(product=product, by=reader, verdict="good", **GOOD)
    product.refresh_from_db()
    assert product.status == "review"
    reviews.give_review(product=product, by=scene.coordinator, verdict="good", **GOOD)
    product.refresh_from_db()
    assert product.status == ProductStatus.PUBLISHED


def test_a_maker_is_no_second_reader(scene):
    scene.experts.topics.clear()
    product = scene.sent_in()
    with pytest.raises(RefusedError):
        reviews.name_second_reader(product=product, by=scene.coordinator, reader=scene.maker)


# The queue ------------------------------------------------------------------------------------


def test_the_queue_holds_what_one_may_look_at_and_did_not_look_at(scene):
    product = scene.sent_in()
    first, second = scene.readers[:2]
    assert list(find_waiting(first)) == [product]
    assert list(find_waiting(scene.maker)) == []
    assert list(find_waiting(scene.coordinator)) == []
    reviews.give_review(product=product, by=first, verdict="good", **GOOD)
    assert list(find_waiting(first)) == []
    assert list(find_waiting(second)) == [product]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_whatever_its_length(scene, django_assert_num_queries, count):
    for number in range(count):
        scene.sent_in(title=f"Kijkwijzer {number}")
    reader = scene.readers[0]
    type(reader).objects.filter(pk=reader.pk).update(last_seen_on=timezone.localdate())
    client = client_of(reader)
    with django_assert_num_queries(4):  # session, member, what waits, its topics
        assert len(client.get(reverse("expertise:product_queue")).context["waiting"]) == count


def test_a_reader_reviews_with_one_form_and_keeps_the_text_after_an_error(scene):
    product = scene.sent_in()
    client, url = client_of(scene.readers[0]), reverse("expertise:product_review", args=[product.slug])
    assert client.get(url).status_code == 200
    page = client.post(url, {"verdict": "good", "note": "Bijna goed"}).content.decode()
    assert "Bijna goed" in page
    assert not product.reviews.exists()
    client.post(url, {"verdict": "good", **dict.fromkeys(reviews.CHECKS, "on")})
    assert product.reviews.get().by == scene.readers[0]
    assert "Je keek hier al naar" in client.get(url).content.decode()


# After it was published -----------------------------------------------------------------------


@pytest.fixture
def published(scene):
    product = scene.sent_in()
    for reader in scene.readers[:2]:
        reviews.give_review(product=product, by=reader, verdict="good", **GOOD)
    product.refresh_from_db()
    return product


def later(days):
    return timezone.now() + dt.timedelta(days=days)


def test_on_its_date_the_contact_person_is_asked_once_and_it_stays_findable(scene, published):
    assert plan_product_dates(later(700)) == 0
    assert plan_product_dates(later(732)) == 1
    assert plan_product_dates(later(733)) == 0
    published.refresh_from_db()
    assert published.status == ProductStatus.TO_REVISE
    assert Notice.objects.filter(kind="expertise.product_to_revise", member=scene.maker).count() == 1
    assert SearchEntry.objects.filter(kind="product", object_key=str(published.pk)).exists()


def test_one_press_says_that_it_still_holds_for_a_year(scene, published):
    plan_product_dates(later(732))
    url = reverse("expertise:product_confirm", args=[published.slug])
    assert client_of(scene.readers[0]).post(url).status_code == 403
    client_of(scene.maker).post(url)
    published.refresh_from_db()
    assert published.status == ProductStatus.PUBLISHED
    assert (published.review_on - timezone.localdate()).days in {365, 366}


def test_what_is_historical_stays_with_its_contact_and_can_come_back(scene, published):
    client = client_of(scene.maker)
    client.post(reverse("expertise:product_historical", args=[published.slug]))
    published.refresh_from_db()
    assert (published.status, published.review_on, published.contact_person) == (
        ProductStatus.HISTORICAL,
        None,
        scene.maker,
    )
    page = Client().get(reverse("expertise:product_detail", args=[published.slug])).content.decode()
    assert "Historisch" in page
    client.post(reverse("expertise:product_confirm", args=[published.slug]))
    published.refresh_from_db()
    assert published.status == ProductStatus.PUBLISHED


def test_the_coordinator_takes_out_with_a_reason_and_puts_back(scene, published):
    client = client_of(scene.coordinator)
    url = reverse("expertise:product_detail", args=[published.slug])
    remove = reverse("expertise:product_remove", args=[published.slug])
    client.post(remove, {"reason": ""})
    assert Client().get(url).status_code == 200
    client.post(remove, {"reason": "Er staat een naam van een leerling in."})
    assert Client().get(url).status_code == client_of(scene.maker).get(url).status_code == 404
    assert not SearchEntry.objects.filter(kind="product").exists()
    told = Notice.objects.get(kind="expertise.product_removed", member=scene.maker)
    assert told.params["reason"] == "Er staat een naam van een leerling in."
    client.post(reverse("expertise:product_restore", args=[published.slug]))
    assert Client().get(url).status_code == 200
    assert SearchEntry.objects.filter(kind="product").exists()


# From a group ---------------------------------------------------------------------------------


def test_from_a_group_one_form_records_what_it_gave_and_sends_it_in(scene):
    scene.group.question = "Hoe redeneren leerlingen over breuken?"
    scene.group.save()
    scene.group.topics.add(scene.topic, scene.other)
    f.GroupMembershipFactory(group=scene.group, member=f.MemberFactory(given_name="Getoonde"), shown_publicly=True)
    client, url = client_of(scene.maker), f"{reverse('expertise:product_add')}?groep={scene.group.slug}"
    form = client.get(url).context["form"]
    assert form.initial["practice_question"] == "Hoe redeneren leerlingen over breuken?"
    assert set(form.initial["topics"]) == {scene.topic.pk, scene.other.pk}
    assert "Getoonde" in form.initial["makers"]
    assert form.initial["contact_person"] == scene.maker.public_id
    data = {
        "title": "Kijkwijzer redeneren", "kind": ProductKind.VIEWING_GUIDE, "summary": "Eén bladzijde.",
        "for_whom": "groep 7",
        "topics": [scene.topic.slug, scene.other.slug], "ground": EvidenceGround.PRACTICE, "access": "open",
        "licence": "cc-by-40", "language": "nl", "group": scene.group.slug, "link": "https://example.org/les",
        "contact_person": scene.maker.public_id, "do": "submit",
    }  # fmt: skip
    client.post(url, data)
    product = KnowledgeProduct.objects.get()
    assert (product.status, product.group, product.review_group) == ("review", scene.group, scene.experts)


def test_names_of_makers_need_their_consent(scene):
    url = reverse("expertise:product_add")
    page = client_of(scene.maker).post(url, {"title": "Les", "makers": "Iemand Anders"})
    assert "makers_agree" in page.context["form"].errors


def test_a_result_of_the_group_grows_into_a_product_and_is_told_once(scene):
    result = f.GroupResultFactory(group=scene.group, title="Touw als getallenlijn")
    client = client_of(scene.maker)
    form = client.get(reverse("expertise:product_add"), {"opbrengst": result.public_id}).context["form"]
    assert form.initial["title"] == "Touw als getallenlijn"
    product = scene.sent_in(title="Touw als getallenlijn", from_result=result)
    page = Client().get(reverse("plg:group_detail", args=[scene.group.slug])).content.decode()
    assert f'href="/kennisbank/{product.slug}/"' not in page
    for reader in scene.readers[:2]:
        reviews.give_review(product=product, by=reader, verdict="good", **GOOD)
    page = Client().get(reverse("plg:group_detail", args=[scene.group.slug])).content.decode()
    assert f'href="/kennisbank/{product.slug}/"' in page
    assert f"opbrengst-{result.public_id}" not in page
    assert client.get(reverse("expertise:product_add"), {"opbrengst": result.public_id}).status_code == 404


def test_somebody_elses_group_cannot_be_spoken_for(scene):
    stranger = client_of(f.MemberFactory())
    url = f"{reverse('expertise:product_add')}?groep={scene.group.slug}"
    assert stranger.get(url).status_code == 404
    page = stranger.post(reverse("expertise:product_add"), {"title": "Les", "group": scene.group.slug})
    assert "group" in page.context["form"].errors


def test_a_product_counts_as_result_when_a_group_closes(scene, published):
    facts = collect_facts(scene.group, timezone.localdate())
    assert (facts.results, facts.results_this_year) == (1, 1)
