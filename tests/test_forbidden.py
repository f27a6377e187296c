"""What a unit forbids is found by what names resolve to, and refused when it is called all the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.forbidden import first_use
from autograder.submission import Cell

FORBIDDEN = (
    "torch.nn.functional.scaled_dot_product_attention",
    "torch.nn.MultiheadAttention",
    "torch.ops.aten.scaled_dot_product_attention",
)


def found(source: str) -> str | None:
    use = first_use([Cell("a.py", source)], FORBIDDEN)
    return use.name.rpartition(".")[2] if use else None


@pytest.mark.parametrize(
    "source",
    [
        "import torch\ny = torch.nn.functional.scaled_dot_product_attention(q)",
        "import torch.nn.functional as F\ny = F.scaled_dot_product_attention(q)",
        "from torch.nn import functional as F\ny = F.scaled_dot_product_attention(q)",
        "from torch.nn.functional import scaled_dot_product_attention as sdpa",
        "from torch.nn.functional import *\ny = scaled_dot_product_attention(q)",
        "import torch\nn = torch.nn\nF = n.functional\ny = F.scaled_dot_product_attention(q)",
        "import torch\na, b = torch.nn, 3\ny = a.functional.scaled_dot_product_attention(q)",
        "import torch.nn.functional as F\ny = getattr(F, 'scaled_dot_product_attention')(q)",
        "import torch.nn.functional as F\ny = vars(F)['scaled_dot_product_attention'](q)",
        "import torch.nn.functional as F\ny = F.__dict__['scaled_dot_product_attention'](q)",
        "import importlib\ny = importlib.import_module('torch.nn.functional').scaled_dot_product_attention(q)",
        "from importlib import import_module as im\ny = im('torch').nn.MultiheadAttention(4, 2)",
        "y = __import__('torch').nn.MultiheadAttention(4, 2)",
        "import sys\ny = sys.modules['torch'].nn.MultiheadAttention(4, 2)",
        "import torch.nn as nn\nclass M(nn.MultiheadAttention):\n    pass",
        "import torch.nn.functional as F\ndef f(q, g=F):\n    return g.scaled_dot_product_attention(q)",
        "def f(q):\n    from torch.nn import functional as F\n    return F.scaled_dot_product_attention(q)",
    ],
)
def test_a_forbidden_name_is_found_however_it_is_spelled(source: str) -> None:
    assert found(source) in {"scaled_dot_product_attention", "MultiheadAttention"}


@pytest.mark.parametrize(
    "source",
    [
        "def scaled_dot_product_attention(q, k, v):\n    return q",
        "import torch.nn.functional as F\ny = F.softmax(q)",
        "from attention import scaled_dot_product_attention",
        "import torch.nn as nn\nclass MultiHeadAttention(nn.Module):\n    '''Not nn.MultiheadAttention.'''",
        "x.scaled_dot_product_attention(q)",
        "def broken(:",
    ],
)
def test_what_only_looks_alike_is_left_alone(source: str) -> None:
    assert found(source) is None


def test_the_use_says_where_it_is() -> None:
    cells = [Cell("cell 1", "import torch"), Cell("cell 2", "x = 1\ny = torch.nn.MultiheadAttention(4, 2)")]
    assert "cell 2, line 2, uses torch.nn.MultiheadAttention" in str(first_use(cells, FORBIDDEN))


@pytest.mark.parametrize(
    "call",
    [
        "F.scaled_dot_product_attention(q, q, q)",
        "getattr(F, 'scaled_dot' + '_product_attention')(q, q, q)",
        "torch._C._nn.scaled_dot_product_attention(q, q, q)",
        "importlib.import_module('torch.nn.' + 'functional').scaled_dot_product_attention(q, q, q)",
        "eval('F.scaled_dot_product_attention(q, q, q)')",
        "getattr(torch.nn, 'Multihead' + 'Attention')(4, 2)",
        "torch.nn.TransformerEncoderLayer(4, 2)",
        "torch._C._jit_get_operation('aten::scaled_dot_product_' + 'attention')[0](q, q, q)",
        "torch._C._get_operation_overload('aten::scaled_dot_product_attention', '')[0](q, q, q)",
        "getattr(torch._ops._OpNamespace('aten'), 'scaled_dot_product_' + 'attention')(q, q, q)",
        "torch.inference_mode()(lambda: torch._C._nn.scaled_dot_product_attention(*[torch.ones(1, 2, 4)] * 3))()",
    ],
)
def test_what_hides_from_the_source_is_refused_at_run_time(call: str) -> None:
    code = (
        "import importlib, torch\nimport torch.nn.functional as F\nfrom autograder.sandbox import refusal\n"
        f"refusal.refuse({FORBIDDEN!r})\nq = torch.ones(1, 2, 4)\n"
        f"try:\n    {call}\nexcept refusal.ForbiddenName as error:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"
