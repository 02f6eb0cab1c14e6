"""Mail addresses: kept in one form, refused when nothing can go there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.address import address_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("marie@exemple.fr", "marie@exemple.fr"),
        ("  Marie.Durand+duerp@Exemple.FR ", "marie.durand+duerp@exemple.fr"),
        ("fournil@pâtisserie-éloïse.fr", "fournil@xn--ptisserie-lose-bhb5jqe.fr"),
        ("o'neil@sous.domaine.exemple.fr", "o'neil@sous.domaine.exemple.fr"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert address_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "marie",
        "marie@",
        "@exemple.fr",
        "marie@exemple",
        "marie@exemple..fr",
        "marie@-exemple.fr",
        "marie..d@exemple.fr",
        "ma rie@exemple.fr",
        "marie@exemple.fr\nBcc: tous@exemple.fr",
        "marie@exemple.fr, autre@exemple.fr",
        "<marie@exemple.fr>",
        '"marie"@exemple.fr',
        "é@exemple.fr",
        "a" * 65 + "@exemple.fr",
        "a@" + ("b" * 60 + ".") * 5 + "fr",
        "a@" + "é" * 80 + ".fr",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert address_of(typed) is None


@given(st.text(max_size=60))
def test_whatever_is_typed_no_address_can_break_a_header(typed: str) -> None:
    for form in (typed, f"a@{typed}.fr", f"{typed}@exemple.fr"):
        kept = address_of(form)
        if kept:
            assert kept.isascii()
            assert not set(kept) & set('\r\n\0<>,;: \t"')
            assert address_of(kept) == kept
