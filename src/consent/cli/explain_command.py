"""``consent explain``."""

from __future__ import annotations

import click

from consent.suggest import nearest


@click.command("explain")
@click.argument("code")
def command(code: str) -> int:
    """Say what a code means, why it matters, and where it comes from.

    \b
    Example:
      consent explain CLS110
    """
    from consent.gate import catalogue

    rules = catalogue()
    rule = rules.get(code.upper())
    if rule is None:
        near = nearest(code, rules)
        hint = f"did you mean {near}?" if near else "see: consent list checks"
        raise click.UsageError(f"there is no check {code!r}; {hint}")
    click.echo(f"{rule.code} ({rule.severity}): {rule.title}\n\n{rule.summary}")
    if rule.explanation:
        click.echo(f"\n{rule.explanation}")
    if rule.reference:
        click.echo(f"\nReference: {rule.reference}")
    return 0
