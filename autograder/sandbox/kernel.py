"""Linux system calls that Python doesn't wrap; every one raises OSError when the kernel refuses.

Numbers and names are those of the kernel's headers, given beside them.
"""

import ctypes
import os
import platform
import sys

LINUX = sys.platform == "linux"
MACHINE = platform.machine()

# linux/prctl.h
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

# linux/capability.h
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_READ_SEARCH = 2

# asm/unistd_64.h (x86_64) and asm-generic/unistd.h (aarch64)
NUMBERS = {
    "capset": {"x86_64": 126, "aarch64": 91},
    "landlock_add_rule": {"x86_64": 445, "aarch64": 445},
    "landlock_create_ruleset": {"x86_64": 444, "aarch64": 444},
    "landlock_restrict_self": {"x86_64": 446, "aarch64": 446},
    "mount_setattr": {"x86_64": 442, "aarch64": 442},
    "pivot_root": {"x86_64": 155, "aarch64": 41},
}

_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None

Argument = int | bytes | ctypes.Array[ctypes.c_char] | ctypes.Structure | None


def library(name: str, *arguments: Argument) -> int:
    """Call a function of the C library."""
    if _libc is None:
        raise OSError(f"{name}: this is not Linux")
    result: int = getattr(_libc, name)(*map(_wide, arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


def call(name: str, *arguments: Argument) -> int:
    """Make a system call for which the C library has no function."""
    number = NUMBERS[name].get(MACHINE)
    if number is None:
        raise OSError(f"{name}: not known on {MACHINE}")
    try:
        return library("syscall", number, *arguments)
    except OSError as error:
        raise OSError(error.errno, f"{name}: {os.strerror(error.errno or 0)}") from None


def prctl(option: int, value: int = 0) -> None:
    """Set one property of the calling process."""
    library("prctl", option, value, 0, 0, 0)


def drop_bounding_set() -> None:
    """Give up, for this process and its children, what a new program could ever gain."""
    last = int(read("/proc/sys/kernel/cap_last_cap"))
    for capability in range(last + 1):
        prctl(PR_CAPBSET_DROP, capability)
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)


def set_capabilities(mask: int) -> None:
    """Make `mask` the effective and permitted set of the calling process; nothing is inheritable."""
    header = CAPABILITY_VERSION_3.to_bytes(4, sys.byteorder) + bytes(4)
    low, high = (word.to_bytes(4, sys.byteorder) for word in (mask & 0xFFFFFFFF, mask >> 32))
    data = low * 2 + bytes(4) + high * 2 + bytes(4)
    call("capset", ctypes.create_string_buffer(header, 8), ctypes.create_string_buffer(data, 24))


def read(path: str, dir_fd: int | None = None) -> bytes:
    """The contents of a small file of the kernel's."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC, dir_fd=dir_fd)
    try:
        return os.read(fd, 1 << 20)
    finally:
        os.close(fd)


def _wide(argument: Argument) -> object:
    """Integers as the kernel takes them: 64 bits, also through variadic functions."""
    if isinstance(argument, int):
        return ctypes.c_ulong(argument)
    if isinstance(argument, ctypes.Structure):
        return ctypes.byref(argument)
    return argument
