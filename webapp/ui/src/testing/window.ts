/** The window that components are tested in, as happy-dom lets it be set up. */
import type { DetachedWindowAPI } from "happy-dom";

export const happyDOM = (window as unknown as { happyDOM: DetachedWindowAPI }).happyDOM;
