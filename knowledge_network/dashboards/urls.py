"""The addresses of the pages across apps."""

from django.urls import path

from knowledge_network.dashboards import contact
from knowledge_network.dashboards.views import health, leader, links, management, pages, sheets, start, today, topics
from knowledge_network.kit.rooms import group_addresses

app_name = "dashboards"
urlpatterns = group_addresses(
    [
        path("", pages.home, name="home"),
        path("start/", start.start, name="start"),
        path("start/doen/", today.today_act, name="today_act"),
        path("start/terug/", today.today_undo, name="today_undo"),
        path("dashboard/", sheets.figures_home, name="figures_home"),
        path("start/mensen/<slug:function>/", leader.leader_people, name="leader_people"),
        path("start/groepen/", leader.leader_groups, name="leader_groups"),
        path("dashboard/school/<slug:slug>/", sheets.school_figures, name="school_figures"),
        path("dashboard/school/<slug:slug>/a4.pdf", sheets.school_figures_pdf, name="school_figures_pdf"),
        path("dashboard/school/<slug:slug>/cijfers.csv", sheets.school_export, {"extension": "csv"}, name="school_csv"),
        path(
            "dashboard/school/<slug:slug>/cijfers.xlsx", sheets.school_export, {"extension": "xlsx"}, name="school_xlsx"
        ),
        path("dashboard/school/<slug:slug>/toelichting/", sheets.school_explain, name="school_explain"),
        path("dashboard/school/<slug:slug>/achter/<slug:what>/", sheets.school_behind, name="school_behind"),
        path("dashboard/bestuur/<slug:slug>/", sheets.board_figures, name="board_figures"),
        path("dashboard/bestuur/<slug:slug>/a4.pdf", sheets.board_figures_pdf, name="board_figures_pdf"),
        path("dashboard/bestuur/<slug:slug>/achter/<slug:what>/", sheets.board_behind, name="board_behind"),
        path("dashboard/bestuur/<slug:slug>/cijfers.csv", sheets.board_export, {"extension": "csv"}, name="board_csv"),
        path(
            "dashboard/bestuur/<slug:slug>/cijfers.xlsx", sheets.board_export, {"extension": "xlsx"}, name="board_xlsx"
        ),
        path("dashboard/netwerk/", sheets.network_figures, name="network_figures"),
        path("dashboard/netwerk/achter/<slug:what>/", sheets.network_behind, name="network_behind"),
        path("dashboard/netwerk/cijfers.csv", sheets.network_export, {"extension": "csv"}, name="network_csv"),
        path("dashboard/netwerk/cijfers.xlsx", sheets.network_export, {"extension": "xlsx"}, name="network_xlsx"),
        path("dashboard/cijfers/", sheets.indicator_list, name="indicator_list"),
        path("dashboard/cijfers/<slug:code>/", sheets.indicator, name="indicator"),
        path("beheer/", management.management, name="management"),
        path("beheer/zwakke-verbindingen/", links.weak_links, name="weak_links"),
        path("beheer/gezondheid/", health.health, name="health"),
        path("beheer/gezondheid/taak/", health.job_run, name="job_run"),
        path("themas/", topics.topic_list, name="topic_list"),
        path("themas/<str:slug>/", topics.topic_detail, name="topic_detail"),
        path("contact/", contact.contact, name="contact"),
        path("contact/verstuurd/", contact.contact_sent, name="contact_sent"),
        path("over/", pages.about, name="about"),
        path("privacy/", pages.privacy, name="privacy"),
        path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    ]
)
