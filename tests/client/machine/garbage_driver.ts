/** Keeps a little of everything that it made, collects garbage, and says what memory it has then. */
import { collectGarbage } from "../../../client/machine/collect_garbage.ts";

const all = Array.from({ length: 200_000 }, (_, at) => ({ at, text: `text ${at}`, more: [at] }));
const kept = all.filter((_, at) => at % 10 === 0);
all.length = 0;
collectGarbage();
const { heapTotal, heapUsed } = Deno.memoryUsage();
// deno-lint-ignore no-console -- its output is what it is for
console.log(JSON.stringify({ kept: kept.length, total: heapTotal, used: heapUsed }));
