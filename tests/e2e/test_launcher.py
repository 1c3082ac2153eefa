"""The launcher in a folder of its own, with fakes of everything that it would install with."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.version import ROOT

TOOLS = ("bash", "env", "readlink", "dirname", "sha256sum", "cut", "flock", "grep", "cat", "mkdir", "cp")
LANGUAGES = "List of available languages (3):\neng\nosd\nvie\n"


class Machine:
    """A folder with the launcher, and a PATH of fakes that write down how they are called."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "kehoach checkout"
        self.bin = folder / "bin"
        self.log = folder / "calls.log"
        self.bin.mkdir(parents=True)
        (self.root / ".venv" / "bin").mkdir(parents=True)
        for name in ("kehoach", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, self.root / name)
        for name in TOOLS:
            tool = shutil.which(name)
            assert tool is not None
            (self.bin / name).symlink_to(tool)
        self.fake(self.root / ".venv" / "bin" / "python", 'case "$*" in *tomllib*) echo pandas;; esac')
        self.fake(self.bin / "apt-get", "")
        self.user(0)
        self.languages(LANGUAGES)

    def fake(self, path: Path, does: str) -> None:
        path.write_text(f'#!/usr/bin/env bash\necho "{path.name} $*" >>"{self.log}"\n{does}\n')
        path.chmod(0o755)

    def user(self, number: int) -> None:
        self.fake(self.bin / "id", f"echo {number}")

    def languages(self, listed: str | None) -> None:
        if listed is None:
            (self.bin / "tesseract").unlink()
        else:
            self.fake(self.bin / "tesseract", f"printf '{listed}'")

    def start(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin), "HOME": os.environ.get("HOME", "/")}
        command = [str(self.root / "kehoach"), *arguments]
        return subprocess.run(
            command, env=environment, cwd=cwd or self.root, capture_output=True, text=True, check=False
        )

    def calls(self, name: str) -> list[str]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if line.startswith(name)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_first_start_installs_and_the_second_does_not(machine: Machine, tmp_path: Path) -> None:
    first = machine.start("run", "plans", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert len([call for call in machine.calls("python") if "pip install" in call]) == 1
    assert machine.calls("python")[-1] == "python -P -m pipeline.cli run plans"
    before = len(machine.calls("python"))
    assert machine.start("run", "plans", cwd=tmp_path).returncode == 0
    assert machine.calls("python")[before:] == ["python -P -m pipeline.cli run plans"]
    assert machine.calls("apt-get") == []


def test_pinned_versions_are_installed(machine: Machine) -> None:
    machine.start("--help")
    (call,) = [call for call in machine.calls("python") if "pip install" in call]
    assert f"--constraint {machine.root}/constraints.txt" in call


def test_tests_need_more_packages(machine: Machine) -> None:
    machine.start("run", "plans")
    machine.start("test")
    assert len([call for call in machine.calls("python") if "pip install" in call]) == 2
    assert "pyproject.toml dev" in machine.log.read_text()


def test_changed_pins_are_installed_anew(machine: Machine) -> None:
    machine.start("--help")
    (machine.root / "constraints.txt").write_text("pandas==3.1.1\n")
    machine.start("--help")
    assert len([call for call in machine.calls("python") if "pip install" in call]) == 2


def test_root_installs_missing_languages(machine: Machine) -> None:
    machine.languages("eng\n")
    assert machine.start("--help").returncode == 0
    assert machine.calls("apt-get") == [
        "apt-get update -qq",
        "apt-get install -y --no-install-recommends tesseract-ocr-vie tesseract-ocr-osd -qq",
    ]


def test_sudo_is_used_where_it_is(machine: Machine) -> None:
    machine.user(1000)
    machine.languages(None)
    machine.fake(machine.bin / "sudo", '"$@"')
    assert machine.start("--help").returncode == 0
    assert "tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd" in machine.calls("sudo")[-1]


def test_without_rights_the_command_is_named(machine: Machine) -> None:
    machine.user(1000)
    machine.languages(None)
    said = machine.start("run", "plans")
    assert said.returncode == 2
    assert "As root run: apt-get update && apt-get install -y" in said.stderr
    assert "tesseract-ocr-vie" in said.stderr
    assert not any("pipeline.cli" in call for call in machine.calls("python"))


def test_a_failed_installation_is_told_and_tried_again(machine: Machine) -> None:
    python = machine.root / ".venv" / "bin" / "python"
    machine.fake(python, 'case "$*" in *tomllib*) echo pandas;; *"pip install"*) exit 1;; esac')
    said = machine.start("run", "plans")
    assert said.returncode == 2
    assert "check the network" in said.stderr
    machine.fake(python, 'case "$*" in *tomllib*) echo pandas;; esac')
    assert machine.start("run", "plans").returncode == 0


def system_python(machine: Machine, ensurepip: int) -> None:
    """A python3 of the system; `ensurepip` is the exit status of importing that module."""
    shutil.rmtree(machine.root / ".venv")
    venv = machine.root / ".venv" / "bin"
    does = f"""case "$*" in
*ensurepip*) exit {ensurepip};;
*version_info*%*|*%*version_info*) echo 3.11;;
"-m venv"*) mkdir -p "{venv}"; cp "{machine.bin}/venv-python" "{venv}/python";;
esac"""
    machine.fake(machine.bin / "venv-python", 'case "$*" in *tomllib*) echo pandas;; esac')
    machine.fake(machine.bin / "python3", does)


def test_the_virtual_environment_is_made(machine: Machine) -> None:
    system_python(machine, ensurepip=0)
    assert machine.start("--help").returncode == 0
    assert f"python3 -m venv --clear {machine.root}/.venv" in machine.calls("python3")
    assert machine.calls("apt-get") == []
    assert machine.calls("venv-python")[-1].endswith("-m pipeline.cli --help")


def test_what_a_virtual_environment_needs_is_installed(machine: Machine) -> None:
    system_python(machine, ensurepip=1)
    assert machine.start("--help").returncode == 0
    assert machine.calls("apt-get")[-1] == "apt-get install -y --no-install-recommends python3.11-venv -qq"


def test_a_python_that_is_too_old_is_told(machine: Machine) -> None:
    shutil.rmtree(machine.root / ".venv")
    machine.fake(machine.bin / "python3", "exit 1")
    said = machine.start("--help")
    assert said.returncode == 2
    assert "Python 3.11 or newer is needed" in said.stderr


def test_a_link_to_the_launcher_works(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(machine.root / "kehoach")
    environment = {"PATH": str(machine.bin)}
    said = subprocess.run(
        [str(tmp_path / "link"), "--help"], env=environment, cwd=tmp_path, capture_output=True, check=False
    )
    assert said.returncode == 0


def test_the_launcher_is_valid_bash() -> None:
    for name in ("kehoach", ".ci/run"):
        subprocess.run(["bash", "-n", str(ROOT / name)], check=True)
