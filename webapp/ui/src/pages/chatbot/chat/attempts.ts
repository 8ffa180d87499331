/**
 * Questions on their way: until somebody says that one was taken it keeps its key, so that sending it once more asks
 * nothing twice. Outlives a reload, not the tab, like the draft that it belongs to.
 */
interface Attempt {
  text: string;
  key: string;
}

const memory = new Map<string, string>();
const name = (place: string) => `refdesk-asking:${place}`;

function read(place: string): string | null {
  try {
    return memory.get(place) ?? sessionStorage.getItem(name(place));
  } catch {
    return null;
  }
}

function write(place: string, value: string | null): void {
  if (value === null) memory.delete(place);
  else memory.set(place, value);
  try {
    if (value === null) sessionStorage.removeItem(name(place));
    else sessionStorage.setItem(name(place), value);
  } catch {
    // Storage is full or forbidden: a reload forgets it.
  }
}

/** 128 random bits; ``crypto.randomUUID`` is missing where the page came over plain HTTP. */
const fresh = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

export const attempts = {
  /** The key of a question in a conversation: the same one for the same words, until they were taken. */
  key(conversationId: string, text: string): string {
    const stored = read(conversationId);
    const known = stored === null ? null : (JSON.parse(stored) as Attempt);
    if (known?.text === text) return known.key;
    const key = fresh();
    write(conversationId, JSON.stringify({ text, key } satisfies Attempt));
    return key;
  },

  /** The question was taken: the same words are a new one from now on. */
  taken: (conversationId: string): void => write(conversationId, null),

  /** The conversation whose first question may have been taken, though nobody said so: the next try goes on with it. */
  begun: (chatbotId: string): string | null => read(chatbotId),
  begin: (chatbotId: string, conversationId: string): void => write(chatbotId, conversationId),
  settled(chatbotId: string, conversationId: string): void {
    if (read(chatbotId) === conversationId) write(chatbotId, null);
  },
};
