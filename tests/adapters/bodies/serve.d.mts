import type { Body } from '../../../schemas/contract.ts';
import type { HelloAnswer } from '../../../schemas/generated/types.ts';

export function serve(body: Body, hello?: Partial<HelloAnswer>): Promise<void>;
