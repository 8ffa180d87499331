/**
 * Answers in the making, outside React: they go on while one looks at another page.
 *
 * One at a time per conversation. Components read snapshots; tokens are gathered and told once per frame.
 */
import { conversationsChanged } from "~/api/conversations";
import { everythingSaidQuery, messagesQuery } from "~/api/messages";
import { asProblem, type Problem } from "~/api/problem";
import { queryClient } from "~/api/q";
import {
  ask as askStream,
  follow,
  type Citation,
  type Claim,
  type Generated,
  type Message,
  type More,
} from "~/api/stream";
import { attempts } from "./attempts";
import { drafts } from "./drafts";
import { resumable, type Connections } from "./resume";

export interface Live {
  /** The question, until the list of messages holds it; null for an answer that was found again. */
  question: string | null;
  /** The question in whose place it stands: from there on the list is out of date. */
  replaces: string | null;
  messageId: string | null;
  lastEventId: string | null;
  text: string;
  citations: Citation[];
  claims: Claim[];
  /** The model that is asked to write it; null: none, or nobody has said so yet. */
  writer: string | null;
  phase: "sending" | "streaming" | "reconnecting" | "lost";
}

export type Ending = "done" | "stopped" | "failed";

export interface Desk {
  live: Live | null;
  /** Why the last question was not taken; its text is still in the composer. */
  refused: Problem | null;
  /** What was refused, where it is not in the composer: an edited question, an answer to be made anew. */
  again: { content: string; more: More } | null;
  /** How the last answer ended. */
  ended: Ending | null;
}

const EMPTY: Desk = { live: null, refused: null, again: null, ended: null };
const desks = new Map<string, Desk>();
const listeners = new Set<() => void>();
/** Who waits to hear whether a question was taken. */
const askers = new Map<string, (taken: boolean) => void>();
const HIDDEN_MS = 250;
let told = false;

export const answering = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  of: (conversationId: string): Desk => desks.get(conversationId) ?? EMPTY,
  forget: (conversationId: string) => void desks.delete(conversationId),
};

function put(conversationId: string, change: Partial<Desk>) {
  desks.set(conversationId, { ...answering.of(conversationId), ...change });
  if (told) return;
  told = true;
  const tell = () => {
    told = false;
    listeners.forEach((listener) => listener());
  };
  // A hidden tab has no frames, but its title and its storage should still be right.
  if (document.hidden) setTimeout(tell, HIDDEN_MS);
  else requestAnimationFrame(tell);
}

function change(conversationId: string, values: Partial<Live>) {
  const { live } = answering.of(conversationId);
  if (live) put(conversationId, { live: { ...live, ...values } });
}

const fresh = (question: string | null, messageId: string | null, replaces: string | null = null): Live => ({
  question,
  replaces,
  messageId,
  lastEventId: null,
  text: "",
  citations: [],
  claims: [],
  writer: null,
  phase: "sending",
});

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

function settle(conversationId: string, taken: boolean) {
  askers.get(conversationId)?.(taken);
  askers.delete(conversationId);
}

/**
 * Ask. Whether the service has taken the question: until then it stays the conversation's draft, and ``refused`` says
 * why it was not. What was sent and not known to be taken is, in the same words, the same question.
 */
export function ask(conversationId: string, content: string, more: More = {}): Promise<boolean> {
  if (answering.of(conversationId).live) return Promise.resolve(false);
  const again = more.replaces === undefined ? null : { content, more };
  put(conversationId, {
    live: fresh(content, null, more.replaces ?? null),
    refused: null,
    again,
    ended: null,
  });
  const answer = new Promise<boolean>((resolve) => askers.set(conversationId, resolve));
  const key = attempts.key(conversationId, attempted(content, more));
  const first = () => askStream(conversationId, content, key, more);
  void run(conversationId, { first, again: follow, messageId: null, wait });
  return answer;
}

/** What makes two attempts one: the words, and what goes along with them. */
const attempted = (content: string, more: More) =>
  Object.keys(more).length > 0 ? JSON.stringify([content, more]) : content;

/** Answer a question of the conversation anew, well answered or not; or, with other words, edit it. */
export function askInPlace(conversationId: string, content: string, more: More): void {
  attempts.taken(conversationId);
  void ask(conversationId, content, more);
}

/** Find a running answer again, from its start or, after the connection was given up, from where it was. */
export function find(conversationId: string, messageId: string): void {
  const { live } = answering.of(conversationId);
  if (live && live.phase !== "lost") return;
  const known = live?.messageId === messageId ? live : fresh(null, messageId);
  put(conversationId, { live: { ...known, phase: "reconnecting" }, ended: null });
  const { lastEventId } = known;
  const first = () => follow(messageId, lastEventId);
  void run(conversationId, { first, again: follow, messageId, lastEventId, wait });
}

async function run(conversationId: string, connections: Connections) {
  try {
    for await (const event of resumable(connections)) {
      const { live } = answering.of(conversationId);
      if (!live) return;
      if (event.event === "cut") {
        if (live.messageId) change(conversationId, { phase: "reconnecting" });
        continue;
      }
      change(conversationId, { phase: "streaming", lastEventId: event.id || live.lastEventId });
      if (event.event === "meta") {
        begun(conversationId, event.data.message_id);
        change(conversationId, { writer: writerOf(event.data.generated) });
      }
      if (event.event === "token") change(conversationId, { text: live.text + event.data.text });
      if (event.event === "citation")
        change(conversationId, { citations: [...live.citations, event.data.citation] });
      if (event.event === "claim") change(conversationId, { claims: [...live.claims, event.data.claim] });
      if (event.event === "revised")
        change(conversationId, { text: event.data.content, citations: [], claims: [] });
      if (event.event === "done") await finished(conversationId, event.data.message);
      if (event.event === "error") await failed(conversationId);
    }
  } catch (thrown) {
    await broken(conversationId, asProblem(thrown));
  }
}

/** Answers that began under an older service say nothing of it. */
const writerOf = (told?: Generated) => (told?.by === "model" ? (told.model ?? "") : null);

function begun(conversationId: string, messageId: string) {
  const { live, again } = answering.of(conversationId);
  if (live?.question) {
    if (!again) drafts.sent(conversationId, live.question);
    attempts.taken(conversationId);
  }
  change(conversationId, { messageId });
  settle(conversationId, true);
  void queryClient.invalidateQueries({ queryKey: messagesQuery(conversationId).queryKey });
  void queryClient.invalidateQueries({ queryKey: everythingSaidQuery(conversationId).queryKey });
  void conversationsChanged();
}

async function finished(conversationId: string, message: Message) {
  const { queryKey } = messagesQuery(conversationId);
  // An older look at the list must not put the running message back.
  await queryClient.cancelQueries({ queryKey });
  const list = messagesOf(conversationId) ?? [];
  if (list.some(({ id }) => id === message.id)) {
    queryClient.setQueryData(
      queryKey,
      list.map((one) => (one.id === message.id ? message : one)),
    );
  } else await reload(conversationId);
  const how = message.status === "running" ? "done" : message.status;
  put(conversationId, { live: null, ended: how });
}

async function failed(conversationId: string) {
  // The list says why, in the words that the stream had.
  await reload(conversationId);
  put(conversationId, { live: null, ended: "failed" });
}

const messagesOf = (conversationId: string) =>
  queryClient.getQueryData<Message[]>(messagesQuery(conversationId).queryKey);

const reload = async (conversationId: string) => {
  await queryClient.cancelQueries({ queryKey: messagesQuery(conversationId).queryKey });
  return queryClient.fetchQuery({ ...messagesQuery(conversationId), staleTime: 0 }).catch(() => null);
};

/** The question was refused, or the answer could not be reached any more. */
async function broken(conversationId: string, problem: Problem) {
  const { live, again } = answering.of(conversationId);
  if (!live) return;
  if (live.messageId) {
    if (problem.status === 404) await failed(conversationId);
    else change(conversationId, { phase: "lost" });
    return;
  }
  if (live.question && !again) drafts.back(conversationId, live.question);
  put(conversationId, { live: null, refused: problem });
  settle(conversationId, false);
}
