"""What a command costs: seconds, processor seconds with all its children, and memory."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL_S = 0.1  # between two looks at memory: a worker lives about as long
ZYGOTE = "autograder.sandbox.zygote"


@dataclass(frozen=True)
class Cost:
    """Of one run: `peak_mb` sums all processes, shared pages counted once; `worker_mb` is what a worker had alone."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    first_mb: float
    worker_mb: float


def measure(command: Sequence[str], env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Cost:
    """Run a command and return its cost. Raises RuntimeError, with what it said, when it ends with more than 1."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **THREADS, **(env or {})}, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    watch = _Watch(process.pid)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)  # what it has waited for is in it: judges, zygotes, workers, kernels
    wall_s = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said.decode()[-2000:]}")
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, watch.peak_mb, watch.first_mb, watch.worker_mb)


THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class _Watch:
    """Looks at the memory of a process and all below it, again and again."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._over = threading.Event()
        self.peak_mb = self.first_mb = self.worker_mb = 0.0
        self._thread = threading.Thread(target=self._look_on)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._over.wait(INTERVAL_S):
            with contextlib.suppress(psutil.Error):
                self._look()

    def _look(self) -> None:
        total_mb = 0.0
        for process in (self._root, *self._root.children(recursive=True)):
            with contextlib.suppress(psutil.Error, OSError):
                shared_mb, own_mb = _memory_mb(process.pid)
                total_mb += shared_mb
                if process.pid == self._root.pid:
                    self.first_mb = max(self.first_mb, shared_mb)
                if _is_worker(process):
                    self.worker_mb = max(self.worker_mb, own_mb)
        self.peak_mb = max(self.peak_mb, total_mb)


def _memory_mb(pid: int) -> tuple[float, float]:
    """Return the proportional set size and the private memory."""
    rows = [line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]]
    kb = {row[0]: int(row[1]) for row in rows}
    return kb["Pss:"] / 1024, (kb["Private_Clean:"] + kb["Private_Dirty:"]) / 1024


def _is_worker(process: psutil.Process) -> bool:
    """Tell a worker, which leads a session of its own, from the zygote and its double in a namespace."""
    parent = process.parent()
    return parent is not None and ZYGOTE in parent.cmdline() and os.getsid(process.pid) == process.pid
