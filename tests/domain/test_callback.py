"""What can be called back, and what can be read safely in a terminal."""

import pytest

from toolkit.domain.callback import one_line, phone_of


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("0612345678", "06 12 34 56 78"),
        (" 06.12-34/56 (78) ", "06 12 34 56 78"),
        ("0692 12 34 56", "06 92 12 34 56"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+377 99 99 99 99", "+37799999999"),
        ("0033612345678", "0033612345678"),
        ("15", None),
        ("3114", None),
        ("06 12 34", None),
        ("06 12 34 56 78 90 12 34 56", None),
        ("06 12 34 56 7x", None),
        ("33+612345678", None),
        ("٠٦١٢٣٤٥٦٧٨", None),
        ("", None),
    ],
)
def test_a_number_is_kept_in_one_writing_or_refused(
    typed: str, known: str | None
) -> None:
    assert phone_of(typed) == known


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana \n  Témoin ", "Ana Témoin"),
        ("Œil-de-Perdrix l’Été", "Œil-de-Perdrix l’Été"),
        ("Ana\x1b[2J", "Ana[2J"),
        ("a\u202eb\u200fc\0", "abc"),
        ("\x07\x9b", ""),
    ],
)
def test_a_name_gives_no_order_to_a_terminal(typed: str, kept: str) -> None:
    assert one_line(typed) == kept
