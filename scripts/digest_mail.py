"""Print the HTML of the overview that a member would get by mail now; nothing is planned or sent.

usage: python -m scripts.digest_mail ADDRESS
"""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knowledge_network.settings")
    django.setup()
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.digests.composing import compose_digest
    from knowledge_network.notifications.digests.weekly import WEEKLY
    from knowledge_network.notifications.outbox.models import Delivery

    member = Member.objects.get(email=sys.argv[1])
    made = compose_digest(Delivery(kind=WEEKLY, member=member, address=member.email, language=member.language))
    if isinstance(made, str):
        sys.exit(made)
    sys.stdout.write(made.html)


if __name__ == "__main__":
    main()
