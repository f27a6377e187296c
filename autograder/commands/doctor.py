"""`autograder doctor`: what this machine offers."""

from __future__ import annotations

import importlib.metadata
import platform

import click

PACKAGES = ("numpy", "torch", "pytest", "nbgrader", "jupyter_core", "matplotlib")


@click.command()
def command() -> None:
    """Show the sandbox layers of this machine, the versions in use, and what to do about each gap."""
    from autograder.sandbox.survey import survey

    click.echo(f"Python {platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()})")
    for package in PACKAGES:
        click.echo(f"  {package:<16} {_version(package)}")
    layers = survey()
    width = max(len(layer.name) for layer in layers)
    click.echo("\nSandbox layers")
    for layer in layers:
        state = "yes" if layer.available else "NO" if layer.remedy else "-"
        click.echo(f"  {state:<4} {layer.name:<{width}}  {layer.detail}")
        if layer.remedy:
            click.echo(f"       {'':<{width}}  -> {layer.remedy}")
    missing = [layer.name for layer in layers if not layer.available and layer.remedy]
    if missing:
        click.echo(f'\nMissing: {", ".join(missing)}. `sandbox = "strict"` refuses to grade here; `auto` does without.')
    else:
        click.echo('\nEverything is there: `sandbox = "strict"` can be used.')


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
