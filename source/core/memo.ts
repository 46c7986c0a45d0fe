/**
 * The same function of a text, its answers remembered. For functions that are asked the same few texts for millions
 * of events: user agents, ARNs. Bounded, because an attacker can make every text a new one.
 */
export function memo<T>(compute: (text: string) => T, limit = 5000): (text: string) => T {
  let known = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    let answer = known.get(text);
    if (answer !== undefined) {
      return answer;
    }

    answer = older.get(text) ?? compute(text);
    if (known.size >= limit) {
      // Two generations: what is asked for again and again survives the change.
      older = known;
      known = new Map();
    }

    known.set(text, answer);
    return answer;
  };
}
