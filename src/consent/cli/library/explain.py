"""``consent explain``."""

from __future__ import annotations

import click

from consent.suggest import nearest

_WIDTH = 100


@click.command("explain")
@click.argument("code")
def command(code: str) -> int:
    """Say what a code means, why it matters, what to do, and where it comes from.

    \b
    Example:
      consent explain CLS110
    """
    from consent.gate.catalogue import catalogue

    rules = catalogue()
    rule = rules.get(code.upper())
    if rule is None:
        near = nearest(code, rules)
        hint = f"did you mean {near}?" if near else "see: consent list checks"
        raise click.UsageError(f"there is no check {code!r}; {hint}")
    click.echo(f"{rule.code} ({rule.severity}): {rule.title}\n")
    # The codes of a loader have one line, which is title and summary at once.
    if rule.summary.rstrip(".").casefold() != rule.title.casefold():
        click.echo(f"{rule.summary}\n")
    click.echo(_wrapped(rule.explanation))
    if rule.remedy:
        click.echo(f"\n{_wrapped(f'What to do: {rule.remedy}')}")
    click.echo("")
    if rule.reference:
        click.echo(f"Reference: {rule.reference}")
    if rule.related:
        click.echo(f"See also: {', '.join(rule.related)}")
    click.echo(f"For: {rule.persona}. Since: {rule.since}.")
    return 0


def _wrapped(text: str) -> str:
    """Paragraphs of one long line broken for a terminal; what has lines of its own keeps them."""
    return text if "\n" in text else click.wrap_text(text, _WIDTH)
