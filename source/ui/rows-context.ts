import {createContext} from 'react';
import {type RowTickets} from '../core/row-tickets.ts';

/** Where rows are handed in that are drawn beside Ink; undefined where Ink draws them itself. */
export const RowsContext = createContext<RowTickets | undefined>(undefined);
