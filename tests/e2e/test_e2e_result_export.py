"""The failures of a push go out as a file, are mended there, and come in again as they are."""

from __future__ import annotations

from pathlib import Path

from copper_desk.gui.control.push_score import Standing
from copper_desk.tabular.reading.read import read_table
from tests.support.window import Person
from tests.tabular.laid_file import planned


def _push_three(person: Person) -> list[int]:
    rows = [person.row(n) for n in range(3)]
    person.type(rows[0], "title", "Quartermaster")
    person.type(rows[1], "email", "ana@example.invalid")
    person.type(rows[2], "company_name", "Blocked Ltd")
    person.push()
    return rows


def test_failures_are_exported_mended_and_read_in_again(person: Person, tmp_path: Path) -> None:
    rows = _push_three(person)
    person.answers.file = tmp_path / "failures.csv"
    person.window.problems.export.click()
    assert person.said() == "2 leads are in failures.csv."
    text = person.answers.file.read_text(encoding="utf-8-sig")
    assert "Email: is invalid: no mail can reach example.invalid" in text
    mended = text.replace("ana@example.invalid", "ana@harbor.example")
    person.answers.file.write_text(mended, encoding="utf-8")
    plan = planned(read_table(person.answers.file), person.desk.sheet, person.desk.style)
    assert plan.problems == ()
    person.window.sheet.stage(plan.change_set(-1))
    assert person.shown_text(rows[1], "email") == "ana@harbor.example"
    assert person.shown_text(rows[2], "company_name") == "Blocked Ltd"
    person.push()
    assert person.counts() == {Standing.ACCEPTED: 1, Standing.FAILED: 1}
    person.assert_told_true()


def test_all_results_or_those_of_the_pressed_counter(person: Person, tmp_path: Path) -> None:
    rows = _push_three(person)
    person.answers.file = tmp_path / "all.csv"
    person.window.actions_["export_results"].trigger()
    table = read_table(person.answers.file)
    assert table.header == ("Lead ID", "Title", "Company", "Email", "_id", "_status", "_errors")
    assert [row[-2] for row in table.rows] == ["accepted", "failed", "failed"]
    person.window.changes.chips[Standing.ACCEPTED].click()
    person.answers.file = tmp_path / "accepted.csv"
    person.window.actions_["export_results"].trigger()
    assert [row[0] for row in read_table(person.answers.file).rows] == [str(rows[0])]


def test_a_folder_that_is_gone_is_one_sentence(person: Person, tmp_path: Path) -> None:
    _push_three(person)
    person.answers.file = tmp_path / "gone" / "r.xlsx"
    person.window.actions_["export_failures"].trigger()
    assert person.said().endswith("is no longer there. Choose another one.")


def test_nothing_is_written_when_the_dialog_is_left_and_nothing_offered_before_a_push(person: Person) -> None:
    assert not person.window.actions_["export_results"].isEnabled()
    assert not person.window.actions_["export_failures"].isEnabled()
    assert not person.window.problems.export.isVisibleTo(person.window.problems)
    _push_three(person)
    said = person.said()
    person.window.actions_["export_results"].trigger()
    assert person.said() == said
