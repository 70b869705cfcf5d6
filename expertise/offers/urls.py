"""What boards, schools and the institute offer each other: its addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.offers.views import dates, offers

ONE = "aanbod/<slug:public_id>/"
DATE = f"{ONE}datum/<slug:key>/"

urlpatterns: list[URLPattern] = [
    path("aanbod/", offers.offer_list, name="offer_list"),
    path("aanbod/nieuw/", offers.offer_add, name="offer_add"),
    path("aanbod/themas/", offers.offer_themes, name="offer_themes"),
    path(ONE, offers.offer_detail, name="offer_detail"),
    path(f"{ONE}wijzigen/", offers.offer_change, name="offer_change"),
    path(f"{ONE}stoppen/", offers.offer_end, name="offer_end"),
    path(f"{ONE}weer-aanbieden/", offers.offer_resume, name="offer_resume"),
    path(f"{ONE}datum/", dates.offer_date_plan, name="offer_date_plan"),
    path(DATE, dates.offer_date_detail, name="offer_date_detail"),
    path(f"{DATE}wijzigen/", dates.offer_date_change, name="offer_date_change"),
    path(f"{DATE}afgelasten/", dates.offer_date_cancel, name="offer_date_cancel"),
    path(f"{DATE}wie-was-er/", dates.offer_date_attendance, name="offer_date_attendance"),
    path(f"{DATE}aanmelden/", dates.offer_sign_up, name="offer_sign_up"),
    path(f"{DATE}afmelden/", dates.offer_sign_off, name="offer_sign_off"),
    path(f"{DATE}vraag/<slug:question>/weg/", dates.visitor_question_remove, name="visitor_question_remove"),
    path(f"{DATE}meenemen/", dates.offer_take_home, name="offer_take_home"),
]
