"""What is decided about a file: one column a field, lists together, and the key follows."""

from __future__ import annotations

from copper_desk.gui.importing.import_draft import ColumnWay, ImportDraft
from copper_desk.gui.importing.import_words import why_words
from copper_desk.tabular.column import MatchReason, propose_columns
from copper_desk.tabular.import_choice import Blanks, CellMode, ListMode, RowKey
from tests.sheet.specimen import SCHEMA


def _draft(*header: str) -> ImportDraft:
    return ImportDraft(SCHEMA, propose_columns(header, SCHEMA))


def _keys(draft: ImportDraft) -> list[str | None]:
    return [None if column.field is None else column.field.key for column in draft.columns]


def test_a_field_that_is_chosen_leaves_the_column_that_filled_it() -> None:
    draft = _draft("Email", "Other mail", "Name")
    draft.choose_field(1, "email")
    assert _keys(draft) == [None, "email", "name"]
    assert draft.columns[1].match.reason is MatchReason.CHOSEN
    assert draft.columns[0].match.rival is SCHEMA["email"]
    assert draft.key == RowKey(1, "email")


def test_columns_of_one_list_fill_it_together_and_change_it_alike() -> None:
    draft = _draft("Tag", "Tag", "Name")
    assert _keys(draft) == ["tags", "tags", "name"]
    draft.choose_way(0, ColumnWay(CellMode.REPLACE, ListMode.REMOVE))
    assert [use.lists for use in draft.choices().uses if use.key == "tags"] == [ListMode.REMOVE, ListMode.REMOVE]
    assert [column.match.index for column in draft.partners(1)] == [0]


def test_a_key_that_is_left_out_gives_way_to_the_next() -> None:
    draft = _draft("Lead ID", "Email", "Name")
    keys = [draft.key]
    for place in (0, 1):
        draft.choose_field(place, None)
        keys.append(draft.key)
    assert keys == [RowKey(0, "id"), RowKey(1, "email"), None]
    assert [use.key for use in draft.choices().uses] == ["name"]


def test_the_id_of_a_report_finds_its_lead() -> None:
    draft = _draft("_id", "Name", "_status")
    assert draft.key == RowKey(0, "id")
    assert [use.key for use in draft.choices().uses] == ["name"]


def test_a_similar_spelling_alone_fills_nothing_until_it_is_chosen() -> None:
    draft = _draft("Name", "county", "Compny name")
    assert _keys(draft) == ["name", None, None]
    assert [column.match.guess for column in draft.columns] == [None, SCHEMA["address.country"], SCHEMA["company_name"]]
    assert why_words(draft.columns[1]) == "spelled like Country"
    draft.choose_field(2, "company_name")
    assert [use.key for use in draft.choices().uses] == ["name", "company_name"]
    assert draft.columns[2].match.guess is None


def test_states_that_were_copied_out_of_the_sheet_are_no_address() -> None:
    draft = _draft("_state", "Name", "Email")
    assert _keys(draft) == [None, "name", "email"]
    assert why_words(draft.columns[0]) == "our own note"


def test_a_column_takes_the_place_of_a_constant() -> None:
    draft = _draft("Name", "Who")
    draft.choose_constant("assignee_id", "Ana Ruiz")
    assert draft.choices().constants == {"assignee_id": "Ana Ruiz"}
    draft.choose_field(1, "assignee_id")
    assert draft.choices().constants == {}


def test_what_is_decided_later_does_not_reach_into_choices_that_were_handed_out() -> None:
    draft = _draft("Name")
    before = draft.choices()
    draft.choose_constant("title", "Buyer")
    draft.blanks = Blanks.CLEAR
    assert before.constants == {}
    assert before.blanks is Blanks.KEEP
