"""Two people open the same form, both write and both save: whatever the form is about, no words are lost unseen.

The walk finds the forms by itself: every form on any page that shows what is stored, to be written over. Such a form
sends along what it showed (`kit.together`), or a version of its own. A new form without either fails here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access.test_access import undone
from tests.pages import Page
from tests.quality.crawl import Field, Form, name_of, open_address
from tests.quality.walked.reading import Reading

WRITTEN = {"text", "textarea", "url", "number", "date", "time", "email", "tel"}
LONG = {"text", "textarea"}
SEEN = "initial-"
# A number, a sum or the text itself that says what the page showed; the action compares it.
VERSIONS = {"base", "based_on", "seen", "version", "versions"}
TRAPS = {"homepage", "website"}
# How a button looks that is not what its form is for.
BESIDE = {"quiet", "bare", "danger", "link-button"}
# Shows something stored, and nobody else writes there.
OWN = {
    "dashboards:contact": "the name and address of who asks",
    "expertise:availability_edit": "one's own hours",
    "expertise:choosing": "one's own ballot",
    "expertise:claim_change": "one's own expertise",
    "insight:own_choices": "one's own choices",
    "insight:tie_names": "one's own answers",
    "insight:tie_statements": "one's own answers",
    "insight:tie_weigh": "one's own answers",
    "notifications:preferences": "one's own choices",
    "plg:meeting_answer": "one's own answer",
    "plg:poll_answer": "one's own answer",
    "plg:post_edit": "a post has one author",
}
# Makes something new: what it shows is a default, or words that are taken from elsewhere.
NEW = {
    "agreements:agreement_amend", "agreements:budget_line", "agreements:mandate_propose", "agreements:obligation_meet",
    "agreements:plan_adopt",
    "insight:round_start", "insight:scan_choose", "insight:scan_detail", "insight:scan_start", "insight:story_tell",
    "expertise:claim_add", "expertise:gap_group", "expertise:gap_meeting", "expertise:help_request_ask",
    "expertise:bundle_further", "expertise:external_draft", "expertise:external_go", "expertise:workshop",
    "expertise:workshop_join", "expertise:workshop_start",
    "expertise:offer_add", "expertise:offer_date_detail", "expertise:offer_date_plan",
    "expertise:practice_question_bring_in", "expertise:product_add", "expertise:product_use",
    "expertise:saved_search_add", "expertise:show_day_plan", "expertise:show_slot_add",
    "expertise:workshop_clock", "expertise:workshop_divide",
    "lesson_study:question_ask", "lesson_study:question_bring_in",
    "lesson_study:start_days", "members:appointment_add", "members:appointment_end", "members:import_sites",
    "members:organisation_merge", "members:organisation_participation", "members:role_grant", "members:word_change",
    "plg:meeting_copy", "plg:my_learning",
    "plg:meeting_plan", "plg:network_meeting_plan", "plg:network_series_plan", "plg:poll_choose",
    "plg:poll_start", "plg:return_add", "plg:series_plan",
}  # fmt: skip
# Tried with two writers at least; the walk tries every other form with words that it finds as well.
TRIED = {
    "coordinator": {
        "members:topic_change", "members:manage_member_details", "members:organisation_edit",
        "plg:network_series_change",
    },
    "group_lead": {"plg:group_edit", "plg:meeting_change", "plg:conversation_rename", "plg:agreement_write"},
}  # fmt: skip


def shown(form: Form) -> list[Field]:
    """What is stored and can be written over here."""
    return [
        field
        for field in form.fields
        if field.type in WRITTEN and field.value.strip() and not field.name.startswith(SEEN) and field.name not in TRAPS
    ]


def is_safe(form: Form) -> bool:
    names = {field.name for field in form.fields}
    return bool(names & VERSIONS) or all(f"{SEEN}{field.name}" in names for field in shown(form))


def forms_of(reading: Reading) -> Iterator[tuple[str, Form]]:
    """Each with the name of its address, once."""
    found = set()
    for form in reading.forms:
        if form.method == "post" and shown(form):
            key = (name_of(form), tuple(sorted({field.name for field in form.fields})))
            if key not in found:
                found.add(key)
                yield key[0], form


AS_EACH = pytest.mark.parametrize(
    "reading", ["coordinator", "group_lead", "group_member"], indirect=True, scope="package"
)


@pytest.mark.slow
@pytest.mark.django_db
@AS_EACH
def test_every_form_that_shows_what_is_stored_says_what_it_showed(reading):
    assert {name for name, form in forms_of(reading) if not is_safe(form)} - OWN.keys() - NEW == set(), (
        "say what it showed with kit.together, or why it need not"
    )


@pytest.mark.slow
@pytest.mark.django_db
@AS_EACH
def test_no_form_says_twice_what_it_showed(reading):
    """Several values of one field would be more than were chosen."""
    twice = set()
    for form in reading.forms:
        said = Counter((field.name, field.value) for field in form.fields if field.name.startswith(SEEN))
        twice |= {(name_of(form), name) for (name, _value), count in said.items() if count > 1}
    assert twice == set(), "`as_field_group` brings along what `seen_inputs` draws"


@pytest.mark.slow
@pytest.mark.django_db
@AS_EACH
def test_enter_in_a_field_presses_what_the_form_is_for(reading):
    """Not the deed beside it that happens to stand first: that would do something else with what was typed."""
    beside = {name_of(form) for form in reading.forms if BESIDE & set(form.pressed_by_enter.split())}
    assert beside == set(), "begin the form with <button hidden></button>, which is what Enter presses then"


def sent_by(form: Form, field: Field, text: str) -> dict[str, object]:
    """The form as a browser sends it, with `text` in one field."""
    data: dict[str, Any] = {}
    for one in form.fields:
        if one.type in {"file", "button", "submit"} or (one.type in {"checkbox", "radio"} and not one.value):
            continue
        data.setdefault(one.name, []).append(text if one is field else one.value)
    return data


def shown_by(html: str) -> str:
    """What somebody sees: words and what stands in fields, not what hidden fields send along."""
    page = Page(html)
    typed = [one["value"] for one in page.all("input[value]:not([type=hidden])")]
    return " ".join([page.words, *typed])


def write_twice(client: Client, form: Form, field: Field) -> tuple[bool, str]:
    """Whether the first was stored, and what the second and the page show afterwards."""
    first, second = f"{field.value} EERSTE-HAND", f"{field.value} TWEEDE-HAND"
    with undone():
        client.post(form.action, sent_by(form, field, first))
        was_stored = "EERSTE-HAND" in open_address(client, form.page).text
        answer: HttpResponse = client.post(form.action, sent_by(form, field, second))
        seen = shown_by(answer.text) + shown_by(open_address(client, form.page).text) if was_stored else ""
    return was_stored, seen


@pytest.mark.slow
@pytest.mark.django_db
@AS_EACH
def test_the_second_of_two_writers_sees_what_both_wrote(reading):
    lost, tried = [], set()
    for name, form in forms_of(reading):
        typed = [field for field in shown(form) if field.type in LONG]
        if name in OWN or name in NEW or not typed:
            continue
        was_stored, seen = write_twice(reading.client, form, typed[0])
        if was_stored:
            tried.add(name)
            lost += [(name, typed[0].name, hand) for hand in ("EERSTE-HAND", "TWEEDE-HAND") if hand not in seen]
    assert lost == []
    assert TRIED.get(reading.role, set()) <= tried, sorted(tried)
