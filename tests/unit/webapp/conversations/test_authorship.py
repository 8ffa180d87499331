"""Who is asked to write an answer is told before anybody has written."""

from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from pipelines.endpoints import Endpoint
from tests.unit.pipelines.answering_desk import question
from webapp.conversations.authorship import MODEL_WRITTEN, by_none, expected, writer_of
from webapp.settings import WebSettings

THEIRS = Endpoint("provider-1", "https://models.example", SecretStr("k"), "their-model")


def test_without_a_model_nobody_is(tmp_path: Path) -> None:
    """Quotes are no model's text."""
    assert expected(writer_of(WebSettings(data_dir=tmp_path))(question("When?"))) == by_none()


def test_the_installations_own_model_is_named(tmp_path: Path) -> None:
    """The one that the chatbot chose, else the one of the settings."""
    writer = writer_of(WebSettings(data_dir=tmp_path, OPENAI_API_KEY="k", model="ours"))
    told = {"by": "model", "provider": None, "model": "ours", "source_type": MODEL_WRITTEN}
    assert expected(writer(question("When?"))) == told
    assert expected(writer(replace(question("When?"), model="another")))["model"] == "another"


def test_the_organisations_provider_comes_first(tmp_path: Path) -> None:
    """Its models answer, whatever the installation has."""
    writer = writer_of(WebSettings(data_dir=tmp_path))
    told = expected(writer(replace(question("When?"), endpoints=(THEIRS,))))
    assert (told["by"], told["provider"], told["model"]) == ("model", "provider-1", "their-model")
