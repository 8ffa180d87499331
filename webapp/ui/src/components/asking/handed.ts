/** Questions that another part of the interface puts: the conversation that they are for sends them when it is there. */
const waiting = new Map<string, string>();
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

export const handed = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  of: (place: string): string | undefined => waiting.get(place),
  put(place: string, question: string): void {
    waiting.set(place, question);
    tell();
  },
  /** It is being sent, once. */
  taken(place: string): void {
    waiting.delete(place);
    tell();
  },
};
