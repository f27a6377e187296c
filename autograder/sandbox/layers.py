"""The jail around a worker: layers of protection, from the strongest that the machine offers.

A zygote builds one `Jail` after its imports. What can be prepared for all workers is prepared then: namespaces, a file
system of the readable folders, rules, the filter. `fork` makes a worker, `enter` locks it in, `bury` removes it with
all that it left.
"""

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import kernel, landlock, namespaces, remains, seccomp
from autograder.sandbox.limits import Limits
from autograder.sandbox.survey import Layer, survey, users
from autograder.sandbox.visible import Visible, open_to_all, visible

__all__ = ["Jail", "Layer", "SandboxUnavailable", "survey"]

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

PORTABLE = ("session", "limits")
LOADER_CACHE = "/etc/ld.so.cache"  # where the dynamic loader finds shared libraries outside its built-in folders
SEARCHABLE = 0o711  # workers get to their own folders by name, and see no other names
FIRST_PROCESS = 1
SHARED_NAMESPACES = (
    ("network", namespaces.NEWNET),
    ("ipc", namespaces.NEWIPC),
)  # one of each for all workers of a zygote
OPEN_FILES = 64  # enough for imports and data files, few enough to bound what lies in pipes and open files
SIGNALS = 64  # pending ones
WORKERS = 64  # of one zygote at a time: each has a user id of its own

ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "",
}


class SandboxUnavailable(RuntimeError):
    """Strict mode on a machine that lacks a layer."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"this machine lacks {', '.join(missing)}; `autograder doctor` says what to do")
        self.missing = missing


@dataclass(frozen=True)
class _Cell:
    """What one worker has for its own."""

    user: int | None  # None: that of the zygote
    folder: (
        str | None
    )  # its scratch folder on the machine's disk; None where it is mounted and vanishes with the worker


class Jail:
    """What every worker of one zygote is locked into; built once, after the imports and before any fork.

    `mode` is `auto` (what there is), `strict` (all, or SandboxUnavailable) or `portable` (what every system has).
    `layers` names what `enter` applies. Where process ids of its own are among them, the caller goes on as a child of
    the process that it was: the parent waits for it, and each ends with the other.
    """

    def __init__(self, mode: str, readable: Sequence[str], hidden: Sequence[str]) -> None:
        self.layers = _choose(mode)
        self._hidden = tuple(hidden)
        self._cells: dict[int, _Cell] = {}
        self._kept_capabilities = 0
        self._rules: int | None = None
        if kernel.LINUX:
            self._prepare(visible([*readable, LOADER_CACHE], hidden))
        self._home = None if "mount" in self.layers else tempfile.mkdtemp(prefix="autograder-")
        if self._home and "uid" in self.layers:
            Path(self._home).chmod(SEARCHABLE)

    def fork(self) -> int:
        """`os.fork`: 0 in the child, which then calls `enter`."""
        cell = self._new_cell()
        try:
            pid = namespaces.fork(self._own_ids) if "pid" in self.layers else os.fork()
        except OSError:
            self._clear(cell)
            raise
        if pid:
            self._cells[pid] = cell
        else:
            self._cell = cell
        return pid

    def enter(self, limits: Limits, channel_fd: int) -> None:
        """Lock the calling process, which `fork` has just made, into all of `layers`; OSError when one fails."""
        if hasattr(os, "setsid"):
            os.setsid()
        mapped = self._mapped()
        scratch = self._scratch(limits.file_mb)
        if "landlock" in self.layers:
            landlock.restrict(self._rules or _ruleset(self._grants, scratch))
        _close_all_but(channel_fd)
        os.chdir(scratch)
        _forget_environment(scratch)
        self._drop_privileges()
        _limit(limits, mapped)
        if kernel.LINUX:
            self._die_with_zygote()
        for (
            name
        ) in self._hidden:  # an import says that there is no such module; that none is readable is up to the layers
            sys.modules[name] = None  # type: ignore[assignment]
        if "seccomp" in self.layers:
            seccomp.apply(seccomp.program(kernel.MACHINE, os.getpid()))

    def bury(self, pid: int) -> tuple[int, float, int]:
        """Kill the worker with all that it started, reap it and remove what it left.

        Returns its wait status, the processor time that it used in seconds and its largest resident size in KiB.
        """
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: a group of zombies is not permitted
            os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):  # it may not have got to its own group yet
            os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        cell = self._cells.pop(pid)
        if kernel.LINUX and "pid" not in self.layers:
            remains.kill_strays(self._cells, self._proc)
        if kernel.LINUX and not {"ipc", "seccomp"} & set(self.layers):
            remains.remove_ipc(pid, cell.user, self._proc)
        self._clear(cell)
        rss_kib = usage.ru_maxrss if kernel.LINUX else usage.ru_maxrss // 1024
        return status, usage.ru_utime + usage.ru_stime, rss_kib

    def close(self) -> None:
        """Remove what the jail itself keeps on disk."""
        if self._home:
            remains.remove_tree(self._home)

    def _prepare(self, files: Visible) -> None:
        """Do once what holds for all workers. The caller may come out as another process: see the class."""
        self._zygote = os.getpid()
        self._users = users()
        self._proc = os.open("/proc", os.O_PATH | os.O_CLOEXEC)
        if "no_new_privs" in self.layers:
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        if "user" in self.layers:
            namespaces.become_own_user()
        if shared := sum(flag for name, flag in SHARED_NAMESPACES if name in self.layers):
            namespaces.unshare(shared)
        if "pid" in self.layers:
            namespaces.become_first_process()
            self._own_ids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        else:
            kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
        if "uid" in self.layers or "user" in self.layers:
            kernel.drop_bounding_set()
            self._kept_capabilities = self._capabilities_for(files.whole)
        if "mount" in self.layers:
            namespaces.unshare(namespaces.NEWNS)
            namespaces.build_root(files.whole)
        if "landlock" in self.layers:
            self._grants = _grants(files)
            if "mount" in self.layers:
                self._rules = _ruleset(self._grants, namespaces.SCRATCH_PARENT)
        if "seccomp" in self.layers and "pid" in self.layers:
            seccomp.program(kernel.MACHINE, FIRST_PROCESS)  # the same for every worker, and kept
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)

    def _capabilities_for(self, paths: tuple[str, ...]) -> int:
        """Reading what is private to root's home is left to workers where another layer limits reading to `paths`."""
        confined = {"mount", "landlock"} & set(self.layers)
        from_root = "mount" not in self.layers
        if "uid" not in self.layers or not confined or all(open_to_all(path, from_root=from_root) for path in paths):
            return 0
        return 1 << kernel.CAP_DAC_READ_SEARCH

    def _new_cell(self) -> _Cell:
        user = self._free_user() if "uid" in self.layers else None
        if not self._home:
            return _Cell(user, None)
        folder = tempfile.mkdtemp(dir=self._home)
        if user is not None:
            os.chown(folder, user, user)
        return _Cell(user, folder)

    def _free_user(self) -> int:
        """A user id that no other live worker has, of this zygote or another: process ids are unique."""
        ids, taken = self._users, {cell.user for cell in self._cells.values()}
        first = self._zygote * WORKERS
        return next(user for n in range(WORKERS) if (user := ids[(first + n) % len(ids)]) not in taken)

    def _clear(self, cell: _Cell) -> None:
        if cell.folder:
            remains.remove_tree(cell.folder)
        if cell.user is not None and not {"mount", "landlock"} & set(self.layers):
            remains.remove_files_of(cell.user)

    def _mapped(self) -> int:
        """Bytes of address space that the calling process has now."""
        if not kernel.LINUX:
            return 0
        return int(kernel.read("self/statm", dir_fd=self._proc).split()[0]) * os.sysconf("SC_PAGE_SIZE")

    def _scratch(self, file_mb: int) -> str:
        """The path of the empty scratch folder of the calling worker."""
        if self._cell.folder:
            return self._cell.folder
        user, group = (os.geteuid(), os.getegid()) if self._cell.user is None else (self._cell.user, self._cell.user)
        namespaces.mount_scratch(file_mb, user, group)
        return namespaces.SCRATCH

    def _drop_privileges(self) -> None:
        user = self._cell.user
        if user is not None:
            kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)  # they are set, to fewer or none, below
            os.setgroups([])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
        if user is not None or "user" in self.layers:
            kernel.set_capabilities(self._kept_capabilities)

    def _die_with_zygote(self) -> None:
        """After the user id has changed: that makes the kernel forget the signal."""
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        if "pid" not in self.layers and os.getppid() != self._zygote:  # with process ids of its own, the kernel ends it
            os._exit(1)


def _choose(mode: str) -> tuple[str, ...]:
    """The names of the layers to apply. Raises SandboxUnavailable when the mode asks for more than there is."""
    rows = survey()
    if mode == "strict" and (missing := tuple(row.name for row in rows if row.remedy)):
        raise SandboxUnavailable(missing)
    if mode not in ("auto", "strict", "portable"):
        raise ValueError(f"sandbox mode {mode!r}: auto, strict or portable")
    return tuple(row.name for row in rows if row.available and (mode != "portable" or row.name in PORTABLE))


def _grants(files: Visible) -> list[tuple[int, int]]:
    """What every worker may do with which files: descriptors and rights, for Landlock."""
    rights = dict.fromkeys(files.listed, landlock.READ_DIR)
    rights |= dict.fromkeys((*files.whole, *namespaces.DEVICES), landlock.READ)
    rights |= dict.fromkeys(("/dev/null", "/dev/zero"), landlock.READ | landlock.WRITE_FILE)
    return [(os.open(path, os.O_PATH | os.O_CLOEXEC), granted) for path, granted in rights.items()]


def _ruleset(grants: list[tuple[int, int]], scratch: str) -> int:
    fd = os.open(scratch, os.O_PATH | os.O_CLOEXEC)
    return landlock.ruleset([*grants, (fd, landlock.SCRATCH)])


def _close_all_but(channel_fd: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(3, channel_fd)
    os.closerange(channel_fd + 1, os.sysconf("SC_OPEN_MAX"))


def _forget_environment(scratch: str) -> None:
    os.environ.clear()
    os.environ.update(ENVIRONMENT, HOME=scratch, TMPDIR=scratch)
    tempfile.tempdir = None  # it remembers the zygote's


def _limit(limits: Limits, mapped: int) -> None:
    if resource is None:
        return
    values = {
        "RLIMIT_CPU": limits.cpu_s,
        "RLIMIT_FSIZE": limits.file_mb << 20,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_NPROC": 1,  # no second process or thread of this user
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_SIGPENDING": SIGNALS,
    }
    if kernel.LINUX:  # elsewhere it is not what is mapped that counts, and nothing tells how much there is
        values["RLIMIT_AS"] = mapped + (limits.memory_mb << 20)
    for name, value in values.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            _, highest = resource.getrlimit(kind)
            bound = value if highest == resource.RLIM_INFINITY else min(value, highest)
            resource.setrlimit(kind, (bound, bound))
