"""The Secret Service of the tests is a real one: what one process stores, another one finds."""

import subprocess
import sys

import keyring

from tests.support.secret_service import linux_only

pytestmark = linux_only


def _found_by_another_process(environment: dict[str, str]) -> str:
    code = "import keyring; print(keyring.get_password('copper-desk-test', 'ana@example.com'))"
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=30)
    return answer.stdout.strip()


def test_a_stored_key_is_found_from_another_process_until_it_is_deleted(
    secret_service: dict[str, str],
) -> None:
    keyring.set_password("copper-desk-test", "ana@example.com", "a key")
    assert _found_by_another_process(secret_service) == "a key"

    keyring.delete_password("copper-desk-test", "ana@example.com")
    assert _found_by_another_process(secret_service) == "None"


def test_without_the_fixture_there_is_no_keyring() -> None:
    assert keyring.get_keyring().__module__ == "keyring.backends.fail"
