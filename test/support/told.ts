import assert from 'node:assert/strict';
import {type Json, type JsonObject} from '../../source/core/json.ts';
import {whatOf} from '../../source/core/what.ts';
import {call} from './event-records.ts';

/** What a call says: [service, event name, request, answer, the sentence]. */
export type Told = readonly [string, string, Json, Json, string];

/** Asserts what the calls say. */
export function told(cases: readonly Told[]): void {
  for (const [service, name, requestParameters, responseElements, expected] of cases) {
    const event = call(service, name, {requestParameters, responseElements});
    assert.equal(whatOf(event), expected, `${service} ${name}`);
  }
}

/** A policy of one statement that allows something, as the text that requests carry. */
export function allow(statement: JsonObject): string {
  return JSON.stringify({Version: '2012-10-17', Statement: [{Effect: 'Allow', ...statement}]});
}
