/** The package brings no types; this is the part of it that the chart uses. */
declare module 'asciichart' {
  type PlotConfig = {
    min?: number;
    max?: number;
    /** Rows between the lowest and the highest value: one less than the rows drawn. */
    height?: number;
    /** Columns of labels and axis in front of the plot. */
    offset?: number;
    format?: (value: number) => string;
  };

  const asciichart: {
    /** Throws where a value is NaN and min or max is not given, or is outside of them. */
    plot: (series: readonly number[], config?: PlotConfig) => string;
  };
  export default asciichart;
}
