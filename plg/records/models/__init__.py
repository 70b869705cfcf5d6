from plg.records.models.attendance import Attendance
from plg.records.models.certificate import Certificate
from plg.records.models.minutes import ActionItem, Decision, Minutes, MinutesRemark
from plg.records.models.returns import ReturnToSchool

__all__ = [
    "ActionItem",
    "Attendance",
    "Certificate",
    "Decision",
    "Minutes",
    "MinutesRemark",
    "ReturnToSchool",
]
