/** What the addresses of the pages hold behind the question mark. */
export interface SignInSearch {
  target?: string;
  expired?: true;
}

export interface DashboardSearch {
  q?: string;
  dialog?: "create" | "edit" | "delete";
  chatbot?: string;
}

/**
 * ``read``: `<message id>.<n>`, the citation that is open; ``page``: another page of it than its own; ``newest``: in the
 * document's newest version instead of the cited one. ``dialog`` is about the conversation ``of``; ``about``: the one document that questions are put
 * to; ``explain``: the answer whose explanation is open.
 */
export interface ChatSearch {
  read?: string;
  page?: number;
  newest?: true;
  q?: string;
  dialog?: "rename" | "delete";
  of?: string;
  about?: string;
  explain?: string;
}

export interface SourcesSearch {
  source?: string;
  status?: string;
  type?: string;
  language?: string;
  q?: string;
  dialog?: "add" | "edit" | "schedule" | "delete" | "plan" | "history";
  /** The dry run whose plan is shown; without it the last one's. */
  sync?: string;
  document?: string;
  /** Of the document its text instead of what is known about it. */
  view?: "text";
}

export interface SearchSearch {
  q?: string;
  k?: number;
  /** The only document that is looked into. */
  about?: string;
}

export interface ModelsSearch {
  dialog?: "add" | "edit" | "delete";
  provider?: string;
}
