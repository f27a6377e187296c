# tries: to leave with status 0 while it is loaded, as if all had gone well
# must: every check is crashed; each later check gets a fresh worker
# honest: 0/5
# portable: yes
import os

os._exit(0)
