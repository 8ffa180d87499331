/** The texts that are wanted before the pages are there. */
export { shell } from "./en/shell";
