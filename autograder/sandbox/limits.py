"""What one worker may use."""

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
