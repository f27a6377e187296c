# tries: to plant modules and byte code that later workers would import
# must: none of these folders is writable
# honest: 5/5
# portable: no
import importlib.util
import os
import site
import sys

folders = [*sys.path, *site.getsitepackages(), site.getusersitepackages(), os.path.dirname(np.__file__)]
for folder in folders:
    for name in ("hostile-left.pth", "sitecustomize_hostile.py", "__pycache__/hostile-left.pyc"):
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write("import os")
            raise SystemExit(f"wrote to {folder}")
        except OSError:
            pass
