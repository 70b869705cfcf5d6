"""The words in which the knowledge base tells what codes mean: kinds, licences, grounds and small numbers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expertise.claims.enums import EvidenceGround
from expertise.products.enums import ProductKind, ProductLicence, ProductStatus

if TYPE_CHECKING:
    from expertise.products.models import KnowledgeProduct

# Kind of product → icon.
KIND_ICONS: dict[str, str] = {
    ProductKind.LESSON_MATERIAL: "book-open",
    ProductKind.ACTIVITY: "puzzle",
    ProductKind.PICTURE: "image",
    ProductKind.RESEARCH_REPORT: "flask-conical",
    ProductKind.VIEWING_GUIDE: "eye",
    ProductKind.LESSON_STUDY_REPORT: "scroll-text",
    ProductKind.PRESENTATION: "presentation",
    ProductKind.FILM: "film",
    ProductKind.PRACTICE_EXAMPLE: "school",
    ProductKind.ARTICLE: "file-text",
    ProductKind.CURRICULUM_PART: "milestone",
    ProductKind.LEARNING_TASK: "list-checks",
    ProductKind.FAN: "copy",
    ProductKind.INVENTORY: "clipboard-list",
}
LICENCE_MEANING: dict[str, str | Promise] = {
    ProductLicence.CC_BY: gettext_lazy("You may use, change and share it, if you name the makers."),
    ProductLicence.CC_BY_SA: gettext_lazy(
        "You may use, change and share it, if you name the makers and share it under the same licence."
    ),
    ProductLicence.CC_BY_NC: gettext_lazy(
        "You may use, change and share it, but not earn money with it. Name the makers."
    ),
    ProductLicence.CC_BY_NC_SA: gettext_lazy(
        "You may use, change and share it under the same licence, but not earn money with it. Name the makers."
    ),
    ProductLicence.CC_BY_ND: gettext_lazy("You may use and share it as it is, without changes. Name the makers."),
    ProductLicence.CC_BY_NC_ND: gettext_lazy(
        "You may use and share it as it is, without changes and not to earn money with it. Name the makers."
    ),
    ProductLicence.CC0: gettext_lazy("You may do with it what you like."),
}
LICENCE_URL: dict[str, str] = {
    ProductLicence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
    **{
        licence: f"https://creativecommons.org/licenses/{licence.removeprefix('cc-').removesuffix('-40')}/4.0/deed.nl"
        for licence in ProductLicence
        if licence != ProductLicence.CC0
    },
}
GROUND_MEANING: dict[str, str | Promise] = {
    EvidenceGround.PRACTICE: gettext_lazy("Teachers noticed in their own practice that it works."),
    EvidenceGround.PRACTICE_RESEARCH: gettext_lazy("Teachers looked into it in their own practice, with data."),
    EvidenceGround.LITERATURE: gettext_lazy("It rests on published research."),
}
STATUS_MEANING: dict[str, str | Promise] = {
    ProductStatus.PUBLISHED: gettext_lazy("An expert group looked at it and it still holds."),
    ProductStatus.TO_REVISE: gettext_lazy("It is time to look at it again. The contact person was asked."),
    ProductStatus.HISTORICAL: gettext_lazy(
        "Kept for who wants to know what was made. It is no longer kept up to date."
    ),
}
STATUS_CHIP: dict[str, str] = {
    ProductStatus.PUBLISHED: "ok",
    ProductStatus.TO_REVISE: "wait",
    ProductStatus.HISTORICAL: "outline",
    ProductStatus.DRAFT: "self",
    ProductStatus.REVIEW: "info",
}


def spell_number(count: int) -> str:
    """A number as a word up to twelve, as one writes it."""
    words = [
        _("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"),
        _("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
    ]  # fmt: skip
    return words[count] if count < len(words) else _("more than twelve")


def describe_use(count: int) -> str:
    """«Eén keer gebruikt», in words: there are no scores here."""
    if not count:
        return ""
    return ngettext("Used by %(count)s colleague", "Used by %(count)s colleagues", count) % {
        "count": spell_number(count)
    }


def format_duration(minutes: int | None) -> str:
    """«45 minuten», «2 uur», «1 uur en 30 minuten»; nothing when it is not known."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    if minutes < 90 and minutes != 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    whole = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return _("%(hours)s and %(minutes)d minutes") % {"hours": whole, "minutes": rest} if rest else whole


def describe_level(sectors: list[str], year_groups: list[int], labels: Mapping[str, str | Promise]) -> str:
    """«Basisonderwijs, groep 5 – 8»."""
    parts = [str(labels.get(code, code)) for code in sectors]
    numbers = sorted(set(year_groups))
    if numbers:
        is_run = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
        told = f"{numbers[0]} – {numbers[-1]}" if is_run else ", ".join(str(number) for number in numbers)
        parts.append(_("year group %(numbers)s") % {"numbers": told})
    return ", ".join(parts)


def format_citation(product: KnowledgeProduct, makers: str, publisher: str, url: str) -> str:
    """One line to name the source with, in the order of APA; `makers` may be empty."""
    year = (product.published_on or timezone.localdate()).year
    who = makers or publisher
    where = publisher if who != publisher else ""
    title = product.title if product.title.endswith(("?", "!", ".")) else f"{product.title}."
    parts = [f"{who} ({year}).", title, f"{where}." if where else "", url]
    return " ".join(part for part in parts if part)


def format_ris(product: KnowledgeProduct, makers: list[str], publisher: str, url: str) -> str:
    """The same for reference managers: one field a line, whatever was typed."""
    fields = [
        ("TY", "GEN"),
        ("TI", product.title),
        *[("AU", maker) for maker in makers or [publisher]],
        ("PB", publisher),
        ("PY", str(product.published_on.year) if product.published_on else ""),
        ("AB", product.summary),
        ("LA", product.language),
        ("N1", product.get_licence_display()),
        ("UR", url),
        ("ER", ""),
    ]
    lines = [(tag, " ".join(str(value).split())) for tag, value in fields]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value or tag == "ER")
