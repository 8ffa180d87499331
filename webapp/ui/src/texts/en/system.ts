/** What runs, what is missing, what to do. */
export const system = {
  title: "System",
  intro: "What “refdesk check” says: the parts of this installation, and what is missing.",
  ready: "Everything that is needed is running.",
  notReady: "Something that is needed is missing.",
  again: "Check again",
  part: "Part",
  state: "State",
  consequence: "What it means",
  remedy: "What to do",
  states: { ok: "Running", missing: "Not set up", failing: "Failing" } as Record<string, string>,
};
