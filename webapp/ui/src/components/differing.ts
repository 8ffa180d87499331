type Value = string | number | null | undefined;

const same = (one: Value, other: Value) => String(one ?? "").trim() === String(other ?? "").trim();

/** The fields in which two versions of a form differ; blanks around words do not count. */
export function differing<K extends string>(one: Record<K, Value>, other: Record<K, Value>): K[] {
  return (Object.keys(one) as K[]).filter((key) => !same(one[key], other[key]));
}
