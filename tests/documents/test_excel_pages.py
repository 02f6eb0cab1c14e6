"""A printed sheet goes to the next page between two rows, never under a heading."""

from itertools import pairwise
from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents.excel_grid import lines_in
from toolkit.documents.excel_pages import Line, page_ends

ROOM = 100.0
lines = st.lists(st.builds(Line, st.floats(1, 25), st.booleans()), max_size=60)


def test_a_page_ends_before_the_row_that_would_not_fit() -> None:
    assert page_ends([Line(40), Line(40), Line(40)], ROOM) == [2]


def test_a_heading_goes_with_the_first_row_under_it() -> None:
    page = [Line(60), Line(20, opens=True), Line(15, opens=True), Line(30)]
    assert page_ends(page, ROOM) == [1]


def test_a_row_higher_than_a_page_ends_none_before_the_first() -> None:
    assert page_ends([Line(150), Line(10)], ROOM) == [1]


@given(lines)
def test_no_page_holds_more_than_it_can_and_none_ends_under_a_heading(
    rows: list[Line],
) -> None:
    ends = page_ends(rows, ROOM)
    for begin, end in pairwise([0, *ends, len(rows)]):
        if not any(row.opens for row in rows[begin:end]):
            assert sum(row.height for row in rows[begin:end]) <= ROOM
    assert [end for end in ends if rows[end - 1].opens] == []


@given(st.lists(st.text("abcdef", min_size=1, max_size=10), min_size=1))
def test_a_cell_s_lines_are_those_of_a_reader_who_breaks_between_words(
    words: list[str],
) -> None:
    text = " ".join(words)
    assert lines_in(text, 10) == len(wrap(text, 12))


def test_a_word_longer_than_its_column_goes_on_under_itself() -> None:
    assert lines_in("x" * 25, 10) == 3
