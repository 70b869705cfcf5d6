"""The knowledge base: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.products.views import files as product_files
from expertise.products.views import kept as product_kept
from expertise.products.views import methods, products
from expertise.products.views import people as product_people
from expertise.products.views import reviews as product_reviews
from expertise.products.views import table as product_table
from expertise.products.views import writing as product_writing

PRODUCT = "kennisbank/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("kennisbank/", products.product_list, name="product_list"),
    path("kennisbank/kennisbank.csv", products.product_export, name="product_export"),
    path("kennisbank/op-titel/", products.product_suggest, name="product_suggest"),
    path("kennisbank/mijn/", product_writing.product_mine, name="product_mine"),
    path("kennisbank/bewaard/", product_kept.product_kept, name="product_kept"),
    path("kennisbank/toevoegen/", product_writing.product_add, name="product_add"),
    path("kennisbank/beoordelen/", product_reviews.product_queue, name="product_queue"),
    path("beheer/producten/", product_table.product_table, name="product_table"),
    path("beheer/producten/samen/", product_table.products_bulk, name="products_bulk"),
    path("beheer/producten/samen/terugdraaien/", product_table.products_undo, name="products_undo"),
    path("kennisbank/methoden/", methods.method_list, name="method_list"),
    path("kennisbank/methoden/klaarzetten/", methods.method_load, name="method_load"),
    path("kennisbank/methoden/<slug:slug>/", methods.method_detail, name="method_detail"),
    path("kennisbank/methoden/<slug:slug>/wijzigen/", methods.method_edit, name="method_edit"),
    path(PRODUCT, products.product_detail, name="product_detail"),
    path(f"{PRODUCT}bronvermelding.ris", products.product_citation, name="product_citation"),
    path(f"{PRODUCT}wijzigen/", product_writing.product_edit, name="product_edit"),
    path(f"{PRODUCT}insturen/", product_writing.product_submit, name="product_submit"),
    path(f"{PRODUCT}terugtrekken/", product_writing.product_withdraw, name="product_withdraw"),
    path(f"{PRODUCT}beoordelen/", product_reviews.product_review, name="product_review"),
    path(f"{PRODUCT}tweede-lezer/", product_reviews.product_second_reader, name="product_second_reader"),
    path(f"{PRODUCT}nog-actueel/", product_writing.product_confirm, name="product_confirm"),
    path(f"{PRODUCT}historisch/", product_writing.product_historical, name="product_historical"),
    path(f"{PRODUCT}verwijderen/", product_writing.product_remove, name="product_remove"),
    path(f"{PRODUCT}terugzetten/", product_writing.product_restore, name="product_restore"),
    path(f"{PRODUCT}bestand/", product_files.product_file_add, name="product_file_add"),
    path(f"{PRODUCT}bestand/<int:number>/", product_files.product_file, name="product_file"),
    path(f"{PRODUCT}voorbeeld/<int:number>/", product_files.product_preview, name="product_preview"),
    path(f"{PRODUCT}gebruikt/", product_people.product_use, name="product_use"),
    path(f"{PRODUCT}gebruikt/weghalen/", product_people.product_use_remove, name="product_use_remove"),
    path(f"{PRODUCT}gebruikt/terugzetten/", product_people.product_use_restore, name="product_use_restore"),
    path(f"{PRODUCT}bewaren/", product_kept.product_keep, name="product_keep"),
    path(f"{PRODUCT}vraag/", product_people.product_contact, name="product_contact"),
    path(f"{PRODUCT}contactpersoon/", product_people.product_contact_change, name="product_contact_change"),
]
