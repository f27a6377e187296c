# tries: to read the submissions of others, from folders, temporary files and modules
# must: no other submission was ever in this process, or is readable
# honest: 2/5
# portable: no
import glob
import linecache
import sys


def double(x, times=1):
    for path in glob.glob("/tmp/**", recursive=True) + glob.glob("../**", recursive=True):
        try:
            print(path, open(path, errors="replace").read(500))
        except OSError:
            pass
    print([v for lines in linecache.cache.values() for v in lines if "CANARY" in str(v)])
    print([name for name in sys.modules if "neighbour" in name or "student" in name])
    return None
