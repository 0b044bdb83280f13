export type Tool = 'curl' | 'Python' | 'R';

export const TOOLS: Tool[] = ['curl', 'Python', 'R'];

/** Ask a query from a program, at the address that this page was served from. */
export function snippet(tool: Tool, endpoint: string, query: string): string {
  switch (tool) {
    case 'curl':
      return `curl '${endpoint}' -H 'Accept: text/csv' \\\n  --data-urlencode query=${shell(query)}`;
    case 'Python':
      return [
        'import io, urllib.parse, urllib.request',
        'import pandas',
        '',
        `query = ${python(query)}`,
        'asked = urllib.parse.urlencode({"query": query, "format": "csv"}).encode()',
        `with urllib.request.urlopen("${endpoint}", asked) as answer:`,
        '    table = pandas.read_csv(io.BytesIO(answer.read()))',
      ].join('\n');
    case 'R':
      return [`query <- ${r(query)}`, `table <- read.csv(paste0("${endpoint}?format=csv&query=",`, '                         URLencode(query, reserved = TRUE)))'].join('\n');
  }
}

function shell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function python(text: string): string {
  return `"""${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"""`;
}

function r(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
