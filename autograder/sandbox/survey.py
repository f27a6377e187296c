"""What this machine offers to lock workers in with: each layer is tried in a short-lived child, none is guessed."""

import errno
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import kernel, landlock, namespaces, seccomp

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

# What workers of a zygote started as root get: 2^28 ids that systemd's table of users leaves free, for each process
# id (at most 2^22) and 64 workers; or, where a container maps fewer, those that systemd uses for short-lived users.
USERS = range(0x70000000, 0x80000000)
USERS_IN_CONTAINER = range(61184, 65520)

LANDLOCK_COMPLETE = 3  # the first version that keeps a file from being truncated by its path (Linux 6.2)

ELSEWHERE = "grade on Linux: a virtual machine, a container or WSL will do"
NEW_KERNEL = "use Linux 5.13 or later (6.2 or later is better)"
LANDLOCK_OFF = (
    f"{NEW_KERNEL} with `landlock` in the list of the boot parameter `lsm=`, and a container that allows its calls"
)
PRIVILEGED = "give the container CAP_SYS_ADMIN, or start as an ordinary user where user namespaces are allowed"
RESTRICTIONS = (  # sysctl, value that is in the way, what to do
    ("kernel/apparmor_restrict_unprivileged_userns", b"1", "sysctl kernel.apparmor_restrict_unprivileged_userns=0"),
    ("kernel/unprivileged_userns_clone", b"0", "sysctl kernel.unprivileged_userns_clone=1"),
    ("user/max_user_namespaces", b"0", "sysctl user.max_user_namespaces=10000"),
)


@dataclass(frozen=True)
class Layer:
    """One row of `autograder doctor`. A layer with a remedy has a gap, even where it is available."""

    name: str
    available: bool
    detail: str
    remedy: str


def survey() -> tuple[Layer, ...]:
    """What this machine offers, measured."""
    return (
        Layer("session", hasattr(os, "setsid"), "a session and process group of its own", ""),
        Layer("limits", resource is not None, "processor time, memory, files and processes", ""),
        *(_linux() if kernel.LINUX else _elsewhere()),
    )


def users() -> range:
    """The user ids that workers of a root zygote may get."""
    return USERS if _mapped(USERS) else USERS_IN_CONTAINER


def is_root() -> bool:
    """Whether this process may take on other user ids."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _linux() -> tuple[Layer, ...]:
    space = namespaces
    filtering = _seccomp()
    return (
        _tried("no_new_privs", "nothing that is executed gains privileges", _no_new_privs, NEW_KERNEL),
        *_identity(),
        _tried("mount", "a file system with nothing but what may be read", _mount, _remedy()),
        _tried("network", "no network but a loopback that is down", lambda: _unshared(space.NEWNET), _remedy()),
        _tried("ipc", "System V IPC and message queues apart", lambda: _unshared(space.NEWIPC), _remedy()),
        _tried("pid", "process ids of its own; all end with the first", _first_process, _remedy()),
        _landlock(filtering.available),
        filtering,
    )


def _elsewhere() -> tuple[Layer, ...]:
    names = ("no_new_privs", "uid", "user", "mount", "network", "ipc", "pid", "landlock", "seccomp")
    return tuple(Layer(name, False, f"not on {sys.platform}", ELSEWHERE) for name in names)


def _identity() -> tuple[Layer, Layer]:
    """Root drops to a user id of its own; an ordinary user drops to a user namespace without capabilities."""
    if is_root():
        return (
            _tried("uid", "a user id of its own, no capabilities", lambda: os.setresuid(*[users()[0]] * 3), PRIVILEGED),
            Layer("user", False, "not needed: started as root", ""),
        )
    return (
        Layer("uid", False, "not needed: started as an ordinary user", ""),
        _tried("user", "a user namespace without capabilities", namespaces.become_own_user, _remedy()),
    )


def _landlock(filtered: bool) -> Layer:
    name = "landlock"
    try:
        abi = landlock.version()
    except OSError as error:
        return Layer(name, False, str(error), LANDLOCK_OFF)
    if not filtered:
        return Layer(name, False, "not used without seccomp, which closes what it leaves open", "see seccomp")
    gap = "" if abi >= LANDLOCK_COMPLETE else NEW_KERNEL
    return _tried(name, f"ABI {abi}", _landlocked, LANDLOCK_OFF, gap)


def _seccomp() -> Layer:
    if not seccomp.supported():
        return Layer("seccomp", False, f"no table of system calls for {kernel.MACHINE}", "grade on x86_64 or aarch64")
    allowed = len(seccomp.numbers(kernel.MACHINE))
    return _tried("seccomp", f"{allowed} system calls allowed", _filtered, "use a kernel with CONFIG_SECCOMP_FILTER")


def _tried(name: str, detail: str, action: Callable[[], object], remedy: str, gap: str = "") -> Layer:
    failure = _trial(action)
    return Layer(name, not failure, failure or detail, remedy if failure else gap)


def _trial(action: Callable[[], object]) -> str:
    """Why `action` fails in a child of its own; nothing when it works."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        text = "ended early"
        try:
            action()
            text = ""
        except BaseException as error:  # noqa: BLE001 - whatever it is, the layer doesn't work
            text = str(error) or type(error).__name__
        finally:
            os.write(theirs, text.encode()[:500])
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as reader:
        text = reader.read()
    status = os.waitpid(pid, 0)[1]
    return text or (f"ended with status {status}" if status else "")


def _no_new_privs() -> None:
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)


def _unshared(flags: int) -> None:
    if not is_root():
        namespaces.become_own_user()
    namespaces.unshare(flags)


def _mount() -> None:
    _unshared(namespaces.NEWNS)
    namespaces.build_root(())
    namespaces.mount_scratch(1, os.geteuid(), os.getegid())
    if Path("/proc").exists():
        raise OSError("the old root stays visible")


def _first_process() -> None:
    """As in the jail: a first process, which puts a worker into process ids of its own."""
    if not is_root():
        namespaces.become_own_user()
    namespaces.unshare(namespaces.NEWPID)
    pid = os.fork()
    if pid:
        status = os.waitpid(pid, 0)[1]
        if status:
            raise OSError("no process ids for a worker of its own")
        return
    own_ids = os.open("/proc/self/ns/pid", os.O_RDONLY)
    child = namespaces.fork(own_ids)
    if child == 0:
        os._exit(os.getpid() != 1)
    os._exit(os.waitpid(child, 0)[1] != 0)


def _landlocked() -> None:
    _no_new_privs()
    landlock.restrict(landlock.ruleset(()))
    _must_be_refused(lambda: os.open("/", os.O_RDONLY), errno.EACCES)


def _filtered() -> None:
    _no_new_privs()
    seccomp.apply(seccomp.program(kernel.MACHINE, os.getpid()))
    _must_be_refused(socket.socket, errno.EPERM)


def _must_be_refused(action: Callable[[], object], code: int) -> None:
    try:
        action()
    except OSError as error:
        if error.errno == code:
            return
        raise
    raise OSError("it is accepted, and refuses nothing")


def _remedy() -> str:
    """What stands in the way of namespaces here."""
    for name, value, command in RESTRICTIONS:
        setting = Path("/proc/sys") / name
        if setting.exists() and setting.read_bytes().strip() == value:
            return command
    return PRIVILEGED


def _mapped(wanted: range) -> bool:
    lines = kernel.read("/proc/self/uid_map").splitlines()
    extents = [(int(first), int(length)) for first, _, length in map(bytes.split, lines)]
    return any(first <= wanted.start and wanted.stop <= first + length for first, length in extents)
