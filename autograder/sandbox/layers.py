"""The jail around a worker: layers of protection, from the strongest that the machine offers."""

import contextlib
import ctypes
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.limits import Limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1  # linux/prctl.h

ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "",
}


@dataclass(frozen=True)
class Layer:
    """One row of `autograder doctor`."""

    name: str
    available: bool
    detail: str
    remedy: str


class SandboxUnavailable(RuntimeError):  # noqa: N818 - it names a state of the machine, like FileNotFound
    """Strict mode on a machine that lacks a layer."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"this machine cannot provide: {', '.join(missing)}; `autograder doctor` says what to do")
        self.missing = missing


def survey() -> tuple[Layer, ...]:
    """What this machine offers, measured."""
    return (
        Layer("session", hasattr(os, "setsid"), "a session and process group of its own", ""),
        Layer("limits", resource is not None, "resource limits", ""),
    )


class Jail:
    """What every worker of one zygote is locked into; built once, after the imports and before any fork."""

    def __init__(self, mode: str, readable: Sequence[str], hidden: Sequence[str]) -> None:
        self.mode = mode
        self.readable = tuple(readable)
        self.hidden = tuple(hidden)
        self.layers = tuple(layer.name for layer in survey() if layer.available)
        self._home = tempfile.mkdtemp(prefix="autograder-")
        self._scratch: dict[int, str] = {}
        self._next = ""

    def fork(self) -> int:
        """`os.fork`, with a scratch folder for the child."""
        self._next = tempfile.mkdtemp(dir=self._home)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._parent = parent
        else:
            self._scratch[pid] = self._next
        return pid

    def enter(self, limits: Limits, channel_fd: int) -> None:
        """Lock the calling process, which `fork` has just made, into every layer of `layers`."""
        os.setsid()
        mapped = _mapped_bytes()
        _close_all_but(channel_fd)
        os.environ.clear()
        os.environ.update(ENVIRONMENT, HOME=self._next, TMPDIR=self._next)
        tempfile.tempdir = None
        os.chdir(self._next)
        _limit(limits, mapped)
        if LINUX:
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            if os.getppid() != self._parent:
                os._exit(1)

    def bury(self, pid: int) -> tuple[int, float, int]:
        """Kill the worker with all that it started, reap it, and remove what it left."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        shutil.rmtree(self._scratch.pop(pid), ignore_errors=True)
        rss = usage.ru_maxrss if LINUX else usage.ru_maxrss // 1024
        return status, usage.ru_utime + usage.ru_stime, rss

    def close(self) -> None:
        """Remove what the jail itself keeps on disk."""
        shutil.rmtree(self._home, ignore_errors=True)


def _mapped_bytes() -> int:
    if not LINUX:
        return 0
    return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _close_all_but(channel_fd: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.closerange(3, channel_fd)
    os.closerange(channel_fd + 1, os.sysconf("SC_OPEN_MAX"))


def _limit(limits: Limits, mapped: int) -> None:
    if resource is None:
        return
    for kind, value in (
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_AS, mapped + (limits.memory_mb << 20)),
        (resource.RLIMIT_FSIZE, limits.file_mb << 20),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
