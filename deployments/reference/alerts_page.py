"""``docs/reference/alerts.md``: every rule of the alerts."""

from webapp.alerts.rules import RULES

HEAD = """# Alerts

What is looked after, how bad it is, and whose it is: a tenant's own alerts are shown to the members of the organisation
and to operators, the others to operators alone. How they are told: [Watching](../guides/watching.md#alerts).

| rule | level | whose | what | remedy |
|---|---|---|---|---|
"""


def render() -> str:
    """The page's text."""
    rows = (
        f"| `{name}` | {rule.level} | {'tenant' if rule.own else 'operator'} | {rule.meaning}"
        f"{f' For {rule.hold:.0f} s at least.' if rule.hold else ''} | {rule.remedy} |"
        for name, rule in RULES.items()
    )
    return HEAD + "\n".join(rows) + "\n"
