/** A file from the ``data:`` URL that the build made of it. The page's policy lets nobody fetch one. */
export function fileFrom(name: string, url: string): File {
  const comma = url.indexOf(",");
  const [head, body] = [url.slice(0, comma), url.slice(comma + 1)];
  const bytes = head.endsWith(";base64") ? Uint8Array.from(atob(body), byteOf) : decodeURIComponent(body);
  return new File([bytes], name);
}

const byteOf = (letter: string) => letter.charCodeAt(0);
