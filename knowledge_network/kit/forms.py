"""Fields and forms that every part asks with: a day, a file, a form that counts once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import MultipleObjectsReturned, ValidationError
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.forms.renderers import BaseRenderer
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.keys import find_key_field, read_key
from knowledge_network.kit.storage import check_room
from knowledge_network.kit.text import check_name
from knowledge_network.kit.together import SeenForm
from knowledge_network.kit.uploads import ACCEPT, SafeFile, check_upload

SELECTED = " selected"
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NOTE = 200
# What a form of a model calls the name of a thing: refused where it can be none.
NAMES = frozenset({"name", "short_name", "region_name", "region_phrase", "sender_name"})
FILE_HELP = _("PDF, Word, Excel, PowerPoint, OpenDocument, images or plain text. 25 MB at most.")


class KnownOutside(forms.ModelChoiceField):  # type: ignore[type-arg]  # only the checker knows it as generic
    """A choice of rows by what they are known by outside, see `kit.keys`: no running number stands in a page."""

    def __init__(self, queryset: models.QuerySet[Any] | None, **kwargs: Any) -> None:
        assert queryset is not None  # noqa: S101  # nosec B101  # Django allows it for a field that it makes later
        model: Any = queryset.model
        super().__init__(queryset, **{**kwargs, "to_field_name": find_key_field(model)})

    def prepare_value(self, value: Any) -> Any:
        if hasattr(value, "__iter__") and not isinstance(value, str):
            rows = list(value)
            found = self.keys_of_numbers({one for one in rows if _is_number(one)})
            return [found.get(one, "") if _is_number(one) else self._prepared(one) for one in rows]
        return self.keys_of_numbers({value}).get(value, "") if _is_number(value) else self._prepared(value)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(self._prepared(value))
        except MultipleObjectsReturned:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None

    def keys_of_numbers(self, numbers: Collection[int]) -> dict[int, str]:
        """What Django takes from a row that a form is about are the numbers of the rows that it points at."""
        assert self.queryset is not None  # noqa: S101  # nosec B101  # `__init__` saw to it
        model: Any = self.queryset.model
        rows = model._default_manager.filter(pk__in=numbers).values_list("pk", find_key_field(model)) if numbers else ()
        return {number: str(key) for number, key in rows}

    def _prepared(self, value: Any) -> Any:
        if isinstance(value, models.Model):
            return read_key(value)
        return str(value) if isinstance(value, UUID) else value


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


if TYPE_CHECKING:
    from django.forms import BaseFormSet as FormSet
    from django.forms import ModelChoiceField, ModelForm, ModelMultipleChoiceField
else:

    class ModelChoiceField(KnownOutside):
        """Django's, with the model of what is chosen: `ModelChoiceField[Topic]`."""

        def __class_getitem__(cls, _model):
            return cls

    class ModelMultipleChoiceField(KnownOutside, forms.ModelMultipleChoiceField):
        """The same for any number."""

        def __class_getitem__(cls, _model):
            return cls

        def to_python(self, value):
            return forms.ModelMultipleChoiceField.to_python(self, value)

    def _field_of(field, **kwargs):
        """The field of a form for a field of its model: what points at rows becomes one of the choices above."""
        if isinstance(field, models.ForeignKey):
            kwargs.setdefault("form_class", ModelChoiceField)
        elif isinstance(field, models.ManyToManyField):
            kwargs.setdefault("form_class", ModelMultipleChoiceField)
        return field.formfield(**kwargs)

    class _ModelFormMaker(ModelFormMetaclass):
        def __new__(mcs, name, bases, attrs, **kwargs):
            if (meta := attrs.get("Meta")) is not None:
                meta.formfield_callback = staticmethod(_field_of)
            return super().__new__(mcs, name, bases, attrs, **kwargs)

    class ModelForm(SeenForm, forms.ModelForm, metaclass=_ModelFormMaker):
        """Django's, which type checkers want with its model: `ModelForm[Group]`. Two people lose no word in it."""

        def __class_getitem__(cls, _model):
            return cls

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for name in NAMES & self.fields.keys():
                self.fields[name].validators.append(check_name)
            # What is read already is not asked for once more, to know by what it is known.
            for field in self.instance._meta.concrete_fields:
                is_read = field.is_relation and field.is_cached(self.instance)
                if is_read and self.initial.get(field.name) == getattr(self.instance, field.attname) is not None:
                    self.initial[field.name] = getattr(self.instance, field.name)

    class FormSet(forms.BaseFormSet):
        """Django's, with the form of its rows: `FormSet[RowForm]`."""

        def __class_getitem__(cls, _form):
            return cls


# Field → value, as a form checked it. Which type a value has only the field knows, and Django does not say.
type Cleaned = dict[str, Any]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class PlainSelect(forms.Select):
    """Draws what Django's draws, without a template for each choice: for a form of a hundred selects."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen = set(self.format_value(value))
        options = "".join(
            f'<option value="{escape(str(key))}"{SELECTED if str(key) in chosen else ""}>{escape(str(label))}</option>'
            for key, label in self.choices
        )
        given = {**self.build_attrs(self.attrs, attrs), "name": name}
        drawn = " ".join(
            key if said is True else f'{key}="{escape(str(said))}"'
            for key, said in given.items()
            if said is not False and said is not None
        )
        return mark_safe(f"<select {drawn}>{options}</select>")  # noqa: S308  # nosec B308 B703  # all are escaped


def check_year(day: dt.date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("Choose a day between 2000 and 2100."), code="year")


def new_key() -> str:
    """What makes a form that is sent twice count once."""
    return secrets.token_urlsafe(18)


class OnceForm(forms.Form):
    """A form that carries a key of its own, so that pressing the button twice does the deed once."""

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", new_key())


class AddressForm(forms.Form):
    """A filter of which every value stands in the address, so that a view can be kept and shared.

    Fields are called in English; `address_names` gives the Dutch word that stands for a field in the address, where it
    is another one. Nonsense counts as not chosen.
    """

    address_names: ClassVar[Mapping[str, str]] = {}

    def add_prefix(self, field_name: str) -> str:
        """Django's own place for what a field is called outside: in the HTML, and in what comes back."""
        return super().add_prefix(self.address_names.get(field_name, field_name))

    @cached_property
    def values(self) -> Cleaned:
        """Field → what was chosen; what was not, or means nothing, is empty."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    @property
    def query(self) -> str:
        """The filter as it stands in an address, without what is empty."""
        words = {
            self.add_prefix(name): getattr(value, "address", value) for name, value in self.values.items() if value
        }
        return urlencode({name: "on" if word is True else word for name, word in words.items()})


class ListFilter(AddressForm):
    """The filter of a list: words that are searched, and fields that fold away on a phone.

    `tab` names the field that says which part of the list is shown: tabs of the page choose it, no field shows it.
    Drawn by `components/list_filter.html`.
    """

    tab: ClassVar[str] = ""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)

    @property
    def tab_name(self) -> str:
        return self.add_prefix(self.tab) if self.tab else ""

    @property
    def tab_address(self) -> str:
        return str(getattr(self.values[self.tab], "address", "")) if self.tab else ""

    @property
    def chosen_count(self) -> int:
        """Of what folds away on a phone."""
        return sum(bool(value) for name, value in self.values.items() if name not in {"q", self.tab})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.values["q"] or self.chosen_count)

    @property
    def words(self) -> list[str]:
        """What is searched for, a few at most: each has to be found."""
        return str(self.values["q"]).split()[:8]


class OneOfTheseField(ModelChoiceField[models.Model]):
    """A choice of rows that are read already: a form of many rows asks for them once, whatever comes back."""

    known: Mapping[str, models.Model]

    def offer(self, rows: Collection[models.Model]) -> None:
        self.known = {read_key(row): row for row in rows}
        offered = ((key, self.label_from_instance(row)) for key, row in self.known.items())
        self.choices = [("", self.empty_label or ""), *offered]

    def keys_of_numbers(self, numbers: Collection[int]) -> dict[int, str]:
        return {row.pk: key for key, row in self.known.items() if row.pk in numbers}

    def to_python(self, value: Any) -> models.Model | None:
        if value in self.empty_values:
            return None
        if (row := self.known.get(str(value))) is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return row


class SomeOfTheseField(ModelMultipleChoiceField[models.Model]):
    """As `OneOfTheseField`, for any number of rows."""

    known: Mapping[str, models.Model]

    def offer(self, rows: Collection[models.Model]) -> None:
        self.known = {read_key(row): row for row in rows}
        self.choices = [(key, self.label_from_instance(row)) for key, row in self.known.items()]

    def keys_of_numbers(self, numbers: Collection[int]) -> dict[int, str]:
        return {row.pk: key for key, row in self.known.items() if row.pk in numbers}

    # The rows themselves: no query is asked for them.
    def clean(self, value: Any) -> list[models.Model]:  # type: ignore[override]
        if not isinstance(value or [], (list, tuple)):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        for key in value or []:
            if str(key) not in self.known:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return [self.known[str(key)] for key in value or []]


class SafeFileField(forms.FileField):
    """A checked file; None where none was chosen and none is asked for."""

    def clean(self, data: Any, initial: Any = None) -> SafeFile | None:
        if data:
            check_room(data.size or 0)
            return check_upload(data)
        if self.required:
            raise ValidationError(_("Choose a file first."), code="required")
        return None


class AddVersionForm(forms.Form):
    """The next version of a file, and what is new in it."""

    content = SafeFileField(
        label=_("File"), help_text=FILE_HELP, widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "drop-zone"})
    )
    note = forms.CharField(label=_("What did you change?"), max_length=LONGEST_NOTE, required=False)
