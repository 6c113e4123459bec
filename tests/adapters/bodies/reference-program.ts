// The reference as a program, for comparison. `--steps`: it takes no whole traces.
import { createReference } from '../../../reference/index.ts';
import { serve } from './serve.mjs';

await serve(createReference(), process.argv.includes('--steps') ? {} : { traces: true, longest: 1 << 20 });
