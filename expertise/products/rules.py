"""Who may do what with products and method cards. Imports no model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from knowledge_network.members.rules import is_coordinator
from plg.groups.rules import edits_group, is_in_group, takes_part_in_group

if TYPE_CHECKING:
    from expertise.products.models import KnowledgeProduct
    from knowledge_network.members.people.requests import Reader


@rules.predicate
def is_contact_of_product(member: Reader, product: KnowledgeProduct | None) -> bool:
    return product is not None and member.is_authenticated and product.contact_person_id == member.pk


@rules.predicate
def added_product(member: Reader, product: KnowledgeProduct | None) -> bool:
    return product is not None and member.is_authenticated and product.added_by_id == member.pk


@rules.predicate
def edits_group_of_product(member: Reader, product: KnowledgeProduct | None) -> bool:
    return product is not None and product.group_id is not None and bool(edits_group(member, product.group))


@rules.predicate
def is_maker_of_product(member: Reader, product: KnowledgeProduct | None) -> bool:
    """Takes part in the group that made it: then these are not other eyes."""
    return product is not None and product.group_id is not None and bool(is_in_group(member, product.group))


@rules.predicate
def is_reader_of_product(member: Reader, product: KnowledgeProduct | None) -> bool:
    """Asked to look at it: takes part in the expert group, or is the coordinator or who the coordinator named."""
    if product is None or not product.is_in_review:
        return False
    if product.review_group_id is not None:
        return bool(takes_part_in_group(member, product.review_group))
    return bool(is_coordinator(member)) or product.second_reader_id == member.pk


@rules.predicate
def product_is_in_view(member: Reader, product: KnowledgeProduct | None) -> bool:
    return product is not None and product.is_in_view


keeps_product = is_contact_of_product | added_product | edits_group_of_product
rules.add_perm("expertise.view_product", rules.always_allow)
rules.add_perm("expertise.add_product", rules.is_authenticated)
rules.add_perm("expertise.change_product", keeps_product | is_coordinator)
rules.add_perm(
    "expertise.review_product",
    is_reader_of_product & ~is_contact_of_product & ~added_product & ~is_maker_of_product,
)
# What readers wrote is between them, the makers and the coordinator.
rules.add_perm("expertise.read_reviews", keeps_product | is_reader_of_product | is_coordinator)
rules.add_perm("expertise.note_use", rules.is_authenticated & product_is_in_view)
rules.add_perm("expertise.manage_products", is_coordinator)
rules.add_perm("expertise.change_method", is_coordinator)
