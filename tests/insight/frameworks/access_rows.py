"""Frameworks: read by members, kept by coordinators; a look is of one person alone, or of a group and its friend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knowledge_network.insight.frameworks.actions import keeping, looks
from knowledge_network.insight.frameworks.enums import FrameworkScope, FriendAnswer, LookState
from knowledge_network.insight.frameworks.models import Look, LookAction, LookItem
from tests import factories as f
from tests.access.table import HIDDEN, Row, members_only, only, shown_again
from tests.quality.canaries import token

GROUP = ("group_member", "group_lead")
KEEPS = only("coordinator")
OWN = only("group_member", otherwise=HIDDEN)
TEAM = only(*GROUP, otherwise=HIDDEN)
ASKED = only("other_board", otherwise=HIDDEN)

# What constraints want, for the rows of every model that export and erasure are tried with.
CHOSEN = {
    ("insight.look", "group"): None,
    ("insight.look", "friend"): f.MemberFactory,
    ("insight.look", "state"): LookState.OPEN,
    ("insight.look", "friend_answer"): FriendAnswer.YES,
}


def objects_of(world: Any) -> dict[str, Any]:
    """`other_board` is asked by the member for their own look, and by nobody for that of the group."""
    runs, member = world.people["coordinator"], world.people["group_member"]
    made = {}
    for scope, levels in ((FrameworkScope.PERSON, ["Ik probeer het", "Ik doe het"]), (FrameworkScope.TEAM, [])):
        framework = keeping.add_framework(by=runs, title=f"Kader {scope}", scope=scope, levels=levels)
        made[scope] = (
            framework,
            keeping.add_criterion(framework=framework, by=runs, text="Wij kijken samen.", described=[]),
        )
    profile, criterion = made[FrameworkScope.PERSON]
    mirror = made[FrameworkScope.TEAM][0]
    own = looks.begin_look(framework=profile, by=member)
    team = looks.begin_look(framework=mirror, by=member, group=world.group)
    looks.ask_friend(look=own, by=member, friend=world.people["other_board"])
    return {
        "profile": profile,
        "mirror": mirror,
        "criterion": criterion,
        "own_look": own,
        "team_look": team,
        "own_action": looks.add_action(look=own, by=member, title="Elke week één vraag"),
    }


def plant(world: Any) -> None:
    """In every word of a person's look, and in those of a team."""
    alone, inside = frozenset({"group_member"}), frozenset(GROUP)
    LookItem.objects.filter(look=world.own_look).update(note=token("profiel-punt", alone), level=2)
    LookAction.objects.filter(look=world.own_look).update(title=token("profiel-actie", alone))
    Look.objects.filter(pk=world.own_look.pk).update(talk=token("profiel-gesprek", alone), state=LookState.TALKED)
    LookItem.objects.filter(look=world.team_look).update(note=token("team-punt", inside))
    Look.objects.filter(pk=world.team_look.pk).update(talk=token("team-gesprek", inside))


def named(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"slug": getattr(world, name).slug}


def of(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"public_id": getattr(world, name).public_id}


def the_criterion(world: Any) -> dict[str, Any]:
    return {"slug": world.profile.slug, "criterion": world.criterion.public_id}


def item_of(name: str) -> Callable[[Any], dict[str, Any]]:
    def find(world: Any) -> dict[str, Any]:
        look = getattr(world, name)
        return {"public_id": look.public_id, "item": look.items.first().public_id}

    return find


def the_action(world: Any) -> dict[str, Any]:
    return {"public_id": world.own_look.public_id, "action": world.own_action.public_id}


def sends(**data: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda world: dict(data)


FRAMEWORK = sends(
    title="Een ander kader", scope="persoon", intro="", source="", levels="Ik probeer het\nIk doe het", in_use="on"
)
CRITERION = sends(part="", text="Wij vragen door.", example="", level_1="", level_2="")
ROWS = [
    Row("insight:framework_list", members_only()),
    Row("insight:framework_detail", members_only(), kwargs=named("profile")),
    Row("insight:framework_add", KEEPS),
    Row("insight:framework_add", KEEPS, "post", data=FRAMEWORK),
    Row("insight:framework_change", KEEPS, kwargs=named("profile")),
    Row("insight:framework_change", KEEPS, "post", kwargs=named("profile"), data=FRAMEWORK),
    Row("insight:criterion_add", KEEPS, kwargs=named("profile")),
    Row("insight:criterion_add", KEEPS, "post", kwargs=named("profile"), data=CRITERION),
    Row("insight:criterion_change", KEEPS, kwargs=the_criterion),
    Row("insight:criterion_change", KEEPS, "post", kwargs=the_criterion, data=CRITERION),
    Row("insight:criterion_remove", KEEPS, "post", kwargs=the_criterion),
    Row("insight:look_begin", members_only(), "post", kwargs=named("profile")),
    Row("insight:look_detail", OWN, kwargs=of("own_look")),
    Row("insight:look_detail", TEAM, kwargs=of("team_look"), note="of a team"),
    Row("insight:look_item", OWN, kwargs=item_of("own_look")),
    Row("insight:look_item", OWN, "post", kwargs=item_of("own_look"), data=sends(level="2", note="Maandag.")),
    Row("insight:look_ask", OWN, kwargs=of("own_look")),
    Row("insight:look_ask", shown_again(OWN), "post", kwargs=of("own_look"), data=sends(friend="")),
    Row("insight:look_friend", ASKED, kwargs=of("own_look")),
    Row("insight:look_friend", ASKED, "post", kwargs=of("own_look"), data=sends(answer="ja")),
    Row("insight:look_talk", OWN, kwargs=of("own_look")),
    Row("insight:look_talk", OWN, "post", kwargs=of("own_look"), data=sends(talked_on="2026-01-05", talk="Een vraag.")),
    Row("insight:look_action_add", OWN, "post", kwargs=of("own_look"), data=sends(title="Samen kijken")),
    Row("insight:look_action_done", OWN, "post", kwargs=the_action),
    Row("insight:look_done", OWN, "post", kwargs=of("own_look")),
    Row("insight:look_remove", OWN, kwargs=of("own_look")),
    Row("insight:look_remove", OWN, "post", kwargs=of("own_look")),
]
# Who looks already goes on with what is there.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {("post", "insight:look_begin", ""): ("group_member",)}
