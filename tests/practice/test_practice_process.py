"""The server as a process: it comes up, keeps what was written, and goes when it should."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copper_desk.practice import process
from copper_desk.practice.control import PracticeControl
from copper_desk.practice.fault import KINDS
from copper_desk.practice.option import read_arguments
from copper_desk.practice.process import (
    PracticeAddress,
    PracticeProcess,
    PracticeStart,
    PracticeStartError,
)
from tests.practice.conftest import Api

BEN = 8894157
ROOT = Path(__file__).parents[2]


def _gone(where: PracticeAddress) -> bool:
    host, port = where.address.removeprefix("http://").split(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return True
    return False


def _title(where: PracticeAddress) -> str:
    with Api(where) as api:
        return str(api.get(f"/leads/{BEN}").json()["title"])


def _wait_until_gone(where: PracticeAddress, *, within_s: float = 5.0) -> bool:
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if _gone(where):
            return True
    return False


def test_writes_survive_a_kill_of_the_server(tmp_path: Path) -> None:
    server = PracticeProcess(PracticeStart(data=tmp_path, leads=40))
    with Api(server.start()) as api:
        api.put(f"/leads/{BEN}", {"title": "Owner"})
        server.kill()
    with PracticeProcess(PracticeStart(data=tmp_path, leads=40)) as where:
        assert _title(where) == "Owner"
    with PracticeProcess(PracticeStart(data=tmp_path, leads=40, reset=True)) as where:
        assert _title(where) == "Buyer"


def test_a_second_server_on_the_same_folder_says_why_not(tmp_path: Path) -> None:
    with PracticeProcess(PracticeStart(data=tmp_path, leads=5)):
        second = PracticeProcess(PracticeStart(data=tmp_path, leads=5))
        with pytest.raises(PracticeStartError, match=r"^The practice account is open already"):
            second.start()
        with pytest.raises(PracticeStartError, match="is not running"):
            _ = second.where


def test_a_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PracticeStartError, match=f"Port {port} cannot be used"):
            PracticeProcess(PracticeStart(port=port)).start()


def test_a_chosen_port_and_start_settings_are_used() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    start = PracticeStart(
        port=port, leads=3, latency_ms=1, jitter_ms=2, faults="500@me:1", limits=False, options={"message": "list"}
    )
    server = PracticeProcess(start)
    assert server.pid == 0
    with server as where:
        assert where.address == f"http://127.0.0.1:{port}"
        assert server.where == where
        assert server.pid
        shown = PracticeControl(where.address, where.api_key).show()
        assert (shown["latency_ms"], shown["jitter_ms"], shown["limited"]) == (1, 2, False)
        assert shown["options"]["message"] == "list"
        with Api(where) as api:
            assert api.get("/users/me").status_code == 500


def test_the_key_is_new_each_time_and_in_no_argument_or_repr() -> None:
    first, second = PracticeProcess(PracticeStart(leads=1)), PracticeProcess(PracticeStart(leads=1))
    with first as one, second as two:
        assert one.api_key != two.api_key
        assert one.api_key not in repr(one)
        if sys.platform == "linux":
            assert one.api_key not in Path(f"/proc/{first.pid}/cmdline").read_text()


def test_the_key_can_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPPER_DESK_PRACTICE_KEY", "chosen")
    with PracticeProcess(PracticeStart(leads=1)) as where:
        assert where.api_key == "chosen"


def test_stopping_does_not_wait_for_hanging_calls() -> None:
    server = PracticeProcess(PracticeStart(leads=1, faults="hang-before=50@me:1"))
    where = server.start()
    host, port = where.address.removeprefix("http://").split(":")
    with Api(where) as api:
        head = "".join(f"{name}: {value}\r\n" for name, value in api.headers.items())
    with socket.create_connection((host, int(port)), timeout=5) as waiting:
        waiting.sendall(f"GET /developer_api/v1/users/me HTTP/1.1\r\nHost: x\r\n{head}\r\n".encode())
        control = PracticeControl(where.address, where.api_key)
        while not control.calls():
            continue
        server.stop(timeout_s=4)
        assert _gone(where)
    server.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal to a process group")
def test_ctrl_c_in_the_terminal_reaches_the_client_alone() -> None:
    server = PracticeProcess(PracticeStart(leads=1))
    server.start()
    assert os.getpgid(server.pid) != os.getpgid(0)
    server.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_the_servers_end_follows_the_death_of_its_parent() -> None:
    code = (
        "import sys\n"
        "from copper_desk.practice.process import PracticeProcess, PracticeStart\n"
        "where = PracticeProcess(PracticeStart(leads=1)).start()\n"
        "print(where.address, where.api_key, flush=True)\n"
        "sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with parent:
        if parent.stdout is None:
            pytest.fail("no pipe")
        address, key = parent.stdout.readline().split()
        where = PracticeAddress(address, "", "", key, "", 0)
        assert not _gone(where)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert _wait_until_gone(where)


def test_a_server_that_says_nothing_in_time_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_program", lambda: [sys.executable, "-c", "import sys; sys.stdin.read()", "--"])
    with pytest.raises(PracticeStartError, match="did not start"):
        PracticeProcess(start_timeout_s=0.2).start()


def test_a_frozen_program_runs_itself_with_a_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process._program() == [sys.executable, "--practice-server"]


def test_starting_and_controlling_need_neither_starlette_nor_uvicorn() -> None:
    code = (
        "import sys, copper_desk.practice.process, copper_desk.practice.control;"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"starlette", "uvicorn", "asyncio"}.isdisjoint(loaded.stdout.split())


def test_the_command_prints_one_line_of_json_and_ends_at_ctrl_c() -> None:
    command = [sys.executable, "-m", "copper_desk.practice", "--leads", "2"]
    child = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    with child:
        if child.stdout is None or child.stderr is None:
            pytest.fail("no pipe")
        said = json.loads(child.stdout.readline())
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/developer_api/v1", said["base_url"])
        assert {key: said[key] for key in ("account", "email", "leads", "seed")} == {
            "account": "Northwind Trading",
            "email": "ana.ruiz@northwind.example",
            "leads": 2,
            "seed": 1,
        }
        child.send_signal(signal.SIGINT)
        child.wait(10)
        assert (child.stdout.read(), child.stderr.read()) == ("", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--faults", "explode@bulk"], "no fault 'explode'"),
        (["--option", "colour=red"], "no option 'colour'"),
        (["--leads", "many"], "whole number"),
        (["--latency-ms", "-5"], "number of milliseconds"),
        (["--port", "-1"], "whole number"),
    ],
)
def test_bad_arguments_are_named_with_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        read_arguments(arguments)
    assert caught.value.code == 2
    assert sentence in capsys.readouterr().err


def test_the_help_explains_every_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        read_arguments(["--help"])
    shown = capsys.readouterr().out
    assert caught.value.code == 0
    assert all(meaning in shown for meaning in KINDS.values())
