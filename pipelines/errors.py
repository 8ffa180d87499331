"""Errors of the pipelines, one tree. Each has a stable ``code`` that the docs explain."""


class PipelineError(Exception):
    """Base of every error that the pipelines raise on purpose.

    ``code`` is stable and documented in ``docs/troubleshooting.md``; ``message`` says what happened, naming the
    thing; ``action`` says in one sentence what to do next.
    """

    code = "pipeline_error"
    action = "Try again; if it stays, look into the logs of the worker and of the web app."

    def __init__(self, message: str, *, code: str | None = None, action: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.action = action or self.action


class IndexUnavailable(PipelineError):
    """The index cannot be reached or refuses to work."""

    code = "index_unavailable"
    action = "Start the index (OpenSearch, or the disk of the SQLite file) and try again."


class IndexTimeout(PipelineError):
    """The index did not answer in time."""

    code = "index_timeout"
    action = "Try again; if it stays, the index is overloaded."


class IndexFull(IndexUnavailable):
    """There is no room for what shall be written to the index."""

    code = "index_full"
    action = "Free disk space where the index lies; what waits for it goes on by itself."


class IndexSwapped(IndexUnavailable):
    """Another index answers by now than the one that this was made for."""

    code = "index_swapped"
    action = "Nothing to do: it is made anew."


class IndexMismatch(PipelineError):
    """Vectors or configuration do not fit the index."""

    code = "index_mismatch"
    action = "Use the embedder that the index was built with, or re-index."


class ProbeFailed(PipelineError):
    """What was written of a document was not found by a search."""

    code = "probe_failed"
    action = "Retry the document; if it stays, re-index."


class EmbedderUnavailable(PipelineError):
    """The embedder's provider did not give a usable answer."""

    code = "embedder_unavailable"
    action = "Check the embedder's settings and its provider, then retry the document."


class ProviderUnavailable(PipelineError):
    """The chat model's provider did not give a usable answer."""

    code = "provider_unavailable"
    action = "Check OPENAI_API_KEY and OPENAI_BASE_URL; answers are extractive until it is back."


class RerankerUnavailable(PipelineError):
    """What should put passages into a finer order did not."""

    code = "reranker_unavailable"
    action = "Check REFDESK_RERANKER and its server; passages keep the order of the index until it is back."


class OutboundError(PipelineError):
    """A request to an address that a user gave, which the guard of ``pipelines.outbound`` does not let through."""


class AddressRefused(OutboundError):
    """The address is malformed, or leads where no user may lead this service."""

    code = "address_refused"
    action = "Give an address of the internet, or ask the operator to allow it in REFDESK_OUTBOUND_ALLOWED."


class AddressUnresolvable(OutboundError):
    """The host's name has no address."""

    code = "address_unresolvable"
    action = "Check how the host is spelt; if it is right, ask the operator whether this service can resolve it."


class AnswerTooLarge(OutboundError):
    """What came back is larger than what is read of it."""

    code = "answer_too_large"
    action = "Check that the address is the one of the service you mean."


class StorageError(PipelineError):
    """A stored text or upload is missing or cannot be written."""

    code = "storage_error"
    action = "Check that the data folder is writable and has free space."


class TextPurged(StorageError):
    """The text of that version was removed for good."""

    code = "text_purged"
    action = "Nothing to do: its owner had it erased."


class UnreadableDocument(PipelineError):
    """A document that cannot be turned into text: ends ``failed``."""

    code = "unreadable"
    action = "Open the file, save it again in a supported format and upload it."


class NothingToIndex(PipelineError):
    """A document that has no text or a type nobody reads: ends ``skipped``."""

    code = "nothing_to_index"
    action = "Nothing to do, or upload the document in a supported format."


class PipelineInvalid(PipelineError):
    """A pipeline's file that cannot be read, or that does not end in an answer."""

    code = "pipeline_invalid"
    action = "Mend the file, or unset REFDESK_QUERY_PIPELINE; `refdesk pipeline show query` prints one that works."
