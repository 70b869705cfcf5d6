"""What members fill in about themselves, and a message to one of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from PIL import Image

from knowledge_network.kit.forms import ModelForm, ModelMultipleChoiceField
from knowledge_network.kit.storage import check_room
from knowledge_network.kit.text import check_person_name
from knowledge_network.members.people import photos
from knowledge_network.members.people.actions.profile import PROFILE_FIELDS
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.presenters import LANGUAGE_NAMES
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import find_by_names

MOST_TOPICS = 12
SHORTEST_NAME = 2


class ProfileForm(ModelForm[Member]):
    """The whole profile on one page; every field says beside it who sees it."""

    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("JPG, PNG or WebP, at most 10 MB. We cut it to a square and remove what the camera added."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    remove_photo = forms.BooleanField(label=_("Remove my photo"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages I speak"),
        required=False,
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    topics = ModelMultipleChoiceField(
        label=_("Ask me about"),
        required=False,
        queryset=Topic.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    more_topics = forms.CharField(
        label=_("More topics"),
        required=False,
        max_length=300,
        help_text=_("Put a comma between them. Another word for the same topic is fine too."),
    )

    class Meta:
        model = Member
        fields = [name for name in PROFILE_FIELDS if name != "languages"]
        labels = {
            "name_visibility": _("Who sees my name and page"),
            "email_visibility": _("Who sees my e-mail address"),
            "work_visibility": _("Who sees my function and school"),
            "photo_visibility": _("Who sees my photo"),
            "about_visibility": _("Who sees this text"),
            "topics_visibility": _("Who sees these topics"),
            "languages_visibility": _("Who sees these languages"),
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 8, "maxlength": 2000})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.approved().order_by("name")  # type: ignore[attr-defined]
        self.fields["family_name"].required = True
        self.fields["infix"].help_text = ""  # the three stand in one row
        for name in ("given_name", "infix", "family_name"):
            self.fields[name].validators.append(check_person_name)
        self.portrait: Image.Image | None = None
        if not self.is_bound:
            self.initial["topics"] = list(self.instance.ask_me_about.values_list("slug", flat=True))
            self.initial["languages"] = self.instance.languages

    def clean_photo(self) -> UploadedFile[bytes] | None:
        upload: UploadedFile[bytes] | None = self.cleaned_data.get("photo")
        if upload:
            check_room(upload.size or 0)
            self.portrait = photos.read_portrait(upload, upload.size or 0)
        return upload

    def clean_more_topics(self) -> list[Topic]:
        """The topics that were typed, found by any of their names."""
        names = [name.strip() for name in self.cleaned_data["more_topics"].split(",") if name.strip()]
        found = find_by_names(names)
        if unknown := [name for name in names if name not in found]:
            raise forms.ValidationError(
                _("We do not know this topic yet: %(names)s. Propose it, or choose another word."),
                params={"names": ", ".join(unknown)},
            )
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = {topic.pk for topic in [*cleaned.get("topics", []), *cleaned.get("more_topics", [])]}
        if len(chosen) > MOST_TOPICS:
            self.add_error(
                "topics",
                ngettext(
                    "Choose at most %(most)d topic, then colleagues know what you are best at.",
                    "Choose at most %(most)d topics, then colleagues know what you are best at.",
                    MOST_TOPICS,
                )
                % {"most": MOST_TOPICS},
            )
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What `change_profile` takes."""
        return {name: self.cleaned_data[name] for name in PROFILE_FIELDS}

    @property
    def chosen_topics(self) -> list[Topic]:
        return [*self.cleaned_data["topics"], *self.cleaned_data["more_topics"]]


class MessageForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("Your message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Your e-mail address goes along, so that your colleague can answer you."),
    )


class ManyMessageForm(MessageForm):
    """The same message to many. `key` makes that pressing twice sends once."""

    key = forms.CharField(max_length=20, widget=forms.HiddenInput)
