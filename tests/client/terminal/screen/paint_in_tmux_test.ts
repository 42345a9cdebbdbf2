/** What tmux makes of frames while its window becomes narrower and wider again: it remembers what stood beyond the edge. */
import { assertEquals } from "@std/assert";
import { paint } from "../../../../client/terminal/screen/paint.ts";
import { needs } from "../../../fakes/needs.ts";
import { Tmux } from "../../../fakes/tmux.ts";
import { until } from "../../../fakes/until.ts";

const CAPS = { unicode: true, links: false, synchronised: true, title: false };
const ALTERNATE = "\x1b[?1049h";

function frameOf(text: string, columns: number): string {
  return paint(undefined, { columns, rows: [[{ text, style: {} }]], cursor: undefined, title: "" }, CAPS);
}

Deno.test(
  { name: "a wide character that a narrower window cut in two is no hole in a wider one", ...needs("tmux") },
  async () => {
    using tmux = new Tmux({ columns: 40, rows: 5 });
    const folder = await Deno.makeTempDir();
    // The character's halves are in the last column of the narrow window and behind it.
    const frames = [frameOf(`${"a".repeat(19)}漢 wide`, 40), frameOf("b".repeat(20), 20), frameOf("c".repeat(40), 40)];
    for (const [at, frame] of frames.entries()) await Deno.writeTextFile(`${folder}/${at}`, `${ALTERNATE}${frame}`);
    await tmux.shows("sh$");
    tmux.type(`stty -echo; for at in 0 1 2; do cat ${folder}/$at; read -r; done`);
    tmux.press("Enter");
    await tmux.shows("漢 wide");
    tmux.resize(20, 5);
    tmux.press("Enter");
    await tmux.shows("b".repeat(20));
    tmux.resize(40, 5);
    tmux.press("Enter");
    await until(() => tmux.screen().includes("c"), "the last frame is there");
    assertEquals(tmux.screen(), "c".repeat(40));
    await Deno.remove(folder, { recursive: true });
  },
);
