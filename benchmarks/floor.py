"""The least that Django can do for the same rows: raw SQL, one bare Jinja2 template, the full middleware.

These views exist to divide by: they show the same people, groups and filter choices as our pages, but ask for no rights
beyond a session, hide nothing, page only the first page and are no part of the product.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.members.people.enums import Function
from knowledge_network.topics.enums import TopicState
from plg.groups.enums import GroupRole
from plg.meetings.enums import MeetingStatus

PEOPLE = """
SELECT m.public_id, m.given_name, m.infix, m.family_name, a.function, o.name AS organisation, b.name AS board,
       {more}(SELECT array_agg(t.name) FROM members_askmeabout i JOIN topics_topic t ON t.id = i.tag_id
         WHERE i.content_object_id = m.id) AS topics
  FROM members_member m
  LEFT JOIN members_appointment a ON a.member_id = m.id AND a.is_primary
        AND a.start <= %(today)s AND (a.end IS NULL OR a.end > %(today)s)
  LEFT JOIN members_organisation o ON o.id = a.organisation_id
  LEFT JOIN members_organisation b ON b.id = o.governing_board_id
 WHERE {where} AND m.suspended_at IS NULL AND m.left_at IS NULL AND m.erasure_requested_at IS NULL
 ORDER BY m.sort_name, m.public_id
 LIMIT {limit}
"""


def rows(sql: str, parameters: Any) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def page(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return HttpResponse(engines["floor"].get_template(template).render({**context, "user": request.user}, request))


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    people = rows(
        PEOPLE.format(where="m.sort_name >= %(first)s", limit=20, more=""), {"first": "", "today": timezone.localdate()}
    )
    organisations = rows("SELECT slug, name, kind FROM members_organisation ORDER BY governing_board_id, name", [])
    topics = rows("SELECT slug, name FROM topics_topic WHERE state = %s ORDER BY name", [TopicState.APPROVED])
    return page(
        request,
        "directory.html",
        people=people,
        organisations=organisations,
        functions=Function.values,
        topics=topics,
    )


@require_safe
def profile(request: HttpRequest, public_id: str) -> HttpResponse:
    sql = PEOPLE.format(where="m.public_id = %(public_id)s", limit=1, more="m.id, m.about, m.languages, ")
    person = rows(sql, {"public_id": public_id, "today": timezone.localdate()})[0]
    claims = rows(
        "SELECT t.name AS topic, c.state, c.level, c.description, n.text AS said, b.given_name AS by"
        "  FROM expertise_expertiseclaim c JOIN topics_topic t ON t.id = c.topic_id"
        "  LEFT JOIN LATERAL (SELECT * FROM expertise_endorsement n WHERE n.claim_id = c.id"
        "    ORDER BY n.given_on DESC LIMIT 1) n ON true"
        "  LEFT JOIN members_member b ON b.id = n.by_id WHERE c.member_id = %s",
        [person["id"]],
    )
    return page(request, "profile.html", person=person, claims=claims)


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    found = rows(
        "SELECT g.*, c.given_name, c.family_name FROM plg_group g JOIN members_member c ON c.id = g.contact_person_id"
        " WHERE g.slug = %s",
        [slug],
    )[0]
    members = rows(
        "SELECT m.public_id, m.given_name, m.infix, m.family_name, s.role, a.function, o.name AS organisation"
        "  FROM plg_groupmembership s JOIN members_member m ON m.id = s.member_id"
        "  LEFT JOIN members_appointment a ON a.member_id = m.id AND a.is_primary"
        "  LEFT JOIN members_organisation o ON o.id = a.organisation_id"
        " WHERE s.group_id = %(group)s AND s.shown_publicly AND s.role <> %(observer)s"
        "   AND s.start <= %(today)s AND (s.end IS NULL OR s.end > %(today)s)"
        "   AND m.suspended_at IS NULL AND m.left_at IS NULL AND m.erasure_requested_at IS NULL ORDER BY m.sort_name",
        {"group": found["id"], "today": timezone.localdate(), "observer": GroupRole.OBSERVER},
    )
    meetings = rows(
        "SELECT title, starts_at, location FROM plg_meeting"
        " WHERE group_id = %s AND ends_at > %s AND status = %s ORDER BY starts_at LIMIT 1",
        [found["id"], timezone.now(), MeetingStatus.PLANNED],
    )
    results = rows(
        "SELECT title, summary FROM plg_groupresult WHERE group_id = %s AND removed_at IS NULL", [found["id"]]
    )
    topics = rows(
        "SELECT t.name FROM plg_grouptopic i JOIN topics_topic t ON t.id = i.tag_id WHERE i.content_object_id = %s",
        [found["id"]],
    )
    products = rows(
        "SELECT title, summary, kind FROM expertise_knowledgeproduct WHERE group_id = %s AND published_on IS NOT NULL",
        [found["id"]],
    )
    return page(
        request,
        "group.html",
        group=found,
        members=members,
        meetings=meetings,
        results=results,
        products=products,
        topics=topics,
    )


# The least that a search can do: at most a thousand candidates, ranked by PostgreSQL, their facets counted there too.
CANDIDATES = """
WITH found AS MATERIALIZED (
    SELECT member_id, facets, ts_rank(vector, {question}) AS rank
    FROM expertise_findableexpert WHERE vector @@ ({question}{ticked}) LIMIT 1000
), first AS (
    SELECT member_id, rank FROM found ORDER BY rank DESC LIMIT 20
)
"""
COUNTED = """
SELECT code, count(*) AS count FROM found, unnest(string_to_array(facets, ' ')) AS code
GROUP BY code ORDER BY count(*) DESC
"""
EXPERTS = """
SELECT m.public_id, m.given_name, m.infix, m.family_name, a.function, o.name AS organisation, b.name AS board,
    (SELECT json_agg(json_build_object('topic', t.name, 'state', c.state, 'text', left(c.description, 220)))
     FROM expertise_expertiseclaim c JOIN topics_topic t ON t.id = c.topic_id WHERE c.member_id = m.id) AS claims,
    (SELECT n.text FROM expertise_endorsement n WHERE n.about_id = m.id ORDER BY n.given_on DESC LIMIT 1) AS said
FROM first JOIN members_member m ON m.id = first.member_id
LEFT JOIN members_appointment a ON a.member_id = m.id AND a.is_primary
LEFT JOIN members_organisation o ON o.id = a.organisation_id
LEFT JOIN members_organisation b ON b.id = o.governing_board_id
ORDER BY first.rank DESC
"""


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    text, board = request.GET["q"], request.GET.get("board", "")
    parameters = {"q": " & ".join(text.split()), "ticked": f"'b:{board}'"}
    question = "%(q)s::tsquery" if text.startswith("'") else "to_tsquery('dutch_unaccent', %(q)s)"
    candidates = CANDIDATES.format(question=question, ticked=" && %(ticked)s::tsquery" if board else "")
    facets = rows(candidates + COUNTED, parameters)
    experts = rows(candidates + EXPERTS, parameters)
    template = "finder_part.html" if "deel" in request.GET else "finder.html"
    return page(request, template, text=text, facets=facets, experts=experts)
