"""The knowledge base: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from expertise.views import products

urlpatterns: list[URLPattern] = [
    path("kennisbank/", products.product_list, name="product_list"),
    path("kennisbank/kennisbank.csv", products.product_export, name="product_export"),
    path("kennisbank/<slug:slug>/", products.product_detail, name="product_detail"),
    path("kennisbank/<slug:slug>/bronvermelding.ris", products.product_citation, name="product_citation"),
]
