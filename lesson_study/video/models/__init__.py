"""The rows of looking together: the session, who agreed to what, the film in its fragments, and what was said."""

from lesson_study.video.models.consent import Clearance, ConsentRecord, PupilWithdrawal
from lesson_study.video.models.film import Clip, ClipVeto, FilmErasure, Recording
from lesson_study.video.models.session import FilmedAdult, ReadinessCheck, SessionViewer, VideoSession
from lesson_study.video.models.talk import SessionInsight, SessionNote

__all__ = [
    "Clearance",
    "Clip",
    "ClipVeto",
    "ConsentRecord",
    "FilmErasure",
    "FilmedAdult",
    "PupilWithdrawal",
    "ReadinessCheck",
    "Recording",
    "SessionInsight",
    "SessionNote",
    "SessionViewer",
    "VideoSession",
]
