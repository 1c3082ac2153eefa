"""Commands in surroundings like those of a systemd unit or a container, made of Linux namespaces.

The root file system is read-only but for the folders that are named, /tmp and the homes are other ones, there is no
network but the machine's own, and the user has no rights. Only root can make such surroundings.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.version import ROOT

USER = 1000
TOOLS = ("unshare", "nsenter", "setpriv", "mount", "chroot", "ip")
HIDDEN = ("tmp", "home", "root", "srv")
"""Folders of the root that are new and empty inside."""

_BUILT_IN = f"/{HIDDEN[-1]}"
_NEW = f"{_BUILT_IN}/new"


def why_not() -> str:
    """Why no such surroundings can be made here; nothing where they can."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f"needs {', '.join(missing)}"
    trial = (
        f"mount --make-rprivate / && mount -t tmpfs tmpfs {_BUILT_IN} && mount -o remount,bind,ro=recursive {_BUILT_IN}"
    )
    done = subprocess.run(["unshare", "--mount", "--net", "sh", "-c", trial], capture_output=True, check=False)
    return "only root may make namespaces" if done.returncode else ""


@dataclass(frozen=True)
class Confined:
    """Surroundings: folders and files of this machine by the path under which they are seen, and what may be written.

    Commands run in `folder`; `network` is a process whose network is shared, else there is one of its own.
    """

    folder: str
    places: Mapping[str, Path]
    writable: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    network: int | None = None

    def start(self, command: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
        """Start a command, whose process is the one that is returned; what it says goes to `log`."""
        net = [f"--net=/proc/{self.network}/ns/net"] if self.network else []
        outer = ["nsenter", *net, "unshare", "--mount"] if net else ["unshare", "--net", "--mount"]
        script = "\n".join(["set -e", "ip link set lo up", *self._surroundings(), self._call(command)])
        with log.open("ab") as said:
            return subprocess.Popen([*outer, "bash", "-c", script], stdout=said, stderr=said, start_new_session=True)

    def _surroundings(self) -> Iterator[str]:
        """The new root is made of the old one's folders; what is mounted last is seen."""
        yield from ("mount --make-rprivate /", f"mount -t tmpfs -o mode=755 tmpfs {_BUILT_IN}", f"mkdir {_NEW}")
        yield f"mount --bind {_NEW} {_NEW}"
        for path in sorted(Path("/").iterdir()):
            inside = f"{_NEW}/{path.name}"
            if path.is_symlink():
                yield f"cp -P {path} {inside}"
            elif path.is_dir():
                yield f"mkdir {inside}"
                if path.name not in HIDDEN:
                    yield f"mount --rbind {path} {inside}"
        for name in ("tmp", "var/cache"):
            yield f"mount -t tmpfs -o mode=1777 tmpfs {_NEW}/{name}"
        for seen, path in {**self._interpreter(), **self.places}.items():
            inside, outside = shlex.quote(f"{_NEW}{seen}"), shlex.quote(str(path))
            if path.is_dir():
                yield f"mkdir -p {inside}"
            yield f"mount --rbind {outside} {inside}"
        yield f"mount -o remount,bind,ro=recursive {_NEW}"
        for seen in ("/dev", "/dev/shm", "/tmp", *self.writable):
            yield f"mount -o remount,bind,rw {_NEW}{seen}"

    def _interpreter(self) -> dict[str, Path]:
        """The program and Python, where they lie in folders that are hidden."""
        homes = (ROOT, ROOT / ".venv", Path(sys.base_prefix))
        return {str(path): path for path in homes if path.parts[1] in HIDDEN}

    def _call(self, command: Sequence[str]) -> str:
        variables = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", **self.environment}
        given = [f"{name}={value}" for name, value in variables.items()]
        rights = ["--reuid", str(USER), "--regid", str(USER), "--clear-groups", "--no-new-privs"]
        inside = f"cd {shlex.quote(self.folder)} && exec {shlex.join(command)}"
        drop = ["setpriv", *rights, "--bounding-set=-all", "--inh-caps=-all"]
        return "exec " + shlex.join(["chroot", _NEW, *drop, "env", "-i", *given, "bash", "-c", inside])
