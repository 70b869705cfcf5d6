"""Who may do what with expertise. Imports no model."""

from __future__ import annotations

from typing import Any

import rules

from expertise.asking.enums import HelpPart, MatchState
from knowledge_network.members.people.enums import Function
from knowledge_network.members.rules import is_coordinator, is_school_leader
from plg.rules import edits_group, is_in_group, takes_part_in_group

# Claims, evidence, endorsements, availability -----------------------------------------------------


@rules.predicate
def owns_claim(member: Any, claim: Any) -> bool:
    return claim is not None and member.is_authenticated and claim.member_id == member.pk


@rules.predicate
def claim_is_shown(member: Any, claim: Any) -> bool:
    return claim is not None and claim.is_shown


@rules.predicate
def gave_endorsement(member: Any, endorsement: Any) -> bool:
    return endorsement is not None and member.is_authenticated and endorsement.by_id == member.pk


rules.add_perm("expertise.view_claim", rules.always_allow)
rules.add_perm("expertise.change_claim", owns_claim)
rules.add_perm("expertise.endorse_claim", rules.is_authenticated & claim_is_shown & ~owns_claim)
rules.add_perm("expertise.withdraw_endorsement", gave_endorsement)
# Two who recognise each other within a week: for coordinators alone to see.
rules.add_perm("expertise.see_pairs", is_coordinator)

# Finding and saved searches -----------------------------------------------------------------------

# Help requests ------------------------------------------------------------------------------------


def part_in(member: Any, request: Any) -> str:
    """What `member` has to do with a question: «asker», the state of being asked, «group», or nothing. Asked once."""
    if request is None or not member.is_authenticated:
        return ""
    if request.asker_id == member.pk:
        return HelpPart.ASKER
    known: dict[int, str] = request.known_parts
    if member.pk not in known:
        known[member.pk] = request.part_of(member)
    return known[member.pk]


@rules.predicate
def asked_it(member: Any, request: Any) -> bool:
    return part_in(member, request) == HelpPart.ASKER


@rules.predicate
def helps_with_it(member: Any, request: Any) -> bool:
    return part_in(member, request) == MatchState.ACCEPTED


@rules.predicate
def was_asked(member: Any, request: Any) -> bool:
    return part_in(member, request) in {*MatchState.MAY_DECLINE, HelpPart.GROUP}


@rules.predicate
def may_still_decline(member: Any, request: Any) -> bool:
    return part_in(member, request) in MatchState.MAY_DECLINE


@rules.predicate
def is_for_everybody(member: Any, request: Any) -> bool:
    return request is not None and request.is_for_network


@rules.predicate
def looks_after(member: Any, request: Any) -> bool:
    """The coordinator, and the liaison officer of that scope."""
    if request is None or not member.is_authenticated:
        return False
    return member.is_coordinator or (member.is_liaison_officer and request.is_in_scope_of(member))


@rules.predicate
def looks_after_some(member: Any) -> bool:
    return member.is_authenticated and (member.is_coordinator or member.is_liaison_officer)


@rules.predicate
def is_in_asked_group(member: Any, request: Any) -> bool:
    """Takes part in the expert group to which the question was put: those check the answer."""
    if request is None or request.addressed_group_id is None or asked_it(member, request):
        return False
    return takes_part_in_group(member, request.addressed_group)


rules.add_perm("expertise.ask_help", rules.is_authenticated)
rules.add_perm("expertise.view_help_request", rules.always_allow)
rules.add_perm("expertise.help", ~asked_it & (is_for_everybody | was_asked))
rules.add_perm("expertise.decline_help", may_still_decline)
# What is said stays between who asks, who was asked and who looks after it.
rules.add_perm("expertise.read_conversation", asked_it | was_asked | looks_after)
rules.add_perm("expertise.talk", asked_it | helps_with_it)
rules.add_perm("expertise.end_help_request", asked_it)
rules.add_perm("expertise.look_after_help_request", looks_after)
rules.add_perm("expertise.look_after_help_requests", looks_after_some)
rules.add_perm("expertise.check_answer", is_coordinator | is_in_asked_group)

# Knowledge products and method cards --------------------------------------------------------------


@rules.predicate
def is_contact_of_product(member: Any, product: Any) -> bool:
    return product is not None and member.is_authenticated and product.contact_person_id == member.pk


@rules.predicate
def added_product(member: Any, product: Any) -> bool:
    return product is not None and member.is_authenticated and product.added_by_id == member.pk


@rules.predicate
def edits_group_of_product(member: Any, product: Any) -> bool:
    return product is not None and product.group_id is not None and edits_group(member, product.group)


@rules.predicate
def is_maker_of_product(member: Any, product: Any) -> bool:
    """Takes part in the group that made it: then these are not other eyes."""
    return product is not None and product.group_id is not None and is_in_group(member, product.group)


@rules.predicate
def is_reader_of_product(member: Any, product: Any) -> bool:
    """Asked to look at it: takes part in the expert group, or is the coordinator or who the coordinator named."""
    if product is None or not product.is_in_review:
        return False
    if product.review_group_id is not None:
        return takes_part_in_group(member, product.review_group)
    return is_coordinator(member) or product.second_reader_id == member.pk


@rules.predicate
def product_is_in_view(member: Any, product: Any) -> bool:
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

# Gaps and islands ---------------------------------------------------------------------------------


@rules.predicate
def is_liaison_officer(member: Any) -> bool:
    return member.is_authenticated and "liaison_officer" in member.roles


@rules.predicate
def is_board_member(member: Any) -> bool:
    """A director («bestuurder») of a board or institute today."""
    return member.is_authenticated and any(job.function == Function.BOARD_MEMBER for job in member.current_appointments)


# Figures per topic are class A of DOMAIN §9: who leads a school or board gets them, a teacher does not.
rules.add_perm("expertise.view_gaps", is_coordinator | is_liaison_officer | is_school_leader | is_board_member)
# The people, the ties and the questions behind a figure; a liaison officer sees names in the own scope only.
rules.add_perm("expertise.view_gap_people", is_coordinator | is_liaison_officer)
rules.add_perm("expertise.note_gap_step", is_coordinator | is_liaison_officer)
rules.add_perm("expertise.act_on_gap", is_coordinator)


@rules.predicate
def took_step(member: Any, step: Any) -> bool:
    return step is not None and step.by_id == member.pk


rules.add_perm("expertise.take_back_gap_step", is_coordinator | (is_liaison_officer & took_step))
