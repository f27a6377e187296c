# tries: to trace and profile the interpreter, and to rewrite what it returns
# must: no points
# honest: 2/5
# portable: yes
import sys


def spy(frame, event, arg):
    if event == "call" and frame.f_code.co_name == "answer":
        frame.f_locals["reply"] = b""
    return spy


sys.settrace(spy)
sys.setprofile(lambda *a: None)


def double(x, times=1):
    return None
