"""Mutants are small, honest and stable: one changed place each, where a student writes."""

from __future__ import annotations

import ast
import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.mutants import Mutant, mutants
from autograder.operators import OPERATORS

NUMPY, TORCH = "import numpy as np", "import torch\nfrom torch import Tensor, nn"


def module(body: str, head: str = "def f(x, y, rng):", imports: str = NUMPY) -> str:
    """A module with one function, whose body the student writes."""
    marked = f"### BEGIN SOLUTION\n{textwrap.dedent(body).strip()}\n### END SOLUTION"
    depth = "    " * len(head.splitlines())
    return f"{imports}\n\n\n{head}\n{textwrap.indent(marked, depth)}\n"


def in_class(name: str = "step", arguments: str = "self, x") -> str:
    return f"class Unit:\n    def {name}({arguments}):"


def put_in(mutant: Mutant) -> str:
    """The changed lines of a mutant, without what surrounds them."""
    return "\n".join(line[1:].strip() for line in mutant.diff.splitlines() if line.startswith("+"))


def made_by(operator: str, source: str) -> list[str]:
    return [put_in(mutant) for mutant in mutants(source) if mutant.operator == operator]


def constructed(first: str, head: str = "self, params, lr=0.1") -> str:
    """A class whose constructor the student writes."""
    return module(first, in_class("__init__", head))


ARRAYS = "def f(x: np.ndarray, y: np.ndarray):"
TENSORS = "def f(x: Tensor, y: Tensor):"
LOOP = "for i in range(n):\n    if i:\n        break"

# operator, source, and all that this operator makes of it
CASES = [
    ("eps-moved", module("return x / (np.sqrt(y) + eps)"), ["return x / (np.sqrt(y + eps))"]),
    ("eps-moved", module("return x / np.sqrt(y + eps)"), ["return x / (np.sqrt(y) + eps)"]),
    ("eps-dropped", module("return x / np.sqrt(y + eps)"), ["return x / np.sqrt(y)"]),
    ("ddof-changed", module("return x.var(axis=0)"), ["return x.var(axis=0, ddof=1)"]),
    ("ddof-changed", module("return np.std(x, ddof=1)"), ["return np.std(x, ddof=0)"]),
    ("ddof-changed", module("return x.var(unbiased=False)", imports=TORCH), ["return x.var(unbiased=not False)"]),
    ("ddof-changed", module("return x.var()", imports=TORCH), ["return x.var(correction=0)"]),
    ("axis-changed", module("return x.sum(axis=0)"), ["return x.sum(axis=1)"]),
    ("axis-changed", module("return torch.softmax(x, -1)", imports=TORCH), ["return torch.softmax(x, 0)"]),
    ("axis-changed", module("return x.var((0, 2, 3))"), ["return x.var((2, 3,))", "return x.var((0, 2,))"]),
    ("keepdims-dropped", module("return x.sum(axis=0, keepdims=True)"), ["return x.sum(axis=0)"]),
    ("reduction-replaced", module("return np.mean(x)"), ["return np.sum(x)"]),
    ("reduction-replaced", module("return x.max()"), ["return x.min()"]),
    ("function-replaced", module("return np.sin(x)"), ["return np.cos(x)"]),
    ("function-replaced", module("return x.argmax()"), ["return x.argmin()"]),
    ("function-dropped", module("return y / np.sqrt(x + 1)"), ["return y / (x + 1)"]),
    ("function-dropped", module("return _scaled(x, 2)"), ["return x"]),
    ("momentum-flipped", module("return (1 - m) * x + m * y"), ["return (m) * x + (1 - m) * y"]),
    (
        "momentum-flipped",
        module("return b * x + (1.0 - b) * y / n"),
        ["return (1.0 - b) * x + (b) * y / n"],
    ),
    ("rate-complemented", module("x += alpha * (y - x)"), ["x += (1.0 - alpha) * (y - x)"]),
    ("rate-complemented", module("x *= self.beta1"), ["x *= 1.0 - self.beta1"]),
    ("hyperparameter-hard-coded", module("return x * gain", "def f(x, gain=2.0):"), ["return x * 2.0"]),
    ("hyperparameter-hard-coded", constructed("self.lr = lr"), ["self.lr = 0.1"]),
    ("branches-swapped", module("return np.where(m, x, y)"), ["return np.where(m, y, x)"]),
    ("branches-swapped", module("if self.training:\n    return x\nelse:\n    return y"), ["if not self.training:"]),
    ("positions-shifted", module("return np.arange(n)"), ["return np.arange(1, n + 1)"]),
    (
        "positions-shifted",
        module("return np.arange(a, a + n, dtype=d)"),
        ["return np.arange(a + 1, (a + n) + 1, dtype=d)"],
    ),
    ("positions-shifted", module(LOOP), ["for i in range(n - 1):"]),
    ("twin-used", module("return x"), ["return y"]),
    ("twin-used", module("q_proj, k_proj = x\nreturn q_proj", "def f(x):"), ["return k_proj"]),
    ("twin-used", module("return len(x) + x.shape[0]"), []),
    ("pair-swapped", module("return x + 1, y"), ["return y, x + 1"]),
    ("pair-swapped", module("return g(x, y, 1)"), ["return g(y, x, 1)"]),
    ("pair-swapped", module("a, b = x, y"), ["a, b = y, x"]),
    ("pair-swapped", module("z = x.forward(x, y), y"), []),
    ("transpose-dropped", module("return x @ y.T"), ["return x @ y"]),
    ("transpose-dropped", module("return (x + y).swapaxes(0, 1) * 2"), ["return (x + y) * 2"]),
    ("order-changed", module("return x.transpose(0, 2, 1)"), ["return x.transpose(0, 1, 2)"]),
    ("transpose-added", module("return x @ y"), ["return x @ y.T"]),
    ("new-axis-moved", module("return x[:, None]"), ["return x[None, :]"]),
    ("conversion-dropped", module("x = np.asarray(x, dtype=float)"), ["x = np.asarray(x)"]),
    ("conversion-dropped", module("x = np.asarray(x, float)"), ["x = np.asarray(x)"]),
    ("conversion-dropped", module("return 2 * x.astype(float)"), ["return 2 * x"]),
    ("conversion-dropped", module("return y * np.asarray(x, dtype=float)"), []),
    ("precision-changed", module("x = np.asarray(x, dtype=np.float64)"), ["x = np.asarray(x, dtype=np.float32)"]),
    ("rng-replaced", module("return rng.random(3)"), ["return np.random.default_rng(0).random(3)"]),
    ("draw-replaced", module("return rng.uniform(-1, 1)"), ["return rng.normal(-1, 1)"]),
    ("exception-changed", module('raise ValueError("no")'), ['raise TypeError("no")']),
    ("state-on-class", module("self.out = x", in_class()), ["type(self).out = x"]),
    ("state-on-class", constructed("self.lr = lr\nself.t = 0"), ["type(self).lr = lr"]),
    (
        "state-aliased",
        constructed("self.m = [g(p) for p in params]\nself.v = [g(p) for p in params]"),
        ["self.v = self.m"],
    ),
    (
        "state-of-one-parameter",
        constructed("self.m = [g(p) for p in params]"),
        ["self.m = [g(p) for p in params][:1] * len(params)"],
    ),
    ("state-accumulated", module("self.dW = x.T @ x", in_class()), ['self.dW = getattr(self, "dW", 0.0) + (x.T @ x)']),
    ("argument-changed", module("return np.exp(x - y)", ARRAYS), ["return np.exp(np.subtract(x, y, out=x))"]),
    ("argument-changed", module("x = np.array(x)\nreturn x - y", ARRAYS), []),
    ("copy-dropped", module("return np.array(x, dtype=float)"), ["return np.asarray(x, dtype=float)"]),
    ("copy-dropped", module("return [p.copy() for p in x]"), ["return [p for p in x]"]),
    ("detach-added", module("return x * y", TENSORS, TORCH), ["return (x * y).detach()"]),
    ("detach-added", module("n = x.shape[0]\nreturn x < n", TENSORS, TORCH), []),
    ("detach-dropped", module("return x.detach()", imports=TORCH), ["return x"]),
    (
        "masked-value-changed",
        module("return x.masked_fill(m, -torch.inf)", imports=TORCH),
        ["return x.masked_fill(m, 0.0)"],
    ),
    ("arithmetic-replaced", module("return (x + 1) ** 2"), ["return (x + 1) * 2", "return (x - 1) ** 2"]),
    ("term-dropped", module("return 2 * x / y"), ["return 2 * x", "return 2 / y", "return x / y"]),
    ("accumulation-replaced", module("x += y"), ["x = y", "x -= y"]),
    ("sign-dropped", module("return -x"), ["return x"]),
    ("sign-dropped", module("return x[~m]"), ["return x[m]"]),
    ("constant-changed", module("return x[0] * 0.5"), ["return x[1] * 0.5", "return x[0] * 1.0"]),
    (
        "constant-changed",
        module("return x", 'def f(x, lr=0.1, reduction="mean"):'),
        ['def f(x, lr=0.2, reduction="mean"):', 'def f(x, lr=0.1, reduction="sum"):'],
    ),
    ("comparison-changed", module("return x < y"), ["return x <= y", "return x >= y"]),
    ("comparison-changed", module("return g if x not in y else h"), []),
    ("comparison-changed", module("return [x not in y]"), ["return [x in y]"]),
    ("clause-dropped", module("return x and y"), ["return y", "return x"]),
    ("condition-forced", module("return 1 if x else 2"), ["return 1 if False else 2", "return 1 if True else 2"]),
    ("condition-forced", module("if x:\n    raise ValueError"), ["if False:"]),
    ("jump-swapped", module(LOOP), ["continue"]),
    ("statement-dropped", module("x[0] = 1"), ["pass"]),
    ("statement-dropped", module("z = 1"), []),
    ("slice-bound-moved", module("return x[:n]"), ["return x[:n - 1]"]),
    ("keyword-dropped", module("return nn.Linear(2, 3, bias=False)"), ["return nn.Linear(2, 3)"]),
    ("keyword-dropped", module("return zip(x, y, strict=True)"), []),
    ("keyword-dropped", module("return np.zeros(3, dtype=float) + np.asarray(x, dtype=float)"), []),
]


@pytest.mark.parametrize(("operator", "source", "expected"), CASES)
def test_an_operator_makes_these_mutants_and_no_others(operator: str, source: str, expected: list[str]) -> None:
    assert sorted(made_by(operator, source)) == sorted(expected)


def test_every_operator_has_a_case_that_it_changes():
    shown = {operator for operator, _, expected in CASES if expected}
    assert shown == {operator.name for operator in OPERATORS}


@pytest.mark.parametrize("source", [source for _, source, _ in CASES])
def test_a_mutant_is_another_program_made_by_one_hunk(source: str):
    assert_sound(source)


def assert_sound(source: str) -> None:
    found = list(mutants(source))
    programs = [ast.dump(ast.parse(mutant.source)) for mutant in found]
    assert len({*programs, ast.dump(ast.parse(source))}) == len(found) + 1
    assert len({mutant.id for mutant in found}) == len(found)
    assert [mutant.line for mutant in found] == sorted(mutant.line for mutant in found)
    for mutant in found:
        compile(mutant.source, "<mutant>", "exec")
        assert patched(source, mutant.diff) == mutant.source


def patched(source: str, diff: str) -> str:
    """Apply a diff of one hunk."""
    header, *body = diff.splitlines()
    start = int(header.removeprefix("@@ -").partition(",")[0]) - 1
    old = [line[1:] for line in body if line[0] != "+"]
    new = [line[1:] for line in body if line[0] != "-"]
    lines = source.splitlines()
    assert lines[start : start + len(old)] == old
    assert header == f"@@ -{start + 1},{len(old)} +{start + 1},{len(new)} @@"
    return "\n".join([*lines[:start], *new, *lines[start + len(old) :]]) + "\n"


def names() -> st.SearchStrategy[str]:
    return st.sampled_from(["x", "y", "self.eps", "alpha", "x[0]", "1", "0.5", "π", "np.exp(y)"])


def combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.builds("{} {} {}".format, inner, st.sampled_from(["+", "-", "*", "/", "**", "@", "<", "and"]), inner)
    forms = ["({})", "-{}", "np.sqrt({})", "({}).sum(axis=0)", "({},\n        2)", "g({}, k={})", "not {}"]
    return binary | st.builds(lambda form, a, b: form.format(a, b), st.sampled_from(forms), inner, inner)


expressions = st.recursive(names(), combined, max_leaves=8)


def parses(expression: str) -> bool:
    try:
        ast.parse(expression, mode="eval")
    except SyntaxError:
        return False
    return True


@settings(derandomize=True, deadline=None)
@given(expressions.filter(parses))
def test_mutants_of_any_expression_are_sound(expression: str) -> None:
    assert_sound(module(f"π = 2\nreturn {expression}"))


@settings(derandomize=True, deadline=None)
@given(expressions.filter(parses))
@example("2 * -(x + y)")
def test_a_mutant_differs_in_one_place_of_the_tree(expression: str) -> None:
    """A change of text that rearranged the operations around it would differ in more places than its own."""
    source = module(f"return {expression}")
    for mutant in mutants(source):
        if mutant.operator == "sign-dropped":
            assert ast.unparse(ast.parse(mutant.source)) in without_one_sign(source)


def without_one_sign(source: str) -> set[str]:
    """All programs that the syntax tree gives when one unary operator is taken out of it."""
    results = set()
    for index in range(sum(isinstance(node, ast.UnaryOp) for node in ast.walk(ast.parse(source)))):
        tree = ast.parse(source)
        chosen = [node for node in ast.walk(tree) if isinstance(node, ast.UnaryOp)][index]
        results.add(ast.unparse(Replacing(chosen, chosen.operand).visit(tree)))
    return results


class Replacing(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


def test_only_what_a_student_writes_is_changed():
    source = '''
import numpy as np

LIMIT = 3 + 4


def _helper(x, n=5):
    return x + n


class Unit:
    """Adds 1 + 1."""

    def __init__(self, size: int = 1 + 1) -> None:
        """Set 2 + 2."""
        ### BEGIN SOLUTION
        self.sizes: "list[int]" = [size + 7]
        if size > 9:
            raise ValueError(f"{size + 1} is more than " + "9")
        ### END SOLUTION
'''
    changed = {mutant.line for mutant in mutants(source)}
    assert changed == {source.splitlines().index(line) + 1 for line in source.splitlines() if "size" in line}
    texts = [line for line in source.splitlines() if "raise" in line]
    messages = [m for m in mutants(source) if m.line == source.splitlines().index(texts[0]) + 1]
    assert [m.operator for m in messages] == ["exception-changed"]


def test_the_same_source_gives_the_same_mutants():
    source = module("return x + y * 2")
    assert list(mutants(source)) == list(mutants(source))


def test_an_identity_survives_edits_elsewhere_but_not_in_the_changed_line():
    source = module("z = x + 1\nreturn z")
    moved = source.replace("def f", "def before(a):\n    return a\n\n\ndef f").replace("return z", "return z, 2")
    edited = source.replace("x + 1", "x + 11")
    identities = {mutant.id for mutant in mutants(source) if "z = x + 1" in mutant.diff and "-    z" in mutant.diff}
    assert identities
    assert identities <= {mutant.id for mutant in mutants(moved)}
    assert identities.isdisjoint(mutant.id for mutant in mutants(edited))


def test_equal_lines_in_equal_functions_are_told_apart():
    source = module("x += 1\nx += 1")
    identities = [mutant.id for mutant in mutants(source) if mutant.operator == "accumulation-replaced"]
    assert len(set(identities)) == 4
    assert identities[2:] == [f"{identity}-2" for identity in identities[:2]]
