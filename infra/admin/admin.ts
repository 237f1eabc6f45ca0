import { Command, CommanderError } from 'commander';
import process from 'node:process';
import { addAudit } from './commands/audit';
import { addData } from './commands/data';
import { addDoctor } from './commands/doctor';
import { addMfa } from './commands/mfa';
import { addUsers } from './commands/users';
import { addMail } from './commands/mail';
import { explain, NotDone } from '../cli/errors';

/** Exit codes: nothing was done, as the subject was not found or the person declined; and an error. */
const NOT_DONE = 1;
const FAILED = 2;

const program = new Command('npm run admin --').description('Commands for admins and operators.');
// Set before the commands are added: each command copies it.
program.exitOverride();
program.configureOutput({
  outputError: (text, write) => {
    const line = text.trim().replace(/\s*\n/g, ' ');
    write(/[.)]$/.test(line) ? `${line}\n` : `${line}. See --help.\n`);
  },
});
addDoctor(program);
addUsers(program);
addMfa(program);
addAudit(program);
addMail(program);
addData(program);

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : FAILED;
    return;
  }
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof NotDone ? NOT_DONE : FAILED;
});
