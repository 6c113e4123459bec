// The toy of examples/module-body as a program. `--steps`: it takes no whole traces.
import { createBody } from '../../../examples/module-body/body.mjs';
import { serve } from './serve.mjs';

await serve(createBody(), process.argv.includes('--steps') ? {} : { traces: true });
