/** Every text of the interface, one module per room; a translation is another folder of the same shape. */
import { auth } from "./en/auth";
import { chat } from "./en/chat";
import { dashboard } from "./en/dashboard";
import { help } from "./en/help";
import { search } from "./en/search";
import { settings } from "./en/settings";
import { sources } from "./en/sources";
import { system } from "./en/system";
import { shell } from "./frame";

export const t = { auth, chat, dashboard, help, search, settings, shell, sources, system };
