"""How the options of a push say what the columns of a file are, and what is said about those that are left out."""

from __future__ import annotations

import pytest

from copper_desk.cli.exit_code import ExitCode, Finished
from copper_desk.cli.file_choice import file_choices
from copper_desk.cli.push_word import Blanks, Duplicates, Mode, New, PushChoice, Tags
from copper_desk.tabular import import_choice as choices
from copper_desk.tabular.import_choice import ImportChoices, RowKey
from copper_desk.tabular.table import FileFormat, Table
from tests.sheet.specimen import SCHEMA


def _table(*header: str) -> Table:
    return Table("leads.csv", FileFormat.CSV, header, ((),) * len(header), ())


def _read(*header: str, choice: PushChoice | None = None) -> tuple[ImportChoices, str]:
    found, notes = file_choices(_table(*header), SCHEMA, choice or PushChoice())
    return found, "\n".join(notes)


def _keys(found: ImportChoices) -> dict[int, str]:
    return {use.index: use.key for use in found.uses}


def test_headers_are_names_labels_keys_and_aliases_and_no_guess(  # what each counts as is tested in tabular
) -> None:
    found, notes = _read("Lead ID", "company_name", "TITLE", "Titel", "_status", "")
    assert (_keys(found), found.key) == ({1: "company_name", 2: "title"}, RowKey(0, "id"))
    assert notes.splitlines()[0] == "Left out, because no field is called so: “Titel”."
    assert "_status" not in notes


def test_what_a_header_resembles_is_only_said() -> None:
    found, notes = _read("Lead ID", "Companny")
    assert _keys(found) == {}
    assert 'If “Companny” is Company, add --map "Companny=Company".' in notes


def test_map_says_what_a_column_is_and_what_is_left_out() -> None:
    found, notes = _read("Lead ID", "A=B", "Title", choice=PushChoice(maps=("A=B=Company", "title=")))
    assert _keys(found) == {1: "company_name"}
    assert notes == ""


def test_a_second_column_for_one_field_is_left_out_and_said() -> None:
    found, notes = _read("Lead ID", "Title", "title")
    assert _keys(found) == {2: "title"}
    assert notes == "Left out: “Title”, because another column is Title already."


@pytest.mark.parametrize(
    ("header", "match", "key"),
    [
        (("Name", "Lead ID"), None, RowKey(1, "id")),
        (("Name", "Lead ID", "Email"), "email", RowKey(2, "email")),
        (("Name", "_id"), None, RowKey(1, "id")),
        (("Name", "_id"), "Lead ID", RowKey(1, "id")),
        (("Name", "Email"), None, None),
        (("Name", "Mail"), "Email", RowKey(1, "email")),
        (("Name", "Mail"), "Mail", RowKey(1, "email")),
        (("Name", "Email"), "Name", RowKey(0, "name")),
    ],
)
def test_leads_are_found_by_the_lead_id_or_by_what_match_names(
    header: tuple[str, ...], match: str | None, key: RowKey | None
) -> None:
    assert _read(*header, choice=PushChoice(match=match))[0].key == key


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (PushChoice(maps=("Nonsense=Title",)), "no column of leads.csv is headed “Nonsense”. Its columns: “Lead ID”"),
        (PushChoice(maps=("Title",)), "“Title” is not HEADER=FIELD"),
        (PushChoice(maps=("Remark=Titel",)), "“Titel” is no field of this account. Did you mean “Title”"),
        (PushChoice(maps=("Remark=Created",)), "Created cannot be changed in Copper"),
        (PushChoice(match="Remark"), "“Remark” is no field of Copper. Say which with --map."),
        (PushChoice(match="Email"), "the file has no column for Email"),
        (PushChoice(match="Shoe size"), "“Shoe size” is no field of this account"),
    ],
)
def test_what_the_file_does_not_have_is_a_mistake_in_the_line(choice: PushChoice, sentence: str) -> None:
    with pytest.raises(Finished) as ended:
        _read("Lead ID", "Remark", "Title", choice=choice)
    assert ended.value.code is ExitCode.USAGE
    assert sentence in ended.value.sentence


def test_each_word_of_an_option_is_one_of_the_import() -> None:
    for ours, theirs in (
        (Mode, choices.CellMode),
        (Blanks, choices.Blanks),
        (Tags, choices.ListMode),
        (New, choices.NewRows),
        (Duplicates, choices.Duplicates),
    ):
        assert {word.value for word in ours} == {word.value for word in theirs}
    given = PushChoice(
        mode=Mode.FILL, blanks=Blanks.TOKEN, tags=Tags.REMOVE, new=New.CREATE, duplicates=Duplicates.UPDATE
    )
    found, _ = _read("Lead ID", "Tags", choice=given)
    assert (found.uses[0].mode, found.uses[0].lists) == (choices.CellMode.FILL, choices.ListMode.REMOVE)
    assert (found.blanks, found.new, found.duplicates) == (
        choices.Blanks.TOKEN,
        choices.NewRows.CREATE,
        choices.Duplicates.UPDATE,
    )
