"""What a mutant changes: one function per operator, from a node of the reference to the text that takes its place.

An operator is registered for the kinds of nodes that it looks at and yields `(node, text)` pairs: the node that it was
given, or a part of it, and the new text. Operators of this field come first, because the first of two operators that
make the same mutant names it.

Left out on purpose is what no check may see (conversions to a plain number, constants so large that they stand for
infinity) and what fails at the first call whatever the check (a name that is never bound, a matrix of the wrong shape).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from autograder.syntax import (
    Code,
    assignments,
    defaults,
    is_guard,
    is_name,
    is_number,
    keyword,
    last_name,
    parameters,
)

Change: TypeAlias = tuple[ast.AST, str]
Changes: TypeAlias = Callable[[Any, Code], Iterator[Change]]


class Operator(NamedTuple):
    """A named way of changing nodes of some kinds."""

    name: str
    kinds: tuple[type[ast.AST], ...]
    changes: Changes


OPERATORS: list[Operator] = []


def operator(*kinds: type[ast.AST]) -> Callable[[Changes], Changes]:
    """Register a function as the operator of its name for nodes of these kinds."""

    def register(changes: Changes) -> Changes:
        OPERATORS.append(Operator(changes.__name__.replace("_", "-"), kinds, changes))
        return changes

    return register


# Scales, roots and statistics


@operator(ast.BinOp)
def eps_moved(node: ast.BinOp, code: Code) -> Iterator[Change]:
    """`sqrt(v) + eps` and `sqrt(v + eps)` for each other."""
    if not adds_eps(node):
        return
    root = code.parent(node)
    if isinstance(root, ast.Call) and last_name(root.func) == "sqrt":
        yield root, f"{code.text(root.func)}({code.text(node.left)}) + {code.text(node.right)}"
    if isinstance(node.left, ast.Call) and last_name(node.left.func) == "sqrt" and node.left.args:
        inside = node.left.args[0]
        yield node, f"{code.text(node.left.func)}({code.text(inside)} + {code.text(node.right)})"


@operator(ast.BinOp)
def eps_dropped(node: ast.BinOp, code: Code) -> Iterator[Change]:
    """`v + eps` without the eps."""
    if adds_eps(node):
        yield node, code.text(node.left)


def adds_eps(node: ast.BinOp) -> bool:
    """Whether the node adds an eps to something."""
    return isinstance(node.op, ast.Add) and "eps" in last_name(node.right)


@operator(ast.Call)
def ddof_changed(node: ast.Call, code: Code) -> Iterator[Change]:
    """Divide by N - 1 for N, and the other way round."""
    if last_name(node.func) not in ("var", "std", "var_mean", "std_mean"):
        return
    if given := keyword(node, "ddof", "correction"):
        yield given.value, "0" if is_number(given.value, 1) else "1"
    elif given := keyword(node, "unbiased"):
        yield given.value, f"not {code.atom(given.value)}"
    else:
        other = "correction=0" if "torch" in code.modules else "ddof=1"
        separator = ", " if node.args or node.keywords else ""
        yield node, f"{code.call(node)[:-1]}{separator}{other})"


REDUCTIONS = {
    "mean": "sum",
    "sum": "mean",
    "max": "min",
    "min": "max",
    "amax": "amin",
    "amin": "amax",
    "prod": "sum",
    "any": "all",
    "all": "any",
    "var": "std",
    "std": "var",
    "cumsum": "cumprod",
    "median": "mean",
}
ALONG_AN_AXIS = {*REDUCTIONS, "softmax", "log_softmax", "logsumexp", "argmax", "argmin", "concatenate", "cat", "stack"}
AXIS_KEYWORDS = ("axis", "dim")


@operator(ast.Call)
def axis_changed(node: ast.Call, code: Code) -> Iterator[Change]:
    """Another axis than the one that is asked for; of several axes one less."""
    axis = axis_argument(node, code)
    if isinstance(axis, ast.Tuple) and len(axis.elts) > 1:
        for left_out in (axis.elts[0], axis.elts[-1]):
            yield axis, f"({', '.join(code.text(e) for e in axis.elts if e is not left_out)},)"
    elif is_number(axis):
        assert axis is not None
        yield axis, "1" if is_number(axis, 0) else "0"


def axis_argument(call: ast.Call, code: Code) -> ast.expr | None:
    """The axis along which a call works, by keyword or by position."""
    if given := keyword(call, *AXIS_KEYWORDS):
        return given.value
    position = 1 if code.is_function(call) else 0
    along = last_name(call.func) in ALONG_AN_AXIS and len(call.args) > position
    return call.args[position] if along and not is_name(call.func, "max", "min", "sum") else None


@operator(ast.Call)
def keepdims_dropped(node: ast.Call, code: Code) -> Iterator[Change]:
    """The reduced axis is gone: square input broadcasts along the wrong one without an error."""
    if given := keyword(node, "keepdims", "keepdim"):
        yield node, code.call(node, without=given)


@operator(ast.Call)
def reduction_replaced(node: ast.Call, code: Code) -> Iterator[Change]:
    """The sum for the mean, the smallest for the largest."""
    name = last_name(node.func)
    if name in REDUCTIONS and not is_name(node.func, "sum"):  # the built-in sum has no built-in mean beside it
        yield node.func, code.renamed(node.func, REDUCTIONS[name])


COUNTERPARTS = {
    "sin": "cos",
    "cos": "sin",
    "argmax": "argmin",
    "argmin": "argmax",
    "maximum": "minimum",
    "minimum": "maximum",
    "log": "log2",
    "log1p": "log",
    "expm1": "exp",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "tril": "triu",
    "triu": "tril",
    "floor": "ceil",
    "ceil": "floor",
    "logical_and": "logical_or",
    "logical_or": "logical_and",
}
DROPPED = {"sqrt", "exp", "log", "log1p", "expm1", "abs", "square", "radians", "tanh", "reversed", "sorted"}


@operator(ast.Call)
def function_replaced(node: ast.Call, code: Code) -> Iterator[Change]:
    """The function that is easily taken for this one."""
    name = last_name(node.func)
    if name in COUNTERPARTS:
        yield node.func, code.renamed(node.func, COUNTERPARTS[name])


@operator(ast.Call)
def function_dropped(node: ast.Call, code: Code) -> Iterator[Change]:
    """The argument for the function of it: the variance for the standard deviation. Helpers count as functions, too."""
    subject = code.subject(node)
    helper = isinstance(node.func, ast.Name) and node.func.id.startswith("_")
    if subject is not None and (helper or last_name(node.func) in DROPPED):
        yield node, code.text(subject)


# Conventions and hyper-parameters


@operator(ast.BinOp)
def momentum_flipped(node: ast.BinOp, code: Code) -> Iterator[Change]:
    """The weights m and 1 - m of an average for each other."""
    if not isinstance(node.op, ast.Add | ast.Sub):
        return
    start, _ = code.span(node)
    for first in factors(node.left):
        for second in factors(node.right):
            if is_complement(first, second, code) or is_complement(second, first, code):
                (a, b), (c, d) = code.span(first), code.span(second)
                text = code.text(node)
                between = text[b - start : c - start]
                yield node, text[: a - start] + code.atom(second) + between + code.atom(first) + text[d - start :]


def factors(node: ast.expr) -> list[ast.expr]:
    """The factors of a product; of a quotient those of the numerator."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*factors(node.left), *factors(node.right)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return factors(node.left)
    return [node]


def is_complement(node: ast.expr, other: ast.expr, code: Code) -> bool:
    """Whether the node is 1 - other."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
        return False
    return is_number(node.left, 1) and code.text(node.right) == code.text(other)


@operator(ast.Name, ast.Attribute)
def rate_complemented(node: ast.Name | ast.Attribute, code: Code) -> Iterator[Change]:
    """1 - m for the rate m of an exponential average."""
    product = code.parent(node)
    is_rate = re.fullmatch(r"(momentum|alpha|rho|decay|mu|tau|beta_?\d)", last_name(node))
    if is_rate and isinstance(product, ast.BinOp | ast.AugAssign) and isinstance(product.op, ast.Mult):
        yield node, f"1.0 - {code.text(node)}"


@operator(ast.Name, ast.Attribute)
def hyperparameter_hard_coded(node: ast.Name | ast.Attribute, code: Code) -> Iterator[Change]:
    """The default for the value that the caller chose."""
    if not isinstance(node.ctx, ast.Load) or isinstance(code.parent(node), ast.Compare):
        return  # in a comparison the condition becomes constant, and another operator does that
    chosen, function = node, code.function(node)
    if isinstance(node, ast.Attribute) and is_name(node.value, "self"):
        given = code.attributes(node, "__init__").get(node.attr, [])
        chosen, function = (given[0], code.function(given[0])) if len(given) == 1 else (node, None)  # type: ignore[assignment]
    default = defaults(function).get(chosen.id) if isinstance(chosen, ast.Name) else None
    if default is not None and code.text(default) != "None":
        yield node, code.text(default)


@operator(ast.If, ast.IfExp, ast.Call)
def branches_swapped(node: ast.If | ast.IfExp | ast.Call, code: Code) -> Iterator[Change]:
    """What belongs to training in evaluation, and the other way round."""
    if isinstance(node, ast.Call):
        if last_name(node.func) == "where" and len(node.args) == 3:
            yield node, code.call(node, [node.args[0], node.args[2], node.args[1]])
    elif isinstance(node.test, ast.Name | ast.Attribute | ast.Call) and not is_guard(node):
        yield node.test, f"not {code.text(node.test)}"


@operator(ast.Call)
def positions_shifted(node: ast.Call, code: Code) -> Iterator[Change]:
    """Positions that start one later, and a loop with one round less."""
    if last_name(node.func) == "arange" and len(node.args) in (1, 2):
        later = ", ".join(f"{code.atom(bound)} + 1" for bound in node.args)
        options = "".join(f", {code.text(k)}" for k in node.keywords)
        yield node, f"{code.text(node.func)}({later if len(node.args) == 2 else f'1, {later}'}{options})"
    elif last_name(node.func) == "range" and len(node.args) == 1:
        yield node.args[0], f"{code.atom(node.args[0])} - 1"


# Names and families that belong together

TWINS = [("1", "2"), ("0", "1"), ("in", "out"), ("low", "high"), ("mean", "var"), ("gamma", "beta"), ("sin", "cos")]
TWINS += [("q", "k"), ("k", "v"), ("query", "key"), ("key", "value"), ("m", "v"), ("p", "q"), ("a", "b"), ("x", "y")]
TWINS += [("first", "second"), ("mean", "std"), ("even", "odd"), ("means", "squares"), ("above", "below"), ("n", "d")]

COMMON_TO_TWINS = ("shape", "ndim", "dtype", "device")  # and the length: low and high differ in their values alone


@operator(ast.Name, ast.Attribute)
def twin_used(node: ast.Name | ast.Attribute, code: Code) -> Iterator[Change]:
    """The twin of a variable: the second rate for the first, the projection of the keys for that of the queries."""
    own, around = isinstance(node, ast.Attribute) and is_name(node.value, "self"), code.parent(node)
    if not isinstance(node.ctx, ast.Load) or not (own or isinstance(node, ast.Name)):
        return
    if (isinstance(around, ast.Call) and is_name(around.func, "len")) or last_name(around) in COMMON_TO_TWINS:
        return
    function, name = code.function(node), last_name(node)
    known = set(code.attributes(node)) if own else {*parameters(function), *bound_names(function)}
    for part in re.finditer(r"[A-Za-z]+|\d+", name):
        for pair in TWINS:
            for one, other in (pair, pair[::-1]):
                twin = name[: part.start()] + other + name[part.end() :]
                if part.group() == one and twin in known:
                    yield node, code.renamed(node, twin)


def bound_names(function: ast.AST | None) -> set[str]:
    """The local variables of a function."""
    names = [n for n in ast.walk(function) if isinstance(n, ast.Name)] if function else []
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


# Swapping these two changes nothing, fails at once, or is the business of another operator.
NOT_SWAPPED = {
    "maximum",
    "minimum",
    "max",
    "min",
    "logaddexp",
    "add",
    "multiply",
    "isinstance",
    "zip",
    "where",
    "getattr",
}
NOT_SWAPPED |= {"masked_fill", "full", "arange", "allclose", "array_equal", "append"}


@operator(ast.Call, ast.Tuple)
def pair_swapped(node: ast.Call | ast.Tuple, code: Code) -> Iterator[Change]:
    """The first two arguments of a call, or of the values that are returned or assigned, for each other."""
    values = node.args if isinstance(node, ast.Call) else node.elts
    if len(values) < 2 or any(isinstance(v, ast.Constant) or is_number(v) for v in values[:2]):
        return
    if isinstance(node, ast.Call):
        own = code.is_function(node) and are_alike(
            node.func, code
        )  # what a method of an object means is not known here
        swappable = own and last_name(node.func) not in NOT_SWAPPED
    else:
        holder = code.parent(node)
        several = isinstance(holder, ast.Assign) and isinstance(holder.targets[0], ast.Tuple)
        swappable = isinstance(node.ctx, ast.Load) and (several or isinstance(holder, ast.Return))
    if swappable:
        (start, _), (_, end) = code.span(values[0]), code.span(values[1])
        between = code.source[code.span(values[0])[1] : code.span(values[1])[0]]
        swapped = code.text(values[1]) + between + code.text(values[0])
        whole = code.span(node)
        yield node, code.source[whole[0] : start] + swapped + code.source[end : whole[1]]


def are_alike(function: ast.expr, code: Code) -> bool:
    """Whether the first two parameters are of one type, as far as this module says."""
    known = [f for f in ast.walk(code.tree) if isinstance(f, ast.FunctionDef) and f.name == last_name(function)]
    kinds = [ast.dump(a.annotation) for a in parameters(known[0]).values() if a.annotation] if known else []
    return len(kinds) < 2 or kinds[0] == kinds[1]


# Shapes and layouts


@operator(ast.Attribute, ast.Call)
def transpose_dropped(node: ast.Attribute | ast.Call, code: Code) -> Iterator[Change]:
    """The matrix as it stands for its transpose."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield node, code.text(node.value)
    elif isinstance(node, ast.Call) and last_name(node.func) in REORDERING and (subject := code.subject(node)):
        yield node, code.text(subject)


REORDERING = {"transpose", "swapaxes", "permute", "moveaxis"}
RESHAPING = {"reshape", "view"}
LAYOUTS = {*REORDERING, *RESHAPING, "flatten", "unflatten", "squeeze", "unsqueeze", "expand_dims"}


@operator(ast.Call)
def order_changed(node: ast.Call, code: Code) -> Iterator[Change]:
    """The last two axes of a reordering, or of a new shape, for each other."""
    if last_name(node.func) in REORDERING | RESHAPING and len(node.args) > 2:
        yield node, code.call(node, [*node.args[:-2], node.args[-1], node.args[-2]])


@operator(ast.BinOp)
def transpose_added(node: ast.BinOp, code: Code) -> Iterator[Change]:
    """The transpose of a matrix in a product: with square matrices only the numbers show it."""
    plain = isinstance(node.right, ast.Name | ast.Attribute) and last_name(node.right) not in ("T", "mT")
    if isinstance(node.op, ast.MatMult) and plain:
        yield node.right, f"{code.text(node.right)}.T"


@operator(ast.Subscript)
def new_axis_moved(node: ast.Subscript, code: Code) -> Iterator[Change]:
    """`x[None, :]` for `x[:, None]`: a row for a column."""
    index = node.slice
    if isinstance(index, ast.Tuple) and len(index.elts) == 2 and sum(code.text(e) == "None" for e in index.elts) == 1:
        yield index, ", ".join(code.text(e) for e in reversed(index.elts))


# Types and randomness


@operator(ast.Call)
def conversion_dropped(node: ast.Call, code: Code) -> Iterator[Change]:
    """The dtype of the input for the one that is asked for."""
    name, subject, around = last_name(node.func), code.subject(node), code.parent(node)
    if isinstance(around, ast.BinOp) and not (is_number(around.left) or is_number(around.right)):
        return  # the other operand has the wider dtype already
    if name in CONVERSIONS and not isinstance(subject, ast.List):
        if given := keyword(node, "dtype"):
            yield node, code.call(node, without=given)
        elif len(node.args) == 2:
            yield node, code.call(node, node.args[:1])
    elif name in ("astype", "double", "to") and subject is not None and not code.is_function(node):
        moved = node.args and last_name(node.args[0]) == "device"  # one device is all that checks have
        if not moved:
            yield node, code.text(subject)


CONVERSIONS = {"asarray", "array", "as_tensor", "tensor"}


@operator(ast.Attribute, ast.Name)
def precision_changed(node: ast.Attribute | ast.Name, code: Code) -> Iterator[Change]:
    """float32 for float64, and the other way round."""
    widths = {"float64": "float32", "float32": "float64"}
    if isinstance(node, ast.Attribute) and is_name(node.value, *code.modules) and node.attr in widths:
        yield node, code.renamed(node, widths[node.attr])
    elif is_name(node, "float") and isinstance(code.parent(node), ast.keyword):
        yield node, '"float32"'


@operator(ast.Name)
def rng_replaced(node: ast.Name, code: Code) -> Iterator[Change]:
    """A generator with a seed of its own for the one that was passed."""
    if is_name(node, "rng", "generator") and node.id in parameters(code.function(node)):
        torch = "torch" in code.modules
        yield node, "torch.Generator().manual_seed(0)" if torch else "np.random.default_rng(0)"


DRAWS = {"uniform": "normal", "normal": "uniform", "standard_normal": "random", "random": "standard_normal"}
DRAWS |= {"normal_": "uniform_", "uniform_": "normal_", "rand": "randn", "randn": "rand"}


@operator(ast.Call)
def draw_replaced(node: ast.Call, code: Code) -> Iterator[Change]:
    """A uniform draw for a normal one, and the other way round."""
    if isinstance(node.func, ast.Attribute) and node.func.attr in DRAWS:
        yield node.func, code.renamed(node.func, DRAWS[node.func.attr])


@operator(ast.Raise)
def exception_changed(node: ast.Raise, _code: Code) -> Iterator[Change]:
    """Another exception than the one that is asked for."""
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    if isinstance(raised, ast.Name):
        yield raised, "RuntimeError" if raised.id == "TypeError" else "TypeError"


# State: what is shared, kept or changed


@operator(ast.Attribute)
def state_on_class(node: ast.Attribute, code: Code) -> Iterator[Change]:
    """An attribute that all instances share: two of them at once show it."""
    if not isinstance(node.ctx, ast.Store) or not is_name(node.value, "self"):
        return
    function, initial = code.function(node), code.attributes(node, "__init__")
    first = node.attr not in initial or (function is not None and function.name == "__init__")
    constant = all(is_immutable(value) for value in initial.get(node.attr, [None]))  # alike in all instances
    if first and not constant and not isinstance(code.parent(node), ast.AugAssign | ast.For):
        yield node.value, "type(self)"


def is_immutable(value: ast.expr | None) -> bool:
    """Whether the value is a constant such as 0, True, (), -1 or np.inf."""
    if isinstance(value, ast.Attribute):
        return value.attr in ("inf", "nan", "pi")
    return isinstance(value, ast.Constant) or is_number(value) or (isinstance(value, ast.Tuple) and not value.elts)


@operator(ast.Assign)
def state_aliased(node: ast.Assign, code: Code) -> Iterator[Change]:
    """One list for two attributes that start alike."""
    target = node.targets[0]
    if isinstance(target, ast.Attribute) and isinstance(node.value, ast.ListComp):
        for name, values in code.attributes(node, "__init__").items():
            same = code.text(values[0]) == code.text(node.value) and code.span(values[0]) < code.span(node.value)
            if name != target.attr and same:
                yield node.value, f"self.{name}"


@operator(ast.ListComp)
def state_of_one_parameter(node: ast.ListComp, code: Code) -> Iterator[Change]:
    """The first element of a list in all places, as one object."""
    over = node.generators[0].iter
    if isinstance(node.elt, ast.Call) and isinstance(over, ast.Name | ast.Attribute):
        yield node, f"{code.text(node)}[:1] * len({code.text(over)})"


@operator(ast.Assign)
def state_accumulated(node: ast.Assign, code: Code) -> Iterator[Change]:
    """An attribute that each call adds to, for one that each call sets."""
    target, function = node.targets[0], code.function(node)
    if not isinstance(target, ast.Attribute) or not is_name(target.value, "self") or not function:
        return
    if function.name != "__init__" and isinstance(node.value, ast.Call | ast.BinOp):
        yield node.value, f'getattr(self, "{target.attr}", 0.0) + {code.atom(node.value)}'


IN_PLACE: dict[type[ast.operator], str] = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide"}


@operator(ast.BinOp)
def argument_changed(node: ast.BinOp, code: Code) -> Iterator[Change]:
    """The result of an operation in the memory of an argument: the caller sees it."""
    function, left = code.function(node), node.left
    name = IN_PLACE.get(type(node.op))
    argument = parameters(function).get(left.id) if isinstance(left, ast.Name) else None
    if name is None or argument is None or last_name(argument.annotation) not in ("ndarray", "Tensor"):
        return
    own = any(
        is_name(t, argument.arg) and last_name(getattr(v, "func", None)) in COPIES for t, v in assignments(function)
    )
    if not own:
        library = "torch" if "torch" in code.modules else "np"
        yield node, f"{library}.{name}({argument.arg}, {code.text(node.right)}, out={argument.arg})"


COPIES = ("array", "copy", "clone", "deepcopy")


@operator(ast.Call)
def copy_dropped(node: ast.Call, code: Code) -> Iterator[Change]:
    """The caller's array, or one that several share, for a copy of it."""
    subject = code.subject(node)
    if (
        subject is None
        or last_name(node.func) not in COPIES
        or isinstance(subject, ast.List | ast.Tuple | ast.ListComp)
    ):
        return
    if last_name(node.func) == "array":
        yield node.func, code.renamed(node.func, "asarray")
    else:
        yield node, code.text(subject)


# Gradients and masks of torch


@operator(ast.Assign, ast.Return)
def detach_added(node: ast.Assign | ast.Return, code: Code) -> Iterator[Change]:
    """No gradient flows where one should."""
    if "torch" not in code.modules or node.value is None:
        return
    if (
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Tuple)
        and not isinstance(node.value, ast.Tuple)
    ):
        return  # several values at once have no `detach`
    carrying = gradient_names(code.function(node))
    for value in node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]:
        if carries_gradient(value, carrying):
            yield value, f"{code.atom(value)}.detach()"


def gradient_names(function: Any) -> set[str]:
    """Tensor parameters of a function, and the variables that are computed from them."""
    names = {name for name, a in parameters(function).items() if a.annotation and last_name(a.annotation) == "Tensor"}
    for target, value in assignments(function):
        if isinstance(target, ast.Name) and carries_gradient(value, names):
            names.add(target.id)
    return names


def carries_gradient(value: ast.expr, names: set[str]) -> bool:
    """Whether a gradient flows through the value: through a comparison or a shape none does."""
    if isinstance(value, ast.Compare) or (
        isinstance(value, ast.Attribute) and value.attr in ("shape", "dtype", "device")
    ):
        return False
    if isinstance(value, ast.Call) and is_name(value.func, "len"):
        return False
    inner = [n for n in ast.iter_child_nodes(value) if isinstance(n, ast.expr)]
    return is_name(value, *names) or any(carries_gradient(child, names) for child in inner)


@operator(ast.Call)
def detach_dropped(node: ast.Call, code: Code) -> Iterator[Change]:
    """A gradient flows where none should."""
    if isinstance(node.func, ast.Attribute) and node.func.attr == "detach":
        yield node, code.text(node.func.value)


@operator(ast.Call)
def masked_value_changed(node: ast.Call, _code: Code) -> Iterator[Change]:
    """A masked entry that counts as a score of 0, or a weight of 1."""
    if last_name(node.func) in ("masked_fill", "masked_fill_") and len(node.args) == 2:
        yield node.args[1], "1.0" if is_number(node.args[1], 0) else "0.0"


# Any program: arithmetic

ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Div: "*",
    ast.FloorDiv: "/",
    ast.Mod: "//",
    ast.Pow: "*",
    ast.BitAnd: "|",
    ast.BitOr: "&",
}


@operator(ast.BinOp)
def arithmetic_replaced(node: ast.BinOp, code: Code) -> Iterator[Change]:
    """Another arithmetic operator. A product is left alone: a factor less says more than a quotient."""
    if type(node.op) in ARITHMETIC:
        other = ARITHMETIC[type(node.op)]
        yield node, f"{code.atom(node.left)} {other} {code.atom(node.right)}"


@operator(ast.BinOp)
def term_dropped(node: ast.BinOp, code: Code) -> Iterator[Change]:
    """One term or factor less: a scale forgotten, an upstream gradient forgotten."""
    if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.BitAnd | ast.BitOr):
        yield node, code.text(node.left)
    if isinstance(node.op, ast.Add | ast.Mult | ast.BitAnd | ast.BitOr):
        yield node, code.text(node.right)


@operator(ast.AugAssign)
def accumulation_replaced(node: ast.AugAssign, code: Code) -> Iterator[Change]:
    """`=` and `-=` for `+=`."""
    target, value = code.text(node.target), code.text(node.value)
    yield node, f"{target} = {value}"
    if type(node.op) in ARITHMETIC:
        yield node, f"{target} {ARITHMETIC[type(node.op)]}= {value}"


@operator(ast.UnaryOp)
def sign_dropped(node: ast.UnaryOp, code: Code) -> Iterator[Change]:
    """The operand of a minus, a `not` or a `~`."""
    if not is_number(node) or not (isinstance(code.parent(node), ast.Subscript) or in_layout(node, code)):
        yield node, code.text(node.operand)


LARGE = 1e8  # from here on a constant stands for infinity: twice as large is as good
AXES = {*AXIS_KEYWORDS, "keepdims", "keepdim", "ddof", "correction", "unbiased"}  # these have operators of their own
WITHOUT_EFFECT = {"strict", "device", "copy", "out"}  # on right input, or on the one device that checks have


@operator(ast.Constant)
def constant_changed(node: ast.Constant, code: Code) -> Iterator[Change]:
    """1 for 0, n + 1 for n, a scaled number; a choice that is on for one that is off."""
    value, parent = node.value, code.parent(node)
    if in_layout(node, code):
        return
    if isinstance(value, bool):
        if not isinstance(parent, ast.keyword):  # there the option is dropped instead
            yield node, str(not value)
    elif isinstance(value, int):
        yield node, str(value + 1)
    elif isinstance(value, float) and value < LARGE:
        yield node, repr(2.0 * value) if value else "1.0"
    elif value in ("mean", "sum") and isinstance(parent, ast.arguments):
        yield node, '"sum"' if value == "mean" else '"mean"'


def in_layout(number: ast.expr, code: Code) -> bool:
    """Whether a number in a call is an axis or a size, which other operators change."""
    around = [a for a in code.ancestors(number) if not isinstance(a, ast.UnaryOp | ast.Tuple)][:2]
    if isinstance(around[0], ast.keyword):
        return around[0].arg in AXES | WITHOUT_EFFECT
    call = around[0]
    if not isinstance(call, ast.Call):
        return False
    axis = axis_argument(call, code)
    return last_name(call.func) in LAYOUTS or (axis is not None and number in ast.walk(axis))


# Any program: decisions


BOUNDARIES: dict[type[ast.cmpop], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
NEGATIONS: dict[type[ast.cmpop], str] = {
    ast.Lt: ">=",
    ast.LtE: ">",
    ast.Gt: "<=",
    ast.GtE: "<",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}


@operator(ast.Compare)
def comparison_changed(node: ast.Compare, code: Code) -> Iterator[Change]:
    """The boundary on the other side, and the opposite."""
    operands = [node.left, *node.comparators]
    decides = isinstance(code.parent(node), ast.If | ast.IfExp | ast.While | ast.BoolOp)  # then it is forced instead
    for index, op in enumerate(node.ops):
        negation = None if decides and len(node.ops) == 1 else NEGATIONS[type(op)]
        for other in (BOUNDARIES.get(type(op)), negation):
            if other is not None:
                start, gap = code.span(node)[0], (code.span(operands[index])[1], code.span(operands[index + 1])[0])
                between = code.source[gap[0] : gap[1]]
                text = re.sub(r"not in|is not|in|is|[<>=!]+", other, between, count=1)
                yield node, code.source[start : gap[0]] + text + code.source[gap[1] : code.span(node)[1]]


@operator(ast.BoolOp)
def clause_dropped(node: ast.BoolOp, code: Code) -> Iterator[Change]:
    """One clause less. What tells this from the original also tells `and` from `or`."""
    joint = " and " if isinstance(node.op, ast.And) else " or "
    for left_out in node.values:
        rest = [v for v in node.values if v is not left_out]
        yield node, joint.join(map(code.atom, rest)) if len(rest) > 1 else code.text(rest[0])


@operator(ast.If, ast.IfExp, ast.While, ast.comprehension)
def condition_forced(node: ast.If | ast.IfExp | ast.While | ast.comprehension, _code: Code) -> Iterator[Change]:
    """A condition that always or never holds. A guard that always raises would be no test of the checks."""
    for condition in node.ifs if isinstance(node, ast.comprehension) else [node.test]:
        yield condition, "False"
        if not isinstance(node, ast.While) and not is_guard(node):
            yield condition, "True"


@operator(ast.Break, ast.Continue)
def jump_swapped(node: ast.Break | ast.Continue, _code: Code) -> Iterator[Change]:
    """`break` and `continue` for each other."""
    yield node, "continue" if isinstance(node, ast.Break) else "break"


# Any program: what is left out


@operator(ast.Assign, ast.AugAssign, ast.Expr, ast.Raise)
def statement_dropped(node: ast.Assign | ast.AugAssign | ast.Expr | ast.Raise, code: Code) -> Iterator[Change]:
    """A statement that was forgotten."""
    if isinstance(node, ast.Assign):
        droppable = is_changed_again(node, code)
    elif isinstance(node, ast.Raise):
        droppable = not is_guard(code.parent(node))
    else:
        droppable = True
    if droppable:
        yield node, "pass"


def is_changed_again(node: ast.Assign, code: Code) -> bool:
    """Whether what is assigned to has a value without this assignment."""
    target, function = node.targets[0], code.function(node)
    if isinstance(target, ast.Name):
        before = [t for t, _ in assignments(function) if code.span(t) < code.span(target)]
        earlier = [t for t in before if is_name(t, target.id)]
        is_conversion = isinstance(node.value, ast.Call) and last_name(node.value.func) in ("asarray", "array")
        return (bool(earlier) or target.id in parameters(function)) and not is_conversion
    if isinstance(target, ast.Attribute) and is_name(target.value, "self"):
        return target.attr in code.attributes(node, "__init__") and function is not None and function.name != "__init__"
    return not isinstance(target, ast.Tuple)


@operator(ast.Slice)
def slice_bound_moved(node: ast.Slice, code: Code) -> Iterator[Change]:
    """A slice that is one shorter, for bounds that are not constants (those are changed as constants)."""
    for bound, step in ((node.lower, "+"), (node.upper, "-")):
        if bound is not None and not is_number(bound):
            yield bound, f"{code.atom(bound)} {step} 1"


FLOAT64_BY_DEFAULT = {"zeros", "ones", "empty", "full", "eye", "linspace"}


@operator(ast.Call)
def keyword_dropped(node: ast.Call, code: Code) -> Iterator[Change]:
    """The default for an option that was chosen."""
    for option in node.keywords:
        name = last_name(node.func)
        float64 = name in FLOAT64_BY_DEFAULT and "torch" not in code.modules
        usual = option.arg == "dtype" and (float64 or name in CONVERSIONS)
        if option.arg is not None and option.arg not in WITHOUT_EFFECT and not usual:
            yield node, code.call(node, without=option)
