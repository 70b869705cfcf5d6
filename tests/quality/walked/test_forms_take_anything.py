"""Whatever is typed into whichever form: an answer, never a fault; and the text that was typed is still there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms.utils import pretty_name
from django.http import HttpResponse

from tests import known_network
from tests.access.table import OK
from tests.access.test_access import declared_rows
from tests.pages import Page
from tests.quality.crawl import Form, name_of
from tests.quality.nasty import NASTY
from tests.quality.walked.reading import Reading

HUGE = "x" * 1_000_000
# Each form is tried once, by the first of these who may use it; strangers' forms ask for more, so they try theirs too.
ROLES = ("coordinator", "group_lead", "privacy_contact", "group_member", "anonymous")
TRAPS = {"homepage", "website"}  # for machines
TYPED = {"text", "textarea"}
CHOSEN = {"hidden", "radio", "checkbox", "select"}
OWN_TEXT = "Dit tikte ik net in 7"


class Desk:
    """Somebody in the small network, with the forms that this role is the first to find."""

    def __init__(self, reading: Reading) -> None:
        self.role, self.client = reading.role, reading.client
        self.forms = list(self._forms(reading.forms))
        assert self.forms, "the walk found no form"

    def _forms(self, met: list[Form]) -> Iterator[Form]:
        others = {
            (row.name, row.method)
            for row in declared_rows()
            for earlier in ROLES[: ROLES.index(self.role)]
            if row.outcome(earlier) == OK and self.role != "anonymous"
        }
        seen = set()
        for form in met:
            key = (name_of(form), form.method, tuple(sorted({field.name for field in form.fields})))
            is_sent = form.method != "dialog"  # closes what is open, without a request
            if is_sent and key not in seen and key[:2] not in others and key[0] != "account_logout":
                seen.add(key)
                yield form

    def send(self, form: Form, data: dict[str, object]) -> HttpResponse:
        """What the site answers; afterwards it is as if nothing was sent."""
        with transaction.atomic():
            response = getattr(self.client, form.method)(form.action, data)
            transaction.set_rollback(True)
        cache.clear()
        known_network.know()
        return response


@pytest.fixture
def desk(reading: Reading) -> Desk:
    return Desk(reading)


# The forms of who lead groups and the network are most of them: by turns. What people fill in most is tried at every
# run all the same, see `MAIN_FORMS`.
DRILL = pytest.mark.drill(name="forms-typed")
BY_TURNS = {"coordinator", "group_lead"}
AT_EACH_DESK = pytest.mark.parametrize(
    "reading",
    [pytest.param(role, marks=[DRILL, *([] if role in BY_TURNS else [pytest.mark.in_suite])]) for role in ROLES],
    indirect=True,
    scope="package",
)


def nasty(form: Form, shift: int) -> dict[str, object]:
    values = {}
    for position, field in enumerate(form.fields):
        text = NASTY[(position * 5 + shift) % len(NASTY)].encode("utf-8", "surrogatepass")
        if field.type == "file":
            values[field.name] = SimpleUploadedFile("\u202egnp.exe", text + b"PK\x03\x04" * shift)
        elif field.name != "csrfmiddlewaretoken":
            values[field.name] = text
    return values


@pytest.mark.slow
@pytest.mark.django_db
@AT_EACH_DESK
def test_every_form_answers_whatever_is_typed(desk):
    faults = []
    for number, form in enumerate(desk.forms):
        tries = [nasty(form, number + shift * 9) for shift in range(3)]
        tries.append({field.name: HUGE if field.type in TYPED else field.value for field in form.fields})
        # What stood there, with one nonsense value at a time: validation of the rest has then been passed.
        good = {field.name: field.value for field in form.fields if field.type != "file"}
        tries += [
            {**good, field.name: NASTY[(number + place) % len(NASTY)].encode("utf-8", "surrogatepass")}
            for place, field in enumerate(form.fields[:6])
            if field.type not in {"file", "hidden"}
        ]
        for data in tries:
            response = desk.send(form, data)
            if response.status_code >= 500:
                faults.append((form.method, form.action, {name: str(value)[:60] for name, value in data.items()}))
    assert faults == []


@pytest.mark.slow
@pytest.mark.django_db
@AT_EACH_DESK
def test_no_form_forgets_what_was_typed(desk):
    """Every choice, number and date is nonsense, so that the form comes back: with the texts still in it."""
    forgotten, came_back = [], 0
    for form in desk.forms:
        typed = [field for field in form.fields if field.type in TYPED and form.method == "post"]
        if not typed:
            continue
        texts = {field.name: f"{OWN_TEXT}{place}" for place, field in enumerate(typed)}
        rest = {
            field.name: field.value if field.type == "hidden" else "onzin"
            for field in form.fields
            if field.type not in {"file", "password"} and field.name not in texts
        }
        response = desk.send(form, {**rest, **texts, **dict.fromkeys(TRAPS, "")})
        assert response.status_code < 500, form.action
        if response.status_code in (200, 422) and "text/html" in response["Content-Type"]:
            came_back += 1
            forgotten += [
                (form.action, name) for name, text in texts.items() if name not in TRAPS and text not in response.text
            ]
    assert forgotten == []
    assert came_back or desk.role in {"privacy_contact", "group_member"}, "no form came back"


@pytest.mark.slow
@pytest.mark.django_db
@AT_EACH_DESK
def test_no_form_names_a_field_by_what_it_is_called_inside(desk):
    """Whoever sends another choice than the page offers is told so in words: «Vote-x7» or «Reply to» helps nobody."""
    named = []
    for form in desk.forms if desk.role != "anonymous" else []:
        good = {field.name: field.value for field in form.fields if field.type != "file"}
        chosen = {field.name for field in form.fields if field.type in CHOSEN} - TRAPS - {"csrfmiddlewaretoken"}
        if form.method != "post" or not chosen:
            continue
        response = desk.send(form, {**good, **dict.fromkeys(chosen, "~")})
        assert response.status_code < 500, form.action
        if "text/html" not in response["Content-Type"]:
            continue
        inside = {name for name in chosen if not name.isalpha()}
        words = " ".join(summary.words for summary in Page(response).all(".error-summary"))
        named += [(form.action, name) for name in inside if name in words or pretty_name(name) in words]
    assert named == []


REQUIRED = "Dit veld is verplicht."


@pytest.mark.slow
@pytest.mark.django_db
@AT_EACH_DESK
def test_what_is_required_is_called_by_its_name(desk):
    """Who sends a form empty reads which field is asked for: beside it, in the summary, and where a toast says it."""
    nameless, said = [], 0
    for form in desk.forms:
        if form.method != "post":
            continue
        data = {field.name: field.value if field.type == "hidden" else "" for field in form.fields}
        response = desk.send(form, {name: value for name, value in data.items() if name not in TRAPS})
        if response.status_code == 302:
            response = desk.client.get(response["Location"])
        if "text/html" not in response["Content-Type"] or REQUIRED not in response.text:
            continue
        said += 1
        nameless += [(form.page, form.action, words) for words in _without_a_name(response)]
    assert not nameless, "\n".join(map(str, nameless))
    assert said or desk.role in {"privacy_contact", "group_member"}, "no form asked for anything"


def _without_a_name(response: HttpResponse) -> Iterator[str]:
    """Where «required» stands and nothing around it says of what."""
    page = Page(response)
    told = page.all(".notice p, .error-summary li, .error-summary + p")
    yield from (one.source for one in told if REQUIRED in one and f": {REQUIRED}" not in one)
    for one in page.all(".errorlist"):
        if one.words == REQUIRED:
            around = one.within(REQUIRED)
            if not around.all("label, legend, [role=columnheader], [role=row] b"):
                yield around.source[:400]
