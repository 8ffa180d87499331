import { useState } from "react";

interface Draft {
  text: string;
  /** The outer value as last seen. */
  seen: string;
  /** What was handed out and has not come back yet, oldest first. */
  out: readonly string[];
}

/** The draft when the outer value has changed: its own words that come back change nothing, anybody else's win. */
export function followed(draft: Draft, outside: string): Draft {
  const at = draft.out.indexOf(outside);
  return at >= 0
    ? { ...draft, seen: outside, out: draft.out.slice(at + 1) }
    : { text: outside, seen: outside, out: [] };
}

/** The draft when its text is handed out. */
export const handedOut = (draft: Draft, text: string): Draft =>
  text === (draft.out.at(-1) ?? draft.seen) ? draft : { ...draft, out: [...draft.out, text] };

/**
 * The text of a field whose value lives elsewhere (in the URL) and follows the typing late.
 * Call ``handOut`` with what is sent there: when it comes back, the field keeps what was typed meanwhile.
 */
export function useDraft(outside: string) {
  const [draft, setDraft] = useState<Draft>({ text: outside, seen: outside, out: [] });
  if (draft.seen !== outside) setDraft(followed(draft, outside));
  return {
    text: draft.text,
    type: (text: string) => setDraft((now) => ({ ...now, text })),
    handOut: (text: string) => setDraft((now) => handedOut(now, text)),
  };
}
