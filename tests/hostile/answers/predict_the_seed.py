# tries: to draw the hidden data itself from guessable seeds
# must: the seed depends on a secret
# honest: 2/5
# portable: yes
import hashlib


def double(x, times=1):
    for secret in ("", "None", "0"):
        for student in ("hostile", "student"):
            text = "\0".join((secret, "01_vectors", student, "test_doubles"))
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
            if np.array_equal(np.random.default_rng(seed).normal(size=(2, 3)), x):
                print("predicted")
    return None
