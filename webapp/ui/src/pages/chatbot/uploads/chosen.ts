/** Files as the browser hands them over, with the names their documents get. */

const JUNK = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/** The path below the dropped or chosen folder; the plain name of a single file. */
function nameOf(file: File): string {
  const dropped = "relativePath" in file && typeof file.relativePath === "string" ? file.relativePath : "";
  const path = file.webkitRelativePath || dropped || file.name;
  return path.replace(/^(\.?\/)+/, "") || file.name;
}

/** What shall be sent: without the files that systems leave in folders. */
export const chosen = (files: readonly File[]) =>
  files.filter(({ name }) => !JUNK.has(name)).map((file) => ({ name: nameOf(file), file }));
