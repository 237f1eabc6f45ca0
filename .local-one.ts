// N people at once, diagnostics
import { appendFileSync, readFileSync, readdirSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startStack } from '/tmp/h-bench/test/support/stack';
import { SrpClient } from '/tmp/h-bench/test/support/srp-client';
import { createUser } from '/tmp/h-bench/test/support/users';
import { InboxWatcher } from '/tmp/h-bench/test/bench/inbox-watcher';
import { callsOf } from '/tmp/h-bench/test/support/calls';
const N = Number(process.argv[2] ?? 200);
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const pct = (v: number[]) => { const s=[...v].sort((a,b)=>a-b); return [0.5,0.95,0.99].map(p=>Math.round(s[Math.max(0,Math.ceil(s.length*p)-1)] ?? NaN)).join('/'); };
async function main() {
  const probe = `/tmp/hb/stack-probe.jsonl`; rmSync(probe,{force:true});
  const { facts, stop } = await startStack({ env: { NODE_OPTIONS: '--require /tmp/hb/probe.cjs', PROBE_FILE: probe, PROBE_MATCH: 'start.ts' } });
  const inbox = new InboxWatcher(facts);
  const users = []; for (let n=0;n<N;n++) users.push(await createUser(facts));
  const h = monitorEventLoopDelay({resolution:10}); h.enable();
  const from = Date.now();
  const t: Record<string, number[]> = {password:[],mail:[],code:[],whole:[]};
  const res = await Promise.allSettled(users.map(async (u) => {
    const c = new SrpClient(facts); const a = performance.now();
    const ch = await c.password(u); const b = performance.now();
    const code = await inbox.next(u.email); const d = performance.now();
    await c.answer(ch, code); const e = performance.now();
    t.password.push(b-a); t.mail.push(d-b); t.code.push(e-d); t.whole.push(e-a);
  }));
  console.log('seconds', (Date.now()-from)/1000, 'failed', res.filter(r=>r.status==='rejected').length);
  console.log(Object.fromEntries(Object.entries(t).map(([k,v])=>[k,pct(v)])));
  const reasons = new Map<string, number>();
  for (const r of res) if (r.status==='rejected') { const m = String(r.reason?.message).slice(0,160); reasons.set(m,(reasons.get(m)??0)+1); }
  console.log(reasons);
  console.log('client loop delay p50/p99/max', h.percentile(50)/1e6|0, h.percentile(99)/1e6|0, h.max/1e6|0);
  const lines = readFileSync(probe,'utf8').trim().split('\n').map(l=>JSON.parse(l)).filter(l=>l.at>=from);
  for (const l of lines.filter((_,i)=>i%Math.ceil(lines.length/40)===0)) console.log((l.at-from)/1000, JSON.stringify(l));
  console.log('stack max', Math.max(...lines.map(l=>l.max)), 'rss', Math.max(...lines.map(l=>l.rss)));
  for (const f of readdirSync(facts.logsDir)) {
    const failed = readFileSync(join(facts.logsDir,f),'utf8').split('\n').filter(l=>/failed|Error|Timed|timeout|try \d/.test(l));
    const by = new Map<string,number>();
    for (const l of failed) { const m = l.replace(/[0-9a-f-]{36}/g,'ID').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/,'T').slice(0,400); by.set(m,(by.get(m)??0)+1); }
    console.log(f, failed.length, [...by].slice(0,4));
  }
  await inbox.stop(); await stop();
}
main();
