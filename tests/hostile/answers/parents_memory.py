# tries: to read the judge's memory by ptrace and process_vm_readv
# must: refused
# honest: 2/5
# portable: no
import ctypes
import os


def double(x, times=1):
    library = ctypes.CDLL(None, use_errno=True)
    for pid in (os.getppid(), 1, os.getppid() - 1):
        print(pid, library.ptrace(16, pid, 0, 0), ctypes.get_errno())
        buffer = ctypes.create_string_buffer(4096)
        vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 4096)
        remote = (ctypes.c_size_t * 2)(0x400000, 4096)
        print(library.process_vm_readv(pid, vector, 1, remote, 1, 0), ctypes.get_errno())
    return None
