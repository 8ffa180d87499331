/** What somebody should know of. */
export const alerts = {
  title: "Alerts",
  none: "There is nothing to report",
  noneOver: "Nothing was reported in the last 90 days",
  which: "Which alerts",
  states: { open: "Now", resolved: "Over" },
  over: (raised: string, resolved: string): string => `${raised}, over ${resolved}`,
  what: (operator: boolean): string =>
    operator
      ? "Parts that are away, a full disk, failed syncs and the like are told here until they are over."
      : "Failed syncs and limits that are nearly reached are told here until they are over.",
  levels: { info: "Note", warning: "Warning", error: "Error", critical: "Critical" },
  /** The service tells the rules in English. */
  message: (_rule: string, said: string) => said,
  remedy: (_rule: string, said: string) => said,
};
