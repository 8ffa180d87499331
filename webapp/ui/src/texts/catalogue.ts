/** What a language has to have. English is the pattern: TypeScript finds what another one lacks. */
import type { alerts } from "./en/alerts";
import type { auth } from "./en/auth";
import type { chat } from "./en/chat";
import type { dashboard } from "./en/dashboard";
import type { explain } from "./en/explain";
import type { help } from "./en/help";
import type { models } from "./en/models";
import type { problems } from "./en/problems";
import type { search } from "./en/search";
import type { settings } from "./en/settings";
import type { shell } from "./en/shell";
import type { sources } from "./en/sources";
import type { system } from "./en/system";
import type { uploads } from "./en/uploads";
import type { usage } from "./en/usage";

/** One room of texts per part of the interface, each in a file of its own. */
export interface Catalogue {
  alerts: typeof alerts;
  auth: typeof auth;
  chat: typeof chat;
  dashboard: typeof dashboard;
  explain: typeof explain;
  help: typeof help;
  models: typeof models;
  problems: typeof problems;
  search: typeof search;
  settings: typeof settings;
  shell: typeof shell;
  sources: typeof sources;
  system: typeof system;
  uploads: typeof uploads;
  usage: typeof usage;
}

export type Room = keyof Catalogue;
