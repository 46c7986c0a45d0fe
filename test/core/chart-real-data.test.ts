import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {chartFrame, columnOfTime, drawChart} from '../../source/core/chart.ts';
import {summarize} from '../../source/core/chart/series-summary.ts';
import {lineText, lineWidth} from '../../source/core/text.ts';
import {day, hour} from '../../source/core/time.ts';
import {realDataFolder, skipWithoutRealData} from '../support/real-data.ts';
import {chartInput, seriesOf} from './chart/pictures.ts';

/** A file of `timestamp,value` rows, five minutes apart. */
function seriesFrom(file: string) {
  const [, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  const points = rows.map((row) => {
    const [time = '', value = ''] = row.trim().split(',', 2);
    return {time: Date.parse(`${time.replace(' ', 'T')}Z`), value: Number(value)};
  });
  return {...seriesOf([]), points};
}

test(
  'real CPU series: the worst datapoint of any range is in the top row of a fitted chart',
  skipWithoutRealData,
  () => {
    const folder = path.join(realDataFolder()!, 'cpu');
    const names = readdirSync(folder).filter((file) => file.endsWith('.csv'));
    for (const name of names) {
      const series = seriesFrom(path.join(folder, name));
      const first = series.points[0]!.time;
      for (const length of [hour, 6 * hour, day, 14 * day]) {
        const range = {since: first + day, until: first + day + length};
        const {highest} = summarize(series, range)!;
        for (const scale of ['percent', 'fit'] as const) {
          const input = chartInput({series: [series], range, scale, width: 118, height: 14});
          const frame = chartFrame(input);
          const lines = drawChart(input);
          const column = frame.gutter + columnOfTime(frame, highest.time)!;
          const reached = lines.map((line) => lineText(line).slice(frame.gutter, -1)).slice(0, 12);
          const top = reached.find((line) => line.trim() !== '')!;
          assert.ok(lines.every((line) => lineWidth(line) === 118));
          assert.notEqual(top[column - frame.gutter], ' ', `${name} ${length} ${scale}`);
        }
      }
    }
  },
);
