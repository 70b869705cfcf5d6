"""Who gets which page of the frame: search, bell, start pages, vocabulary, static pages."""

from __future__ import annotations

from knowledge_network.members.vocabulary.actions import merge_topic
from knowledge_network.search.understanding.models import StaffRoomWord
from tests.access.table import FORBIDDEN, HIDDEN, LOGIN, OK, ROLES, STRANGERS, Row, everybody, members_only, only

DESKS = ("coordinator", "privacy_contact", "admin", "leader_own", "leader_other")


def own_notice(world):
    return {"public_id": world.notice.public_id}


def topic(world):
    return {"slug": world.topic.slug}


def merged_topic(world):
    """One that went up in another this minute."""
    return {
        "public_id": merge_topic(topic=world.topic, into=world.other_topic, by=world.people["coordinator"]).public_id
    }


def proposed_topic(world):
    return {"slug": world.proposed_topic.slug}


def own_word(world):
    StaffRoomWord.objects.get_or_create(folded="zedbord", defaults={"word": "zedbord"})
    return {"woord": "zedbord"}


COORDINATOR = only("coordinator")
# What another member's notice answers: exactly what one that does not exist answers.
OWNER = {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN), "group_member": OK}

ROWS = [
    *[Row(f"dashboards:{name}", everybody()) for name in ("home", "about", "privacy", "accessibility")],
    Row("healthz", everybody()),
    Row("readyz", everybody()),
    Row("robots_txt", everybody()),
    Row("manifest", everybody()),
    Row("offline", everybody()),
    Row("site_worker", everybody()),
    Row("security_txt", everybody()),
    Row("search:search", everybody(), data=lambda world: {"q": "lezen"}),
    Row("set_language", everybody(), method="post", data=lambda world: {"language": "en"}),
    Row("set_theme", everybody(), method="post", data=lambda world: {"theme": "dark"}),
    Row("dashboards:start", members_only()),
    Row("dashboards:management", only(*DESKS)),
    Row("dashboards:health", only("coordinator", "admin")),
    Row("dashboards:weak_links", only("coordinator")),
    Row(
        "dashboards:job_run",
        only("coordinator", "admin"),
        method="post",
        data=lambda world: {"job": "search.rebuild"},
    ),
    Row("dashboards:topic_list", members_only()),
    Row("dashboards:topic_detail", members_only(), kwargs=topic),
    Row(
        "dashboards:topic_detail",
        {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)},
        kwargs=proposed_topic,
        note="only proposed",
    ),
    Row("members:topic_follow", members_only(), "post", kwargs=topic),
    # The bell
    Row("notifications:notice_list", members_only()),
    Row("notifications:notices_read", members_only(), method="post"),
    Row("notifications:page_read", members_only(), method="post", data=lambda world: {"page": "/"}),
    Row("notifications:notice_open", OWNER, method="post", kwargs=own_notice),
    Row("notifications:notice_read", OWNER, method="post", kwargs=own_notice),
    Row("notifications:notice_unread", OWNER, method="post", kwargs=own_notice),
    # The vocabulary
    Row("members:topic_suggest", members_only(), data=lambda world: {"q": "thema"}),
    Row("members:topic_propose", members_only()),
    Row("members:topic_propose", members_only(), method="post", data=lambda world: {"name": "Handschrift"}),
    Row("members:topic_manage", COORDINATOR),
    Row("members:word_list", COORDINATOR),
    Row("members:word_sheet", COORDINATOR),
    Row("members:word_change", COORDINATOR),
    Row("members:word_change", COORDINATOR, method="post", data=lambda world: {"word": "zedbord", "kind": "brand"}),
    Row("members:word_forget", COORDINATOR, method="post", data=own_word),
    Row("members:topic_add", COORDINATOR),
    Row("members:topic_add", COORDINATOR, method="post", data=lambda world: {"name": "Handschrift"}),
    Row("members:topic_change", COORDINATOR, kwargs=topic),
    Row(
        "members:topic_change",
        COORDINATOR,
        method="post",
        kwargs=topic,
        data=lambda world: {"name": "Een andere naam"},
    ),
    Row("members:topic_merge", COORDINATOR, kwargs=topic),
    Row("members:topic_decide", COORDINATOR, kwargs=proposed_topic),
    Row(
        "members:topic_decide",
        COORDINATOR,
        method="post",
        kwargs=proposed_topic,
        data=lambda world: {"decision": "approve"},
    ),
    Row(
        "members:topic_decide",
        only("coordinator", otherwise=FORBIDDEN) | {"coordinator": HIDDEN},
        kwargs=topic,
        note="nothing to decide",
    ),
    Row(
        "members:topic_merge",
        COORDINATOR,
        method="post",
        kwargs=topic,
        data=lambda world: {"into": world.other_topic.slug, "confirmed": world.other_topic.slug},
    ),
    Row("members:topic_merge_undo", COORDINATOR, method="post", kwargs=merged_topic),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("post", "set_language", ""): ("anonymous", "unverified", "suspended"),
    ("post", "set_theme", ""): ROLES,
    # The queue of the tests takes nothing.
    ("post", "dashboards:job_run", ""): ("coordinator", "admin"),
}
