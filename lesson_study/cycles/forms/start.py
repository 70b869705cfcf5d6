"""Starting a cycle, step by step: what it is about, the team, the charter, the days, the expert."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import DateInput, ModelChoiceField, ModelForm, ModelMultipleChoiceField, check_year
from knowledge_network.kit.text import check_person_name
from knowledge_network.kit.together import SeenMixin, StoredForm
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.search import name_filter
from knowledge_network.topics.models import Topic
from lesson_study.cycles.enums import DayKind, Subject, TeamRole
from lesson_study.cycles.models import CycleDay, LessonStudyCycle
from lesson_study.cycles.scheduling import LONGEST_WEEKS, SHORTEST_WEEKS, Wishes
from plg.groups.enums import GroupRole, GroupState
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import HalfDay
from plg.meetings.forms.meetings import find_places, time_input

MOST_TOPICS = 5
WEEKDAYS = [(0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday"))]


def find_groups_to_start_in(member: Member) -> QuerySet[Group]:
    """Where `member` takes part and that still work."""
    mine = GroupMembership.objects.current().filter(member=member, role__in=GroupRole.TAKING_PART)
    return Group.objects.filter(pk__in=mine.values("group")).exclude(state__in=GroupState.OVER).order_by("name")


class AboutForm(ModelForm[LessonStudyCycle]):
    """What the study is about."""

    subject = forms.ChoiceField(label=_("Subject"), choices=[("", _("Choose a subject")), *Subject.choices])
    year_groups = forms.TypedMultipleChoiceField(  # type: ignore[call-arg]
        label=_("Year groups"),
        choices=[(number, f"{number}") for number in range(1, 9)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/choices_in_row.html",
    )
    topics = ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/topic_choices.html",
        help_text=_("At most five. We use them to find an expert for you."),
    )

    class Meta:
        model = LessonStudyCycle
        fields = ["title"]
        labels = {"title": _("Title")}
        help_texts = {"title": _("For instance: «Which fraction is larger?» You can change it later.")}

    field_order = ["group", "title", "subject", "year_groups", "topics"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.approved().order_by("name")
        if self.instance.pk is not None:
            self.initial["subject"] = self.instance.subject
            self.initial["year_groups"] = self.instance.year_groups
            self.initial["topics"] = list(self.instance.topics.all())

    def clean_topics(self) -> list[Topic]:
        topics = list(self.cleaned_data["topics"])
        if len(topics) > MOST_TOPICS:
            raise forms.ValidationError(_("Choose at most five topics."))
        return topics


class StartForm(AboutForm):
    """The first step; the group is one in which the reader takes part."""

    group = ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), empty_label=_("Choose a group"))

    def __init__(self, *args: Any, reader: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["group"]
        groups.queryset = find_groups_to_start_in(reader)


def roles_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(  # type: ignore[call-arg]
        label=_("Roles"),
        choices=TeamRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/choices_in_row.html",
    )


class AskTeamForm(forms.Form):
    """Somebody of the group who is not in the team yet."""

    member = ModelChoiceField(
        label=_("Who do you ask?"),
        queryset=Member.objects.none(),
        empty_label=_("Choose a colleague"),
    )
    roles = roles_field()

    def __init__(self, *args: Any, cycle: LessonStudyCycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = GroupMembership.objects.current().filter(group=cycle.group).values("member")
        there = cycle.team.standing().values("member")
        member: Any = self.fields["member"]
        member.queryset = Member.objects.active().filter(pk__in=inside).exclude(pk__in=there).order_by("sort_name")
        member.label_from_instance = lambda person: person.get_full_name()

    @property
    def has_people(self) -> bool:
        """Whether somebody of the group is left to be asked."""
        member: Any = self.fields["member"]
        return bool(member.queryset.exists())


class RolesForm(StoredForm):
    """What somebody of the team does."""

    roles = roles_field()


class CharterForm(SeenMixin, ModelForm[LessonStudyCycle]):
    class Meta:
        model = LessonStudyCycle
        fields = ["charter"]
        labels = {"charter": _("What we agree")}
        help_texts = {"charter": _("Change it as you like. When you change it, everybody agrees again.")}
        widgets = {"charter": forms.Textarea(attrs={"rows": 18})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["charter"].required = True


class ProposeForm(forms.Form):
    """How the team would like its days."""

    first = forms.DateField(label=_("From"), widget=DateInput(), validators=[check_year])
    weekday = forms.TypedChoiceField(label=_("Best day of the week"), choices=WEEKDAYS, coerce=int, initial=2)
    weeks = forms.TypedChoiceField(
        label=_("In how many weeks"),
        choices=[(number, str(number)) for number in range(SHORTEST_WEEKS, LONGEST_WEEKS + 1)],
        coerce=int,
        initial=8,
        help_text=_("Six to ten works best."),
    )
    lesson_half_day = forms.ChoiceField(
        label=_("When do you teach the lesson?"),
        choices=[(part.value, part.label) for part in (HalfDay.MORNING, HalfDay.AFTERNOON)],
        initial=HalfDay.MORNING.value,
    )

    def wishes(self) -> Wishes:
        return Wishes(**self.cleaned_data)


class DayForm(ModelForm[CycleDay]):
    """One day: what for, when, where."""

    class Meta:
        model = CycleDay
        fields = ["kind", "day", "start_time", "end_time", "site"]
        labels = {"site": _("At which school")}
        widgets = {"day": DateInput(), "start_time": time_input(), "end_time": time_input()}

    def __init__(self, *args: Any, cycle: LessonStudyCycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site: Any = self.fields["site"]
        site.queryset = find_places(cycle.group, self.instance.site_id)
        site.required = False
        site.empty_label = _("Not known yet")
        self.fields["day"].validators.append(check_year)
        self.fields["kind"].choices = DayKind.choices  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("start_time"), data.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", _("It ends after it starts."))
        return data


class ExpertForm(forms.Form):
    """A member by name, or a guest with an address."""

    name = forms.CharField(
        label=_("Name of a member of the network"),
        required=False,
        max_length=120,
        help_text=_("Or choose somebody from the list above."),
    )
    guest_name = forms.CharField(
        label=_("Name of the guest"), required=False, max_length=100, validators=[check_person_name]
    )
    guest_email = forms.EmailField(label=_("E-mail of the guest"), required=False, max_length=254)
    guest_organisation = forms.CharField(label=_("Where the guest works"), required=False, max_length=150)
    message = forms.CharField(
        label=_("What do you ask?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For instance: which question you have about the content, and on which day the lesson is."),
    )

    def __init__(self, *args: Any, reader: Member, chosen: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.member = reader, chosen
        if chosen is not None:
            self.fields["name"].initial = chosen.get_full_name()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        name, email = data.get("name", ""), data.get("guest_email", "")
        if name and (self.member is None or self.member.get_full_name() != name):
            self.member = self._named(name)
        if not name:
            self.member = None
        if self.member is not None and email:
            self.add_error("guest_email", _("Choose a member or a guest, not both."))
        if not name and not self.has_error("guest_email"):
            if not email and (data.get("guest_name") or data.get("guest_organisation")):
                self.add_error("guest_email", _("Fill in the e-mail address of your guest: the link goes there."))
            elif not email:
                self.add_error("name", _("Choose a member, or fill in an e-mail address."))
            elif not data.get("guest_name"):
                self.add_error("guest_name", _("What is the name of your guest?"))
            elif known := Member.objects.visible_to(self.reader).active().filter(email__iexact=email).first():
                # Somebody who has an account needs no link.
                self.member = known
        return data

    def _named(self, name: str) -> Member | None:
        found: list[Member] = list(Member.objects.visible_to(self.reader).active().filter(name_filter(name))[:2])
        if len(found) == 1:
            return found[0]
        nobody = gettext("We find nobody with the name «%(name)s».")
        several = gettext("Several people are called «%(name)s».")
        self.add_error("name", (several if found else nobody) % {"name": name[:80]})
        return None


class CoverAskForm(forms.Form):
    """For which days and colleagues cover is asked; all are ticked at first."""

    wanted = forms.MultipleChoiceField(
        label=_("For whom"), required=True, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    note = forms.CharField(
        label=_("A word to the school leader"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("School leaders see who, which day and this. They see nothing else of your Lesson Study."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted: Any = self.fields["wanted"]
        wanted.choices = choices
        wanted.initial = [value for value, _label in choices]
