/** A file name that somebody else chose, made into one that is good on every system and is never a path. */

/** In bytes of UTF-8, with room for what is put behind a name: file systems take 255. */
const MOST_BYTES = 200;
const MOST_EXTENSION = 20;
/** What Windows takes for a device, whatever ends it. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|\s|$)/i;
/** What separates folders anywhere, what Windows forbids, and what nobody sees: control and format characters, of which some turn what follows around. */
const BAD = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}/\\:*?"<>|\u2044\u2215\u29f8\u{fe68}\u{ff0f}\u{ff3c}]/gu;
const NAMELESS = "file";
const utf8 = new TextEncoder();

/** The name; one that has nothing good in it becomes "file". */
export function safeName(name: string): string {
  const plain = name.toWellFormed().normalize("NFC").replace(BAD, "_").replace(/\s/gu, " ");
  // A dot in front hides a file, spaces and dots behind are cut off by Windows and so could be another name. Of a name whose first letter has accents
  // without end nothing is left but what looked like its extension.
  const trimmed = shortened(plain.replace(/^[\s.]+/u, "")).replace(/^[\s.]+|[\s.]+$/gu, "");
  if (/^_*$/.test(trimmed)) return NAMELESS;
  // A hyphen in front is an option to whoever writes `rm *` in that folder.
  return RESERVED.test(trimmed) || trimmed.startsWith("-") ? `_${trimmed}` : trimmed;
}

/** "name.txt", "name (2).txt", "name (3).txt" ... */
export function numberedName(name: string, number: number): string {
  if (number === 1) return name;
  const { stem, extension } = split(name);
  return `${stem} (${number})${extension}`;
}

/** Without the end of what comes before the extension, where that is too long. */
function shortened(name: string): string {
  const { stem, extension } = split(name);
  let left = "";
  let room = MOST_BYTES - utf8.encode(extension).length;
  for (const { segment } of new Intl.Segmenter().segment(stem)) {
    room -= utf8.encode(segment).length;
    if (room < 0) break;
    left += segment;
  }
  return left + extension;
}

/** "archive.tar.gz" is an archive with the extension ".tar.gz". */
function split(name: string): { readonly stem: string; readonly extension: string } {
  const [extension = ""] = /(\.tar)?\.[^.\s]+$/iu.exec(name) ?? [];
  const at = name.length - extension.length;
  if (at === 0 || extension.length > MOST_EXTENSION) return { stem: name, extension: "" };
  return { stem: name.slice(0, at), extension };
}
