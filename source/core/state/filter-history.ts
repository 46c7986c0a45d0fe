/** More than anybody goes back through. */
const mostRemembered = 100;

/** The filters that were typed or chosen, each once, the last one last; a blank one is not remembered. */
export function withRemembered(history: readonly string[], text: string): readonly string[] {
  const typed = text.trim();
  return typed === ''
    ? history
    : [...history.filter((old) => old !== typed), typed].slice(-mostRemembered);
}
