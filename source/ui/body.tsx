import {Box} from 'ink';
import {type Layout, type Rect} from '../core/layout.ts';
import {selectAbovePrompt} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {AlarmsPane} from './alarms-pane.tsx';
import {BeforePane} from './before-pane.tsx';
import {ChainPane} from './chain-pane.tsx';
import {ChartPane} from './chart-pane.tsx';
import {CopyPane} from './copy-pane.tsx';
import {DetailPane} from './detail-pane.tsx';
import {EverywherePane} from './everywhere-pane.tsx';
import {EventsPane} from './events-pane.tsx';
import {Lines} from './lines.tsx';
import {MetricPane} from './metric-pane.tsx';
import {PalettePane} from './palette-pane.tsx';
import {PickerPane} from './picker-pane.tsx';
import {PivotsPane} from './pivots-pane.tsx';
import {ReadingPane} from './reading-pane.tsx';
import {SavePane} from './save-pane.tsx';
import {SummaryPane} from './summary-pane.tsx';

type Props = {
  readonly state: State;
  readonly layout: Extract<Layout, {readonly kind: 'panes'}>;
};

/** The panes, or what lies over them, and below them what the bottom line has no room for. */
export function Body({state, layout: {chart, events, body}}: Props) {
  const above = selectAbovePrompt(state);
  const height = body.height - above.length;
  const Lower = state.detail ? DetailPane : EventsPane;
  return (
    <>
      {overlayPane(state, {...body, height}) ?? (
        <Box flexDirection="column" height={height} overflowY="hidden">
          {chart && <ChartPane state={state} rect={chart} />}
          {events && <Lower state={state} rect={events} />}
        </Box>
      )}
      <Lines lines={above} />
    </>
  );
}

function overlayPane(state: State, body: Rect) {
  switch (state.overlay?.kind) {
    case 'help':
    case 'problems': {
      return <ReadingPane state={state} rect={body} />;
    }

    case 'everywhere': {
      return <EverywherePane state={state} rect={body} />;
    }

    case 'palette': {
      return <PalettePane state={state} rect={body} />;
    }

    case 'pivots': {
      return <PivotsPane state={state} rect={body} />;
    }

    case 'metric': {
      return <MetricPane state={state} rect={body} />;
    }

    case 'alarms': {
      return <AlarmsPane state={state} rect={body} />;
    }

    case 'before': {
      return <BeforePane state={state} rect={body} />;
    }

    case 'chain': {
      return <ChainPane state={state} rect={body} />;
    }

    case 'summary': {
      return <SummaryPane state={state} rect={body} />;
    }

    case 'picker': {
      return <PickerPane state={state} rect={body} />;
    }

    case 'copy': {
      return <CopyPane state={state} rect={body} />;
    }

    case 'save': {
      return <SavePane state={state} rect={body} />;
    }

    case undefined: {
      return undefined;
    }
  }
}
