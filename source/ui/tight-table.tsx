import {type Component, type ReactElement} from 'react';
import {joinSafe, t, type SafeText} from '../core/sanitize.ts';
import {tableLine, type TableView} from '../core/select.ts';
import {span} from '../core/span.ts';
import {cellWidth, repeat} from '../core/text.ts';
import {Lines} from './lines.tsx';
import {RowsContext} from './rows-context.ts';
import {Table} from './table.tsx';

type Row = Readonly<Record<string, SafeText>>;

type Props = {
  readonly data: readonly Row[];
  readonly view: TableView;
  readonly ascii: boolean;
};

/** A line that ink-table wants drawn: a row or a rule of its columns. */
type Drawn = {
  readonly key: string;
  readonly columns: ReadonlyArray<{readonly column: string}>;
  readonly data: Row;
};

type Draw = (drawn: Drawn) => ReactElement | null;

type InkTable = Component<Props> & {
  header: Draw;
  heading: Draw;
  separator: Draw;
  data: Draw;
  footer: Draw;
};

/**
 * An ink-table without the rules between its rows, which would take half of the lines, and with one text a row instead
 * of one for each cell and border, which would take most of the time of a frame.
 */
class OneTextRows extends (Table as unknown as new (props: Props) => InkTable) {
  override header: Draw = ({columns}) => this.#rule(columns, t`┌`, t`┬`, t`┐`);

  override heading: Draw = ({columns}) => (
    <Lines
      lines={[
        tableLine(
          columns.map((_, index) => this.props.view.headings[index] ?? t``),
          this.props.view.headingStyle,
          this.props.ascii,
        ),
      ]}
    />
  );

  override separator: Draw = ({key, columns}) =>
    key.endsWith('-0') ? this.#rule(columns, t`├`, t`┼`, t`┤`) : null;

  override data: Draw = ({columns, data}) => {
    const style = this.props.view.rows[this.props.data.indexOf(data)]?.style ?? 'plain';
    const cells = columns.map(({column}) => data[column] ?? t``);
    return <Lines lines={[tableLine(cells, style, this.props.ascii)]} />;
  };

  override footer: Draw = ({columns}) => this.#rule(columns, t`└`, t`┴`, t`┘`);

  #rule(columns: Drawn['columns'], left: SafeText, cross: SafeText, right: SafeText): ReactElement {
    const {ascii} = this.props;
    // A heading is as wide as its column; the width that ink-table tells has a padding in it that these cells have not.
    const parts = this.props.view.headings
      .slice(0, columns.length)
      .map((heading) => repeat(ascii ? t`-` : t`─`, cellWidth(heading)));
    const [from, between, to] = ascii ? [t`+`, t`+`, t`+`] : [left, cross, right];
    return <Lines lines={[[span(t`${from}${joinSafe(parts, between)}${to}`, 'border')]]} />;
  }
}

/** A bordered table with its rows close together, one of them marked. */
export function TightTable({view, ascii}: {readonly view: TableView; readonly ascii: boolean}) {
  const {headings, rows} = view;
  const data = rows.map(
    ({cells}) =>
      Object.fromEntries(headings.map((heading, index) => [heading, cells[index]])) as Row,
  );
  // Tables stand beside each other: Ink has to measure their rows.
  return (
    <RowsContext value={undefined}>
      <OneTextRows data={data} view={view} ascii={ascii} />
    </RowsContext>
  );
}
