# tries: NUL bytes and lone surrogates in the source
# must: a syntax error of the student's
# honest: 0/5
# portable: yes


def make(folder, honest):
    (folder / "vectors.py").write_bytes(honest.encode() + b"\n\x00\xed\xa0\x80\n")
    return folder / "vectors.py"
