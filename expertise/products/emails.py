"""The one mail about products that a person writes: a question to the contact person."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.emails import absolute_url, render_mail
from knowledge_network.notifications.outbox import plan_mail
from knowledge_network.notifications.outbox.kinds import register_name


def mail_about_product(*, product: KnowledgeProduct, name: str, address: str, message: str, key: str) -> None:
    """An answer goes straight to the writer, who does not see the address of the contact person before that."""
    contact = product.contact_person
    assert contact is not None  # noqa: S101  # nosec B101  # who calls looked
    words = {"name": name, "title": product.title, "address": address}
    with translation.override(contact.language):
        context = {
            "subject": _("Question about «%(title)s» from %(name)s") % words,
            "greeting": _("Hello %(name)s,") % {"name": contact.get_short_name()},
            "lines": [
                _("%(name)s (%(address)s) sent you a message about «%(title)s».") % words,
                _("Reply to this mail and your answer goes to %(name)s. They do not see your address before that.")
                % words,
            ],
            "quote": message,
            "button": _("Go to the product"),
            "url": absolute_url(reverse("expertise:product_detail", args=[product.slug])),
            "why": _("You get this mail because you are the contact person of this product."),
        }
        subject, text, html = render_mail("mail/group_note", context, contact.language)
    plan_mail(
        key=f"expertise.product_contact:{key}:{contact.public_id}",
        kind="expertise.product_contact",
        address=contact.email,
        member=contact,
        subject=subject,
        text=text,
        html=html,
        language=contact.language,
        reply_to=address,
    )


register_name("expertise.product_contact", lambda: _("message to the maker of a product"))
