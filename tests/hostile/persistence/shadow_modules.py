# tries: modules of its own in its folder that shadow what later imports ask for
# must: nothing is imported from the scratch folder but by itself, and nothing of it is left
# honest: 5/5
# portable: yes
import os

for name in ("numpy", "msgpack", "pytest", "autograder", "sitecustomize"):
    with open(f"{name}.py", "w") as file:
        file.write("raise SystemExit('shadowed')\n")
