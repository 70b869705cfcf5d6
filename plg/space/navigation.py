"""What the closed space offers in its own frame."""

from django.utils.translation import gettext_lazy as _

from plg.space.registry import SpaceTab, register_tabs

register_tabs(
    SpaceTab(
        name="conversations",
        label=_("Conversations"),
        url_name="conversation_list",
        icon="messages-square",
        order=10,
        count=lambda space: space.unread_count,
    ),
    SpaceTab(name="files", label=_("Files"), url_name="file_list", icon="folder", order=20),
    SpaceTab(name="agreements", label=_("Group agreements"), url_name="agreement_detail", icon="handshake", order=30),
)
