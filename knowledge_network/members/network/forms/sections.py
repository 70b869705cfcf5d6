"""The fields of the partnership that coordinators fill in; each form is one part of them, and a step of setting up."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL.Image import Image

from knowledge_network.kit import colours
from knowledge_network.kit.forms import Cleaned, ModelForm
from knowledge_network.kit.network import list_kinds
from knowledge_network.members.network.enums import Section
from knowledge_network.members.network.logos import read_logo
from knowledge_network.members.organisations.models import Board, Partnership

MOST_DOMAINS = 50
# There anybody gets an address within a minute: it says nothing about who somebody is.
FOR_ANYBODY = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.nl",
        "outlook.com",
        "outlook.nl",
        "live.com",
        "live.nl",
        "msn.com",
        "icloud.com",
        "me.com",
        "yahoo.com",
        "yahoo.nl",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "gmx.net",
        "ziggo.nl",
        "kpnmail.nl",
        "planet.nl",
        "home.nl",
        "xs4all.nl",
        "hetnet.nl",
        "upcmail.nl",
        "casema.nl",
        "chello.nl",
        "quicknet.nl",
        "telfort.nl",
        "tele2.nl",
        "solcon.nl",
        "zonnet.nl",
    ]
)
DOMAIN = re.compile(r"^(?=.{4,100}\Z)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\Z")
# What dark words on the second colour need (static/css/tokens.css, --ink).
INK = "#16262b"


class SectionForm(ModelForm[Partnership]):
    """Fields of the partnership. It writes nothing: `values` are what the action sets."""

    def values(self) -> Cleaned:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class NameForm(SectionForm):
    class Meta:
        model = Partnership
        fields = ["name", "short_name", "kind", "region_name", "region_phrase", "lead_board"]
        labels = {
            "name": _("Name of the network"),
            "kind": _("What kind of network is it?"),
            "region_name": _("Region"),
            "region_phrase": _("The region in a sentence"),
        }
        help_texts = {
            "name": _("As people call it, for instance «Kennisnetwerk Veluwe»."),
            "short_name": _("Where there is little room: beside the logo."),
            "region_phrase": _("For instance «op de Veluwe». Empty: «in» and the name of the region."),
            "lead_board": _("The board that carries the money and the contracts, when there is one."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["lead_board"]
        lead.queryset = Board.objects.current().order_by("name")
        lead.empty_label = _("nobody yet")


class RegionForm(SectionForm):
    class Meta:
        model = Partnership
        fields = ["holiday_region"]
        labels = {"holiday_region": _("In which region do your schools have their holidays?")}
        help_texts = {"holiday_region": _("The school holidays of the coming years come along at once.")}
        widgets = {"holiday_region": forms.RadioSelect}


class ColourInput(forms.TextInput):
    input_type = "color"


class LookForm(SectionForm):
    upload = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPG or WebP, at most 2 MB. It stands on white and on dark: a see-through ground is best."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
    )
    remove_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    own_colours = forms.BooleanField(label=_("Use colours of our own"), required=False)

    class Meta:
        model = Partnership
        fields = ["brand_colour", "accent_colour"]
        help_texts = {
            "brand_colour": _("Of links and buttons. White words on it have to be easy to read."),
            "accent_colour": _("Of what should stand out. Dark words on it have to be easy to read."),
        }
        widgets = {"brand_colour": ColourInput, "accent_colour": ColourInput}

    field_order = ["upload", "remove_logo", "own_colours", "brand_colour", "accent_colour"]
    logo: Image | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network: Partnership = self.instance
        self.initial["own_colours"] = bool(network.brand_colour or network.accent_colour)
        self.initial["brand_colour"] = network.brand_colour or "#0b6068"
        self.initial["accent_colour"] = network.accent_colour or "#f2b535"
        if not network.logo:
            del self.fields["remove_logo"]

    def clean_upload(self) -> UploadedFile[bytes] | None:
        upload: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if upload:
            self.logo = read_logo(upload, upload.size or 0)
        return upload

    def clean_brand_colour(self) -> str:
        colour = str(self.cleaned_data["brand_colour"]).lower()
        if self._uses_own() and colour:
            self._check(colour)
            if not colours.fits_light_paper(colour):
                raise ValidationError(gettext("Words in this colour are hard to read. Choose a darker one."))
        return colour

    def clean_accent_colour(self) -> str:
        colour = str(self.cleaned_data["accent_colour"]).lower()
        if self._uses_own() and colour:
            self._check(colour)
            if colours.contrast(colour, INK) < colours.ENOUGH:
                raise ValidationError(gettext("Dark words on this colour are hard to read. Choose a lighter one."))
        return colour

    def _uses_own(self) -> bool:
        """Ticked; and who chose another colour than was shown means it, tick or no tick."""
        return bool(self["own_colours"].data) or any(
            str(self[name].data or self.initial[name]).lower() != str(self.initial[name]).lower()
            for name in ("brand_colour", "accent_colour")
        )

    @staticmethod
    def _check(colour: str) -> None:
        if not colours.is_colour(colour):
            raise ValidationError(gettext("A colour looks like #0b6068."))

    def values(self) -> Cleaned:
        if not self._uses_own():
            return {"brand_colour": "", "accent_colour": ""}
        return super().values()


class MailForm(SectionForm):
    trusted_domains = forms.CharField(
        label=_("E-mail domains of your schools"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "For instance «school.nl», one on a line. Who asks to join with such an address is marked as known."
        ),
    )

    class Meta:
        model = Partnership
        fields = ["sender_name", "reply_to", "contact_email", "trusted_domains"]
        help_texts = {
            "sender_name": _("Stands before the address in every mail. Empty: the name of the network."),
            "reply_to": _("Where an answer to a mail of the platform goes. Empty: to the address of the sender."),
            "contact_email": _("Empty: to the address of the sender."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["trusted_domains"] = "\n".join(self.instance.trusted_domains)

    def clean_sender_name(self) -> str:
        name = " ".join(str(self.cleaned_data["sender_name"]).split())
        if re.search(r"[<>@\"\\,;:]", name):
            raise ValidationError(gettext("Only a name: no address and none of these signs: < > @ , ; :"))
        return name

    def clean_trusted_domains(self) -> list[str]:
        words = re.split(r"[\s,;]+", str(self.cleaned_data["trusted_domains"]).lower())
        domains = list(dict.fromkeys(word.removeprefix("@") for word in words if word))
        if wrong := next((domain for domain in domains if not DOMAIN.match(domain)), None):
            raise ValidationError(gettext("«%(domain)s» is no domain."), params={"domain": wrong[:60]})
        if free := next((domain for domain in domains if domain in FOR_ANYBODY), None):
            raise ValidationError(
                gettext(
                    "Anybody gets an address at «%(domain)s», so it does not tell that somebody works at a school."
                ),
                params={"domain": free},
            )
        if len(domains) > MOST_DOMAINS:
            raise ValidationError(gettext("At most %(most)s domains."), params={"most": MOST_DOMAINS})
        return domains


class PublicForm(SectionForm):
    class Meta:
        model = Partnership
        fields = ["open_signup", "public_figures", "public_directory"]
        labels = {
            "open_signup": _("Visitors may ask to become a member"),
            "public_figures": _("Visitors see how many schools, members and groups there are"),
            "public_directory": _("Visitors see members who chose to be seen by everybody"),
        }
        help_texts = {
            "open_signup": _("Otherwise people come in by invitation only."),
            "public_directory": _("Otherwise only members see members, whatever they chose."),
        }


class GroupsForm(SectionForm):
    group_kinds = forms.MultipleChoiceField(
        label=_("With which kinds of group do you work?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of another kind nobody starts a group any more. Groups that are there go on."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the site"), widget=forms.CheckboxSelectMultiple, choices=settings.LANGUAGES
    )

    class Meta:
        model = Partnership
        fields = ["group_kinds", "languages"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["group_kinds"]
        kinds.choices = [(kind.code, kind.label) for kind in list_kinds()]
        self.initial["group_kinds"] = self.instance.group_kinds or [kind.code for kind in list_kinds()]
        self.initial["languages"] = self.instance.languages or [code for code, _name in settings.LANGUAGES]

    def clean_languages(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["languages"]
        if settings.LANGUAGE_CODE not in chosen:
            raise ValidationError(gettext("The language of the network stays: Dutch."))
        return chosen


class LimitsForm(SectionForm):
    class Meta:
        model = Partnership
        fields = [
            "dormant_school_weeks",
            "answer_school_days",
            "escalate_school_days",
            "project_ends_days",
            "programme_leader_fte",
        ]
        help_texts = {
            "dormant_school_weeks": _("Without a meeting in so many school weeks, and with none planned."),
            "answer_school_days": _("After that the question goes to somebody else."),
            "escalate_school_days": _("When nobody helped until then."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in list_kinds():
            low, high = self.instance.group_sizes.get(kind.code, (kind.smallest, kind.largest))
            for end, value, label in (("smallest", low, _("smallest")), ("largest", high, _("largest"))):
                self.fields[f"{end}_{kind.code}"] = forms.IntegerField(
                    label=_("%(kind)s: %(end)s") % {"kind": kind.label, "end": label},
                    min_value=2,
                    max_value=60,
                    initial=value,
                )

    def clean(self) -> Cleaned:
        cleaned = super().clean() or self.cleaned_data
        for kind in list_kinds():
            low, high = cleaned.get(f"smallest_{kind.code}"), cleaned.get(f"largest_{kind.code}")
            if low is not None and high is not None and low >= high:
                self.add_error(f"largest_{kind.code}", gettext("The largest is more than the smallest."))
        return cleaned

    def values(self) -> Cleaned:
        sizes = {}
        for kind in list_kinds():
            chosen = (self.cleaned_data[f"smallest_{kind.code}"], self.cleaned_data[f"largest_{kind.code}"])
            if chosen != (kind.smallest, kind.largest):
                sizes[kind.code] = list(chosen)
        return {**super().values(), "group_sizes": sizes}


SECTION_FORMS: dict[str, type[SectionForm]] = {
    Section.NAME: NameForm,
    Section.REGION: RegionForm,
    Section.LOOK: LookForm,
    Section.MAIL: MailForm,
    Section.PUBLIC: PublicForm,
    Section.GROUPS: GroupsForm,
    Section.LIMITS: LimitsForm,
}
