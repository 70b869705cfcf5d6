"""Load the twelve groups through actions: members, agreements, results and talk."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from knowledge_network.demo.seed.group_texts import AGREEMENT, GROUPS, DemoGroup
from knowledge_network.demo.seed.members_people import ISLAND_TOPIC, SCARCE_TOPIC
from knowledge_network.demo.seed.texts import conversations_communities, conversations_projects
from knowledge_network.demo.seeding import DemoNetwork, Seed
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.enums import Function, Visibility
from knowledge_network.members.people.models import AskMeAbout, Member
from knowledge_network.search import actions as search
from knowledge_network.topics.models import Topic
from plg.groups.actions import groups, joining, lifecycle, membership
from plg.groups.enums import FundingType, GroupKind, GroupRole, GroupState, Openness
from plg.groups.models import Group
from plg.space.actions import agreements, conversations, results
from plg.space.actions.reactions import react
from plg.space.enums import Reaction
from plg.space.models import Conversation, Post

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

CONVERSATIONS = {**conversations_communities.CONVERSATIONS, **conversations_projects.CONVERSATIONS}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# What is pressed under a post, by turns.
REACTIONS = ((Reaction.THANKS, Reaction.IDEA), (Reaction.AGREE,), (), (Reaction.THANKS, Reaction.THANKS, Reaction.NICE))
ROLES = (
    GroupRole.LEAD,
    GroupRole.FACILITATOR,
    GroupRole.SECRETARY,
)
# Who is in every group whatever the dice say: group name → demo login addresses, the leader first.
FIXED = {
    "Rekenen met inzicht": ("expert", "leraar"),
    "Lezen om te weten": ("leraar", "expert", "schoolopleider", "aspirant"),
    "Taal": ("expert", "instituut"),
    "Begeleiding van starters": ("schoolopleider", "verbinding", "werkplek"),
    "Startklaar: inductie in het eerste jaar": ("verbinding", "schoolopleider"),
    "Leskisten Wetenschap & Technologie": ("instituut", "aspirant"),
    "Digitale geletterdheid in de praktijk": ("instituut", "onderzoeker"),
}


def seed_groups(cast: Cast, reference: dt.date, source: random.Random) -> list[Group]:
    topics = {topic.name: topic for topic in Topic.objects.approved()}
    groups = [_seed_group(text, cast, topics, reference, source) for text in GROUPS]
    _share_topics(groups, cast)
    return groups


def _share_topics(groups: list[Group], cast: Cast) -> None:
    """Who works on a topic in a group may be asked about it: one topic of the group each, by turns."""
    expert = cast.login("expert").pk  # whose profile says what it should
    rows: list[AskMeAbout] = []
    known = set(AskMeAbout.objects.values_list("content_object_id", "tag_id"))
    for group in groups:
        topics = [topic for topic in group.topics.order_by("name") if topic.name not in {SCARCE_TOPIC, ISLAND_TOPIC}]
        members = group.memberships.current().participating().order_by("pk").values_list("member_id", flat=True)
        for number, member in enumerate(members):
            topic = topics[number % len(topics)]
            if member != expert and (member, topic.pk) not in known:
                known.add((member, topic.pk))
                rows.append(AskMeAbout(content_object_id=member, tag=topic, visibility=Visibility.MEMBERS))
    AskMeAbout.objects.bulk_create(rows)
    search.refresh("member", [row.content_object_id for row in rows])


def _seed_group(
    text: DemoGroup, cast: Cast, topics: dict[str, Topic], reference: dt.date, source: random.Random
) -> Group:
    coordinator = cast.login("coordinator")
    people = _pick_people(text, cast, source)
    begin = dt.date(reference.year - (reference.month < 8) - text.started_years_ago + 1, 9, 8)
    begin = min(begin, reference - dt.timedelta(days=21))
    at = dt.datetime.combine(begin, dt.time(9), AMSTERDAM)
    group = groups.create_group(
        by=coordinator,
        lead=people[0],
        kind=text.kind,
        name=text.name,
        at=at,
        topics=[topics[name] for name in text.topics],
        deliverables=[_promise(title, reference, days) for title, days in text.deliverables],
        purpose=text.purpose,
        question=text.question,
        description=text.description,
        openness=text.openness,
        rhythm=text.rhythm,
        sectors=[Sector.PRIMARY],
        assignment=text.assignment,
        budget=text.budget,
        funding_type=FundingType.ADDITIONAL if text.budget else "",
    )
    for number, person in enumerate(people[1:], 1):
        role = ROLES[number] if number < len(ROLES) else GroupRole.MEMBER
        membership.add_member(
            group=group, member=person, by=coordinator, role=role, shown_publicly=source.random() < 0.7, at=at
        )
    lead_row = group.memberships.get(member=people[0])
    membership.show_on_public_page(membership=lead_row, by=people[0], shown=True)
    _bring_to_life(group, text, coordinator, people, at, reference)
    _talk(group, text, people, reference)
    _have_talked(group, people, at, reference)
    return group


def _promise(title: str, reference: dt.date, days: int) -> dict[str, Any]:
    """Something that a group makes: what was due already came three days early."""
    due = reference + dt.timedelta(days=days)
    return {"title": title, "due_on": due, "delivered_on": due - dt.timedelta(days=3) if days < 0 else None}


def _pick_people(text: DemoGroup, cast: Cast, source: random.Random) -> list[Member]:
    fixed = [cast.login(address) for address in FIXED.get(text.name, ())]
    wanted = [Function.TEACHER] * 6 + [Function.SCHOOL_EDUCATOR, Function.INSTITUTE_EDUCATOR, Function.RESEARCHER]
    if text.kind == GroupKind.EXPERT:
        wanted = [Function.SCHOOL_EDUCATOR, Function.INSTITUTE_EDUCATOR, Function.WORKPLACE_MENTOR, Function.TEACHER]
    elif text.openness == Openness.OPEN:
        wanted.append(Function.STUDENT_TEACHER)
    people = list(fixed)
    boards: set[str] = set()
    while len(people) < text.size:
        person = source.choice(cast.by_function[source.choice(wanted)])
        board = cast.board_of[person.pk]
        # First one of each board, so that groups cross boards; then whoever comes.
        if person in people or (board in boards and len(boards) < 4):
            continue
        boards.add(board)
        people.append(person)
    return people


def _bring_to_life(
    group: Group, text: DemoGroup, coordinator: Member, people: list[Member], at: dt.datetime, reference: dt.date
) -> None:
    """Take the steps that lead to the state in the text, with what each step asks for."""
    if text.state != GroupState.APPLICATION:
        agreement = agreements.write_agreement(group=group, by=people[0], at=at, **AGREEMENT)
        for person in people[1 : -1 if len(people) > 5 else None]:
            agreements.accept_agreement(agreement=agreement, by=person, at=at)
    for state in _path(text):
        if state == GroupState.MAINTAINED:
            for title, summary in text.results:
                results.add_result(group=group, by=people[0], title=title, summary=summary, published_on=at.date())
        fields: dict[str, Any] = {}
        if state == GroupState.MAINTAINED:
            fields = {"maintainer": people[0], "review_on": reference + dt.timedelta(days=200)}
        lifecycle.change_state(group=group, to=state, by=coordinator, at=at, **fields)
    if text.state == GroupState.ACTIVE:
        for number, (title, summary) in enumerate(text.results):
            published = reference - dt.timedelta(days=40 + 90 * number)
            results.add_result(group=group, by=people[0], title=title, summary=summary, published_on=published)


def pick_contact(group: Group) -> Member:
    """Every group of the demo has one."""
    if group.contact_person is None:
        raise LookupError(group.name)
    return group.contact_person


def _path(text: DemoGroup) -> list[GroupState]:
    state = GroupState
    if text.kind != GroupKind.PROJECT:
        return [state.SUBMITTED, state.ACTIVE]
    path = [state.APPLICATION, state.GRANTED, state.ACTIVE, state.FINISHING, state.MAINTAINED]
    return path[: path.index(text.state) + 1]


def _talk(group: Group, text: DemoGroup, people: list[Member], reference: dt.date) -> None:
    for talk in text.conversations:
        moments = [
            dt.datetime.combine(reference - dt.timedelta(days=days), dt.time(16, 5 + 7 * n), AMSTERDAM)
            for n, (_who, days, _words) in enumerate(talk.posts)
        ]
        who, _days, words = talk.posts[0]
        conversation = conversations.start_conversation(
            group=group, by=people[who % len(people)], title=talk.title, text=words, at=moments[0]
        )
        for (author, _back, reply), moment in zip(talk.posts[1:], moments[1:], strict=True):
            post = conversations.add_post(
                conversation=conversation, by=people[author % len(people)], text=reply, at=moment
            )
            for place, kind in enumerate(REACTIONS[author % len(REACTIONS)]):
                react(post=post, by=people[(author + place + 1) % len(people)], kind=kind, at=moment, tell=False)
        if talk.pinned:
            conversations.pin_conversation(conversation=conversation, by=people[0])


def _have_talked(group: Group, people: list[Member], began: dt.datetime, reference: dt.date) -> None:
    """What was said some time ago, stored in bulk and read by everybody: nobody is told of it any more."""
    posts: list[Post] = []
    started: list[Conversation] = []
    for talk in CONVERSATIONS[group.name]:
        # Not before there was a group.
        moments = [
            max(
                dt.datetime.combine(reference - dt.timedelta(days=days), dt.time(15, 5 + 7 * n), AMSTERDAM),
                began + dt.timedelta(hours=n + 1),
            )
            for n, (_who, days, _words) in enumerate(talk.posts)
        ]
        authors = [people[who % len(people)] for who, _days, _words in talk.posts]
        conversation = Conversation(
            group=group,
            title=talk.title,
            started_by=authors[0],
            started_at=moments[0],
            last_post_at=moments[-1],
            last_post_by=authors[-1],
            post_count=len(authors),
        )
        started.append(conversation)
        posts += [
            Post(conversation=conversation, author=author, text=words, posted_at=moment)
            for author, moment, (_who, _days, words) in zip(authors, moments, talk.posts, strict=True)
        ]
    Conversation.objects.bulk_create(started)
    Post.objects.bulk_create(posts)
    search.refresh("conversation", [conversation.pk for conversation in started])
    last_read = reference - dt.timedelta(days=8)
    read_at = dt.datetime.combine(last_read, dt.time(20), AMSTERDAM)
    group.memberships.filter(last_read_at__isnull=True, start__lt=last_read).update(last_read_at=read_at)


def seed_requests(seeded: list[Group], cast: Cast, source: random.Random, reference: dt.date) -> None:
    """What waits for somebody: three who ask to join and two who are invited."""
    now = dt.datetime.combine(reference, dt.time(8), AMSTERDAM)
    open_groups = [g for g in seeded if g.state == GroupState.ACTIVE and g.openness == Openness.OPEN]
    inside = {g.pk: set(g.memberships.values_list("member_id", flat=True)) for g in open_groups}
    teachers = cast.by_function[Function.TEACHER]
    words = (
        "Ik zoek collega's die met dezelfde vraag bezig zijn. Mag ik een keer aanschuiven?",
        "Een collega vertelde over jullie kijkwijzer. Ik doe graag mee.",
        "",
    )
    for group, message in zip(open_groups[:3], words, strict=True):
        outsider = next(p for p in source.sample(teachers, len(teachers)) if p.pk not in inside[group.pk])
        inside[group.pk].add(outsider.pk)
        joining.ask_to_join(group=group, by=outsider, message=message, at=now - dt.timedelta(days=source.randint(1, 9)))
    for group in open_groups[3:5]:
        outsider = next(p for p in source.sample(teachers, len(teachers)) if p.pk not in inside[group.pk])
        joining.invite_to_group(
            group=group, member=outsider, by=pick_contact(group), message="Jouw ervaring past precies bij onze vraag."
        )


def _load(network: DemoNetwork) -> None:
    network.groups = seed_groups(network.cast, network.reference, network.source)


SEED = Seed("Twelve groups and what they say", _load, after=("members_people",))
