import {type ComponentType} from 'react';
import {type SafeText} from '../core/sanitize.ts';
import {inkTable} from './ink-table.ts';

type TableProps = {readonly data: ReadonlyArray<Readonly<Record<string, SafeText>>>};

/** A small bordered table; cells are padded to their columns by whoever makes them. */
export const Table = inkTable() as ComponentType<TableProps>;
