#!/usr/bin/env bash
# Installs the grader into an environment of its own, once, when a platform builds its container.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
home="${AUTOGRADER_HOME:-/opt/autograder}"

works() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11; do
        if works "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    (apt-get update && apt-get install -y --no-install-recommends python3.11 python3.11-venv) >&2
    echo python3.11
}

if [ ! -x "$home/bin/python" ]; then
    python="$(find_python)"
    "$python" -m venv "$home"
fi
"$home/bin/python" -m pip install --disable-pip-version-check --requirement "$here/requirements.txt"
"$home/bin/python" -m pip install --disable-pip-version-check --no-deps "$here"/*.whl
chmod -R go= "$here" # submissions run as another user where the container allows it: nothing here is theirs to read
