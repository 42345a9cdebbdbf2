/** Which commit a working tree is of. */
import { runTool } from "./run_tool.ts";

const SHORT = 12;

/** The commit, with a "+" when the tree has changes besides; "unknown" where there is no git. */
export async function commitOf(root: string): Promise<string> {
  const head = await runTool(["git", "rev-parse", `--short=${SHORT}`, "HEAD"], { cwd: root });
  if (!head.success) return "unknown";
  const changes = await runTool(["git", "status", "--porcelain"], { cwd: root });
  return `${head.out.trim()}${changes.out.trim() === "" ? "" : "+"}`;
}
