"""The filter of the table of products; every value stands in the address, so that it can be shared and kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from expertise.products.enums import ProductKind, ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.forms import AddressForm
from knowledge_network.kit.kept_counts import read_counted
from knowledge_network.topics.models import Topic

WITHOUT_READER, WITHOUT_CONTACT, UNUSED = "zonder-lezer", "zonder-contactpersoon", "niet-gebruikt"


class ProductDeskFilter(AddressForm):
    """By words of title, makers and group, state, kind, topic, and what asks for attention."""

    address_names: ClassVar = {"status": "stand", "kind": "soort", "topic": "thema", "attention": "let_op"}

    q = forms.CharField(label=_("Title, makers or group"), max_length=100, required=False)
    status = forms.TypedChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *ProductStatus.address_choices()],
        coerce=ProductStatus.read_address,
        empty_value="",
        required=False,
    )
    kind = forms.TypedChoiceField(
        label=_("Kind"),
        choices=[("", _("All kinds")), *ProductKind.address_choices()],
        coerce=ProductKind.read_address,
        empty_value="",
        required=False,
    )
    attention = forms.ChoiceField(
        label=_("Attention"),
        choices=[
            ("", _("Everything")),
            (WITHOUT_READER, _("Nobody reads it yet")),
            (WITHOUT_CONTACT, _("No contact person")),
            (UNUSED, _("Nobody used it yet")),
        ],
        required=False,
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = read_counted("expertise.products.topics", _list_used_topics).found
        self.fields["topic"].choices = [("", _("All topics")), *offered]  # type: ignore[attr-defined]

    @property
    def chosen_count(self) -> int:
        """How many filters are on, beside the words that are searched."""
        return sum(bool(value) for name, value in self.values.items() if name != "q")

    @property
    def is_narrowed(self) -> bool:
        return any(self.values.values())

    def apply(self, products: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.values
        wants = {
            WITHOUT_READER: Q(status=ProductStatus.REVIEW, review_group__isnull=True, second_reader__isnull=True),
            WITHOUT_CONTACT: Q(contact_person__isnull=True),
            UNUSED: Q(status__in=ProductStatus.IN_VIEW, use_count=0),
        }
        for name in ("status", "kind"):
            if asked[name]:
                products = products.filter(**{name: asked[name]})
        if asked["attention"]:
            products = products.filter(wants[asked["attention"]])
        if topic := asked["topic"]:
            about = Topic.objects.filter(Q(slug=topic) | Q(parent__slug=topic))
            products = products.filter(
                pk__in=products.model.topics.through.objects.filter(topic__in=about).values("knowledgeproduct")
            )
        for word in asked["q"].split()[:6]:
            made = Q(makers__icontains=word) | Q(group__name__icontains=word)
            products = products.filter(Q(title__icontains=word) | made)
        return products


def _list_used_topics() -> list[tuple[str, str]]:
    """Slug and name of each topic that products are about. One query."""
    used = KnowledgeProduct.topics.through.objects.filter(topic=OuterRef("pk"))
    return list(Topic.objects.approved().filter(Exists(used)).order_by("name").values_list("slug", "name"))
