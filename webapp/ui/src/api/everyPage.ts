/** A list that is wanted whole: page after page until there is no next cursor. */
const LARGEST = 100;

export interface PageQuery {
  limit: number;
  cursor?: string;
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export async function everyPage<T>(load: (query: PageQuery) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await load(cursor ? { limit: LARGEST, cursor } : { limit: LARGEST });
    all.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return all;
}
