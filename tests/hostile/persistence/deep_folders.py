# tries: a folder so deep, and files so many, that cleaning up fails
# must: the scratch folder is limited and vanishes
# honest: 5/5
# portable: no
import os

home = os.getcwd()
try:
    for _ in range(200):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
except OSError:
    pass
os.chdir(home)
for n in range(300):
    try:
        os.symlink("/", f"link{n}")
        open(f"file{n}", "w").close()
    except OSError:
        break
