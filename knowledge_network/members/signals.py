"""What members tell the apps above them."""

from django.dispatch import Signal

member_changed = Signal()  # member=Member: name, profile, appointments or visibility changed
topics_chosen = Signal()  # member=Member, by=Member, added, removed=topics, former=who saw them before: on the profile
member_left = Signal()  # member=Member, by=Member | None: leaves the network, the account closes
member_erased = Signal()  # member=Member: every app blanks or deletes what it knows of this person

organisation_changed = Signal()  # keys=tuple of primary keys: name, place, board, or whether they take part

topic_proposed = Signal()  # topic=Topic, by=Member: waits for a decision
topic_decided = Signal()  # topic=Topic, by=Member: taken up, turned down or merged after a proposal
# topics=list of Topic, sets=names of lists to begin with: they came in, and nothing is about any of them yet
topics_added = Signal()
# topic, into=Topic, outcome=kit.moving.Outcome: what needs more than another topic, note in it what changes
topics_merging = Signal()
topics_parted = Signal()  # topics=both of them: a merge was undone, each has again what was about it
topic_changed = Signal()  # topic=Topic: name, synonyms or what bears it changed

copy_asked = Signal()  # a copy of somebody's data waits for a worker; sent after commit
sheet_asked = Signal()  # a long list waits for a worker; sent after commit
sheet_made = Signal()  # sheet=PreparedSheet: a worker is done with it, whatever came of it
import_asked = Signal()  # a list waits for a worker; sent after commit
import_finished = Signal()  # run=ImportRun, asked_by=Member: a worker is done with what was asked, or gave up
signup_opened = Signal()  # signup_request=SignupRequest: the address was confirmed, somebody has to decide
signup_decided = Signal()  # signup_request=SignupRequest, by=Member: approved or rejected

role_proposed = Signal()  # proposal=RoleProposal, to=QuerySet[Member]: waits for one of them to confirm
holiday_region_chosen = Signal()  # by=Member | None: the network said in which region its schools have holidays
