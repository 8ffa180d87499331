/** Resolves with what is waited for, at the latest after so long; rejects as it does. */
export const within = (milliseconds: number, wanted: Promise<unknown> | null) =>
  Promise.race([wanted, new Promise((late) => setTimeout(late, milliseconds))]);
