"""The Celery application: it only wakes up work whose truth is in PostgreSQL."""

import os

from celery import Celery

from knowledge_network.kit.broker import use_prompt_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knowledge_network.settings")

use_prompt_connections()
app = Celery(
    "knowledge_network",
    task_cls="knowledge_network.kit.tasks:WakeUpTask",
    amqp="knowledge_network.kit.broker:SteadyAMQP",
)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
