/**
 * Every text of the interface, in the language that is spoken. The texts of a page come with the page's code, in that
 * language only: ``withTexts`` names what some code needs beside ``shell``, which is always there.
 */
import type { Catalogue, Room } from "./catalogue";
import { announce, language, setLanguage, type Language } from "./language";

const FILES = import.meta.glob<Partial<Catalogue>>([
  "./*/{alerts,auth,chat,dashboard,explain,help,models,problems,search,settings,shell,sources,system,uploads,usage}.ts",
]);

const there: Partial<Catalogue> = {};
const listeners = new Set<() => void>();

/** The texts. A room that is not loaded yet is a mistake of whoever loaded the code that asks for it. */
export const t = new Proxy(there, {
  get(rooms, room: Room) {
    if (!rooms[room]) throw new Error(`The texts of "${room}" are not loaded.`);
    return rooms[room];
  },
}) as Catalogue;

/** A room that may not be there yet. */
export const ifThere = <R extends Room>(room: R): Catalogue[R] | undefined => there[room];

/** A part of the texts under a short name for a whole file. It is looked up with every use, never when a file is read. */
export const part = <T extends object>(of: () => T): T =>
  new Proxy({} as T, { get: (_, key) => Reflect.get(of(), key) as unknown });

async function read(spoken: Language, room: Room): Promise<Partial<Catalogue>> {
  const { [room]: texts } = (await FILES[`./${spoken}/${room}.ts`]?.()) ?? {};
  return { [room]: texts };
}

/** Resolves once these rooms are there in the language that is spoken. */
export async function load(...rooms: Room[]): Promise<void> {
  const spoken = language();
  const missing = rooms.filter((room) => !there[room]);
  const texts = await Promise.all(missing.map((room) => read(spoken, room)));
  // Another language may have been chosen meanwhile.
  if (spoken !== language()) return load(...rooms);
  Object.assign(there, ...texts);
}

/** Code together with the texts that it shows: both are fetched at once. */
export const withTexts =
  <T>(rooms: Room[], code: () => Promise<T>) =>
  (): Promise<T> =>
    Promise.all([code(), load(...rooms)]).then(([loaded]) => loaded);

/** Speak another language: everything that is there comes in it, then the interface is drawn anew. */
export async function speak(next: Language): Promise<void> {
  const rooms = Object.keys(there) as Room[];
  const texts = await Promise.all(rooms.map((room) => read(next, room)));
  // What came meanwhile came in the language before.
  if (Object.keys(there).length > rooms.length) return speak(next);
  Object.assign(there, ...texts);
  setLanguage(next);
  listeners.forEach((listener) => listener());
}

/** For ``useSyncExternalStore`` with ``language``. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

announce();
