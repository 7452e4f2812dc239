"""The clipboard's text, from every program that writes it and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.sheet.tsv import Block, format_tsv, parse_tsv


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", []),
        ("a", [["a"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\nb", [["a"], ["b"]]),
        ("a\rb\r", [["a"], ["b"]]),
        ("a\n\n", [["a"], [""]]),
        ("\n", [[""]]),
        ("\t\n", [["", ""]]),
        ('"a\tb"\tc', [["a\tb", "c"]]),
        ('"two\r\nlines"\r\n', [["two\nlines"]]),
        ('"say ""hi"""', [['say "hi"']]),
        ('""', [[""]]),
        ('"', [['"']]),
        ('"open\tb\nc', [['"open', "b"], ["c"]]),
        ('12" pipe\t6"', [['12" pipe', '6"']]),
        ('"Bob" Smith\tx', [['"Bob" Smith', "x"]]),
        ("a\0\tb\0", [["a", "b"]]),
        ("\0", []),
        ("é\u2028x\x0by", [["é\u2028x\x0by"]]),
    ],
)
def test_reading(text: str, block: Block) -> None:
    assert parse_tsv(text) == block


def test_a_quote_that_nothing_closes_takes_no_time() -> None:
    cells = parse_tsv('"open\t' * 200_000)
    assert len(cells[0]) == 200_001
    assert cells[0][0] == '"open'
    assert len(parse_tsv('"' + '\t""x' * 200_000)[0]) == 200_001


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], ""),
        ([["a"]], "a"),
        ([["a", "b"], ["c", ""]], "a\tb\nc\t"),
        ([["a"], [""]], "a\n\n"),
        ([['5" x']], '"5"" x"'),
    ],
)
def test_writing(rows: Block, text: str) -> None:
    assert format_tsv(rows) == text


_cells = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ['"', '""', '"a', 'a"', "\t", "\n", '"\t"', "x\ny"]
)


@given(st.lists(st.lists(_cells, min_size=1, max_size=4), max_size=5))
def test_what_is_written_is_read_back(block: Block) -> None:
    assert parse_tsv(format_tsv(block)) == block


@given(st.text(st.sampled_from('ab"\t\n\r\0'), max_size=30))
def test_any_text_is_read_and_nothing_lost_but_quotes_and_ends(text: str) -> None:
    block = parse_tsv(text)
    letters = [character for character in text if character in "ab"]
    assert [character for row in block for cell in row for character in cell if character in "ab"] == letters
    assert all(row for row in block)
