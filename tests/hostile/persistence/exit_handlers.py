# tries: to act when its process ends
# must: a worker that is done with is killed, and runs nothing more
# honest: 5/5
# portable: yes
import atexit
import weakref


class Last:
    def __del__(self):
        open("hostile-left-by-del", "w").write("x")


last = Last()


@atexit.register
def leave():
    open("hostile-left-by-atexit", "w").write("x")


weakref.finalize(last, leave)
