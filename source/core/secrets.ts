const hidden = '(hidden)';

/** What a word before it gives away: `SecretAccessKey: …`, `X-Amz-Security-Token=…`, `authorization: Bearer …`. */
const named =
  /(?<name>(?:secret|token|password|passwd|signature|authorization|credential)[\w\-]*["']?\s*[:=]\s*)["']?(?:(?:Bearer|Basic|AWS4-HMAC-SHA256)\s+)?[^\s"'\u0026,;\}\]]+/giv;

/** Access key ids, of which the kind and the end are told: that is enough to find them. */
const keyId = /\b(?<kind>A[A-Z]{3})[A-Z0-9]{12,124}(?<end>[A-Z0-9]{2})\b/gv;

/** Secret keys and session tokens are long and of letters that no word has so many of. */
const long = /[\w+\/=\-]{40,}/gv;

/** An error's message quotes what it pleases: what could be a secret is hidden before anybody is shown it. */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(named, `$<name>${hidden}`)
    .replaceAll(keyId, '$<kind>…$<end>')
    .replaceAll(long, (found) => (isLikeSecret(found) ? hidden : found));
}

/** Paths and long names change less often between small letters, capitals and digits than what chance has made. */
function isLikeSecret(text: string): boolean {
  const changes = text.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|\d(?=[A-Za-z])/gv) ?? [];
  return changes.length * 5 >= text.length;
}
