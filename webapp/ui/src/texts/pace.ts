/** A sync's speed in words. */
import { number } from "./format";

interface Pace {
  perMinute: number;
  secondsLeft: number;
}

export const left = (seconds: number) => {
  if (seconds < 10) return "a few seconds left";
  if (seconds < 55) return `about ${number(Math.ceil(seconds / 10) * 10)} s left`;
  if (seconds < 3_300) return `about ${number(Math.ceil(seconds / 60))} min left`;
  return `about ${number(Math.ceil(seconds / 3_600))} h left`;
};

/** "120 a minute · about 2 min left". */
export function paceText({ perMinute, secondsLeft }: Pace): string {
  const rate = perMinute >= 1 ? `${number(Math.round(perMinute))} a minute` : "";
  return [rate, left(secondsLeft)].filter(Boolean).join(" · ");
}
