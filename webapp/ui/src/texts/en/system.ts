/** What runs, what is missing, what to do. */
interface Part {
  name: string;
  /** What it is there for. */
  what: string;
}

/** The parts by the names that the service gives them. */
const PARTS: Record<string, Part> = {
  database: { name: "Database", what: "Keeps accounts, chatbots and conversations." },
  index: { name: "Search index", what: "Finds the passages that answers rest on." },
  documents: { name: "Documents", what: "Whether they are read as this release reads them." },
  languages: { name: "Languages", what: "Whether the embedder knows those of the documents." },
  prefect: { name: "Prefect server", what: "Plans and records the syncs of sources." },
  worker: { name: "Sync worker", what: "Reads documents and puts them into the index." },
  opensearch: { name: "OpenSearch", what: "A search index that several machines share." },
  llm: { name: "Chat model", what: "Writes answers in sentences of its own, with their proof." },
  redis: { name: "Redis", what: "Counts requests for several processes." },
  reranker: { name: "Reranker", what: "Puts the passages that were found into a finer order." },
};

/** What the service says of a part: what goes without it, what to do. */
type Said = "consequence" | "remedy";

export const system = {
  title: "System",
  intro: "The parts of this installation: what runs, what is missing, and what to do about it.",
  ready: "Everything that is needed is running.",
  notReady: "Something that is needed is missing.",
  again: "Check again",
  operatorsOnly: "This page is for those who run this installation.",
  needed: "Needed",
  optional: "Optional",
  part: (name: string): Part => PARTS[name] ?? { name, what: "" },
  without: "Without it:",
  now: "As it is:",
  remedy: "What to do:",
  said: (_name: string, _state: string, _what: Said, said: string): string => said,
  states: { ok: "Running", missing: "Not set up", failing: "Failing" },
};
