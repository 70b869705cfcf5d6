"""When which work begins by itself: each task, how often or at what hour, and until when it is of use."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab

SCHEDULE: dict[str, dict[str, Any]] = {
    "deliver mail": {
        "task": "notifications.deliver_mail",
        "schedule": 30.0,
        "options": {"expires": 25, "queue": "mail"},
    },
    "plan mail": {"task": "notifications.plan_mail", "schedule": 60.0, "options": {"expires": 55, "queue": "mail"}},
    "forget old mail": {"task": "notifications.forget_old_mail", "schedule": crontab(hour=3, minute=20)},
    "forget old notices": {"task": "notifications.forget_old_notices", "schedule": crontab(hour=3, minute=30)},
    "work on imports": {
        "task": "members.work_on_imports",
        "schedule": 30.0,
        "options": {"expires": 25, "queue": "imports"},
    },
    "forget old imports": {"task": "members.forget_old_imports", "schedule": crontab(hour=3, minute=40)},
    "forget merged topics": {"task": "members.forget_topic_merges", "schedule": crontab(hour=3, minute=46)},
    "forget merged accounts": {"task": "members.forget_merges", "schedule": crontab(hour=3, minute=45)},
    "delete removed files": {"task": "plg.purge_removed_files", "schedule": crontab(hour=3, minute=50)},
    "delete stray product files": {"task": "expertise.delete_stray_files", "schedule": crontab(hour=4)},
    "compute states of expertise": {"task": "expertise.recompute_states", "schedule": crontab(hour=0, minute=40)},
    "describe the catalogue": {"task": "exchange.describe_catalogue", "schedule": crontab(hour=4, minute=5)},
    "tell other systems": {"task": "exchange.send_messages", "schedule": 60.0, "options": {"expires": 55}},
    "read catalogues": {
        "task": "exchange.read_catalogues",
        "schedule": 20.0,
        "options": {"expires": 18, "queue": "imports"},
    },
    "forget old messages": {"task": "exchange.forget_old_messages", "schedule": crontab(hour=3, minute=56)},
    "forget old keys": {"task": "exchange.forget_old_keys", "schedule": crontab(hour=3, minute=55)},
    "repair the search index": {"task": "search.rebuild", "schedule": crontab(hour=4, minute=10)},
    "look again at kept searches": {"task": "expertise.tell_of_new_people", "schedule": crontab(hour=5, minute=20)},
    "erase who asked for it": {"task": "members.erase_due", "schedule": crontab(minute=25)},
    "make copies of data": {
        "task": "members.make_copies",
        "schedule": 60.0,
        "options": {"expires": 55, "queue": "imports"},
    },
    "make long lists": {
        "task": "members.make_sheets",
        "schedule": 60.0,
        "options": {"expires": 55, "queue": "imports"},
    },
    "forget long lists": {"task": "members.forget_sheets", "schedule": crontab(minute=40)},
    "keep retention terms": {"task": "members.keep_retention_terms", "schedule": crontab(hour=4, minute=30)},
    # On the first of the month; once more each day, for a month end that was missed.
    "publish figures": {"task": "figures.publish_due", "schedule": crontab(hour=2, minute=10)},
    "forget sent forms": {"task": "members.forget_sent_forms", "schedule": crontab(hour=4, minute=40)},
    "forget unconfirmed requests": {"task": "members.forget_unconfirmed", "schedule": crontab(minute=10)},
    "count closed network rounds": {"task": "insight.count_rounds", "schedule": 60.0, "options": {"expires": 55}},
    "forget old ties": {"task": "insight.forget_old_ties", "schedule": crontab(hour=4, minute=55)},
    "keep obligations": {"task": "agreements.keep_obligations", "schedule": crontab(hour=5, minute=40)},
    "make films": {"task": "lesson_study.make_films", "schedule": 20.0, "options": {"expires": 18, "queue": "films"}},
    "keep films": {"task": "lesson_study.keep_films", "schedule": crontab(minute=35)},
    "remove notes of old studies": {"task": "lesson_study.remove_due_notes", "schedule": crontab(hour=4, minute=50)},
}

# Queues apart: what a person waits for is not behind what takes long. The rest goes to the one of Celery's own name.
QUEUES = ("celery", "mail", "imports", "nightly", "films")


def find_routes() -> dict[str, dict[str, str]]:
    """Which task goes to which queue, whoever asks for it; what has an hour of its own waits among its like."""
    routes = {}
    for tick in SCHEDULE.values():
        options = tick.get("options", {})
        queue = "nightly" if isinstance(tick["schedule"], crontab) else options.get("queue", "")
        if queue:
            routes[tick["task"]] = {"queue": queue}
    return routes
