/** Whether files were chosen since the page was loaded: until then nothing that tells of uploads is wanted. */
let begun = false;
const listeners = new Set<() => void>();

export const hasBegun = () => begun;

export function begin(): void {
  begun = true;
  listeners.forEach((listener) => listener());
}

/** For ``useSyncExternalStore`` with ``hasBegun``. */
export function onBegun(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
