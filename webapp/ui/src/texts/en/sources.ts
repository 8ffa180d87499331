/** Sources of a chatbot, syncs, schedules and documents. */
import { number, plural } from "../format";
import { documents } from "./documents";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

interface Words {
  rhythm: "hourly" | "daily" | "weekdays" | "weekly" | "interval" | "cron";
  time: string;
  day: number;
  minutes: number;
  cron: string;
  timezone: string;
}

const every = (minutes: number) =>
  minutes % 60 === 0
    ? minutes === 60
      ? "every hour"
      : `every ${number(minutes / 60)} hours`
    : minutes === 1
      ? "every minute"
      : `every ${number(minutes)} minutes`;

const rhythm = (words: Words) =>
  ({
    hourly: () => "every hour",
    daily: () => `every day at ${words.time}`,
    weekdays: () => `every weekday at ${words.time}`,
    weekly: () => `every week on ${DAYS[words.day] ?? ""} at ${words.time}`,
    interval: () => every(words.minutes),
    cron: () => `by cron “${words.cron}”`,
  })[words.rhythm]();

export const sources = {
  title: "Sources",
  list: "Sources of this chatbot",
  choose: "Source",
  add: "Add source",
  empty: {
    title: "Give it something to read",
    text: "Answers rest on your documents. Drop files or a folder anywhere on this page: a minute later they can be asked about.",
  },
  gone: {
    title: "This source is not here",
    text: "It may have been deleted, or the link is wrong.",
    first: "Show the first source",
  },
  kind: { upload: "Uploaded files" } as Record<string, string>,
  documents: (n: number) => plural(n, "document", "documents"),
  indexed: (n: number, all: number) => `${number(n)} of ${plural(all, "document", "documents")} searchable`,
  none: "No documents yet",
  noneList: "Empty: add files",
  noneNext: "No documents yet: add files below",
  status: { idle: "Up to date", syncing: "Syncing", failing: "Last sync failed", paused: "Schedule paused" },
  visibility: {
    label: "Visibility",
    citable: "May be quoted",
    private: "Private",
    citableHelp: "Answers quote the passages they rest on and link to them.",
    privateHelp:
      "May inform what a language model writes, but is never quoted, named, linked or listed; names, numbers and codes that stand only there are left out. Without a model it adds nothing.",
  },
  form: {
    add: "Add source",
    edit: (name: string) => `Edit ${name}`,
    kind: "Kind",
    kindHelp: "Files that you upload; more kinds will follow.",
    name: "Name",
    nameHelp: "What is in it, for the people who keep it: “Handbook”, “Price lists”.",
    comments: "Read comments too",
    commentsHelp:
      "What reviewers wrote beside a text, as in Word documents and PDFs. Documents that are here are read anew at the next sync.",
    submitAdd: "Add",
    submitEdit: "Save",
    added: (name: string) => `${name} was added. Drop your files on it.`,
    saved: "Saved.",
    test: "Test",
    tested: {
      works: "It works.",
      empty: "Nothing is in it yet.",
      first: (n: number) => `It would begin with ${plural(n, "document", "documents")}:`,
      fails: "It does not work",
      untried: "It could not be tried",
    },
  },
  remove: {
    title: (name: string) => `Delete ${name}?`,
    text: "Its documents are gone from the next question on. This cannot be undone.",
    submit: "Delete for good",
    done: (name: string) => `${name} was deleted.`,
  },
  actions: {
    label: (name: string) => `More for ${name}`,
    edit: "Edit source",
    delete: "Delete source",
    schedule: "Schedule",
    history: "History",
  },
  sync: {
    now: "Sync now",
    more: "Other ways to sync",
    other: "Sync",
    full: "Full sync",
    fullHelp: "Fetch and index every document again, also unchanged ones",
    dry: "Dry run",
    dryHelp: "Show what a sync would do; nothing is changed",
    last: (when: string) => `Last synced ${when}`,
    never: "Never synced",
    running: { sync: "Syncing", full: "Full sync", dry: "Dry run" },
    queued: "Waiting for the worker",
    progress: (done: number, total: number) => `${number(done)} of ${plural(total, "document", "documents")}`,
    listing: "Looking for changes",
    current: (name: string) => `Now: ${name}`,
    bar: "Progress of the sync",
    cancel: "Cancel sync",
    cancelling: "It stops after the batch it is at.",
    started: "The sync has been requested.",
    failed: "The sync failed",
    notStarted: "No sync was started",
    notCancelled: "It could not be cancelled",
    ended: (when: string) => `Ended ${when}`,
    loadFailed: "The syncs cannot be shown",
    away: "Documents and answers are not affected.",
  },
  syncStatus: {
    queued: "Waiting",
    running: "Running",
    needs_confirmation: "Needs confirmation",
    succeeded: "Done",
    failed: "Failed",
    cancelled: "Cancelled",
  },
  counts: {
    indexed: (n: number) => `${number(n)} indexed`,
    skipped: (n: number) => `${number(n)} skipped`,
    failed: (n: number) => `${number(n)} failed`,
    deleted: (n: number) => `${number(n)} deleted`,
    unchanged: (n: number) => `${number(n)} unchanged`,
    nothing: "Nothing to do",
  },
  plan: {
    title: "What a sync would do",
    running: "Comparing the source with what is indexed",
    none: "This run has no plan.",
    noRun: {
      title: "No dry run yet",
      text: "A dry run compares the files of this source with what is indexed and lists what a sync would add, change or delete. It changes nothing.",
    },
    start: "Start a dry run",
    groups: { new: "New", changed: "Changed", deleted: "To be deleted", unchanged: "Unchanged" },
    group: (label: string, n: number) => `${label}: ${number(n)}`,
    show: "Show",
    hide: "Hide",
    andMore: (n: number) => `and ${number(n)} more`,
    nothing: "Nothing has changed: a sync would do nothing.",
    sync: "Sync now",
  },
  history: {
    title: "History of syncs",
    empty: "This source has not been synced yet.",
    started: "Started",
    took: "Took",
    run: "Run in Prefect",
    runOf: (when: string) => `Run in Prefect of ${when}, in a new tab`,
    plan: "Plan",
    modes: { full: "Full sync", dry: "Dry run", sync: "Sync" },
    last: (n: number) => `The last ${number(n)} are shown.`,
    duration: (seconds: number) =>
      seconds < 1
        ? "less than a second"
        : seconds < 60
          ? `${number(seconds)} s`
          : seconds < 3_600
            ? `${number(Math.floor(seconds / 60))} min ${number(seconds % 60)} s`
            : `${number(Math.floor(seconds / 3_600))} h ${number(Math.floor((seconds % 3_600) / 60))} min`,
  },
  schedule: {
    title: "Schedule",
    none: "Syncs when files are uploaded, or when you ask for it.",
    syncs: (sentence: string) => `Syncs ${sentence}`,
    paused: (sentence: string) => `Paused: ${sentence}`,
    sentence: (words: Words) => `${rhythm(words)}, ${words.timezone}`,
    preview: (sentence: string) => `It will sync ${sentence}.`,
    next: "Next",
    nextRuns: "Next runs",
    when: "When",
    rhythms: {
      hourly: "Every hour",
      daily: "Every day at",
      weekdays: "Every weekday at",
      weekly: "Every week on",
      interval: "Every so many minutes",
      cron: "Cron, for experts",
    },
    time: "Time",
    day: "Day",
    days: DAYS,
    minutes: "Minutes",
    minutesHelp: "1 to 527,040, which is a year",
    cron: "Cron expression",
    cronHelp: "Five fields: minute, hour, day, month, day of the week. “0 6 * * 1-5” is every weekday at 6.",
    timezone: "Time zone",
    noZone: "No time zone of that name",
    active: "Active",
    activeHelp: "Switched off, the schedule is kept but nothing is started by it.",
    save: "Save schedule",
    remove: "Remove schedule",
    saved: "The schedule was saved.",
    removed: "The schedule was removed.",
    notRemoved: "The schedule could not be removed",
  },
  ...documents,
};
