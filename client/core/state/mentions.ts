/** Whether a text mentions somebody: his nick behind an @, in any case. */
import { nameKey } from "../../../shared/names.ts";

const IN_A_NAME = /[\p{L}\p{N}\p{M}_]/u;

export function mentions(text: string, nick: string): boolean {
  if (!text.includes("@")) return false;
  const typed = nameKey(text);
  const name = `@${nameKey(nick)}`;
  for (let at = typed.indexOf(name); at >= 0; at = typed.indexOf(name, at + 1)) {
    const before = [...typed.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
    const [after = ""] = typed.slice(at + name.length, at + name.length + 2);
    if (!IN_A_NAME.test(before) && !IN_A_NAME.test(after)) return true;
  }
  return false;
}
