#!/usr/bin/env node
import { setUpEngine } from './engine.ts';
import { processIo } from './io.ts';
import { main } from './program.ts';

setUpEngine();
// Not process.exit: what was written to a pipe has to arrive.
process.exitCode = await main(process.argv.slice(2), processIo());
