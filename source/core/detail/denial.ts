import {fromRecord} from '../event.ts';
import {textAt, type JsonObject} from '../json.ts';
import {shortService} from '../reading/arn.ts';
import {denialOf} from '../reading/denial.ts';

/** Which action on which resource, and which kind of policy denied it, as far as the message tells. */
export function denialWords(
  record: JsonObject,
): {readonly text: string; readonly resource: string} | undefined {
  const kind = denialOf(fromRecord(record));
  const message = textAt(record, 'errorMessage').slice(0, 4000);
  const named = /not authorized to perform: (?<action>[\w\-]+:[*\w]+)/v.exec(message)?.groups?.[
    'action'
  ];
  if (kind === '' && named === undefined) {
    return undefined;
  }

  const action =
    named ?? `${shortService(textAt(record, 'eventSource'))}:${textAt(record, 'eventName')}`;
  const resource =
    / on resource: (?<resource>.+?)(?:\.? because | with an explicit |[,.] |[,.]?$)/v.exec(message)
      ?.groups?.['resource'] ?? '';
  const on = resource === '' ? '' : ` on ${resource}`;
  return {text: `${action}${on}${kind === '' ? '' : `: ${kind}`}`, resource};
}

/** An encoded part is no reading matter: what is said is how to decode it. */
export function readableMessage(message: string): string {
  return message.replace(
    encodedMessage,
    (_, lead: string, code: string) =>
      `${lead}(${code.length} characters; y d copies the command that decodes them)`,
  );
}

const encodedMessage = /(encoded authorization failure message:\s*)([\w+\-\/=]{40,})/iv;

/** The encoded authorization message in an error message; '' where there is none. Source: EC2's error codes. */
export function encodedAuthorization(message: string): string {
  return encodedMessage.exec(message)?.[2] ?? '';
}
