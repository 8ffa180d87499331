/** What was typed and not yet sent, per conversation: outlives a reload and an expired session, not the tab. */
const memory = new Map<string, string>();
const listeners = new Set<() => void>();
const key = (place: string) => `refdesk-draft:${place}`;

function stored(place: string): string {
  try {
    return sessionStorage.getItem(key(place)) ?? "";
  } catch {
    return "";
  }
}

export const drafts = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },

  of(place: string): string {
    const known = memory.get(place);
    if (known !== undefined) return known;
    const found = stored(place);
    memory.set(place, found);
    return found;
  },

  keep(place: string, text: string): void {
    memory.set(place, text);
    try {
      if (text) sessionStorage.setItem(key(place), text);
      else sessionStorage.removeItem(key(place));
    } catch {
      // Storage is full or forbidden: the text still stands in the field.
    }
    listeners.forEach((listener) => listener());
  },

  /** It was sent: gone, unless something else was typed meanwhile. */
  sent(place: string, text: string): void {
    if (drafts.of(place) === text) drafts.keep(place, "");
  },

  /** It was not taken: it stands in the field again, unless something else does. */
  back(place: string, text: string): void {
    if (!drafts.of(place)) drafts.keep(place, text);
  },
};
