"""A made-up class: every verdict, Korean names, and text that tries to act on its reader."""

from __future__ import annotations

from autograder.results import CheckResult, Report, Verdict

MISTAKE = "You divide by N - 1; the statement asks for the biased variance (divide by N) when normalising."
HOSTILE = "<script>alert('x')</script> [red]bold[/red] \x1b[31mred\x1b]8;;http://evil.example\x07 **b** | cell `c`"
HOSTILE_NAME = "../../<img src=x onerror=\"alert(1)\">/=cmd|'/C calc'!A0"
FORBIDDEN = "`os` may not be imported (line 1)."
CALL = "BatchNorm.forward(np.array([[1.0, 2.0], [3.0, 4.0]]))"
CHECKS = (
    ("test_training_forward", "BatchNorm", "Each feature is normalised by the batch's mean and biased variance.", 3.0),
    ("test_running_statistics", "BatchNorm", "Every training batch moves the running statistics by `momentum`.", 2.5),
    ("test_backward", "BatchNorm", "dx, dgamma and dbeta are the gradients through mean and variance.", 2.0),
    ("test_2d_forward", "BatchNorm2d", "Each channel is normalised over the batch and all pixels.", 1.5),
    ("test_2d_backward", "BatchNorm2d", "The gradients of the 2-d layer.", 1.0),
)
SOFTMAX = (
    ("test_rows_sum_to_one", "softmax", "The probabilities of each row sum to one.", 1.0),
    ("test_large_logits", "softmax", "Logits of a thousand neither overflow nor give NaN.", 2.0),
    ("test_predict", "predict", "The class with the greatest logit is predicted.", 1.0),
)


def check(
    position: int, verdict: Verdict = Verdict.PASSED, message: str = "", checks: tuple = CHECKS, **more: str
) -> CheckResult:
    name, exercise, description, points = checks[position]
    gained = points if verdict == Verdict.PASSED else 0.0
    seconds = 0.01 * (position + 1)
    return CheckResult(name, exercise, description, verdict, gained, points, message, duration_s=seconds, **more)


def batchnorm(student: str, failures: dict[int, CheckResult] | None = None, **more: object) -> Report:
    checks = tuple((failures or {}).get(position) or check(position) for position in range(len(CHECKS)))
    settings = {"sandbox": ("landlock", "seccomp"), "duration_s": 0.31, "cpu_s": 0.1, "memory_mb": 42.5, **more}
    return Report(student, "04_batchnorm", checks, **settings)


def everywhere(student: str, verdict: Verdict, message: str, **more: object) -> Report:
    return batchnorm(student, {i: check(i, verdict, message) for i in range(len(CHECKS))}, **more)


def softmax(student: str, failing: tuple[int, ...] = (), **more: object) -> Report:
    checks = tuple(
        check(i, Verdict.FAILED, "row 0 sums to 2", SOFTMAX) if i in failing else check(i, checks=SOFTMAX)
        for i in range(len(SOFTMAX))
    )
    return Report(student, "02_softmax_loss", checks, duration_s=0.2, cpu_s=0.1, memory_mb=30.0, **more)


def wrong_variance(student: str) -> Report:
    message = (
        f"y for (2, 2): 4 of 4 entries differ; the largest difference is at [0, 1]: got 0.7, wanted 1.0\n    {CALL}"
    )
    failed = {0: check(0, Verdict.FAILED, message, hint=MISTAKE, mistake="unbiased_variance")}
    return batchnorm(student, failed)


def class_of_batchnorm() -> list[Report]:
    return [
        batchnorm("Ada Lovelace"),
        batchnorm("Emmy Noether", {4: check(4, Verdict.FAILED, "dx differs everywhere\n    backward(g)")}),
        wrong_variance("김민준"),
        wrong_variance("이서연"),
        everywhere("박지후", Verdict.NOT_ATTEMPTED, ""),
        everywhere(
            "O'Brien, \"Bob\"", Verdict.ERROR, "SyntaxError: expected ':' (batchnorm.py, line 12)",
            problem="SyntaxError: expected ':' (batchnorm.py, line 12)",
        ),
        batchnorm("Alan Turing", {2: check(2, Verdict.TIMEOUT, "It took longer than 4 s.\n    BatchNorm.backward(g)")}),
        batchnorm("Grace Hopper", {1: check(1, Verdict.MEMORY, "It asked for more than 1024 MB.")}, memory_mb=1024.0),
        batchnorm("Kurt Gödel", {1: check(1, Verdict.CRASHED, "The process ended with signal 9.")}),
        everywhere("Mallory", Verdict.FORBIDDEN, FORBIDDEN, problem=FORBIDDEN),
        batchnorm(HOSTILE_NAME, {0: check(0, Verdict.ERROR, HOSTILE, output=HOSTILE)}, notices=(HOSTILE,)),
        batchnorm("최수아", {3: check(3, Verdict.GRADER_ERROR, "The check test_2d_forward raised KeyError: 'x'.")}),
    ]  # fmt: skip


def class_of_two_units() -> list[Report]:
    others = [
        softmax("Ada Lovelace"),
        softmax("김민준", (1,)),
        softmax("박지후", (0, 1, 2)),
        softmax("Sofia Kovalevskaya"),
    ]
    return [*class_of_batchnorm(), *others]
