/** What somebody typed, to be shown to him, or to whoever reads a log: an invite's secret stands behind the # of its link, and is not repeated. */
export function hideSecret(typed: string): string {
  return typed.replace(/#[\w-]{16,}/g, "#\u2026");
}
