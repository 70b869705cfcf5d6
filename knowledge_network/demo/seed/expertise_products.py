"""Load the sixty products of the knowledge base through actions: made, looked at by two, used, and some of it old."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from expertise.products.actions import files as product_files
from expertise.products.actions import products
from expertise.products.actions import reviews as product_reviews
from expertise.products.actions import uses as product_uses
from expertise.products.actions.kept import keep_product
from expertise.products.actions.methods import load_methods
from expertise.products.enums import ProductAccess, ProductKind, ProductLicence, ProductStatus
from expertise.products.models import KnowledgeProduct
from expertise.products.queries.reviews import find_readers, without_makers
from knowledge_network.demo.seed.plg_groups import AMSTERDAM, pick_contact
from knowledge_network.demo.seed.product_pages import set_pages
from knowledge_network.demo.seed.product_texts import ASKED_TO_CHANGE, NOTES, PRODUCTS, DemoProduct
from knowledge_network.demo.seeding import SEED_NUMBER, DemoNetwork, Seed
from knowledge_network.kit.uploads import SafeFile, check_upload
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from plg.groups.models import Group

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

# Place in the list of sixty → what becomes of it; the others are published and up to date.
DRAFTS, IN_REVIEW, SENT_BACK = (13, 39, 52), (24, 44), (34,)
PAST_REVIEW_DATE, HISTORICAL = (7, 31), (18, 41, 58)
NETWORK_ONLY = (3, 12, 22, 38, 47, 50)
LICENCES = (ProductLicence.CC_BY,) * 5 + (ProductLicence.CC_BY_SA, ProductLicence.CC_BY_NC, ProductLicence.CC0)
TESTED = ("twee klassen op één school", "vijf klassen op drie scholen", "drie scholen van twee besturen", "")


def seed_products(seeded: list[Group], cast: Cast, reference: dt.date, source: random.Random) -> None:
    load_methods()
    topics = {topic.name: topic for topic in Topic.objects.approved()}
    groups = {group.name: group for group in seeded}
    rows = [(groups[name], text) for name, texts in PRODUCTS.items() for text in texts]
    ages = [30 + 17 * number for number in range(len(rows))]
    source.shuffle(ages)
    for place in (*DRAFTS, *IN_REVIEW, *SENT_BACK):
        ages[place] = 9 + place % 5
    for place, (group, text) in enumerate(rows):
        at = dt.datetime.combine(reference - dt.timedelta(days=ages[place]), dt.time(14, 20), AMSTERDAM)
        product = _make(place, group, text, topics, at, source)
        _add_pages(product, text, at)
        _bring_to_life(place, product, cast, at, source)
    _age(reference)
    _use(cast, reference, source)


def _make(
    place: int, group: Group, text: DemoProduct, topics: dict[str, Topic], at: dt.datetime, source: random.Random
) -> KnowledgeProduct:
    first, last = text.years or (0, -1)
    shown = group.memberships.current().filter(shown_publicly=True).select_related("member").order_by("pk")[:3]
    return products.create_product(
        by=_maker(place, group, [topics[name] for name in text.topics]),
        group=group,
        at=at,
        title=text.title,
        kind=text.kind,
        summary=text.summary,
        for_whom=text.for_whom,
        minutes=text.minutes,
        result=text.result,
        practice_question=group.question[:300] if source.random() < 0.6 else "",
        ground=text.ground,
        tested_at=source.choice(TESTED),
        topics=[topics[name] for name in text.topics],
        sectors=[Sector.PRIMARY],
        year_groups=list(range(first, last + 1)),
        makers=", ".join(row.member.get_full_name() for row in shown) if source.random() < 0.5 else "",
        licence=source.choice(LICENCES),
        access=ProductAccess.NETWORK if place in NETWORK_ONLY else ProductAccess.OPEN,
        link=f"https://materiaal.demo.example/{place + 1}/" if text.kind == ProductKind.FILM else "",
    )


def _maker(place: int, group: Group, topics: list[Topic]) -> Member:
    """Somebody of the group who may be asked about it, by turns; who speaks for the group where nobody is."""
    people = Member.objects.filter(
        pk__in=group.memberships.current().participating().values("member"), ask_me_items__tag__in=topics
    )
    candidates = list(people.distinct().order_by("sort_name", "email"))
    return candidates[place % len(candidates)] if candidates else pick_contact(group)


def _add_pages(product: KnowledgeProduct, text: DemoProduct, at: dt.datetime) -> None:
    """A real PDF; the first product got a newer version half a year later."""
    contact: Any = product.contact_person
    product_files.add_version(product=product, by=contact, content=_pages(product, text, "", at), at=at)
    if product.title == "Breuken op een touw":
        content = _pages(product, text, " Versie na de herhaalde les.", at)
        product_files.add_version(
            product=product, by=contact, content=content, note="Aangepast na de herhaalde les", at=at
        )


def _pages(product: KnowledgeProduct, text: DemoProduct, more: str, at: dt.datetime) -> SafeFile:
    content = set_pages(product, text.result, more, made_at=at)
    return check_upload(SimpleUploadedFile(f"{product.slug}.pdf", content))


def _bring_to_life(place: int, product: KnowledgeProduct, cast: Cast, at: dt.datetime, source: random.Random) -> None:
    if place in DRAFTS:
        return
    contact: Any = product.contact_person
    product = products.submit_for_review(product=product, by=contact, at=at + dt.timedelta(days=1))
    readers = pick_readers(product, cast, source)
    good: dict[str, Any] = dict.fromkeys(product_reviews.CHECKS, True)
    if place in SENT_BACK:
        product_reviews.give_review(
            product=product, by=readers[0], verdict="change", note=ASKED_TO_CHANGE, at=at + dt.timedelta(days=5)
        )
        return
    for number, reader in enumerate(readers[: 1 if place in IN_REVIEW else 2]):
        moment = at + dt.timedelta(days=4 + 3 * number)
        product_reviews.give_review(product=product, by=reader, verdict="good", at=moment, **good)


def pick_readers(product: KnowledgeProduct, cast: Cast, source: random.Random) -> list[Member]:
    """Two with other eyes: of the expert group, else the coordinator and a teacher educator."""
    if product.review_group is not None:
        people = list(find_readers(product.review_group, product))
        return source.sample(people, 2)
    coordinator = cast.login("coordinator")
    educators = [person.pk for person in cast.by_function[Function.INSTITUTE_EDUCATOR]]
    candidates = list(without_makers(Member.objects.filter(pk__in=educators), product).order_by("pk"))
    reader = source.choice(candidates)
    product_reviews.name_second_reader(product=product, by=coordinator, reader=reader)
    return [coordinator, reader]


def _age(reference: dt.date) -> None:
    """Some are past the day on which they should be looked at again, one of them not yet noticed; some are history."""
    rows = list(KnowledgeProduct.objects.order_by("pk"))
    for place in PAST_REVIEW_DATE:
        due = reference - dt.timedelta(days=9)
        KnowledgeProduct.objects.filter(pk=rows[place].pk).update(review_on=due)
        products.mark_to_revise(product_id=rows[place].pk, today=reference)
    for place in HISTORICAL:
        contact: Any = rows[place].contact_person
        products.mark_historical(product=rows[place], by=contact)
    # Whatever else came due in the meantime was looked at by its contact person.
    for product in KnowledgeProduct.objects.filter(status=ProductStatus.PUBLISHED, review_on__lte=reference).order_by(
        "pk"
    ):
        keeper: Any = product.contact_person
        products.confirm_still_right(product=product, by=keeper, today=reference)


def _use(cast: Cast, reference: dt.date, source: random.Random) -> None:
    """«Gebruikt door»: a note or two for half of what is in view, by people of other schools."""
    teachers = cast.by_function[Function.TEACHER] + cast.by_function[Function.STUDENT_TEACHER]
    for product in KnowledgeProduct.objects.in_view().select_related("contact_person").order_by("pk"):
        for member in source.sample(teachers, source.choice((0, 0, 1, 1, 2, 3))):
            note, shows_name = source.choice(NOTES)
            used_on = reference - dt.timedelta(days=source.randint(5, 160))
            job = member.appointments.select_related("organisation").order_by("pk").first()
            product_uses.note_use(
                product=product,
                by=member,
                organisation=job.organisation if job else None,
                note=note,
                shows_name=shows_name,
                used_on=used_on,
                at=dt.datetime.combine(used_on, dt.time(16), AMSTERDAM),
            )


def _keep(cast: Cast) -> None:
    """What the teacher of the tour keeps for later."""
    for product in KnowledgeProduct.objects.in_view().order_by("-published_on", "pk")[:3]:
        keep_product(product=product, by=cast.login("leraar"))


def _load(network: DemoNetwork) -> None:
    source = random.Random(SEED_NUMBER)  # noqa: S311  # nosec B311  # the same products every time, no secrets
    seed_products(network.groups, network.cast, network.reference, source)
    _keep(network.cast)


SEED = Seed("Sixty products and eight methods", _load, after=("plg_meetings",))
