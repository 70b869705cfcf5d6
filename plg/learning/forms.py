"""One line of what was learned."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import DateInput, ModelForm, check_year
from plg.learning.models import LearnedLine


class LearnedForm(ModelForm[LearnedLine]):
    class Meta:
        model = LearnedLine
        fields = ("what", "learned_with", "used", "happened_on", "minutes", "counts")
        widgets = {"happened_on": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = _("What did you learn?")
        self.fields["learned_with"].label = _("With whom?")
        self.fields["learned_with"].help_text = _("No names: this says enough.")
        self.fields["used"].label = _("Where do you use it?")
        self.fields["happened_on"].validators.append(check_year)
        self.fields["happened_on"].initial = timezone.localdate
        self.fields["counts"].help_text = _(
            "You decide. It stands with your hours of meetings, under a heading of its own and never in their total."
        )

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Choose today or an earlier day."))
        return day
