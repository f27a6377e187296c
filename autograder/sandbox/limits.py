"""What one worker may use, and what kind of worker it is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one check or worker; the course file says them, the kernel or the judge's clock enforces them."""

    wall_s: float = 5.0  # one check by the clock
    cpu_s: int = 60  # processor time of one worker over all its checks
    memory_mb: int = 1024  # address space beyond what the warm worker had mapped
    output_kb: int = 64  # captured standard output
    file_mb: int = 1  # the largest file that it may write
    submission_wall_s: float = 20.0  # all checks of one submission together


@dataclass(frozen=True)
class Profile:
    """What all workers of one zygote have in common."""

    mode: str  # auto, strict or portable
    backend: str  # numpy or torch
    hidden: tuple[str, ...] = ()  # packages that cannot be imported, nor read where the file system can hide them
    forbidden: tuple[str, ...] = ()  # dotted names that raise when they are called
