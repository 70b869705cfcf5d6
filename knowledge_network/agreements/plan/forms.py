"""What is filled in for a plan, its activities and its money, the agenda and evaluations."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expertise.products.forms.picking import ProductField
from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.plan.models import (
    BudgetEntry,
    BudgetLine,
    Evaluation,
    PlanActivity,
    StrategicAgendaItem,
    WorkPlan,
)
from knowledge_network.agreements.texts.models import Party
from knowledge_network.kit.cut import cut
from knowledge_network.kit.forms import FIRST_YEAR, LAST_YEAR, Cleaned, DateInput, ModelForm, check_year
from knowledge_network.kit.money import MoneyField
from knowledge_network.members.people.forms.roles import MemberField
from knowledge_network.school_year.calendar import school_year_start
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupState
from plg.groups.forms.picking import GroupField
from plg.groups.models import Group

YEARS_AHEAD, YEARS_BACK = 2, 3
# So many groups or products are offered to tick; of more, so many are named at once.
MOST_OFFERED, MOST_NAMED = 40, 3


def this_year() -> int:
    return school_year_start(timezone.localdate()).year


def year_choices(*also: int) -> list[tuple[int, str]]:
    """School years around this one, and those named."""
    this = this_year()
    around = {*range(this - YEARS_BACK, this + YEARS_AHEAD + 1), *also}
    return [(year, f"{year}-{year + 1}") for year in sorted(around) if FIRST_YEAR <= year <= LAST_YEAR]


class ReasonedForm(forms.Form):
    """Of an adopted plan a change says why."""

    reason = forms.CharField(
        label=_("Why does it change?"),
        max_length=300,
        help_text=_("This plan was adopted. Every party reads what changed and why."),
    )

    def ask_reason(self, *, of: WorkPlan) -> None:
        """At the end of the form, or not at all while the plan is a draft."""
        if of.is_adopted:
            self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])
        else:
            del self.fields["reason"]


class PlanStartForm(forms.Form):
    school_year = forms.TypedChoiceField(label=_("School year"), coerce=int, empty_value=None)

    def __init__(self, data: Any, *, taken: set[int]) -> None:
        super().__init__(data)
        year: Any = self.fields["school_year"]
        year.choices = [choice for choice in year_choices() if choice[0] not in taken]
        year.initial = next((choice[0] for choice in year.choices if choice[0] >= this_year()), None)


class PlanForm(ModelForm[WorkPlan], ReasonedForm):
    class Meta:
        model = WorkPlan
        fields = ["summary"]
        labels = {"summary": _("What do we do this year, in short?")}
        widgets = {"summary": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, data: Any, *, plan: WorkPlan) -> None:
        super().__init__(data, instance=plan)
        self.ask_reason(of=plan)


class AdoptForm(forms.Form):
    on = forms.DateField(label=_("Adopted on"), widget=DateInput(), validators=[check_year])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Choose a day that is not still to come."), code="future")
        return day


def offer_few(field: Any, rows: QuerySet[Any], chosen: list[Any]) -> bool:
    """Offer all of `rows` to tick while they are few, and of many what is chosen alone. Whether they are few."""
    field.queryset = rows.model._default_manager.filter(
        Q(pk__in=rows.values("pk")) | Q(pk__in=[row.pk for row in chosen])
    )
    found = cut(rows, MOST_OFFERED)
    offered = dict.fromkeys(chosen if found.is_cut else [*chosen, *found])
    field.choices = [
        (field.prepare_value(row), str(row)) for row in sorted(offered, key=lambda row: str(row).casefold())
    ]
    return not found.is_cut


class ActivityForm(ModelForm[PlanActivity], ReasonedForm):
    """Of few groups and products all stand here to tick; of many what was chosen, and others are named."""

    owner = MemberField(label=_("Who pulls it?"), required=False)

    class Meta:
        model = PlanActivity
        fields = ["title", "goal", "theme", "owner", "state", "starts_on", "ends_on", "groups", "products", "result"]
        widgets = {
            "goal": forms.Textarea(attrs={"rows": 3}),
            "result": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DateInput(),
            "ends_on": DateInput(),
            "groups": forms.CheckboxSelectMultiple,
            "products": forms.SelectMultiple(attrs={"size": 6}),
        }

    def __init__(self, data: Any, *, plan: WorkPlan, activity: PlanActivity | None = None) -> None:
        owner = activity.owner if activity else None
        super().__init__(data, instance=activity, initial={"owner": owner.get_full_name() if owner else ""})
        # Of a field with several, the names of those in which others are named.
        self.others: dict[str, list[str]] = {}
        fields: dict[str, Any] = self.fields
        fields["theme"].queryset = (
            StrategicAgendaItem.objects.filter(partnership=plan.partnership)
            .select_related("topic")
            .order_by("topic__name")
        )
        for name in ("starts_on", "ends_on"):
            fields[name].validators = [*fields[name].validators, check_year]
        self._offer("groups", Group.objects.filter(state__in=GroupState.RUNNING), GroupField, _("Another group"))
        self._offer("products", KnowledgeProduct.objects.in_view(), ProductField, _("Another product"))
        self.ask_reason(of=plan)

    def _offer(
        self, many: str, rows: QuerySet[Any], named: type[GroupField | ProductField], label: str | Promise
    ) -> None:
        """Behind the field `many` a few in which another one is named, where not all stand in it."""
        chosen = list(getattr(self.instance, many).all()) if self.instance.pk else []
        if offer_few(self.fields[many], rows, chosen):
            return
        self.others[many] = [f"other_{many}_{number}" for number in range(MOST_NAMED)]
        self.fields |= {name: named(rows, label=label, required=False) for name in self.others[many]}
        if not chosen:
            self.fields[many].widget = forms.MultipleHiddenInput()
        names = [name for name in self.fields if name not in self.others[many]]
        behind = names.index(many) + 1
        self.order_fields([*names[:behind], *self.others[many], *names[behind:]])

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It ends after it starts."))
        for many, names in self.others.items():
            others = [other for name in names if (other := data.pop(name, None)) is not None]
            data[many] = list(dict.fromkeys([*data.get(many, []), *others]))
        return data


class LineForm(ModelForm[BudgetLine], ReasonedForm):
    planned = MoneyField(label=_("Planned"))

    class Meta:
        model = BudgetLine
        fields = ["title", "funding", "part", "source", "party", "activity", "planned"]

    def __init__(self, data: Any, *, plan: WorkPlan, line: BudgetLine | None = None) -> None:
        super().__init__(data, instance=line)
        fields: dict[str, Any] = self.fields
        fields["activity"].queryset = PlanActivity.objects.filter(plan=plan)
        agreement = plan.agreement
        fields["party"].queryset = (
            Party.objects.filter(agreement=agreement).select_related("organisation")
            if agreement
            else Party.objects.none()
        )
        fields["party"].empty_label = _("All partners together")
        fields["activity"].empty_label = _("No activity")
        self.ask_reason(of=plan)


class EntryForm(ModelForm[BudgetEntry]):
    amount = MoneyField(
        label=_("Amount"),
        negative=True,
        help_text=_("In euros, for instance 1.234,56. With a minus in front you put something right."),
    )

    class Meta:
        model = BudgetEntry
        fields = ["kind", "amount", "on", "description"]
        widgets = {"on": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        self.fields["on"].validators = [check_year]

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(_("Fill in an amount."), code="nothing")
        return amount


class RemoveForm(forms.Form):
    """Of an adopted plan something goes only with a reason."""

    reason = forms.CharField(
        label=_("Why does it go?"), max_length=300, help_text=_("Every party reads what changed and why.")
    )

    def __init__(self, data: Any, *, asks_reason: bool) -> None:
        super().__init__(data)
        if not asks_reason:
            del self.fields["reason"]


class ThemeForm(ModelForm[StrategicAgendaItem]):
    owner = MemberField(label=_("Who answers for it?"), required=False)
    first_year = forms.TypedChoiceField(label=_("From school year"), coerce=int)
    last_year = forms.TypedChoiceField(label=_("Until school year"), coerce=int)

    class Meta:
        model = StrategicAgendaItem
        fields = ["topic", "parent", "goal", "indicator", "first_year", "last_year", "owner"]
        widgets: ClassVar = {"goal": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar = {
            "topic": _("A topic of the network's vocabulary: questions and gaps use the same words.")
        }

    def __init__(self, data: Any, *, item: StrategicAgendaItem | None = None) -> None:
        owner = item.owner if item else None
        super().__init__(data, instance=item, initial={"owner": owner.get_full_name() if owner else ""})
        fields: dict[str, Any] = self.fields
        fields["topic"].queryset = Topic.objects.approved().order_by("name")
        above = StrategicAgendaItem.objects.filter(parent__isnull=True).select_related("topic")
        fields["parent"].queryset = (above.exclude(pk=item.pk) if item else above).order_by("topic__name")
        fields["parent"].empty_label = _("A main theme")
        own = (item.first_year, item.last_year) if item else ()
        choices = year_choices(*own, this_year() + 4)
        fields["first_year"].choices = fields["last_year"].choices = choices
        if item is None:
            fields["first_year"].initial, fields["last_year"].initial = this_year(), this_year() + 2

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is not before the first."))
        return data


class EvaluationForm(ModelForm[Evaluation]):
    school_year = forms.TypedChoiceField(label=_("School year"), coerce=int)

    class Meta:
        model = Evaluation
        fields = ["level", "about", "school_year", "held_on", "questions", "findings", "decisions"]
        widgets: ClassVar = {
            "held_on": DateInput(),
            "questions": forms.Textarea(attrs={"rows": 4}),
            "findings": forms.Textarea(attrs={"rows": 8}),
            "decisions": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts: ClassVar = {
            "about": _("For instance the name of a group, or «All schools»."),
            "findings": _("What people said together, never who said it."),
        }

    def __init__(self, data: Any, *, evaluation: Evaluation | None = None, level: str = "") -> None:
        super().__init__(data, instance=evaluation, initial={"level": level} if level else None)
        fields: dict[str, Any] = self.fields
        fields["school_year"].choices = year_choices(*([evaluation.school_year] if evaluation else []))
        if evaluation is None:
            fields["school_year"].initial = this_year()
        fields["held_on"].validators = [check_year]
