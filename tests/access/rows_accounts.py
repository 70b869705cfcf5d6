"""Logging in, ways in, roles, contact."""

from allauth.account.models import EmailConfirmationHMAC
from django.utils import timezone

from knowledge_network.members.admission.actions import invitations, signups
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import NetworkRole
from tests.access.table import (
    FORBIDDEN,
    HIDDEN,
    LOGIN,
    MEMBERS,
    OK,
    ROLES,
    STRANGERS,
    Row,
    everybody,
    members_only,
    only,
)
from tests.factories import InvitationFactory, SignupRequestFactory

COORDINATING = ("coordinator",)
LEADERS = ("leader_own", "leader_other")
# Stages of a login that has not begun, or was finished: back to its start, which sends members to their own page.
NOT_BEGUN = {"*": OK, **dict.fromkeys(STRANGERS, LOGIN)}

# Nobody in the world of the table has anything with which to show again who they are.
NOTHING_TO_SHOW = {"*": FORBIDDEN, **dict.fromkeys(STRANGERS, LOGIN)}


def both(name, outcomes, **more):
    return [Row(name, outcomes, **more), Row(name, outcomes, method="post", **more)]


def confirmation(world):
    address = world.people["unverified"].emailaddress_set.get()
    return {"key": EmailConfirmationHMAC.create(address).key}


def signup(world):
    return {"public_id": SignupRequestFactory(organisation=world.site).public_id}


def turned_down_by_coordinator(world):
    decided = {"state": "rejected", "reason": "Dubbel.", "decided_at": timezone.now()}
    request = SignupRequestFactory(organisation=world.site, decided_by=world.people["coordinator"], **decided)
    return {"public_id": request.public_id}


def signup_token(world):
    request = SignupRequestFactory(organisation=world.site, state="unverified", verified_at=None)
    return {"token": signups._signup_signer.sign(request.public_id)}


def invitation(world):
    return {"public_id": InvitationFactory(organisation=world.site).public_id}


def invitation_token(world):
    return {"token": invitations._invitation_signer.sign(invitation(world)["public_id"])}


def another_admin(world):
    role = NetworkRole.objects.create(member=world.member, role=NetworkRoleKind.LIAISON_OFFICER)
    return {"public_id": role.member.public_id, "role": role.role}


def new_role(world):
    return {"member": world.member.email, "role": "liaison_officer", "start": timezone.localdate().isoformat()}


def new_invitation(world):
    label = f"{world.site.name}, {world.site.place}"
    person = "Nieuw Mens <nieuw@example.org>"
    return {"people": person, "organisation": label, "function": Function.TEACHER, "language": "nl"}


# A leader sees requests for the own school; for others a request does not exist, also not for who has no queue.
DECIDERS = {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN), "coordinator": OK, "leader_own": OK}
QUEUE = only("coordinator", *LEADERS)
ROLES_PAGE = only("coordinator", "admin")

ROWS = [
    # Logging in: everybody gets the page, or is sent to where they belong
    *both("account_login", everybody()),
    *both("account_logout", everybody()),
    *both("account_request_login_code", everybody()),
    Row("account_confirm_login_code", everybody()),
    Row("account_confirm_login_code", everybody(), method="post"),
    *both("account_reset_password", everybody()),
    Row("account_reset_password_done", everybody()),
    Row("account_reset_password_from_key_done", everybody()),
    *both("account_reset_password_from_key", everybody(), kwargs=lambda world: {"uidb36": "1", "key": "set-password"}),
    Row("account_inactive", everybody()),
    Row("account_email_verification_sent", everybody()),
    Row("account_confirm_email", everybody(), kwargs=confirmation),
    Row("account_confirm_email", {"*": LOGIN}, method="post", kwargs=confirmation, note="confirmed, now log in"),
    *both("account_signup", everybody(), note="leads to members:signup"),
    *both("mfa_authenticate", NOT_BEGUN),
    *both("mfa_login_webauthn", NOT_BEGUN, note="options are JSON, the page is the log-in page"),
    # One's own account
    *both("account_reauthenticate", NOTHING_TO_SHOW, note="without a password, app or passkey"),
    *both("mfa_reauthenticate", NOTHING_TO_SHOW, note="without a password, app or passkey"),
    *both("mfa_reauthenticate_webauthn", NOTHING_TO_SHOW, note="without a password, app or passkey"),
    Row("mfa_index", members_only()),
    *both("account_email", members_only()),
    *both("account_change_password", members_only()),
    *both("account_set_password", members_only()),
    *both("mfa_activate_totp", members_only()),
    *both("mfa_deactivate_totp", {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)}, note="without an app"),
    Row("mfa_view_recovery_codes", {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)}, note="without codes"),
    *both("mfa_download_recovery_codes", {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)}, note="without codes"),
    *both("mfa_generate_recovery_codes", members_only()),
    Row("mfa_list_webauthn", members_only()),
    *both("mfa_add_webauthn", members_only()),
    *both("mfa_remove_webauthn", {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)}, kwargs=lambda world: {"pk": 1}),
    *both("mfa_edit_webauthn", {"*": HIDDEN, **dict.fromkeys(STRANGERS, LOGIN)}, kwargs=lambda world: {"pk": 1}),
    *both("usersessions_list", members_only()),
    Row("members:second_factor_required", members_only()),
    Row("members:welcome", members_only()),
    # Asking to join
    *both("members:signup", everybody()),
    Row("members:signup_sent", everybody()),
    *both("members:signup_confirm", everybody(), kwargs=signup_token),
    Row("members:signup_confirm", {"*": HIDDEN}, kwargs=lambda world: {"token": "abc:def:ghi"}, note="false signature"),
    Row("members:signup_list", QUEUE),
    Row("members:signup_approve", DECIDERS, method="post", kwargs=signup),
    *both("members:signup_reject", DECIDERS, kwargs=signup, data=lambda world: {"reason": "Nog niet."}),
    Row("members:signup_undecide", DECIDERS, method="post", kwargs=turned_down_by_coordinator),
    Row("members:signups_bulk", QUEUE, method="post", data=lambda world: {"action": "csv", "everything": "on"}),
    Row("members:signups_undo", QUEUE, method="post"),
    # Being invited
    Row("members:invitation_list", only(*COORDINATING)),
    *both("members:invitation_create", only(*COORDINATING), data=new_invitation),
    Row("members:invitation_resend", only(*COORDINATING), method="post", kwargs=invitation),
    Row("members:invitation_withdraw", only(*COORDINATING), method="post", kwargs=invitation),
    *both("members:invitation_accept", everybody(), kwargs=invitation_token),
    Row("members:invitation_accept", {"*": HIDDEN}, kwargs=lambda world: {"token": "abc:def"}, note="false signature"),
    # Roles
    Row("members:role_list", ROLES_PAGE),
    *both("members:role_grant", ROLES_PAGE, data=new_role),
    Row("members:role_end", ROLES_PAGE, method="post", kwargs=another_admin),
    # Contact
    *both("dashboards:contact", everybody()),
    Row("dashboards:contact_sent", everybody()),
]

# Who is sent on without a deed: there is nothing to do for them in this world, or the page says why not.
LEADS_ON: dict[tuple[str, str, str], tuple[str, ...]] = {
    ("get", "account_change_password", ""): MEMBERS,
    ("post", "account_change_password", ""): MEMBERS,
    ("get", "account_confirm_login_code", ""): ROLES,
    ("post", "account_confirm_login_code", ""): ROLES,
    ("post", "account_email", ""): MEMBERS,
    ("get", "account_login", ""): MEMBERS,
    ("post", "account_login", ""): MEMBERS,
    ("get", "account_logout", ""): ("anonymous", "unverified", "suspended"),
    ("post", "account_logout", ""): ROLES,
    ("get", "account_request_login_code", ""): MEMBERS,
    ("post", "account_request_login_code", ""): MEMBERS,
    ("get", "account_signup", "leads to members:signup"): ROLES,
    ("post", "account_signup", "leads to members:signup"): ROLES,
    ("post", "members:invitation_resend", ""): MEMBERS,
    ("get", "members:signup", ""): MEMBERS,
    ("post", "members:signup", ""): MEMBERS,
    ("post", "members:signups_undo", ""): MEMBERS,
    ("post", "members:signup_undecide", ""): ("leader_own",),
    ("get", "mfa_authenticate", ""): MEMBERS,
    ("post", "mfa_authenticate", ""): MEMBERS,
    ("get", "mfa_login_webauthn", "options are JSON, the page is the log-in page"): MEMBERS,
    ("post", "mfa_login_webauthn", "options are JSON, the page is the log-in page"): MEMBERS,
    ("post", "usersessions_list", ""): MEMBERS,
}
