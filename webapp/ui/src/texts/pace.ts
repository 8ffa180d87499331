/** A sync's speed in words. */
import { t } from ".";

interface Pace {
  perMinute: number;
  secondsLeft: number;
}

/** "120 a minute · about 2 min left". */
export function paceText({ perMinute, secondsLeft }: Pace): string {
  const rate = perMinute >= 1 ? t.shell.pace.perMinute(Math.round(perMinute)) : "";
  return [rate, t.shell.pace.left(secondsLeft)].filter(Boolean).join(" · ");
}
