"""Amounts of money, exact to the cent: how people type them, and how they are shown."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")
MOST = Decimal("999999999.99")
# «1.234,56», «1234,56», «1.234», «1234».
DUTCH = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]{1,2})?")
# «1234.56», as a calculator writes it; with three figures behind the point it is a thousand.
POINT = re.compile(r"-?[0-9]+\.[0-9]{1,2}")


def parse_amount(text: str) -> Decimal | None:
    """The amount that somebody typed, or None for what cannot be read in one way only."""
    typed = "".join(text.replace("€", "").replace("\N{MINUS SIGN}", "-").split())
    typed = typed.removesuffix(",-").removesuffix(",--")
    if DUTCH.fullmatch(typed):
        return Decimal(typed.replace(".", "").replace(",", ".")).quantize(CENT)
    if POINT.fullmatch(typed):
        return Decimal(typed).quantize(CENT)
    return None


def format_amount(value: Decimal | None) -> str:
    """«1.234,56»: the same in every language of the site, as it is typed."""
    if value is None:
        return ""
    whole = f"{value.quantize(CENT, ROUND_HALF_UP):,.2f}"
    return whole.translate(str.maketrans(",.", ".,"))


def euros(value: Decimal | None) -> str:
    """«€ 1.234,56», with a space that does not break."""
    return f"€\N{NO-BREAK SPACE}{format_amount(value)}" if value is not None else ""


class MoneyField(forms.CharField):
    """An amount as people type it; gives a Decimal with two places."""

    def __init__(self, *, negative: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("help_text", _("In euros, for instance 1.234,56."))
        super().__init__(max_length=30, **kwargs)
        self.negative = negative

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        amount = parse_amount(text)
        if amount is None:
            raise ValidationError(_("Write an amount such as 1.234,56."), code="amount")
        if abs(amount) > MOST:
            raise ValidationError(_("This amount is too large."), code="large")
        if amount < 0 and not self.negative:
            raise ValidationError(_("An amount is not negative."), code="negative")
        return amount

    def prepare_value(self, value: Any) -> Any:
        return format_amount(value) if isinstance(value, Decimal) else value
