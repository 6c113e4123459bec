/** The report as it is: schemas/report.schema.json. */
import type { Format } from './format.ts';

export const json: Format = {
  name: 'json',
  extension: 'json',
  title: 'the whole report, for machines and for merge (schemas/report.schema.json)',
  render: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
