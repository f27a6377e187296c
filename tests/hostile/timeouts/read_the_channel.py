# tries: to wait for a message that nobody sends
# must: a timeout
# honest: 4/5
# portable: yes
import gc


def mean_of(function, x):
    for thing in gc.get_objects():
        if type(thing).__name__ == "Channel":
            thing.receive()
