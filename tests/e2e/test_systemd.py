"""Debian with kehoach installed as docs/operations.md says: systemd keeps the service running, whatever ends."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline.version import ROOT
from tests.e2e.command import rows
from tests.e2e.machine import Machine, NoMirrorError, eventually, why_not
from tests.e2e.papers import write_plan
from tests.test_deploy import unit

APP, ARCHIVE = "/kehoach", "/plans"  # as the machine sees them
REFUSAL = why_not()

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(REFUSAL), reason=REFUSAL)]


def documented() -> tuple[str, str]:
    """The commands that set the service up, and the one that asks how it goes."""
    said = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").partition("## With systemd")[2]
    block = re.search(r"^```\n(.*?)^```", said, re.MULTILINE | re.DOTALL)
    assert block is not None
    commands = block[1].replace("app=… archive=…", f"app={APP} archive={ARCHIVE}")
    setting_up, _, looking = commands.partition("journalctl -u kehoach -f")
    return setting_up, f"app={APP} archive={ARCHIVE}\n" + looking.partition("\n")[2]


def cache() -> str:
    """The service's cache folder."""
    named = dict(pair.split("=", 1) for pair in shlex.split(unit()["Service"]["Environment"]))
    return named["XDG_CACHE_HOME"]


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    with tempfile.TemporaryDirectory(prefix="kehoach-machine-") as folder:
        made = Machine(Path(folder), (ARCHIVE, cache()))
        try:
            made.install()
        except NoMirrorError as error:
            pytest.skip(f"no machine could be made from a Debian mirror: {error}")
        try:
            made.plug_in()
            left_out = shutil.ignore_patterns(".git", ".venv*", "build", "*cache*", "out")
            shutil.copytree(ROOT, made.root / "root" / "kehoach", ignore=left_out)
            made.boot(online=True)
            done = made.run(f"set -e\ncd ~/kehoach\n{documented()[0]}\necho all done")
            assert done.endswith("all done"), done[-3000:]
            made.shut_down()
            made.boot()
            yield made
        finally:
            made.remove()


def inbox(machine: Machine) -> Path:
    return machine.on_disk(ARCHIVE) / "inbox"


def read(machine: Machine) -> list[str]:
    """The files that are in the tables."""
    out = machine.on_disk(ARCHIVE) / "out"
    if not (out / "tables" / "documents.csv").exists():
        return []
    documents = rows(out, "documents")
    assert {row["status"] for row in documents} <= {"ok"}
    return sorted(Path(row["source_path"]).name for row in documents)


def waits_for(machine: Machine, name: str) -> None:
    eventually(lambda: name in read(machine), machine.journal)


def times_read(machine: Machine, name: str) -> int:
    return machine.journal().count(f" inbox/{name}: ok")


def main_process(machine: Machine) -> str:
    return machine.run("systemctl show --property MainPID --value kehoach")


def test_installed_as_the_docs_say_it_reads_what_arrives(machine: Machine) -> None:
    write_plan(inbox(machine) / "first.txt", 1)
    machine.run("sed -i 's/--every 10m/--every 1m/' /etc/systemd/system/kehoach.service")
    machine.run("systemctl daemon-reload && systemctl restart kehoach")
    waits_for(machine, "first.txt")
    assert "1 files: 1 ok" in machine.run(documented()[1])
    assert machine.run("systemctl is-enabled kehoach") == "enabled"


def test_systemd_has_nothing_to_say_against_the_unit(machine: Machine) -> None:
    assert machine.run("systemd-analyze verify /etc/systemd/system/kehoach.service") == ""
    said = machine.run("journalctl --no-pager --grep kehoach.service --priority warning --identifier systemd")
    assert "-- No entries --" in said
    assert machine.run("journalctl --no-pager --identifier systemd").find("does not support") == -1
    exposure = re.search(
        r"Overall exposure level for kehoach.service: ([\d.]+)", machine.run("systemd-analyze security kehoach")
    )
    assert exposure is not None
    assert float(exposure[1]) <= 2.0


def test_its_processes_have_no_rights_and_reach_no_other_machine(machine: Machine) -> None:
    said = machine.run(f"cat /proc/{main_process(machine)}/status")
    for of_it in ("CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"):
        assert of_it in said
    filters = machine.run("systemctl show --property IPAddressDeny,IPAddressAllow kehoach").splitlines()
    assert "IPAddressDeny=::/0 0.0.0.0/0" in filters or "IPAddressDeny=0.0.0.0/0 ::/0" in filters


def test_killed_it_is_started_again_and_reads_on(machine: Machine) -> None:
    before = main_process(machine)
    machine.run("systemctl kill --kill-whom=main --signal KILL kehoach")
    write_plan(inbox(machine) / "after-kill.txt", 2)
    waits_for(machine, "after-kill.txt")
    assert main_process(machine) != before
    assert machine.run("systemctl show --property NRestarts --value kehoach") == "1"


def test_stopped_it_leaves_nothing(machine: Machine) -> None:
    machine.run("systemctl stop kehoach")
    assert machine.run("pgrep --uid kehoach") == ""
    assert machine.run("systemctl show --property Result --value kehoach") == "success"
    machine.run("systemctl start kehoach")
    write_plan(inbox(machine) / "after-stop.txt", 3)
    waits_for(machine, "after-stop.txt")


def test_a_restarted_machine_takes_what_lay_waiting(machine: Machine) -> None:
    machine.shut_down()
    write_plan(inbox(machine) / "after-restart.txt", 4)
    machine.boot()
    waits_for(machine, "after-restart.txt")


def test_a_power_cut_while_a_scan_is_read_loses_nothing_and_reads_nothing_twice(machine: Machine) -> None:
    known = read(machine)
    machine.run("systemctl stop kehoach")
    write_scan(inbox(machine) / "scan.pdf", pages=40)
    write_plan(inbox(machine) / "beside-scan.txt", 5)
    machine.run("sync; systemctl start kehoach")
    eventually(lambda: times_read(machine, "beside-scan.txt"), machine.journal)
    eventually(lambda: machine.run("pgrep --uid kehoach --full pipeline.worker"), machine.journal)
    assert times_read(machine, "scan.pdf") == 0
    machine.run("journalctl --sync")
    machine.cut_power()
    machine.boot()
    waits_for(machine, "scan.pdf")
    assert read(machine) == sorted([*known, "scan.pdf", "beside-scan.txt"])
    assert {name: times_read(machine, name) for name in known} == dict.fromkeys(known, 1)
    assert times_read(machine, "scan.pdf") == 1


def write_scan(path: Path, pages: int) -> None:
    """Pages with a few words, each another number, as images of 300 dpi."""
    drawn = [Image.new("L", (2480, 3508), 255) for _ in range(pages)]
    for number, page in enumerate(drawn, 1):
        for line in range(30):
            ImageDraw.Draw(page).text((300, 300 + 90 * line), f"Trang {number}, dong {line}", fill=0, font_size=60)
    drawn[0].save(path, save_all=True, append_images=drawn[1:], resolution=300)
