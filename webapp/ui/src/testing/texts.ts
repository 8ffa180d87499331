/** Plain functions find the texts there, as they do behind a page. */
import { load } from "~/texts";

await load(
  "auth",
  "chat",
  "dashboard",
  "explain",
  "help",
  "problems",
  "search",
  "settings",
  "shell",
  "sources",
  "system",
  "uploads",
);
