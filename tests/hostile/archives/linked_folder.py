# tries: a folder whose file is a link to the reference
# must: links are not followed
# honest: 0/5
# portable: yes


def make(folder, honest):
    own = folder / "class" / "hostile"
    own.mkdir(parents=True)
    (own / "vectors.py").symlink_to("/etc/passwd")
    return folder / "class"
