# tries: to read the environment that its process was started with, which /proc keeps
# must: the zygote was started with a clean one
# honest: 2/5
# portable: yes


def double(x, times=1):
    for name in ("environ", "cmdline"):
        try:
            with open(f"/proc/self/{name}", "rb") as file:
                print(file.read())
        except OSError as error:
            print(error)
    return None
