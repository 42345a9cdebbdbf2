/**
 * What a terminal sends, as keys. It takes the bytes in pieces of any size and never fails; which sequences there are,
 * key_sequences.ts knows.
 */
import { type Key, named } from "./key.ts";
import { type Found, nextKey } from "./key_sequences.ts";

export type { Key, KeyName, NamedKey } from "./key.ts";

const ESC = "\x1b";
const PASTE_BEGIN = `${ESC}[200~`;
const PASTE_END = `${ESC}[201~`;
/** The most that one paste brings in; the rest of it is let go. */
const LONGEST_PASTE = 1 << 20;

/** Behind what is no whole sequence, a paste begins this near. */
const NEAR = 128;

/** Turns bytes into keys; keeps what is cut off at the end of one read for the next. */
export class KeyReader {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #pending = "";
  #paste: string | undefined;
  #cut = false;

  /** Whether an escape waits for what follows it: if nothing does for a moment, call `flush`. */
  get waiting(): boolean {
    return this.#paste === undefined && this.#pending !== "";
  }

  /** The keys that these bytes complete. */
  read(bytes: Uint8Array): readonly Key[] {
    this.#pending += this.#decoder.decode(bytes, { stream: true });
    const keys: Key[] = [];
    for (let found = this.#next(); found !== undefined; found = this.#next()) {
      this.#pending = this.#pending.slice(found.length);
      if (found.key) keys.push(found.key);
    }
    return keys;
  }

  /** Nothing followed. */
  flush(): readonly Key[] {
    if (!this.waiting) return [];
    const pending = this.#pending;
    // Over a bad line the rest of a paste's beginning may take longer: without it, each line of the paste would be sent off.
    const begun = pending.slice(pending.lastIndexOf(ESC));
    this.#pending = begun.length > 2 && PASTE_BEGIN.startsWith(begun) ? begun : "";
    const key = loneKey(pending.slice(0, pending.length - this.#pending.length));
    return key ? [key] : [];
  }

  #next(): Found | undefined {
    if (this.#paste !== undefined) return this.#pasted(this.#paste);
    if (this.#pending === "") return undefined;
    if (this.#pending.startsWith(PASTE_BEGIN)) {
      this.#paste = "";
      return { length: PASTE_BEGIN.length };
    }
    const found = nextKey(this.#pending);
    const paste = this.#pending.startsWith(ESC) ? this.#pending.slice(0, NEAR).indexOf(PASTE_BEGIN) : -1;
    // The Escape key before a paste, read with it, would take the paste's beginning for a key of its own.
    if (paste < 0 || (found && found.length <= paste)) return found;
    return { key: loneKey(this.#pending.slice(0, paste)), length: paste };
  }

  /** Takes what is surely not the beginning of the paste's end. */
  #pasted(before: string): Found | undefined {
    const end = this.#pending.indexOf(PASTE_END);
    const sure = end >= 0 ? end : Math.max(0, this.#pending.length - PASTE_END.length + 1);
    const text = before + this.#pending.slice(0, Math.min(sure, LONGEST_PASTE - before.length));
    this.#cut ||= text.length < before.length + sure;
    if (end >= 0) {
      const key: Key = { type: "paste", text: text.toWellFormed(), ...(this.#cut && { cut: true }) };
      this.#paste = undefined;
      this.#cut = false;
      return { key, length: end + PASTE_END.length };
    }
    this.#paste = text;
    this.#pending = this.#pending.slice(sure);
    return undefined;
  }
}

/** What nothing more belongs to: a lone escape was the Escape key, and half a sequence alt and a key. */
function loneKey(pending: string): Key | undefined {
  if (pending === ESC) return named("escape");
  if (pending === ESC + ESC) return named("escape", { alt: true });
  return pending.length === 2 ? named(pending.slice(1), { alt: true }) : undefined;
}
