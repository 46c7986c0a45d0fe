/** Draws the README's picture from a real frame: the demo's opening screen, as it is on a terminal of 120×40. */
import {mkdir, writeFile} from 'node:fs/promises';
import {demoState} from '../test/support/demo-state.ts';
import {showMonitor} from '../test/support/monitor-screen.tsx';
import {frameToSvg} from './svg-frame.ts';

const monitor = await showMonitor(demoState({columns: 120, rows: 40}));
await monitor.press('j', 'j', 'j', 'j', 'j', 'j', 'j');
await mkdir('docs', {recursive: true});
await writeFile('docs/screen.svg', frameToSvg(monitor.model, {title: 'trailtop --demo'}));
await monitor.unmount();
