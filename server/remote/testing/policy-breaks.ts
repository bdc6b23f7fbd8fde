/** What a page with a strict content policy of this server alone must not have. */
const breaks: Record<string, RegExp> = {
  'inline script': /<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=|javascript:/i,
  'inline style': /<style|\sstyle\s*=/i,
  'foreign source': /\s(?:src|href|action)\s*=\s*["']?(?:[a-z][a-z0-9+.-]*:)?\/\//i,
  'base or form': /<base|<form/i,
}

/** @returns the names of what in the page its policy would refuse; a browser only leaves it out */
export const policyBreaks = (page: string): string[] =>
  Object.entries(breaks).flatMap(([name, pattern]) => (pattern.test(page) ? [name] : []))
