/**
 * A process of its own with a vault in the file that its first argument names. It says "open", and then, with "save" behind it, saves numbered contents as
 * fast as it can and says each number that is acknowledged; with "fill", one that fits and one that does not; with "hold", nothing. A Failure is said, too.
 */
import { FileVault } from "../../../client/machine/file_vault.ts";
import { Failure } from "../../../shared/failure.ts";
import { numberedContent, numberOf } from "./numbered_content.ts";

const TOO_LARGE = new Uint8Array(16 * 2 ** 20);
const [path = "", task] = Deno.args;

try {
  await using vault = await FileVault.open(path, { nick: "alice", relay: "relay.example.com" });
  say("open");
  if (task === "save") await saveForEver(vault);
  else if (task === "fill") await fill(vault);
  else await new Promise(() => setInterval(() => {}, 1000));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
}

/** The next content is handed over before the last is acknowledged: there is hardly a moment without a write under way. */
async function saveForEver(vault: FileVault): Promise<void> {
  let saved = Promise.resolve();
  for (let number = numberOf(await vault.load()) + 1;; number++) {
    const [before, content] = [saved, numberedContent(number)];
    saved = vault.save(content).then(() => say(String(number)));
    await before;
  }
}

async function fill(vault: FileVault): Promise<void> {
  await vault.save(numberedContent(1));
  await vault.save(TOO_LARGE);
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
