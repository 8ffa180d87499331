/** The service's answers about a house. */
import {
  aChatbot,
  aConversation,
  aMessage,
  aProvider,
  aQuestion,
  aSession,
  aSource,
  aSync,
  aUser,
  listOf,
  type Message,
  type Provider,
  type StoredText,
} from "./fixtures";
import type { House } from "./house";
import { bytes, events, problem, type Ending, type Said } from "./replies";
import type { Asked, Service } from "./service";

const missing = problem(404, { code: "not_found", detail: "There is no such thing." });
const away = problem(401, { code: "not_authenticated", detail: "Nobody is logged in." });

/** The one with that id, or the service's 404. */
const found = <T extends { id: string }>(all: readonly T[], { params }: Asked) =>
  all.find(({ id }) => id === params[0]) ?? missing;

/** The one with that id, with what was sent; or the service's 404. */
function changed<T extends { id: string }>(all: T[], asked: Asked) {
  const at = all.findIndex(({ id }) => id === asked.params[0]);
  const [before] = all.slice(at, at + 1);
  if (at < 0 || !before) return missing;
  return (all[at] = { ...before, ...(asked.body as Partial<T>) });
}

function removed<T extends { id: string }>(all: T[], { params }: Asked) {
  const at = all.findIndex(({ id }) => id === params[0]);
  if (at < 0) return missing;
  all.splice(at, 1);
  return null;
}

function put<T>(all: T[], one: T): T {
  all.unshift(one);
  return one;
}

/** Answer everything about this house, as it is when it is asked about. */
export function serve(service: Service, house: House): void {
  doors(service, house);
  chatbots(service, house);
  sources(service, house);
  documents(service, house);
  talks(service, house);
  answersOf(service);
}

function doors(service: Service, house: House) {
  service.on("POST /auth/refresh/", () => (house.user ? aSession(house.user) : away));
  service.on("POST /auth/login/", ({ body }) => {
    const { email } = body as { email: string };
    house.user = house.people.find((one) => one.email === email) ?? null;
    return house.user
      ? aSession(house.user)
      : problem(401, { code: "wrong_login", detail: "This is not right." });
  });
  service.on("POST /auth/register/", ({ body }) => {
    house.user = aUser(body as Partial<NonNullable<House["user"]>>);
    return aSession(house.user);
  });
  service.on("POST /auth/logout/", () => {
    house.user = null;
    return null;
  });
  service.on("GET /healthz", { status: "ok" });
  service.on("GET /api/v1/organization/usage/", house.usage);
  service.on("GET /api/v1/organization/providers/", () => listOf(house.providers));
  service.on("POST /api/v1/organization/providers/", ({ body }) => {
    const { api_key: key, ...told } = body as Partial<Provider> & { api_key: string | null };
    const made = aProvider({ ...told, has_key: key !== null, position: house.providers.length });
    house.providers.push(made);
    return made;
  });
  service.on("PATCH /api/v1/organization/providers/{provider_id}/", (asked) =>
    changed(house.providers, asked),
  );
  service.on("DELETE /api/v1/organization/providers/{provider_id}/", (asked) =>
    removed(house.providers, asked),
  );
  service.on("GET /api/v1/organization/providers/{provider_id}/models/", listOf([{ id: "large" }]));
  service.on("GET /api/v1/reindex/", { phase: "none", share: 0, waiting: false });
  service.on("GET /api/v1/organization/alerts/", listOf([]));
  service.on("GET /api/v1/operator/alerts/", listOf([]));
  service.on("GET /readyz", {
    status: "ready",
    checks: [{ name: "database", state: "ok", consequence: "", remedy: "" }],
  });
}

function chatbots(service: Service, house: House) {
  service.on("GET /api/v1/chatbots/", () => listOf(house.chatbots));
  service.on("POST /api/v1/chatbots/", ({ body }) =>
    put(house.chatbots, aChatbot({ ...(body as object), status: "draft" })),
  );
  service.on("GET /api/v1/chatbots/{chatbot_id}/", (asked) => found(house.chatbots, asked));
  service.on("PATCH /api/v1/chatbots/{chatbot_id}/", (asked) => changed(house.chatbots, asked));
  service.on("DELETE /api/v1/chatbots/{chatbot_id}/", (asked) => removed(house.chatbots, asked));
  service.on("GET /api/v1/chatbots/{chatbot_id}/settings/", () => house.settings);
  service.on("PATCH /api/v1/chatbots/{chatbot_id}/settings/", ({ body }) =>
    Object.assign(house.settings, body),
  );
  service.on("GET /api/v1/chatbots/{chatbot_id}/suggestions/", { items: [], documents: [], pending: false });
  service.on("POST /api/v1/chatbots/{chatbot_id}/search/", { items: [] });
}

function sources(service: Service, house: House) {
  service.on("GET /api/v1/chatbots/{chatbot_id}/sources/", () => listOf(house.sources));
  service.on("POST /api/v1/chatbots/{chatbot_id}/sources/", ({ body }) =>
    put(house.sources, aSource({ ...(body as object), last_synced_at: null })),
  );
  service.on("POST /api/v1/chatbots/{chatbot_id}/sources/test/", { ok: true, first: [], error: null });
  service.on("PATCH /api/v1/sources/{source_id}/", (asked) => changed(house.sources, asked));
  service.on("DELETE /api/v1/sources/{source_id}/", (asked) => removed(house.sources, asked));
  service.on("GET /api/v1/sources/{source_id}/syncs/", () => listOf(house.syncs));
  service.on("POST /api/v1/sources/{source_id}/sync/", ({ body }) => ({
    sync: put(house.syncs, aSync({ ...(body as object), status: "queued", finished_at: null })),
  }));
  service.on("POST /api/v1/chatbots/{chatbot_id}/files/", () => {
    if (house.sources.length === 0) house.sources.push(aSource({ name: "Files" }));
    return { sync: aSync({ status: "queued" }), source_id: house.sources[0]?.id ?? "", duplicates: [] };
  });
  service.on("GET /api/v1/sources/{source_id}/problems/", { items: [], complete: true });
  service.on("GET /api/v1/sources/{source_id}/languages/", { items: [], embedder: "wordllama" });
  service.on("POST /api/v1/sources/{source_id}/files/", () => ({
    sync: aSync({ status: "queued" }),
    source_id: house.sources[0]?.id ?? "",
    duplicates: [],
  }));
}

function documents(service: Service, house: House) {
  service.on("GET /api/v1/sources/{source_id}/documents/", ({ query }) => {
    const [status, typed] = [query.get("status"), query.get("q") ?? ""];
    const shown = house.documents.filter((one) =>
      status ? one.status === status : one.status !== "deleted",
    );
    return listOf(shown.filter(({ uri }) => uri.includes(typed)));
  });
  service.on("GET /api/v1/documents/{document_id}/", (asked) => found(house.documents, asked));
  service.on("GET /api/v1/documents/{document_id}/summary/", missing);
  service.on("DELETE /api/v1/documents/{document_id}/", (asked) => removed(house.documents, asked));
  service.on("GET /api/v1/documents/{document_id}/text/", ({ params: [id = ""], query }) => {
    const text = house.texts.get(id);
    return text
      ? windowOf(text, Number(query.get("start") ?? 0), Number(query.get("end") ?? Infinity))
      : missing;
  });
  service.on("GET /api/v1/documents/{document_id}/pages/{n}/", ({ params: [id = "", n] }) => {
    return house.pages.get(id)?.find(({ page }) => page === Number(n)) ?? missing;
  });
  service.on(
    "GET /api/v1/documents/{document_id}/pages/{n}/image/",
    bytes("image/png", new Uint8Array([137, 80])),
  );
}

/** A stretch of a text, as the service cuts it where no block is near. */
function windowOf(text: StoredText, start: number, end: number): StoredText {
  const touches = (span: { start: number; end: number }) => span.start < end && span.end > start;
  return {
    ...text,
    text: [...text.text].slice(start, end).join(""),
    start: Math.min(start, text.length),
    pages: text.pages.filter(touches),
    headings: text.headings.filter(touches),
    blocks: text.blocks.filter(touches),
  };
}

function talks(service: Service, house: House) {
  service.on("GET /api/v1/chatbots/{chatbot_id}/conversations/", ({ query }) =>
    listOf(house.conversations.filter(({ title }) => title.includes(query.get("q") ?? ""))),
  );
  service.on("POST /api/v1/chatbots/{chatbot_id}/conversations/", ({ params: [id = ""] }) => {
    const made = put(house.conversations, aConversation({ chatbot_id: id, title: "" }));
    house.messages.set(made.id, []);
    return made;
  });
  service.on("GET /api/v1/conversations/{conversation_id}/", (asked) => found(house.conversations, asked));
  service.on("PATCH /api/v1/conversations/{conversation_id}/", (asked) =>
    changed(house.conversations, asked),
  );
  service.on("DELETE /api/v1/conversations/{conversation_id}/", (asked) => {
    house.messages.delete(asked.params[0] ?? "");
    return removed(house.conversations, asked);
  });
  // Also for what a page that was left still asks: an answer that is gone is not followed any longer.
  service.on("GET /api/v1/messages/{message_id}/events/", missing);
  service.on("GET /api/v1/conversations/{conversation_id}/messages/", ({ params: [id = ""] }) => {
    const said = house.messages.get(id);
    return said ? listOf(said) : missing;
  });
}

/** What a service tells of an answer that has ended: questions to go on with, and nothing of how it came about. */
function answersOf(service: Service) {
  service.on("GET /api/v1/messages/{message_id}/followups/", { items: [], pending: false });
}

/** A question is taken and answered so, word by word; the conversation holds both from then on. */
export function speak(service: Service, house: House, said: Partial<Message>, then: Ending = "end"): void {
  service.on("POST /api/v1/conversations/{conversation_id}/messages/", ({ params: [id = ""], body }) => {
    const message = aMessage(said);
    const before = house.messages.get(id) ?? [];
    const { content } = body as { content: string };
    house.messages.set(id, [
      ...before,
      aQuestion(content),
      then === "end" ? message : { ...message, status: "running" },
    ]);
    return events(saying(id, message).slice(0, then === "end" ? undefined : -1), { then });
  });
}

/** The events of an answer, from its beginning to its end. */
export const saying = (conversation: string, message: Message): Said[] => [
  {
    event: "meta",
    data: { message_id: message.id, conversation_id: conversation, generated: message.generated },
  },
  ...message.content.split(/(?<= )/).map((word): Said => ({ event: "token", data: { text: word } })),
  ...message.citations.map((citation): Said => ({ event: "citation", data: { citation } })),
  { event: "done", data: { message } },
];
