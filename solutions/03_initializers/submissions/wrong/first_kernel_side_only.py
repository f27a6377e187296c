"""You count one side of the kernel. Its area is the product of all sides."""


def fans(shape):
    if len(shape) < 2:
        raise ValueError("two dimensions or more")
    if len(shape) == 2:
        return shape[0], shape[1]
    return shape[1] * shape[2], shape[0] * shape[2]
