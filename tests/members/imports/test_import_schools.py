"""Names of schools as offices write them, beside those of the register."""

from __future__ import annotations

import pytest
from django.db import transaction

from knowledge_network.members.imports.lookups import Organisations, UnknownValueError
from knowledge_network.members.organisations.actions import take_part
from tests.factories import BoardFactory, SiteFactory

pytestmark = pytest.mark.django_db

SCHOOLS = {
    "Basisschool De Borgh": "Enschede",
    "Openbare Basisschool Het Bijvank": "Enschede",
    "Basisschool De Linde": "Borne",
    "De Linde": "Hengelo",
    "Protestants Christelijke Basisschool Prinses Marijke": "Losser",
    "Sint Aloysius-School": "Almelo",
    "Franciscusschool": "Oldenzaal",
    "Paulus": "Hengelo",
    "Rooms Katholieke Basisschool 't Oldhof": "Almelo",
    "Openbare Basisschool De Broekheurne": "Enschede",
    "Gereformeerde Basisschool De Bron": "Enschede",
    "De Bron": "Borne",
    "Christelijke Basisschool Anna van Buren": "Wierden",
    "Basisschool Pius X": "Rijssen",
    "Brede School Overdinkel": "Losser",
}
SPELLINGS = {
    "De Borgh": ("Basisschool De Borgh", "Enschede"),
    "Enschede, De Borgh": ("Basisschool De Borgh", "Enschede"),
    "Basischool De Borgh": ("Basisschool De Borgh", "Enschede"),
    "Borne - De Linde": ("Basisschool De Linde", "Borne"),
    "bs de borgh": ("Basisschool De Borgh", "Enschede"),
    "OBS De Borgh": ("Basisschool De Borgh", "Enschede"),
    "Borgh, de": ("Basisschool De Borgh", "Enschede"),
    "DE BORGH (ENSCHEDE)": ("Basisschool De Borgh", "Enschede"),
    "Bijvank": ("Openbare Basisschool Het Bijvank", "Enschede"),
    "obs Het Bijvank": ("Openbare Basisschool Het Bijvank", "Enschede"),
    "'t Bijvank": ("Openbare Basisschool Het Bijvank", "Enschede"),
    "O.B.S. Het Bijvank": ("Openbare Basisschool Het Bijvank", "Enschede"),
    "De Linde Borne": ("Basisschool De Linde", "Borne"),
    "De Linde, Hengelo": ("De Linde", "Hengelo"),
    "KBS De Linde (Borne)": ("Basisschool De Linde", "Borne"),
    "PCB Prinses Marijke": ("Protestants Christelijke Basisschool Prinses Marijke", "Losser"),
    "Prinses Marijke": ("Protestants Christelijke Basisschool Prinses Marijke", "Losser"),
    "prinses marijkeschool": ("Protestants Christelijke Basisschool Prinses Marijke", "Losser"),
    "PCBO Prinses Marijke": ("Protestants Christelijke Basisschool Prinses Marijke", "Losser"),
    "St. Aloysiusschool": ("Sint Aloysius-School", "Almelo"),
    "Aloysius": ("Sint Aloysius-School", "Almelo"),
    "R.K. basisschool Aloysius": ("Sint Aloysius-School", "Almelo"),
    "sint aloysius": ("Sint Aloysius-School", "Almelo"),
    "Franciscus": ("Franciscusschool", "Oldenzaal"),
    "St. Franciscus": ("Franciscusschool", "Oldenzaal"),
    "Paulusschool": ("Paulus", "Hengelo"),
    "RKBS Paulus": ("Paulus", "Hengelo"),
    "Oldhof": ("Rooms Katholieke Basisschool 't Oldhof", "Almelo"),
    "'t Oldhof": ("Rooms Katholieke Basisschool 't Oldhof", "Almelo"),
    "’t Oldhof": ("Rooms Katholieke Basisschool 't Oldhof", "Almelo"),
    "RKBS 't Oldhof": ("Rooms Katholieke Basisschool 't Oldhof", "Almelo"),
    "Het Oldhof Almelo": ("Rooms Katholieke Basisschool 't Oldhof", "Almelo"),
    "Broekheurne": ("Openbare Basisschool De Broekheurne", "Enschede"),
    "OBS de Broekheurne": ("Openbare Basisschool De Broekheurne", "Enschede"),
    "GBS De Bron": ("Gereformeerde Basisschool De Bron", "Enschede"),
    "De Bron, Enschede": ("Gereformeerde Basisschool De Bron", "Enschede"),
    "De Bron, Borne": ("De Bron", "Borne"),
    "Anna van Buren": ("Christelijke Basisschool Anna van Buren", "Wierden"),
    "CBS Anna van Buren": ("Christelijke Basisschool Anna van Buren", "Wierden"),
    "chr. bs. Anna van Buren": ("Christelijke Basisschool Anna van Buren", "Wierden"),
    "Pius X": ("Basisschool Pius X", "Rijssen"),
    "Pius X school": ("Basisschool Pius X", "Rijssen"),
    "Overdinkel": ("Brede School Overdinkel", "Losser"),
    "bs Overdinkel": ("Brede School Overdinkel", "Losser"),
}


@pytest.fixture(scope="module")
def schools(django_db_setup, django_db_blocker):
    """The rows once for all spellings: nothing is written after."""
    with django_db_blocker.unblock(), transaction.atomic():
        board = BoardFactory()
        for name, place in SCHOOLS.items():
            SiteFactory(name=name, place=place, school__board=board)
        take_part(organisation=board, by=None)
        yield Organisations()
        transaction.set_rollback(True)


@pytest.mark.parametrize(("text", "school"), SPELLINGS.items())
def test_forty_spellings_of_real_schools_are_known(schools, text, school):
    pk, name = schools.find(text)
    assert (name, schools.towns[pk].capitalize()) == school


@pytest.mark.parametrize("text", ["De Linde", "Basisschool", "De Onbekende", "De Bron, Losser"])
def test_what_says_too_little_or_another_thing_is_no_school(schools, text):
    with pytest.raises(UnknownValueError):
        schools.find(text)


def test_a_name_that_resembles_one_by_its_telling_words_is_proposed(schools):
    """The kind of school in front would make two names resemble each other that do not, and hide those that do."""
    with pytest.raises(UnknownValueError) as unknown:
        schools.find("'t Bijvonk")
    assert unknown.value.near == "Openbare Basisschool Het Bijvank"
