import {vocabularyOf} from '../../core/filter/vocabulary.ts';
import {offeredStatistics} from '../../core/metric/statistic.ts';
import {ec2Metrics} from '../../core/metric/unit.ts';
import {presets} from '../../core/presets.ts';
import {type Known} from '../flags.ts';

/** The regions of the commercial partition and its like, as AWS lists them; others can be typed. */
const regions =
  'us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ' +
  'ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ' +
  'ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 ' +
  'eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 ' +
  'sa-east-1 us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1';

const namespaces =
  'AWS/EC2 AWS/EBS AWS/RDS AWS/Lambda AWS/ApplicationELB AWS/NetworkELB AWS/AutoScaling AWS/ECS AWS/DynamoDB ' +
  'AWS/SQS AWS/S3 AWS/NATGateway CWAgent';

const {classes, fields} = vocabularyOf([]);

/** The words of each list; a filter's word that ends in a colon is gone on with. */
const lists: Readonly<Record<Exclude<Known, readonly string[]>, readonly string[]>> = {
  regions: ['all', ...regions.split(' ')],
  statistics: offeredStatistics,
  metrics: ec2Metrics,
  namespaces: namespaces.split(' '),
  fields,
  filters: [
    ...new Set([
      ...classes.map((name) => `is:${name}`),
      ...presets.map(({query}) => query).filter((query) => /^[\w:\-]+$/v.test(query)),
      ...fields.map((name) => `${name}:`),
    ]),
  ],
  files: [],
  folders: [],
  profiles: [],
};

/** The words that a shell may offer behind a flag, as far as they are known here. */
export function knownWords(known: Known | undefined): readonly string[] {
  return known === undefined ? [] : typeof known === 'string' ? lists[known] : known;
}

/** Whether several of them may stand behind each other, with commas between. */
export function isList(known: Known | undefined): boolean {
  return known === 'regions' || known === 'fields';
}
