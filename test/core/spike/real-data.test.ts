import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {type Series} from '../../../source/core/metric.ts';
import {changeAt} from '../../../source/core/spike/change.ts';
import {highestRise} from '../../../source/core/spike/find-change.ts';
import {median} from '../../../source/core/spike/level.ts';
import {formatIso, hour, type TimeRange} from '../../../source/core/time.ts';
import {realDataFolder, skipWithoutRealData} from '../../support/real-data.ts';
import {seriesOf} from '../chart/pictures.ts';

const folder = path.join(realDataFolder() ?? '', 'cpu');

function timeIn(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}

function seriesIn(file: string): Series {
  const [, ...rows] = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
  const points = rows.map((row) => {
    const [time = '', value = ''] = row.trim().split(',', 2);
    return {time: timeIn(time), value: Number(value)};
  });
  return {...seriesOf([]), points};
}

function windowsOf(): ReadonlyArray<readonly [file: string, windows: readonly TimeRange[]]> {
  const text = readFileSync(path.join(folder, 'anomaly-windows.json'), 'utf8');
  const read = JSON.parse(text) as Record<string, ReadonlyArray<readonly [string, string]>>;
  return Object.entries(read).map(([file, windows]) => [
    file,
    windows.map(([since, until]) => ({since: timeIn(since), until: timeIn(until)})),
  ]);
}

test(
  'labelled anomalies of real CPU: asked about the oddest datapoint, the change begins in the window or shortly before',
  skipWithoutRealData,
  (t) => {
    for (const [file, windows] of windowsOf()) {
      const series = seriesIn(file);
      const {points} = series;
      const known = {since: points[0]!.time, now: points.at(-1)!.time};
      const usual = median(points.map(({value}) => value));
      for (const {since, until} of windows) {
        const inside = points.filter(({time}) => time >= since && time < until);
        const [odd] = inside.toSorted(
          (a, b) => Math.abs(b.value - usual) - Math.abs(a.value - usual),
        );
        assert.ok(odd);
        const change = changeAt(series, odd.time, known);
        const isHit = change !== undefined && change.begin >= since - hour && change.begin < until;
        const found = change ? `${change.kind} from ${formatIso(change.begin)}` : 'no change found';
        t.diagnostic(
          `${file} ${formatIso(since)}: ${isHit ? 'hit' : 'MISS'}, asked ${formatIso(odd.time)} (${odd.value}), ${found}`,
        );
        assert.ok(isHit, file);
      }
    }
  },
);

test(
  'where nobody chose a moment the highest rise is one that every datapoint of two weeks agrees with',
  skipWithoutRealData,
  (t) => {
    for (const [file, windows] of windowsOf()) {
      const series = seriesIn(file);
      const known = {since: series.points[0]!.time, now: series.points.at(-1)!.time};
      const rise = highestRise(series, {since: known.since, until: known.now + 1}, known);
      const isLabelled = windows.some(
        ({since, until}) => rise && rise.time >= since && rise.time < until,
      );
      t.diagnostic(
        `${file}: ${rise ? `${formatIso(rise.time)}, ${rise.by.toFixed(2)} above its level` : 'none'}, ` +
          (isLabelled
            ? 'labelled'
            : windows.length === 0
              ? 'nothing is labelled'
              : 'NOT in a labelled window'),
      );
      // No datapoint lies further above all of the twelve before it.
      const {points} = series;
      const surest = points.map(({value}, index) =>
        index < 12
          ? 0
          : value - Math.max(...points.slice(index - 12, index).map((before) => before.value)),
      );
      assert.ok(rise && rise.by >= Math.max(...surest), file);
    }
  },
);
