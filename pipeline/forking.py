"""The template's own side: it forks a worker at each request, and tells how its workers have ended.

A request carries four files: where the worker finds its jobs, where it writes its events, its log, and where its exit
code is told. It has one thread, since a fork takes no other along, and no lock that another holds is ever given back.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys

_FILES = 4


def fork_on_request(requests: socket.socket) -> int | None:
    """In each new worker the file that its events go to, its jobs being stdin; in the template None, in the end."""
    statuses: dict[int, int] = {}
    woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    while True:
        ready, _, _ = select.select([requests.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, select.PIPE_BUF)
            _tell_ended(statuses)
            continue
        _, files, _, _ = socket.recv_fds(requests, 16, _FILES)
        if not files:
            return None
        jobs, events, log, status = files
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            requests.close()
            _close(woken, wake, status, *statuses.values())
            return _settled(jobs, events, log)
        os.setpgid(pid, pid)
        statuses[pid] = status
        requests.send(str(pid).encode())
        _close(jobs, events, log)


def abandoned(requests: socket.socket) -> bool:
    """Whether nobody is left at the other end."""
    ready, _, _ = select.select([requests], [], [], 0)
    return bool(ready) and not requests.recv(1, socket.MSG_PEEK)


def _settled(jobs: int, events: int, log: int) -> int:
    """The worker's own files in the places where libraries and engines look for them."""
    for number, place in ((jobs, sys.stdin.fileno()), (log, sys.stdout.fileno()), (log, sys.stderr.fileno())):
        os.dup2(number, place, inheritable=True)
    _close(jobs, log)
    os.set_inheritable(events, False)
    return events


def _tell_ended(statuses: dict[int, int]) -> None:
    """Kill what each ended worker had started, while its number can be no other's yet, and tell how it ended."""
    for pid in list(statuses):
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            os.killpg(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            os.write(statuses[pid], str(os.waitstatus_to_exitcode(status)).encode())
            _close(statuses.pop(pid))


def _close(*files: int) -> None:
    for file in files:
        os.close(file)
