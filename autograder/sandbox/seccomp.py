"""A seccomp filter: the system calls that a worker may make. See linux/seccomp.h, linux/filter.h and linux/audit.h.

It lists what is allowed, not what is refused, so that a call which a newer kernel adds is refused too. The list is what
NumPy, torch on one thread, the standard library's lazy imports and file work in a scratch folder were seen to use, with
their close relatives. Everything else (sockets, processes, threads, signals to others, ptrace, keys, mounts, io_uring,
namespaces, BPF, perf, owners and modes, System V IPC, anonymous files) answers EPERM, which Python raises as
PermissionError. Another architecture's calls kill the process.
"""

import ctypes
import errno
import functools
import struct

from autograder.sandbox import kernel

SECCOMP_MODE_FILTER = 2
KILL_PROCESS, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000  # SECCOMP_RET_*
REFUSE = ERRNO | errno.EPERM
UNKNOWN = ERRNO | errno.ENOSYS

# BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JA, BPF_JMP|BPF_JEQ|BPF_K, BPF_JMP|BPF_JGE|BPF_K, BPF_RET|BPF_K
LOAD, JUMP, EQUAL, AT_LEAST, RETURN = 0x20, 0x05, 0x15, 0x35, 0x06

# struct seccomp_data: nr, arch, instruction pointer, six arguments of 64 bits (both machines are little-endian)
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_SYSCALL_BIT = 0x40000000  # the x32 interface shares AUDIT_ARCH with x86_64

# asm/unistd_64.h
X86_64 = """
read 0 write 1 open 2 close 3 stat 4 fstat 5 lstat 6 poll 7 lseek 8 mmap 9 mprotect 10 munmap 11 brk 12
rt_sigaction 13 rt_sigprocmask 14 rt_sigreturn 15 ioctl 16 pread64 17 pwrite64 18 readv 19 writev 20 access 21 pipe 22
select 23 sched_yield 24 mremap 25 msync 26 mincore 27 madvise 28 dup 32 dup2 33 pause 34 nanosleep 35 getitimer 36
alarm 37 setitimer 38 getpid 39 sendfile 40 sendto 44 recvfrom 45 sendmsg 46 recvmsg 47 shutdown 48 getsockname 51
getpeername 52 setsockopt 54 getsockopt 55 clone 56 exit 60 kill 62 uname 63 fcntl 72 flock 73 fsync 74 fdatasync 75
ftruncate 77 getdents 78 getcwd 79 chdir 80 fchdir 81 rename 82 mkdir 83 rmdir 84 unlink 87 readlink 89 umask 95
gettimeofday 96 getrlimit 97 getrusage 98 sysinfo 99 times 100 getuid 102 getgid 104 geteuid 107 getegid 108
getppid 110 getpgrp 111 getgroups 115 getresuid 118 getresgid 120 getpgid 121 getsid 124 rt_sigpending 127
rt_sigtimedwait 128 rt_sigsuspend 130 sigaltstack 131 statfs 137 fstatfs 138 prctl 157 arch_prctl 158 gettid 186
time 201 futex 202 sched_getaffinity 204 getdents64 217 restart_syscall 219 fadvise64 221 clock_gettime 228
clock_getres 229 clock_nanosleep 230 exit_group 231 epoll_wait 232 epoll_ctl 233 tgkill 234 openat 257 mkdirat 258
newfstatat 262 unlinkat 263 renameat 264 readlinkat 267 faccessat 269 pselect6 270 ppoll 271 epoll_pwait 281
fallocate 285 epoll_create1 291 dup3 292 pipe2 293 preadv 295 pwritev 296 prlimit64 302 getcpu 309 renameat2 316
getrandom 318 copy_file_range 326 statx 332 clone3 435 close_range 436 faccessat2 439
"""

# asm-generic/unistd.h
AARCH64 = """
getcwd 17 epoll_create1 20 epoll_ctl 21 epoll_pwait 22 dup 23 dup3 24 fcntl 25 ioctl 29 flock 32 mkdirat 34
unlinkat 35 renameat 38 statfs 43 fstatfs 44 ftruncate 46 fallocate 47 faccessat 48 chdir 49 fchdir 50 openat 56
close 57 pipe2 59 getdents64 61 lseek 62 read 63 write 64 readv 65 writev 66 pread64 67 pwrite64 68 preadv 69
pwritev 70 sendfile 71 pselect6 72 ppoll 73 readlinkat 78 newfstatat 79 fstat 80 fsync 82 fdatasync 83 exit 93
exit_group 94 futex 98 nanosleep 101 getitimer 102 setitimer 103 clock_gettime 113 clock_getres 114
clock_nanosleep 115 sched_getaffinity 123 sched_yield 124 restart_syscall 128 kill 129 tgkill 131 sigaltstack 132
rt_sigsuspend 133 rt_sigaction 134 rt_sigprocmask 135 rt_sigpending 136 rt_sigtimedwait 137 rt_sigreturn 139
getresuid 148 getresgid 150 times 153 getpgid 155 getsid 156 getgroups 158 uname 160 getrlimit 163 getrusage 165
umask 166 prctl 167 getcpu 168 gettimeofday 169 getpid 172 getppid 173 getuid 174 geteuid 175 getgid 176 getegid 177
gettid 178 sysinfo 179 getsockname 204 getpeername 205 sendto 206 recvfrom 207 setsockopt 208 getsockopt 209
shutdown 210 sendmsg 211 recvmsg 212 brk 214 munmap 215 mremap 216 clone 220 mmap 222 fadvise64 223 mprotect 226
msync 227 mincore 232 madvise 233 prlimit64 261 renameat2 276 getrandom 278 copy_file_range 285 statx 291 clone3 435
close_range 436 faccessat2 439
"""
TABLES = {"x86_64": X86_64, "aarch64": AARCH64}

# Allowed with some values of one argument: (position, values). Only the low 32 bits count: all are ints in the kernel.
IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
FCNTLS = (
    *range(8),
    36,
    37,
    38,
    1030,
)  # F_DUPFD ... F_SETLKW, F_OFD_*, F_DUPFD_CLOEXEC; no F_SETOWN, F_SETSIG, F_SETLEASE
PRCTLS = (15, 16, 0x53564D41)  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA
CHOSEN = {"ioctl": (1, IOCTLS), "fcntl": (1, FCNTLS), "prctl": (0, PRCTLS)}

Program = list[tuple[int, int, int, int]]  # code, jump if true, jump if false, constant


def supported() -> bool:
    """Whether the table of this machine's system calls is known."""
    return kernel.MACHINE in TABLES


def numbers(machine: str) -> dict[str, int]:
    """The system calls that are allowed, or decided by an argument, by name."""
    words = TABLES[machine].split()
    return dict(zip(words[::2], map(int, words[1::2]), strict=True))


@functools.cache
def program(machine: str, own_pid: int) -> bytes:
    """The filter for a process with this id, which is the only one that it may signal."""
    known = numbers(machine)
    rules = {number: _rule(name, own_pid) for name, number in known.items()}
    bounds: list[tuple[int, Program]] = [(0, _answer(REFUSE))]
    for number in sorted(rules):
        if bounds[-1][0] == number:
            bounds.pop()
        bounds += [(number, rules[number]), (number + 1, _answer(REFUSE))]
    bounds[-1] = (max(rules) + 1, _answer(REFUSE))
    if machine == "x86_64":
        bounds.append((X32_SYSCALL_BIT, _answer(KILL_PROCESS)))
    code: Program = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, AUDIT_ARCH[machine]),
        *_answer(KILL_PROCESS),
        (LOAD, 0, 0, NUMBER),
        *_search(_merged(bounds)),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def apply(code: bytes) -> None:
    """Put the calling process under the filter, for good. It needs no_new_privs."""

    class SockFprog(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]

    kernel.library("prctl", kernel.PR_SET_SECCOMP, SECCOMP_MODE_FILTER, SockFprog(len(code) // 8, code))


def _answer(value: int) -> Program:
    return [(RETURN, 0, 0, value)]


def _rule(name: str, own_pid: int) -> Program:
    """What is decided once the number is known to be that of `name`."""
    if name in ("kill", "tgkill"):
        return _one_of(0, (own_pid,))
    if name in CHOSEN:
        return _one_of(*CHOSEN[name])
    if name == "prlimit64":
        return _read_own_limits()
    if name == "clone":
        return _answer(REFUSE)
    if name == "clone3":
        return _answer(UNKNOWN)  # the C library falls back to clone, which is refused
    return _answer(ALLOW)


def _one_of(position: int, values: tuple[int, ...]) -> Program:
    checks = [(EQUAL, len(values) - index, 0, value) for index, value in enumerate(values)]
    return [(LOAD, 0, 0, ARGUMENTS + 8 * position), *checks, *_answer(REFUSE), *_answer(ALLOW)]


def _read_own_limits() -> Program:
    """`prlimit64(0, resource, NULL, old)`: this process, and nothing set."""
    low, high = ARGUMENTS + 8 * 2, ARGUMENTS + 8 * 2 + 4
    return [
        (LOAD, 0, 0, ARGUMENTS),
        (EQUAL, 0, 4, 0),
        (LOAD, 0, 0, low),
        (EQUAL, 0, 2, 0),
        (LOAD, 0, 0, high),
        (EQUAL, 1, 0, 0),
        *_answer(REFUSE),
        *_answer(ALLOW),
    ]


def _merged(bounds: list[tuple[int, Program]]) -> list[tuple[int, Program]]:
    """Neighbouring ranges with the same rule become one."""
    return [bound for index, bound in enumerate(bounds) if index == 0 or bound[1] != bounds[index - 1][1]]


def _search(bounds: list[tuple[int, Program]]) -> Program:
    """Code that finds the last `(start, rule)` whose start is not above the number, and goes on with that rule.

    By halves, not in a line: the kernel tries a new filter on each number that exists.
    """
    if len(bounds) == 1:
        return bounds[0][1]
    middle = len(bounds) // 2
    below, above = _search(bounds[:middle]), _search(bounds[middle:])
    return [(AT_LEAST, 0, 1, bounds[middle][0]), (JUMP, 0, 0, len(below)), *below, *above]
