"""What a coordinator fills in to bring a list in."""

from __future__ import annotations

import io
import re
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.forms import DateInput, ModelChoiceField
from knowledge_network.members.imports import register
from knowledge_network.members.imports.columns import inspect_list
from knowledge_network.members.imports.fetching import PACKAGES, FetchError, fetch_sites
from knowledge_network.members.imports.headings import PEOPLE
from knowledge_network.members.imports.people import ACCOUNT, INVITE
from knowledge_network.members.imports.reading import (
    MAX_BYTES,
    Layout,
    UnreadableTableError,
    open_table,
    tell_missing,
)
from knowledge_network.members.imports.successors import SUCCESSORS
from knowledge_network.members.imports.topics import TOPICS
from knowledge_network.members.imports.words import WORDS
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function

# In which ways a list comes in; a page offers some of them.
WAYS = frozenset({"file", "text", "fetch"})


class ListForm(forms.Form):
    """A file or pasted text; that it can be read and has the columns it needs is known before anything is kept."""

    layouts: tuple[Layout, ...] = ()
    # Whether somebody has to say first what the columns mean.
    has_questions = False

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("CSV or Excel (.xlsx), at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = "text" not in self.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        offered = [name for name in self.fields if name in WAYS and cleaned.get(name)]
        if len(offered) != 1 and not self.errors.keys() & {"file", "fetch"}:
            self.add_error(
                "file", _("Choose a file or paste.") if self.fields.get("text") else _("Choose one of both.")
            )
        elif not self.errors:
            self._check(offered[0])
        return cleaned

    def _check(self, name: str) -> None:
        _file_name, content = self.content()
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        try:
            self.read(source)
        except UnreadableTableError as error:
            self.add_error(name, str(error))

    def read(self, source: IO[bytes] | File[bytes]) -> None:
        """Find out whether it is a list of this kind; UnreadableTableError when it is not."""
        self.layout, table = open_table(source, *self.layouts)
        self.columns = table.columns

    def content(self) -> tuple[str, File[bytes] | bytes]:
        """The name and the bytes of what was offered."""
        if upload := self.cleaned_data.get("file"):
            return upload.name, upload
        return str(_("pasted.txt")), self.cleaned_data["text"].encode()

    def options(self) -> dict[str, object]:
        raise NotImplementedError

    def clean_file(self) -> File[bytes] | None:
        upload: File[bytes] | None = self.cleaned_data.get("file")
        if upload and upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1024 // 1024}
            )
        return upload


def _listed(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]+", text) if part.strip()]


SECTORS = [choice for choice in Sector.choices if choice[0] in PACKAGES]


class SitesForm(ListForm):
    """A file, or the list that DUO has now where the site may ask other servers."""

    layouts = (register.SITES,)

    fetch = forms.ChoiceField(
        label=_("Or fetch it from DUO now"),
        required=False,
        choices=[("", _("no, I have a file")), *SECTORS],
        help_text=_("Takes half a minute at most. Name your region below: the list is of the whole country."),
    )

    region = forms.CharField(
        label=_("Only this region"),
        required=False,
        max_length=200,
        help_text=_("The name of a COROP area, for instance Achterhoek. Empty: the whole file."),
    )
    municipalities = forms.CharField(
        label=_("Only these municipalities"), required=False, max_length=1000, help_text=_("With commas between them.")
    )
    boards = forms.CharField(
        label=_("Only these boards"), required=False, max_length=1000, help_text=_("Board numbers of five digits.")
    )
    sector = forms.ChoiceField(
        label=_("Kind of school"), required=False, choices=[("", _("as the columns tell")), *SECTORS]
    )
    day = forms.DateField(
        label=_("Date of the file"),
        initial=timezone.localdate,
        widget=DateInput,
        help_text=_("Schools that are no longer in the file close on this day."),
    )

    field_order = ("file", "fetch")
    fetched: tuple[str, bytes] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.OUTGOING_REQUESTS:
            self.fields["file"].required = False
        else:
            del self.fields["fetch"]

    def clean_fetch(self) -> str:
        sector = str(self.cleaned_data["fetch"])
        if sector and not self.cleaned_data.get("file"):
            try:
                self.fetched = fetch_sites(sector)
            except FetchError as error:
                raise forms.ValidationError(str(error)) from None
        return sector

    def content(self) -> tuple[str, File[bytes] | bytes]:
        return self.fetched or super().content()

    def options(self) -> dict[str, object]:
        data = self.cleaned_data
        told = data.get("fetch") or self._told()
        return {
            "regions": _listed(data["region"]),
            "municipalities": _listed(data["municipalities"]),
            "boards": _listed(data["boards"]),
            "sector": data["sector"] or told,
            "day": data["day"].isoformat(),
        }

    def _told(self) -> str:
        return Sector.SECONDARY if "structure" in self.columns else Sector.PRIMARY


class BoardsForm(ListForm):
    layouts = (register.BOARDS,)

    boards = forms.CharField(
        label=_("Only these boards"), required=False, max_length=1000, help_text=_("Board numbers of five digits.")
    )
    all_boards = forms.BooleanField(label=_("Also add boards of which we have no school"), required=False)

    def options(self) -> dict[str, object]:
        return {
            "boards": _listed(self.cleaned_data["boards"]),
            "all_boards": self.cleaned_data["all_boards"],
            "day": timezone.localdate().isoformat(),
        }


class PeopleForm(ListForm):
    """Its columns may be chosen by hand, so that a list is refused only where there is nothing to choose from."""

    layouts = (PEOPLE,)

    text = forms.CharField(
        label=_("Or paste from your sheet"),
        required=False,
        max_length=2_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("With the row of column names on top."),
    )
    method = forms.ChoiceField(
        label=_("How they come in"),
        choices=[
            (INVITE, _("Invitation by mail: they say yes first")),
            (ACCOUNT, _("Account at once: they log in with a code by mail")),
        ],
        initial=INVITE,
        widget=forms.RadioSelect,
    )
    organisation = ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=_("School, when a row names none"),
        required=False,
        empty_label=_("each row names one"),
    )
    function = forms.ChoiceField(
        label=_("Function, when a row names none"), choices=Function.choices, initial=Function.TEACHER
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Organisation.objects.current().participating().order_by("name")
        self.fields["organisation"].queryset = offered  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        return text if text.strip() else ""

    def read(self, source: IO[bytes] | File[bytes]) -> None:
        inspection = inspect_list(source, PEOPLE)
        if not inspection.can_be_chosen:
            raise UnreadableTableError(tell_missing(inspection.missing, inspection.texts))
        if not any(heading.samples for heading in inspection.headings):
            raise UnreadableTableError(str(_("Under the row of headings stands nothing.")))
        self.has_questions = inspection.has_questions
        self.reading = inspection.as_choice().as_options()

    def options(self) -> dict[str, object]:
        organisation = self.cleaned_data["organisation"]
        return {
            "reading": self.reading,
            "method": self.cleaned_data["method"],
            "organisation": organisation.pk if organisation else None,
            "function": self.cleaned_data["function"],
            "day": timezone.localdate().isoformat(),
        }


class TopicsForm(ListForm):
    layouts = (TOPICS,)

    text = forms.CharField(
        label=_("Or paste from your sheet"),
        required=False,
        max_length=1_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("With the row of column names on top."),
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        return text if text.strip() else ""

    def options(self) -> dict[str, object]:
        return {"day": timezone.localdate().isoformat()}


class WordsForm(TopicsForm):
    layouts = (WORDS,)


class SuccessorsForm(TopicsForm):
    layouts = (SUCCESSORS,)
