import {type Layout} from '../core/layout.ts';
import {type State} from '../core/state.ts';
import {ChartPane} from './chart-pane.tsx';
import {DetailPane} from './detail-pane.tsx';
import {EverywherePane} from './everywhere-pane.tsx';
import {EventsPane} from './events-pane.tsx';
import {PalettePane} from './palette-pane.tsx';
import {PickerPane} from './picker-pane.tsx';
import {ReadingPane} from './reading-pane.tsx';

type Props = {
  readonly state: State;
  readonly layout: Extract<Layout, {readonly kind: 'panes'}>;
};

/** The panes, or what lies over them. */
export function Body({state, layout: {chart, events, body}}: Props) {
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

    case 'picker': {
      return <PickerPane state={state} rect={body} />;
    }

    case undefined: {
      const Lower = state.detail ? DetailPane : EventsPane;
      return (
        <>
          {chart && <ChartPane state={state} rect={chart} />}
          {events && <Lower state={state} rect={events} />}
        </>
      );
    }
  }
}
