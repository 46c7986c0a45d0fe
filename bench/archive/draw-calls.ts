import {isGlobal, weightedCalls, type Call} from './catalogue.ts';
import {type Habit} from './callers.ts';
import {Weighted, type Random} from './random.ts';

/** Services that a habit reaches for again and again. */
const favourites: Readonly<Record<Habit, readonly string[]>> = {
  watching: ['ec2', 'monitoring', 'elasticloadbalancing', 'autoscaling', 'iam', 's3', 'config'],
  running: ['kms', 'ssm', 'sts', 'secretsmanager', 'logs', 's3', 'ecr', 'ec2'],
  building: ['ecr', 'sts', 's3', 'ecs', 'codebuild', 'lambda'],
  deploying: ['iam', 'ec2', 'cloudformation', 's3', 'lambda', 'route53', 'logs', 'kms'],
  looking: ['ec2', 'monitoring', 'health', 'iam', 'cloudtrail', 'rds', 'lambda', 'ce', 'signin'],
  service: ['ec2', 'autoscaling', 'ecs', 'elasticloadbalancing', 'kms', 'rds'],
  probing: ['iam', 's3', 'ec2', 'sts', 'secretsmanager', 'organizations'],
};

const shareOfWrites: Readonly<Record<Habit, number>> = {
  watching: 0.003,
  running: 0.06,
  building: 0.14,
  deploying: 0.16,
  looking: 0.03,
  service: 0.2,
  probing: 0.2,
};

const isHome = (region: string) => region === 'us-east-1';

type Choice = {readonly liked: Weighted<Call>; readonly any: Weighted<Call>};

const choices = new Map<string, Choice>();

function choiceOf(habit: Habit, isRead: boolean, region: string): Choice {
  const key = `${habit} ${isRead} ${isHome(region)}`;
  const known = choices.get(key);
  if (known) {
    return known;
  }

  const here = weightedCalls(isRead).filter(([{service}]) => isHome(region) || !isGlobal(service));
  const choice = {
    liked: new Weighted(here.filter(([{service}]) => favourites[habit].includes(service))),
    any: new Weighted(here),
  };
  choices.set(key, choice);
  return choice;
}

/** The next call of somebody with this habit. */
export function drawCall(random: Random, habit: Habit, region: string): Call {
  const {liked, any} = choiceOf(habit, !random.chance(shareOfWrites[habit]), region);
  return (random.chance(0.85) ? liked : any).draw(random);
}
