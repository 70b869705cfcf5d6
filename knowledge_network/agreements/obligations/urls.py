"""The addresses of obligations."""

from django.urls import path

from knowledge_network.agreements.obligations.views import evidence, obligations, rules, work

urlpatterns = [
    path("verplichtingen/", obligations.obligation_list, name="obligation_list"),
    path("verplichtingen/regels/", rules.rule_list, name="rule_list"),
    path("verplichtingen/regels/beginnen/", rules.rules_begin, name="rules_begin"),
    path("verplichtingen/regels/nieuw/", rules.rule_add, name="rule_add"),
    path("verplichtingen/regels/<slug:public_id>/", rules.rule_change, name="rule_change"),
    path("verplichtingen/regels/<slug:public_id>/beeindigen/", rules.rule_end, name="rule_end"),
    path("verplichtingen/<slug:public_id>/", obligations.obligation_detail, name="obligation_detail"),
    path("verplichtingen/<slug:public_id>/beginnen/", work.obligation_start, name="obligation_start"),
    path("verplichtingen/<slug:public_id>/voldaan/", work.obligation_meet, name="obligation_meet"),
    path("verplichtingen/<slug:public_id>/vervallen/", work.obligation_lapse, name="obligation_lapse"),
    path("verplichtingen/<slug:public_id>/heropenen/", work.obligation_reopen, name="obligation_reopen"),
    path("verplichtingen/<slug:public_id>/nakijken/", work.obligation_check, name="obligation_check"),
    path("verplichtingen/<slug:public_id>/notitie/", work.obligation_note, name="obligation_note"),
    path("verplichtingen/<slug:public_id>/eigenaar/", work.obligation_assign, name="obligation_assign"),
    path("verplichtingen/<slug:public_id>/bewijs/", evidence.evidence_add, name="evidence_add"),
    path("verplichtingen/<slug:public_id>/bewijs/<slug:evidence>/", evidence.evidence_file, name="evidence_file"),
    path(
        "verplichtingen/<slug:public_id>/bewijs/<slug:evidence>/weg/", evidence.evidence_remove, name="evidence_remove"
    ),
]
