"""The least that Django can do for the same rows: raw SQL, one bare Jinja2 template, the full middleware.

These views exist to divide by. They check no visibility, page only the first page and are no part of the product.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.decorators.http import require_safe

PEOPLE = """
SELECT m.public_id, m.given_name, m.infix, m.family_name, a.function, o.name AS organisation, b.name AS board,
       (SELECT array_agg(t.name) FROM members_askmeabout i JOIN topics_topic t ON t.id = i.tag_id
         WHERE i.content_object_id = m.id) AS topics
  FROM members_member m
  LEFT JOIN members_appointment a ON a.member_id = m.id AND a.is_primary
        AND a.start <= current_date AND (a.end IS NULL OR a.end > current_date)
  LEFT JOIN members_organisation o ON o.id = a.organisation_id
  LEFT JOIN members_organisation b ON b.id = o.governing_board_id
 WHERE {where} AND m.suspended_at IS NULL AND m.left_at IS NULL
 ORDER BY m.sort_name, m.public_id
 LIMIT {limit}
"""


def rows(sql: str, parameters: list[Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return HttpResponse(engines["floor"].get_template(template).render({**context, "user": request.user}, request))


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    people = rows(PEOPLE.format(where="m.sort_name >= %s", limit=20), [""])
    boards = rows("SELECT name FROM members_organisation WHERE kind = 'board' ORDER BY name", [])
    return page(request, "directory.html", people=people, boards=boards)


@require_safe
def profile(request: HttpRequest, public_id: str) -> HttpResponse:
    person = rows(PEOPLE.format(where="m.public_id = %s", limit=1), [public_id])[0]
    about = rows("SELECT about, languages FROM members_member WHERE public_id = %s", [public_id])[0]
    return page(request, "profile.html", person=person, about=about)


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
        " WHERE s.group_id = %s AND s.shown_publicly ORDER BY m.sort_name",
        [found["id"]],
    )
    meetings = rows(
        "SELECT title, starts_at, location FROM plg_meeting"
        " WHERE group_id = %s AND starts_at > now() ORDER BY starts_at LIMIT 1",
        [found["id"]],
    )
    results = rows("SELECT title, summary FROM plg_groupresult WHERE group_id = %s LIMIT 10", [found["id"]])
    topics = rows(
        "SELECT t.name FROM plg_grouptopic i JOIN topics_topic t ON t.id = i.tag_id WHERE i.content_object_id = %s",
        [found["id"]],
    )
    return page(request, "group.html", group=found, members=members, meetings=meetings, results=results, topics=topics)
