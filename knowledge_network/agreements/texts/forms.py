"""What is asked when an agreement is written, and when something happens to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.texts.actions.amending import read_article
from knowledge_network.agreements.texts.models import Amendment, Article, CollaborationAgreement
from knowledge_network.agreements.texts.templates import KNOWLEDGE_NETWORK, TEMPLATES
from knowledge_network.kit.forms import Cleaned, DateInput, ModelChoiceField, check_year
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation

CAN_AGREE = (OrganisationKind.BOARD, OrganisationKind.INSTITUTE, OrganisationKind.OTHER)


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=DateInput, validators=[check_year], **options)


class TermForm(forms.Form):
    """First and last day, in their order."""

    title = forms.CharField(label=_("Title"), max_length=200)
    effective_from = day_field(label=_("In force from"), required=False)
    effective_to = day_field(label=_("Until and including"), required=False, help_text=_("Leave empty for no end."))

    def clean(self) -> Cleaned:
        cleaned: Cleaned = super().clean() or {}
        first, last = cleaned.get("effective_from"), cleaned.get("effective_to")
        if first and last and last <= first:
            self.add_error("effective_to", _("An agreement ends after it starts."))
        return cleaned


class StartForm(TermForm):
    template = forms.ChoiceField(label=_("Start from"), widget=forms.RadioSelect, initial=KNOWLEDGE_NETWORK.key)

    field_order = ("template", "title", "effective_from", "effective_to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            (template.key, f"{template.name} – {template.about}") for template in TEMPLATES.values()
        ]


class AboutForm(StoredForm, TermForm):
    notice_period_months = forms.IntegerField(
        label=_("Notice in months"),
        min_value=0,
        max_value=36,
        help_text=_("Who leaves tells it so long before the end of a school year."),
    )
    preamble = forms.CharField(
        label=_("Considering that"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, agreement: CollaborationAgreement, **kwargs: Any) -> None:
        initial = {name: getattr(agreement, name) for name in self.base_fields}
        super().__init__(*args, **{"initial": initial, **kwargs})


class ArticleForm(StoredForm):
    """`base` is the text that the writer had before them: what a colleague wrote meanwhile is laid together with it."""

    not_seen = ("text",)

    chapter = forms.CharField(label=_("Chapter"), max_length=150, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Begin each paragraph with its number: «1. …». Refer to others as «artikel 2 lid 1»."),
    )
    base = forms.CharField(required=False, strip=False, max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, article: Article | None = None, **kwargs: Any) -> None:
        initial = {}
        if article is not None:
            initial = {"chapter": article.chapter, "title": article.title, "text": article.text, "base": article.text}
        super().__init__(*args, **{"initial": initial, **kwargs})


class NewArticleForm(ArticleForm):
    writes_over = False
    after = forms.TypedChoiceField(label=_("Place"), coerce=int, required=False, empty_value=None)

    field_order = ("after", "chapter", "title", "text")

    def __init__(self, *args: Any, agreement: CollaborationAgreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["base"]
        rows = list(agreement.articles.order_by("number").values_list("number", "title"))
        after = [
            (str(number), _("After article %(number)s, %(title)s") % {"number": number, "title": title})
            for number, title in rows
        ]
        self.fields["after"].choices = [("0", _("At the beginning")), *after]  # type: ignore[attr-defined]
        self.initial.setdefault("after", str(rows[-1][0]) if rows else "0")


class MoveForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=999)


class RemarkForm(forms.Form):
    text = forms.CharField(label=_("Your remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class PartyForm(forms.Form):
    organisation: ModelChoiceField[Organisation] = ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none()
    )

    def __init__(self, *args: Any, agreement: CollaborationAgreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = agreement.parties.values("organisation")
        rows = Organisation.objects.current().filter(kind__in=CAN_AGREE).exclude(pk__in=present).order_by("name")
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AmendmentForm(StoredForm):
    """A change that is being written; `row` gives what stands there."""

    after = forms.CharField(label=_("What it becomes"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}))
    reason = forms.CharField(label=_("Why"), max_length=500)
    effective_from = day_field(label=_("In force from"), help_text=_("And not before all parties signed it."))

    def __init__(self, *args: Any, row: Amendment | None = None, **kwargs: Any) -> None:
        initial = {}
        if row is not None:
            initial = {"after": row.after, "reason": row.reason, "effective_from": row.paper.effective_from}
        super().__init__(*args, **{"initial": initial, **kwargs})


class AmendForm(AmendmentForm):
    writes_over = False
    article = forms.ChoiceField(label=_("Which article"), required=False)

    field_order = ("article", "after", "reason", "effective_from")

    def __init__(self, *args: Any, agreement: CollaborationAgreement, article: Article | None, **kwargs: Any) -> None:
        initial = {"article": article.public_id, "after": read_article(article)} if article else {}
        super().__init__(*args, **{"initial": initial, **kwargs})
        rows = agreement.articles.order_by("number").values_list("public_id", "number", "title")
        self.fields["article"].choices = [  # type: ignore[attr-defined]
            ("", _("The agreement as a whole")),
            *((key, f"{_('Article')} {number} · {title}") for key, number, title in rows),
        ]


def past_day(day: dt.date | None) -> dt.date | None:
    """A day that was; refused when it lies ahead."""
    if day is not None and day > timezone.localdate():
        raise ValidationError(_("Choose a day that was."))
    return day
