"""Planning meetings: of a group and of the whole network; and their agenda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import (
    Cleaned,
    DateInput,
    ModelChoiceField,
    ModelForm,
    ModelMultipleChoiceField,
    OneOfTheseField,
    SomeOfTheseField,
    check_year,
)
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.people.models.member import match_active
from knowledge_network.members.people.search import name_filter
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.topics.models import Topic
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import MeetingAudience, MeetingKind, MeetingStatus
from plg.meetings.models import AgendaItem, Meeting
from plg.space.models import GroupFile
from plg.space.queries import list_people

MOST_ITEMS = 25
AUDIENCES = [("", _("Choose who is invited")), *MeetingAudience.choices]


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def link_field() -> forms.URLField:
    return forms.URLField(
        label=_("Link for taking part online"),
        required=False,
        max_length=200,
        validators=[URLValidator(schemes=["https", "http"])],
    )


def list_kinds(kinds: frozenset[str]) -> list[tuple[str, str | Promise]]:
    return [(kind.value, kind.label) for kind in MeetingKind if kind in kinds]


def people_field() -> forms.CharField:
    return forms.CharField(
        label=_("Names of the people that you invite, one on each line"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def people_named(form: forms.BaseForm, text: str) -> list[Member]:
    """The members of whom the names stand on the lines of `text`; what is wrong with it is said at «people»."""
    found: dict[int, Member] = {}
    for line in [line.strip() for line in text.splitlines() if line.strip()][:200]:
        matches = list(Member.objects.active().filter(name_filter(line))[:2])
        if len(matches) == 1:
            found[matches[0].pk] = matches[0]
            continue
        problem = gettext("nobody has this name") if not matches else gettext("several people")
        form.add_error("people", _("«%(name)s»: %(problem)s") % {"name": line[:80], "problem": problem})
    if not found and not form.has_error("people"):
        form.add_error("people", _("Name at least one person."))
    return list(found.values())


class WhenForm(forms.Form):
    """A date and two times; together they become `starts_at` and `ends_at`, on the clock of the network."""

    day = forms.DateField(label=_("Date"), widget=DateInput(), validators=[check_year])
    start_time = forms.TimeField(label=_("From"), widget=time_input())
    end_time = forms.TimeField(label=_("Until"), widget=time_input())

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        day, start, end = (data.get(name) for name in ("day", "start_time", "end_time"))
        if day and start and end:
            if end <= start:
                self.add_error("end_time", _("A meeting ends after it starts."))
            else:
                data["starts_at"], data["ends_at"] = rhythm.local(day, start), rhythm.local(day, end)
        return data


class MeetingForm(WhenForm, ModelForm[Meeting]):
    """A meeting of a group."""

    kinds = MeetingKind.OF_A_GROUP
    link = link_field()
    topics = ModelMultipleChoiceField(
        label=_("What is it about?"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/topic_choices.html",
        help_text=_("Choose what this meeting is about. Who leads it can show that later with their expertise."),
    )
    other_topic = ModelChoiceField(
        label=_("Another topic"), queryset=Topic.objects.none(), required=False, empty_label=_("No other topic")
    )
    draft = forms.BooleanField(
        label=_("Keep it as a draft: invite nobody yet"), required=False, help_text=_("You send it when it is ready.")
    )

    class Meta:
        model = Meeting
        fields = ["kind", "title", "description", "host_site", "location", "link", "capacity", "prep_minutes"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, group: Group | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["title"].initial = _("Meeting")
        kinds = list_kinds(self.kinds)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0][0]
        self._offer_topics()
        host = self.fields["host_site"]
        host.queryset = find_places(self.group, self.instance.host_site_id)  # type: ignore[attr-defined]
        host.empty_label = _("No school, or another place")  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            del self.fields["draft"]
            starts, ends = timezone.localtime(self.instance.starts_at), timezone.localtime(self.instance.ends_at)
            self.initial.update({"day": starts.date(), "start_time": starts.time(), "end_time": ends.time()})

    def _offer_topics(self) -> None:
        """Those of the group to tick, and what the meeting is about already; any other one to choose beside them.

        Three queries.
        """
        chosen = set(self.instance.topics.values_list("pk", flat=True)) if self.instance.pk is not None else set()
        of_group = set(self.group.topics.values_list("pk", flat=True)) if self.group is not None else set()
        approved = list(Topic.objects.approved().order_by("name"))
        suggested = [topic for topic in approved if topic.pk in of_group | chosen]
        ticks, other = self.fields["topics"], self.fields["other_topic"]
        ticks.queryset = other.queryset = Topic.objects.approved()  # type: ignore[attr-defined]
        ticks.choices = [(topic.slug, topic.name) for topic in suggested]  # type: ignore[attr-defined]
        rest = [(topic.slug, topic.name) for topic in approved if topic not in suggested]
        other.choices = [("", other.empty_label), *rest]  # type: ignore[attr-defined]
        ticked = of_group if self.instance._state.adding and len(of_group) == 1 else chosen
        self.initial["topics"] = [topic for topic in suggested if topic.pk in ticked]
        if not suggested:
            del self.fields["topics"]

    def clean(self) -> Cleaned:
        data = super().clean()
        if "starts_at" in data:
            self.instance.starts_at, self.instance.ends_at = data["starts_at"], data["ends_at"]
            length = int((data["ends_at"] - data["starts_at"]).total_seconds() // 60)
            if (data.get("prep_minutes") or 0) > length:
                self.add_error("prep_minutes", _("Preparation counts for as long as the meeting at most."))
        if data.get("kind") == MeetingKind.ONLINE and not data.get("link"):
            self.add_error("link", _("An online meeting needs a link."))
        return data

    def values(self) -> Cleaned:
        """What the action takes."""
        names = ("title", "starts_at", "ends_at", *(name for name in self.Meta.fields if name != "title"))
        values = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        other = self.cleaned_data.get("other_topic")
        values["topics"] = [*self.cleaned_data.get("topics", []), *([other] if other else [])]
        if self.cleaned_data.get("draft"):
            values["status"] = MeetingStatus.DRAFT
        return values


class NetworkMeetingForm(MeetingForm):
    """A meeting of the whole network, for an audience or for people that you name."""

    kinds = MeetingKind.OF_THE_NETWORK
    people = people_field()

    class Meta(MeetingForm.Meta):
        fields = ["audience", *MeetingForm.Meta.fields]

    field_order = ["kind", "title", "audience", "people", "day", "start_time", "end_time"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = AUDIENCES  # type: ignore[attr-defined]
        self.fields["audience"].required = True
        if self.instance.pk is not None:
            del self.fields["people"]
        if self.instance.pk is not None and self.instance.status != MeetingStatus.DRAFT:
            # Who was invited stays invited; others are added as guests.
            del self.fields["audience"]
        elif self.instance.pk is not None and self.instance.audience != MeetingAudience.CHOSEN:
            self.fields["audience"].choices = self.fields["audience"].choices[:-1]  # type: ignore[attr-defined]

    def clean(self) -> Cleaned:
        data = super().clean()
        if data.get("audience") == MeetingAudience.CHOSEN and "people" in self.fields:
            data["invited"] = people_named(self, data.get("people", ""))
        return data

    def values(self) -> Cleaned:
        values = super().values()
        if "invited" in self.cleaned_data:
            values["invited"] = self.cleaned_data["invited"]
        return values


class CancelMeetingForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does it not take place?"),
        max_length=Meeting._meta.get_field("cancel_reason").max_length,
        help_text=_("Everybody who is invited reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CopyMeetingForm(forms.Form):
    day = forms.DateField(label=_("On which day?"), widget=DateInput(), validators=[check_year])
    start_time = forms.TimeField(label=_("From"), widget=time_input())
    with_agenda = forms.BooleanField(label=_("With the agenda"), required=False, initial=True)


def find_places(group: Group | None, also: int | None) -> QuerySet[Organisation]:
    """Any school that takes part, first those where members of the group work today; and the place chosen before."""
    anywhere = Organisation.objects.current().participating()
    if group is None:
        return anywhere.order_by("name")
    members = GroupMembership.objects.current().filter(group=group).values("member")
    work = Appointment.objects.filter(match_active(timezone.localdate()), member__in=members)
    near = Q(pk__in=work.values("organisation"))
    places = Organisation.objects.filter(near | Q(pk__in=anywhere.values("pk")) | Q(pk=also))
    first = Case(When(near, then=Value(0)), default=Value(1), output_field=IntegerField())
    return places.annotate(how_near=first).order_by("how_near", "name")


# The agenda -------------------------------------------------------------------------------------


class AgendaItemForm(ModelForm[AgendaItem]):
    """One row of the agenda; `position` orders, an empty title takes the row away."""

    title = forms.CharField(label=_("Subject"), max_length=200, required=False)
    position = forms.IntegerField(
        label=_("Place in the order"), required=False, min_value=0, max_value=999, widget=forms.NumberInput
    )

    class Meta:
        model = AgendaItem
        fields = ["title", "goal", "minutes", "owner", "explanation", "files"]
        widgets = {"explanation": forms.Textarea(attrs={"rows": 2}), "files": forms.CheckboxSelectMultiple}
        field_classes = {"owner": OneOfTheseField, "files": SomeOfTheseField}

    def __init__(
        self, *args: Any, meeting: Meeting, people: list[Member], files: list[GroupFile], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]
        self.fields["files"].offer(files)  # type: ignore[attr-defined]
        if meeting.group_id is None:
            del self.fields["files"]
        if self.instance.pk is not None:
            self.initial["position"] = self.instance.position + 1


class AgendaForm:
    """All rows of the agenda in one form: what stands there, and three empty ones."""

    EMPTY_ROWS = 3

    def __init__(self, data: QueryDict | None, *, meeting: Meeting) -> None:
        items = list(meeting.agenda_items.prefetch_related("files").order_by("position", "pk"))
        known = {item.public_id: item for item in items}
        people, files = list(find_people(meeting)), list(find_files(meeting))
        self.is_bound = data is not None
        rows: list[AgendaItem | None] = [*items, *[None] * self.EMPTY_ROWS]
        # Which of the rows the sender had seen: what somebody else added since is not theirs to take away.
        self.shown: set[str] = set()
        if data is not None:
            drawn = [n for n in range(MOST_ITEMS + self.EMPTY_ROWS) if f"r{n}-title" in data]
            drawn = [n for n in drawn if not _was_taken_away(data, f"r{n}", known)]
            self.shown = {data.get(f"r{n}-id", "") for n in drawn}
            rows = [known.get(data.get(f"r{n}-id", "")) for n in drawn]
        self.forms = [
            AgendaItemForm(data, instance=item, prefix=f"r{number}", meeting=meeting, people=people, files=files)
            for number, item in enumerate(rows)
        ]

    def is_valid(self) -> bool:
        # Every row is looked at, so that every row shows what is wrong with it.
        return self.is_bound and not [form for form in self.forms if not form.is_valid()]

    def items(self) -> list[Cleaned]:
        """The rows with a title, in the order that their places say; equal places keep theirs."""
        filled = [form for form in self.forms if form.cleaned_data.get("title", "").strip()]
        places = {id(form): number * 10 for number, form in enumerate(self.forms, 1)}
        for form in filled:
            wanted = form.cleaned_data.get("position")
            if wanted is not None and "position" in form.changed_data:
                places[id(form)] = wanted * 10 - 5
        filled.sort(key=lambda form: places[id(form)])
        rows = []
        for form in filled:
            names = [name for name in form.Meta.fields if name in form.cleaned_data]
            row = {name: form.cleaned_data[name] for name in names}
            rows.append({**row, "item": form.instance if form.instance.pk else None})
        return rows


def _was_taken_away(data: QueryDict, prefix: str, known: Mapping[str, AgendaItem]) -> bool:
    """A row that somebody else took off the agenda, and in which the sender changed nothing."""
    key = data.get(f"{prefix}-id", "")
    texts = [f"{prefix}-{name}" for name in ("title", "explanation")]
    return bool(key) and key not in known and all(data.get(name) == data.get(f"initial-{name}") for name in texts)


def find_people(meeting: Meeting) -> QuerySet[Member]:
    """Who may prepare a subject or own an action point: who is in the group or invited."""
    if meeting.group is not None:
        return Member.objects.filter(pk__in=[person.pk for person in list_people(meeting.group)]).order_by("sort_name")
    invited = meeting.invitations.standing().values("member")
    people: QuerySet[Member] = Member.objects.active().filter(pk__in=invited).order_by("sort_name")
    return people


def find_files(meeting: Meeting) -> QuerySet[GroupFile]:
    return GroupFile.objects.present().filter(group=meeting.group_id).order_by("title")
