# tries: to read every file below /
# must: nothing of the course, of other students, and of the home is readable
# honest: 2/5
# portable: no
import os
import re


def double(x, times=1):
    for folder, folders, files in os.walk("/"):
        folders[:] = [f for f in folders if f not in ("lib", "lib64", "usr", "proc", "sys", "site-packages")]
        for name in files:
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    text = file.read(1 << 20)
            except OSError:
                continue
            print(folder, name, re.findall(rb"CANARY-\w{8,}", text))
    return None
