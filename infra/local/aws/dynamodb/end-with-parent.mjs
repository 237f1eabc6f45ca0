import process from 'node:process';

// Ends a process when the process that started this one ends, however that happens: standard input is then closed.
const [, , pid] = process.argv;
process.stdin.resume().on('close', () => {
  try {
    process.kill(Number(pid), 'SIGKILL');
  } catch {
    // It has ended already.
  }
});
