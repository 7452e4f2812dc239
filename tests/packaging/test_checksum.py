"""The sums beside the packages, and the workflow that uploads both."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tests.packaging.script import ROOT, script

RELEASE = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
GONE = ("macos-11", "macos-12", "macos-13", "macos-14", "ubuntu-20.04", "windows-2019")
"""Runners that GitHub has taken away, or says that it will."""


def test_every_file_has_its_sum_in_the_form_of_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"deb")
    (tmp_path / "a.whl").write_bytes(b"whl")
    sums = script("checksum").write_sums(tmp_path)
    assert script("checksum").write_sums(tmp_path) == sums
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for data, name in ((b"whl", "a.whl"), (b"deb", "b.deb"))]
    assert sums.read_bytes() == "".join(lines).encode()


def test_no_job_waits_for_a_runner_that_is_gone() -> None:
    runners = re.findall(r"(?:runs-on|system): \[?([\w., -]+)", RELEASE)
    assert any("macos-15" in each for each in runners)
    assert not [each for each in runners if each.startswith(GONE)]


def test_each_system_uploads_its_bill_of_materials_and_its_sums() -> None:
    jobs = {job.partition(":")[0]: job for job in re.split(r"\n  (?=\w+:\n)", RELEASE.partition("\njobs:")[2])[1:]}
    making = {name: job for name, job in jobs.items() if "upload-artifact" in job}
    assert making.keys() == {"linux", "windows", "macos"}
    assert all("path: dist/*\n" in job for job in making.values())
    for name, last in (("windows", "Sign the installer"), ("macos", "Have it notarized")):
        steps = [making[name].find(step) for step in (last, "packaging/checksum.py", "upload-artifact")]
        assert 0 < steps[0] < steps[1] < steps[2], name
    assert "sha256sum --check" in jobs["release"]
