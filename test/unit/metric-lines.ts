/** Gathers the lines that make metrics, which go past the console. */
export function metricLines(lines: Record<string, unknown>[]): void {
  const write = process.stdout.write.bind(process.stdout);
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    const text = String(chunk);
    if (!text.startsWith('{"_aws"')) return write(chunk);
    lines.push(JSON.parse(text) as Record<string, unknown>);
    return true;
  });
}
