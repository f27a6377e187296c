# tries: files for the worker that comes next: working folder, home and temporary folder
# must: the next worker starts with an empty folder of its own
# honest: 5/5
# portable: yes
import os
import tempfile

found = []
for folder in {os.path.realpath(f) for f in (".", os.path.expanduser("~"), tempfile.gettempdir())}:
    path = os.path.join(folder, "hostile-left-file")
    if os.path.exists(path):
        found.append(path)
    open(path, "w").write("CANARY")
if found:
    raise RuntimeError(f"left by another: {found}")
