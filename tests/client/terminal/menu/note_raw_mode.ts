/** For --preload: notes in the file NOTES, a letter each, when the terminal is made raw (r) and when it is given back (c). */
import process from "node:process";

const { stdin } = process;
const setRawMode = stdin.setRawMode.bind(stdin);
stdin.setRawMode = (raw) => {
  Deno.writeTextFileSync(Deno.env.get("NOTES") ?? "", raw ? "r" : "c", { append: true });
  return setRawMode(raw);
};
