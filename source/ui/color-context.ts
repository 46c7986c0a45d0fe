import {createContext} from 'react';

/** Whether colour may be used. */
export const ColorContext = createContext(true);
