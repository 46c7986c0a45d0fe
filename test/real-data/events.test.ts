import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import {parseArchiveText} from '../../source/core/archive/text.ts';
import {classNames, hasClass} from '../../source/core/reading/classes.ts';
import {fieldValues, listedFields} from '../../source/core/reading/fields.ts';
import type {TrailEvent} from '../../source/core/event.ts';
import {member} from '../../source/core/json.ts';
import {isPresent} from '../../source/core/reading/path.ts';
import {sentenceOf} from '../../source/core/reading/sentence.ts';
import {realDataFolder, skipWithoutRealData} from '../support/real-data.ts';

function realEvents(): readonly TrailEvent[] {
  const folder = path.join(realDataFolder() ?? '.', 'cloudtrail');
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => /\.jsonl?$/v.test(name))
    .flatMap((name) => parseArchiveText(readFileSync(path.join(folder, name), 'utf8')).events);
}

test('every real event reads as a sentence', skipWithoutRealData, (context: TestContext) => {
  const events = realEvents();
  assert.ok(events.length >= 736, `${events.length} events`);
  let silent = 0;
  for (const event of events) {
    const {name, source, who, what, outcome} = sentenceOf(event);
    assert.notEqual(name, '');
    assert.notEqual(source, '');
    assert.equal(
      who === '?',
      !isPresent(member(event.record, 'userIdentity')),
      `${name} by ${who}`,
    );
    assert.equal(outcome.kind === 'ok', !isPresent(member(event.record, 'errorCode')), name);
    assert.doesNotMatch(what, /\[object|undefined|NaN|HIDDEN_DUE|arn%3A/v, name);
    silent += what === '' ? 1 : 0;
  }

  // What says nothing asked for nothing: ListBuckets, GetCallerIdentity and their like.
  const share = 1 - silent / events.length;
  context.diagnostic(`${events.length} events, ${(share * 100).toFixed(1)} % with a WHAT`);
  assert.ok(share > 0.9);
});

test(
  'every real event answers every field and class',
  skipWithoutRealData,
  (context: TestContext) => {
    const answered = new Map<string, number>();
    const count = (key: string): void => {
      answered.set(key, (answered.get(key) ?? 0) + 1);
    };

    for (const event of realEvents()) {
      for (const field of listedFields) {
        if (fieldValues(event, field).length > 0) {
          count(field);
        }
      }

      for (const className of classNames) {
        if (hasClass(event, className)) {
          count(`is:${className}`);
        }
      }

      // Whatever names an instance in full is found.
      const named = /"instanceId":"(?<id>i-[0-9A-Za-z]+)"/v.exec(JSON.stringify(event.record))
        ?.groups?.['id'];
      assert.ok(named === undefined || fieldValues(event, 'instance').includes(named));
    }

    context.diagnostic([...answered].map(([key, number]) => `${key} ${number}`).join(', '));
    for (const key of [
      'name',
      'source',
      'ip',
      'mfa',
      'is:denied',
      'is:sensitive',
      'is:service',
      'is:login',
    ]) {
      assert.ok((answered.get(key) ?? 0) > 0, key);
    }
  },
);
