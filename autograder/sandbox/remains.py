"""What a worker may have left behind, and its removal: processes, files, System V IPC objects."""

import contextlib
import os
import secrets
import signal
import stat
import time
from collections.abc import Collection
from pathlib import Path

from autograder.sandbox import kernel

IPC_RMID = 0  # linux/ipc.h
SHARED_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue")  # noqa: S108 - where any user may leave files
PATIENCE_S = 5.0  # a chain of processes that fork and exit is hunted this long; it loses within milliseconds as a rule


def kill_strays(known: Collection[int], proc_fd: int) -> None:
    """Kill and reap all children of the caller but the known ones.

    What leaves its worker's process group becomes a child of the zygote when its parent has died.
    """
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        children = kernel.read("thread-self/children", dir_fd=proc_fd).split()
        strays = [int(child) for child in children if int(child) not in known]
        if not strays:
            return
        for stray in strays:
            os.kill(stray, signal.SIGKILL)
        for stray in strays:
            os.waitpid(stray, 0)


def remove_tree(folder: str) -> None:
    """Remove a folder, however deep, whatever the modes in it, following no link. Its owner must be dead."""
    with contextlib.suppress(FileNotFoundError):
        top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            while names := os.listdir(top):  # noqa: PTH208 - of a descriptor
                for name in names:
                    _remove_entry(top, name)
        finally:
            os.close(top)
        Path(folder).rmdir()


def remove_files_of(user: int) -> None:
    """Remove what this user left in folders that everyone may write to."""
    for folder in filter(os.path.isdir, SHARED_FOLDERS):
        for entry in list(os.scandir(folder)):
            with contextlib.suppress(FileNotFoundError):
                if entry.stat(follow_symlinks=False).st_uid == user:
                    remove_tree(entry.path) if entry.is_dir(follow_symlinks=False) else Path(entry.path).unlink()


def remove_ipc(pid: int, user: int | None, proc_fd: int) -> None:
    """Remove System V IPC objects of `user`; without a user of its own, the shared memory that process `pid` created.

    Queues and semaphores don't record who created them.
    """
    for kind, key in (("shm", "shmid"), ("msg", "msqid"), ("sem", "semid")):
        heading, *lines = kernel.read(f"sysvipc/{kind}", dir_fd=proc_fd).decode().splitlines()
        for line in lines:
            row = dict(zip(heading.split(), map(int, line.split()), strict=True))
            if row["cuid"] == user if user is not None else row.get("cpid") == pid:
                arguments = (row[key], 0, IPC_RMID) if kind == "sem" else (row[key], IPC_RMID, None)
                with contextlib.suppress(OSError):  # gone already
                    kernel.library(f"{kind}ctl", *arguments)


def _remove_entry(top: int, name: str) -> None:
    """Remove a file or folder, whose own folders are moved up to `top`: depth costs neither stack nor descriptors."""
    if not stat.S_ISDIR(os.lstat(name, dir_fd=top).st_mode):
        os.unlink(name, dir_fd=top)
        return
    os.chmod(name, stat.S_IRWXU, dir_fd=top)
    folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        for entry in os.listdir(folder):  # noqa: PTH208 - of a descriptor
            if stat.S_ISDIR(os.lstat(entry, dir_fd=folder).st_mode):
                os.chmod(entry, stat.S_IRWXU, dir_fd=folder)
                os.rename(entry, secrets.token_hex(16), src_dir_fd=folder, dst_dir_fd=top)
            else:
                os.unlink(entry, dir_fd=folder)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=top)
