/** What an organisation has used this month, each against its limit. */
import { number } from "../format";

export const usage = {
  title: "Usage",
  intro: (month: string) =>
    `What your organisation has used in ${month}, and what it may. Months are counted by UTC.`,
  plan: (name: string) => `Plan: ${name}`,
  resets: (day: string) => `Questions, tokens and money begin anew on ${day}.`,
  whole: "The organisation",
  own: "You",
  people: "By person",
  nobody: "Nobody has asked anything this month.",
  nothing: {
    title: "Nothing used yet this month",
    text: "Add documents to a chatbot and ask it something: what that uses up is counted here.",
    go: "To the chatbots",
  },
  what: {
    documents: "Documents",
    storage: "Storage",
    questions: "Questions",
    tokens: "Tokens of models",
    cost: "Cost of models",
  },
  of: (used: string, most: string) => `${used} of ${most}`,
  unlimited: "no limit",
  full: "used up",
  person: "Person",
  rates: "Requests at a time",
  ratesIntro: "Whoever sends more is asked to wait a moment; it goes on by itself.",
  group: {
    ask: "Asking",
    search: "Searching",
    upload: "Uploading",
    read: "Reading",
    write: "Changing",
  } as Record<string, string>,
  ofOrganization: "Organisation",
  ofPerson: "Each person",
  per: (count: number, window: string) => `${number(count)} per ${window}`,
  windows: {
    second: "second",
    minute: "minute",
    hour: "hour",
    day: "day",
    month: "month",
    year: "year",
  } as Record<string, string>,
};
