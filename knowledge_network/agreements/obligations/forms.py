"""The filter of the list, and what is filled in about an obligation, its evidence and its rule."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expertise.products.forms.picking import ProductField
from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.obligations.enums import DueRule, ObligationState, WhichObligations
from knowledge_network.agreements.obligations.models import Obligation, ObligationQuerySet, ObligationRule
from knowledge_network.agreements.texts.models import Article, CollaborationAgreement, Party
from knowledge_network.kit.cut import cut
from knowledge_network.kit.forms import (
    FILE_HELP,
    AddressForm,
    Cleaned,
    DateInput,
    ModelChoiceField,
    ModelForm,
    SafeFileField,
    check_year,
)
from knowledge_network.kit.together import StoredForm
from knowledge_network.kit.uploads import ACCEPT
from knowledge_network.members.people.forms.roles import MemberField
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import find_school_year
from plg.meetings.models import Meeting

MOST_CHOICES = 40


class ObligationFilterForm(AddressForm):
    """Which ones, of which article, for which school year."""

    address_names: ClassVar = {"which": "toon", "article": "artikel", "year": "schooljaar"}

    which = forms.TypedChoiceField(
        label=_("Show"),
        choices=WhichObligations.address_choices,
        coerce=WhichObligations.read_address,
        empty_value="",
        required=False,
    )
    article = forms.ChoiceField(label=_("Article"), required=False)
    year = forms.TypedChoiceField(label=_("School year"), coerce=int, empty_value="", required=False)

    def __init__(self, data: Any, *, member: Member) -> None:
        super().__init__(data)
        self.member = member
        numbers = Article.objects.filter(obligation_rules__isnull=False).values_list("number", "title")
        titles = dict(numbers.order_by("agreement__version"))
        article: Any = self.fields["article"]
        article.choices = [
            ("", _("All articles")),
            *((str(number), f"{number}. {title}") for number, title in sorted(titles.items())),
        ]
        years = set(Obligation.objects.order_by().values_list("school_year", flat=True).distinct())
        years.add(find_school_year(timezone.localdate()))
        year: Any = self.fields["year"]
        year.choices = [("", _("Every school year")), *((y, f"{y}-{y + 1}") for y in sorted(years, reverse=True))]

    @property
    def shown(self) -> WhichObligations:
        which: WhichObligations = self.values["which"] or WhichObligations.OPEN
        return which

    def apply(self, rows: ObligationQuerySet) -> ObligationQuerySet:
        shown = self.shown
        if shown == WhichObligations.MINE:
            rows = rows.owned_by(self.member).still_open()
        elif shown == WhichObligations.OVERDUE:
            rows = rows.filter(state=ObligationState.LATE)
        elif shown == WhichObligations.OPEN:
            rows = rows.still_open()
        if article := self.values["article"]:
            rows = rows.filter(rule__article__number=int(article))
        if year := self.values["year"]:
            rows = rows.of_year(int(year))
        return rows.order_by("due_on", "rule__article__number", F("rule__paragraph").asc(nulls_first=True), "pk")


class MetForm(forms.Form):
    on = forms.DateField(label=_("On which day was it met?"), widget=DateInput(), validators=[check_year])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Choose a day that is not still to come."), code="future")
        return day


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every party reads this with the obligation."),
    )


class NoteForm(ModelForm[Obligation]):
    class Meta:
        model = Obligation
        fields = ["note"]
        labels = {"note": _("What is going on?")}
        help_texts = {"note": _("What was done, what is in the way, when it is talked about.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 6})}


class AssignForm(StoredForm):
    """Who answers for it, and by when."""

    owner = MemberField(label=_("Who answers for it?"), required=False)
    party = ModelChoiceField(
        label=_("Which partner owes it?"), queryset=Party.objects.none(), required=False, empty_label=_("No partner")
    )
    due_on = forms.DateField(label=_("Due on"), widget=DateInput(), validators=[check_year])

    def __init__(self, data: Any, *, obligation: Obligation) -> None:
        owner = obligation.owner
        initial = {
            "owner": owner.get_full_name() if owner else "",
            "party": obligation.party,
            "due_on": obligation.due_on,
        }
        super().__init__(data, initial=initial)
        if obligation.party_id is None:
            del self.fields["party"]
            return
        here = Party.objects.present_on(obligation.due_on).filter(agreement=obligation.rule.article.agreement)
        taken = Obligation.objects.filter(rule=obligation.rule, due_on=obligation.due_on).exclude(pk=obligation.pk)
        party: Any = self.fields["party"]
        offered = here.exclude(obligations__in=taken) | Party.objects.filter(pk=obligation.party_id)
        party.queryset = offered.select_related("organisation").distinct()
        party.required = True
        party.empty_label = None


class EvidenceForm(forms.Form):
    """What shows it: a few words, and one of a link, a file, a meeting or a product."""

    text = forms.CharField(label=_("What is it?"), max_length=300)
    link = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    content = SafeFileField(
        label=_("File"),
        required=False,
        help_text=FILE_HELP,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "drop-zone"}),
    )
    meeting = ModelChoiceField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("No meeting"),
    )
    product = ProductField(KnowledgeProduct.objects.none(), label=_("Product"), required=False)

    def __init__(self, data: Any, files: Any, *, member: Member) -> None:
        super().__init__(data, files)
        network = Meeting.objects.visible_to(member).filter(partnership__isnull=False, starts_at__lte=timezone.now())
        if not member.is_coordinator:
            # To others those are visible to which they are invited: found by their invitations.
            network = network.concerning(member)
        newest = cut(network.order_by("-starts_at", "-pk").values_list("pk", flat=True), MOST_CHOICES)
        meeting: Any = self.fields["meeting"]
        meeting.queryset = Meeting.objects.filter(pk__in=list(newest)).order_by("-starts_at", "-pk")
        if newest.is_cut:
            meeting.help_text = _("The newest %(most)s of them stand here.") % {"most": MOST_CHOICES}
        meeting.label_from_instance = lambda row: f"{timezone.localdate(row.starts_at):%d-%m-%Y} · {row.title}"
        product: Any = self.fields["product"]
        product.queryset = KnowledgeProduct.objects.in_view_for(member)

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        ways = [name for name in ("link", "content", "meeting", "product") if data.get(name)]
        if len(ways) > 1:
            raise ValidationError(_("Choose one: a link, a file, a meeting or a product. Add the other one after."))
        return data


class RuleForm(ModelForm[ObligationRule]):
    """What an article asks for: once on a day, or every year on one."""

    class Meta:
        model = ObligationRule
        fields = [
            "article",
            "paragraph",
            "title",
            "owner_role",
            "level",
            "due_rule",
            "due_day",
            "due_month",
            "due_on",
            "before_year",
            "evidence_required",
            "self_check",
        ]
        widgets = {"due_on": DateInput()}
        help_texts = {
            "paragraph": _("Leave it empty for the article as a whole."),
            "due_on": _("Only for what is due once."),
            "before_year": _("For what is ready before its school year, such as a plan."),
            "self_check": _("Choose this when the platform can count it by itself."),
        }

    def __init__(self, data: Any, *, agreement: CollaborationAgreement, rule: ObligationRule | None = None) -> None:
        super().__init__(data, instance=rule)
        article: Any = self.fields["article"]
        article.queryset = Article.objects.filter(agreement=agreement).order_by("number")
        article.empty_label = None
        if rule is not None:
            del self.fields["article"]
        self.fields["due_on"].validators = [check_year]
        self.fields["self_check"].required = False

    def clean(self) -> Cleaned:
        data = super().clean() or self.cleaned_data
        yearly = data.get("due_rule") == DueRule.YEARLY
        if yearly and not (data.get("due_day") and data.get("due_month")):
            self.add_error("due_day", _("Say on which day of the year it is due."))
        if data.get("due_rule") == DueRule.ONCE and not data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Say on which day it is due."))
        return data

    def values(self) -> Cleaned:
        """Without the article of a rule that is there already."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
