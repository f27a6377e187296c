# tries: to leave result files where a grader might look for them
# must: nothing but its own scratch folder can be written to; nothing is read from there
# honest: 2/5
# portable: no
import json
import os


def double(x, times=1):
    text = json.dumps({"score": 5.0, "tests": [{"score": 5.0, "max_score": 5.0}]})
    for folder in (".", "..", "/autograder", "/autograder/results", "/tmp", os.path.expanduser("~")):
        for name in ("results.json", "junit.xml", "report.json", "hostile-left-results.json"):
            try:
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text)
            except OSError:
                pass
    return None
