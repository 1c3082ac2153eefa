"""A machine of its own that can be started, shut down and lose its power: Debian, booted by systemd in a container.

The archive and the service's cache lie on a disk of their own, so that a loss of power loses what was not yet written.
Only root can make such a machine, from a Debian mirror.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import ssl
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

TOOLS = ("systemd-nspawn", "mmdebstrap", "nsenter", "mkfs.ext4", "mount", "pgrep")
SUITE = "bookworm"
PACKAGES = "systemd,systemd-sysv,dbus,sudo,ca-certificates,python3,python3-venv,procps,iproute2"
PATIENCE = 240.0
_EXT4_IOC_SHUTDOWN, _WITHOUT_FLUSHING = 0x8004587D, 2  # linux: fs/ext4/ext4.h
_CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"


def why_not() -> str:
    """Why no machine can be made here; nothing where it can be tried."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f"needs {', '.join(missing)} (Debian: systemd-container, mmdebstrap)"
    return "" if os.geteuid() == 0 else "only root may make a machine"


def eventually(is_so: Callable[[], object], explain: Callable[[], str]) -> None:
    """Wait until something is so; an AssertionError with the explanation when it takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, explain()[-4000:]
        time.sleep(0.5)


class NoMirrorError(RuntimeError):
    """Debian can't be had from a mirror; the message says why."""


class Machine:
    """A machine in a folder; `disks` are the folders that lie on its disk, as it sees them."""

    def __init__(self, folder: Path, disks: tuple[str, ...]) -> None:
        self.root, self.disk, self._image = (folder / name for name in ("root", "disk", "disk.img"))
        self._disks, self._console = disks, folder / "console"
        self._process: subprocess.Popen[bytes] | None = None

    def install(self) -> None:
        """Put Debian in its folder, from the mirror; raises NoMirrorError."""
        command = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}", SUITE, str(self.root)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            raise NoMirrorError(done.stderr[-300:])
        known = ssl.get_default_verify_paths().cafile
        if known:  # where packages come through a proxy that signs for itself
            shutil.copy(known, self.root / _CERTIFICATES)

    def plug_in(self) -> None:
        """Give it an empty disk."""
        with self._image.open("wb") as stream:
            stream.truncate(2 << 30)
        subprocess.run(["mkfs.ext4", "-q", self._image], check=True)
        self.disk.mkdir()
        self._plug_in()
        for path in self._disks:
            self.on_disk(path).mkdir()

    def on_disk(self, path: str) -> Path:
        """Where a folder of the machine's disk lies for us."""
        return self.disk / path.strip("/").replace("/", "-")

    def boot(self, *, online: bool = False) -> None:
        """Start it; it reaches other machines, as its set-up must, or only itself."""
        options = [f"--bind={self.on_disk(path)}:{path}" for path in self._disks]
        options += [] if online else ["--private-network"]
        command = ["systemd-nspawn", "--boot", "--register=no", "--keep-unit", f"--directory={self.root}"]
        command += ["--machine=kehoach-test", "--console=pipe", "--resolv-conf=copy-host", "--link-journal=no"]
        rights = [
            "--capability=CAP_BPF,CAP_NET_ADMIN",
            "--system-call-filter=bpf",
        ]  # so that the unit's filter of addresses is in force
        with self._console.open("ab") as said:
            self._process = subprocess.Popen(
                [*command, *rights, *options], stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        eventually(lambda: self.run("systemctl is-system-running || true") == "running", self._console.read_text)

    def run(self, script: str) -> str:
        """What a script says that root runs in the machine; nothing while there is no machine."""
        leader = self._leader()
        if leader is None:
            return ""
        variables = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", f"PIP_CERT=/{_CERTIFICATES}"]
        inside = ["nsenter", "--target", leader, "--all", "env", "-i", *variables, "bash", "-c", f"exec 2>&1\n{script}"]
        return subprocess.run(inside, capture_output=True, text=True, check=False).stdout.strip()

    def journal(self, more: str = "") -> str:
        """What the service has said since the machine was made."""
        return self.run(f"journalctl --unit kehoach --output cat --no-pager {shlex.quote(more)}".removesuffix(" ''"))

    def shut_down(self) -> None:
        self.run("systemctl poweroff")
        assert self._process is not None
        self._process.wait(120)

    def cut_power(self) -> None:
        """What was not yet on the disk is lost; all processes end at once. The disk is plugged in again."""
        folder = os.open(self.disk, os.O_RDONLY)
        fcntl.ioctl(folder, _EXT4_IOC_SHUTDOWN, struct.pack("I", _WITHOUT_FLUSHING))
        os.close(folder)
        self._kill()
        self._unplug()
        self._plug_in()

    def remove(self) -> None:
        """End the machine; its folder can be deleted."""
        self._kill()
        if self.disk.is_mount():
            self._unplug()

    def _leader(self) -> str | None:
        if self._process is None or self._process.poll() is not None:
            return None
        done = subprocess.run(["pgrep", "-P", str(self._process.pid)], capture_output=True, text=True, check=False)
        return next(iter(done.stdout.split()), None)

    def _kill(self) -> None:
        leader = self._leader()
        if leader is not None:
            subprocess.run(["kill", "-KILL", leader], check=False)
        if self._process is not None:
            self._process.wait(60)

    def _plug_in(self) -> None:
        subprocess.run(["mount", "-o", "loop", self._image, self.disk], check=True)

    def _unplug(self) -> None:
        eventually(lambda: subprocess.run(["umount", self.disk], check=False).returncode == 0, lambda: "disk in use")
