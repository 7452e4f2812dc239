from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copper_desk.leads.list_text import join_list, split_list
from copper_desk.leads.text import text_of, value_of
from copper_desk.leads.value import Entry
from tests.leads.sample import ISO, SCHEMA, refusal


def test_lists_are_comma_joined_with_quotes_where_needed() -> None:
    assert text_of(SCHEMA["tags"], ("expo", "VIP, gold", 'the "best"'), ISO) == 'expo, "VIP, gold", "the ""best"""'
    assert text_of(SCHEMA["cf_111"], ("Ann", "Bo"), ISO) == "Ann, Bo"
    phones = (Entry("1", "work"), Entry(None, None), Entry("2", "x"), Entry("3", None))
    assert text_of(SCHEMA["phone_numbers"], phones, ISO) == "1 (work), 2 (x), 3"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ('expo, "VIP, gold"', ("expo", "VIP, gold")),
        ("expo,, ,lead ,", ("expo", "lead")),
        ("a, b, a", ("a", "b")),
        ("a, A", ("a", "A")),
        ("a\r\nb", ("a", "b")),
        ('" a "', (" a ",)),
        ('""', ()),
        ('6" pipe', ('6" pipe',)),
        ("a; b", ("a; b",)),
        ("\ufeffa\u200b, b", ("a", "b")),
        ('"a\nb"', ("a\nb",)),
        ("007", ("007",)),
    ],
)
def test_tags_are_read_verbatim_without_blanks_and_repetitions(text: str, tags: tuple[str, ...]) -> None:
    assert value_of(SCHEMA["tags"], text, ISO) == tags


@pytest.mark.parametrize(
    ("text", "reason"), [('"a', "is not closed"), ('a, "b', "is not closed"), ('"a" b', "Put a comma after")]
)
@pytest.mark.parametrize("key", ["tags", "cf_105"])
def test_stray_quotation_marks_are_refused(key: str, text: str, reason: str) -> None:
    assert reason in refusal(key, text)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ('"Tea, green"', (32,)),
        ("Tea, green", (32,)),
        ('Tea; The "best"', (31, 33)),
        ("Tea (#31), tea, Tea (#31)", (31, 34)),
        ("#7 (unknown)", (7,)),
        ("#7 (unknown) (#35)", (35,)),
    ],
)
def test_options_are_read_by_name(text: str, options: tuple[int, ...]) -> None:
    assert value_of(SCHEMA["cf_105"], text, ISO) == options


def test_one_bad_option_refuses_the_cell_and_is_named() -> None:
    assert refusal("cf_105", "tea, coffe").startswith("“coffe” is not an option of Interests.")
    assert "could be" in refusal("cf_105", "TEA")


@given(items=st.lists(st.text().filter(lambda text: bool(text.strip()))))
def test_split_undoes_join(items: list[str]) -> None:
    assert split_list(join_list(items)) == items
