"""What is asked: the moment, consents by counts, a fragment and its film, a note, an insight."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.forms import (
    AddressForm,
    Cleaned,
    DateInput,
    ModelChoiceField,
    ModelForm,
    OnceForm,
    check_year,
)
from knowledge_network.kit.together import StoredForm
from knowledge_network.members.organisations.models import Organisation
from lesson_study.video.captions import read_captions, read_clock, write_clock
from lesson_study.video.enums import Audience, Cover, NoteKind, ReadinessItem
from lesson_study.video.models import Clip, ConsentRecord, VideoSession
from lesson_study.video.models.film import LONGEST_CLIP
from lesson_study.video.models.talk import LONGEST_INSIGHT, LONGEST_NOTE
from plg.groups.models import Group

IN_ROW = "components/choices_in_row.html"
NO_NAMES = gettext_lazy("No names of pupils, parents or colleagues.")


def text_area(label: Any, longest: int, *, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows, "maxlength": longest}), **options
    )


def choices_in_row(label: Any, choices: Any) -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    field.template_name = IN_ROW  # type: ignore[attr-defined]
    return field


def audience_choices(label: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=Audience.choices, widget=forms.CheckboxSelectMultiple, required=False, **options
    )


class ClockField(forms.CharField):
    """A moment of a film as «1:05»; cleaned it is a number of whole seconds, or None."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"})
        super().__init__(max_length=8, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        seconds = read_clock(words)
        if seconds is None:
            raise forms.ValidationError(_("Write minutes and seconds, as in «1:05»."))
        return int(seconds)


class GroupForm(AddressForm):
    """With which of one's groups."""

    address_names: ClassVar = {"group": "groep"}

    group = ModelChoiceField(label=gettext_lazy("With which group do you look?"), queryset=Group.objects.none())

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = groups


class StartForm(OnceForm):
    title = forms.CharField(
        label=gettext_lazy("Which ordinary moment?"),
        max_length=120,
        help_text=gettext_lazy("For instance: the playground at half past ten, the start of the day. No names."),
    )
    focus = text_area(
        gettext_lazy("Why does this often go well?"),
        1000,
        required=False,
        help_text=gettext_lazy("What you are curious about. It is not about what goes wrong."),
    )
    organisation = ModelChoiceField(
        label=gettext_lazy("At which school is filmed?"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, places: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = places


class ChangeForm(ModelForm[VideoSession]):
    class Meta:
        model = VideoSession
        fields: ClassVar = ["title", "focus"]
        widgets: ClassVar = {"focus": forms.Textarea(attrs={"rows": 3})}


class CheckForm(StoredForm):
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What stands?"),
        choices=ReadinessItem.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class FilmedForm(ModelForm[VideoSession]):
    class Meta:
        model = VideoSession
        fields: ClassVar = ["filmed_on", "school_link"]
        widgets: ClassVar = {"filmed_on": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["filmed_on"].required = True
        self.fields["filmed_on"].validators.append(check_year)
        self.fields["school_link"].help_text = _(
            "Does the film stay with the school? Then its address here is enough: we store no film, you tell the "
            "moments in words."
        )

    def clean_filmed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["filmed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Choose the day on which was filmed: today at the latest."))
        return day


class ConsentForm(ModelForm[ConsentRecord]):
    audiences = audience_choices(
        gettext_lazy("Who may look, by the letter that parents signed"),
        help_text=gettext_lazy("A fragment goes no further than every consent allows."),
    )

    class Meta:
        model = ConsentRecord
        fields: ClassVar = [
            "class_name", "form_version", "pupils_in_view", "consents", "audiences", "only_covered", "valid_until",
        ]  # fmt: skip
        widgets: ClassVar = {"valid_until": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["class_name"].help_text = _("For instance «group 5». Never a name of a pupil.")
        self.fields["form_version"].help_text = _("As your school calls it: «beeld 2026-2». The forms stay at school.")
        self.fields["only_covered"].help_text = _(
            "As soon as one parent wants it. Then others only see fragments of which faces were blurred, or the whole "
            "picture."
        )
        self.fields["pupils_in_view"].help_text = _("Filmed from behind, or nobody in view? Then 0.")
        self.fields["valid_until"].validators.append(check_year)

    def clean_valid_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["valid_until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day from today on."))
        return day

    def clean(self) -> Cleaned:
        data: Cleaned = super().clean() or self.cleaned_data
        pupils, consents = data.get("pupils_in_view"), data.get("consents")
        if pupils is not None and consents is not None and consents > pupils:
            self.add_error("consents", _("There cannot be more consents than pupils who can be recognised."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class WithdrawForm(forms.Form):
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose consent was taken back?"),
        choices=[
            ("leerling", gettext_lazy("that of one pupil: we look who is in which fragment")),
            ("klas", gettext_lazy("that of the whole class: everything goes")),
        ],
        widget=forms.RadioSelect,
    )


class AgreeForm(StoredForm):
    audiences = audience_choices(
        gettext_lazy("Who may look?"), help_text=gettext_lazy("You can change this at any moment, without a reason.")
    )
    only_covered = forms.BooleanField(
        label=gettext_lazy("Only when faces are blurred"),
        required=False,
        help_text=gettext_lazy(
            "Then others only see fragments of which faces were blurred, or the whole picture. A program finds faces "
            "and misses some: who was filmed watches each fragment through first, and after that you can look, and "
            "close it. By your voice, clothes or how you move, who knows you well can still recognise you."
        ),
    )


class ClipForm(ModelForm[Clip]):
    class Meta:
        model = Clip
        fields: ClassVar = ["title", "description", "why_chosen", "captions"]
        widgets: ClassVar = {
            "description": forms.Textarea(attrs={"rows": 6}),
            "why_chosen": forms.Textarea(attrs={"rows": 2}),
            "captions": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = NO_NAMES
        self.fields["description"].help_text = _(
            "Tell it so that who does not see the film can look along: what happens, who says what. No names."
        )
        self.fields["why_chosen"].help_text = _(
            "It shows something ordinary, and there is more than one way to see it."
        )
        if self.instance.has_film:
            self.fields["captions"].help_text = _(
                "What is said, one sentence a line with its times: «0:02 0:05 Good morning». Without captions, the "
                "description has to tell it."
            )
        else:
            del self.fields["captions"]

    def clean_captions(self) -> str:
        text: str = self.cleaned_data["captions"]
        try:
            read_captions(text)
        except RefusedError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return text

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class FilmForm(forms.Form):
    """Which part of the recording, and what is taken away of it."""

    starts = ClockField(label=gettext_lazy("From"), help_text=gettext_lazy("Minutes and seconds: «1:05»."))
    ends = ClockField(label=gettext_lazy("Until"))
    cover = forms.ChoiceField(
        label=gettext_lazy("What is taken away of the picture?"), choices=Cover.choices, widget=forms.RadioSelect
    )
    shifts_voices = forms.BooleanField(
        label=gettext_lazy("Make the voices lower"),
        required=False,
        help_text=gettext_lazy("Who knows somebody well can still recognise a changed voice."),
    )

    def __init__(self, *args: Any, covers: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cover"]
        field.choices = [(value, label) for value, label in Cover.choices if value in covers]

    @classmethod
    def of(cls, clip: Clip, covers: Collection[str], data: Any = None) -> FilmForm:
        """`covers`: what can be taken away here and now. Who still saw a face comes for more than that."""
        missed_one = clip.is_to_check and clip.cover == Cover.FACES
        cover = Cover.WHOLE if missed_one else clip.cover
        return cls(
            data,
            covers=covers,
            initial={
                "starts": write_clock(clip.starts or 0),
                "ends": write_clock(clip.ends) if clip.ends else "",
                "cover": cover if cover in covers else "",
                "shifts_voices": clip.shifts_voices,
            },
        )

    def clean(self) -> Cleaned:
        data: Cleaned = super().clean() or self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        if starts is not None and ends is not None:
            if ends <= starts:
                self.add_error("ends", _("A fragment ends after it began."))
            elif ends - starts > LONGEST_CLIP:
                self.add_error("ends", _("A fragment lasts four minutes at most."))
        return data


class ShareForm(StoredForm):
    audiences = audience_choices(gettext_lazy("Who may look?"))
    ends_on = forms.DateField(label=gettext_lazy("Until and including"), widget=DateInput(), validators=[check_year])

    def __init__(self, *args: Any, longest: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.longest = longest

    def clean_ends_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["ends_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day from today on."))
        if day > self.longest:
            raise forms.ValidationError(_("A fragment stays a year longer than its school year at most."))
        return day


class UploadForm(forms.Form):
    film = forms.FileField(
        label=gettext_lazy("Film"),
        help_text=gettext_lazy("Twenty minutes and 2 GB at most, as your phone makes it (MP4, MOV or WebM)."),
        widget=forms.ClearableFileInput(attrs={"accept": "video/mp4,video/quicktime,video/webm,.mkv"}),
    )


class NoteForm(forms.Form):
    """What somebody saw. `key` is made with the form, so that sending it twice is one note."""

    kind = choices_in_row(gettext_lazy("What is it?"), NoteKind.choices)
    text = text_area(gettext_lazy("What do you see or hear?"), LONGEST_NOTE, rows=2)
    second = ClockField(label=gettext_lazy("At which moment"), required=False)
    is_from_pupils = forms.BooleanField(label=gettext_lazy("Pupils said this when they looked along"), required=False)
    clip = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, clip: Clip | None, takes_advice: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "note_%s", **kwargs})
        self.initial.update(
            {"key": uuid.uuid4(), "kind": NoteKind.STRENGTH, "clip": clip.public_id if clip is not None else ""}
        )
        if clip is None or not clip.has_film:
            del self.fields["second"]
        if not takes_advice:
            kinds: Any = self.fields["kind"]
            kinds.help_text = _("«Try it differently» comes in the second half.")


class InsightForm(forms.Form):
    kind = choices_in_row(
        gettext_lazy("What is it?"),
        [(kind.value, kind.label) for kind in NoteKind if kind in NoteKind.OF_INSIGHTS],
    )
    insight = text_area(
        gettext_lazy("What stays"),
        LONGEST_INSIGHT,
        rows=2,
        help_text=gettext_lazy(
            "One sentence in which nobody can be recognised. Your group reads it when the film is gone."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "insight_%s", **kwargs})
        self.initial.setdefault("kind", NoteKind.KEEP)
