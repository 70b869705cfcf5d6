"""In which language a member reads."""

from knowledge_network.members.people.models import Member


def choose_language(*, member: Member, language: str) -> None:
    """`language` is a code of settings.LANGUAGES. A taste, not a deed: it leaves no trace in the audit trail."""
    Member.objects.filter(pk=member.pk).exclude(language=language).update(language=language)
