"""Settings of the pipelines: index, storage, embedder, limits, model. Read once by a program's composition root."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, FilePath, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.outbound.addresses import Allowed


class PipelineSettings(BaseSettings):
    """What indexing and answering need. Environment variables ``REFDESK_*`` unless an alias is given."""

    model_config = SettingsConfigDict(env_prefix="REFDESK_", extra="ignore", populate_by_name=True)

    data_dir: Path = Field(Path("data"), description="folder that holds everything written")
    opensearch_url: str | None = Field(None, description="OpenSearch; without it the embedded SQLite index is used")
    index_prefix: str = Field("refdesk", pattern=r"^[a-z][a-z0-9-]{0,40}$", description="prefix of index names")
    storage_url: str | None = Field(None, description="fsspec URL of texts and uploads; default is the data folder")
    embedder: str = Field(
        "wordllama",
        description="`wordllama`, `fastembed:<name or folder>` (`refdesk models list`) or `openai:<model>`;"
        " for the next index",
    )
    embedder_languages: str = Field(
        "",
        pattern=r"^([a-z]{2}(,[a-z]{2}){0,99})?$",
        description="languages that the embedder knows (`en,de`), where its name does not say it; documents in others"
        " are found by their words",
    )
    max_document_chars: int = Field(5_000_000, ge=1_000, description="longest text of one document, in characters")
    convert_memory_mb: int = Field(512, ge=64, description="memory of one converter child, in MB")
    convert_seconds: int = Field(120, ge=1, description="processor time of one document's converter, in seconds")
    convert_pages: int = Field(5_000, ge=1, description="most pages of one document")
    ocr: Literal["auto", "off"] = Field(
        "auto", description="`auto`: pages that are pictures are read by tesseract where it is installed"
    )
    ocr_languages: str = Field(
        "eng",
        pattern=r"^[A-Za-z_]{3,20}(\+[A-Za-z_]{3,20}){0,9}$",
        description="languages of such pages, as tesseract calls them (`eng+deu`)",
    )
    ocr_seconds: int = Field(900, ge=1, description="further time of a document with such pages, in seconds")
    report_key: SecretStr | None = Field(
        None,
        min_length=32,
        description="signs the reports of syncs; default is random per installation,"
        " web app and worker on several machines need the same",
    )
    openai_api_key: SecretStr | None = Field(None, alias="OPENAI_API_KEY", description="key of the chat model")
    openai_base_url: str | None = Field(None, alias="OPENAI_BASE_URL", description="base URL of the chat model")
    model: str = Field("gpt-4o-mini", description="chat model of a chatbot that names none")
    fallback_model: str | None = Field(None, description="chat model that is tried when the first fails")
    provider_proxy: SecretStr | None = Field(
        None,
        description="proxy of the installation's own models and embedder (`http://user:password@proxy:3128`); default"
        " is the environment's (`HTTPS_PROXY`, `NO_PROXY`)",
    )
    provider_ca: FilePath | None = Field(
        None, description="PEM file of certificate authorities that they are trusted by, beside the public ones"
    )
    reranker: str = Field(
        "",
        pattern=r"^(fastembed:.{1,500}|rerank:.{1,200}|tei)?$",
        description="puts passages into a finer order: `fastembed:<name or folder>` a cross-encoder here,"
        " `rerank:<model>` or `tei` a server at `REFDESK_RERANKER_URL`; empty: none",
    )
    reranker_url: str | None = Field(
        None, pattern=r"^https?://", description="address that is posted to, as a whole (`https://host/v1/rerank`)"
    )
    reranker_key: SecretStr | None = Field(None, description="its key")
    reranker_seconds: float = Field(
        2.0, gt=0, le=60, description="longest wait for it, in seconds; then passages keep their order"
    )
    query_pipeline: Path | None = Field(
        None, description="YAML file of a query pipeline of your own; `refdesk pipeline show query` prints today's"
    )
    query_modules: str = Field(
        "", description="modules whose components that file may use beside Haystack's, comma separated, `*` at the end"
    )
    private_words: int = Field(
        5, ge=3, le=12, description="so many words in a row that only a private source has are never said"
    )
    private_share: float = Field(
        0.6,
        ge=0.2,
        le=1.0,
        description="nor is a sentence that has this share of its pairs of words from one",
    )
    llm_timeout_seconds: float = Field(60.0, gt=0, description="deadline of one generated answer, in seconds")

    outbound_allowed: str = Field(
        "",
        description="hosts and networks, comma-separated, each with a port or at any, that addresses of users may lead"
        " to although they are not public: `models.internal`, `localhost:11434`, `10.1.0.0/16`",
    )
    outbound_proxy: str | None = Field(
        None,
        pattern=r"^https?://",
        description="proxy of all requests to addresses of users; those of the environment are not used for them",
    )
    outbound_ca: FilePath | None = Field(
        None, description="PEM file of certificate authorities of your own, for addresses of users"
    )

    @field_validator("outbound_allowed")
    @classmethod
    def allowed_are_places(cls, value: str) -> str:
        """Refuse what is neither a host nor a network, at the start."""
        Allowed.parse(value)
        return value

    @field_validator(
        "outbound_proxy",
        "outbound_ca",
        "opensearch_url",
        "storage_url",
        "report_key",
        "openai_base_url",
        "openai_api_key",
        "fallback_model",
        "provider_proxy",
        "reranker_url",
        "reranker_key",
        "provider_ca",
        "query_pipeline",
        mode="before",
    )
    @classmethod
    def empty_is_absent(cls, value: Any) -> Any:
        """``REFDESK_OPENSEARCH_URL=`` means: not set."""
        return None if value == "" else value

    @property
    def known_languages(self) -> frozenset[str] | None:
        """``embedder_languages`` as codes; None where they are not set."""
        return frozenset(self.embedder_languages.split(",")) if self.embedder_languages else None

    @property
    def index_path(self) -> Path:
        """The file of the embedded index."""
        return self.data_dir / "index.sqlite"

    @property
    def numbers_dir(self) -> Path:
        """Where the processes of this installation on this machine keep what they counted."""
        return self.data_dir / "run" / "numbers"

    @property
    def blobs(self) -> str:
        """The fsspec URL of texts and uploads."""
        return self.storage_url or f"file://{self.data_dir.resolve() / 'blobs'}"

    @property
    def has_model(self) -> bool:
        """Whether a chat model is configured."""
        return self.openai_api_key is not None or self.openai_base_url is not None
