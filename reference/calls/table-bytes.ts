import type { CallOf } from '../../schemas/contract.ts';
import type { CallKind, Plan } from '../stage.ts';

/** The tables charged to the process's own mm; a region's leaf tables are charged to its host. */
export const tableBytes: CallKind<CallOf<'table-bytes'>, Plan> = {
  decode(machine, process) {
    return { result: 'done', value: process.mm.tables * machine.layout.tableBytes };
  },
  stages: [],
};
