"""What this room tells rooms above it about a question that was asked for somebody else too."""

from django.dispatch import Signal

# help_request=HelpRequest, by=Member, at=datetime: somebody said «Ik help».
help_accepted = Signal()
# help_request=HelpRequest, by=Member | None, at=datetime: from now on it has an answer.
help_answered = Signal()
# help_request=HelpRequest, by=Member, at=datetime: its answer stands where every member finds it.
help_published = Signal()
# help_request=HelpRequest, by=Member, at=datetime: it goes on elsewhere (`help_request.passed_to`).
help_passed_on = Signal()
# help_request=HelpRequest, by=Member, at=datetime, passed_to=str: its end is taken back; where it had gone, or empty.
help_reopened = Signal()
