"""The line between judge and worker.

`codec`, `channel`, `interpreter`, `layers`, `limits`, `worker` and `zygote` run on the worker's side and import
nothing of the kit
outside this folder. `client` is the judge's side.
"""
