import { compileModel } from './explore/quint/compile.ts';
import { explore } from './explore/explore.ts';
import { readIr } from './explore/quint/ir.ts';
import { quintModel } from './explore/quint/model.ts';
import { irOf } from './tools/quint.ts';
const [module, ...worlds] = process.argv.slice(2);
const ir = readIr(irOf(`spec/formal/${module}_test.qnt`, `${module}_test`));
for (const w of worlds) {
  const sizes = Object.fromEntries(w.split(',').map((x) => [x.split('=')[0], Number(x.split('=')[1])]));
  const a=process.cpuUsage();
  const compiled = compileModel(ir, { module: module!, sizes });
  const model = quintModel(compiled, { name: 'x' });
  const f = await explore(model, { goOn: true, ...(process.env.MAX ? { limits: { states: Number(process.env.MAX) } } : {}) } as never);
  const c=process.cpuUsage(a);
  console.log(w, f.states, f.transitions, 'complete', f.complete, 'cpu s', (c.user/1e6).toFixed(1));
  for (const v of f.violations) console.log('  VIOLATED', v.property, v.steps.length, JSON.stringify(v.steps.map((s: any) => s.action ?? s)).slice(0, 1500));
  console.log('  unmet', compiled.witnesses.map((x) => x.name).filter((n) => !model.met.has(n)).join(' '));
}
