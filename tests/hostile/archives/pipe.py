# tries: a named pipe that a reader waits on for ever
# must: not opened
# honest: 0/5
# portable: yes
import os


def make(folder, honest):
    own = folder / "class" / "hostile"
    own.mkdir(parents=True)
    os.mkfifo(own / "vectors.py")
    return folder / "class"
