"""What people fill in about a product: the product itself, a review, a use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expertise.products.enums import ProductKind, ProductLicence, ReviewVerdict
from expertise.products.filters import YEAR_GROUPS
from expertise.products.models import KnowledgeProduct, MethodCard, ProductReview, ProductUse
from expertise.products.presenters import LICENCE_MEANING
from knowledge_network.kit.forms import (
    FILE_HELP,
    DateInput,
    ModelChoiceField,
    ModelForm,
    ModelMultipleChoiceField,
    SafeFileField,
)
from knowledge_network.kit.uploads import ACCEPT
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.space.forms import LONGEST_SUMMARY_WORDS

if TYPE_CHECKING:
    pass

MOST_TOPICS = 8


def licences_with_meaning() -> list[tuple[str, str]]:
    """Wherever a licence is chosen: its name and what it allows."""
    return [(code, f"{label} – {LICENCE_MEANING[code]}") for code, label in ProductLicence.choices]


LONGEST_MINUTES = 100_000
# What a product cannot do without, as the five lines in which it is told.
FIVE_LINES = ("title", "kind", "summary", "content", "link", "topics")
# The rest, for who wants to tell more.
MORE: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("For whom"), ("for_whom", "sectors", "year_groups", "minutes")),
    (_("What it gave"), ("practice_question", "result", "ground", "tested_at", "sources")),
    (
        _("Sharing"),
        ("group", "contact_person", "makers", "makers_agree", "access", "licence", "language", "review_on"),
    ),
)


def find_edited_groups(member: Member) -> QuerySet[Group]:
    """Groups for which this member may speak."""
    mine = GroupMembership.objects.current().filter(member=member, role__in=GroupRole.EDITING)
    return Group.objects.filter(pk__in=mine.values("group")).order_by("name")


class ProductForm(ModelForm[KnowledgeProduct]):
    """Everything of a product, with a file for a new one; `by` decides which groups and people can be chosen."""

    # A draft may lack them; what is sent in has two topics, and a file or a link.
    asked_when_sent: ClassVar = frozenset({"content", "link", "topics"})

    content = SafeFileField(
        label=_("File"),
        required=False,
        help_text=FILE_HELP,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "drop-zone"}),
    )
    topics = ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/topic_choices.html",
        help_text=_("Choose at least two. People find the product by them."),
    )
    sectors = forms.MultipleChoiceField(  # type: ignore[call-arg]
        label=_("Sectors"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/choices_in_row.html",
    )
    year_groups = forms.TypedMultipleChoiceField(  # type: ignore[call-arg]
        label=_("Year groups"),
        choices=[(number, str(number)) for number in YEAR_GROUPS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/choices_in_row.html",
    )
    makers_agree = forms.BooleanField(label=_("Everybody who is named here agrees to that"), required=False)
    group = ModelChoiceField(
        label=_("Made by"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("I made this without a group"),
    )
    contact_person = ModelChoiceField(
        label=_("Contact person"),
        queryset=Member.objects.none(),
        help_text=_("Whom can colleagues ask? A product always has somebody to ask."),
    )

    class Meta:
        model = KnowledgeProduct
        fields = [
            "title", "kind", "summary", "link", "for_whom", "sectors", "year_groups", "minutes", "practice_question",
            "result", "ground", "tested_at", "sources", "makers", "access", "licence", "language", "review_on",
        ]  # fmt: skip
        labels = {
            "title": _("Title"),
            "kind": _("Kind"),
            "summary": _("Summary"),
            "link": _("Link"),
            "for_whom": _("For whom"),
            "minutes": _("How long it takes, in minutes"),
            "practice_question": _("Practice question"),
            "result": _("What it gave"),
            "ground": _("Rests on"),
            "tested_at": _("Tried at"),
            "sources": _("Sources"),
            "makers": _("Makers"),
            "access": _("Who may read it"),
            "licence": _("Licence"),
            "language": _("Language"),
            "review_on": _("Look at it again on"),
        }
        help_texts = {
            "link": _("Where people can find it, if it stands elsewhere. A file or a link is enough."),
            "for_whom": _("For instance: «teachers of group 6 to 8»."),
            "practice_question": _("Which question did you start with?"),
            "result": _("What did you see with pupils or colleagues? In one or two sentences."),
            "tested_at": _("For instance: «five classes at three schools»."),
            "sources": _("What did you build on? One source a line. You may use Markdown."),
            "makers": _("Names with commas between them. Leave it empty if you want only the group to be named."),
            "review_on": _("When is it time to look whether it still holds? In two years at most."),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5}),
            "result": forms.Textarea(attrs={"rows": 3}),
            "sources": forms.Textarea(attrs={"rows": 3}),
            "practice_question": forms.Textarea(attrs={"rows": 2}),
            "access": forms.RadioSelect,
            "review_on": DateInput(),
        }

    def __init__(
        self, *args: Any, by: Member, group: Group | None = None, with_file: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["topics"].queryset = Topic.objects.approved().order_by("name")
        named = Group.objects.filter(pk__in=[key for key in (self.instance.group_id, group and group.pk) if key])
        choice = find_edited_groups(by).order_by().values("pk").union(named.values("pk"))
        fields["group"].queryset = Group.objects.filter(pk__in=choice).order_by("name")
        fields["contact_person"].queryset = self._people(by)
        fields["licence"].choices = licences_with_meaning()
        fields["kind"].choices = [("", _("Choose what it is")), *ProductKind.choices]
        fields["minutes"].max_value = LONGEST_MINUTES
        fields["minutes"].validators.append(_at_most)
        if not with_file:
            del fields["content"]
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.values_list("slug", flat=True))
            self.initial["group"] = self.instance.group.slug if self.instance.group else ""
            self.initial["makers_agree"] = bool(self.instance.makers)
            contact = self.instance.contact_person
            self.initial["contact_person"] = contact.public_id if contact else ""
        self.order_fields([*FIVE_LINES, *(name for _label, names in MORE for name in names)])

    def _people(self, by: Member) -> QuerySet[Member]:
        """Oneself, who is the contact person now, and who is in one of the groups that can be chosen."""
        groups = self.fields["group"].queryset.order_by()  # type: ignore[attr-defined]
        inside = GroupMembership.objects.current().filter(group__in=groups.values("pk")).values("member")
        named = Member.objects.filter(pk__in=[by.pk, self.instance.contact_person_id or by.pk]).values("pk")
        people_to_ask: QuerySet[Member] = Member.objects.active().filter(pk__in=inside.union(named))
        return people_to_ask.order_by("sort_name", "pk")

    @property
    def five_lines(self) -> list[forms.BoundField]:
        return [self[name] for name in FIVE_LINES if name in self.fields]

    @property
    def more(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """What stands behind «tell more», under its headings."""
        return [(label, [self[name] for name in names]) for label, names in MORE]

    @property
    def shows_more(self) -> bool:
        """Whether that is open from the start: where it holds something to change or to mend."""
        return bool(self.instance.pk) or any(name in self.errors for _label, names in MORE for name in names)

    def clean_summary(self) -> str:
        summary: str = self.cleaned_data["summary"]
        count = len(summary.split())
        if count > LONGEST_SUMMARY_WORDS:
            raise ValidationError(
                _("At most %(most)d words. You have %(count)d."), params={"most": LONGEST_SUMMARY_WORDS, "count": count}
            )
        return summary

    def clean_topics(self) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = self.cleaned_data["topics"]
        if len(topics) > MOST_TOPICS:
            raise ValidationError(_("Choose at most %(most)d topics."), params={"most": MOST_TOPICS})
        return topics

    def clean_makers(self) -> str:
        return ", ".join(part for part in (" ".join(p.split()) for p in self.cleaned_data["makers"].split(",")) if part)

    def clean_review_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["review_on"]
        today = timezone.localdate()
        if day is not None and "review_on" in self.changed_data and not today < day <= today + dt.timedelta(days=731):
            raise ValidationError(_("Choose a day in the coming two years."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("makers") and not cleaned.get("makers_agree"):
            self.add_error("makers_agree", _("Ask the people whom you name first, or leave the names out."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Field → value, without topics and file."""
        apart = {"topics", "content", "makers_agree"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


def _at_most(value: int) -> None:
    if value > LONGEST_MINUTES:
        raise ValidationError(_("That is too long."))


class ReviewForm(ModelForm[ProductReview]):
    """Five things to look at, and a verdict; a change asks for a note."""

    class Meta:
        model = ProductReview
        fields = [
            "content_is_right",
            "privacy_is_kept",
            "sources_are_named",
            "licence_fits",
            "contact_is_right",
            "note",
            "verdict",
        ]
        labels = {
            "content_is_right": _("The content is right"),
            "privacy_is_kept": _("No pupil or colleague can be recognised"),
            "sources_are_named": _("Sources are named"),
            "licence_fits": _("The licence fits"),
            "contact_is_right": _("The contact person is right"),
            "note": _("Note for the makers"),
            "verdict": _("What do you say?"),
        }
        help_texts = {"note": _("Only the makers, the readers and the coordinator read this.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 5}), "verdict": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = ReviewVerdict.choices  # type: ignore[attr-defined]

    @property
    def checks(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in {"note", "verdict"}]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ticked = all(cleaned.get(name) for name in self.fields if name not in {"note", "verdict"})
        if cleaned.get("verdict") == ReviewVerdict.GOOD and not ticked:
            self.add_error("verdict", _("Tick all five before you say that it can be published."))
        if cleaned.get("verdict") == ReviewVerdict.CHANGE and not (cleaned.get("note") or "").strip():
            self.add_error("note", _("Say what has to change, so that the makers know what to do."))
        return cleaned


class UseForm(ModelForm[ProductUse]):
    organisation = ModelChoiceField(
        label=_("Where"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("I would rather not say"),
        help_text=_("Everybody who may read the product sees this."),
    )
    shows_name = forms.BooleanField(
        label=_("My name may stand with it"),
        required=False,
        help_text=_("Otherwise only the school or board is shown."),
    )

    class Meta:
        model = ProductUse
        fields = ["used_on", "organisation", "note", "shows_name"]
        labels = {"used_on": _("When"), "note": _("How it went, and what you changed")}
        help_texts = {"note": _("Without names of pupils. Colleagues learn most from what you did differently.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 4}), "used_on": DateInput()}

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        work = by.appointments.current().values("organisation")
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=work).order_by("name")
        if self.instance.pk:
            place = self.instance.organisation
            self.initial["organisation"] = place.slug if place else ""
        else:
            self.initial["shows_name"] = False
            first = fields["organisation"].queryset.first()
            self.initial["organisation"] = first.slug if first else ""

    def clean_used_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["used_on"]
        if not dt.date(2000, 1, 1) <= day <= timezone.localdate():
            raise ValidationError(_("Choose a day that is not in the future."))
        return day


class RemoveProductForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you take it out?"),
        max_length=KnowledgeProduct._meta.get_field("removal_reason").max_length,
        help_text=_("The makers read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MethodForm(ModelForm[MethodCard]):
    sectors = forms.MultipleChoiceField(  # type: ignore[call-arg]
        label=_("Sectors"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="components/choices_in_row.html",
    )

    class Meta:
        model = MethodCard
        fields = [
            "name", "occasion", "keynotes", "features", "pitfalls", "examples", "founders", "duration", "group_size",
            "sectors", "sources",
        ]  # fmt: skip
        labels = {
            "name": _("Name"),
            "occasion": _("Practice question or occasion"),
            "keynotes": _("Keynotes"),
            "features": _("Features"),
            "pitfalls": _("Pitfalls when organising"),
            "examples": _("Examples and core ideas"),
            "founders": _("Founders"),
            "duration": _("How long"),
            "group_size": _("With how many"),
            "sources": _("Sources"),
        }
        help_texts = {"features": _("You may use Markdown.")}
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (
                ("occasion", 4), ("keynotes", 2), ("features", 8), ("pitfalls", 6), ("examples", 5), ("sources", 3),
            )
        }  # fmt: skip
