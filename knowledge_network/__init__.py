"""The network itself: what every part stands on, and the roof over all of them."""

from knowledge_network.celery import app as celery_app

__all__ = ["celery_app"]
