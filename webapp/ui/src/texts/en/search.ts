/** What retrieval finds, for people who tune. */
import { digits, number, plural } from "../format";

export const search = {
  title: "Search",
  intro:
    "The passages that a question would rest on, best first, with the scores behind their order. No answer is written.",
  query: "Question or words",
  queryHelp: "Ask as your readers would.",
  topK: "Passages",
  submit: "Search",
  within: "Search in this document",
  everywhere: "Search all documents again",
  tooLong: "At most 8,000 characters.",
  start: {
    title: "Look under the hood",
    text: "Type a question to see which passages are found for it, and why they stand in this order.",
  },
  nothing: {
    title: "No passage found",
    text: "Nothing in the sources of this chatbot holds these words or their meaning. Try other words, or add a source about it.",
    add: "Go to the sources",
  },
  found: (n: number) => plural(n, "passage", "passages"),
  searching: "Searching",
  rank: (n: number) => `Rank ${number(n)}`,
  page: (n: number) => `Page ${number(n)}`,
  scores: "Scores",
  score: {
    label: "Score",
    help: "Both branches fused; the best hit has 1. Good for order only, not for trust.",
  },
  bm25: { label: "Words (BM25)", help: "How well the words match, rare ones count more. No upper limit." },
  cosine: { label: "Meaning (cosine)", help: "How close the meaning is: 1 is the same, 0 is unrelated." },
  notFound: "not found by this branch",
  none: "–",
  value: (value: number, most = 3) => digits(value, most),
  explain: "What the scores mean",
  more: "Show all",
  less: "Show less",
  moreOf: (rank: number) => `Show all of passage ${number(rank)}`,
  lessOf: (rank: number) => `Show less of passage ${number(rank)}`,
};
