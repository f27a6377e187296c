"""Namespaces: a file system, a network, IPC and process ids of the worker's own. See linux/sched.h, linux/mount.h.

The zygote moves once, with what can be shared, into namespaces of its own and becomes the first process there:
whatever happens to it, the kernel ends every worker with it. Each worker then gets its own process ids and its own
scratch folder.
"""

import ctypes
import os
import select
import signal
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from autograder.sandbox import kernel

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000  # CLONE_*
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 0x2, 0x4, 0x8, 0x1000, 0x4000, 0x40000
MNT_DETACH = 2
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 0x1, 0x2, 0x4
AT_FDCWD, AT_RECURSIVE = -100, 0x8000

COVERED = "/dev"  # where the new root is put together: a folder that exists and that the new root needs nothing else of
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
SCRATCH_PARENT = "/scratch"
SCRATCH = "/scratch/own"  # what is mounted there is found by rules on the parent, which Landlock asks next
SCRATCH_FILES = 1024
SCRATCH_FULL_FILES = 16  # the scratch folder holds so many files of the largest size allowed


def unshare(flags: int) -> None:
    """Leave the caller's namespaces for new ones."""
    kernel.library("unshare", flags)


def become_own_user() -> None:
    """Enter a user namespace in which the caller has every capability, and keeps its user and group."""
    user, group = os.geteuid(), os.getegid()
    unshare(NEWUSER)
    Path("/proc/self/setgroups").write_bytes(b"deny")  # the kernel wants it before an ordinary user maps a group
    Path("/proc/self/uid_map").write_bytes(b"%d %d 1" % (user, user))
    Path("/proc/self/gid_map").write_bytes(b"%d %d 1" % (group, group))


def become_first_process() -> None:
    """Go on as the first process of new process ids; the caller stays behind to wait, and its death is ours."""
    unshare(NEWPID)
    theirs, ours = os.pipe()
    pid = os.fork()
    if pid:
        _wait_for(pid, ours)
    os.close(ours)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if select.select([theirs], [], [], 0)[0]:  # only the parent holds the other end: it died before the line above
        os._exit(1)
    os.close(theirs)


def fork(own_ids: int) -> int:
    """`os.fork` into new process ids; `own_ids` is a descriptor of the caller's, to which it returns."""
    unshare(NEWPID)
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid:
            kernel.library("setns", own_ids, NEWPID)
    return pid


def build_root(paths: Iterable[str]) -> None:
    """Make a file system that holds `paths`, read-only and where they were, a few devices, and nothing else.

    So an interpreter below a private home stays readable after the user id is dropped: it has new parent folders.
    """
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    sources = [(path, os.open(path, os.O_PATH | os.O_CLOEXEC)) for path in (*paths, *DEVICES)]
    mount("tmpfs", COVERED, "tmpfs", MS_NOSUID, "size=1m,mode=755")
    for path, fd in sources:
        _bind(fd, COVERED + path, MOUNT_ATTR_NOSUID | (0 if path in DEVICES else MOUNT_ATTR_NODEV))
    Path(COVERED + SCRATCH).mkdir(parents=True)
    _restrict_mount(COVERED, 0, MOUNT_ATTR_RDONLY)
    os.chdir(COVERED)
    kernel.call("pivot_root", b".", b".")  # the old root lies on top of the new one until it is detached
    kernel.library("umount2", b".", MNT_DETACH)
    os.chdir("/")


def mount_scratch(file_mb: int, user: int, group: int) -> None:
    """Give the calling process an empty scratch folder that vanishes with it."""
    unshare(NEWNS)
    size_mb = SCRATCH_FULL_FILES * file_mb
    options = f"size={size_mb}m,nr_inodes={SCRATCH_FILES},mode=700,uid={user},gid={group}"
    mount("tmpfs", SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)


def mount(source: str, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    """Attach a file system, or a part of one, at `target`."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    kernel.library("mount", texts[0], texts[1], texts[2], flags, texts[3])


def _wait_for(pid: int, held: int) -> NoReturn:
    """Hold nothing but the pipe's end `held`, and end as the child does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.closerange(0, held)
    os.closerange(held + 1, os.sysconf("SC_OPEN_MAX"))
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os._exit(status if status >= 0 else 128 - status)


def _bind(fd: int, target: str, attributes: int) -> None:
    if stat.S_ISDIR(os.fstat(fd).st_mode):
        Path(target).mkdir(parents=True, exist_ok=True)
    else:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(target).touch()
    mount(f"/proc/self/fd/{fd}", target, None, MS_BIND | MS_REC)
    _restrict_mount(target, AT_RECURSIVE, attributes | MOUNT_ATTR_RDONLY)
    os.close(fd)


def _restrict_mount(target: str, flags: int, attributes: int) -> None:
    mount_attr = attributes.to_bytes(8, sys.byteorder) + bytes(24)  # set; clear, propagation and namespace stay 0
    buffer = ctypes.create_string_buffer(mount_attr, len(mount_attr))
    kernel.call("mount_setattr", AT_FDCWD, os.fsencode(target), flags, buffer, len(mount_attr))
