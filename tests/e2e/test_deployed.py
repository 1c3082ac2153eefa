"""The unit's command and the containers' commands, as written, in surroundings like the ones that they ask for.

What is not shown here: systemd's and docker's own reading of the files (`tests/test_deploy.py`), the filter of system
calls and address families, ceilings of memory, and the making of the image.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.version import ROOT
from tests.e2e.command import children, rows
from tests.e2e.confined import USER, Confined, why_not
from tests.e2e.papers import write_plan
from tests.test_deploy import DOCKERFILE, compose, unit

PATIENCE = 300.0
ARCHIVE = "/archive"  # as the unit sees it
REFUSAL = why_not()

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(REFUSAL), reason=REFUSAL)]


class Archive:
    """An inbox that the user may read, and folders that are the user's."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.out, self.cache, self.log = (folder / name for name in ("inbox", "out", "cache", "log"))
        for path in (self.inbox, self.out, self.cache):
            path.mkdir(parents=True)
        for path in (self.out, self.cache):
            os.chown(path, USER, USER)

    def eventually(self, is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, self.log.read_text()[-4000:]
            time.sleep(0.3)

    def has_read(self, name: str) -> bool:
        return (self.out / "tables" / "documents.csv").exists() and [
            row["status"] for row in rows(self.out, "documents") if row["source_path"].endswith(name)
        ] == ["ok"]


@contextmanager
def running(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The process within the block; afterwards it and all that it has started are gone."""
    try:
        yield process
    finally:
        for pid in (*children(process.pid), process.pid):
            subprocess.run(["kill", "-KILL", str(pid)], capture_output=True, check=False)
        process.wait()


def filled_in(text: str) -> str:
    return text.replace("@APP@", str(ROOT)).replace("@ARCHIVE@", ARCHIVE)


def test_the_units_command_reads_an_archive_under_its_restrictions(tmp_path: Path) -> None:
    """It writes to nothing but its folders, ends at SIGTERM within the time that it has, and goes on when started."""
    assert subprocess.run([ROOT / "kehoach", "--help"], capture_output=True, check=False).returncode == 0  # set up
    archive, service = Archive(tmp_path / "archive"), unit()["Service"]
    named = dict(pair.split("=", 1) for pair in shlex.split(service["Environment"]))
    surroundings = Confined(
        filled_in(service["WorkingDirectory"]),
        {
            f"{ARCHIVE}/inbox": archive.inbox,
            filled_in(service["ReadWritePaths"]): archive.out,
            f"/var/cache/{service['CacheDirectory']}": archive.cache,
        },
        [filled_in(service["ReadWritePaths"]), f"/var/cache/{service['CacheDirectory']}"],
        {**named, "HOME": ARCHIVE},
    )
    command = shlex.split(filled_in(service["ExecStart"]))
    for name in ("first.txt", "second.txt"):
        write_plan(archive.inbox / name, len(name))
        with running(surroundings.start(command, archive.log)) as process:
            archive.eventually(lambda name=name: archive.has_read(name))  # type: ignore[misc]
            processes = children(process.pid)
            os.kill(process.pid, signal.SIGTERM)
            process.wait(float(service["TimeoutStopSec"]))
            assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]
    assert {path.stat().st_uid for path in archive.out.rglob("*")} == {USER}
    assert "Traceback" not in archive.log.read_text()


def test_the_containers_commands_read_an_inbox_under_their_restrictions(tmp_path: Path) -> None:
    """Server and worker with read-only roots; the worker begins when the check says that the server is well."""
    if (ROOT / ".venv").is_symlink():
        pytest.skip("the image has a .venv of its own")
    archive, services = Archive(tmp_path / "archive"), compose()["services"]
    write_plan(archive.inbox / "plan.txt", 7)
    with running(subprocess.Popen(["unshare", "--net", "sleep", "infinity"])) as network:
        server, worker = (surroundings(services[name], archive, network.pid, tmp_path) for name in services)
        with running(server.start([*services["server"]["entrypoint"], *services["server"]["command"]], archive.log)):
            check = services["server"]["healthcheck"]["test"][1:]
            archive.eventually(lambda: server.start(check, tmp_path / "check").wait() == 0)
            page = "import urllib.request as u; assert b'<html' in u.urlopen('http://127.0.0.1:4200/').read().lower()"
            assert server.start([check[0], "-c", page], archive.log).wait() == 0, archive.log.read_text()
            with running(worker.start(["./kehoach", *services["worker"]["command"]], archive.log)):
                archive.eventually(lambda: archive.has_read("plan.txt"))
            status = worker.start(["./kehoach", "status", "/out"], tmp_path / "status")
            assert status.wait() == 0
    assert "1 files: 1 ok" in (tmp_path / "status").read_text()


def surroundings(service: dict[str, Any], archive: Archive, network: int, folder: Path) -> Confined:
    """A container: the program at /kehoach, the image's environment, and the volumes that the service names."""
    hosts, stamp, cache = folder / "hosts", folder / "stamp", folder / service["command"][0]
    hosts.write_text("127.0.0.1 localhost server\n")
    stamp.write_text(stamp_at("/kehoach"))
    cache.mkdir()
    os.chown(cache, USER, USER)
    image = {"XDG_CACHE_HOME": "/var/cache/kehoach", "TZ": "Asia/Ho_Chi_Minh", "HOME": "/nonexistent"}
    assert all(f"{name}={image[name]}" in DOCKERFILE.read_text() for name in ("XDG_CACHE_HOME", "TZ"))
    places = {
        "/kehoach": ROOT,
        "/kehoach/.venv/.kehoach-run": stamp,
        "/etc/hosts": hosts,
        "/var/cache/kehoach": cache,
        "/inbox": archive.inbox,
        "/out": archive.out,
    }
    mounted = [volume.split(":")[-2:] for volume in service["volumes"]]
    writable = [path for *_, path in mounted if path.startswith("/")]
    return Confined("/kehoach", places, writable, image | service["environment"], network)


def stamp_at(folder: str) -> str:
    """What the launcher's set-up notes when all is installed, as it would be for a program in that folder."""
    names = ("pyproject.toml", "constraints.txt", "kehoach")
    sums = "".join(f"{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}  {folder}/{name}\n" for name in names)
    return hashlib.sha256(sums.encode()).hexdigest()[:16]
