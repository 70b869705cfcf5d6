"""Minutes: from agenda to headings, saved by themselves, two writers at once, shared, adopted, corrected."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.ids import random_public_id
from knowledge_network.members.trail.models import AuditEvent
from plg.meetings.actions.meetings import write_agenda
from plg.meetings.models import AgendaItem
from plg.records.actions import minutes as actions
from plg.records.actions.action_items import change_item
from plg.records.actions.attendance import confirm_attendance
from plg.records.forms.minutes import MinutesForm
from plg.records.minutes_text import DecisionRow, MinutesText, fingerprint, fingerprints, merge, stored_text
from plg.records.models import ActionItem, Decision, Minutes
from plg.records.queries.minutes import find_minutes
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import invited, page_of, planned, told

DAY = dt.timedelta(days=1)


@pytest.fixture
def past(inside):
    return planned(inside.group, timezone.now() - DAY, title="Breuken bekijken")


@pytest.fixture
def item(past):
    return AgendaItem.objects.create(meeting=past, title="Terugblik", position=0)


def drawn(inside, meeting, who="lead"):
    """The page of the writer as its browser would send it back untouched."""
    form = inside.client(who).get(page_of("minutes_write", meeting)).context["form"]
    return {field.html_name: field.value() if field.value() is not None else "" for field in form} | {
        field.html_initial_name: field.value() for field in form if field.field.show_hidden_initial
    }


def save(inside, meeting, data, who="lead", **more):
    return inside.client(who).post(page_of("minutes_write", meeting), data | more)


def row_of(data, kind, key):
    """The name of the first empty row under a subject."""
    part = "-title" if kind == "action" else ""
    return next(
        name for name, value in data.items() if name.startswith(f"{kind}-{key}-") and name.endswith(part) and not value
    )


# Writing --------------------------------------------------------------------------------------


def test_the_subjects_of_the_agenda_are_the_headings_in_their_order(inside, past, item):
    AgendaItem.objects.create(meeting=past, title="Planning", position=1)
    sections = Page(inside.client("lead").get(page_of("minutes_write", past))).all(".minutes-section")
    assert len(sections) == 3
    for words, section in zip(("Terugblik", "Planning", "Rondvraag"), sections, strict=True):
        assert words in section


def test_a_decision_and_an_action_point_are_typed_below_their_subject(inside, past, item):
    data = drawn(inside, past)
    action = row_of(data, "action", item.public_id).removesuffix("-title")
    data |= {
        f"report-{item.public_id}": "We keken terug.",
        row_of(data, "decision", item.public_id): "We nemen leerlingwerk mee.",
        f"{action}-title": "Lesplan rondsturen",
        f"{action}-owner": inside.member.public_id,
        f"{action}-due": "2027-01-20",
        row_of(data, "decision", "algemeen"): "Volgende keer bij de Borgh.",
    }
    assert save(inside, past, data)["Location"] == page_of("minutes_detail", past)
    item.refresh_from_db()
    assert item.report == "We keken terug."
    assert list(Decision.objects.order_by("pk").values_list("text", "agenda_item")) == [
        ("We nemen leerlingwerk mee.", item.pk),
        ("Volgende keer bij de Borgh.", None),
    ]
    found = ActionItem.objects.get()
    assert (found.title, found.owner, found.due_on) == ("Lesplan rondsturen", inside.member, dt.date(2027, 1, 20))
    assert (found.agenda_item, found.group, found.meeting) == (item, inside.group, past)
    page = inside.client("lead").get(page_of("minutes_detail", past)).text
    for words in ("We keken terug.", "We nemen leerlingwerk mee.", "Lesplan rondsturen", "Volgende keer bij de Borgh."):
        assert words in page


def test_saving_the_same_page_twice_makes_nothing_twice(inside, past, item):
    data = drawn(inside, past)
    data[row_of(data, "decision", item.public_id)] = "Eén keer."
    for _ in range(2):
        save(inside, past, data)
    assert Decision.objects.count() == 1


def test_an_emptied_row_goes_and_a_row_that_was_not_on_the_page_stays(inside, past, item):
    mine, other = (Decision.objects.create(meeting=past, agenda_item=item, text=text) for text in ("Mijn", "Ander"))
    data = drawn(inside, past)
    data[f"decision-{item.public_id}-{mine.public_id}"] = ""
    del data[f"decision-{item.public_id}-{other.public_id}"]
    save(inside, past, data)
    assert list(Decision.objects.values_list("text", flat=True)) == ["Ander"]


def test_a_page_with_half_of_its_fields_wipes_nothing(inside, past, item):
    AgendaItem.objects.filter(pk=item.pk).update(report="Staat er al.")
    minutes = Minutes.objects.create(meeting=past, opening="Welkom", closing="Dag", version=1)
    save(inside, past, {"version": 1})
    minutes.refresh_from_db()
    item.refresh_from_db()
    assert (minutes.opening, minutes.closing, item.report) == ("Welkom", "Dag", "Staat er al.")


def test_a_row_of_another_meeting_is_left_alone(inside, past, item):
    elsewhere = Decision.objects.create(meeting=planned(inside.group, timezone.now() - 2 * DAY), text="Van toen")
    save(inside, past, drawn(inside, past) | {f"decision-{item.public_id}-{elsewhere.public_id}": "Gekaapt"})
    elsewhere.refresh_from_db()
    assert elsewhere.text == "Van toen"


def test_a_subject_under_which_something_was_written_stays_when_the_agenda_changes(inside, past, item):
    bare = AgendaItem.objects.create(meeting=past, title="Leeg", position=1)
    save(inside, past, drawn(inside, past) | {f"report-{item.public_id}": "Gezegd."})
    write_agenda(meeting=past, by=inside.lead, items=[])
    assert AgendaItem.objects.filter(pk=item.pk).exists()
    assert not AgendaItem.objects.filter(pk=bare.pk).exists()


@pytest.mark.parametrize("who", ["member", "observer", "coordinator"])
def test_only_who_leads_or_keeps_the_minutes_writes_them(inside, past, who):
    assert inside.client(who).get(page_of("minutes_write", past)).status_code == 403
    assert inside.client(who).post(page_of("minutes_write", past), {"version": 0}).status_code == 403
    inside.group.memberships.filter(member=inside.member).update(role="secretary")
    assert inside.client("member").get(page_of("minutes_write", past)).status_code == 200


def test_many_saves_of_one_sitting_are_one_line_in_the_logbook_without_the_words(inside, past, item):
    for text in ("een", "twee", "drie kanarie"):
        save(inside, past, drawn(inside, past) | {f"report-{item.public_id}": text})
    assert AuditEvent.objects.filter(verb="plg.minutes_written").count() == 1
    assert "kanarie" not in str(list(AuditEvent.objects.values()))


@given(st.dictionaries(st.sampled_from(["version", "base", "opening", "autosave"]), st.text(max_size=60)))
def test_anything_in_the_form_is_stored_or_told(inside, data):
    meeting = planned(inside.group, timezone.now() - DAY)
    form = MinutesForm(data, meeting=meeting, minutes=None, items=[], people=[], earlier=[])
    if form.is_valid():
        form.text()
    else:
        assert form.errors


@pytest.mark.parametrize(
    "base",
    ["", "[]", "7", "{", pytest.param("[" * 100_000, id="deep"), '{"opening": {"a": 1}}', '"x"', "NaN"],
)
def test_fingerprints_that_are_not_ours_count_as_none(inside, past, base):
    assert save(inside, past, drawn(inside, past) | {"base": base, "opening": "Dag"}).status_code == 302
    assert find_minutes(past).opening == "Dag"


@pytest.mark.parametrize("item_count", [1, 3])
def test_reading_and_writing_cost_the_same_whatever_was_said(inside, past, django_assert_num_queries, item_count):
    for number in range(item_count):
        item = AgendaItem.objects.create(meeting=past, title=f"Punt {number}", position=number)
        Decision.objects.create(meeting=past, agenda_item=item, text="Besluit")
        ActionItem.objects.create(meeting=past, group=inside.group, agenda_item=item, title="Doen", owner=inside.member)
        earlier = planned(inside.group, timezone.now() - 9 * DAY)
        ActionItem.objects.create(meeting=earlier, group=inside.group, title="Van eerder", owner=inside.member)
        Minutes.objects.create(meeting=earlier, shared_at=timezone.now())
    Minutes.objects.create(meeting=past, version=1, shared_at=timezone.now(), written_by=inside.lead)
    client = inside.client("lead")
    with django_assert_num_queries(12):
        client.get(page_of("minutes_detail", past))
    with django_assert_num_queries(15):
        client.get(page_of("minutes_write", past))


# Saved by itself ------------------------------------------------------------------------------


def test_what_is_saved_by_itself_answers_with_the_next_version(inside, past, item):
    data = drawn(inside, past) | {f"report-{item.public_id}": "Half een z", "autosave": "1"}
    answer = save(inside, past, data).json()
    assert (answer["version"], answer["changed"], answer["more"]) == (1, [], False)
    assert answer["base"] == {f"report:{item.public_id}": fingerprint("Half een z")}
    item.refresh_from_db()
    assert item.report == "Half een z"
    assert Minutes.objects.get().shared_at is None


def test_a_date_that_is_not_right_is_not_saved_by_itself_and_loses_nothing(inside, past, item):
    data = drawn(inside, past)
    action = row_of(data, "action", item.public_id).removesuffix("-title")
    data |= {f"{action}-title": "Doen", f"{action}-due": "31-02-2027", f"report-{item.public_id}": "Lang verhaal"}
    assert save(inside, past, data, autosave="1").status_code == 422
    page = save(inside, past, data)
    assert page.status_code == 200
    assert "Lang verhaal" in page.text
    assert f"{action}-due" in page.context["form"].errors
    assert not Minutes.objects.exists()


# Two writers ----------------------------------------------------------------------------------


def test_two_who_write_under_different_subjects_both_keep_everything(inside, past, item):
    other = AgendaItem.objects.create(meeting=past, title="Planning", position=1)
    first, second = drawn(inside, past), drawn(inside, past)
    save(inside, past, first | {f"report-{item.public_id}": "Van Fenna", row_of(first, "decision", "algemeen"): "Ja"})
    response = save(inside, past, second | {f"report-{other.public_id}": "Van de ander"})
    assert response.status_code == 302
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.report, other.report) == ("Van Fenna", "Van de ander")
    assert Decision.objects.get().text == "Ja"


def test_an_open_page_learns_what_somebody_else_wrote(inside, past, item):
    first, second = drawn(inside, past), drawn(inside, past)
    save(inside, past, first | {f"report-{item.public_id}": "Van Fenna", row_of(first, "decision", "algemeen"): "Ja"})
    answer = save(inside, past, second | {"opening": "Welkom"}, autosave="1").json()
    assert answer["changed"] == [
        {"name": f"report-{item.public_id}", "key": f"report:{item.public_id}", "value": "Van Fenna"}
    ]
    assert answer["more"] is True
    # The next save of that page, which did not draw what was new, takes nothing away.
    save(
        inside,
        past,
        second | {"opening": "Welkom allen", "version": answer["version"]},
        base=json.dumps(answer["base"]),
    )
    assert Decision.objects.get().text == "Ja"


def test_the_same_piece_changed_by_two_is_laid_side_by_side_and_nothing_is_stored(inside, past, item):
    first, second = drawn(inside, past), drawn(inside, past)
    name = f"report-{item.public_id}"
    save(inside, past, first | {name: "Van Fenna", "opening": "Welkom"})
    assert save(inside, past, second | {name: "Van de ander"}, autosave="1").status_code == 409
    page = save(inside, past, second | {name: "Van de ander", "closing": "Tot dan"})
    assert page.status_code == 409
    item.refresh_from_db()
    assert item.report == "Van Fenna"
    assert page.context["conflicts"] == [{"label": "Terugblik: Wat er gezegd is", "text": "Van Fenna"}]
    form = page.context["form"]
    assert [form[field].value() for field in (name, "opening", "closing")] == ["Van de ander", "Welkom", "Tot dan"]
    # Saved again, one's own words stand, and what the other wrote elsewhere stays.
    again = {field.html_name: field.value() for field in form if field.value() is not None}
    assert save(inside, past, again).status_code == 302
    item.refresh_from_db()
    assert (item.report, find_minutes(past).opening, find_minutes(past).closing) == (
        "Van de ander",
        "Welkom",
        "Tot dan",
    )


def test_a_row_that_somebody_else_took_away_does_not_come_back(inside, past, item):
    row = Decision.objects.create(meeting=past, agenda_item=item, text="Weg ermee")
    first, second = drawn(inside, past), drawn(inside, past)
    name = f"decision-{item.public_id}-{row.public_id}"
    save(inside, past, first | {name: ""})
    answer = save(inside, past, second | {"opening": "Welkom"}, autosave="1").json()
    assert not Decision.objects.exists()
    assert answer["changed"] == [{"name": name, "key": f"decision:{row.public_id}", "value": ""}]


def test_an_action_point_that_was_changed_elsewhere_is_not_put_back(inside, past, item):
    row = ActionItem.objects.create(meeting=past, group=inside.group, agenda_item=item, title="Oud")
    Minutes.objects.create(meeting=past, version=3)
    data = drawn(inside, past)
    change_item(item=row, by=inside.lead, title="Nieuw", owner=inside.member, due_on=None)
    save(inside, past, data | {"opening": "Welkom"})
    row.refresh_from_db()
    assert (row.title, row.owner) == ("Nieuw", inside.member)


texts = st.sampled_from(["", "a", "b", "a\r\nb", "a\nb", " a "])


@given(base=texts, mine=texts, theirs=texts)
def test_laying_together_loses_no_change_of_either(base, mine, theirs):
    merged = merge(MinutesText(opening=mine), fingerprints(MinutesText(opening=base)), MinutesText(opening=theirs))
    same = [fingerprint(one) == fingerprint(other) for one, other in ((mine, base), (theirs, base), (mine, theirs))]
    i_changed, they_changed, differ = not same[0], not same[1], not same[2]
    assert bool(merged.conflicts) is (i_changed and they_changed and differ)
    if not merged.conflicts:
        assert fingerprint(merged.text.opening) == fingerprint(mine if i_changed else theirs)


@given(st.lists(texts, min_size=2, max_size=4), st.lists(texts, min_size=2, max_size=4))
def test_rows_of_two_writers_are_laid_together_one_by_one(mine, theirs):
    ids = [random_public_id() for _ in range(4)]
    base = MinutesText(decisions=tuple(DecisionRow(ids[n], "", "a") for n in range(2)))
    rows = [tuple(DecisionRow(ids[n], "", text) for n, text in enumerate(texts)) for texts in (mine, theirs)]
    merged = merge(MinutesText(decisions=rows[0]), fingerprints(base), MinutesText(decisions=rows[1]))
    assert [row.public_id for row in merged.text.decisions] == [row.public_id for row in rows[0]]


def test_what_stands_is_read_as_it_was_written(inside, past, item):
    data = drawn(inside, past) | {f"report-{item.public_id}": "Zo."}
    data[row_of(data, "decision", item.public_id)] = "Ja."
    save(inside, past, data)
    text = stored_text(past, find_minutes(past))
    assert (text.reports, [row.text for row in text.decisions]) == ({item.public_id: "Zo."}, ["Ja."])


# Reading, sharing -----------------------------------------------------------------------------


def test_a_draft_is_for_who_writes_it_and_shared_minutes_for_the_group(inside, past, item):
    save(inside, past, drawn(inside, past) | {"opening": "Welkom kanarie"})
    for who in ("member", "observer", "coordinator"):
        assert inside.client(who).get(page_of("minutes_detail", past)).status_code == 403
    assert inside.client("outsider").get(page_of("minutes_detail", past)).status_code == 404
    inside.client("lead").post(page_of("minutes_share", past))
    for who in ("member", "observer"):
        assert "Welkom kanarie" in inside.client(who).get(page_of("minutes_detail", past)).text
    assert inside.client("coordinator").get(page_of("minutes_detail", past)).status_code == 403


def test_sharing_tells_who_was_expected_once_and_undo_takes_it_back(inside, past):
    invited(past, inside.member)
    save(inside, past, drawn(inside, past) | {"opening": "Welkom"}, share="1")
    client = inside.client("lead")
    client.post(page_of("minutes_share", past))
    assert told(inside.member) == ["plg.minutes_shared"]
    client.post(page_of("minutes_unshare", past))
    assert told(inside.member) == []
    assert find_minutes(past).is_shared is False


def test_who_was_there_stands_in_the_minutes(inside, past):
    row = invited(past, inside.member)
    guest = invited(past, guest_name="Femke Oldenkate")
    statuses = {row.public_id: ("partly", 30), guest.public_id: ("present", None)}
    Minutes.objects.create(meeting=past, shared_at=timezone.now())
    page = page_of("minutes_detail", past)
    assert "nog niet bevestigd" in inside.client("observer").get(page).text
    confirm_attendance(meeting=past, by=inside.lead, statuses=statuses)
    summary = inside.client("observer").get(page).context["summary"]
    assert (summary.partly, summary.present) == (["Jorn Beltmate"], ["Femke Oldenkate"])


# Adopting -------------------------------------------------------------------------------------


@pytest.fixture
def shared(past):
    return Minutes.objects.create(meeting=past, version=1, opening="Welkom", shared_at=timezone.now())


@pytest.fixture
def later(inside):
    return planned(inside.group, timezone.now() - dt.timedelta(hours=1), title="Een maand later")


def adopt(inside, meeting, later, who="lead", **data):
    return inside.client(who).post(page_of("minutes_adopt", meeting), {"in_meeting": later.public_id, **data})


def test_the_next_meeting_offers_the_minutes_and_adopts_them(inside, past, shared, later):
    client = inside.client("lead")
    assert [row.meeting for row in client.get(page_of("meeting_detail", later)).context["to_adopt"]] == [past]
    assert [row.meeting for row in client.get(page_of("minutes_write", later)).context["to_adopt"]] == [past]
    adopt(inside, past, later)
    shared.refresh_from_db()
    assert (shared.status, shared.adopted_in, shared.adopted_by) == ("adopted", later, inside.lead)
    assert client.get(page_of("meeting_detail", later)).context["to_adopt"] == []
    assert "Vastgesteld op" in inside.client("member").get(page_of("minutes_detail", past)).text


def test_adopted_minutes_do_not_change_any_more(inside, past, shared, later, item):
    data = drawn(inside, past)
    adopt(inside, past, later)
    assert save(inside, past, data | {"opening": "Anders"}).status_code == 409
    assert save(inside, past, data | {"opening": "Anders"}, autosave="1").status_code == 409
    inside.client("lead").post(page_of("minutes_unshare", past))
    shared.refresh_from_db()
    assert (shared.opening, shared.is_shared) == ("Welkom", True)


def test_a_correction_stands_beside_adopted_minutes(inside, past, shared, later):
    adopt(inside, past, later, text="Ilse was er ook.")
    assert shared.remarks.get().text == "Ilse was er ook."
    for _ in range(2):
        inside.client("member").post(page_of("minutes_correct", past), {"text": "De datum klopt niet."})
    assert shared.remarks.count() == 2
    assert inside.client("observer").post(page_of("minutes_correct", past), {"text": "Ik ook"}).status_code == 403


def test_a_slip_is_undone_within_ten_minutes_with_its_correction(inside, past, shared, later):
    adopt(inside, past, later, text="Ilse was er ook.")
    inside.client("lead").post(page_of("minutes_adopt_undo", past))
    shared.refresh_from_db()
    assert (shared.status, shared.adopted_in, shared.remarks.count()) == ("draft", None, 0)
    adopt(inside, past, later)
    with pytest.raises(RefusedError):
        actions.undo_adoption(meeting=past, by=inside.lead, at=timezone.now() + dt.timedelta(minutes=11))


def test_a_draft_an_earlier_meeting_and_another_group_adopt_nothing(inside, past, shared, later):
    draft = Minutes.objects.create(meeting=later)
    earlier = planned(inside.group, timezone.now() - 9 * DAY)
    elsewhere = planned(_other_group(inside), timezone.now())
    for in_meeting in (earlier, elsewhere):
        adopt(inside, past, in_meeting)
    with pytest.raises(RefusedError):
        actions.adopt_minutes(meeting=later, in_meeting=planned(inside.group), by=inside.lead)
    shared.refresh_from_db()
    assert (shared.status, draft.status) == ("draft", "draft")


def _other_group(inside):
    group = f.GroupFactory()
    f.GroupMembershipFactory(group=group, member=inside.lead, role="lead")
    return group
