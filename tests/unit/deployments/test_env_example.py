"""``.env.example`` is generated."""

from deployments.env_example import TARGET, render


def test_the_example_equals_the_settings() -> None:
    """`make env-example` writes it anew."""
    assert TARGET.read_text() == render()


def test_every_variable_stands_once_with_its_meaning() -> None:
    """Each line that sets something follows its description."""
    lines = render().splitlines()
    names = [
        line.removeprefix("# ").split("=")[0]
        for line in lines
        if line.startswith(("# REFDESK_", "# OPENAI_", "# PREFECT_"))
    ]
    assert len(names) == len(set(names))
    assert {"REFDESK_DATA_DIR", "REFDESK_PORT", "REFDESK_DEMO", "OPENAI_API_KEY", "PREFECT_API_URL"} <= set(names)
