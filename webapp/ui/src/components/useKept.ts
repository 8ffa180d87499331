import { useEffect, useRef } from "react";
import { session } from "~/api/session";

interface Kept {
  person: string;
  values: unknown;
}

const shelf = new Map<string, Kept>();

const personNow = () => {
  const state = session.get();
  return state.kind === "in" ? state.user.id : null;
};

interface Form<T> {
  values: T;
  dirty: boolean;
  restore: (values: T) => void;
}

/** What stands in a form when the session ends is there again after the login, for the same person. */
export function useKept<T>(name: string, form: Form<T>): void {
  const latest = useRef(form);
  // The form as last drawn, for the moment in which it is taken away.
  useEffect(() => {
    latest.current = form;
  });
  // Mounting and unmounting are what this is about.
  useEffect(() => {
    const person = personNow();
    const kept = shelf.get(name);
    shelf.delete(name);
    if (kept && kept.person === person) latest.current.restore(kept.values as T);
    return () => {
      const state = session.get();
      const { values, dirty } = latest.current;
      if (dirty && person && state.kind === "out" && state.expired) shelf.set(name, { person, values });
    };
  }, [name]);
}
