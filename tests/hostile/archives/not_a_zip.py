# tries: a zip that is none
# must: refused with its name
# refused: yes
# portable: yes


def make(folder, honest):
    (folder / "not.zip").write_bytes(b"PK\x03\x04" + b"nonsense" * 100)
    return folder / "not.zip"
