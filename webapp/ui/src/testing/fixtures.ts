/** Things as the API shows them, each with an id of its own; what a test is about is given, the rest is filled in. */
import type { components } from "~/api/schema";

type Schemas = components["schemas"];
export type Session = Schemas["SessionOut"];
export type User = Schemas["UserOut"];
export type Usage = Schemas["UsageReportOut"];
export type Chatbot = Schemas["ChatbotOut"];
export type Source = Schemas["SourceOut"];
export type Document = Schemas["DocumentOut"];
export type Sync = Schemas["SyncOut"];
export type Conversation = Schemas["ConversationOut"];
export type Message = Schemas["MessageOut"];
export type Citation = Schemas["CitationOut"];
export type StoredText = Schemas["TextOut"];
export type StoredPage = Schemas["PageOut"];

export type Provider = Schemas["ProviderOut"];

export const NOW = "2026-03-02T09:30:00Z";
export const VERSION = "a".repeat(64);
export const NEWER = "b".repeat(64);

let last = 0;
/** An id that nothing else has. */
export const newId = () => `00000000-0000-7000-8000-${String((last += 1)).padStart(12, "0")}`;

/** Nothing used, and no limits. */
export const aUsage = (fields: Partial<Usage> = {}): Usage => {
  const none = { used: 0, most: null };
  const month = { questions: none, tokens: none, cost: null };
  return {
    plan: "team",
    month: "2026-11",
    resets_at: "2026-12-01T00:00:00+00:00",
    currency: "EUR",
    organization: { ...month, documents: none, storage: none },
    person: month,
    people: [],
    models: [],
    rates: [{ group: "ask", organization: "600/minute", person: "" }],
    ...fields,
  };
};

export const aProvider = (fields: Partial<Provider> = {}): Provider => ({
  id: newId(),
  name: "Ours",
  kind: "chat",
  base_url: "https://models.example.org/v1",
  default_model: "large",
  has_key: true,
  key_readable: true,
  prices: null,
  position: 0,
  chatbots: 0,
  created_at: NOW,
  updated_at: NOW,
  ...fields,
});

export const aUser = (fields: Partial<User> = {}): User => ({
  id: newId(),
  email: "ada@example.com",
  first_name: "Ada",
  last_name: "Reader",
  full_name: "Ada Reader",
  is_active: true,
  is_operator: true,
  created_at: NOW,
  last_login: null,
  organization: { id: newId(), name: "Readers", slug: "readers", plan: "free" },
  role: "owner",
  ...fields,
});

export const LIFE_MS = 15 * 60_000;
/** The server's clock: that of the machine, whatever a test makes of the page's. */
const serverNow = () => performance.timeOrigin + performance.now();

export const aSession = (user: User, life = LIFE_MS): Session => ({
  user,
  access_token: `token-of-${user.id}-${newId()}`,
  access_expires_at: new Date(serverNow() + life).toISOString(),
  refresh_expires_at: new Date(serverNow() + 30 * 86_400_000).toISOString(),
  refresh_token: null,
});

export const aChatbot = (fields: Partial<Chatbot> = {}): Chatbot => ({
  id: newId(),
  name: "Harbour Library",
  description: "Everything the house tells its readers.",
  welcome_message: "",
  instructions: "",
  model_name: null,
  temperature: 0.2,
  status: "active",
  has_knowledge_sources: true,
  documents: { indexed: 1, failed: 0, skipped: 0, waiting: 0 },
  last_question: null,
  created_at: NOW,
  updated_at: NOW,
  ...fields,
});

export const aSource = (fields: Partial<Source> = {}): Source => ({
  id: newId(),
  name: "Handbooks",
  kind: "upload",
  config: {},
  visibility: "citable",
  schedule: null,
  status: "idle",
  counts: { pending: 0, processing: 0, indexed: 1, skipped: 0, failed: 0 },
  last_synced_at: NOW,
  ...fields,
});

export const aDocument = (fields: Partial<Document> = {}): Document => ({
  id: newId(),
  source_id: newId(),
  parent_id: null,
  parent_title: null,
  author: null,
  created: null,
  modified: null,
  ocr_pages: [],
  uri: "rules.md",
  title: "Rules",
  mime: "text/markdown",
  bytes: 2_048,
  status: "indexed",
  error: null,
  page_count: null,
  encoding: null,
  language: null,
  language_corrected: false,
  chunk_count: 3,
  version: VERSION,
  indexed_at: NOW,
  same_as: null,
  ...fields,
});

export const aSync = (fields: Partial<Sync> = {}): Sync => ({
  id: newId(),
  dry_run: false,
  full: false,
  status: "succeeded",
  plan: null,
  progress: { done: 1, total: 1, current: null },
  counts: { indexed: 1, skipped: 0, failed: 0, deleted: 0, unchanged: 0 },
  error: null,
  prefect_url: null,
  started_at: NOW,
  finished_at: NOW,
  ...fields,
});

export const aConversation = (fields: Partial<Conversation> = {}): Conversation => ({
  id: newId(),
  chatbot_id: newId(),
  title: "How long can a booking be cancelled?",
  created_at: NOW,
  updated_at: NOW,
  ...fields,
});

export const aMessage = (fields: Partial<Message> = {}): Message => ({
  id: newId(),
  role: "assistant",
  content: "",
  status: "done",
  mode: "llm",
  answered: true,
  confidence: 0.8,
  citations: [],
  nearest: [],
  degraded: [],
  claims: [],
  coverage: null,
  model: null,
  finish: null,
  searched: null,
  usage: null,
  latency_ms: 40,
  error: null,
  documents: [],
  filters: null,
  replaces: null,
  set_aside: false,
  table: null,
  withheld: {},
  flagged: [],
  generated: { by: "none", provider: null, model: null, source_type: null },
  feedback: null,
  created_at: NOW,
  ...fields,
});

export const aQuestion = (content: string): Message =>
  aMessage({ role: "user", content, mode: null, answered: null, confidence: null });

export const aCitation = (fields: Partial<Citation> = {}): Citation => ({
  document_id: newId(),
  version: VERSION,
  source_id: newId(),
  title: "Rules",
  uri: "rules.md",
  page: null,
  place: null,
  row: null,
  start: 0,
  end: 0,
  quote: "",
  n: 1,
  ...fields,
});

export const aText = (text: string, fields: Partial<StoredText> = {}): StoredText => ({
  text,
  start: 0,
  length: [...text].length,
  pages: [],
  headings: [],
  blocks: [],
  heads: [],
  version: VERSION,
  live_version: VERSION,
  removed_at: null,
  ...fields,
});

export const aPage = (fields: Partial<StoredPage> = {}): StoredPage => ({
  page: 1,
  pages: 2,
  width: 595,
  height: 842,
  start: 0,
  end: 1_000,
  boxes: [{ x: 0.1, y: 0.2, w: 0.5, h: 0.02 }],
  ...fields,
});

export const listOf = <T>(items: T[]) => ({ items, next_cursor: null });
