"""All addresses of the platform, in Dutch as its users read them."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from knowledge_network.dashboards.views import language
from knowledge_network.exchange.api.views import outside
from knowledge_network.kit import appearance, health, machines, offline

handler400 = outside.answer_bad_request
handler404 = outside.answer_not_found
handler500 = outside.answer_server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots_txt"),
    path("zonder-verbinding/", offline.offline_page, name="offline"),
    path("werker.js", offline.site_worker, name="site_worker"),
    path("app.webmanifest", machines.manifest, name="manifest"),
    path(".well-known/security.txt", machines.security, name="security_txt"),
    path("thema/", appearance.set_theme, name="set_theme"),
    path("taal/", language.set_language, name="set_language"),
    path("", include("knowledge_network.members.accounts.allauth_urls")),
    path("", include("knowledge_network.members.urls")),
    path("", include("knowledge_network.school_year.urls")),
    path("", include("plg.urls")),
    path("", include("expertise.urls")),
    path("", include("lesson_study.urls")),
    path("afspraken/", include("knowledge_network.agreements.urls")),
    path("", include("knowledge_network.insight.urls")),
    path("", include("knowledge_network.exchange.urls")),
    path("dashboard/", include("knowledge_network.figures.urls")),
    path("", include("knowledge_network.search.urls")),
    path("", include("knowledge_network.notifications.urls")),
    path("", include("knowledge_network.dashboards.urls")),
]

if settings.DEMO_MODE:
    urlpatterns.append(path("demo/", include("knowledge_network.demo.urls")))
