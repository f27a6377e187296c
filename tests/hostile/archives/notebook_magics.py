# tries: magics and shell lines, which a notebook would run
# must: left out, with a notice; nothing is run
# honest: 5/5
# portable: yes
import json


def make(folder, honest):
    sources = [
        "!touch /tmp/hostile-left-magic",
        "%%bash\ntouch /tmp/hostile-left-magic",
        "%run /tmp/x.py",
        honest,
        "%load_ext autograder.plugin\nx = 1",
        "get_ipython().system('touch /tmp/hostile-left-magic')",
    ]
    cells = [{"cell_type": "code", "source": s, "metadata": {}, "outputs": []} for s in sources]
    (folder / "vectors.ipynb").write_text(
        json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    )
    return folder / "vectors.ipynb"
