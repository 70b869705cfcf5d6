"""Who has a desk at /beheer/. Imports no model."""

import rules

from knowledge_network.members.rules import (
    is_coordinator,
    is_liaison_officer,
    is_platform_admin,
    is_privacy_contact,
    is_school_leader,
)

rules.add_perm(
    "dashboards.manage",
    is_coordinator | is_platform_admin | is_privacy_contact | is_school_leader | is_liaison_officer,
)
rules.add_perm("dashboards.view_cockpit", is_coordinator)
rules.add_perm("dashboards.view_weak_links", is_coordinator | is_liaison_officer)
