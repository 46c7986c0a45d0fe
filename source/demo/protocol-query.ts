import {Input} from './input.ts';
import {type Protocol, type Reply} from './protocol.ts';
import {readForm} from './query-form.ts';
import {type Service} from './service.ts';
import {element, escapeXml, toXml} from './xml.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The Query protocol: forms in, XML out. STS speaks it, and older clients of CloudWatch do. */
export function queryProtocol(service: Service): Protocol {
  const root = (tag: string, content: string) =>
    `<${tag} xmlns="${service.xmlNamespace}">${content}</${tag}>`;
  return {
    parse: (body) => new Input(readForm(body.toString()), true),
    success: (operation, output, requestId) =>
      reply(
        200,
        requestId,
        root(
          `${operation}Response`,
          element(`${operation}Result`, toXml(output, 'member')) +
            element('ResponseMetadata', toXml({RequestId: requestId}, 'member')),
        ),
      ),
    failure({query, message}, requestId) {
      const Type = query.status < 500 ? 'Sender' : 'Receiver';
      const error = {Type, Code: query.code, Message: message};
      return reply(
        query.status,
        requestId,
        root('ErrorResponse', toXml({Error: error, RequestId: requestId}, 'member')),
      );
    },
  };
}

/** EC2's own kind of Query: no result element, items instead of members, and errors in a list. */
export function ec2Protocol(service: Service): Protocol {
  return {
    parse: (body) => new Input(readForm(body.toString()), true),
    success: (operation, output, requestId) =>
      reply(
        200,
        requestId,
        `<${operation}Response xmlns="${service.xmlNamespace}">${toXml({requestId}, 'item')}${toXml(output, 'item')}</${operation}Response>`,
      ),
    failure: ({ec2, message}, requestId) =>
      reply(
        ec2.status,
        requestId,
        element(
          'Response',
          element(
            'Errors',
            element('Error', element('Code', ec2.code) + element('Message', escapeXml(message))),
          ) + element('RequestID', requestId),
        ),
      ),
  };
}

function reply(status: number, requestId: string, xml: string): Reply {
  return {
    status,
    headers: {'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId},
    body: declaration + xml,
  };
}
