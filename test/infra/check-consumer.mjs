/**
 * Type-checks and compiles the TypeScript project in the folder that is the argument, and prints what is wrong.
 * Of the packages that it uses, only the declarations of ours are checked: all would take most of the time.
 */
import { join } from 'node:path';
import process from 'node:process';
import ts from 'typescript';

const folder = process.argv[2];
const config = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
const { fileNames, options, errors } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
const program = ts.createProgram(fileNames, options);
const checked = program
  .getSourceFiles()
  .filter(({ fileName }) => /^(?!.*\/node_modules\/)|\/cognito-email-mfa\/dist\//.test(fileName));
const diagnostics = [
  ...errors,
  ...program.getOptionsDiagnostics(),
  ...checked.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    // Without a file, it would check every package first.
    ...program.emit(file).diagnostics,
  ]),
];
process.stdout.write(ts.formatDiagnostics(diagnostics, ts.createCompilerHost(options)));
